"""What do the headers of a site have in common, so that the few that differ stand out?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache
from math import ceil
from typing import TYPE_CHECKING, Literal, NamedTuple

from koetsu.text.corpus import Fact, FactKind
from koetsu.text.header_facts import SHOWN
from koetsu.text.pattern import pattern

if TYPE_CHECKING:
    from koetsu.text.schema import Schema

ENOUGH = 20
"""Below so many values nothing is expected of the next one."""

NEARLY_ALL = 0.98
"""What so large a share has in common is expected of the rest."""

_ENOUGH_FOR_CHOICE = 30
_MOST_CHOICES = 12
_DELIBERATE = 3
"""A value, or a type, that stands so often is no slip."""
_CLEARLY = 0.9
"""Beside what has so large a share, what does not stand that often is one."""
_LONGEST_CHOICE = 40
_NO_CHOICE = pattern(r"\d|/|[。！？!?]")
"""Numbers, paths and sentences: the next one will be another."""

_SLACK = 2
"""So many times the length of nearly all is still allowed, and one third of it is still enough."""
_ROUND = 10
_SHORT_TEXT = 20
_FEW_ITEMS = 5
"""Such texts and lists are never too long."""
_HARDLY_ANY = 1 - NEARLY_ALL + 1e-9
_CHOICES_ARE_FEW = 10
"""So many values must there be for each choice."""

Why = Literal["missing", "kind", "format", "value", "length"]
"""missing: the key is not there. kind: another type. format: no date, no address. value: none of the few that there
are. length: far longer or shorter than nearly all."""

_FORMATS = ("date", "date-time", "zenn-date", "hugo-date", "jekyll-date", "uri", "email")
"""From the narrowest to the widest; the middle three are koetsu's own."""
_DATES = frozenset({"date", "date-time", "zenn-date", "hugo-date", "jekyll-date"})


class Bounds(NamedTuple):
    """How long a text or a list may be."""

    least: int
    most: int

    def hold(self, length: int) -> bool:
        """Whether a length lies within."""
        return self.least <= length <= self.most


class Expectation(NamedTuple):
    """What the values of a key have in common. Where a part is empty, nothing is expected."""

    types: tuple[str, ...] = ()
    """Those of JSON Schema, the most frequent first; a date is a string."""
    choices: tuple[str, ...] = ()
    """All that the value can be, besides nothing where the types hold ``null``."""
    format: str | None = None
    text: Bounds | None = None
    items: Bounds | None = None
    required: bool = False
    """Whether the key is there wherever it could be."""

    def disappointed(self, fact: Fact) -> Why | None:
        """In what a value is not as expected."""
        kind = type_of(fact.kind)
        if self.choices:
            if fact.kind == "null" and "null" in self.types:
                return None
            return None if kind == "string" and fact.value in self.choices and fact.length <= SHOWN else "value"
        if self.types and not _is_of(fact, self.types):
            return "kind"
        if kind == "string" and self.format is not None and not _has_format(fact.value, self.format):
            return "format"
        bounds = self.text if kind == "string" else self.items if kind == "array" else None
        return "length" if bounds is not None and not bounds.hold(fact.length) else None


class Tally:
    """The values of one key, counted."""

    def __init__(self) -> None:
        self.values: Counter[tuple[FactKind, str]] = Counter()
        self.texts: Counter[int] = Counter()
        """How many texts have which length."""
        self.lists: Counter[int] = Counter()

    def add(self, fact: Fact) -> None:
        """Count a value."""
        self.values[fact.kind, fact.value] += 1
        kind = type_of(fact.kind)
        if kind == "string":
            self.texts[fact.length] += 1
        elif kind == "array":
            self.lists[fact.length] += 1

    @property
    def count(self) -> int:
        """How many values there are."""
        return self.values.total()

    def count_of(self, kind: FactKind) -> int:
        """How many there are of a kind."""
        return sum(number for (found, _), number in self.values.items() if found == kind)

    def expectation(self, *, required: bool, is_item: bool) -> Expectation:
        """What is expected of a value; ``is_item`` if it stands in a list, where it is never left out."""
        if self.count < ENOUGH:
            return Expectation(required=required)
        firm = required or is_item
        types = self._types(firm)
        choices = self._choices() if set(types) <= {"string", "null"} and "string" in types else ()
        if choices:
            return Expectation(types, choices, required=required)
        form = self._format() if "string" in types else None
        text = _text_bounds(self.texts, firm) if "string" in types and form is None else None
        items = _item_bounds(self.lists, required) if "array" in types else None
        return Expectation(types, (), form, text, items, required)

    def _types(self, firm: bool) -> tuple[str, ...]:
        counts: Counter[str] = Counter()
        for (kind, _), number in self.values.items():
            counts[type_of(kind)] += number
        # An empty value says no more than a key that is not there: no fault where it need not be there.
        total = self.count if firm else self.count - counts["null"]
        types: list[str] = []
        covered = 0
        # Of few articles one is more than what nearly all leaves over, and a slip all the same.
        clear = _CLEARLY * total
        for name, number in sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])):
            if name == "null" and not firm:
                continue
            if covered < clear or (covered < NEARLY_ALL * total and number >= _DELIBERATE):
                types.append(name)
                covered += number
        if "number" in types and "integer" in types:
            types.remove("integer")
        if not firm and counts["null"]:
            types.append("null")
        return tuple(types)

    def _choices(self) -> tuple[str, ...]:
        texts = {value: number for (kind, value), number in self.values.items() if kind == "string"}
        dated = self.count_of("date")
        total = sum(texts.values()) + dated
        often = sorted(
            ((value, number) for value, number in texts.items() if number >= _DELIBERATE),
            key=lambda entry: (-entry[1], entry[0]),
        )
        covered = sum(number for _, number in often)
        if total < _ENOUGH_FOR_CHOICE or covered < NEARLY_ALL * total or not 0 < len(often) <= _MOST_CHOICES:
            return ()
        if len(often) * _CHOICES_ARE_FEW > total or any(
            not value.strip() or len(value) > _LONGEST_CHOICE for value, _ in often
        ):
            return ()
        if 2 * sum(_NO_CHOICE.search(value) is not None for value, _ in often) >= len(often):
            return ()
        return tuple(value for value, _ in often)

    def _format(self) -> str | None:
        texts = {value: number for (kind, value), number in self.values.items() if type_of(kind) == "string"}
        total = sum(texts.values())
        dated = self.count_of("date")
        marked = {"uri": _having("://", texts), "email": _having("@", texts)}
        for form in _FORMATS:
            possible = marked.get(form, dated)
            if total < ENOUGH or possible < NEARLY_ALL * total:
                continue
            fitting = sum(number for value, number in texts.items() if _has_format(value, form))
            if fitting >= NEARLY_ALL * total:
                return form
        return None


def type_of(kind: FactKind) -> str:
    """What JSON Schema calls a kind."""
    return "string" if kind == "date" else kind


def at_share(counts: Mapping[int, int], share: float) -> int:
    """The smallest length that no less than a share of what was counted does not exceed."""
    wanted = max(ceil(share * sum(counts.values())), 1)
    seen = 0
    for length in sorted(counts):
        seen += counts[length]
        if seen >= wanted:
            return length
    return 0


def _text_bounds(lengths: Mapping[int, int], firm: bool) -> Bounds | None:
    if sum(lengths.values()) < ENOUGH:
        return None
    shortest, longest = at_share(lengths, _HARDLY_ANY), at_share(lengths, NEARLY_ALL)
    most = ceil(max(longest * _SLACK, _SHORT_TEXT) / _ROUND) * _ROUND
    return Bounds(max(shortest // 3, 1) if firm and shortest else 0, most)


def _item_bounds(lengths: Mapping[int, int], firm: bool) -> Bounds | None:
    if sum(lengths.values()) < ENOUGH:
        return None
    least = 1 if firm and at_share(lengths, _HARDLY_ANY) else 0
    return Bounds(least, max(at_share(lengths, NEARLY_ALL) * _SLACK, _FEW_ITEMS))


def _is_of(fact: Fact, types: Iterable[str]) -> bool:
    kind = type_of(fact.kind)
    if kind in types:
        return True
    # To JSON Schema a number without a fraction is an integer, and an integer is a number.
    return (kind == "integer" and "number" in types) or (
        kind == "number" and "integer" in types and re.fullmatch(r"-?\d+\.0", fact.value) is not None
    )


def _having(mark: str, texts: Mapping[str, int]) -> int:
    return sum(number for text, number in texts.items() if mark in text)


def _has_format(value: str, form: str) -> bool:
    if form not in _DATES:
        value = re.sub(r"%.?\Z", "", value) if len(value) == SHOWN else value
    return not _schema_of(form).faults(value)


@cache
def _schema_of(form: str) -> Schema:
    from koetsu.text.schema import Schema

    return Schema({"format": form})
