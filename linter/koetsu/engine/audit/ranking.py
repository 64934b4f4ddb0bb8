"""What is to be done first?

Rules are ranked by the articles that they hit times their certainty. Each is shown with findings from three articles
that lie far apart in the archive, and with what its page says about mending.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from koetsu.diagnostic import SEVERITIES, Severity
from koetsu.engine.audit.aggregates import added
from koetsu.engine.audit.model import ArticleData, CountData, ExampleData, FindingData, RuleData
from koetsu.engine.audit.pages import help_of
from koetsu.engine.registry import family_letters
from koetsu.rule import BaseRule

CERTAINTY: dict[Severity, float] = {"error": 1.0, "warning": 0.5, "info": 0.1}
"""What a finding of a severity counts."""

_EXAMPLES = 3

RuleClasses = Mapping[str, type[BaseRule[Any]]]


def certainty_of(count: CountData) -> float:
    """The mean certainty of findings; 0 if there are none."""
    weight = sum(CERTAINTY[severity] * getattr(count, severity) for severity in SEVERITIES)
    return weight / count.total if count.total else 0.0


class Ranking:
    """The sums over articles by rule; the articles are told to it one by one."""

    def __init__(self) -> None:
        self._sums: dict[str, _Sum] = {}
        self._told = 0

    def add(self, article: ArticleData) -> None:
        """Count one more article."""
        for code, count in article.counts.items():
            self._sums.setdefault(code, _Sum()).add(self._told, count)
        self._told += 1

    def result(self, articles: Sequence[ArticleData], rules: RuleClasses) -> list[RuleData]:
        """The rules that found anything, what to do first before the others; the articles are those that were told."""
        sums, examples = self._sums, self._examples(articles)
        order = sorted(sums, key=lambda code: (-sums[code].weight, -sums[code].count.total, code))
        return [_row(rank, code, sums[code], rules[code], examples[code]) for rank, code in enumerate(order, 1)]

    def _examples(self, articles: Sequence[ArticleData]) -> dict[str, list[ExampleData]]:
        wanted: dict[int, list[str]] = {}
        for code, total in self._sums.items():
            for number in _spread(total.gravest):
                wanted.setdefault(number, []).append(code)
        examples: dict[str, list[ExampleData]] = {code: [] for code in self._sums}
        for number in sorted(wanted):
            article = articles[number]
            for code in wanted[number]:
                finding = _example(article.findings, code, self._sums[code].severity)
                if finding is not None:
                    examples[code].append(ExampleData(article.path, article.title, finding))
        return examples


def ranked(articles: Sequence[ArticleData], rules: RuleClasses) -> list[RuleData]:
    """The rules that found anything in some articles."""
    ranking = Ranking()
    for article in articles:
        ranking.add(article)
    return ranking.result(articles, rules)


@dataclass
class _Sum:
    """What is known of a rule while the articles are gone through."""

    articles: int = 0
    count: CountData = field(default_factory=CountData)
    severity: Severity = "info"
    gravest: list[int] = field(default_factory=list)
    """The numbers of the articles with findings of its gravest severity."""

    def add(self, number: int, count: CountData) -> None:
        gravest = next((severity for severity in SEVERITIES if getattr(count, severity)), None)
        if gravest is None:
            return
        self.articles += 1
        self.count = added(self.count, count)
        if SEVERITIES.index(gravest) < SEVERITIES.index(self.severity):
            self.severity, self.gravest = gravest, []
        if gravest == self.severity:
            self.gravest.append(number)

    @property
    def weight(self) -> float:
        return self.articles * certainty_of(self.count)


def _spread(numbers: Sequence[int]) -> Iterable[int]:
    """A few of them: from the beginning, the middle and the end."""
    last = len(numbers) - 1
    return sorted({numbers[last * part // (_EXAMPLES - 1)] for part in range(_EXAMPLES)}) if numbers else ()


def _example(findings: Iterable[FindingData], code: str, severity: Severity) -> FindingData | None:
    fitting = (found for found in findings if found.rule == code and found.severity == severity and found.counted)
    return next(fitting, None)


def _row(rank: int, code: str, total: _Sum, rule: type[BaseRule[Any]], examples: Sequence[ExampleData]) -> RuleData:
    page = help_of(rule)
    count = total.count
    return RuleData(
        rank=rank,
        code=code,
        name=rule.name,
        family=family_letters(code),
        severity=total.severity,
        title=page.title,
        why=page.why,
        mend=page.mend,
        articles=total.articles,
        findings=count,
        certain=count.error / count.total if count.total else 0.0,
        certainty=certainty_of(count),
        weight=total.weight,
        examples=examples,
    )
