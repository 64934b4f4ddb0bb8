"""How is a comment taken out of an article so that its readers see no difference?

A comment can keep two lists or two paragraphs apart, or a star from being printed, whether or not its author knows.
So every way to take it out is tried, and the Markdown parser says whether it is harmless; what cannot go without a
trace leaves an empty comment.
"""

from __future__ import annotations

from collections.abc import Sequence

from koetsu.fix import Edit, apply_edits
from koetsu.text.block import Block
from koetsu.text.comments import Comment
from koetsu.text.document import Document
from koetsu.text.source import Source, Span

_TRIALS = 24
"""How often a document is read again, at most: all comments are tried at once, then by halves."""


def removals(document: Document, comments: Sequence[Comment]) -> dict[Comment, Edit]:
    """For each comment the edit that takes it out of a document."""
    edits: dict[Comment, Edit] = {}
    if comments:
        trials = _Trials(document)
        for way in (_with_its_lines, _with_its_space):
            rest = [comment for comment in comments if comment not in edits]
            edits.update(trials.harmless({comment: Edit(way(document.source, comment), "") for comment in rest}))
    for comment in comments:
        edits.setdefault(comment, Edit(comment.content, " "))
    return edits


class _Trials:
    """Reads a document again with some edits made."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._seen = _what_is_seen(document)
        self._left = _TRIALS

    def harmless(self, edits: dict[Comment, Edit]) -> dict[Comment, Edit]:
        """Those of some edits that change nothing that a reader sees."""
        if not edits or not self._left:
            return {}
        self._left -= 1
        if self._is_seen_after(edits):
            return edits
        both = list(edits.items())
        half = len(both) // 2
        return {**self.harmless(dict(both[:half])), **self.harmless(dict(both[half:]))} if half else {}

    def _is_seen_after(self, edits: dict[Comment, Edit]) -> bool:
        source = self._document.source
        text = apply_edits(source.text, edits.values())
        return _what_is_seen(Document(Source(source.path, text), renderer=self._document.renderer)) == self._seen


def _what_is_seen(document: Document) -> list[object]:
    header = document.front_matter
    seen: list[object] = [header and document.source[header.span]]
    seen += [_look(block) for block in document.blocks if block.kind != "comment"]
    return seen


def _look(block: Block) -> object:
    words = " ".join(block.text.split())
    marks = [(mark.kind, " ".join(block.text[mark.start : mark.end].split()), mark.target) for mark in block.marks]
    return block.kind, words, marks, block.place, block.level, block.style, block.info


def _with_its_lines(source: Source, comment: Comment) -> Span:
    """The lines that a comment fills, with one blank line if one would be left before another."""
    first, last = source.line_of(comment.span.start), source.line_of(comment.span.end)
    before = source.text[source.line_starts[first] : comment.span.start]
    after = source.text[comment.span.end : source.line_span(last).end]
    if before.strip(" \t>") or after.strip():
        return _with_its_space(source, comment)
    following = last + 1
    at_end = following >= len(source.line_starts) or source.line_starts[following] == len(source)
    if not before and _is_blank(source, first - 1):
        if at_end:
            first = max(first - 1, 0)
        elif _is_blank(source, following):
            following += 1
    end = source.line_starts[following] if following < len(source.line_starts) else len(source)
    return Span(source.line_starts[first], end)


def _is_blank(source: Source, line: int) -> bool:
    """Whether a line is empty, or lies before the first one."""
    return line < 0 or not source[source.line_span(line)].strip()


def _with_its_space(source: Source, comment: Comment) -> Span:
    """A comment, and the space before it if there is space or nothing behind it."""
    start, end = comment.span
    if end == len(source) or source.text[end].isspace():
        while start and source.text[start - 1] in " \t":
            start -= 1
    return Span(start, end)
