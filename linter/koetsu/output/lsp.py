"""How is a report shown to an editor?

Diagnostics as the Language Server Protocol 3.17 has them. ``convert`` serves a language server too, which names its
own unit and sends the texts that it holds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any
from urllib.parse import quote

import msgspec

from koetsu.diagnostic import Diagnostic, Related, Severity
from koetsu.engine.report import FileReport, Report, is_in
from koetsu.message import Language
from koetsu.output import View
from koetsu.rule import BaseRule
from koetsu.text.source import Source, Span, Unit

Elsewhere = Callable[[Related], tuple[str, Source] | None]
"""The address and the text of the document in which a related place stands; None if it is that of the finding."""

_SEVERITIES: dict[Severity, int] = {"error": 1, "warning": 2, "info": 3}
_UNNECESSARY = 1
_REPEATED = "DUP"
"""The family whose findings an editor greys out: text that the reader does not need."""


class Position(msgspec.Struct, frozen=True):
    """A line and a character, both from 0."""

    line: int
    character: int


class Range(msgspec.Struct, frozen=True):
    """A stretch of text, its end exclusive."""

    start: Position
    end: Position


class Location(msgspec.Struct, frozen=True):
    """A range in a document."""

    uri: str
    range: Range


class RelatedInformation(msgspec.Struct, frozen=True):
    """A second place that explains a diagnostic."""

    location: Location
    message: str


class TextEdit(msgspec.Struct, frozen=True, rename="camel"):
    """The text of a range becomes the new text."""

    range: Range
    new_text: str


class FixAction(msgspec.Struct, frozen=True):
    """A way to mend a finding: what a code action is made of."""

    title: str
    safe: bool
    edits: Sequence[TextEdit]


class DiagnosticPayload(msgspec.Struct, frozen=True):
    """What a client hands back when it asks for code actions."""

    fingerprint: str
    scope: str
    fixes: Sequence[FixAction]


class LspDiagnostic(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    """A ``Diagnostic`` of the protocol."""

    range: Range
    severity: int
    code: str
    source: str
    message: str
    data: DiagnosticPayload
    tags: Sequence[int] = ()
    related_information: Sequence[RelatedInformation] = ()


class PublishDiagnosticsParams(msgspec.Struct, frozen=True):
    """All diagnostics of one document; an empty list clears what an editor still shows."""

    uri: str
    diagnostics: Sequence[LspDiagnostic]


def render(report: Report, view: View) -> Iterator[str]:
    """A JSON array of ``PublishDiagnosticsParams``, one for every file, in UTF-16 units, the protocol's default."""
    encode = msgspec.json.Encoder().encode
    separator = "["
    for file in report.files:
        yield separator + encode(_file(report, file, view.language)).decode()
        separator = ",\n"
    yield "[]\n" if separator == "[" else "]\n"


def _file(report: Report, file: FileReport, language: Language) -> PublishDiagnosticsParams:
    uri = uri_of(file)
    if not file.diagnostics:
        return PublishDiagnosticsParams(uri, [])
    source = report.source(file)
    return PublishDiagnosticsParams(
        uri,
        [
            convert(
                source,
                diagnostic,
                report.rules[diagnostic.rule],
                uri=uri,
                language=language,
                elsewhere=elsewhere_of(report, file),
            )
            for diagnostic in file.diagnostics
        ],
    )


def convert(
    source: Source,
    diagnostic: Diagnostic,
    rule: type[BaseRule[Any]],
    *,
    uri: str,
    language: Language,
    unit: Unit = "utf-16",
    elsewhere: Elsewhere | None = None,
) -> LspDiagnostic:
    """A finding in a text as the protocol has it, its columns in a unit.

    ``elsewhere`` gives the address and the text of a related place in another document.
    """

    def range_of(span: Span, text: Source = source) -> Range:
        start, end = (text.position(min(offset, len(text)), unit) for offset in span)
        return Range(Position(*start), Position(*end))

    def location(note: Related) -> Location:
        address, text = (elsewhere(note) if elsewhere is not None else None) or (uri, source)
        return Location(address, range_of(note.span, text))

    fixes = [
        FixAction(
            rule.say(fix.title, fix.values, language),
            fix.safe,
            [TextEdit(range_of(edit.span), edit.text) for edit in fix.edits],
        )
        for fix in diagnostic.fixes
    ]
    related = tuple(
        RelatedInformation(location(note), rule.say(note.message, note.values, language)) for note in diagnostic.related
    )
    # What stands in another article as well is no repeat in this one.
    is_alone = all(note.path is None for note in diagnostic.related)
    is_repeat = diagnostic.rule.startswith(_REPEATED) and diagnostic.scope == "text" and is_alone
    return LspDiagnostic(
        range=range_of(diagnostic.span),
        severity=_SEVERITIES[diagnostic.severity],
        code=diagnostic.rule,
        source="koetsu",
        message=rule.say(diagnostic.message, diagnostic.values, language),
        data=DiagnosticPayload(diagnostic.fingerprint, diagnostic.scope, fixes),
        tags=(_UNNECESSARY,) if is_repeat else (),
        related_information=related,
    )


def elsewhere_of(report: Report, file: FileReport) -> Elsewhere:
    """Where the related places of findings in a file stand that are in no need of its own text."""

    def find(note: Related) -> tuple[str, Source] | None:
        if is_in(file, note):
            return None
        other = report.file_of(file, note)
        return uri_of(other), report.source(other)

    return find


def uri_of(file: FileReport) -> str:
    """The address of a file; of standard input, what editors call a document that was never saved."""
    if not file.file and not Path(file.path).suffix:
        return f"untitled:{quote(file.path)}"
    return Path(file.file or file.path).absolute().as_uri()
