"""How does a test get an article of an audit without running a rule?"""

from typing import Any

from koetsu.engine.audit.aggregates import aggregate
from koetsu.engine.audit.model import (
    ArticleData,
    AuditData,
    CountData,
    ExcerptData,
    FindingData,
    Say,
    SiteData,
    ToolData,
)
from koetsu.engine.audit.ranking import ranked
from report_samples import RULES


def finding(rule: str = "TR001", **fields: Any) -> FindingData:
    """A finding; whatever is not given is as plain as can be."""
    plain: dict[str, Any] = {
        "severity": "error",
        "line": 3,
        "column": 1,
        "end_line": 3,
        "end_column": 4,
        "message": Say("途切れています", "It breaks off"),
        "excerpt": ExcerptData("", "この文", "は途", 3),
        "related": [],
        "scope": "text",
        "counted": True,
        "fingerprint": "0",
    }
    return FindingData(rule=rule, **plain | fields)


def article(path: str = "a.md", **fields: Any) -> ArticleData:
    """An article; whatever is not given is as plain as can be, and the counts are those of its findings."""
    plain: dict[str, Any] = {
        "title": "題",
        "date": None,
        "folder": path.rpartition("/")[0] or ".",
        "categories": [],
        "tags": [],
        "authors": [],
        "language": "ja",
        "lines": 9,
        "characters": 100,
        "repeated": 0,
        "stated_minutes": None,
        "measured_minutes": None,
        "findings": [],
    }
    given = plain | fields
    given.setdefault("month", (given["date"] or "")[:7])
    given.setdefault("counts", counts_of(given["findings"]))
    return ArticleData(path=path, **given)


def articles_of(count: int) -> list[ArticleData]:
    """Some articles with a finding each."""
    return [article(f"posts/{number:05}.md", findings=[finding(fingerprint=str(number))]) for number in range(count)]


def audit_of(articles: list[ArticleData]) -> AuditData:
    """An audit of some articles, its numbers worked out."""
    sums = aggregate(articles)
    return AuditData(
        format=1,
        tool=ToolData("koetsu", "0.1.0"),
        paths=["."],
        listed_per_rule=20,
        totals=sums.totals,
        months=sums.months,
        groups={**sums.groups},
        families=[],
        rules=ranked(articles, RULES),
        site=SiteData(),
        unread=[],
        comparison=None,
        articles=articles,
    )


def counts_of(findings: list[FindingData]) -> dict[str, CountData]:
    """How many findings that count there are of each rule and severity."""
    counts: dict[str, dict[str, int]] = {}
    for found in findings:
        if found.counted:
            severities = counts.setdefault(found.rule, {"error": 0, "warning": 0, "info": 0})
            severities[found.severity] += 1
    return {rule: CountData(**severities) for rule, severities in counts.items()}
