"""Does an editor get, through the protocol, what ``koetsu check`` finds, and can it act on it?"""

import random
from pathlib import Path

import pytest
from lsprotocol import types as lsp

from language_client import Editor, editing, written

MARKED = "# 題\n\n文章😀です。\n\n---END---\n\n最後の段落です。\n"
CUT = "最後まで書いていない文をここに置いたままにして、机の上の包みを"
SCHEMA = """
[front-matter.schema]
required = ["type"]
[front-matter.schema.properties]
type = {enum = ["tech", "idea"], description = "記事の種類"}
published = {type = "boolean"}
reading_time = {type = "integer"}
"""
CONFIGURED = 'select = ["RS001", "TR001"]\n'


@pytest.fixture(params=["push", "pull"])
def how(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "記事 と site%20"
    folder.mkdir()
    (folder / "koetsu.toml").write_text(CONFIGURED, encoding="utf-8")
    return folder


def codes(diagnostics: list[lsp.Diagnostic]) -> list[str]:
    return [str(diagnostic.code) for diagnostic in diagnostics]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_diagnostics_come_in_the_unit_that_was_agreed_on(site: Path, how: str, encoding: str) -> None:
    text = f"😀{CUT}\n\n---END---\n"

    async def session(editor: Editor) -> None:
        cut, mark = await editor.open("a.md", text)
        assert codes([cut, mark]) == ["TR001", "RS001"]
        assert editor.text_at("a.md", cut.range) == "包みを"
        assert editor.text_at("a.md", mark.range) == "---END---"

    editing(session, site, how=how, encoding=encoding)


def test_utf_16_counts_where_the_editor_says_nothing(site: Path, how: str) -> None:
    async def session(editor: Editor) -> None:
        assert editor.encoding == "utf-16"
        (cut,) = await editor.open("a.md", f"😀{CUT}\n")
        assert editor.text_at("a.md", cut.range) == "包みを"

    editing(session, site, how=how, encoding=None)


def test_findings_follow_the_text_while_it_is_edited(site: Path, how: str) -> None:
    async def session(editor: Editor) -> None:
        assert codes(await editor.open("a.md", MARKED)) == ["RS001"]
        assert codes(await editor.replace("a.md", "最後の段落です。", CUT)) == ["RS001", "TR001"]
        assert codes(await editor.replace("a.md", "---END---\n\n", "")) == ["TR001"]
        assert codes(await editor.replace("a.md", "包みを", "包みを開けました。")) == []

    editing(session, site, how=how)


@pytest.mark.parametrize("end", ["\r\n", "\r", "\u2028\n", "\x0c\n"])
def test_lines_end_where_the_protocol_says(site: Path, how: str, end: str) -> None:
    async def session(editor: Editor) -> None:
        await editor.open("a.md", f"一行目です。{end}二行目です。\n\n")
        (cut,) = await editor.replace("a.md", "二行目です。\n", f"二行目です。\n\n{CUT}\n")
        assert editor.text_at("a.md", cut.range) == "包みを"

    editing(session, site, how=how)


def test_fix_is_preferred_where_it_is_safe_and_mends_the_text(site: Path, how: str) -> None:
    async def session(editor: Editor) -> None:
        (mark,) = await editor.open("a.md", MARKED)
        actions = await editor.actions("a.md", mark)
        assert [(action.title, action.is_preferred) for action in actions if action.kind == "quickfix"] == [
            ("Delete the mark", True),
            ("Ignore RS001 end-marker here", None),
            ("Accept this RS001 end-marker, in the baseline", None),
        ]
        assert await editor.apply(actions[0]) == []
        assert editor.text("a.md") == "# 題\n\n文章😀です。\n\n最後の段落です。\n"

    editing(session, site, how=how)


@pytest.mark.parametrize("resolves", [True, False])
def test_edit_comes_with_the_action_or_when_it_is_asked_for(site: Path, resolves: bool) -> None:
    async def session(editor: Editor) -> None:
        (mark,) = await editor.open("a.md", MARKED)
        offered = await editor.actions("a.md", mark)
        assert [action.edit is None for action in offered] == [resolves] * len(offered)
        assert await editor.apply(offered[0]) == []

    editing(session, site, resolves=resolves)


def test_all_of_a_rule_and_all_that_is_safe_are_mended_at_once(site: Path, how: str) -> None:
    async def session(editor: Editor) -> None:
        first, *_ = await editor.open("a.md", f"{MARKED}\n---END---\n\n{CUT}\n")
        offered = await editor.actions("a.md", first)
        titles = {action.title: action for action in offered}
        # An editor such as VS Code moves what names no finding to the end.
        assert [action.diagnostics for action in offered if action.kind == "quickfix"] == [(first,)] * 4
        assert codes(await editor.apply(titles["Fix all of RS001 end-marker"])) == ["TR001"]

        await editor.open("b.md", MARKED)
        (everything,) = await editor.actions("b.md", None, only="source.fixAll")
        assert everything.kind == "source.fixAll.koetsu"
        assert await editor.apply(everything) == []

    editing(session, site, how=how)


@pytest.mark.parametrize(
    "text",
    [
        MARKED,
        f"一つ目の文です。\n{CUT}\n",
        f"- 一つ目です。{CUT}\n- 二つ目です。\n\n次の段落です。\n\n---END---\n",
        f"---\ntitle: 題\n---\n\n{CUT}\n",
    ],
    ids=["block", "line of a paragraph", "item", "behind a header"],
)
def test_directive_hides_the_finding_and_nothing_else(site: Path, text: str) -> None:
    async def session(editor: Editor) -> None:
        found = await editor.open("a.md", text)
        ignore = [action for action in await editor.actions("a.md", found[0]) if "Ignore" in action.title]
        assert codes(await editor.apply(ignore[0])) == codes(found[1:])
        assert " -- reason " in editor.text("a.md")

    editing(session, site)


def test_action_for_a_text_that_has_changed_has_no_edit(site: Path) -> None:
    async def session(editor: Editor) -> None:
        (mark,) = await editor.open("a.md", MARKED)
        old = (await editor.actions("a.md", mark))[0]
        await editor.replace("a.md", "最後の段落です。", "別の段落です。")
        assert (await editor.resolved(old)).edit is None

    editing(session, site)


def test_hover_shows_the_page_of_the_rule(site: Path, how: str) -> None:
    async def session(editor: Editor) -> None:
        (mark,) = await editor.open("a.md", MARKED)
        shown = await editor.hover("a.md", mark.range.start)
        assert shown is not None
        assert shown.startswith("**RS001 end-marker**: ")
        assert "\n\n**どう直すか**\n\n" in shown
        assert await editor.hover("a.md", lsp.Position(0, 0)) is None

    editing(session, site, how=how, locale="ja")


@pytest.mark.parametrize(
    ("asked", "configured", "locale"),
    [
        ("en", "ja", "ja"),
        ("ja", "en", "en"),
        (None, "en", "ja"),
        (None, "ja", "en"),
        (None, None, "en"),
        (None, None, None),
    ],
)
def test_language_is_the_one_asked_for_or_configured_or_that_of_the_user(
    site: Path, asked: str | None, configured: str | None, locale: str | None
) -> None:
    settings = f'language = "{configured}"\n' if configured else ""
    (site / "koetsu.toml").write_text(f"{settings}{CONFIGURED}", encoding="utf-8")
    language = asked or configured or locale or "ja"  # in the end that of the environment, set below

    async def session(editor: Editor) -> None:
        (mark,) = await editor.open("a.md", MARKED)
        assert ("消してください" in mark.message) == (language == "ja")
        (site / "koetsu.toml").write_text(f"{settings}ignor = []\n", encoding="utf-8")
        await editor.after_change_of("koetsu.toml", "a.md")
        (fault,) = await editor.published("koetsu.toml")
        assert ("キー" in fault.message) == (language == "ja")

    options = {"language": asked} if asked else None
    editing(session, site, locale=locale, environment={"LC_ALL": "ja_JP.UTF-8"}, options=options)


def test_configuration_is_read_anew_when_it_changes(site: Path, how: str) -> None:
    async def session(editor: Editor) -> None:
        assert codes(await editor.open("a.md", MARKED)) == ["RS001"]
        (site / "koetsu.toml").write_text('ignore = ["ALL"]\nselect = ["TR"]\n', encoding="utf-8")
        assert await editor.after_change_of("koetsu.toml", "a.md") == []

    editing(session, site, how=how)


@pytest.mark.parametrize("how", ["push", "deaf"])
def test_configuration_is_read_anew_where_the_editor_watches_nothing(site: Path, how: str) -> None:
    async def session(editor: Editor) -> None:
        assert codes(await editor.open("a.md", MARKED)) == ["RS001"]
        (site / "koetsu.toml").write_text('select = ["TR"]\n', encoding="utf-8")
        assert await editor.told_next("a.md") == []
        (site / "koetsu.toml").write_text(CONFIGURED, encoding="utf-8")
        assert codes(await editor.told_next("a.md")) == ["RS001"]

    editing(session, site, how=how)


def test_fault_of_the_configuration_is_shown_in_its_file_until_it_is_mended(site: Path, how: str) -> None:
    async def session(editor: Editor) -> None:
        (site / "koetsu.toml").write_text('select = ["RS001"]\n\nignor = []\n', encoding="utf-8")
        assert await editor.open("a.md", MARKED) == []
        (fault,) = await editor.published("koetsu.toml")
        assert fault.range.start.line == 2
        assert "ignor" in fault.message

        (site / "koetsu.toml").write_text(CONFIGURED, encoding="utf-8")
        assert codes(await editor.after_change_of("koetsu.toml", "a.md")) == ["RS001"]
        assert await editor.published("koetsu.toml") == []

    editing(session, site, how=how)


def test_excluded_and_accepted_findings_are_not_shown(site: Path, how: str) -> None:
    (site / "koetsu.toml").write_text(f'{CONFIGURED}exclude = ["drafts"]\n', encoding="utf-8")

    async def session(editor: Editor) -> None:
        assert await editor.open("drafts/a.md", MARKED) == []
        assert await editor.open("notes.txt", MARKED) == []

    editing(session, site, how=how)


def test_accepting_a_finding_puts_it_on_the_baseline(site: Path, how: str) -> None:
    async def session(editor: Editor) -> None:
        (mark,) = await editor.open("a.md", MARKED)
        accept = await editor.resolved((await editor.actions("a.md", mark))[-2])
        assert accept.command is not None
        await editor.command(accept.command)
        assert await editor.after_change_of("koetsu-baseline.jsonl", "a.md") == []
        assert '"RS001"' in (site / "koetsu-baseline.jsonl").read_text(encoding="utf-8")

    editing(session, site, how=how)


@pytest.mark.parametrize(
    ("before", "labels"),
    [
        ("---\nreading", ["reading_time"]),
        ("---\ntype: ", ["tech", "idea"]),
        ("---\npublished: t", ["true", "false"]),
        ("---\ntitle: 題\n---\n\n本文", []),
    ],
)
def test_completion_knows_the_keys_and_values_of_the_schema(site: Path, before: str, labels: list[str]) -> None:
    (site / "koetsu.toml").write_text(SCHEMA, encoding="utf-8")

    async def session(editor: Editor) -> None:
        await editor.open("a.md", f"{before}\n---\n\n本文です。\n")
        found = [label for label in await editor.completions("a.md", before) if not labels or label in labels]
        assert found == labels

    editing(session, site)


def test_hover_over_a_key_shows_what_its_schema_says(site: Path) -> None:
    (site / "koetsu.toml").write_text(SCHEMA, encoding="utf-8")

    async def session(editor: Editor) -> None:
        await editor.open("a.md", "---\ntype: tech\n---\n\n本文です。\n")
        shown = await editor.hover("a.md", lsp.Position(1, 2))
        assert shown is not None
        assert "記事の種類" in shown
        assert "`tech`, `idea`" in shown

    editing(session, site)


def test_hint_behind_the_reading_time_corrects_it(site: Path) -> None:
    (site / "koetsu.toml").write_text('select = ["RT001"]\n', encoding="utf-8")

    async def session(editor: Editor) -> None:
        text = "---\nreading_time: 60\n---\n\n" + "同じ長さの文を並べて読む時間を測ります。" * 40 + "\n"
        await editor.open("a.md", text)
        (hint,) = await editor.hints("a.md")
        assert hint.position == lsp.Position(1, 16)
        assert hint.label == "→ 1"
        assert hint.text_edits is not None
        assert [edit.new_text for edit in hint.text_edits] == ["1"]

    editing(session, site)


def test_text_that_was_never_saved_and_one_outside_of_the_folder_are_checked(site: Path, how: str) -> None:
    async def session(editor: Editor) -> None:
        assert codes(await editor.open("untitled:Untitled-1", MARKED)) == ["RS001"]
        assert "RS001" in codes(await editor.open((site.parent / "elsewhere.md").as_uri(), MARKED))

    editing(session, site, how=how)


def test_repeat_is_greyed_out_and_names_its_first_copy(site: Path) -> None:
    (site / "koetsu.toml").unlink()
    said = "港の案内板を見ながら、市場までの道をゆっくりと歩いて、途中で見つけた店の話を店主から長く聞きました。"
    paragraphs = [f"{number}番目の日は、{said}" for number in ("一", "二", "三")]
    section = "## 市場までの道\n\n" + "\n\n".join(p * 2 for p in paragraphs) + "\n\n"

    async def session(editor: Editor) -> None:
        found = await editor.open("a.md", section + "## 帰り道\n\n帰り道では何も起こりませんでした。\n\n" + section)
        copy = next(one for one in found if one.code == "DUP001")
        assert list(copy.tags or ()) == [lsp.DiagnosticTag.Unnecessary]
        assert copy.related_information is not None
        assert copy.related_information[0].location.range.start.line == 0

    editing(session, site)


@pytest.mark.parametrize(
    ("start", "end"),
    [((0, 0), (99, 99)), ((5, 3), (0, 1)), ((0, 1), (0, 2)), ((99, 0), (99, 5)), ((2, 4), (2, 400))],
)
def test_change_outside_of_the_text_is_kept_inside_of_it(
    site: Path, start: tuple[int, int], end: tuple[int, int]
) -> None:
    async def session(editor: Editor) -> None:
        await editor.open("a.md", "😀一行目です。\n\n二行目です。\n")
        editor.send_change("a.md", start, end, "新しい文です。\n\n---END---\n")
        assert "RS001" in codes(await editor.diagnostics("a.md"))

    editing(session, site, how="pull")


def test_unknown_request_is_an_error_and_the_server_lives_on(site: Path, how: str) -> None:
    async def session(editor: Editor) -> None:
        with pytest.raises(Exception, match="koetsu/nothing"):
            await editor.ask("koetsu/nothing")
        assert codes(await editor.open("a.md", MARKED)) == ["RS001"]

    editing(session, site, how=how)


@pytest.mark.parametrize("polite", [True, False])
def test_server_ends_with_the_status_that_the_protocol_asks_for(site: Path, polite: bool) -> None:
    async def session(editor: Editor) -> None:
        await editor.open("a.md", MARKED)
        assert await editor.end(polite=polite) == (0 if polite else 1)

    editing(session, site)


def counts(overview: dict[str, tuple[list[lsp.Diagnostic] | None, str]]) -> dict[str, int | None]:
    """How much was found in each article; None where nothing has changed."""
    return {name: None if items is None else len(items) for name, (items, _) in overview.items()}


def test_whole_site_is_told_of_and_then_only_what_has_changed(site: Path) -> None:
    (site / "posts").mkdir()
    for name in ("a.md", "posts/b.md", "posts/c.md"):
        (site / name).write_text(MARKED, encoding="utf-8")
    (site / "posts/c.md").write_text("何もありません。\n", encoding="utf-8")

    async def session(editor: Editor) -> None:
        first = await editor.overview()
        assert counts(first) == {"a.md": 1, "posts/b.md": 1, "posts/c.md": 0}

        # An open text counts instead of its file.
        await editor.open("a.md", f"{MARKED}\n---END---\n")
        second = await editor.overview(first)
        assert counts(second) == {
            "a.md": 2,
            "posts/b.md": None,
            "posts/c.md": None,
        }

        (site / "posts/b.md").unlink()
        (site / "posts/d.md").write_text(MARKED, encoding="utf-8")
        editor.changed_on_disk("posts/b.md", "posts/d.md")
        third = await editor.overview(second)
        assert counts(third) == {
            "a.md": None,
            "posts/b.md": 0,
            "posts/c.md": None,
            "posts/d.md": 1,
        }

    editing(session, site)


def test_whole_site_comes_in_parts_where_the_editor_takes_them(site: Path) -> None:
    for number in range(450):
        (site / f"{number}.md").write_text(MARKED if number % 100 == 0 else "文章です。\n", encoding="utf-8")

    async def session(editor: Editor) -> None:
        parts = await editor.overview_in_parts()
        assert [len(part) for part in parts] == [200, 200, 50]
        assert sum(len(report["items"]) for part in parts for report in part) == 5

    editing(session, site)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-16", "utf-32"])
def test_editing_any_text_ends_where_a_check_of_the_same_text_does(site: Path, encoding: str) -> None:
    """500 edits of every kind, as a hand makes them, and after each the same as ``koetsu check`` finds."""
    chance = random.Random(encoding)
    pieces = [*"。」か😀ｶﾞ\u3099\u2028\r\n\x0c", "\r\n", "\n\n", "👩‍👩‍👧", "---END---", "# 見出し\n"]
    pieces += ["<h3>小見出し</h3>\n", "机の上の包みを", "- 項目\n", "**太字**", "`コード`", "---\n"]
    (site / "koetsu.toml").unlink()

    async def session(editor: Editor) -> None:
        await editor.open("a.md", MARKED)
        earlier: list[str] = []
        for number in range(500):
            text = editor.text("a.md")
            earlier.append(text)
            start, end = sorted(chance.randint(0, len(text)) for _ in range(2))
            end = start + min(end - start, chance.choice((0, 0, 1, 3, 40)))
            new = chance.choice(("", chance.choice(pieces), text[start : start + 80], chance.choice(earlier)[:300]))
            if number % 20 == 19:  # undone
                start, end, new = 0, len(text), earlier[-5]
            editor.type("a.md", start, end, new if len(text) < 1500 else "")
            if number % 7:  # else the next edit comes before anybody asks
                assert written(await editor.diagnostics("a.md")) == editor.checked("a.md")

    editing(session, site, encoding=encoding)


def test_patterns_of_the_configuration_are_findings_like_any_other(site: Path, how: str) -> None:
    pattern = '[[patterns]]\nid = "HOUSE001"\nwords = ["ねこ"]\nreplacement = "猫"\nmessage = "漢字で書きます。"\n'
    (site / "koetsu.toml").write_text(f'select = ["HOUSE001"]\n{pattern}', encoding="utf-8")

    async def session(editor: Editor) -> None:
        (cat,) = await editor.open("a.md", "ねこです。\n")
        assert (cat.code, cat.message, editor.text_at("a.md", cat.range)) == ("HOUSE001", "漢字で書きます。", "ねこ")
        assert "**HOUSE001**: 漢字で書きます。" in (await editor.hover("a.md", cat.range.start) or "")
        actions = await editor.actions("a.md", cat)
        assert "Ignore HOUSE001 here" in [action.title for action in actions]
        assert await editor.apply(actions[0]) == []
        assert editor.text("a.md") == "猫です。\n"

    editing(session, site, how=how)
