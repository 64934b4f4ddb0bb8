"""How long does an editor wait for diagnostics after a keystroke?

A real ``koetsu lsp`` is typed into through the protocol, and asked after every character; no pause is counted.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
import time
from pathlib import Path
from typing import NamedTuple

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient


class Typing(NamedTuple):
    """What was measured."""

    first: float
    """Seconds from the start of the server to the first diagnostics."""
    keystrokes: list[float]
    """Seconds from each keystroke to its diagnostics."""
    growth: int
    """Kibibytes by which the server has grown from the first tenth of the edits to the end."""


def typing(folder: Path, text: str, count: int) -> Typing:
    """Type so many characters into a text, in places of it."""
    return asyncio.run(_typing(folder, text, count))


async def _typing(folder: Path, text: str, count: int) -> Typing:
    client = LanguageClient("bench", "1")
    started = time.perf_counter()
    await client.start_io(sys.executable, "-m", "koetsu", "lsp", env={**os.environ, "XDG_CACHE_HOME": str(folder)})
    capabilities = lsp.ClientCapabilities(
        text_document=lsp.TextDocumentClientCapabilities(diagnostic=lsp.DiagnosticClientCapabilities()),
        workspace=lsp.WorkspaceClientCapabilities(
            diagnostics=lsp.DiagnosticWorkspaceClientCapabilities(refresh_support=True)
        ),
    )
    await client.initialize_async(lsp.InitializeParams(capabilities, root_uri=folder.as_uri()))
    client.initialized(lsp.InitializedParams())
    document = lsp.TextDocumentIdentifier((folder / "a.md").as_uri())
    client.text_document_did_open(
        lsp.DidOpenTextDocumentParams(lsp.TextDocumentItem(document.uri, "markdown", 0, text))
    )
    await client.text_document_diagnostic_async(lsp.DocumentDiagnosticParams(document))
    first = time.perf_counter() - started
    lines, chance = text.count("\n"), random.Random(1)
    seconds: list[float] = []
    early = 0
    last = lsp.Position(0, 0)
    for version in range(1, count + 1):
        place = lsp.Position(chance.randint(0, lines), 0)
        # What is typed is taken away again, so that the text stays as long as it was.
        change = lsp.TextDocumentContentChangePartial(lsp.Range(place, place), "あ")
        if version % 2 == 0:
            change = lsp.TextDocumentContentChangePartial(
                lsp.Range(last, lsp.Position(last.line, last.character + 1)), ""
            )
        last = place
        begun = time.perf_counter()
        client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(lsp.VersionedTextDocumentIdentifier(version, document.uri), [change])
        )
        await client.text_document_diagnostic_async(lsp.DocumentDiagnosticParams(document))
        seconds.append(time.perf_counter() - begun)
        if version == max(count // 10, 1):
            early = _resident(client)
    grown = _resident(client) - early
    await client.shutdown_async(None)
    client.exit(None)
    if client._server is not None:
        await client._server.wait()
    return Typing(first, seconds, grown)


def _resident(client: LanguageClient) -> int:
    """Kibibytes of the server in memory."""
    server = client._server
    status = Path(f"/proc/{server.pid}/status") if server is not None else Path("/none")
    if not status.exists():
        return 0
    line = next(line for line in status.read_text(encoding="utf-8").splitlines() if line.startswith("VmRSS"))
    return int(line.split()[1])
