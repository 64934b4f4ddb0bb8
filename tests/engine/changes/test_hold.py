"""Does a change answer for what it brought in, and for nothing else?"""

import os
from collections.abc import Callable

import msgspec
import pytest

from git_repository import Repository
from koetsu import Diagnostic, Edit, Related, Source, Span
from koetsu.engine.changes.changes import Changes
from koetsu.engine.check import Checker
from koetsu.engine.config import Configuration
from koetsu.engine.registry import load_registry
from koetsu.engine.report import FileReport, Held
from koetsu.fix import apply_edits

LINES = "".join(f"第{number}の段落です。\n\n" for number in "一二三四五六七八")
LONG = "港の朝は早く、まだ暗いうちから船が戻り、市場には魚を待つ人の声が響いています。潮の匂いが通りまで届きます。"
OTHER = "山あいの村では、秋になると柿の実を軒先に並べて干し、冬のあいだの甘みとして大切にしてきたと聞きました。"
TWICE = LONG + "やがて空が明るくなると、通りの店も一軒ずつ戸を開け、湯気の立つ朝ごはんを並べ始めます。"
"""A paragraph, which may stand there twice."""


@pytest.fixture(autouse=True)
def no_settings_of_the_user(monkeypatch):
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)


@pytest.fixture
def repository(git, tmp_path) -> Repository:
    return Repository(git, tmp_path)


@pytest.fixture
def held(repository) -> Callable[..., tuple[list[Diagnostic], list[Held]]]:
    """What is reported and what is held back of findings in ``a.md``, given those before the change."""

    def hold(old: str, new: str, found: list[Diagnostic], before: list[Diagnostic] | None = None):
        repository.commit({"a.md": old})
        file = repository.write("a.md", new)
        changes = Changes.since("HEAD", repository.folder, "en")
        source = Source("a.md", new)
        report = changes.hold(FileReport("a.md", str(file), found, {}), source, lambda _: before or [])
        return report.diagnostics, report.held

    return hold


def at(text: str, words: str, rule: str = "XX001", severity: str = "warning", **fields) -> Diagnostic:
    """A finding that words of a text give, with a fingerprint of its own unless one is given."""
    start = text.index(words)
    return Diagnostic(rule, Span(start, start + len(words)), severity, **{"fingerprint": f"{rule} {words}", **fields})


def whole(severity: str = "warning", extent: float | None = None, fingerprint: str = "whole") -> Diagnostic:
    return Diagnostic("XX001", Span(0, 1), severity, scope="file", extent=extent, fingerprint=fingerprint)


def test_finding_counts_where_its_line_changed(held):
    new = LINES.replace("第三", "第3")
    ours, theirs = at(new, "第3の"), at(new, "第六の")
    reported, back = held(LINES, new, [ours, theirs], [theirs])

    assert reported == [ours]
    assert back == [Held(theirs, "change")]


def test_finding_counts_where_a_related_line_changed(held):
    new = "第八の段落です。\n\n" + LINES
    second = at(new, "第七の", related=(Related(Span(0, 3), ""),))

    assert held(LINES, new, [second]) == ([second], ())


def test_everything_in_a_new_file_counts(repository):
    file = repository.write("b.md", LINES)
    repository.git("commit", "--quiet", "--allow-empty", "--message=x")
    found = [at(LINES, "第三の"), whole()]
    report = FileReport("b.md", str(file), found, {})

    assert Changes.since("HEAD", repository.folder, "en").hold(report, Source("b.md", LINES), list) is report


def test_nothing_in_an_untouched_file_counts_but_that_it_could_not_be_checked(held):
    found = [at(LINES, "第三の", severity="error"), whole("error"), whole("error")]
    found[2] = msgspec.structs.replace(found[2], rule="EN001")
    reported, back = held(LINES, LINES, found)

    assert reported == [found[2]]
    assert [kept.diagnostic for kept in back] == [found[1], found[0]]


def test_file_that_could_not_be_read_counts(repository):
    repository.commit({"a.md": "あ".encode("cp932")})
    file = repository.write("a.md", "い".encode("cp932"))
    changes = Changes.since("HEAD", repository.folder, "en")
    unread = FileReport("a.md", str(file), [msgspec.structs.replace(whole("error"), rule="EN001")], {})

    assert changes.hold(unread, None, list) is unread


def test_file_that_could_not_be_read_before_answers_for_its_changed_lines(repository):
    repository.commit({"a.md": b"\xff\n" + LINES.encode()})
    file = repository.write("a.md", LINES)
    changes = Changes.since("HEAD", repository.folder, "en")
    found = [whole(), at(LINES, "第六の")]

    assert changes.hold(FileReport("a.md", str(file), found, {}), Source("a.md", LINES), list).diagnostics == [whole()]


@pytest.mark.parametrize(
    ("before", "after", "counts"),
    [
        (None, whole(), True),
        (whole(), whole(), False),
        (whole("warning"), whole("error"), True),
        (whole("error"), whole("warning"), False),
        (whole(extent=200), whole(extent=201), True),
        (whole(extent=200), whole(extent=200), False),
        (whole(extent=200), whole(extent=150), False),
        (whole(fingerprint="another"), whole(), True),
    ],
)
@pytest.mark.parametrize("line", ["第一", "第六"])
def test_finding_about_the_file_counts_if_it_is_new_or_worse(held, before, after, counts, line):
    reported, _ = held(LINES, LINES.replace(line, "第0"), [after], [] if before is None else [before])

    assert bool(reported) is counts


def test_what_a_deletion_cut_off_counts_unless_it_was_there(held):
    old = "前の文です。\n\n第一の文は\n続きます。\n\n後の文です。\n"
    new = old.replace("続きます。\n", "")
    cut, old_fault = at(new, "第一の文は"), at(new, "後の", rule="XX002")

    assert held(old, new, [cut, old_fault], [old_fault])[0] == [cut]


def test_what_an_insertion_cut_off_counts(held):
    old = "前の文です。\n第一の文は\n続きます。\n後の文です。\n"
    new = old.replace("続き", "\n## 見出し\n\n続き")
    cut, start, far = at(new, "第一の"), at(new, "続き"), at(new, "前の")

    assert held(old, new, [far, cut, start])[0] == [cut, start]


def test_error_that_was_not_there_counts_wherever_it_stands(held):
    new = LINES.replace("第二", "第2")
    error, warning = at(new, "第七の", severity="error"), at(new, "第六の")

    assert held(LINES, new, [warning, error])[0] == [error]


def test_equal_findings_that_are_numbered_anew_are_old(held):
    """A defect put in above one of the same words takes its number, and so its fingerprint."""
    old = "前の文です。\n\n次の文は途中\n\n後の文です。\n\n最後は途中\n"
    new = old.replace("前の", "始めは途中\n\n前の")
    before = at(old, "最後は途中", severity="error", fingerprint="1")
    ours = at(new, "始めは途中", severity="error", fingerprint="1")
    renumbered = at(new, "最後は途中", severity="error", fingerprint="2")

    assert held(old, new, [ours, renumbered], [before])[0] == [ours]


def test_what_was_folded_into_another_copy_is_old(held):
    new = LINES.replace("第二", "第2")
    first = at(LINES, "第五の", severity="error", related=(Related(Span(LINES.index("第七"), 67), "again"),))
    unfolded = at(new, "第七の", severity="error")

    assert held(LINES, new, [unfolded], [first])[0] == []


def test_text_before_is_looked_at_only_if_it_decides(held, repository):
    new = LINES.replace("第二", "第2")
    repository.commit({"a.md": LINES})
    file = repository.write("a.md", new)
    changes = Changes.since("HEAD", repository.folder, "en")
    seen = []

    def lint(source: Source) -> list[Diagnostic]:
        seen.append((source.path, source.text))
        return []

    def hold(*found: Diagnostic) -> None:
        changes.hold(FileReport("a.md", str(file), [*found], {}), Source("a.md", new), lint)

    hold(at(new, "第2の"), at(new, "第六の"))
    assert seen == []

    hold(whole(), at(new, "第七の", severity="error"))
    hold(whole())
    assert seen == [("a.md", LINES)]


def test_renamed_file_is_compared_under_its_old_name(repository):
    repository.commit({"古い.md": LINES})
    repository.git("mv", "古い.md", "新しい.md")
    changes = Changes.since("HEAD", repository.folder, "en")
    report = FileReport("新しい.md", str(repository.folder / "新しい.md"), [whole(), at(LINES, "第三の")], {})
    seen = []

    def lint(source: Source) -> list[Diagnostic]:
        seen.append(source.path)
        return [whole()]

    assert changes.hold(report, Source("新しい.md", LINES), lint).diagnostics == []
    assert seen == ["古い.md"]


def test_what_others_hold_back_stays_held_in_the_order_of_the_text(repository):
    repository.commit({"a.md": LINES})
    file = repository.write("a.md", LINES.replace("第二", "第2"))
    suppressed = Held(at(LINES, "第六の"), "directive", "引用のため")
    report = FileReport("a.md", str(file), [at(LINES, "第四の"), at(LINES, "第七の")], {}, [suppressed])
    changes = Changes.since("HEAD", repository.folder, "en")

    assert [kept.by for kept in changes.hold(report, Source("a.md", LINES), lambda _: []).held] == [
        "change",
        "directive",
        "change",
    ]


def test_edited_text_answers_for_the_same_lines(repository):
    repository.commit({"a.md": LINES})
    text = LINES.replace("第三", "第3")
    file = repository.write("a.md", text)
    changes = Changes.since("HEAD", repository.folder, "en")
    source = Source("a.md", text)
    edits = [Edit(Span(0, 0), "足した行です。\n\n"), Edit(Span(text.index("第3"), text.index("第3") + 2), "三番目")]
    edited = apply_edits(text, edits)
    ours, theirs = at(edited, "三番目"), at(edited, "第六の")
    report = FileReport("a.md", str(file), [ours, theirs], {})
    touched = changes.touched("a.md", source).after(edits)

    assert changes.hold(report, Source("a.md", edited), lambda _: [], touched).diagnostics == [ours]


@pytest.fixture
def reported(repository) -> Callable[[str, str], list[str]]:
    """What the built-in rules say of a change from one text to another, as codes."""
    configuration = Configuration.load(repository.folder, registry=load_registry(), isolated=True)
    checker = Checker(load_registry())

    def check(old: str, new: str) -> list[str]:
        repository.commit({"a.md": old})
        file = repository.write("a.md", new)
        changes = Changes.since("HEAD", repository.folder, "en")
        source = Source("a.md", new)

        def lint(source: Source) -> list[Diagnostic]:
            return checker.check(source, configuration.settings(file)).diagnostics

        return [
            found.rule
            for found in changes.hold(FileReport("a.md", str(file), lint(source), {}), source, lint).diagnostics
        ]

    return check


def article(*paragraphs: str, minutes: int = 1) -> str:
    return "\n\n".join([f"---\ntitle: 港\nreading_time: {minutes}\n---", *paragraphs]) + "\n"


@pytest.mark.parametrize("copies", [[TWICE, TWICE, OTHER], [TWICE, OTHER, TWICE]])
def test_pasted_paragraph_counts_whichever_copy_is_new(reported, copies):
    assert "DUP002" in reported(article(TWICE, OTHER), article(*copies))
    assert "DUP002" in reported(article(OTHER, TWICE), article(*copies))


def test_repetition_that_was_there_does_not_count(reported):
    old = article("静かな朝でした。", LONG * 2, LONG * 2, LONG * 2, OTHER)

    assert reported(old, old.replace("静かな", "寒い")) == []
    assert reported(old, old.replace(OTHER + "\n", OTHER + "\n\nまた春が来ます。\n")) == []
    assert reported(old, old.replace("\n\n" + OTHER, "")) == []


def test_more_repetition_counts_for_the_share(reported):
    old = article("静かな朝でした。", *[LONG] * 6, OTHER)

    assert "DUP005" in reported(old, article("静かな朝でした。", *[LONG] * 7, OTHER))


def test_reading_time_counts_once_the_text_outgrows_it(reported):
    old = article(LONG, "猫が来ました。" * 600, minutes=2)

    assert "RT001" not in reported(old, old + "\n短い段落を足しました。\n")
    assert "RT001" in reported(old, old + "\n" + "犬も来ました。" * 600 + "\n")
    assert "RT001" not in reported(old, old.replace("reading_time: 2", "reading_time: 3"))


def test_missing_headings_count_where_the_text_doubles(reported):
    old = article("静かな朝でした。", "猫が来ました。" * 800, minutes=12)

    assert "HD010" not in reported(old, old + "\n短い段落を足しました。\n")
    assert "HD010" in reported(old, old + "\n" + "犬も来ました。" * 800 + "\n")


def test_sentence_whose_rest_was_deleted_counts(reported):
    old = article(OTHER, "朝の市場は七時に開きます。遠くの町からも人が集まるため、\n道は混みます。", LONG)

    assert "TR001" in reported(old, old.replace("\n道は混みます。", ""))


def test_fence_whose_end_was_deleted_counts_on_the_line_that_opens_it(reported):
    old = article(OTHER, "```\nx = 1\ny = 2\nz = 3\n```", "## 次の話", LONG, LONG[:40] + "。")

    assert "TR005" in reported(old, old.replace("z = 3\n```", "z = 3"))
