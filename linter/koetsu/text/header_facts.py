"""What stands under which key of a header, as small facts that can be counted over a site?"""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date

from koetsu.text.corpus import Fact, FactKind
from koetsu.text.front_matter import FrontMatter
from koetsu.text.pattern import pattern
from koetsu.text.schema import OWN_KEY, type_name
from koetsu.text.tree import JSON

MAXIMUM_FACTS = 2_000
"""So many values of one header are counted; a YAML alias could otherwise stand for millions."""

SHOWN = 80
"""So many code points of a value are kept."""

ITEMS = "[]"
"""The step from a list to its items."""

_TIME = r"[Tt ]\s*\d{1,2}:\d{2}(?::\d{2}(?:[.,]\d+)?)?\s*(?:[Zz]|[+-]\d{1,2}(?::?\d{2})?)?"
_DATE = pattern(rf"(\d{{4}})-(\d{{2}})-(\d{{2}})(?:{_TIME})?\s*")
_PLAIN = pattern(r"[^.\[\]\"]+")
_STEP = pattern(r"\[\]|\"(?:[^\"\\]|\\.)*\"|[^.\[\]\"]+")


def header_facts(front_matter: FrontMatter | None) -> tuple[Fact, ...]:
    """The values of a header in its order, those in lists and mappings behind them; none where it does not parse.

    What it says to koetsu itself is left out.
    """
    if front_matter is None or front_matter.fault is not None or front_matter.form != "fenced":
        return ()
    found: list[Fact] = []
    for fact in _below({key: value for key, value in front_matter.data.items() if key != OWN_KEY}, ""):
        if len(found) == MAXIMUM_FACTS:
            break
        found.append(fact)
    return tuple(found)


def steps_of(key: str) -> tuple[str, ...]:
    """The keys that the key of a fact is made of, ``[]`` for the items of a list."""
    return tuple(json.loads(step) if step.startswith('"') else step for step in _STEP.findall(key))


def kind_of(value: JSON) -> FactKind:
    """What JSON calls a value; ``date`` for a text that is a day of the calendar, with or without a time."""
    if isinstance(value, str) and _is_date(value):
        return "date"
    kind: FactKind = type_name(value)  # type: ignore[assignment]
    return kind


def _below(mapping: dict[str, JSON], above: str) -> Iterator[Fact]:
    for key, value in mapping.items():
        # An empty key, or one with a mark that joins keys, is quoted.
        name = key if _PLAIN.fullmatch(key) else json.dumps(key, ensure_ascii=False)
        yield from _facts(value, f"{above}.{name}" if above else name)


def _facts(value: JSON, key: str) -> Iterator[Fact]:
    kind = kind_of(value)
    if isinstance(value, list):
        yield Fact(key, kind, "", len(value))
        for item in value:
            yield from _facts(item, f"{key}{ITEMS}")
    elif isinstance(value, dict):
        yield Fact(key, kind, "", 0)
        yield from _below(value, key)
    elif isinstance(value, str):
        yield Fact(key, kind, value[:SHOWN], len(value))
    else:
        yield Fact(key, kind, json.dumps(value)[:SHOWN], 0)


def _is_date(text: str) -> bool:
    found = _DATE.fullmatch(text)
    if found is None:
        return False
    try:
        date(*map(int, found.groups()))
    except ValueError:
        return False
    return True
