"""From where to where does a stretch of a document go?"""

from __future__ import annotations

from koetsu.text.repetition.units import Units
from koetsu.text.source import Span


class Passage:
    """A stretch of a document, from one sentence to another."""

    def __init__(self, units: Units, start: int, end: int) -> None:
        self._units = units
        self.start = start
        self.end = end
        """Half-open, in units of the document."""

    @property
    def units(self) -> range:
        """The numbers of its units."""
        return range(self.start, self.end)

    @property
    def text(self) -> str:
        """Its letters and digits."""
        return self._units.text(self.units)

    @property
    def span(self) -> Span:
        """From its first block to its last one; where it has only a part of a block, from or to a sentence."""
        last = self.end - 1
        start = self._place(self.start, whole=self._units.starts_block(self.start)).start
        return Span(start, self._place(last, whole=self._units.ends_block(last)).end)

    def _place(self, unit: int, *, whole: bool) -> Span:
        """Of a unit, or of the whole block that it starts or ends."""
        sentence = self._units.sentences[unit]
        return self._units.blocks[unit].span if whole or sentence is None else sentence.span
