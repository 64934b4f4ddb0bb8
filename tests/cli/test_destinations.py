"""Is every file that findings shall go into checked beforehand, and written whole?"""

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import click
import pytest

from command_line import CommandLine
from koetsu import Source, Span
from koetsu.cli.shared.destinations import OUTPUT, Destination, check_destinations, write_outputs
from koetsu.errors import UsageError
from koetsu.message import Language
from koetsu.output import View
from report_samples import TruncatedEnding, report_of

CAT = "これは猫です。\n"
OPTION = click.Option(["--output"], type=OUTPUT)
REPORT = report_of(Source("a.md", "文が途切\n"), TruncatedEnding().report(Span(3, 4), last="切"))


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "作業"
    folder.mkdir()
    monkeypatch.chdir(folder)
    monkeypatch.setenv("LC_ALL", "C.UTF-8")
    return folder


def given(*values: str) -> list[Destination]:
    return [OUTPUT.convert(value, OPTION, None) for value in values]


def refusal_of(*values: str, language: Language = "en", articles: list[Path] | None = None) -> str:
    with pytest.raises(UsageError) as refused:
        check_destinations(given(*values), language, articles or [])
    return str(refused.value)


def everything() -> list[str]:
    return sorted(path.as_posix() for path in Path().rglob("*"))


def test_value_is_a_format_and_a_file_whatever_its_name() -> None:
    assert given("json=a=b/結果 1.json") == [Destination("json", Path("a=b/結果 1.json"))]


@pytest.mark.parametrize(
    ("value", "said"),
    [
        (
            "report.json",
            "--output: “report.json” has no “=”; write a format and a file, as in sarif=report.sarif; formats",
        ),
        ("jsno=a", "--output: “jsno” is unknown; did you mean “json”? Known: checkstyle, "),
        ("=a", "--output: “” is unknown; give one of checkstyle, "),
        ("json=", "--output: no file stands behind the “=” of “json=”, perhaps from a variable that is not set"),
        ("json=-", "--output: “json=-” does not take “-”; what goes to standard output is chosen with -f json"),
        ("json=reports/", "“reports/” is a folder; name a file in it"),
    ],
)
def test_value_that_means_nothing_is_refused(value: str, said: str) -> None:
    with pytest.raises(UsageError) as refused:
        given(value)

    assert str(refused.value).startswith(said)


def test_value_that_means_nothing_is_refused_in_the_language_of_the_user(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LC_ALL", "ja_JP.UTF-8")

    with pytest.raises(UsageError, match="--output: 「json=-」の「-」は使えません。標準出力に書くには-f jsonを指定"):
        given("json=-")


def test_formats_are_completed_up_to_the_file() -> None:
    found = [item.value for item in OUTPUT.shell_complete(click.Context(click.Command("check")), OPTION, "rdj")]

    assert found == ["rdjson=", "rdjsonl="]


@pytest.mark.parametrize(
    ("file", "en", "ja"),
    [
        (
            "結果/a.json",
            "cannot write “結果/a.json”: there is no folder “結果”; make it first",
            "「結果/a.json」に書けません。フォルダー「結果」がありません。先に作ってください",
        ),
        (
            "a.md/a.json",
            "cannot write “a.md/a.json”: “a.md” is a file, not a folder; name another place",
            "「a.md/a.json」に書けません。「a.md」はフォルダーではなくファイルです。別の場所を指定してください",
        ),
        (
            "posts",
            "“posts” is a folder; name a file in it",
            "「posts」はフォルダーです。その中のファイルを指定してください",
        ),
        (
            "loop",
            "cannot write “loop” (Too many levels of symbolic links); name another file",
            "「loop」に書けません（Too many levels of symbolic links）。別のファイルを指定してください",
        ),
    ],
)
def test_file_that_cannot_be_is_refused_before_anything_is_done(file: str, en: str, ja: str) -> None:
    Path("a.md").touch()
    Path("posts").mkdir()
    Path("loop").symlink_to("loop")

    assert refusal_of("jsonl=fine", f"json={file}") == en
    assert refusal_of(f"json={file}", language="ja") == ja
    assert everything() == ["a.md", "loop", "posts"]


def test_name_that_is_too_long_is_refused() -> None:
    assert "(File name too long)" in refusal_of(f"json={'長' * 200}")


@pytest.mark.parametrize(
    ("file", "said"),
    [
        ("kept.json", "no permission to write “kept.json”; grant it, or name another file"),
        ("kept/a.json", "cannot write “kept/a.json”: no permission to make files in the folder “kept”; grant it"),
        ("kept/old.json", "cannot write “kept/old.json”: no permission to make files in the folder “kept”; grant it"),
        ("closed/a.json", "cannot write “closed/a.json” (Permission denied); name another file"),
    ],
)
def test_file_that_may_not_be_written_is_refused(file: str, said: str, unprivileged: list[str]) -> None:
    Path("kept.json").touch(0o444)
    Path("kept").mkdir()
    Path("kept/old.json").touch()
    Path("kept").chmod(0o555)
    Path("closed").mkdir(0o000)
    code = f"""
from pathlib import Path
from koetsu.cli.shared.destinations import Destination, check_destinations
try:
    check_destinations([Destination("json", Path({file!r}))], "en")
except Exception as error:
    print(error)
"""
    done = subprocess.run(
        [*unprivileged, sys.executable, "-c", code], capture_output=True, encoding="utf-8", check=True
    )
    Path("kept").chmod(0o755)

    assert done.stdout.startswith(said)


@pytest.mark.parametrize("other", ["out.json", "./out.json", "posts/../out.json", "link.json", "hard.json"])
@pytest.mark.parametrize("exists", [True, False])
def test_two_outputs_to_one_file_are_refused(other: str, exists: bool) -> None:
    Path("posts").mkdir()
    Path("link.json").symlink_to("out.json")
    if exists or other == "hard.json":
        Path("out.json").write_text("old")
        Path("hard.json").hardlink_to("out.json")

    said = refusal_of("json=out.json", "jsonl=other", f"lsp={other}")

    assert said == f"“json=out.json” and “lsp={Path(other)}” would write the same file; name two files"


def test_article_is_not_overwritten() -> None:
    Path("posts").mkdir()
    Path("posts/a.md").write_text("本文。\n")
    Path("report").symlink_to("posts/a.md")
    articles = [Path("posts/b.md"), Path("posts/a.md")]

    for file in ("posts/a.md", "report"):
        assert refusal_of(f"json={file}", articles=articles) == (
            f"“{file}” is an article to check and is not overwritten; name another file, or leave it out with exclude"
        )
    check_destinations(given("json=a.md"), "en", articles)


def test_what_a_run_goes_by_is_not_overwritten() -> None:
    for name in ("koetsu.toml", "koetsu-baseline.jsonl"):
        Path(name).write_text("")
        with pytest.raises(UsageError) as refused:
            check_destinations(given(f"json={name}"), "en", grounds=[None, Path(name).absolute()])
        assert str(refused.value).startswith(f"“{name}” is the configuration or the baseline of this run")


def test_each_file_holds_its_format_for_no_terminal() -> None:
    destinations = given("json=報告 1.json", "full=full.txt")
    check_destinations(destinations, "ja")

    write_outputs(destinations, REPORT, View("ja", 30, True, "docs/"))

    json_text, full_text = (destination.file.read_text(encoding="utf-8") for destination in destinations)
    assert json_text.startswith('{"format":1,')
    assert "文が「切」で途切れています。" in full_text
    assert "\x1b" not in full_text
    assert everything() == ["full.txt", "報告 1.json"]


def test_file_that_was_there_is_replaced_and_keeps_its_mode_and_links() -> None:
    Path("real.json").write_text("a much longer old text" * 100)
    Path("real.json").chmod(0o640)
    Path("out.json").symlink_to("real.json")

    write_outputs(given("json=out.json"), REPORT, View())

    assert Path("out.json").is_symlink()
    assert Path("real.json").read_text(encoding="utf-8").startswith('{"format":1,')
    assert stat.S_IMODE(Path("real.json").stat().st_mode) == 0o640


def test_pipe_is_written_and_may_be_closed_early() -> None:
    os.mkfifo("pipe")
    destinations = given("json=pipe")
    check_destinations(destinations, "en")
    writer = threading.Thread(target=write_outputs, args=(destinations, REPORT, View()))
    writer.start()

    assert Path("pipe").read_text(encoding="utf-8").startswith('{"format":1,')
    writer.join()
    assert everything() == ["pipe"]


@pytest.mark.parametrize("file", ["/dev/stdout", "out.txt"])
def test_file_that_standard_output_leads_into_is_written_in_turn(file: str) -> None:
    code = f"""
from test_destinations import REPORT, Destination, Path, View, write_outputs
print("before")
write_outputs([Destination("concise", Path({file!r}))], REPORT, View())
print("after")
"""
    with Path("out.txt").open("wb") as out:
        path = os.pathsep.join([*sys.path, os.fspath(Path(__file__).parent)])
        subprocess.run([sys.executable, "-c", code], stdout=out, check=True, env={**os.environ, "PYTHONPATH": path})

    assert [line[:6] for line in Path("out.txt").read_text(encoding="utf-8").split("\n")] == [
        "before",
        "a.md:1",
        "after",
        "",
    ]


def test_disk_that_is_full_is_told_and_leaves_the_old_file() -> None:
    with pytest.raises(UsageError) as refused:
        write_outputs(given("json=/dev/full"), REPORT, View("ja"))

    assert str(refused.value).startswith("「/dev/full」に書けません（No space left on device）。")


def test_run_writes_every_file_and_still_shows_its_findings(koetsu: CommandLine) -> None:
    koetsu.write("a.md", CAT)

    ran = koetsu.check("-f", "concise", "--output", "junit=j.xml", "--output", "json=j.json")

    assert ran.status == 0
    assert ran.out.startswith("a.md:1:")
    assert (koetsu.folder / "j.xml").read_bytes().startswith(b"<?xml ")
    assert (koetsu.folder / "j.json").read_bytes().startswith(b'{"format":1,')


def test_run_does_nothing_if_a_file_cannot_be_written(koetsu: CommandLine) -> None:
    koetsu.write("a.md", CAT)

    ran = koetsu.run("check", "--language", "ja", "--output", "junit=j.xml", "--output", "json=a.md")

    assert (ran.status, ran.out) == (2, "")
    assert ran.err.startswith("「a.md」は検査する原稿なので、上書きしません。")
    assert not (koetsu.folder / "j.xml").exists()
