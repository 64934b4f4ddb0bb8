"""Which block is several others run together in one line?"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property
from itertools import pairwise

from koetsu.text.repetition.chains import Pair
from koetsu.text.repetition.passage import Passage
from koetsu.text.repetition.units import Units
from koetsu.text.source import Span
from koetsu.text.visible import HARD_BREAK


class Flattened:
    """A block in which text of several earlier blocks goes on in one line."""

    def __init__(self, units: Units, pairs: Sequence[Pair]) -> None:
        self._units = units
        self._pairs = pairs
        self.block = units.blocks[pairs[0].later]
        self.first = Passage(units, pairs[0].earlier, pairs[0].earlier + 1)
        """Where its first repeated sentence stands first."""

    @property
    def span(self) -> Span:
        """The whole block."""
        return self.block.span

    @cached_property
    def characters(self) -> int:
        """How many letters and digits of it have stood before."""
        return sum(self._units.sizes[pair.later] for pair in self._pairs)

    @property
    def own(self) -> int:
        """How many letters and digits of it have not."""
        return self._units.block_sizes[self.block.index] - self.characters

    @cached_property
    def share(self) -> float:
        """Which part of its letters and digits has stood before."""
        return self.characters / max(1, self.own + self.characters)

    @property
    def blocks(self) -> int:
        """Of how many blocks it holds text."""
        return len({self._units.blocks[pair.earlier].index for pair in self._pairs})

    @cached_property
    def joints(self) -> int:
        """How often the end of a block is followed, in the same line, by the beginning of another."""
        return sum(self._is_joint(one, other) for one, other in pairwise(self._pairs))

    @property
    def starts_late(self) -> bool:
        """Whether other text stands before what opened a block in the first place."""
        earlier, later = self._pairs[0]
        return self._units.starts_block(earlier) and not self._units.starts_block(later)

    def _is_joint(self, one: Pair, other: Pair) -> bool:
        units = self._units
        before, after = units.sentences[one.later], units.sentences[other.later]
        if other.later != one.later + 1 or before is None or after is None:
            return False
        between = self.block.text[before.end : after.start]
        return (
            units.ends_block(one.earlier)
            and units.starts_block(other.earlier)
            and "\n" not in between
            and HARD_BREAK not in between
        )
