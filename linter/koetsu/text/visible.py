"""What does a reader see of a block, and which bytes of the file is it made of?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Literal, NamedTuple

MarkKind = Literal["link", "image", "strong", "emphasis", "strikethrough", "code", "math", "template", "url"]

HOLE = "\ufffc"
"""U+FFFC stands in visible text for an image or a template whose text is not in the file."""

HARD_BREAK = "\u2028"
"""A line break that the author asked for: two spaces, a backslash, ``<br>``. A mere line end in the file is ``\\n``."""

Piece = tuple[int, int, int]
"""A stretch of visible text: where it starts in it, and the range of bytes of ``Source.encoded`` that it comes from."""


class Mark(NamedTuple):
    """Markup over a stretch of visible text."""

    kind: MarkKind
    start: int
    end: int
    """Half-open, in offsets of the visible text."""
    target: str = ""
    """Where a link or an image points to."""


class Visible(NamedTuple):
    """Visible text with what it is made of."""

    text: str
    pieces: Sequence[Piece]
    marks: Sequence[Mark]

    def without(self, cuts: Sequence[tuple[int, int]]) -> Visible:
        """The text without some ranges, which are in order and apart; pieces and marks move along."""
        kept: list[str] = []
        pieces: list[Piece] = []
        removed = 0
        end_of_text = len(self.text)
        for (start, end), (until, _) in pairwise([(0, 0), *cuts, (end_of_text, end_of_text)]):
            removed += end - start
            kept.append(self.text[end:until])
            pieces += self._pieces_between(end, until, removed)
        return Visible("".join(kept), pieces, _moved(self.marks, cuts))

    def stripped(self) -> Visible:
        """The text without white space at its ends."""
        lead = len(self.text) - len(self.text.lstrip())
        tail = max(len(self.text.rstrip()), lead)
        return self.without([(0, lead), (tail, len(self.text))])

    def _pieces_between(self, start: int, end: int, removed: int) -> Iterator[Piece]:
        """The pieces of ``text[start:end]``, moved to where it stands once ``removed`` characters are gone."""
        number = max(bisect_right(self.pieces, (start + 1,)) - 1, 0)
        while start < end and number < len(self.pieces):
            offset, first_byte, last_byte = self.pieces[number]
            number += 1
            piece_end = self.pieces[number][0] if number < len(self.pieces) else len(self.text)
            first, last = max(offset, start), min(piece_end, end)
            if first >= end:
                return
            if first < last:
                if (first, last) != (offset, piece_end):
                    first_byte, last_byte = self._part(self.pieces[number - 1], piece_end, first, last)
                yield first - removed, first_byte, last_byte

    def _part(self, piece: Piece, piece_end: int, start: int, end: int) -> tuple[int, int]:
        """The bytes of a part of a piece; all of its bytes where one character stands for several."""
        offset, first, last = piece
        if len(self.text[offset:piece_end].encode("utf-8")) != last - first:
            return first, last
        first += len(self.text[offset:start].encode("utf-8"))
        return first, first + len(self.text[start:end].encode("utf-8"))


def _moved(marks: Sequence[Mark], cuts: Sequence[tuple[int, int]]) -> list[Mark]:
    starts = [start for start, _ in cuts]
    removed = list(accumulate((end - start for start, end in cuts), initial=0))

    def move(offset: int) -> int:
        number = bisect_right(starts, offset)
        if not number:
            return offset
        start, end = cuts[number - 1]
        return offset - removed[number - 1] - (min(offset, end) - start)

    moved = [mark._replace(start=move(mark.start), end=move(mark.end)) for mark in marks]
    return [mark for mark in moved if mark.end > mark.start]
