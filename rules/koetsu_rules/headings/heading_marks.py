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
    is_whole_block: bool
    """Whether the block is nothing but this line."""


class _Line(NamedTuple):
    """A line of a paragraph that begins with heading marks."""

    block: Block
    found: re.Match[str]
    is_only: bool
    """Whether it is the only line of its block."""
    is_bold: bool
    """Whether bold text begins at the marks."""
    is_marked_up: bool
    """Whether markup begins right behind the marks."""

    @property
    def start(self) -> int | None:
        """Where its line of the file starts, if nothing but space stands before the marks."""
        source = self.block.document.source
        marks = self.block.locate(*self.found.span("marks")).start
        start = source.line_span(source.line_of(marks)).start
        return start if _ONLY_SPACES.fullmatch(source[Span(start, marks)]) else None


def printed_at_line_start(document: Document) -> Iterator[Printed]:
    """Heading marks that begin a line of a paragraph."""
    lines = [
        line
        for block in document.blocks
        if block.kind == "paragraph" and ("#" in block.text or "＃" in block.text)
        for line in _lines_of(block)
    ]
    several = any(line.found["marks"].startswith("##") and not line.found["space"] for line in lines)
    for line in lines:
        fault = _fault_of(line, tags=not several)
        if fault:
            yield _printed(line, fault)


def _lines_of(block: Block) -> Iterator[_Line]:
    if block.depth:
        return
    is_only = "\n" not in block.text and HARD_BREAK not in block.text
    starts = {mark.start for mark in block.marks}
    bold = {mark.start for mark in block.marks_of("strong")}
    for found in _LINE.finditer(block.masked):
        if found["title"].strip(f" {HOLE}*_#＃") and not _is_escaped(block, found.start("marks")):
            yield _Line(block, found, is_only, found.start("marks") in bold, found.start("title") in starts)


def _printed(line: _Line, fault: str) -> Printed:
    block, found, start = line.block, line.found, line.start
    span = block.locate(*found.span("line"))
    if found.end() == len(block.text) and not line.is_bold:
        span = Span(span.start, block.span.end)  # with the markup that ends there
    end = block.locate(found.start("marks"), found.end("space")).end
    lead = Span(span.start if start is None else start, end)
    return Printed(fault, found["marks"], found["title"], block, span, lead, line.is_only)


def printed_inside(block: Block) -> list[Printed]:
    """Heading marks behind a sentence, or inside the line of another heading."""
    if "##" not in block.text:
        return []
    form = _IN_HEADING if block.kind == "heading" else _BEHIND_SENTENCE
    return [
        Printed("inside-line", found["marks"], found["title"], block, marks, marks, False)
        for found in form.finditer(block.masked)
        if not _is_escaped(block, found.start("marks"))
        for marks in [block.locate(*found.span("marks"))]
    ]


def _fault_of(line: _Line, *, tags: bool) -> str:
    """The key of the message; empty where the marks mean something else. ``tags``: whether ``#word`` is a hashtag."""
    marks, space, title = line.found["marks"], line.found["space"], line.found["title"]
    if line.is_bold:
        return "inside-bold" if (space or len(marks) > 1) and len(marks) <= _MANY and "＃" not in marks else ""
    if line.start is None:
        return "inside-line" if line.found[0].startswith(HARD_BREAK) and len(marks) > 1 else ""
    if "＃" in marks:
        return "full-width" if len(marks) > 1 or space else ""
    if len(marks) > _MANY:
        return "too-many" if len(marks) < _DRAWN and not title.endswith("#") else ""
    if space[:1] in (" ", "\t"):  # one # behind spaces is as often a line of code that lacks its fence
        return "indented" if len(marks) > 1 else ""
    if len(marks) > 1 or space:
        return "no-space"
    return "" if tags and _may_be_tags(line) else "no-space"


def _may_be_tags(line: _Line) -> bool:
    """Whether one ``#`` with text right behind it may be a hashtag, a number, code or the start of a sentence."""
    if line.is_marked_up:  # a tag holds no markup
        return False
    title = line.found["title"]
    if not line.is_only or (title[0].isascii() and (title[0].isalnum() or title[0] in "!{[")):
        return True
    return bool(_TAGS.fullmatch(line.found["line"])) or is_terminated(title)


def _is_escaped(block: Block, offset: int) -> bool:
    at = block.locate(offset, offset + 1).start
    return at > 0 and block.document.source[Span(at - 1, at)] in ("\\", "&")
