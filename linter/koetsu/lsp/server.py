"""What does the server answer, and what does it tell of its own accord?"""

from __future__ import annotations

import asyncio
import logging
import os
from importlib.metadata import version
from pathlib import Path
from secrets import token_hex
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls import uris
from pygls.exceptions import JsonRpcException
from pygls.lsp.server import LanguageServer

from koetsu.engine.settings import spoken_language
from koetsu.errors import KoetsuError
from koetsu.lsp import actions, header, hover, preferences, site_view, watch
from koetsu.lsp.checking import Checking, Result
from koetsu.lsp.convert import diagnostics_of
from koetsu.lsp.documents import Buffer, Buffers
from koetsu.lsp.faults import faults_of
from koetsu.lsp.overview import Overlay, Overview
from koetsu.lsp.protocol import Protocol
from koetsu.lsp.session import Place, Preferences, Session

if TYPE_CHECKING:
    from pygls.server import ServerErrors

logger = logging.getLogger(__name__)

_PAUSE = 0.2
"""Seconds without a keystroke after which a text is checked, where the server decides when."""


class KoetsuServer(LanguageServer):
    """The server of one editor."""

    session: Session
    checking: Checking
    overview: Overview
    initial: Preferences
    """What the editor has asked for at the start."""
    protocol: Protocol

    def __init__(self) -> None:
        super().__init__("koetsu", version("koetsu"), protocol_cls=Protocol)
        self.was_shut_down = False
        """Whether the editor said that it was about to leave: the protocol wants status 1 where it did not."""
        self.mark = token_hex(4)
        """Tells results of this server from those of an earlier one, which an editor may still remember."""
        self._waiting: dict[str, asyncio.Task[None]] = {}
        self._told: set[str] = set()
        """The addresses of files of koetsu's own in which a fault is shown, and faults without a place."""

    @property
    def buffers(self) -> Buffers:
        """All that is open in the editor."""
        workspace = self.workspace
        assert isinstance(workspace, Buffers)
        return workspace

    @property
    def is_asked(self) -> bool:
        """Whether the editor asks for diagnostics, and asks again when it is told to; else it is told of them.

        One that asks on edits only, as Neovim 0.11 does, would go on to show what another configuration does away with.
        """
        text_document, workspace = self.client_capabilities.text_document, self.client_capabilities.workspace
        asks = text_document is not None and text_document.diagnostic is not None
        diagnostics = workspace.diagnostics if workspace is not None else None
        return asks and diagnostics is not None and bool(diagnostics.refresh_support)

    def report_server_error(self, error: Exception, source: ServerErrors) -> None:
        """Answer what is no message; say of everything else that fails what to do about it."""
        if source is JsonRpcException and isinstance(error, ValueError):  # no JSON, or no UTF-8
            self.protocol.unreadable(error)
        else:
            super().report_server_error(error, source)

    def start_session(self, params: types.InitializeParams) -> None:
        """Begin to work for an editor that has said what it is."""
        pygls_workspace = self.workspace
        if params.workspace_folders is None and pygls_workspace.root_uri is not None:
            pygls_workspace.add_folder(types.WorkspaceFolder(pygls_workspace.root_uri, "root"))
        # The library offers no other way to bring a workspace of one's own.
        self.protocol._workspace = Buffers(
            pygls_workspace.root_uri,
            workspace_folders=[*pygls_workspace.folders.values()],
            position_encoding=pygls_workspace.position_encoding,
        )
        self.initial = Preferences.read(params.initialization_options)
        locale = spoken_language("auto", {"LANG": params.locale} if params.locale else os.environ)
        self.session = Session(self._folders(), self.initial, locale)
        self.checking = Checking(self.session, self.show_fault)
        self.overview = Overview(self.session)
        self.checking.warm_up()

    def _folders(self) -> list[Path]:
        folders = [uris.to_fs_path(folder.uri) for folder in self.workspace.folders.values()]
        return [Path(folder) for folder in folders if folder]

    def folders_changed(self) -> None:
        """Take over which folders are open now."""
        self.session.folders = self._folders()
        self.reload()

    def reload(self) -> None:
        """Read what decides over findings anew, and check all that is open again."""
        self.checking.reload()
        self.overview.forget()
        for uri in filter(_is_address, self._told):
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))
        self._told.clear()
        if self.is_asked:
            self.workspace_diagnostic_refresh(None)
        else:
            for uri in self.buffers.open:
                self.later(uri, pause=0)

    def place(self, uri: str) -> Place:
        """Where a document belongs."""
        path = uris.to_fs_path(uri) if uri.startswith("file:") else None
        return self.session.place(Path(path) if path else None)

    def later(self, uri: str, pause: float = _PAUSE) -> None:
        """Tell what is found in a document once its user pauses; does nothing for an editor that asks."""
        if self.is_asked:
            return
        waiting = self._waiting.pop(uri, None)
        if waiting is not None:
            waiting.cancel()
        self._waiting[uri] = asyncio.get_running_loop().create_task(self._tell(uri, pause))

    def closed(self, uri: str) -> None:
        """Forget a document, and what is shown of it."""
        waiting = self._waiting.pop(uri, None)
        if waiting is not None:
            waiting.cancel()
        self.checking.forget(uri)
        if not self.is_asked:
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, []))

    async def result(self, uri: str) -> tuple[Buffer, Result] | None:
        """An open document and what is found in it; None if it is not open."""
        buffer = self.buffers.buffer(uri)
        if buffer is None:
            return None
        return buffer, await self.checking.result(buffer, self.place(uri))

    def diagnostics(self, buffer: Buffer, result: Result) -> list[types.Diagnostic]:
        """What was found in a document, as the protocol has it."""
        return diagnostics_of(
            result.found.source,
            result.found.diagnostics,
            result.found.rules,
            uri=buffer.uri,
            language=self.session.language(result.place),
            unit=buffer.unit,
        )

    def overlays(self) -> dict[Path, Overlay]:
        """The open texts of saved documents, by file."""
        texts = {}
        for uri in self.buffers.open:
            place, buffer = self.place(uri), self.buffers.buffer(uri)
            if place.file is not None and buffer is not None:
                texts[place.file] = Overlay(buffer.version, buffer.state, buffer.source)
        return texts

    async def _tell(self, uri: str, pause: float) -> None:
        await asyncio.sleep(pause)
        known = await self.result(uri)
        if known is not None:
            buffer, result = known
            self.text_document_publish_diagnostics(
                types.PublishDiagnosticsParams(uri, self.diagnostics(buffer, result), result.version)
            )

    def show_fault(self, error: KoetsuError, place: Place) -> None:
        """Show what is wrong with a configuration or a baseline in that file itself."""
        by_file: dict[str, list[types.Diagnostic]] = {}
        for fault in faults_of(error, place.folder):
            if fault.file is None:
                if fault.message in self._told:
                    continue
                self._told.add(fault.message)
                self.window_show_message(types.ShowMessageParams(types.MessageType.Error, fault.message))
                continue
            where = types.Range(types.Position(fault.line, 0), types.Position(fault.line + 1, 0))
            shown = types.Diagnostic(where, fault.message, types.DiagnosticSeverity.Error, source="koetsu")
            by_file.setdefault(fault.file.as_uri(), []).append(shown)
        for uri, diagnostics in by_file.items():
            self._told.add(uri)
            self.text_document_publish_diagnostics(types.PublishDiagnosticsParams(uri, diagnostics))


def _is_address(told: str) -> bool:
    return told.startswith("file:")


def make_server() -> KoetsuServer:
    """The server, ready to be started."""
    server = KoetsuServer()
    _synchronise(server)
    watch.register(server)
    actions.register(server)
    hover.register(server)
    header.register(server)
    preferences.register(server)

    @server.feature(types.INITIALIZE)
    def initialize(params: types.InitializeParams) -> None:
        server.start_session(params)
        if server.is_asked:
            _answer_diagnostics(server)
            site_view.register(server)

    @server.feature(types.SHUTDOWN)
    def shutdown(_: Any) -> None:
        server.was_shut_down = True
        server.checking.close()

    return server


def _synchronise(server: KoetsuServer) -> None:
    @server.feature(types.TEXT_DOCUMENT_DID_OPEN)
    async def opened(params: types.DidOpenTextDocumentParams) -> None:
        server.later(params.text_document.uri, pause=0)

    @server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
    async def changed(params: types.DidChangeTextDocumentParams) -> None:
        server.later(params.text_document.uri)

    @server.feature(types.TEXT_DOCUMENT_DID_CLOSE)
    async def closed(params: types.DidCloseTextDocumentParams) -> None:
        server.closed(params.text_document.uri)


def _answer_diagnostics(server: KoetsuServer) -> None:
    options = types.DiagnosticOptions(inter_file_dependencies=False, workspace_diagnostics=True, identifier="koetsu")

    @server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)
    async def diagnostic(params: types.DocumentDiagnosticParams) -> types.DocumentDiagnosticReport:
        known = await server.result(params.text_document.uri)
        if known is None:
            return types.RelatedFullDocumentDiagnosticReport([])
        buffer, result = known
        name = f"{server.mark}.{result.state}.{result.age}"
        if params.previous_result_id == name:
            return types.RelatedUnchangedDocumentDiagnosticReport(result_id=name)
        return types.RelatedFullDocumentDiagnosticReport(server.diagnostics(buffer, result), result_id=name)
