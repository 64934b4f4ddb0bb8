"""Which numbers do the articles add up to?

Pure functions of the articles: whoever has the data can work every number out again.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from koetsu.engine.audit.model import (
    GROUP_KINDS,
    ArticleData,
    CountData,
    GroupData,
    GroupKind,
    MonthData,
    TotalsData,
)
from koetsu.engine.registry import family_letters


class Aggregates(NamedTuple):
    """The archive, its months and its groups."""

    totals: TotalsData
    months: list[MonthData]
    groups: dict[GroupKind, list[GroupData]]


class Aggregation:
    """The sums over articles, which are told to it one by one."""

    def __init__(self) -> None:
        self._whole = _Sum()
        self._months: dict[str, _Sum] = {}
        self._groups: dict[GroupKind, dict[str, _Sum]] = {kind: {} for kind in GROUP_KINDS}

    def add(self, article: ArticleData) -> None:
        """Count one more article."""
        sums = [self._whole, self._months.setdefault(article.month, _Sum())]
        for kind, named in self._groups.items():
            sums += [named.setdefault(name, _Sum()) for name in names_of(article, kind)]
        findings = sum_of(article.counts)
        families: Counter[str] = Counter()
        for code, count in article.counts.items():
            families[family_letters(code)] += count.total
        for total in sums:
            total.add(article, findings, families)

    def result(self) -> Aggregates:
        """What they add up to."""
        months = sorted(self._months, key=lambda month: (not month, month))
        return Aggregates(
            self._whole.totals(),
            [self._months[month].month(month) for month in months],
            {kind: _sorted(named) for kind, named in self._groups.items()},
        )


def aggregate(articles: Iterable[ArticleData]) -> Aggregates:
    """The sums over articles; goes through them once."""
    aggregation = Aggregation()
    for article in articles:
        aggregation.add(article)
    return aggregation.result()


def names_of(article: ArticleData, kind: GroupKind) -> Sequence[str]:
    """The groups of a kind to which an article belongs, each once; one without name where it states none."""
    if kind == "folder":
        return [article.folder]
    names = {"category": article.categories, "tag": article.tags, "author": article.authors}[kind]
    return list(dict.fromkeys(names)) or [""]


def sum_of(counts: Mapping[str, CountData]) -> CountData:
    """The findings of all rules."""
    return CountData(
        sum(count.error for count in counts.values()),
        sum(count.warning for count in counts.values()),
        sum(count.info for count in counts.values()),
    )


def added(one: CountData, other: CountData) -> CountData:
    """Both together."""
    return CountData(one.error + other.error, one.warning + other.warning, one.info + other.info)


class _Sum:
    def __init__(self) -> None:
        self.articles = self.affected = self.certain = 0
        self.error = self.warning = self.info = 0
        self.characters = self.repeated = 0
        self.by_family: Counter[str] = Counter()

    def add(self, article: ArticleData, found: CountData, families: Counter[str]) -> None:
        self.articles += 1
        self.affected += bool(found.total)
        self.certain += bool(found.error)
        self.error += found.error
        self.warning += found.warning
        self.info += found.info
        self.characters += article.characters
        self.repeated += article.repeated
        self.by_family += families

    @property
    def findings(self) -> CountData:
        return CountData(self.error, self.warning, self.info)

    @property
    def families(self) -> dict[str, int]:
        return dict(sorted(self.by_family.items()))

    def totals(self) -> TotalsData:
        return TotalsData(self.articles, self.affected, self.certain, self.findings, self.characters, self.repeated)

    def month(self, month: str) -> MonthData:
        return MonthData(month, self.articles, self.certain, self.findings, self.families)

    def group(self, name: str) -> GroupData:
        return GroupData(
            name, self.articles, self.certain, self.findings, self.families, self.characters, self.repeated
        )


def _sorted(named: Mapping[str, _Sum]) -> list[GroupData]:
    """Where most errors fall on an article first, then the larger group."""
    groups = [total.group(name) for name, total in named.items()]
    return sorted(groups, key=lambda group: (-group.findings.error / group.articles, -group.articles, group.name))
