"""How do findings and edits look in the protocol?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import msgspec
from lsprotocol import types
from msgspec.structs import astuple

from koetsu.diagnostic import Diagnostic
from koetsu.engine.registry import RuleClass
from koetsu.fix import Edit
from koetsu.message import Language
from koetsu.output.lsp import Elsewhere, LspDiagnostic, Range, convert
from koetsu.text.source import Source, Span, Unit


def diagnostics_of(
    source: Source,
    found: Iterable[Diagnostic],
    rules: Mapping[str, RuleClass],
    *,
    uri: str,
    language: Language,
    unit: Unit,
    elsewhere: Elsewhere | None = None,
) -> list[types.Diagnostic]:
    """Findings in a text, as ``koetsu check --output-format lsp`` writes them, in the unit of the client.

    ``elsewhere`` gives the address and the text of a related place in another document.
    """
    written = (
        convert(
            source,
            diagnostic,
            rules[diagnostic.rule],
            uri=uri,
            language=language,
            unit=unit,
            elsewhere=elsewhere,
        )
        for diagnostic in found
    )
    return [_diagnostic(one) for one in written]


def _diagnostic(written: LspDiagnostic) -> types.Diagnostic:
    related = [
        types.DiagnosticRelatedInformation(types.Location(note.location.uri, _range(note.location.range)), note.message)
        for note in written.related_information
    ]
    return types.Diagnostic(
        _range(written.range),
        written.message,
        severity=types.DiagnosticSeverity(written.severity),
        code=written.code,
        source=written.source,
        tags=[types.DiagnosticTag(tag) for tag in written.tags] or None,
        related_information=related or None,
        data=msgspec.to_builtins(written.data),
    )


def _range(where: Range) -> types.Range:
    return types.Range(types.Position(*astuple(where.start)), types.Position(*astuple(where.end)))


def range_of(source: Source, span: Span, unit: Unit) -> types.Range:
    """A span in the unit of the client."""
    start, end = (source.position(min(offset, len(source)), unit) for offset in span)
    return types.Range(types.Position(*start), types.Position(*end))


def edits_of(source: Source, edits: Sequence[Edit], unit: Unit) -> list[types.TextEdit]:
    """Edits in the unit of the client."""
    return [types.TextEdit(range_of(source, edit.span, unit), edit.text) for edit in edits]


def workspace_edit(uri: str, version: int | None, edits: Sequence[types.TextEdit]) -> types.WorkspaceEdit:
    """Edits of one version of a document: a client whose text has changed since refuses them."""
    document = types.OptionalVersionedTextDocumentIdentifier(uri=uri, version=version)
    return types.WorkspaceEdit(document_changes=[types.TextDocumentEdit(document, list(edits))])


def plain(data: Any) -> Any:
    """Data from the editor of which the protocol knows nothing, and of which the library may have made an object."""
    return data._asdict() if hasattr(data, "_asdict") else data
