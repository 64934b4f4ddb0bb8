"""Which shape has a report that a program reads?

The contract of the formats ``json`` and ``jsonl``. Their JSON Schemas, ``json.schema.json`` and ``jsonl.schema.json``,
are made from these types by ``python -m koetsu.output.data.schema``; a change that breaks a reader raises ``FORMAT``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Annotated, Literal

import msgspec

from koetsu.diagnostic import Diagnostic, Related, Scope, Severity
from koetsu.engine.report import FileReport, Report
from koetsu.message import Language
from koetsu.text.source import Span

FORMAT: Literal[1] = 1

Count = Annotated[int, msgspec.Meta(ge=0)]


class PositionData(msgspec.Struct, frozen=True):
    """A place between two characters."""

    line: Annotated[int, msgspec.Meta(ge=1, description="From 1; lines end at LF, CRLF and CR.")]
    column: Annotated[int, msgspec.Meta(ge=1, description="From 1, in code points; a byte-order mark is none.")]


class RangeData(msgspec.Struct, frozen=True):
    """A stretch of text; the end is exclusive."""

    start: PositionData
    end: PositionData


class RelatedData(msgspec.Struct, frozen=True):
    """A second place that explains a finding."""

    message: str
    path: str
    range: RangeData


class EditData(msgspec.Struct, frozen=True):
    """One replacement: the text of the range becomes this text."""

    range: RangeData
    text: str


class FixData(msgspec.Struct, frozen=True):
    """Edits that belong together."""

    title: str
    safe: Annotated[bool, msgspec.Meta(description="Whether nothing else in the rendered text changes.")]
    edits: Sequence[EditData]


class DiagnosticData(msgspec.Struct, frozen=True):
    """One finding."""

    path: Annotated[str, msgspec.Meta(description="Relative to the working directory, with slashes.")]
    rule: Annotated[str, msgspec.Meta(description="The code of the rule; never reused.")]
    name: Annotated[str, msgspec.Meta(description="The name of the rule.")]
    severity: Severity
    message: str
    range: RangeData
    related: Sequence[RelatedData]
    fixes: Sequence[FixData]
    scope: Annotated[Scope, msgspec.Meta(description="Whether it is about the text of the range or the whole file.")]
    fingerprint: Annotated[
        str, msgspec.Meta(description="Of rule and text, never of path or line; distinct within a file.")
    ]


class ToolData(msgspec.Struct, frozen=True):
    """Who wrote the report."""

    name: Literal["koetsu"]
    version: str


class SummaryData(msgspec.Struct, frozen=True):
    """How much was found."""

    files: Annotated[int, msgspec.Meta(ge=0, description="All files that were checked.")]
    errors: Count
    warnings: Count
    infos: Count
    suppressed: Count
    baselined: Count


class ReportData(msgspec.Struct, frozen=True):
    """What ``koetsu check --output-format json`` writes."""

    format: Literal[1]
    tool: ToolData
    summary: SummaryData
    diagnostics: Sequence[DiagnosticData]


class LineData(msgspec.Struct, frozen=True):
    """A line of what ``koetsu check --output-format jsonl`` writes: the format, then the fields of a diagnostic."""

    format: Literal[1]
    path: str
    rule: str
    name: str
    severity: Severity
    message: str
    range: RangeData
    related: Sequence[RelatedData]
    fixes: Sequence[FixData]
    scope: Scope
    fingerprint: str


def diagnostic_data(report: Report, file: FileReport, diagnostic: Diagnostic, language: Language) -> DiagnosticData:
    """A finding in the shape of the contract, its sentences in a language."""
    rule = report.rules[diagnostic.rule]
    path = plain(file.path)

    def range_of(place: Span | Related) -> RangeData:
        (line, column), (end_line, end_column) = report.range(file, place)
        return RangeData(PositionData(line + 1, column + 1), PositionData(end_line + 1, end_column + 1))

    return DiagnosticData(
        path=path,
        rule=diagnostic.rule,
        name=rule.name,
        severity=diagnostic.severity,
        message=rule.say(diagnostic.message, diagnostic.values, language),
        range=range_of(diagnostic.span),
        related=[
            RelatedData(rule.say(note.message, note.values, language), plain(note.path or file.path), range_of(note))
            for note in diagnostic.related
        ],
        fixes=[
            FixData(
                rule.say(fix.title, fix.values, language),
                fix.safe,
                [EditData(range_of(edit.span), edit.text) for edit in fix.edits],
            )
            for fix in diagnostic.fixes
        ],
        scope=diagnostic.scope,
        fingerprint=diagnostic.fingerprint,
    )


def plain(path: str) -> str:
    """A path as UTF-8 can hold it: bytes of a file name that are no UTF-8 are written as ``\\xff``."""
    return path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
