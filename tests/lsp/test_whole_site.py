"""Can an editor see how far the check of a whole site is, and end it without any harm?"""

from pathlib import Path

import pytest
from lsprotocol import types as lsp

from language_client import Editor, editing

MARK = "---END---\n"
CANCELLED = {"request": -32800, "progress": -32802}
"""The error codes of the protocol for what the editor has cancelled and for what the server has."""


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "koetsu.toml").write_text('select = ["RS001", "DUP"]\n', encoding="utf-8")
    for number in range(300):
        text = "".join(f"第{number}部の{line}行目には別の話を書きました。\n\n" for line in range(60))
        (folder / f"{number}.md").write_text(text + MARK, encoding="utf-8")
    return folder


@pytest.mark.parametrize("how", ["request", "progress"])
def test_check_that_was_cancelled_is_made_up_for_by_the_next(site: Path, how: str) -> None:
    async def session(editor: Editor) -> None:
        assert await editor.cancelled_overview(how) == CANCELLED[how]
        assert [one.code for one in await editor.open("1.md", MARK)] == ["RS001"]
        found = await editor.overview()
        assert len(found) == 300
        assert all(items is not None and len(items) == 1 for items, _ in found.values())

    editing(session, site)


def test_progress_goes_from_the_beginning_to_the_end(site: Path) -> None:
    async def session(editor: Editor) -> None:
        await editor.client.workspace_diagnostic_async(lsp.WorkspaceDiagnosticParams([], work_done_token="work"))
        told = [one.value for one in editor.progress if one.token == "work"]
        assert [one["kind"] for one in (told[0], told[-1])] == ["begin", "end"]
        percentages = [one["percentage"] for one in told[1:-1]]
        assert percentages == sorted(percentages)
        assert percentages[-1] == 100

    editing(session, site)


def test_progress_is_shown_where_the_work_is_long_and_nobody_asks(site: Path) -> None:
    async def session(editor: Editor) -> None:
        first = await editor.overview()
        assert [one.value["kind"] for one in (editor.progress[0], editor.progress[-1])] == ["begin", "end"]

        editor.progress.clear()
        await editor.open("1.md", "文です。\n")
        await editor.overview(first)
        assert editor.progress == []

    editing(session, site)
