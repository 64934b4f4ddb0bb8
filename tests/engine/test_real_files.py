"""Is every kind of file read, and are the places in it right?"""

from __future__ import annotations

import re
import sys
from pathlib import Path

import pytest

from koetsu.engine.config import Configuration
from koetsu.engine.discovery import discover
from koetsu.engine.registry import load_registry
from koetsu.engine.report import Report
from koetsu.engine.runner import run
from koetsu.text.source import Source
from real_files import AFTER, CUT, CUT_FOUND, HEADER, NAMES, READABLE, TWICE, UNREADABLE, Expected, Kind

RULES = ("FM001", "FM002", "TR001")


def check(folder: Path, *paths: Path, select: tuple[str, ...] = RULES) -> Report:
    """What a run in a folder finds, without any configuration and in this process."""
    configuration = Configuration.load(folder, registry=load_registry(), isolated=True, select=select)
    return run(discover(paths or [folder], configuration), configuration, jobs=1)


def position(data: bytes, offset: int) -> tuple[int, int]:
    """Line and column, from 0, of a byte: counted without any code of koetsu."""
    before = data[:offset]
    ends = list(re.finditer(rb"\r\n|\n|\r", before))
    return len(ends), len(before[ends[-1].end() if ends else 0 :].decode("utf-8").removeprefix("\ufeff"))


@pytest.mark.parametrize("kind", READABLE, ids=lambda kind: kind.name)
def test_real_file_is_read_with_right_places(kind: Kind, tmp_path: Path) -> None:
    file = tmp_path / kind.file
    file.write_bytes(kind.data)
    report = check(tmp_path)
    (found,) = report.files
    text = Source.read(file).text

    assert [diagnostic.rule for diagnostic in found.diagnostics] == [expected.rule for expected in kind.expected]
    assert report.exit_status == (1 if kind.expected else 0)
    for diagnostic, expected in zip(found.diagnostics, kind.expected, strict=True):
        start, end = report.range(found, diagnostic.span)
        needle = kind.data.find(expected.needle.encode("utf-8"))
        if expected.rule == "FM002":
            assert text[slice(*diagnostic.span)] == TWICE.split(":")[0]
            assert start == position(kind.data, needle)
        if expected.rule == "TR001":
            assert CUT.endswith(text[slice(*diagnostic.span)])
            assert diagnostic.span.start < diagnostic.span.end
            assert end == position(kind.data, needle + len(CUT.encode("utf-8")))


@pytest.mark.parametrize("kind", UNREADABLE, ids=lambda kind: kind.name)
def test_real_file_that_cannot_be_read_is_one_diagnostic(kind: Kind, tmp_path: Path) -> None:
    (tmp_path / "a.md").write_text(f"{CUT}\n\n{AFTER}\n", encoding="utf-8")
    (tmp_path / "b.md").write_bytes(kind.data)
    report = check(tmp_path)

    assert [[diagnostic.rule for diagnostic in file.diagnostics] for file in report.files] == [["TR001"], ["EN001"]]
    assert report.exit_status == 2


def test_real_files_are_read_together_as_one_by_one(tmp_path: Path) -> None:
    for number, kind in enumerate(READABLE):
        (tmp_path / f"{number:02}.md").write_bytes(kind.data)
    report = check(tmp_path)

    assert [[diagnostic.rule for diagnostic in file.diagnostics] for file in report.files] == [
        [expected.rule for expected in kind.expected] for kind in READABLE
    ]


@pytest.mark.parametrize("kind", READABLE, ids=lambda kind: kind.name)
def test_real_file_crashes_no_rule(kind: Kind, tmp_path: Path) -> None:
    (tmp_path / kind.file).write_bytes(kind.data)
    report = check(tmp_path, select=("ALL",))

    assert not [found for file in report.files for found in file.diagnostics if found.rule.startswith("EN")]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows does not allow these names")
def test_names_of_every_kind_are_found_and_shown(tmp_path: Path) -> None:
    for name in NAMES:
        (tmp_path / name).write_text(f"{CUT}\n\n{AFTER}\n", encoding="utf-8")
    report = check(tmp_path)

    assert sorted(file.path for file in report.files) == sorted(NAMES)
    assert all([diagnostic.rule for diagnostic in file.diagnostics] == ["TR001"] for file in report.files)


def test_name_that_is_no_utf8_is_shown_with_replacement_characters(tmp_path: Path) -> None:
    raw = bytes(tmp_path) + b"/\xff.md"
    try:
        Path(raw.decode("utf-8", "surrogateescape")).write_text(f"{CUT}\n\n{AFTER}\n", encoding="utf-8")
    except OSError:
        pytest.skip("the file system wants UTF-8")
    report = check(tmp_path)

    assert [file.path for file in report.files] == ["\ufffd.md"]


def test_links_to_files_and_folders_end(tmp_path: Path) -> None:
    posts = tmp_path / "posts"
    posts.mkdir()
    (posts / "a.md").write_text(f"{CUT}\n\n{AFTER}\n", encoding="utf-8")
    (posts / "b.md").symlink_to(posts / "a.md")
    (posts / "gone.md").symlink_to(posts / "nothing.md")
    (posts / "again").symlink_to(tmp_path)
    report = check(tmp_path)

    assert "posts/a.md" in [file.path for file in report.files]
    assert len(report.files) <= 3


def test_files_that_lie_beside_articles_are_left_out(tmp_path: Path) -> None:
    for name in (".github/ISSUE_TEMPLATE/bug.md", ".claude/skills/write.md", "node_modules/x/README.md", "posts/a.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"{CUT}\n\n{AFTER}\n", encoding="utf-8")
    report = check(tmp_path)

    assert [file.path for file in report.files] == ["posts/a.md"]


def test_translations_and_editions_are_no_repeats(tmp_path: Path) -> None:
    page = "\n\n".join(f"{AFTER}{number}番目の橋を渡ると、また同じ景色が見えてきます。" * 3 for number in range(5))
    for name in ("guide.md", "guide.en.md", "ja/guide.md", "ko/guide.md", "2021/ja/guide.md"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(f"{page}\n", encoding="utf-8")
    alone = check(tmp_path, tmp_path / "guide.md", select=("DUP",))
    together = check(tmp_path, select=("DUP",))

    assert [file.diagnostics for file in together.files if file.path == "guide.md"] == [alone.files[0].diagnostics]
    assert not [related for file in together.files for found in file.diagnostics for related in found.related
                if related.span.end > len(page) + 1]  # fmt: skip


def test_file_that_vanishes_or_may_not_be_read_is_one_diagnostic(tmp_path: Path) -> None:
    for name in ("a.md", "b.md"):
        (tmp_path / name).write_text(f"{HEADER}{AFTER}\n", encoding="utf-8")
    configuration = Configuration.load(tmp_path, registry=load_registry(), isolated=True, select=RULES)
    files = discover([tmp_path], configuration)
    (tmp_path / "a.md").unlink()
    report = run(files, configuration, jobs=1)

    assert [[diagnostic.rule for diagnostic in file.diagnostics] for file in report.files] == [["EN001"], ["FM002"]]
    assert report.exit_status == 2


def test_utf16_columns_of_an_editor_differ_behind_emoji(tmp_path: Path) -> None:
    kind = next(kind for kind in READABLE if kind.name == "R13 emoji")
    (tmp_path / "a.md").write_bytes(kind.data)
    report = check(tmp_path)
    source = Source.decode("a.md", kind.data)
    cut = next(found for found in report.files[0].diagnostics if found.rule == CUT_FOUND.rule)
    line = source.text[: cut.span.end].rsplit("\n", 1)[1]

    assert source.position(cut.span.end, "utf-16").column == len(line.encode("utf-16-le")) // 2
    assert source.position(cut.span.end).column == len(line)


def test_kinds_expect_what_they_hold() -> None:
    for kind in READABLE:
        for expected in kind.expected:
            assert isinstance(expected, Expected)
            assert kind.data.count(expected.needle.encode("utf-8")) == 1 or not expected.needle, kind.name
