"""Is the file of accepted findings read, written, found and merged as it should be?"""

import json
import os
from pathlib import Path

import pytest

from git_repository import Repository
from koetsu import Diagnostic, Source, Span
from koetsu.engine.baseline.baseline import NAME, Baseline, Entry, find_baseline, place_for_baseline
from koetsu.engine.baseline.renewal import excerpt_of
from koetsu.engine.config import Configuration
from koetsu.engine.registry import load_registry
from koetsu.errors import BaselineError

HEADER = '{"format": 1, "tool": "koetsu"}\n'
ENTRY = '{"path": "記事/a.md", "rule": "TR001", "fingerprint": "0f", "excerpt": "この設定は"}\n'


def written(folder: Path, *entries: Entry) -> str:
    baseline = Baseline(folder / NAME, entries)
    baseline.write()
    return baseline.file.read_text(encoding="utf-8")


def refusal(folder: Path, text: str | bytes, language: str = "en") -> str:
    file = folder / NAME
    file.write_bytes(text.encode() if isinstance(text, str) else text)
    with pytest.raises(BaselineError) as caught:
        Baseline.read(file, language)
    return str(caught.value).partition(NAME)[2]


def configured(folder: Path, **arguments: object) -> Configuration:
    return Configuration.load(folder, registry=load_registry(), **arguments)


def test_there_is_one_line_a_finding_sorted_by_path_rule_and_fingerprint(tmp_path):
    entries = [
        Entry("b.md", "TR001", "1", "x"),
        Entry("a.md", "TR001", "2", "この「設定」は"),
        Entry("a.md", "TR001", "1", "x"),
        Entry("a.md", "DUP001", "3", "x"),
        Entry("a.md", "TR001", "1", "x"),
    ]
    lines = written(tmp_path, *entries).split("\n")

    assert lines[0] == HEADER.rstrip()
    assert lines[3] == '{"path": "a.md", "rule": "TR001", "fingerprint": "2", "excerpt": "この「設定」は"}'
    assert [tuple(json.loads(line).values())[:3] for line in lines[1:-1]] == [
        ("a.md", "DUP001", "3"),
        ("a.md", "TR001", "1"),
        ("a.md", "TR001", "2"),
        ("b.md", "TR001", "1"),
    ]


def test_what_is_written_is_read(tmp_path):
    entry = Entry('記事/"a"\n\u2028b.md', "TR001", "0f", "\\")
    written(tmp_path, entry)

    assert Baseline.read(tmp_path / NAME).entries == [entry]


@pytest.mark.parametrize(
    "text",
    [
        HEADER + ENTRY + ENTRY,
        HEADER + "\n" + ENTRY + "\n\n",
        (HEADER + ENTRY).replace("\n", "\r\n"),
        "\ufeff" + HEADER + ENTRY,
        (HEADER + ENTRY).rstrip(),
        HEADER + ENTRY.replace('"path"', '"since": 2, "path"'),
        HEADER + ENTRY.replace('"この設定は"', '"ほかの言葉"') + ENTRY,
    ],
    ids=["doubled", "blank lines", "CRLF", "BOM", "no last line end", "unknown key", "doubled with other words"],
)
def test_untidy_files_mean_what_the_tidy_one_means(tmp_path, text):
    (tmp_path / NAME).write_bytes(text.encode())

    assert Baseline.read(tmp_path / NAME).entries == [Entry("記事/a.md", "TR001", "0f", "この設定は")]


@pytest.mark.parametrize(
    ("text", "place", "remedy"),
    [
        ("", ":1: ", "this is no baseline"),
        (ENTRY, ":1: ", "restore the file from version control"),
        ("[]\n", ":1: ", "this is no baseline"),
        (HEADER.replace("koetsu", "eslint"), ":1: ", "this is no baseline"),
        (HEADER.replace("1", "2"), ":1: ", "format 2, and this koetsu reads format 1 only; update koetsu"),
        (HEADER + "<<<<<<< HEAD\n" + ENTRY, ":2: ", "keep the lines of both sides"),
        (HEADER + ENTRY + "=======\n", ":3: ", "keep the lines of both sides"),
        (HEADER + ENTRY + ">>>>>>> draft\n", ":3: ", "keep the lines of both sides"),
        (HEADER + ENTRY + "\n" + ENTRY[:20], ":4: ", "restore it from version control, or delete it"),
        (HEADER + '{"path": "a.md", "rule": 1, "fingerprint": "0f"}', ":2: ", "restore it from version control"),
        (HEADER + '{"path": "a.md", "rule": "TR001"}', ":2: ", "`fingerprint`"),
        (HEADER.encode() + b"\xff\n", ": ", "save it as UTF-8"),
        (HEADER.encode("utf-16"), ": ", "save it as UTF-8"),
    ],
)
def test_what_does_not_parse_is_refused_with_its_place_and_what_to_do(tmp_path, text, place, remedy):
    said = refusal(tmp_path, text)

    assert said.startswith(place)
    assert remedy in said
    assert refusal(tmp_path, text, "ja").startswith(place)
    assert refusal(tmp_path, text, "ja") != said


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(BaselineError, match="koetsu baseline create makes one"):
        Baseline.read(tmp_path / "no.jsonl")
    with pytest.raises(BaselineError, match="directory"):
        Baseline.read(tmp_path)


def test_a_file_that_cannot_be_written_is_refused(tmp_path):
    with pytest.raises(BaselineError, match="cannot be written"):
        Baseline(tmp_path / "no" / NAME).write()


def test_the_file_lies_beside_the_configuration_or_at_the_top_of_the_repository(tmp_path):
    site, posts = tmp_path / "site", tmp_path / "site" / "posts"
    posts.mkdir(parents=True)
    (tmp_path / ".git").mkdir()

    assert place_for_baseline(configured(posts)) == tmp_path / NAME

    (site / "pyproject.toml").write_text("[tool.koetsu]\n", encoding="utf-8")

    assert place_for_baseline(configured(posts)) == site / NAME
    assert place_for_baseline(configured(posts, isolated=True)) == tmp_path / NAME
    assert find_baseline(configured(posts)) is None

    (tmp_path / NAME).touch()

    assert find_baseline(configured(posts)) == tmp_path / NAME

    (site / NAME).touch()

    assert find_baseline(configured(posts)) == site / NAME
    assert find_baseline(configured(posts, isolated=True)) == tmp_path / NAME


def test_the_file_lies_in_the_working_directory_where_there_is_neither(tmp_path):
    assert place_for_baseline(configured(tmp_path)) == tmp_path / NAME


def test_the_file_lies_beside_a_configuration_that_is_named(tmp_path):
    config = tmp_path / "settings" / "ci.toml"
    config.parent.mkdir()
    config.touch()

    assert place_for_baseline(configured(tmp_path, config=config)) == config.parent / NAME


@pytest.mark.parametrize(
    ("text", "meant", "shown"),
    [
        ("設定は\n一度だけ  行います。", "設定は\n一度だけ  行います。", "設定は 一度だけ 行います。"),
        ("本文です。\n\nそのあと続けて再起動を行", "行", "そのあと続けて再起動を行"),
        ("長い文です。\n\n---END---", "---END---", "長い文です。 ---END---"),
        ("\u200b見えない\u202e字です。", "\u202e", "\\u200b見えない\\u202e"),
        ("あ" * 50 + "い", "い", "あ" * 39 + "い"),
        ("あ" * 60, "あ" * 60, "あ" * 26 + "…" + "あ" * 13),
        ("\U000e0001" * 40, "\U000e0001" * 40, None),
    ],
)
def test_an_excerpt_is_one_readable_line(text, meant, shown):
    start = text.rindex(meant)
    said = excerpt_of(Diagnostic("TR001", Span(start, start + len(meant)), "error"), Source("a.md", text))

    assert shown is None or said == shown
    assert len(said) <= 40
    assert said.isprintable()


def test_the_excerpt_of_what_is_missing_is_its_name():
    missing = Diagnostic("FM003", Span(0, 5), "error", scope="file", identity="date")

    assert excerpt_of(missing, Source("a.md", "title: x")) == "date"


@pytest.fixture
def repository(git, tmp_path, monkeypatch) -> Repository:
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)
    return Repository(git, tmp_path)


def branches(repository: Repository, before: list[Entry], ours: list[Entry], theirs: list[Entry]) -> None:
    """A merge of two branches, each of which has changed the baseline."""
    for name, entries in (("main", before), ("theirs", theirs), ("main", ours)):
        repository.git("checkout", "--quiet", "-B" if name == "theirs" else "--quiet", name)
        repository.commit({NAME: written(repository.folder, *entries)})
    repository.git("merge", "--quiet", "theirs", "--message=x")


def entries_of(*paths: str) -> list[Entry]:
    return [Entry(path, "TR001", "0f", "この設定は") for path in paths]


def test_git_merges_changes_in_different_places(repository):
    before = entries_of("b.md", "c.md", "d.md", "e.md", "f.md")
    repository.commit({"x.md": ""})
    branches(repository, before, [*before, *entries_of("a.md")], [*before[:-2], *entries_of("g.md")])
    merged = Baseline.read(repository.folder / NAME)

    assert merged.entries == entries_of("a.md", "b.md", "c.md", "d.md", "g.md")
    assert merged.data == merged.source.encoded


def test_git_merges_changes_in_one_place_where_it_is_told_to_keep_both(repository):
    before = entries_of("b.md", "c.md")
    repository.commit({".gitattributes": f"{NAME} merge=union\n"})
    branches(repository, before, [*before, *entries_of("d.md", "f.md")], [*before, *entries_of("d.md", "e.md")])
    merged = Baseline.read(repository.folder / NAME)

    assert {entry.path for entry in merged.entries} == {"b.md", "c.md", "d.md", "e.md", "f.md"}
