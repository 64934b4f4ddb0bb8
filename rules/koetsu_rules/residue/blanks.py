"""Which links and template holes were left for somebody to fill in?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from koetsu import Block, Document, Mark, Span, pattern

_SLOT = pattern(
    r"""\s*(?:
        [^/.\#?:@\\]{0,24}(?:URL|リンク|アドレス|パス)(?:[へのをに先]{1,3}[^/.\#?:@]{0,12})?   # 記事URLへのリンク
      | (?:your|my|the|insert|article|link|image|page|post|source|affiliate)?[-_ ]?(?:url|link)
        (?:[-_ ]?(?:here|goes[-_ ]here))?
      | (?:link|url)[-_ ]to[-_ ]\w{1,24} | placeholder | TODO | TBD | x{3,8}
      | /?path/to/[\w./-]{0,60}
    )\s*""",
    re.IGNORECASE | re.VERBOSE,
)
_YOUR_HOST = pattern(
    r"(?:https?:)?//(?:www\.)?(?:(?:your|my)-?(?:own-?)?(?:blog|web-?site|site|domain|company|store|shop|app|url|link)"
    r"[a-z0-9-]*|x{3,8}|placeholder)\.(?:com|net|org|jp|co\.jp|io|dev)(?:[/?#:]|\Z)",
    re.IGNORECASE,
)
_ANY_HOST = pattern(r"(?:https?:)?//(?:[a-z0-9-]+\.)?example\.(?:com|net|org|jp|co\.jp)(?:[/?#:]|\Z)", re.IGNORECASE)
_ADDRESS = pattern(r"\s*(?:https?:|www\.|[\w.-]+\.(?:com|net|org|jp|io|dev)\b|/)")
_ABOUT_ADDRESSES = pattern(r"example|例|サンプル|記法|書き方|ダミー|sample", re.IGNORECASE)
_HOLE = pattern(
    r"\{\{\s*(?:(?=[^{}\n]{0,40}[ぁ-んァ-ヶ一-龠])[^{}<>%|\"'`.\n]{1,40}|[A-Z]{2,20}(?:_[A-Z]{2,20}){1,4}"
    r"|[a-z]{2,20}_(?:name|title|url|link|date|email|address|price|keyword|topic|city))\s*\}\}"
)
"""What no template language takes for a name, and names of what templates for texts are filled with."""
_SETS = pattern(r"\{%-?\s*(?:assign|capture|set)\b")
_READ = frozenset({"paragraph", "list_item", "heading", "table_cell", "definition", "footnote"})


class Blank(NamedTuple):
    """A link or a hole that nobody filled in."""

    kind: Literal["link", "image", "hole"]
    span: Span
    text: str


def blanks(document: Document) -> Iterator[Blank]:
    """The links whose address is still that of a template, and the holes of a template, in order of kind."""
    text = document.source.text
    if "](" in text or "]:" in text:
        yield from _links(document)
    if "{{" in text and _HOLE.search(text) is not None:
        yield from _holes(document)


def _links(document: Document) -> Iterator[Blank]:
    for block in document.blocks:
        if block.marks and block.kind in _READ and not block.quoted:
            for mark in block.marks:
                if mark.kind in ("link", "image") and _is_unfilled(document, block, mark):
                    yield Blank(mark.kind, _target_span(document, block, mark), mark.target)


def _is_unfilled(document: Document, block: Block, mark: Mark) -> bool:
    target = mark.target
    if not target or len(target) > 200 or target.startswith("#"):
        return False
    is_slot = (":" not in target and _SLOT.fullmatch(target)) or _YOUR_HOST.match(target)
    if not is_slot and not _ANY_HOST.match(target):
        return False
    text = block.text[mark.start : mark.end]
    if _ADDRESS.match(text) or _ABOUT_ADDRESSES.search(text):
        return False  # an address that is shown is spoken about
    return bool(is_slot) or not document.once(_shows_code)


def _shows_code(document: Document) -> bool:
    """Whether an article shows code, or says that it shows how something is written: then addresses are examples."""
    if _ABOUT_ADDRESSES.search(document.title or ""):
        return True
    return any(
        block.kind in ("code", "math", "template", "html") or any(mark.kind == "code" for mark in block.marks)
        for block in document.blocks
    )


def _target_span(document: Document, block: Block, mark: Mark) -> Span:
    """Where an address stands in or behind what is shown of a link; that itself where it is written in another way."""
    text = document.source.text
    shown = block.locate(mark.start, mark.end)
    first = shown.start if mark.kind == "image" else shown.end
    start = text.find(mark.target, first, shown.end + len(mark.target) + 8)
    return Span(start, start + len(mark.target)) if start >= 0 else shown


def _holes(document: Document) -> Iterator[Blank]:
    if _SETS.search(document.source.text) or any("{{" in code for code in _code(document)):
        return
    for block in document.blocks:
        if block.quoted:
            continue
        if block.kind == "template":
            places = [block.span]
        elif block.kind in _READ:
            places = [block.locate(mark.start, mark.end) for mark in block.marks if mark.kind == "template"]
        else:
            continue
        for place in places:
            text = document.source[place]
            if _HOLE.fullmatch(text):
                yield Blank("hole", place, text)


def _code(document: Document) -> Iterator[str]:
    for block in document.blocks:
        if block.kind == "code":
            yield document.source[block.span]
        for mark in block.marks:
            if mark.kind == "code":
                yield block.text[mark.start : mark.end]
