"""How long does an editor wait for what is found in a whole site?

A real ``koetsu lsp`` is asked for every article, and again after one of them was edited. The answers are read as
editors read them, as plain JSON: a client that makes Python objects of them takes seconds for itself.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any, NamedTuple


class Overview(NamedTuple):
    """What was measured, in seconds."""

    first: float
    """From the first question to the findings of all articles."""
    edited: float
    """From an edit of one article to what has changed by it; the least of several."""


class _Editor:
    def __init__(self, asked: IO[bytes], answered: IO[bytes]) -> None:
        self._asked, self._answered = asked, answered
        self._number = 0

    def tell(self, method: str, params: object) -> None:
        self._send({"method": method, "params": params})

    def ask(self, method: str, params: object) -> Any:
        self._number += 1
        self._send({"id": self._number, "method": method, "params": params})
        while "method" in (message := self._receive()):
            if "id" in message:  # a question of the server's own
                self._send({"id": message["id"], "result": None})
        return message["result"]

    def _send(self, message: Mapping[str, object]) -> None:
        data = json.dumps({"jsonrpc": "2.0", **message}).encode()
        self._asked.write(b"Content-Length: %d\r\n\r\n%b" % (len(data), data))
        self._asked.flush()

    def _receive(self) -> Any:
        size = 0
        for line in iter(self._answered.readline, b"\r\n"):
            name, value = line.split(b":")
            size = int(value) if name == b"Content-Length" else size
        return json.loads(self._answered.read(size))


def overview(folder: Path, environment: Mapping[str, str]) -> Overview:
    """Ask for everything in a folder, then edit an article some times."""
    command = [sys.executable, "-m", "koetsu", "lsp"]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=dict(environment)
    ) as server:
        assert server.stdin is not None
        assert server.stdout is not None
        return _overview(_Editor(server.stdin, server.stdout), folder)


def _overview(editor: _Editor, folder: Path) -> Overview:
    capabilities = {"textDocument": {"diagnostic": {}}, "workspace": {"diagnostics": {"refreshSupport": True}}}
    editor.ask("initialize", {"processId": None, "rootUri": folder.as_uri(), "capabilities": capabilities})
    editor.tell("initialized", {})
    begun = time.perf_counter()
    answer = editor.ask("workspace/diagnostic", {"previousResultIds": []})
    first = time.perf_counter() - begun
    known = {"previousResultIds": [{"uri": one["uri"], "value": one["resultId"]} for one in answer["items"]]}
    article = sorted((folder / "_posts").iterdir())[7]
    text = article.read_text(encoding="utf-8")
    document = {"uri": article.as_uri(), "languageId": "markdown", "version": 0, "text": text}
    editor.tell("textDocument/didOpen", {"textDocument": document})
    editor.ask("workspace/diagnostic", known)
    edited = []
    for version in range(1, 6):
        change = {"text": f"{text}\n\n---END---\n{'あ' * version}。\n"}
        begun = time.perf_counter()
        editor.tell(
            "textDocument/didChange",
            {"textDocument": {"uri": article.as_uri(), "version": version}, "contentChanges": [change]},
        )
        editor.ask("workspace/diagnostic", known)
        edited.append(time.perf_counter() - begun)
    editor.ask("shutdown", None)
    editor.tell("exit", None)
    return Overview(first, min(edited))
