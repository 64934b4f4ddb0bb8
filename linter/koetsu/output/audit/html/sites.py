"""What of the site is worth its place in the page?"""

from __future__ import annotations

from collections.abc import Sequence

from koetsu.engine.audit.model import CensusData, SharedLinesData, ValueData

_VALUES = 5


def frequent(census: CensusData) -> Sequence[ValueData]:
    """The values of a key that say something: all if there are few, else those that come more than once."""
    values = census.values[:_VALUES]
    return values if census.distinct <= _VALUES else [value for value in values if value.articles > 1]


def longest(ranges: Sequence[SharedLinesData], most: int) -> Sequence[SharedLinesData]:
    """The longest runs of shared lines, in the order of the text."""
    by_length = sorted(ranges, key=lambda shared: shared.own.line - shared.own.end_line)[:most]
    return sorted(by_length, key=lambda shared: shared.own.line)
