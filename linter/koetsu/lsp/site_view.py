"""What does the server answer when an editor asks about all articles at once?

Findings go out in parts as soon as they are put into the form of the protocol, in a thread; the editor sees how far the
check is and can end it at any file.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls.exceptions import JsonRpcException

from koetsu.errors import KoetsuError
from koetsu.lsp.convert import diagnostics_of
from koetsu.lsp.errand import Errand, StoppedError
from koetsu.lsp.overview import Entry
from koetsu.output.lsp import elsewhere_of

if TYPE_CHECKING:
    from koetsu.lsp.server import KoetsuServer

_CHUNK = 200
"""How many files are told of at a time."""

Report = types.WorkspaceFullDocumentDiagnosticReport | types.WorkspaceUnchangedDocumentDiagnosticReport


def register(server: KoetsuServer) -> None:
    """Answer to an editor that asks."""

    @server.feature(types.WORKSPACE_DIAGNOSTIC)
    async def workspace_diagnostic(params: types.WorkspaceDiagnosticParams) -> types.WorkspaceDiagnosticReport:
        errand = Errand(server, params.work_done_token)
        try:
            return await _answer(server, params, errand)
        except StoppedError:
            # The user has ended it, not the editor: to ask again at once would be rude.
            cancelled = types.LSPErrorCodes.ServerCancelled.value
            data = types.DiagnosticServerCancellationData(retrigger_request=False)
            raise JsonRpcException("cancelled", cancelled, data) from None
        finally:
            errand.stop()
            errand.end()


async def _answer(
    server: KoetsuServer, params: types.WorkspaceDiagnosticParams, errand: Errand
) -> types.WorkspaceDiagnosticReport:
    known = {one.uri: one.value for one in params.previous_result_ids}
    try:
        entries = await server.checking.in_background(server.overview.refreshed, server.overlays(), errand)
    except KoetsuError as error:
        server.show_fault(error, server.session.place(None))
        return types.WorkspaceDiagnosticReport([])
    for fault in server.overview.faults:
        server.show_fault(*fault)
    found: list[Report] = []
    token = params.partial_result_token

    def tell(reports: Sequence[Report]) -> None:
        if token is None:
            found.extend(reports)
        elif reports:
            server.progress(types.ProgressParams(token, types.WorkspaceDiagnosticReportPartialResult(list(reports))))

    remaining = iter(entries)
    report = _reporter(server, known)
    while chunk := list(islice(remaining, _CHUNK)):
        tell(await server.checking.in_background(lambda part: [report(entry) for entry in part], chunk))
        await asyncio.sleep(0)  # whoever ends it is heard here
    # Files that were told of and are gone now have nothing to show.
    gone = known.keys() - {entry.uri for entry in entries}
    tell([types.WorkspaceFullDocumentDiagnosticReport(uri, [], version=None) for uri in sorted(gone)])
    return types.WorkspaceDiagnosticReport(found)


def _reporter(server: KoetsuServer, known: Mapping[str, str]) -> Callable[[Entry], Report]:
    """What is found in an article, or that the editor knows it already."""
    unit = server.buffers.unit

    def report(entry: Entry) -> Report:
        uri = entry.uri
        if known.get(uri) == entry.name:
            return types.WorkspaceUnchangedDocumentDiagnosticReport(uri, entry.name, entry.looked.version)
        found = server.overview.report(entry)
        items = diagnostics_of(
            found.source(entry.found),
            entry.found.diagnostics,
            found.rules,
            uri=uri,
            language=server.session.language(server.session.place(entry.looked.file)),
            unit=unit,
            elsewhere=elsewhere_of(found, entry.found),
        )
        return types.WorkspaceFullDocumentDiagnosticReport(uri, items, entry.looked.version, result_id=entry.name)

    return report
