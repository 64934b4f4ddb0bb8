"""What does the header of a file say, and where?

A header is YAML between ``---``, TOML between ``+++`` or a JSON object at the very start of a file. Headers that an
engine would print, because they start late or lack a fence, are recognised too, so that no rule takes them for prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, KeysView
from functools import cached_property
from typing import Literal, NamedTuple

from koetsu.text.header_lines import COMMON_KEYS, DETAIL, LINE, LINE_END, NAME, is_header, is_likely, leading_entries
from koetsu.text.pattern import pattern
from koetsu.text.source import Span
from koetsu.text.toml import parse_toml
from koetsu.text.tree import JSON, Duplicate, Node, SyntaxFault

Kind = Literal["yaml", "toml", "json"]
Form = Literal["fenced", "late", "unfenced", "unopened"]
"""fenced: as it should be. late: behind blank lines. unfenced: without any fence. unopened: with a closing one only."""

_END = r"(?=[\r\n]|\Z)"
_LINE_START = r"(?:(?<=\n)|(?<=\r)|\A)"
_OPENING = pattern(rf"(?:---|\+\+\+)[ \t]*{_END}")
_CLOSING = {
    "---": re.compile(rf"(?:(?<=\n)|(?<=\r))(?:---|\.\.\.)[ \t]*{_END}"),
    "+++": re.compile(rf"(?:(?<=\n)|(?<=\r))\+\+\+[ \t]*{_END}"),
}
_LEADING_BLANKS = pattern(rf"(?:[ \t]*{LINE_END}){{1,20}}")
_JSON = pattern(r"\{\s*(?:\"(?:[^\"\\\r\n]|\\.)*\"\s*:|\})")
_JSON_TOKEN = pattern(r"\"(?:[^\"\\]|\\[\s\S])*+\"|[{}]|\"")
_MAXIMUM_JSON = 100_000


class Fault(NamedTuple):
    """Why a header holds no data."""

    reason: str
    span: Span
    values: dict[str, str]
    first: Span | None = None
    """An earlier place that explains it."""


class FrontMatter:
    """The header of a file. Every offset counts code points of the whole text."""

    def __init__(
        self, text: str, kind: Kind, form: Form, opening: Span, content: Span, closing: Span | None, end: int
    ) -> None:
        self._text = text
        self.kind = kind
        self.form = form
        self.opening = opening
        """The opening fence without its line end; empty where there is none."""
        self.content = content
        """What stands between the fences."""
        self.closing = closing
        """The closing fence without its line end, if there is one."""
        self.span = Span(opening.start, end)
        """The header, with both fences and the line end of the closing one."""

    @classmethod
    def parse(cls, text: str) -> FrontMatter | None:
        """The header that a decoded text begins with, if there is one."""
        first = text[:1]
        if first in ("-", "+"):
            return _fenced(text, 0, "fenced")
        if first == "{":
            return _json(text)
        if first in ("\n", "\r", " ", "\t"):
            blanks = _LEADING_BLANKS.match(text)
            return _fenced(text, blanks.end(), "late") if blanks is not None else None
        return _unfenced(text) if NAME.match(text) else None

    @property
    def body_start(self) -> int:
        """The offset at which the text of the article begins."""
        return self.span.end

    @cached_property
    def _parsed(self) -> tuple[Node | None, Fault | None]:
        root: Node | None = None
        fault: Fault | None = None
        try:
            root = self._compose()
        except SyntaxFault as error:
            fault = Fault(error.reason, error.span, error.values, error.first)
        if self.form == "fenced" and self.closing is None and self.kind != "json":
            return root, Fault("unclosed", self.opening, {"fence": self._text[self.opening.start : self.opening.end]})
        return root, fault

    def _compose(self) -> Node | None:
        content = self._text[self.content.start : self.content.end]
        if self.kind == "toml":
            return parse_toml(content, self.content.start, keep_duplicates=True)
        if self.kind == "json":
            from koetsu.text.json import parse_json

            return parse_json(content, self.content.start)
        from koetsu.text.yaml import parse_yaml

        root = parse_yaml(content, self.content.start)
        if root is None or (root.value is None and root.members is None):
            return Node({}, Span(self.content.end, self.content.end), "", None, {})
        if not isinstance(root.members, dict):
            raise SyntaxFault("not-a-mapping", root.span)
        return root

    @property
    def root(self) -> Node | None:
        """The mapping that the header holds; None where it does not parse."""
        return self._parsed[0]

    @property
    def fault(self) -> Fault | None:
        """Why the header does not parse, is never closed or holds no mapping."""
        return self._parsed[1]

    @property
    def data(self) -> dict[str, JSON]:
        """The header as plain data; empty where it does not parse."""
        value = self.root.value if self.root is not None else None
        return value if isinstance(value, dict) else {}

    @cached_property
    def _members(self) -> dict[str, Node]:
        members = self.root.members if self.root is not None else None
        return members if isinstance(members, dict) else {}

    def __getitem__(self, key: str) -> Node:
        return self._members[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self._members)

    def __contains__(self, key: object) -> bool:
        return key in self._members

    def get(self, key: str) -> Node | None:
        """The value of a key, if the header has it."""
        return self._members.get(key)

    def keys(self) -> KeysView[str]:
        """The keys of the header, not those of mappings in it."""
        return self._members.keys()

    @cached_property
    def duplicates(self) -> list[Duplicate]:
        """Every key that stands again in its mapping, at every depth, in the order of the file."""
        if self.root is None:
            return []
        found = (duplicate for node in self.root.walk() for duplicate in node.duplicates)
        return sorted(set(found), key=lambda duplicate: duplicate.later)


def _after_line(text: str, at: int) -> int:
    """The offset behind the line end that stands at an offset."""
    if text.startswith("\r\n", at):
        return at + 2
    return min(at + 1, len(text))


def _fenced(text: str, at: int, form: Form) -> FrontMatter | None:
    opening = _OPENING.match(text, at)
    if opening is None:
        return None
    fence = text[at : at + 3]
    start = _after_line(text, opening.end())
    closing = _CLOSING[fence].search(text, start)
    kind: Kind = "yaml" if fence == "---" else "toml"
    if closing is not None and is_header(text, start, closing.start(), fence, late=form == "late"):
        content = Span(start, closing.start())
        end = _after_line(text, closing.end())
        return FrontMatter(text, kind, form, Span(*opening.span()), content, Span(*closing.span()), end)
    if form == "late":
        return None
    end = leading_entries(text, start, fence)
    if end == start or (fence == "---" and not is_likely(text[start:end])):
        return None
    return FrontMatter(text, kind, form, Span(*opening.span()), Span(start, end), None, end)


def _unfenced(text: str) -> FrontMatter | None:
    """Lines of keys and values at the very top that no fence encloses."""
    names: list[str] = []
    at = end = 0
    closing: Span | None = None
    while at < len(text):
        line = LINE.match(text, at)
        assert line is not None
        content = line.group(1)
        if re.fullmatch(r"---[ \t]*", content):
            closing = Span(at, line.end(1))
            end = line.end()
            break
        if not content.strip():
            break
        name = NAME.match(content)
        if name is not None:
            names.append(name.group().rstrip(": \t"))
        elif not names or not DETAIL.match(content) or content[:1] == "#":
            return None
        at = end = line.end()
    known = sum(name in COMMON_KEYS for name in names)
    if known < 2 or not {"title", "layout", "date"} & set(names):
        return None
    start = Span(0, 0)
    if closing is None:
        return FrontMatter(text, "yaml", "unfenced", start, Span(0, end), None, end)
    return FrontMatter(text, "yaml", "unopened", start, Span(0, closing.start), closing, end)


def _json(text: str) -> FrontMatter | None:
    if _JSON.match(text) is None:
        return None
    depth = 0
    for token in _JSON_TOKEN.finditer(text, 0, _MAXIMUM_JSON):
        character = token.group()
        depth += (character == "{") - (character == "}")
        if character == '"':
            break
        if depth == 0:
            rest = LINE.match(text, token.end())
            assert rest is not None
            if rest.group(1).strip():
                return None
            end = token.end()
            return FrontMatter(text, "json", "fenced", Span(0, 1), Span(0, end), Span(end - 1, end), rest.end())
    # Never closed: up to the first blank line.
    blank = re.compile(rf"{LINE_END}[ \t]*{LINE_END}").search(text)
    end = len(text) if blank is None else blank.start()
    return FrontMatter(text, "json", "fenced", Span(0, 1), Span(0, end), None, _after_line(text, end))
