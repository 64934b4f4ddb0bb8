"""Under which categories, tags and authors does an article go?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple
from unicodedata import normalize

from koetsu.text.corpus import Fact

_KEYS = {
    "category": ("category", "categories"),
    "tag": ("tag", "tags", "topic", "topics"),
    "author": ("author", "authors", "author.name", "authors[].name"),
}
"""By kind, the keys under which generators look. A list has its items under ``key[]``."""

_TABLES = ("", "taxonomies.", "extra.")
"""In which tables they may stand: those of Zola."""
_KIND_OF = {
    f"{table}{key}{items}": kind
    for kind, keys in _KEYS.items()
    for key in keys
    for table in _TABLES
    for items in ("", "[]")
}
_NAMED = frozenset({"string", "integer", "number", "date"})


class Groups(NamedTuple):
    """What an article says of itself; each list may be empty."""

    categories: list[str]
    tags: list[str]
    authors: list[str]


def groups_of(header: Iterable[Fact]) -> Groups:
    """The categories, tags and authors that a header states, in its order and each once.

    A text is one name; commas in that of tags separate several. Names are compared in one normal form (NFC).
    """
    found: dict[str, dict[str, None]] = {kind: {} for kind in _KEYS}
    for fact in header:
        kind = _KIND_OF.get(fact.key.lower())
        if kind is None or fact.kind not in _NAMED:
            continue
        names = fact.value.split(",") if kind == "tag" and not fact.key.endswith("[]") else [fact.value]
        found[kind].update(dict.fromkeys(filter(None, (normalize("NFC", name).strip() for name in names))))
    return Groups(*(list(names) for names in found.values()))
