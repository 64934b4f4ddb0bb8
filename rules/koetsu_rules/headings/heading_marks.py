"""Where does a reader see the marks of a heading?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from koetsu import HOLE, Block, Document, Span, is_terminated, pattern

HARD_BREAK = "\u2028"
"""How a line break that the author asked for stands in visible text."""

_SPACES = "\u00a0\u1680\u2000-\u200b\u202f\u205f\u2060\u3000\ufeff"
"""What looks like a space, or like nothing, and is none to Markdown."""

_LINE = pattern(rf"(?:\A|[\n\u2028])(?P<line>(?P<marks>[#＃]+)(?P<space>[ \t{_SPACES}]*)(?P<title>[^\n\u2028]*))")
_TITLE = rf"[ \t{_SPACES}]*(?P<title>[^\s#。、，,.をはがのでとにもや][^\n\u2028]{{,40}})"
"""Behind marks that were to make a heading; before a particle they are what the sentence speaks of."""
_BEHIND_SENTENCE = pattern(rf"(?<=[。．！？!?.…」』）)】])[ \t{_SPACES}]*(?P<marks>#{{2,6}}){_TITLE}")
_IN_HEADING = pattern(rf"(?<=[ \t{_SPACES}])(?P<marks>#{{2,6}})(?=[ \t]){_TITLE}")
_TAGS = pattern(r"[#＃][\w・]+(?:\s+[#＃][\w・]+)*\s*")
_ONLY_SPACES = pattern(rf"[ \t{_SPACES}]*")
_MANY = 6
_DRAWN = 10
"""So many ``#`` in a row are a drawn line."""


class Printed(NamedTuple):
    """Heading marks that a reader sees."""

    fault: str
    """Why they make no heading: the key of the message."""
    marks: str
    title: str
    """What they were to make a heading of."""
    block: Block
    span: Span
    """The marks with their heading; inside a line, the marks alone."""
    lead: Span
    """What a mended heading would write as ``## ``: the marks with the space around them."""


def printed_at_line_start(document: Document) -> Iterator[Printed]:
    """Heading marks that begin a line of a paragraph."""
    found = [
        (block, line)
        for block in document.blocks
        if block.kind == "paragraph" and not block.depth and ("#" in block.text or "＃" in block.text)
        for line in _LINE.finditer(block.masked)
        if line["title"].strip(f" {HOLE}*_#＃") and not _is_escaped(block, line.start("marks"))
    ]
    several = any(line["marks"].startswith("##") and not line["space"] for _, line in found)
    for block, line in found:
        fault = _fault_of(block, line, tags=not several)
        if fault:
            span = block.locate(*line.span("line"))
            if line.end() == len(block.text) and fault != "inside-bold":
                span = Span(span.start, block.span.end)  # with the markup that ends there
            start = _line_start(block, span.start)
            end = block.locate(line.start("marks"), line.end("space")).end
            lead = Span(span.start if start is None else start, end)
            yield Printed(fault, line["marks"], line["title"], block, span, lead)


def printed_inside(block: Block) -> list[Printed]:
    """Heading marks behind a sentence, or inside the line of another heading."""
    form = _IN_HEADING if block.kind == "heading" else _BEHIND_SENTENCE
    return [
        Printed("inside-line", found["marks"], found["title"], block, marks, marks)
        for found in (form.finditer(block.masked) if "##" in block.text else ())
        if not _is_escaped(block, found.start("marks"))
        for marks in [block.locate(*found.span("marks"))]
    ]


def _fault_of(block: Block, line: re.Match[str], *, tags: bool) -> str:
    """The key of the message; empty where the marks mean something else. ``tags``: whether ``#word`` is a hashtag."""
    marks, space, title = line["marks"], line["space"], line["title"]
    if any(mark.kind == "strong" and mark.start == line.start("marks") for mark in block.marks):
        return "inside-bold" if (space or len(marks) > 1) and len(marks) <= _MANY and "＃" not in marks else ""
    if _line_start(block, block.locate(*line.span("marks")).start) is None:
        return "inside-line" if line[0].startswith(HARD_BREAK) and len(marks) > 1 else ""
    if "＃" in marks:
        return "full-width" if len(marks) > 1 or space else ""
    if len(marks) > _MANY:
        return "too-many" if len(marks) < _DRAWN and not title.endswith("#") else ""
    if space[:1] in (" ", "\t"):  # one # behind spaces is as often a line of code that lacks its fence
        return "indented" if len(marks) > 1 else ""
    if len(marks) > 1 or space:
        return "no-space"
    return "" if tags and _may_be_tags(block, line) else "no-space"


def _may_be_tags(block: Block, line: re.Match[str]) -> bool:
    """Whether one ``#`` with text right behind it may be a hashtag, a number, code or the start of a sentence."""
    title = line["title"]
    if any(mark.start == line.start("title") for mark in block.marks):
        return False  # a tag holds no markup
    return (
        ("\n" in block.text or (title[0].isascii() and (title[0].isalnum() or title[0] in "!{[")))
        or bool(_TAGS.fullmatch(line["line"]))
        or is_terminated(title)
    )


def _line_start(block: Block, offset: int) -> int | None:
    """Where the line of the file starts in which something stands, if nothing but space is before it."""
    source = block.document.source
    start = source.line_span(source.line_of(offset)).start
    return start if _ONLY_SPACES.fullmatch(source[Span(start, offset)]) else None


def _is_escaped(block: Block, offset: int) -> bool:
    at = block.locate(offset, offset + 1).start
    return at > 0 and block.document.source[Span(at - 1, at)] in ("\\", "&")
