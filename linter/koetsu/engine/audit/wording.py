"""How are findings put into words while others are still being looked for?

This process has nothing to do as long as others check the files; and a text that was just read need not be fetched from
the disk again.
"""

from __future__ import annotations

import zlib
from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from koetsu.diagnostic import Diagnostic, Related
from koetsu.engine.audit.excerpts import excerpt_of
from koetsu.engine.audit.model import FindingData, RelatedData, Say
from koetsu.engine.report import FileReport, Report
from koetsu.message import Value
from koetsu.rule import BaseRule
from koetsu.text.source import Position, Source

LISTED = 20
"""How many findings of a rule an article lists: with 30,000 articles the report still has to be opened. All are
counted."""

_RELATED = 20
"""How many other places a finding lists."""

_FASTEST = 1


class Worded(msgspec.Struct, frozen=True, array_like=True):
    """What can be said of an article before it is compared with others."""

    lines: int
    """How many lines it has."""
    findings: list[FindingData]
    """Those that are listed; whether they count is not known yet."""


_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(Worded).decode


class Wording:
    """The findings of the files that were heard of, packed: a tenth of what the objects take."""

    def __init__(self, rules: Mapping[str, type[BaseRule[Any]]]) -> None:
        self._rules = rules
        self._packed: dict[str, bytes] = {}

    def hear(self, file: FileReport) -> None:
        """Put into words what was found in a file."""
        self._packed[file.path] = zlib.compress(_encode(worded(Report([file], self._rules), file)), _FASTEST)

    def take(self, report: Report, file: FileReport) -> Worded:
        """The words for all that a file lists, those included that came of comparing it; they are let go of."""
        packed = self._packed.pop(file.path, None)
        if packed is None:
            return worded(report, file)
        heard = _decode(zlib.decompress(packed))
        known = {finding.fingerprint: finding for finding in heard.findings if finding.fingerprint}
        findings = [
            known.get(diagnostic.fingerprint) or finding_data(report, file, report.source(file), diagnostic)
            for diagnostic in _listed(file)
        ]
        return Worded(heard.lines, findings)


def worded(report: Report, file: FileReport) -> Worded:
    """The words for what a file lists; its text is read for the excerpts."""
    source = report.source(file)
    return Worded(
        lines_in(source.text), [finding_data(report, file, source, diagnostic) for diagnostic in _listed(file)]
    )


def lines_in(text: str) -> int:
    """How many lines a text has; what ends with a line end has no further one."""
    ends = text.count("\n") + (text.count("\r") - text.count("\r\n") if "\r" in text else 0)
    return ends + (bool(text) and text[-1] not in "\r\n")


def say(rule: type[BaseRule[Any]], key: str, values: Mapping[str, Value]) -> Say:
    """A sentence of a rule in both languages."""
    return Say(rule.say(key, values, "ja"), rule.say(key, values, "en"))


def finding_data(report: Report, file: FileReport, source: Source, diagnostic: Diagnostic) -> FindingData:
    """A finding in words, with its excerpt."""
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
        counted=True,
        fingerprint=diagnostic.fingerprint,
    )


def last_line(start: Position, end: Position) -> int:
    """The last line, from 1, that a place with these bounds reaches into: never one that it only ends before."""
    return end.line + (1 if end.column or end.line == start.line else 0)


def _listed(file: FileReport) -> Iterator[Diagnostic]:
    listed: Counter[str] = Counter()
    for diagnostic in file.diagnostics:
        listed[diagnostic.rule] += 1
        if listed[diagnostic.rule] <= LISTED:
            yield diagnostic


def _related(report: Report, file: FileReport, rule: type[BaseRule[Any]], note: Related) -> RelatedData:
    start, end = report.range(file, note)
    return RelatedData(
        note.path or file.path, start.line + 1, last_line(start, end), say(rule, note.message, note.values)
    )
