"""Which moment does a date of a header mean, and how sure is it?"""

from __future__ import annotations

import re
from datetime import date, datetime, timedelta
from typing import NamedTuple

from koetsu.text.pattern import pattern

_EASTERN = timedelta(hours=14)
_WESTERN = timedelta(hours=-12)
"""The time zones furthest from Greenwich."""

_NUMBERS = pattern(
    r"(\d{4})(?:([-/.])(\d{1,2})\2(\d{1,2})|年\s*(\d{1,2})月\s*(\d{1,2})日|(\d\d)(\d\d))(?![\d/.-])"
    r"(?:[Tt\s]\s*(\d{1,2}):(\d\d)(?::(\d\d)(?:[.,]\d+)?)?\s*(?:([Zz]|UTC|GMT)|([+-])(\d{1,2}):?(\d\d)?)?)?"
)
_WORDS = pattern(
    r"(?:[a-z]{3,9},?\s+)?(?:(?P<d1>\d{1,2})(?:st|nd|rd|th)?\s+(?P<m1>[a-z]{3,9})\.?|(?P<m2>[a-z]{3,9})\.?\s+(?P<d2>\d{1,2})(?:st|nd|rd|th)?),?\s+(?P<y>\d{4})\b",
    re.IGNORECASE,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


class Moment(NamedTuple):
    """A date, perhaps with a time, as a header states it."""

    day: date
    """The day as it is written."""
    first: datetime
    last: datetime
    """Between which moments of Greenwich it lies: a time without a zone may be that of any place."""
    form: str
    """``day``, ``local`` (a time without a zone) or ``zoned``."""

    @property
    def days(self) -> set[date]:
        """The days that a calendar on the wall may show at it, somewhere."""
        if self.form == "day":
            return {self.day}
        # A time without a zone is that of the author or of Greenwich: generators differ.
        moments = [self.first] if self.form == "zoned" else [datetime.combine(self.day, self.clock.time())]
        return {self.day, *((moment + zone).date() for moment in moments for zone in (_WESTERN, _EASTERN))}

    @property
    def clock(self) -> datetime:
        """Day and time as they are written, where no zone is."""
        return self.first + _EASTERN

    @property
    def years(self) -> set[int]:
        """The years in which it may lie."""
        return {day.year for day in self.days}

    def is_before(self, other: Moment) -> bool:
        """Whether it is certainly earlier than another, whatever zones were left out."""
        if self.form == other.form:
            return self.first < other.first
        return self.last < other.first


def moment_of(text: str) -> Moment | None:
    """The moment that a text states; None for what is no date, or no day of the calendar."""
    found = _NUMBERS.match(text.strip())
    try:
        if found is None:
            return _in_words(text.strip())
        return _in_numbers(found)
    except ValueError:
        return None


def _in_numbers(found: re.Match[str]) -> Moment:
    year, _, *parts, hour, minute, second, greenwich, sign, offset_hours, offset_minutes = found.groups()
    month, of_month = (int(part) for part in parts if part is not None)
    day = date(int(year), month, of_month)
    if hour is None:
        return _whole(day)
    moment = datetime.combine(day, datetime.min.time()) + timedelta(
        hours=int(hour), minutes=int(minute), seconds=int(second or 0)
    )
    if greenwich is None and sign is None:
        return Moment(day, moment - _EASTERN, moment - _WESTERN, "local")
    offset = timedelta(hours=int(offset_hours or 0), minutes=int(offset_minutes or 0))
    moment += offset if sign == "-" else -offset
    return Moment(day, moment, moment, "zoned")


def _in_words(text: str) -> Moment | None:
    found = _WORDS.match(text)
    if found is None:
        return None
    name = (found["m1"] or found["m2"])[:3].lower()
    if name not in _MONTHS:
        return None
    return _whole(date(int(found["y"]), _MONTHS.index(name) + 1, int(found["d1"] or found["d2"])))


def _whole(day: date) -> Moment:
    start = datetime.combine(day, datetime.min.time())
    return Moment(day, start - _EASTERN, start + timedelta(days=1) - _WESTERN, "day")
