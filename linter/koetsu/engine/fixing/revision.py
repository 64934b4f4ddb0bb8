"""What have edits made of a text, round after round?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from itertools import accumulate
from operator import attrgetter

from koetsu.fix import Edit
from koetsu.text.source import Span


class Revision:
    """A text as edits left it: stretches of the original, in their order, and new text between them."""

    def __init__(self, original: str, pieces: Sequence[Span | str] | None = None) -> None:
        self.original = original
        self._pieces = [Span(0, len(original))] if pieces is None else pieces

    @cached_property
    def text(self) -> str:
        """The text as it is now."""
        return "".join(self._text_of(piece) for piece in self._pieces)

    @cached_property
    def edits(self) -> tuple[Edit, ...]:
        """What leads from the original to the text: edits in order and apart, whose spans count in the original."""
        return tuple(edit for edit in self._gaps() if self._text_of(edit.span) != edit.text)

    def revised(self, edits: Iterable[Edit]) -> Revision:
        """The text after one more round of edits, which do not overlap and whose spans count in ``text``."""
        pieces: list[Span | str] = []
        done = 0
        for edit in sorted(edits, key=attrgetter("span")):
            pieces += [*self._between(done, edit.span.start), edit.text]
            done = edit.span.end
        return Revision(self.original, [*pieces, *self._between(done, len(self.text))])

    def _gaps(self) -> Iterator[Edit]:
        """Every place where something was taken out or put in between two stretches of the original."""
        done = 0
        new: list[str] = []
        for piece in [*self._pieces, Span(len(self.original), len(self.original))]:
            if isinstance(piece, str):
                new.append(piece)
                continue
            if new or piece.start > done:
                yield Edit(Span(done, piece.start), "".join(new))
                new.clear()
            done = piece.end

    def _between(self, start: int, end: int) -> Iterator[Span | str]:
        """The pieces of a part of the text."""
        number = max(bisect_right(self._offsets, start) - 1, 0)
        while start < end:
            offset, piece = self._offsets[number], self._pieces[number]
            number += 1
            first, last = start - offset, min(end, self._offsets[number]) - offset
            if first < last:
                yield piece[first:last] if isinstance(piece, str) else Span(piece.start + first, piece.start + last)
                start = offset + last

    @cached_property
    def _offsets(self) -> list[int]:
        """Where in the text each piece starts, and where the last one ends."""
        return list(accumulate((len(self._text_of(piece)) for piece in self._pieces), initial=0))

    def _text_of(self, piece: Span | str) -> str:
        return piece if isinstance(piece, str) else self.original[piece.start : piece.end]
