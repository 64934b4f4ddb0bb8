"""How is a comment taken out of an article so that its readers see no difference?

A comment can keep two lists or two paragraphs apart, or a star from being printed, whether or not its author knows.
So every way to take it out is tried, and the Markdown parser says whether it is harmless; what cannot go without a
trace leaves an empty comment.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from koetsu.fix import Edit, apply_edits
from koetsu.text.block import Block
from koetsu.text.comments import Comment, without_comments
from koetsu.text.document import Document
from koetsu.text.source import Source, Span

_MOST_READ = 500_000
"""How many characters are read again, at most: all comments are tried at once, then by halves."""


def removals(document: Document, comments: Sequence[Comment]) -> dict[Comment, Edit]:
    """For each comment the edit that takes it out of a document."""
    if not comments:
        return {}
    trials = _Trials(document)
    for way in (_with_its_lines, _with_its_space):
        rest = [comment for comment in comments if comment not in trials.harmless]
        trials.run(_apart([(comment, way(document.source, comment)) for comment in rest]))
    emptied = {comment: Edit(comment.content, " ") for comment in comments}
    return {**emptied, **trials.harmless}


class _Trials:
    """Reads a document again with some edits made."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._seen = _what_is_seen(document)
        self._left = max(_MOST_READ // (len(document.source) + 1), 2)
        self.harmless: dict[Comment, Edit] = {}
        """What changed nothing that a reader sees, all of it together."""

    def run(self, edits: Sequence[tuple[Comment, Edit]]) -> None:
        """Try some edits on top of those that were harmless."""
        if not edits or not self._left:
            return
        self._left -= 1
        tried = {**self.harmless, **dict(edits)}
        half = len(edits) // 2
        if self._is_harmless(tried):
            self.harmless = tried
        elif half:
            self.run(edits[:half])
            self.run(edits[half:])

    def _is_harmless(self, edits: dict[Comment, Edit]) -> bool:
        source = self._document.source
        text = apply_edits(source.text, edits.values())
        return _what_is_seen(Document(Source(source.path, text), renderer=self._document.renderer)) == self._seen


def _apart(spans: Iterable[tuple[Comment, Span]]) -> list[tuple[Comment, Edit]]:
    """The edits that delete spans, none of what two of them share twice."""
    edits = []
    done = 0
    for comment, span in spans:
        edits.append((comment, Edit(Span(max(span.start, done), span.end), "")))
        done = span.end
    return edits


def _what_is_seen(document: Document) -> list[object]:
    header = document.front_matter
    text = without_comments(document.source, document.comments)
    seen: list[object] = [header and document.source[header.span], document.enclosures]
    for block in document.blocks:
        if block.kind == "html":
            seen.append(text[slice(*block.span)].split())
        elif block.kind != "comment":
            seen.append(_look(block))
    return seen


def _look(block: Block) -> object:
    marks = [(mark.kind, block.text[mark.start : mark.end].split(), mark.target) for mark in block.marks]
    return block.kind, block.text.split(), marks, block.place, block.level, block.style, block.info


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
