"""What does the audit say of one article?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from posixpath import dirname

import msgspec

from koetsu.diagnostic import SEVERITIES, Diagnostic
from koetsu.engine.audit.header import groups_of
from koetsu.engine.audit.model import ArticleData, CountData, FindingData
from koetsu.engine.audit.site import MEASURED, STATED
from koetsu.engine.audit.wording import Worded
from koetsu.engine.report import FileReport
from koetsu.text.corpus import Summary


def article_of(file: FileReport, summary: Summary, counted: Sequence[bool], words: Worded) -> ArticleData:
    """An article with its findings and whether each counts."""
    groups = groups_of(summary.header)
    return ArticleData(
        path=file.path,
        title=summary.title or "",
        date=summary.date,
        month=(summary.date or "")[:7],
        folder=dirname(file.path) or ".",
        categories=groups.categories,
        tags=groups.tags,
        authors=groups.authors,
        language=summary.language,
        lines=words.lines,
        characters=summary.characters,
        repeated=summary.repeated,
        stated_minutes=summary.measures.get(STATED),
        measured_minutes=summary.measures.get(MEASURED),
        counts=_counts(file.diagnostics, counted),
        findings=_findings(file, words, counted),
    )


def _counts(diagnostics: Sequence[Diagnostic], counted: Iterable[bool]) -> dict[str, CountData]:
    by_rule: dict[str, Counter[str]] = {}
    for diagnostic, counts in zip(diagnostics, counted, strict=True):
        if counts:
            by_rule.setdefault(diagnostic.rule, Counter())[diagnostic.severity] += 1
    return {rule: CountData(*(by_rule[rule][severity] for severity in SEVERITIES)) for rule in sorted(by_rule)}


def _findings(file: FileReport, words: Worded, counted: Sequence[bool]) -> list[FindingData]:
    if all(counted):
        return words.findings
    others = {
        diagnostic.fingerprint for diagnostic, counts in zip(file.diagnostics, counted, strict=True) if not counts
    }
    return [
        msgspec.structs.replace(finding, counted=False) if finding.fingerprint in others else finding
        for finding in words.findings
    ]
