"""Into which stretches of time does an archive fall?

Months, with the empty ones between them; years where there would be too many months to tell apart.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property

from koetsu.engine.audit.model import MonthData, Say

_MONTHS = ("Jan.", "Feb.", "March", "April", "May", "June", "July", "Aug.", "Sept.", "Oct.", "Nov.", "Dec.")

MOST = 120
"""So many columns can be told apart."""


@dataclass
class Period:
    """The articles of a month or a year."""

    name: str
    articles: int = 0
    certain: int = 0
    by_family: Counter[str] = field(default_factory=Counter)

    @property
    def label(self) -> Say:
        """Its name in a sentence."""
        year, _, month = self.name.partition("-")
        if not month:
            return Say(f"{int(year)}年", year)
        return Say(f"{int(year)}年{int(month)}月", f"{_MONTHS[int(month) - 1]} {year}")

    def add(self, month: MonthData) -> None:
        """Count a month in."""
        self.articles += month.articles
        self.certain += month.certain
        self.by_family.update(month.by_family)

    def rate(self, family: str) -> float:
        """Findings of a family for each article."""
        return self.by_family[family] / self.articles if self.articles else 0.0


@dataclass(frozen=True)
class Timeline:
    """The periods in order."""

    periods: Sequence[Period]
    by_year: bool
    undated: int

    @cached_property
    def _most(self) -> int:
        return max(period.articles for period in self.periods)

    def is_telling(self, period: Period) -> bool:
        """Whether enough articles fall into a period to speak of its rates: a quarter of those of the fullest."""
        return 0 < period.articles >= self._most / 4

    def starts(self) -> Iterator[tuple[int, str]]:
        """Where a year is to be written: its position, and the year."""
        years = [(index, period.name[:4]) for index, period in enumerate(self.periods)]
        changes = [place for place, before in zip(years, [(0, ""), *years], strict=False) if place[1] != before[1]]
        if not self.by_year and len(changes) > 1 and changes[1][0] < len(years) / 16:
            changes = changes[1:]  # the first year is too short for its name
        return iter(changes[:: -(-len(changes) // 12) or 1])


def timeline(months: Sequence[MonthData]) -> Timeline:
    """The time that these months cover."""
    dated = sorted((month for month in months if month.month), key=lambda month: month.month)
    undated = sum(month.articles for month in months if not month.month)
    names = _filled([month.month for month in dated])
    by_year = len(names) > MOST
    if by_year:
        names = _filled_years(sorted({month.month[:4] for month in dated}))
    periods = {name: Period(name) for name in names}
    for month in dated:
        periods[month.month[:4] if by_year else month.month].add(month)
    return Timeline(list(periods.values()), by_year, undated)


def _filled(months: list[str]) -> list[str]:
    if not months:
        return []
    first, last = (int(month[:4]) * 12 + int(month[5:7]) - 1 for month in (months[0], months[-1]))
    return [f"{number // 12:04}-{number % 12 + 1:02}" for number in range(first, last + 1)]


def _filled_years(years: list[str]) -> list[str]:
    first, last = int(years[0]), int(years[-1])
    # A date such as 9999-12-31 would leave nothing to be seen of the others.
    return [f"{year:04}" for year in range(first, last + 1)] if last - first < MOST else years
