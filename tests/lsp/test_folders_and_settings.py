"""Is a document treated as its folder and the settings of the user want, whatever changes meanwhile?"""

from pathlib import Path

import pytest

from language_client import Editor, editing

MARK = "---END---\n"


@pytest.fixture
def sites(tmp_path: Path) -> tuple[Path, Path]:
    folders = tmp_path / "一つ目", tmp_path / "二つ目"
    for folder in folders:
        folder.mkdir()
        (folder / "koetsu.toml").write_text('select = ["RS001"]\n', encoding="utf-8")
        (folder / "a.md").write_text(MARK, encoding="utf-8")
    return folders


def speaks(message: str) -> str:
    return "ja" if "消してください" in message else "en"


async def language_in(editor: Editor, name: str) -> str:
    (mark,) = await editor.diagnostics(name)
    return speaks(mark.message)


def test_each_folder_has_its_own_language(sites: tuple[Path, Path]) -> None:
    first, second = sites
    settings = {first.as_uri(): {"language": "ja"}, second.as_uri(): {"language": "en"}, "": {"language": "ja"}}

    async def session(editor: Editor) -> None:
        names = "a.md", (second / "a.md").as_uri(), (first.parent / "elsewhere.md").as_uri()
        await editor.ask_settings()
        for name in names:
            await editor.open(name, MARK)
        assert [await language_in(editor, name) for name in names[:2]] == ["ja", "en"]
        # What lies in no folder has the settings of its own folder, where none of the editor's is.
        assert speaks((await editor.diagnostics(names[2]))[-1].message) == "ja"

        await editor.set({first.as_uri(): {"language": "en"}, second.as_uri(): None})
        assert [await language_in(editor, name) for name in names[:2]] == ["en", "en"]
        shown = await editor.hover("a.md", (await editor.diagnostics("a.md"))[0].range.start)
        assert "**How to" in (shown or "")

    editing(session, first, settings=settings, folders=sites, locale="en")


def test_configuration_that_the_user_names_is_used_instead_of_those_nearby(sites: tuple[Path, Path]) -> None:
    first, _ = sites
    (first / "strict.toml").write_text('select = ["TR001"]\n', encoding="utf-8")

    async def session(editor: Editor) -> None:
        await editor.ask_settings()
        assert await editor.open("a.md", MARK) == []
        await editor.set({})
        assert [one.code for one in await editor.diagnostics("a.md")] == ["RS001"]
        await editor.set({first.as_uri(): {"configuration": "nowhere.toml"}})
        assert await editor.diagnostics("a.md") == []
        assert any("nowhere.toml" in message for message in editor.messages)

    editing(session, first, settings={first.as_uri(): {"configuration": "strict.toml"}}, folders=[first])


def test_folders_come_and_go_while_the_server_runs(sites: tuple[Path, Path]) -> None:
    first, second = sites

    async def session(editor: Editor) -> None:
        assert set(await editor.overview()) == {"a.md"}
        editor.change_folders(added=[second])
        assert set(await editor.overview()) == {"a.md", str(second / "a.md")}
        editor.change_folders(removed=[first])
        assert set(await editor.overview()) == {str(second / "a.md")}
        editor.change_folders(removed=[second])
        assert await editor.overview() == {}

    editing(session, first, folders=[first])


def test_folder_inside_of_an_open_folder_is_a_folder_of_its_own(sites: tuple[Path, Path]) -> None:
    first, _ = sites
    inner = first / "inner"
    inner.mkdir()
    (inner / "koetsu.toml").write_text('select = ["TR001"]\n', encoding="utf-8")
    (inner / "b.md").write_text(MARK, encoding="utf-8")

    async def session(editor: Editor) -> None:
        found = await editor.overview()
        assert {name: len(items or []) for name, (items, _) in found.items()} == {"a.md": 1, "inner/b.md": 0}

    editing(session, first, folders=[first, inner])


def test_editor_without_folders_checks_what_is_opened(sites: tuple[Path, Path]) -> None:
    first, second = sites

    async def session(editor: Editor) -> None:
        assert [one.code for one in await editor.open((second / "a.md").as_uri(), MARK)] == ["RS001"]
        assert "RS001" in [one.code for one in await editor.open("untitled:Untitled-1", MARK)]
        assert await editor.overview() == {}

    editing(session, first, folders=[])
