"""Does the server forget what is done?"""

import asyncio

from lsprotocol import types as lsp

from koetsu.lsp.server import make_server

URI = "untitled:a.md"


class Nowhere:
    """Where messages go that nobody reads."""

    def write(self, data: bytes) -> None: ...

    def close(self) -> None: ...


async def type_for_a_while(edits: int) -> int:
    """How many messages the server still remembers after some edits."""
    server = make_server()
    protocol = server.protocol
    protocol.set_writer(Nowhere())
    protocol.handle_message(lsp.InitializeRequest(1, lsp.InitializeParams(lsp.ClientCapabilities())))
    document = lsp.TextDocumentItem(URI, "markdown", 0, "文です。\n")
    protocol.handle_message(lsp.DidOpenTextDocumentNotification(lsp.DidOpenTextDocumentParams(document)))
    for version in range(1, edits + 1):
        change = lsp.TextDocumentContentChangeWholeDocument(f"{version}つ目の文です。\n")
        identifier = lsp.VersionedTextDocumentIdentifier(version, URI)
        protocol.handle_message(
            lsp.DidChangeTextDocumentNotification(lsp.DidChangeTextDocumentParams(identifier, [change]))
        )
        await asyncio.sleep(0)
    await asyncio.sleep(0.01)
    server.checking.close()
    return len(protocol._request_futures)


def test_edits_that_were_taken_over_are_forgotten() -> None:
    assert asyncio.run(type_for_a_while(50)) == 0
