"""Does an offset lie in one of many ranges?"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Sequence


class Ranges:
    """Half-open ranges, apart and in order, that can be asked in any order in logarithmic time."""

    def __init__(self, ranges: Sequence[tuple[int, int]]) -> None:
        self._starts = [start for start, _ in ranges]
        self._ends = [end for _, end in ranges]

    def cover(self, offset: int) -> bool:
        """Whether a range holds this offset."""
        number = bisect_right(self._starts, offset) - 1
        return number >= 0 and offset < self._ends[number]

    def overlaps(self, start: int, end: int) -> bool:
        """Whether a range shares an offset with ``start`` to ``end``."""
        number = bisect_left(self._starts, end) - 1
        return number >= 0 and start < self._ends[number]
