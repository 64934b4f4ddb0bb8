"""Which lines at the top of a file are a header, and which are an article that only looks like one?"""

from __future__ import annotations

import re

from koetsu.text.pattern import pattern
from koetsu.text.tree import SyntaxFault

LINE_END = r"(?:\r\n|\n|\r)"
LINE = pattern(rf"([^\r\n]*)({LINE_END}|\Z)")
NAME = pattern(r"[A-Za-z_][\w.-]*[ \t]*:(?=\s|\Z)")
"""A key that no sentence begins with."""
_KEY = pattern(
    r"(?:\"[^\"\r\n]*\"|'[^'\r\n]*'|[^\s:：#\-+*>|\[\]{}\"'`。、！？!?][^:：\r\n。、！？]{0,60}?)[ \t]*:(?=\s|\Z)"
)
DETAIL = pattern(r"[ \t#\]}]|-(?:[ \t]|$)|$")
"""A line that belongs to the key above it, is blank or a comment."""
_ENTRY = pattern(r"[ \t]*+(?:[A-Za-z0-9_\"'][^\r\n=]*+=|[\[\]#]|$)|[ \t]++\S")
"""The same for TOML."""
COMMON_KEYS = frozenset(
    {"author", "categories", "category", "created_at", "date", "description", "draft", "emoji", "excerpt", "id"}
    | {"image", "lang", "layout", "locale", "permalink", "private", "published", "published_at", "slug", "summary"}
    | {"tags", "title", "topics", "type", "updated_at", "url"}
)


def is_header(text: str, start: int, end: int, fence: str, *, late: bool) -> bool:
    """Whether what stands between two fences is a header and not an article between two thematic breaks."""
    if fence == "+++":
        return True
    names = odd = 0
    blank = True
    lost = False
    first: str | None = None
    for line in _lines(text, start, end):
        if not line.strip():
            blank = True
            continue
        if first is None:
            first = "" if names == 0 and blank and text[start : start + 1] in "\r\n" else line
        if _KEY.match(line):
            names += 1
        elif not DETAIL.match(line):
            # Prose behind a blank line: the closing fence was lost, and this one is a thematic break of the article.
            lost = lost or (blank and names > 0)
            odd += 1
        # A line such as 注意: ... behind a blank line may be the first of a paragraph.
        blank = blank and names > 1 and not NAME.match(line) and not DETAIL.match(line)
    if late:
        return names > 0 and odd == 0 and bool(NAME.match(text, start)) and is_likely(text[start:end])
    if odd == 0:
        # Nothing but blank lines may stand between two thematic breaks as well as in an empty header.
        return names > 0 or end - start <= 2 or first not in (None, "")
    if names == 0:
        # One or two bare lines right behind the fence: a header that is no mapping, unless it reads like a sentence.
        body = text[start:end]
        return first not in (None, "") and odd <= 2 and "\n\n" not in body and not re.search(r"[。！？!?.]", body)
    return not lost or _holds_mapping(text[start:end])


def is_likely(content: str) -> bool:
    """Whether lines of keys and values, not enclosed as they should be, are a header and not a note to the reader."""
    names = [line[: line.index(":")].rstrip() for line in re.split(LINE_END, content) if NAME.match(line)]
    return len(names) > 1 or not COMMON_KEYS.isdisjoint(names)


def _holds_mapping(content: str) -> bool:
    """Whether lines that look like prose are part of a header: a quoted value may hold a blank line."""
    from koetsu.text.yaml import parse_yaml

    try:
        root = parse_yaml(content)
    except SyntaxFault:
        return False
    return root is not None and isinstance(root.members, dict)


def _lines(text: str, start: int, end: int) -> list[str]:
    return re.split(LINE_END, text[start:end])


def leading_entries(text: str, start: int, fence: str) -> int:
    """Where the lines end that look like a header that is never closed; ``start`` if not even the first does."""
    at = end = start
    blank = False
    while at < len(text):
        line = LINE.match(text, at)
        assert line is not None
        content = line.group(1)
        if fence == "+++":
            belongs = _ENTRY.match(content) is not None
        elif blank or end == start:
            belongs = NAME.match(content) is not None or not content.strip()
        else:
            belongs = _KEY.match(content) is not None or DETAIL.match(content) is not None
        if not belongs or (end == start and not content.strip()):
            break
        at = line.end()
        blank = not content.strip()
        if not blank and content[:1] != "#":
            end = at
    return end
