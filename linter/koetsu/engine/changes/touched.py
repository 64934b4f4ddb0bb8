"""Which parts of a text did a change touch?"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import accumulate
from typing import NamedTuple

from koetsu.engine.changes.patch import Hunk
from koetsu.fix import Edit
from koetsu.text.source import Source, Span

Spans = tuple[Span, ...]
"""In the order of the text; neither starts nor ends go back."""


class Touched(NamedTuple):
    """The lines of a text that are new or edited, and their surroundings."""

    changed: Spans
    """Whole lines, their ends included."""
    beside: Spans
    """The changed lines with the nearest line on each side that is not blank: what a deletion, or a heading put in
    between, may have cut off."""

    @classmethod
    def of(cls, source: Source, hunks: Iterable[Hunk]) -> Touched:
        """What hunks mean in a text, which is the one after the change."""
        lines = _Lines(source.text)
        hunks = list(hunks)
        changed = (lines.span(hunk.first, hunk.first + hunk.lines) for hunk in hunks if hunk.lines)
        return cls(tuple(changed), tuple(map(lines.around, hunks)))

    @classmethod
    def all_of(cls, source: Source) -> Touched:
        """A text that is new as a whole."""
        whole = (Span(0, len(source)),)
        return cls(whole, whole)

    def after(self, edits: Iterable[Edit]) -> Touched:
        """The same parts in the text that ``apply_edits`` makes of this one, and what edits put into them."""
        moves = _Moves(edits)
        return Touched(tuple(map(moves.span, self.changed)), tuple(map(moves.span, self.beside)))


def overlaps(spans: Spans, span: Span, length: int) -> bool:
    """Whether a place in a text of so many code points lies in one of these spans, at least in part."""
    start, end = span
    if start == end:  # it stands on the line of the character behind it; at the very end, of the one before
        start = max(min(start, length - 1), 0)
        end = start + 1
    nearest = bisect_left(spans, end, key=_start) - 1
    return nearest >= 0 and spans[nearest].end > start


def _start(span: Span) -> int:
    return span.start


class _Lines:
    """The lines of a text as git counts them: they end at ``\\n`` only."""

    def __init__(self, text: str) -> None:
        lines = text.split("\n")
        if not lines[-1]:
            lines.pop()
        self._length = len(text)
        self._starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
        self._written = [number for number, line in enumerate(lines) if line and not line.isspace()]

    def span(self, first: int, last: int) -> Span:
        """From the start of a line to the start of another one, or as far as the text goes."""
        return Span(self._offset(max(first, 0)), self._offset(last))

    def around(self, hunk: Hunk) -> Span:
        before = bisect_left(self._written, hunk.first) - 1
        behind = bisect_left(self._written, hunk.first + hunk.lines)
        first = self._written[before] if before >= 0 else 0
        last = self._written[behind] + 1 if behind < len(self._written) else len(self._starts)
        return self.span(first, last)

    def _offset(self, line: int) -> int:
        # A file that was written after git had read it may have fewer lines.
        return min(self._starts[line], self._length) if line < len(self._starts) else self._length


class _Moves:
    """Where offsets of a text go when it is edited."""

    def __init__(self, edits: Iterable[Edit]) -> None:
        self._edits = sorted(set(edits), key=lambda edit: (edit.span, edit.text))
        self._starts: Sequence[int] = [edit.span.start for edit in self._edits]
        growths = (len(edit.text) - (edit.span.end - edit.span.start) for edit in self._edits)
        self._growth = list(accumulate(growths, initial=0))

    def span(self, span: Span) -> Span:
        """The span that holds what this one held, and what is put in at its two ends."""
        return Span(self._start(span.start), self._end(span.end))

    def _start(self, offset: int) -> int:
        before = bisect_left(self._starts, offset)  # the edits that start before it
        if before and self._edits[before - 1].span.end > offset:
            edit = self._edits[before - 1].span
            return edit.start + self._growth[before - 1]
        return offset + self._growth[before]

    def _end(self, offset: int) -> int:
        before = bisect_left(self._starts, offset)
        if before and self._edits[before - 1].span.end > offset:
            return self._edits[before - 1].span.end + self._growth[before]
        # Of the edits that start right there, one that only inserts comes first.
        inserts = bisect_right(self._starts, offset) > before and self._edits[before].span.end == offset
        return offset + self._growth[before + inserts]
