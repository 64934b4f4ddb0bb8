"""Does the server live on, and answer as the protocol wants, whatever it is sent?"""

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from lsprotocol import types as lsp

from language_client import Editor, editing
from plugin_packages import rule_module, write_package

MARK = "---END---\n"
ONLY_MARKS = 'select = ["RS001"]\n'
PARSE_ERROR, INVALID_REQUEST, NOT_FOUND, INVALID_PARAMS, NOT_INITIALIZED = -32700, -32600, -32601, -32602, -32002
NOISY = "print('loud', flush=True)\n        yield from ()"
CRASH = "raise ZeroDivisionError\n        yield"


class Wire:
    """The two pipes of a server."""

    def __init__(self, process: subprocess.Popen[bytes]) -> None:
        self.process = process

    def send(self, body: object) -> None:
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        assert self.process.stdin is not None
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%b" % (len(data), data))
        self.process.stdin.flush()

    def receive(self) -> dict[str, Any]:
        output = self.process.stdout
        assert output is not None
        lines = iter(output.readline, b"\r\n")
        header = dict(line.decode().strip().split(": ", 1) for line in lines)
        message: dict[str, Any] = json.loads(output.read(int(header["Content-Length"])))
        return message

    def ask(self, number: int, method: str, params: object = None, version: str = "2.0") -> dict[str, Any]:
        """Send a request; the next answer, whatever else is told before."""
        self.send({"jsonrpc": version, "id": number, "method": method, "params": params})
        while "method" in (message := self.receive()):
            continue
        return message

    def tell(self, method: str, params: object = None) -> None:
        self.send({"jsonrpc": "2.0", "method": method, "params": params})

    def initialize(self, folder: Path) -> None:
        params = {"processId": None, "rootUri": folder.as_uri(), "capabilities": {"textDocument": {"diagnostic": {}},
                  "workspace": {"diagnostics": {"refreshSupport": True}}}}  # fmt: skip
        assert "result" in self.ask(0, "initialize", params)
        self.tell("initialized", {})

    def found(self, number: int, uri: str, text: str) -> list[str]:
        """Open a document; the codes of what is found in it."""
        self.tell(
            "textDocument/didOpen",
            {"textDocument": {"uri": uri, "languageId": "markdown", "version": 1, "text": text}},
        )
        answer = self.ask(number, "textDocument/diagnostic", {"textDocument": {"uri": uri}})
        return [item["code"] for item in answer["result"]["items"]]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "koetsu.toml").write_text(ONLY_MARKS, encoding="utf-8")
    return folder


@pytest.fixture
def wire(site: Path) -> Iterator[Wire]:
    process = subprocess.Popen(
        [sys.executable, "-m", "koetsu", "lsp"],
        cwd=site,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env={**os.environ, "XDG_CACHE_HOME": str(site.parent / "cache")},
    )
    with process:
        yield Wire(process)
        process.kill()


def test_every_bad_request_is_answered_with_the_error_of_the_protocol(site: Path, wire: Wire) -> None:
    assert wire.ask(1, "shutdown")["error"]["code"] == NOT_INITIALIZED
    wire.initialize(site)
    assert wire.ask(2, "initialize", {"processId": None, "capabilities": {}, "rootUri": None})["error"][
        "code"
    ] == INVALID_REQUEST  # fmt: skip
    assert wire.ask(3, "koetsu/nothing")["error"]["code"] == NOT_FOUND
    assert wire.ask(4, "textDocument/hover", {"position": "top"})["error"]["code"] == INVALID_PARAMS
    assert wire.ask(5, "koetsu/nothing", version="1.0")["error"]["code"] == INVALID_REQUEST
    wire.send({"id": 6, "method": "koetsu/nothing"})
    assert wire.receive()["error"]["code"] == INVALID_REQUEST
    for broken in (b"{", b"[]", b"12", "é".encode("latin-1")):
        wire.send(broken)
        assert wire.receive()["error"]["code"] in {PARSE_ERROR, INVALID_REQUEST}

    assert wire.found(7, (site / "a.md").as_uri(), MARK) == ["RS001"]
    assert "result" in wire.ask(8, "shutdown")
    assert wire.ask(9, "koetsu/nothing")["error"]["code"] == INVALID_REQUEST


def test_bad_notifications_change_nothing(site: Path, wire: Wire) -> None:
    wire.initialize(site)
    uri = (site / "a.md").as_uri()
    elsewhere = {"textDocument": {"uri": f"{uri}x", "version": 3}, "contentChanges": [{"text": "文"}]}
    wire.tell("koetsu/nothing", {"any": 1})
    wire.tell("textDocument/didChange", elsewhere)
    wire.tell("textDocument/didChange", {"textDocument": {"uri": uri}})
    wire.tell("textDocument/didClose", {"textDocument": {"uri": f"{uri}x"}})
    wire.tell("$/cancelRequest", {"id": 99})
    wire.tell("workspace/didChangeConfiguration", {"settings": {"koetsu": {"language": 3}}})

    assert wire.found(1, uri, MARK) == ["RS001"]


@pytest.mark.parametrize("name", ["春の記事 100%.md", "a%20b.md", "a b.md", "1#?.md", "日本語/「括弧」.md"])
def test_any_name_of_a_file_is_understood(site: Path, wire: Wire, name: str) -> None:
    (site / "koetsu.toml").write_text(f'{ONLY_MARKS}exclude = ["{name}"]\n', encoding="utf-8")
    wire.initialize(site)

    assert wire.found(1, (site / name).as_uri(), MARK) == []
    assert wire.found(2, (site / f"x{Path(name).name}").as_uri(), MARK) == ["RS001"]


@pytest.mark.parametrize("versions", [(1, 1), (0, -3), (7, 2)])
def test_findings_are_those_of_the_text_whatever_version_the_editor_counts(
    site: Path, wire: Wire, versions: tuple[int, int]
) -> None:
    wire.initialize(site)
    uri = (site / "a.md").as_uri()
    assert wire.found(1, uri, MARK) == ["RS001"]
    for number, (version, text) in enumerate(zip(versions, ("文です。\n", MARK), strict=True), start=2):
        wire.tell(
            "textDocument/didChange",
            {"textDocument": {"uri": uri, "version": version}, "contentChanges": [{"text": text}]},
        )
        answer = wire.ask(number, "textDocument/diagnostic", {"textDocument": {"uri": uri}})
        assert [item["code"] for item in answer["result"]["items"]] == (["RS001"] if text == MARK else [])


def test_end_without_a_word_before_is_status_1(site: Path, wire: Wire) -> None:
    wire.initialize(site)
    wire.tell("exit")
    assert wire.process.wait(30) == 1


def test_end_of_the_editor_is_the_end_of_the_server(site: Path, wire: Wire) -> None:
    wire.initialize(site)
    assert wire.process.stdin is not None
    wire.process.stdin.close()
    assert wire.process.wait(30) == 1


def test_very_long_document_is_checked_and_edited(site: Path) -> None:
    text = ("港の案内板を見ながら、市場までの道をゆっくりと歩きました。" * 20 + "\n\n") * 6000 + MARK
    assert len(text.encode()) > 10_000_000

    async def session(editor: Editor) -> None:
        assert [one.code for one in await editor.open("a.md", text)] == ["RS001"]
        assert await editor.replace("a.md", MARK, "") == []

    editing(session, site)


@pytest.mark.parametrize(
    ("start", "end"),
    [((0, 1), (0, 1)), ((0, 1), (0, 2)), ((0, 0), (0, 1)), ((0, 1), (0, 5)), ((0, 3), (0, 1))],
)
def test_change_inside_of_a_surrogate_pair_cuts_no_character_in_two(
    site: Path, start: tuple[int, int], end: tuple[int, int]
) -> None:
    async def session(editor: Editor) -> None:
        await editor.open("a.md", "😀😀文。\n\n")
        editor.send_change("a.md", start, end, f"\n\n{MARK}\n")
        assert [one.code for one in await editor.diagnostics("a.md")] == ["RS001"]
        (mark,) = await editor.diagnostics("a.md")
        assert editor.text_at("a.md", mark.range) == MARK.strip()
        editor.text("a.md").encode("utf-8")

    editing(session, site)


def test_unreadable_folder_costs_nothing_but_itself(site: Path, unprivileged: Any) -> None:
    (site / "a.md").write_text(MARK, encoding="utf-8")
    closed = site / "closed"
    closed.mkdir()
    (closed / "b.md").write_text(MARK, encoding="utf-8")
    closed.chmod(0)

    async def session(editor: Editor) -> None:
        try:
            found = await editor.overview()
        finally:
            closed.chmod(0o755)
        assert [one.code for one in found["a.md"][0] or []] == ["RS001"]

    editing(session, site)


def test_broken_configuration_is_shown_once_and_other_folders_are_checked(site: Path, tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.mkdir()
    for folder in (site, other):
        (folder / "a.md").write_text(MARK, encoding="utf-8")
    (other / "koetsu.toml").write_text("ignor = 3\n", encoding="utf-8")

    async def session(editor: Editor) -> None:
        assert [one.code for one in await editor.open("a.md", MARK)] == ["RS001"]
        assert await editor.open((other / "a.md").as_uri(), MARK) == []
        (fault,) = await editor.published((other / "koetsu.toml").as_uri())
        assert "ignor" in fault.message
        found = await editor.overview()
        assert [one.code for one in found["a.md"][0] or []] == ["RS001"]

    editing(session, site, folders=[site, other])


def test_rule_that_crashes_costs_its_own_findings_and_is_shown_once(site: Path, tmp_path: Path) -> None:
    modules = {"bad": rule_module("BAD001", "BadSeen", CRASH), "loud": rule_module("LOUD001", "LoudSeen", NOISY)}
    write_package(tmp_path / "packages", "bad_rules", modules)
    (site / "koetsu.toml").write_text('select = ["BAD001", "LOUD001", "RS001"]\n', encoding="utf-8")

    async def session(editor: Editor) -> None:
        found = await editor.open("a.md", MARK)
        assert sorted(str(one.code) for one in found) == ["EN002", "RS001"]
        (crash,) = [one for one in found if one.code == "EN002"]
        assert "BAD001" in crash.message
        assert "ZeroDivisionError" in crash.message
        assert sorted(str(one.code) for one in await editor.replace("a.md", "END", "EOF")) == ["EN002", "RS001"]
        assert editor.messages == []

    path = os.pathsep.join([str(tmp_path / "packages"), *sys.path])
    editing(session, site, environment={"PYTHONPATH": path})


def test_refused_message_is_not_shown_to_the_user(site: Path) -> None:
    async def session(editor: Editor) -> None:
        editor.client.text_document_did_change(
            lsp.DidChangeTextDocumentParams(
                lsp.VersionedTextDocumentIdentifier(3, editor.uri("never-opened.md")),
                [lsp.TextDocumentContentChangeWholeDocument("文")],
            )
        )
        assert [one.code for one in await editor.open("a.md", MARK)] == ["RS001"]
        assert editor.messages == []

    editing(session, site)
