"""Which texts do the generators of sites accept as a date, or as an emoji?"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date

from koetsu.text.pattern import pattern

_CALENDAR_DAY = pattern(r"\s*(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?!\d)")
_CLOCK = r"[Tt ]\s*([01]?\d|2[0-4]):([0-5]\d)(?::([0-5]\d|60)(?:[.,]\d+)?)?"
_ZONE = r"\s*(?:[Zz]|(?:UTC|GMT)?\s*[+-]\d{1,2}(?::?\d\d)?|[A-Za-z]{2,5})?\s*"
_JEKYLL = pattern(rf"\s*\d{{4}}[-/.]\d{{1,2}}[-/.]\d{{1,2}}(?:{_CLOCK}{_ZONE})?\s*")
_MONTH = pattern(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*\b", re.IGNORECASE)
_COMPACT = pattern(r"\s*\d{8}(?:T?\d{4,6})?\s*")
_HUGO = pattern(
    r"\s*\d{4}-\d{1,2}-\d{1,2}"
    r"(?:(?:[Tt]|[ \t]+)\d{1,2}:\d{1,2}:\d{1,2}(?:[.,]\d+)?[ \t]*(?:[Zz]|[+-]\d{1,2}(?::?\d\d)?)?(?: [A-Z]{3,5})?)?\s*"
)
_ZENN = pattern(r"\d{4}-\d\d-\d\d(?:\s(?:[01]\d|2[0-3]):[0-5]\d)?")


def _exists(text: str) -> bool:
    """Whether the day that a text begins with stands in the calendar; True if it begins with none."""
    found = _CALENDAR_DAY.match(text)
    if found is None:
        return True
    try:
        date(*(int(part) for part in found.groups()))
    except ValueError:
        return False
    return True


def is_jekyll_date(text: str) -> bool:
    """What Ruby's ``Time.parse`` reads as the date that was meant."""
    if _JEKYLL.fullmatch(text):
        return _exists(text)
    # Dates in words: Ruby reads many forms, so that only their absence is certain to be wrong.
    return bool(_COMPACT.fullmatch(text) or (_MONTH.search(text) and re.search(r"\d", text)))


def is_hugo_date(text: str) -> bool:
    """What Hugo casts to a time: an ISO date, alone or with a time to the second, or a date in English words."""
    if not text.strip():
        return True
    if _HUGO.fullmatch(text):
        return _exists(text)
    return bool(_MONTH.search(text) and re.search(r"\d", text))


def is_zenn_date(text: str) -> bool:
    """``YYYY-MM-DD`` or ``YYYY-MM-DD hh:mm``."""
    return bool(_ZENN.fullmatch(text)) and _exists(text)


def is_emoji(text: str) -> bool:
    """Whether a text can be an emoji at all: ``:memo:`` and ``a`` cannot. An empty text is a matter of length."""
    return not text or not text.isascii()


FORMATS: dict[str, Callable[[str], bool]] = {
    "jekyll-date": is_jekyll_date,
    "hugo-date": is_hugo_date,
    "zenn-date": is_zenn_date,
    "emoji": is_emoji,
}
"""The formats that a schema may name besides those of JSON Schema."""
