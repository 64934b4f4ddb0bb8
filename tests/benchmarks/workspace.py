"""How long does an editor wait for what is found in a whole site?

A real ``koetsu lsp`` is asked for every article, and again after one of them was edited.
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from lsprotocol import types as lsp
from pygls.lsp.client import LanguageClient


class Overview(NamedTuple):
    """What was measured, in seconds."""

    first: float
    """From the first question to the findings of all articles."""
    edited: float
    """From an edit of one article to what has changed by it; the least of several."""


def overview(folder: Path, environment: Mapping[str, str]) -> Overview:
    """Ask for everything in a folder, then edit an article some times."""
    return asyncio.run(_overview(folder, environment))


async def _overview(folder: Path, environment: Mapping[str, str]) -> Overview:
    client = LanguageClient("bench", "1")
    await client.start_io(sys.executable, "-m", "koetsu", "lsp", env=dict(environment))
    capabilities = lsp.ClientCapabilities(
        text_document=lsp.TextDocumentClientCapabilities(diagnostic=lsp.DiagnosticClientCapabilities()),
        workspace=lsp.WorkspaceClientCapabilities(
            diagnostics=lsp.DiagnosticWorkspaceClientCapabilities(refresh_support=True)
        ),
    )
    await client.initialize_async(lsp.InitializeParams(capabilities, root_uri=folder.as_uri()))
    client.initialized(lsp.InitializedParams())
    begun = time.perf_counter()
    answer = await client.workspace_diagnostic_async(lsp.WorkspaceDiagnosticParams([]))
    first = time.perf_counter() - begun
    known = [lsp.PreviousResultId(report.uri, report.result_id or "") for report in answer.items]
    article = sorted((folder / "_posts").iterdir())[7]
    text = article.read_text(encoding="utf-8")
    document = lsp.TextDocumentItem(article.as_uri(), "markdown", 0, text)
    client.text_document_did_open(lsp.DidOpenTextDocumentParams(document))
    await client.workspace_diagnostic_async(lsp.WorkspaceDiagnosticParams(known))
    edited = []
    for version in range(1, 6):
        begun = time.perf_counter()
        client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(
                lsp.VersionedTextDocumentIdentifier(version, article.as_uri()),
                [lsp.TextDocumentContentChangeWholeDocument(f"{text}\n\n---END---\n{'あ' * version}。\n")],
            )
        )
        await client.workspace_diagnostic_async(lsp.WorkspaceDiagnosticParams(known))
        edited.append(time.perf_counter() - begun)
    await client.shutdown_async(None)
    client.exit(None)
    if client._server is not None:
        await client._server.wait()
    return Overview(first, min(edited))
