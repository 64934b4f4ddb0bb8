"""Does the editor's view of all articles tell what shows when they are compared, and follow what is typed?"""

from __future__ import annotations

import os
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from lsprotocol import types as lsp

from language_client import Editor, editing
from plugin_packages import installed
from site_rules import write_site_rules

SENTENCE = "窓を開けて、部屋の空気をゆっくり入れ替えます。"
OTHER = "夕方になると、川の水は少しずつ引いていきます。"
Session = Callable[[Editor], Awaitable[None]]


@pytest.fixture
def edit(tmp_path: Path) -> Callable[[Session], None]:
    packages = tmp_path / "packages"
    write_site_rules(packages)
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "koetsu.toml").write_text('select = ["COPY001", "TWIN001"]\n', encoding="utf-8")
    path = os.pathsep.join(filter(None, (str(packages), os.environ.get("PYTHONPATH"))))

    def start(session: Session) -> None:
        with installed(packages):
            editing(session, folder, environment={"PYTHONPATH": path})

    return start


def article(title: str, *sentences: str) -> str:
    return f"---\ntitle: {title}\n---\n\n" + "\n\n".join(sentences) + "\n"


def write(editor: Editor, **texts: str) -> None:
    for name, text in texts.items():
        (editor.folder / f"{name}.md").write_text(text, encoding="utf-8")


def codes(found: dict[str, tuple[list[lsp.Diagnostic] | None, str]]) -> dict[str, list[object]]:
    return {name: [one.code for one in items] for name, (items, _) in found.items() if items}


def changed(found: dict[str, tuple[list[lsp.Diagnostic] | None, str]]) -> set[str]:
    return {name for name, (items, _) in found.items() if items is not None}


def test_overview_names_the_place_in_the_other_article(edit: Callable[[Session], None]) -> None:
    async def session(editor: Editor) -> None:
        write(editor, a=article("一", f"😀、{SENTENCE}").replace("、", "。", 1), b=article("二", SENTENCE))
        found = await editor.overview()
        assert codes(found) == {"b.md": ["COPY001"]}
        ((note,),) = [one.related_information or [] for one in found["b.md"][0] or []]
        assert note.location.uri == editor.uri("a.md")
        assert note.location.range.start == lsp.Position(4, 3)

    edit(session)


def test_edit_of_one_article_changes_what_is_found_in_another(edit: Callable[[Session], None]) -> None:
    async def session(editor: Editor) -> None:
        write(editor, a=article("一", OTHER), b=article("二", SENTENCE), c=article("三", "別の話です。"))
        first = await editor.overview()
        assert codes(first) == {}

        await editor.open("a.md", article("一", OTHER))
        assert await editor.replace("a.md", OTHER, SENTENCE) == []
        second = await editor.overview(first)
        assert codes(second) == {"b.md": ["COPY001"]}
        assert "c.md" not in changed(second)

        assert await editor.replace("a.md", SENTENCE, OTHER) == []
        third = await editor.overview(second)
        assert codes(third) == {}
        assert "b.md" in changed(third)

    edit(session)


def test_place_in_an_open_text_moves_with_it(edit: Callable[[Session], None]) -> None:
    async def session(editor: Editor) -> None:
        write(editor, a=article("一", SENTENCE), b=article("二", SENTENCE))
        await editor.overview()
        await editor.open("a.md", article("一", SENTENCE))
        await editor.replace("a.md", SENTENCE, f"先にひとこと。😀{SENTENCE}")
        found = await editor.overview()
        ((note,),) = [one.related_information or [] for one in found["b.md"][0] or []]
        assert editor.text_at("a.md", note.location.range) == f"😀{SENTENCE}"

    edit(session)


def test_articles_come_and_go(edit: Callable[[Session], None]) -> None:
    async def session(editor: Editor) -> None:
        write(editor, a=article("一", SENTENCE))
        assert codes(await editor.overview()) == {}
        write(editor, b=article("一", SENTENCE))
        editor.changed_on_disk("b.md")
        assert codes(await editor.overview()) == {"b.md": ["TWIN001", "COPY001"]}
        (editor.folder / "a.md").unlink()
        editor.changed_on_disk("a.md")
        assert codes(await editor.overview()) == {}

    edit(session)


def test_findings_of_a_document_alone_never_hold_what_others_explain(edit: Callable[[Session], None]) -> None:
    async def session(editor: Editor) -> None:
        write(editor, a=article("一", SENTENCE), b=article("二", SENTENCE))
        assert await editor.open("b.md", article("二", SENTENCE)) == []
        assert codes(await editor.overview()) == {"b.md": ["COPY001"]}
        assert await editor.diagnostics("b.md") == []

    edit(session)


def test_directive_that_is_typed_holds_a_finding_back(edit: Callable[[Session], None]) -> None:
    async def session(editor: Editor) -> None:
        write(editor, a=article("一", SENTENCE), b=article("二", SENTENCE))
        await editor.open("b.md", article("二", SENTENCE))
        assert codes(await editor.overview()) == {"b.md": ["COPY001"]}
        directive = "<!-- koetsu-disable-next-line COPY001 -- 両方に要る -->\n"
        await editor.replace("b.md", SENTENCE, directive + SENTENCE)
        assert codes(await editor.overview()) == {}

    edit(session)
