"""Which shape has a finding that reviewdog reads?

The message ``Diagnostic`` of the Reviewdog Diagnostic Format: lines from 1, columns from 1 in bytes of UTF-8, ends
exclusive. A byte-order mark is no column.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress

import msgspec

from koetsu.diagnostic import Diagnostic, Related
from koetsu.engine.report import FileReport, Report
from koetsu.fix import Edit, Fix, apply_edits
from koetsu.message import Language
from koetsu.output.data.model import plain
from koetsu.text.source import Source, Span


class Position(msgspec.Struct, frozen=True, omit_defaults=True):
    """A line and a column; without a column, the whole line."""

    line: int
    column: int | None = None


class Range(msgspec.Struct, frozen=True):
    """A stretch of text."""

    start: Position
    end: Position


class Location(msgspec.Struct, frozen=True):
    """A stretch of a file."""

    path: str
    range: Range


class Origin(msgspec.Struct, frozen=True):
    """Who says so."""

    name: str = "koetsu"


class Code(msgspec.Struct, frozen=True):
    """The rule."""

    value: str


class Suggestion(msgspec.Struct, frozen=True):
    """What might stand in place of a range."""

    range: Range
    text: str


class RelatedLocation(msgspec.Struct, frozen=True):
    """A second place that explains a finding."""

    message: str
    location: Location


class ReviewdogDiagnostic(msgspec.Struct, frozen=True, omit_defaults=True):
    """A finding; complete in itself."""

    message: str
    location: Location
    severity: str
    code: Code
    source: Origin | None = None
    suggestions: Sequence[Suggestion] = ()
    related_locations: Sequence[RelatedLocation] = ()


def reviewdog_diagnostics(
    report: Report, language: Language, source: Origin | None = None
) -> Iterator[ReviewdogDiagnostic]:
    """All findings of a run, each with its origin where nothing else states that."""
    for file in report.files:
        for diagnostic in file.diagnostics:
            yield _convert(report, file, diagnostic, language, source)


def _convert(
    report: Report, file: FileReport, diagnostic: Diagnostic, language: Language, origin: Origin | None
) -> ReviewdogDiagnostic:
    rule = report.rules[diagnostic.rule]
    source = report.source(file)

    def location(place: Span | Related) -> Location:
        whole = report.file_of(file, place) if isinstance(place, Related) else file
        return Location(plain(whole.path), _range(report, file, report.source(whole), place))

    return ReviewdogDiagnostic(
        message=rule.say(diagnostic.message, diagnostic.values, language),
        location=location(diagnostic.span),
        severity=diagnostic.severity.upper(),
        code=Code(diagnostic.rule),
        source=origin,
        suggestions=tuple(_suggestions(source, diagnostic.fixes, lambda span: location(span).range)),
        related_locations=tuple(
            RelatedLocation(rule.say(note.message, note.values, language), location(note))
            for note in diagnostic.related
        ),
    )


def _range(report: Report, file: FileReport, source: Source, place: Span | Related) -> Range:
    """Where a place of a finding in a file stands in its own source."""

    def position(offset: int, line: int) -> Position:
        if offset > len(source):  # the file was changed or deleted after it was checked
            return Position(line + 1)
        return Position(line + 1, source.position(offset, "utf-8").column + 1)

    start, end = report.range(file, place)
    return Range(position(place.span.start, start.line), position(place.span.end, end.line))


def _suggestions(source: Source, fixes: Sequence[Fix], range_of: Callable[[Span], Range]) -> Iterator[Suggestion]:
    """A suggestion for each fix, whatever number of edits it has.

    A reader takes one suggestion and leaves another, which would leave a text half mended; so the edits of a fix are
    made one, together with what stands between them.
    """
    for fix in fixes:
        with suppress(ValueError):  # no edits, or edits against each other: nothing that a plug-in could have meant
            whole = Span(min(edit.span.start for edit in fix.edits), max(edit.span.end for edit in fix.edits))
            if whole.end <= len(source):
                yield Suggestion(range_of(whole), apply_edits(source[whole], _moved(fix.edits, -whole.start)))


def _moved(edits: Iterable[Edit], distance: int) -> Iterator[Edit]:
    for edit in edits:
        yield Edit(Span(edit.span.start + distance, edit.span.end + distance), edit.text)
