"""What reading time does a header state?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from koetsu import Document, Node, pattern

KEYS = (
    "reading_time",
    "readingTime",
    "reading-time",
    "readingtime",
    "read_time",
    "readTime",
    "read-time",
    "readtime",
    "estimated_reading_time",
    "estimatedReadingTime",
    "estimated_read_time",
    "time_to_read",
    "timeToRead",
    "minutes_to_read",
    "minutesToRead",
)
"""Under which names headers state it."""

_TABLES = ("params", "extra")
"""Where Hugo and Zola keep the keys that are the site's own."""

_SWITCHES = frozenset({"true", "false", "yes", "no", "on", "off"})
_MAXIMUM = 100_000
"""Ten weeks without sleep: whatever such a number means, it is not minutes."""
_LONGEST = 200
"""No value that states a time is longer, in code points."""
_NUMBER = r"\d+(?:\.\d+)?"
_RANGE = rf"(?P<first>{_NUMBER})(?:\s*(?:分|min(?:ute)?s?)?\s*[-~–—―‐−〜至]+\s*(?P<last>{_NUMBER}))?"
_MINUTES = pattern(rf"{_RANGE}\s*(?:分|min|m\b|')|PT(?P<iso>\d+)M(?:\d+S)?", re.IGNORECASE)
_NUMBERS = pattern(_RANGE)
_OTHER_UNIT = pattern(
    r"\d\s*(?:時|日|週|[かヶケカ箇]?月|年|文字|字|語|単語|ページ|頁|章|回|行|%"
    r"|(?:hours?|hrs?|h|days?|d|weeks?|months?|years?|words?|characters?|chars?|pages?)\b)|P\d|PT\d+H",
    re.IGNORECASE,
)
_SECONDS = pattern(r"\d\s*(?:秒|(?:seconds?|secs?|s)\b)", re.IGNORECASE)
_THOUSANDS = pattern(r"(?<=\d),(?=\d{3})")


class StatedTime(NamedTuple):
    """A value under one of the keys."""

    key: str
    """As it is written, with the table it stands in."""
    node: Node
    minutes: tuple[float, float] | None
    """From, to; None if the value is no number of minutes."""

    @property
    def is_empty(self) -> bool:
        """Whether nothing is stated at all."""
        return self.node.value is None or self.node.value == ""


def stated_times(document: Document, keys: Sequence[str]) -> Iterator[StatedTime]:
    """The reading times that a header states; a switch of a theme, true or false, is none."""
    root = document.front_matter.root if document.front_matter is not None else None
    if root is None:
        return
    tables = {"": root, **{f"{name}.": table for name in _TABLES if (table := root.at((name,))) is not None}}
    entries = {prefix: table.members for prefix, table in tables.items() if isinstance(table.members, dict)}
    for key in keys:
        for prefix, members in entries.items():
            node = members.get(key)
            if node is not None and not _is_switch(node):
                yield StatedTime(prefix + key, node, _minutes(node))


def _is_switch(node: Node) -> bool:
    return isinstance(node.value, bool) or str(node.value).strip().lower() in _SWITCHES


def _minutes(node: Node) -> tuple[float, float] | None:
    value = node.value
    if isinstance(value, dict):
        # What the package reading-time returns, written into the header as it is.
        value = value.get("minutes")
    if isinstance(value, str):
        return _read(value)
    if isinstance(value, bool) or not isinstance(value, int | float) or not 0 < value < _MAXIMUM:
        return None
    return float(value), float(value)


def _read(text: str) -> tuple[float, float] | None:
    """The minutes that a text states: ``20``, ``約10分``, ``5 min read``, ``35-40 minutes``, ``PT7M``."""
    text = _THOUSANDS.sub("", unicodedata.normalize("NFKC", text[:_LONGEST])).strip()
    found = _find(text)
    if found is None or text.startswith("-"):
        return None
    first = float(found["first"] or found["iso"])
    last = float(found["last"] or first)
    return (first, last) if 0 < first <= last < _MAXIMUM else None


def _find(text: str) -> re.Match[str] | None:
    if _OTHER_UNIT.search(text):
        return None
    found = _MINUTES.search(text)
    return found if found is not None or _SECONDS.search(text) else _NUMBERS.search(text)


def restated(document: Document, time: StatedTime, minutes: int) -> str | None:
    """The value as it is written, quotation marks and words included, with another number of minutes in it.

    None if it is written in a way that would then say something else: with seconds, or as a table.
    """
    written = document.source[time.node.span]
    found = _find(written) if time.node.members is None and len(written) < _LONGEST else None
    if found is None:
        return None
    groups = [group for group in ("first", "last", "iso") if found.groupdict().get(group)]
    new = f"{written[: found.start(groups[0])]}{minutes}{written[found.end(groups[-1]) :]}"
    return new if _read(new) == (minutes, minutes) else None
