"""What does the audit say of one article?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from posixpath import dirname
from typing import Any

from koetsu.diagnostic import SEVERITIES, Diagnostic, Related
from koetsu.engine.audit.excerpts import excerpt_of
from koetsu.engine.audit.header import groups_of
from koetsu.engine.audit.model import ArticleData, CountData, FindingData, RelatedData, Say
from koetsu.engine.audit.site import MEASURED, STATED
from koetsu.engine.report import FileReport, Report
from koetsu.message import Value
from koetsu.rule import BaseRule
from koetsu.text.corpus import Summary
from koetsu.text.source import Position, Source

LISTED = 20
"""How many findings of a rule an article lists: with 30,000 articles the report still has to be opened. All are
counted."""

_RELATED = 20
"""How many other places a finding lists."""


def article_of(report: Report, file: FileReport, summary: Summary, counted: Sequence[bool]) -> ArticleData:
    """An article with its findings and whether each counts; its text is read once more, for the excerpts."""
    source = report.source(file)
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
        lines=lines_in(source.text),
        characters=summary.characters,
        repeated=summary.repeated,
        stated_minutes=summary.measures.get(STATED),
        measured_minutes=summary.measures.get(MEASURED),
        counts=_counts(file.diagnostics, counted),
        findings=list(_findings(report, file, source, counted)),
    )


def lines_in(text: str) -> int:
    """How many lines a text has; what ends with a line end has no further one."""
    ends = text.count("\n") + (text.count("\r") - text.count("\r\n") if "\r" in text else 0)
    return ends + (bool(text) and text[-1] not in "\r\n")


def say(rule: type[BaseRule[Any]], key: str, values: Mapping[str, Value]) -> Say:
    """A sentence of a rule in both languages."""
    return Say(rule.say(key, values, "ja"), rule.say(key, values, "en"))


def _counts(diagnostics: Sequence[Diagnostic], counted: Iterable[bool]) -> dict[str, CountData]:
    by_rule: dict[str, Counter[str]] = {}
    for diagnostic, counts in zip(diagnostics, counted, strict=True):
        if counts:
            by_rule.setdefault(diagnostic.rule, Counter())[diagnostic.severity] += 1
    return {rule: CountData(*(by_rule[rule][severity] for severity in SEVERITIES)) for rule in sorted(by_rule)}


def _findings(report: Report, file: FileReport, source: Source, counted: Sequence[bool]) -> Iterator[FindingData]:
    listed: Counter[str] = Counter()
    for diagnostic, counts in zip(file.diagnostics, counted, strict=True):
        listed[diagnostic.rule] += 1
        if listed[diagnostic.rule] <= LISTED:
            yield _finding(report, file, source, diagnostic, counts)


def _finding(report: Report, file: FileReport, source: Source, diagnostic: Diagnostic, counts: bool) -> FindingData:
    rule = report.rules[diagnostic.rule]
    start, end = report.range(file, diagnostic.span)
    return FindingData(
        rule=diagnostic.rule,
        severity=diagnostic.severity,
        line=start.line + 1,
        column=start.column + 1,
        end_line=end.line + 1,
        end_column=end.column + 1,
        message=say(rule, diagnostic.message, diagnostic.values),
        excerpt=excerpt_of(source, diagnostic.span, start.line + 1),
        related=[_related(report, file, rule, note) for note in diagnostic.related[:_RELATED]],
        scope=diagnostic.scope,
        counted=counts,
        fingerprint=diagnostic.fingerprint,
    )


def _related(report: Report, file: FileReport, rule: type[BaseRule[Any]], note: Related) -> RelatedData:
    start, end = report.range(file, note)
    return RelatedData(
        note.path or file.path, start.line + 1, last_line(start, end), say(rule, note.message, note.values)
    )


def last_line(start: Position, end: Position) -> int:
    """The last line, from 1, that a place with these bounds reaches into: never one that it only ends before."""
    return end.line + (1 if end.column or end.line == start.line else 0)
