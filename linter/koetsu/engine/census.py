"""What stands in the headers of a site, key by key, and which headers are unlike the rest?"""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import NamedTuple, Protocol

from koetsu.engine.expectation import ENOUGH, NEARLY_ALL, Expectation, Tally, Why, at_share
from koetsu.text.corpus import Fact, FactKind
from koetsu.text.header_facts import ITEMS, steps_of

VALUES = 20
"""So many of the most frequent values of a key are told."""

_NO_VALUES = frozenset({"array", "object", "null"})
_KNOWN = 3
"""A key in fewer articles is no custom of the site."""
_RARER = 20
"""A key is a slip for a like one only if that stands in so many times as many articles."""


class Headed(Protocol):
    """An article with the values of its header, such as a ``Summary``."""

    @property
    def path(self) -> str:
        """As it is shown."""

    @property
    def header(self) -> Sequence[Fact]:
        """Its values."""


class Outlier(NamedTuple):
    """A header that is unlike nearly all others."""

    path: str
    key: str
    why: Why
    kind: FactKind | None = None
    """None where the key is missing."""
    value: str = ""


class Lengths(NamedTuple):
    """How long the texts or the lists under a key are: in code points, or in items."""

    shortest: int
    median: int
    longest: int


class KeyCensus(NamedTuple):
    """What stands under one key."""

    key: str
    """As the keys of facts: ``author.name``, ``tags[]``."""
    articles: int
    """In so many it is found."""
    found: int
    """So often it is found; more than there are articles only below a list."""
    places: int
    """So often it could be: once an article, or once a mapping that it belongs to."""
    position: float
    """Where in a header it usually stands, from 0 for the first value."""
    kinds: dict[FactKind, int]
    """The articles by the kind of value, the most frequent first."""
    distinct: int
    """How many different values there are, as far as their first 80 characters tell."""
    values: list[tuple[str, int]]
    """Values and their articles, the most frequent first, lists and mappings left out."""
    texts: Lengths | None
    lists: Lengths | None
    expected: Expectation
    slip_for: str | None
    """A far more frequent key that never stands beside it and from which it differs in a letter or in case."""
    outliers: list[Outlier]

    @property
    def steps(self) -> tuple[str, ...]:
        """The keys that lead there."""
        return steps_of(self.key)

    @property
    def is_custom(self) -> bool:
        """Whether so many articles have it that it is meant."""
        return self.articles >= _KNOWN and self.slip_for is None


class Census(NamedTuple):
    """The headers of a site, key by key."""

    articles: int
    """How many have a header that holds anything."""
    keys: dict[str, KeyCensus]
    """By the name of the key; the most frequent first."""

    @classmethod
    def of(cls, summaries: Iterable[Headed]) -> Census:
        """Count the headers of some articles. Those that hold nothing are left out."""
        counting = _Counting([summary for summary in summaries if summary.header])
        return cls(len(counting.headed), counting.keys())

    @property
    def is_enough(self) -> bool:
        """Whether there are so many headers that anything can be expected of the next one."""
        return self.articles >= ENOUGH

    @property
    def outliers(self) -> list[Outlier]:
        """Every value and every missing key that is not as nearly all others, by the path of the article."""
        return sorted(outlier for key in self.keys.values() for outlier in key.outliers)


class _Counting:
    def __init__(self, headed: Sequence[Headed]) -> None:
        self.headed = headed
        self.tallies: dict[str, Tally] = {}
        self.articles: Counter[str] = Counter()
        self.positions: Counter[str] = Counter()
        self.kinds: dict[str, Counter[FactKind]] = {}
        self.values: dict[str, Counter[str]] = {}
        for one in headed:
            self._count(one.header)

    def _count(self, header: Sequence[Fact]) -> None:
        kinds: set[tuple[str, FactKind]] = set()
        values: set[tuple[str, str]] = set()
        keys: set[str] = set()
        for position, fact in enumerate(header):
            key, kind = fact.key, fact.kind
            tally = self.tallies.get(key)
            if tally is None:
                tally = self.tallies[key] = Tally()
                self.kinds[key], self.values[key] = Counter(), Counter()
            tally.add(fact)
            self.positions[key] += position
            keys.add(key)
            if (key, kind) not in kinds:
                kinds.add((key, kind))
                self.kinds[key][kind] += 1
            if kind not in _NO_VALUES and (key, fact.value) not in values:
                values.add((key, fact.value))
                self.values[key][fact.value] += 1
        self.articles.update(keys)

    def keys(self) -> dict[str, KeyCensus]:
        slips = self._slips()
        expected = {key: self._expectation(key) for key in self.tallies}
        outliers: dict[str, list[Outlier]] = {}
        if len(self.headed) >= ENOUGH:
            required = [(key, parent_of(key)) for key, expectation in expected.items() if expectation.required]
            for one in self.headed:
                for outlier in _outliers(one, expected, required):
                    outliers.setdefault(outlier.key, []).append(outlier)
        ordered = sorted(self.tallies, key=lambda key: -self.articles[key])
        return {key: self._key(key, expected[key], slips.get(key), outliers.get(key, [])) for key in ordered}

    def _key(self, key: str, expected: Expectation, slip_for: str | None, outliers: list[Outlier]) -> KeyCensus:
        tally = self.tallies[key]
        # Most values of a title stand once: those that count are found without sorting the others.
        values = heapq.nsmallest(VALUES, self.values[key].items(), key=lambda entry: (-entry[1], entry[0]))
        return KeyCensus(
            key=key,
            articles=self.articles[key],
            found=tally.count,
            places=self._places(key),
            position=self.positions[key] / tally.count,
            kinds=dict(sorted(self.kinds[key].items(), key=lambda entry: (-entry[1], entry[0]))),
            distinct=len(self.values[key]),
            values=values,
            texts=_lengths(tally.texts),
            lists=_lengths(tally.lists),
            expected=expected,
            slip_for=slip_for,
            outliers=outliers,
        )

    def _places(self, key: str) -> int:
        """How often a key could stand: in every header, or in every mapping above it."""
        above = parent_of(key)
        if above is None:
            return len(self.headed)
        return self.tallies[above].count_of("array" if key.endswith(ITEMS) else "object")

    def _expectation(self, key: str) -> Expectation:
        places, tally, is_item = self._places(key), self.tallies[key], key.endswith(ITEMS)
        required = not is_item and places >= ENOUGH and tally.count >= NEARLY_ALL * places
        return tally.expectation(required=required, is_item=is_item)

    def _slips(self) -> dict[str, str]:
        """Rare keys of the header that can only be meant for another one."""
        from rapidfuzz.distance import OSA

        total = len(self.headed)
        top = [key for key in self.articles if len(steps_of(key)) == 1]
        frequent = sorted((key for key in top if self.articles[key] >= _RARER), key=lambda key: -self.articles[key])
        found: dict[str, str] = {}
        for key in top:
            if self.articles[key] > (1 - NEARLY_ALL) * total:
                continue
            for name in frequent:
                is_like = key.lower() == name.lower() or (len(name) >= 4 and OSA.distance(key, name) == 1)
                if is_like and self.articles[key] * _RARER <= self.articles[name]:
                    found[key] = name
                    break
        return {key: name for key, name in found.items() if not self._stand_together(key, name)}

    def _stand_together(self, key: str, name: str) -> bool:
        return any({key, name} <= {fact.key for fact in one.header} for one in self.headed)


@cache
def parent_of(key: str) -> str | None:
    """The key of the list or the mapping in which a key stands; None at the top."""
    if key.endswith(ITEMS):
        return key.removesuffix(ITEMS)
    steps = steps_of(key)
    if len(steps) < 2:
        return None
    # The last step may hold anything, if it is quoted; what is before its dot leads to the same steps but the last.
    cut = len(key)
    while steps_of(key[:cut]) != steps[:-1]:
        cut = key.rindex(".", 0, cut)
    return key[:cut]


def _outliers(
    one: Headed, expected: dict[str, Expectation], required: list[tuple[str, str | None]]
) -> Iterator[Outlier]:
    found: Counter[str] = Counter()
    mappings: Counter[str | None] = Counter({None: 1})
    for fact in one.header:
        found[fact.key] += 1
        if fact.kind == "object":
            mappings[fact.key] += 1
        why = expected[fact.key].disappointed(fact)
        if why is not None:
            yield Outlier(one.path, fact.key, why, fact.kind, fact.value)
    for key, parent in required:
        for _ in range(mappings[parent] - found[key]):
            yield Outlier(one.path, key, "missing")


def _lengths(counts: Counter[int]) -> Lengths | None:
    return Lengths(min(counts), at_share(counts, 0.5), max(counts)) if counts else None
