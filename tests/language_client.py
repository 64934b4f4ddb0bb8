"""How does a test take the place of an editor?

It speaks to ``koetsu lsp`` as a process of its own, holds the text as an editor does, and applies what it is given.
"""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable, Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
from lsprotocol import converters
from lsprotocol import types as lsp
from pygls import uris
from pygls.exceptions import JsonRpcException
from pygls.lsp.client import LanguageClient

from koetsu import Position, Source, Span
from koetsu.engine.check import Checker
from koetsu.engine.config import Configuration
from koetsu.engine.registry import load_registry
from koetsu.output.lsp import convert

UNITS = {"utf-8": "utf-8", "utf-16": "utf-16", "utf-32": "code-points"}
PATIENCE = 30
"""Seconds after which an answer is not coming."""


_converter = converters.get_converter()


def written(diagnostics: Iterable[lsp.Diagnostic]) -> list[dict[str, Any]]:
    """Diagnostics as they went over the wire."""
    return [_as_sent(_converter.unstructure(one)) for one in diagnostics]


def _as_sent(value: object) -> dict[str, Any]:
    sent: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(value))
    return sent


class Editor:
    """An editor with some documents open."""

    def __init__(self, client: LanguageClient, folder: Path, *, pulls: bool) -> None:
        self.client = client
        self.folder = folder
        self.encoding = "utf-16"
        self._pulls = pulls
        self._texts: dict[str, str] = {}
        self._versions: dict[str, int] = {}
        self._published: dict[str, lsp.PublishDiagnosticsParams] = {}
        self._news = asyncio.Condition()
        self._was_asked = asyncio.Event()
        self._checker = Checker(load_registry())
        self.messages: list[str] = []
        """What the server has shown to the user."""
        self.settings: dict[str, Any] = {}
        """The section ``koetsu`` of the user's settings, by folder; under nothing for what lies in none."""
        self.progress: list[lsp.ProgressParams] = []
        self.on_progress: Callable[[lsp.ProgressParams], None] = lambda params: None

        @client.feature(lsp.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS)
        async def publish(params: lsp.PublishDiagnosticsParams) -> None:
            async with self._news:
                self._published[params.uri] = params
                self._news.notify_all()

        @client.feature(lsp.WORKSPACE_DIAGNOSTIC_REFRESH)
        def refresh(_: None) -> None: ...

        @client.feature(lsp.CLIENT_REGISTER_CAPABILITY)
        def register(_: lsp.RegistrationParams) -> None: ...

        @client.feature(lsp.WINDOW_SHOW_MESSAGE)
        def message(params: lsp.ShowMessageParams) -> None:
            self.messages.append(params.message)

        @client.feature(lsp.WORKSPACE_CONFIGURATION)
        def configuration(params: lsp.ConfigurationParams) -> list[Any]:
            self._was_asked.set()
            return [self.settings.get(item.scope_uri or "") for item in params.items]

        @client.feature(lsp.WINDOW_WORK_DONE_PROGRESS_CREATE)
        def create(_: lsp.WorkDoneProgressCreateParams) -> None: ...

        @client.feature(lsp.PROGRESS)
        def progress(params: lsp.ProgressParams) -> None:
            self.progress.append(params)
            self.on_progress(params)

    @cached_property
    def _configuration(self) -> Configuration:
        return Configuration.load(self.folder, registry=load_registry())

    def uri(self, name: str) -> str:
        """The address of a file of the folder, or the address itself."""
        return name if name.startswith(("file:", "untitled:")) else (self.folder / name).as_uri()

    def path(self, uri: str) -> str:
        """The file of an address."""
        return str(uris.to_fs_path(uri))

    def text(self, name: str) -> str:
        """What stands in the editor."""
        return self._texts[self.uri(name)]

    def text_at(self, name: str, where: lsp.Range) -> str:
        """The text at a range, cut out as the agreed unit counts."""
        source = Source(name, self.text(name))
        return source[self._span(source, where)]

    async def open(self, name: str, text: str) -> list[lsp.Diagnostic]:
        """Open a document; what is found in it."""
        uri = self.uri(name)
        self._texts[uri], self._versions[uri] = text, 1
        self.client.text_document_did_open(
            lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(uri, "markdown", 1, text))
        )
        return await self.diagnostics(name)

    async def replace(self, name: str, old: str, new: str) -> list[lsp.Diagnostic]:
        """Replace a text by another one; what is found then."""
        source = Source(name, self.text(name))
        start = source.text.index(old)
        (first, column), (last, end) = (
            source.position(offset, UNITS[self.encoding]) for offset in (start, start + len(old))
        )
        self.send_change(name, (first, column), (last, end), new)
        return await self.diagnostics(name)

    def send_change(self, name: str, start: tuple[int, int], end: tuple[int, int], new: str) -> None:
        """Replace a range, which may be anything, by a text."""
        uri = self.uri(name)
        where = lsp.Range(lsp.Position(*start), lsp.Position(*end))
        source = Source(name, self._texts[uri])
        span = self._span(source, where)
        self._texts[uri] = source.text[: span.start] + new + source.text[span.end :]
        self._versions[uri] += 1
        self.client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(
                lsp.VersionedTextDocumentIdentifier(self._versions[uri], uri),
                [lsp.TextDocumentContentChangePartial(where, new)],
            )
        )

    async def diagnostics(self, name: str) -> list[lsp.Diagnostic]:
        """What is found in the document as it stands now."""
        uri = self.uri(name)
        if self._pulls:
            report = await self.client.text_document_diagnostic_async(
                lsp.DocumentDiagnosticParams(lsp.TextDocumentIdentifier(uri))
            )
            return list(report.items)
        return await self._news_of(uri, lambda found: found.version == self._versions[uri])

    async def published(self, name: str) -> list[lsp.Diagnostic]:
        """What the server has told of a file of its own accord."""
        return await self._news_of(self.uri(name), lambda found: True)

    async def told_next(self, name: str) -> list[lsp.Diagnostic]:
        """What the server tells of a document after what it has told already."""
        self._published.pop(self.uri(name), None)
        return await self.published(name)

    async def after_change_of(self, file: str, name: str) -> list[lsp.Diagnostic]:
        """What is found in a document after a file on the disk has changed."""
        self._published.pop(self.uri(name), None)
        self.client.workspace_did_change_watched_files(
            lsp.DidChangeWatchedFilesParams([lsp.FileEvent(self.uri(file), lsp.FileChangeType.Changed)])
        )
        return await self.diagnostics(name)

    async def actions(
        self, name: str, diagnostic: lsp.Diagnostic | None, only: str | None = None
    ) -> list[lsp.CodeAction]:
        """What can be done about a finding, or about the first line."""
        where = diagnostic.range if diagnostic else lsp.Range(lsp.Position(0, 0), lsp.Position(0, 0))
        context = lsp.CodeActionContext([diagnostic] if diagnostic else [], [only] if only else None)
        found = await self.client.text_document_code_action_async(
            lsp.CodeActionParams(lsp.TextDocumentIdentifier(self.uri(name)), where, context)
        )
        return [action for action in found or [] if isinstance(action, lsp.CodeAction)]

    async def resolved(self, action: lsp.CodeAction) -> lsp.CodeAction:
        """The action with its edit, as the server gives it when it is asked."""
        return await self.client.code_action_resolve_async(action)

    async def apply(self, action: lsp.CodeAction) -> list[lsp.Diagnostic]:
        """Do what an action says; what is found then."""
        if action.edit is None:
            action = await self.resolved(action)
        assert action.edit is not None
        (change,) = action.edit.document_changes or []
        uri = change.text_document.uri
        assert change.text_document.version == self._versions[uri]
        source = Source(uri, self._texts[uri])
        placed = sorted(((self._span(source, edit.range), edit.new_text) for edit in change.edits), reverse=True)
        for span, text in placed:
            (line, column), (last, end) = (source.position(offset, UNITS[self.encoding]) for offset in span)
            self.send_change(uri, (line, column), (last, end), text)
        return await self.diagnostics(uri)

    async def hover(self, name: str, where: lsp.Position) -> str | None:
        """What is shown about a place."""
        shown = await self.client.text_document_hover_async(
            lsp.HoverParams(lsp.TextDocumentIdentifier(self.uri(name)), where)
        )
        return None if shown is None else shown.contents.value

    async def command(self, command: lsp.Command) -> None:
        """Let the server do something."""
        await self.client.workspace_execute_command_async(lsp.ExecuteCommandParams(command.command, command.arguments))

    async def completions(self, name: str, before: str) -> list[str]:
        """What is offered behind a text that the document begins with."""
        source = Source(name, self.text(name))
        where = lsp.Position(*source.position(len(before), UNITS[self.encoding]))
        items = await self.client.text_document_completion_async(
            lsp.CompletionParams(lsp.TextDocumentIdentifier(self.uri(name)), where)
        )
        assert isinstance(items, list | tuple)
        return [item.label for item in items]

    async def hints(self, name: str) -> list[lsp.InlayHint]:
        """What is written between the lines of a document."""
        everything = lsp.Range(lsp.Position(0, 0), lsp.Position(9999, 0))
        hints = await self.client.text_document_inlay_hint_async(
            lsp.InlayHintParams(lsp.TextDocumentIdentifier(self.uri(name)), everything)
        )
        return list(hints or [])

    def changed_on_disk(self, *names: str) -> None:
        """Tell the server that files were written or deleted."""
        changes = [
            lsp.FileEvent(
                self.uri(name),
                lsp.FileChangeType.Changed if (self.folder / name).exists() else lsp.FileChangeType.Deleted,
            )
            for name in names
        ]
        self.client.workspace_did_change_watched_files(lsp.DidChangeWatchedFilesParams(changes))

    async def overview(
        self, known: dict[str, tuple[list[lsp.Diagnostic] | None, str]] | None = None
    ) -> dict[str, tuple[list[lsp.Diagnostic] | None, str]]:
        """What is found in every article, None where nothing has changed, and how the server calls this state."""
        ids = [lsp.PreviousResultId(self.uri(name), value) for name, (_, value) in (known or {}).items()]
        answer = await self.client.workspace_diagnostic_async(lsp.WorkspaceDiagnosticParams(ids))
        return {
            uris.to_fs_path(report.uri).removeprefix(f"{self.folder}/"): (
                list(report.items) if isinstance(report, lsp.WorkspaceFullDocumentDiagnosticReport) else None,
                report.result_id or "",
            )
            for report in answer.items
        }

    async def overview_in_parts(self) -> list[list[dict[str, Any]]]:
        """What is found in every article, as it comes."""
        await self.client.workspace_diagnostic_async(lsp.WorkspaceDiagnosticParams([], partial_result_token="site"))
        return [told.value["items"] for told in self.progress if told.token == "site"]

    async def cancelled_overview(self, how: str) -> int | None:
        """Ask for what is found in every article, and end it as soon as anything is said of it; the code of the error.

        The one who has had enough is the editor (``request``) or its user (``progress``).
        """

        def end(params: lsp.ProgressParams) -> None:
            if how == "request":
                self.client.cancel_request(lsp.CancelParams("all"))
            else:
                self.client.window_work_done_progress_cancel(lsp.WorkDoneProgressCancelParams(params.token))

        self.on_progress = end
        params = lsp.WorkspaceDiagnosticParams([], work_done_token="work")
        try:
            await self.client.protocol.send_request_async(lsp.WORKSPACE_DIAGNOSTIC, params, msg_id="all")
        except JsonRpcException as error:
            return error.code
        finally:
            self.on_progress = lambda params: None
        return None

    async def ask_settings(self) -> None:
        """Wait until the server has asked for the settings."""
        await asyncio.wait_for(self._was_asked.wait(), PATIENCE)

    async def set(self, settings: dict[str, Any]) -> None:
        """Change the settings of the user."""
        self.settings = settings
        self._was_asked.clear()
        self.client.workspace_did_change_configuration(lsp.DidChangeConfigurationParams(None))
        await self.ask_settings()

    def change_folders(self, added: Sequence[Path] = (), removed: Sequence[Path] = ()) -> None:
        """Open and close folders."""
        event = lsp.WorkspaceFoldersChangeEvent(*([_folder(one) for one in some] for some in (added, removed)))
        self.client.workspace_did_change_workspace_folders(lsp.DidChangeWorkspaceFoldersParams(event))

    def type(self, name: str, start: int, end: int, new: str) -> None:
        """Replace what stands between two offsets, in code points."""
        source = Source(name, self.text(name))
        (first, column), (last, last_column) = (
            source.position(offset, UNITS[self.encoding]) for offset in (start, end)
        )
        self.send_change(name, (first, column), (last, last_column), new)

    def checked(self, name: str) -> list[dict[str, Any]]:
        """What ``koetsu check --output-format lsp`` would say of the text in the editor, in its unit."""
        configuration = self._configuration
        source = Source(name, self.text(name))
        found = self._checker.check(source, configuration.settings(Path(name))).diagnostics
        rules, uri, unit = configuration.registry.rules, self.uri(name), UNITS[self.encoding]
        return [_as_sent(convert(source, one, rules[one.rule], uri=uri, language="en", unit=unit)) for one in found]

    async def ask(self, method: str) -> Any:
        """Send a request of any name."""
        return await asyncio.wait_for(self.client.protocol.send_request_async(method, None), PATIENCE)

    async def end(self, *, polite: bool = True) -> int | None:
        """End the server; its status."""
        if polite:
            await self.client.shutdown_async(None)
        self.client.exit(None)
        server = self.client._server
        return await asyncio.wait_for(server.wait(), PATIENCE) if server is not None else None

    def _span(self, source: Source, where: lsp.Range) -> Span:
        start, end = (
            source.offset(Position(place.line, place.character), UNITS[self.encoding])
            for place in (where.start, where.end)
        )
        return Span(start, max(start, end))

    async def _news_of(self, uri: str, wanted: Callable[[lsp.PublishDiagnosticsParams], bool]) -> list[lsp.Diagnostic]:
        async with self._news:
            is_there = self._news.wait_for(lambda: uri in self._published and wanted(self._published[uri]))
            await asyncio.wait_for(is_there, PATIENCE)
            return list(self._published[uri].diagnostics)


def _folder(path: Path) -> lsp.WorkspaceFolder:
    return lsp.WorkspaceFolder(path.as_uri(), path.name)


def editing(
    session: Callable[[Editor], Awaitable[None]],
    folder: Path,
    *,
    how: str = "pull",
    encoding: str | None = "utf-16",
    resolves: bool = True,
    locale: str | None = "en",
    environment: Mapping[str, str] | None = None,
    options: dict[str, str] | None = None,
    settings: dict[str, Any] | None = None,
    folders: Sequence[Path] | None = None,
) -> None:
    """Start the server as an editor does that has a folder open, do something with it, and end it.

    The editor waits for findings (``push``), asks for them (``pull``), or would ask but cannot be told to ask again
    (``deaf``).
    """

    async def run() -> None:
        client = LanguageClient("editor", "1")
        editor = Editor(client, folder, pulls=how == "pull")
        editor.settings = settings or {}
        surroundings = {**os.environ, "XDG_CACHE_HOME": str(folder.parent / "cache"), **(environment or {})}
        await client.start_io(sys.executable, "-m", "koetsu", "lsp", env=surroundings)
        support = lsp.ClientCodeActionResolveOptions(["edit"]) if resolves else None
        capabilities = lsp.ClientCapabilities(
            workspace=lsp.WorkspaceClientCapabilities(
                diagnostics=lsp.DiagnosticWorkspaceClientCapabilities(refresh_support=how == "pull"),
                configuration=settings is not None,
                workspace_folders=folders is not None,
            ),
            window=lsp.WindowClientCapabilities(work_done_progress=True),
            general=lsp.GeneralClientCapabilities(position_encodings=[encoding]) if encoding else None,
            text_document=lsp.TextDocumentClientCapabilities(
                diagnostic=lsp.DiagnosticClientCapabilities() if how != "push" else None,
                code_action=lsp.CodeActionClientCapabilities(resolve_support=support),
            ),
        )
        answer = await client.initialize_async(
            lsp.InitializeParams(
                capabilities,
                process_id=os.getpid(),
                root_uri=folder.as_uri(),
                locale=locale,
                initialization_options=options,
                workspace_folders=None if folders is None else [_folder(one) for one in folders],
            )
        )
        editor.encoding = str(answer.capabilities.position_encoding or "utf-16")
        client.initialized(lsp.InitializedParams())
        try:
            await asyncio.wait_for(session(editor), PATIENCE * 10)
        finally:
            if client._server is not None and client._server.returncode is None:
                await editor.end()

    asyncio.run(run())
