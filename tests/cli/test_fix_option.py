"""Does --fix mend the files, --diff show it, and the status tell what is left?"""

import os
from pathlib import Path

import pytest

from command_line import CommandLine, Outcome

MARKED = "# 題\n\n文章です。\n\n---END---\n"
CLEAN = "# 題\n\n文章です。\n"


def check(koetsu: CommandLine, *arguments: str, **how: object) -> Outcome:
    return koetsu.run("check", "--select", "RS001,TR001", *arguments, **how)


def test_fix_writes_the_file_and_reports_what_is_left(koetsu: CommandLine) -> None:
    marked = koetsu.write("a.md", MARKED)
    cut = koetsu.write("b.md", f"{MARKED}\n最後まで書いていない文をここに置いたままにして、続きを\n")

    done = check(koetsu, "--fix", ".", "--output-format", "concise")

    assert marked.read_text(encoding="utf-8") == CLEAN
    assert "END" not in cut.read_text(encoding="utf-8")
    assert done.status == 1
    assert [line.split(" ")[2] for line in done.out.splitlines()] == ["TR001"]
    assert done.err == "mended in files: 2; fixes: 2\n"


def test_fix_that_leaves_nothing_ends_with_0_and_is_done_once(koetsu: CommandLine) -> None:
    koetsu.write("a.md", MARKED)

    assert check(koetsu, "--fix", ".").status == 0
    done = check(koetsu, "--fix", ".")
    assert (done.status, done.err) == (0, "")


def test_diff_shows_what_fix_would_do_and_writes_nothing(koetsu: CommandLine) -> None:
    file = koetsu.write("a.md", MARKED)

    done = check(koetsu, "--diff", ".")

    assert file.read_text(encoding="utf-8") == MARKED
    assert done.status == 1
    assert done.out.startswith("--- a/a.md\n+++ b/a.md\n@@ ")
    assert "\n----END---\n" in done.out
    assert done.err == "--fix would mend in files: 1; fixes: 1\n"


def test_diff_with_a_difference_fails_even_if_the_findings_do_not(koetsu: CommandLine) -> None:
    koetsu.write("a.md", MARKED)

    assert check(koetsu, "--diff", ".", "--fail-on", "never").status == 1
    koetsu.write("a.md", CLEAN)
    assert check(koetsu, "--diff", ".") == (0, "", "")


def test_diff_of_standard_input(koetsu: CommandLine) -> None:
    done = check(koetsu, "--diff", "-", "--stdin-filename", "draft.md", stdin=MARKED)

    assert done.out.startswith("--- a/draft.md\n")


def test_unsafe_fixes_are_left_out_and_mentioned(koetsu: CommandLine) -> None:
    text = "---\nreading_time: 60\n---\n\n" + "同じ長さの文を並べて読む時間を測ります。" * 20 + "\n"
    file = koetsu.write("a.md", text)

    done = koetsu.run("check", "--select", "RT001", "--fix", ".")
    assert file.read_text(encoding="utf-8") == text
    assert done.err == "fixes that want to be looked at, for --unsafe-fixes: 1\n"

    koetsu.run("check", "--select", "RT001", "--fix", "--unsafe-fixes", ".")
    assert "reading_time: 1\n" in file.read_text(encoding="utf-8")


def test_what_a_directive_hides_is_not_mended(koetsu: CommandLine) -> None:
    text = MARKED.replace("---END---", "<!-- koetsu-disable-next-line RS001 -->\n\n---END---")
    file = koetsu.write("a.md", text)

    assert check(koetsu, "--fix", ".").status == 0
    assert file.read_text(encoding="utf-8") == text


def test_what_is_accepted_is_not_mended(koetsu: CommandLine) -> None:
    file = koetsu.write("a.md", MARKED)
    koetsu.run("baseline", "create", "--select", "RS001")

    assert check(koetsu, "--fix", ".").status == 0
    assert file.read_text(encoding="utf-8") == MARKED


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("--unsafe-fixes", "."), "give one of the two"),
        (("--fix", "-"), "--diff shows what it would change"),
        (("--fix", "--staged", "."), "give one of the two"),
    ],
)
def test_options_that_leave_nothing_to_mend_are_refused(
    koetsu: CommandLine, arguments: tuple[str, ...], words: str
) -> None:
    done = check(koetsu, *arguments)

    assert done.status == 2
    assert words in done.err


def test_folder_without_rights_is_told_and_the_others_are_mended(koetsu: CommandLine, unprivileged: list[str]) -> None:
    locked = koetsu.write("locked/a.md", MARKED)
    other = koetsu.write("b.md", MARKED)
    locked.parent.chmod(0o555)
    try:
        done = check(koetsu, "--fix", ".", through=unprivileged)
    finally:
        locked.parent.chmod(0o755)

    assert done.status == 2
    assert "locked/a.md" in done.err
    assert locked.read_text(encoding="utf-8") == MARKED
    assert other.read_text(encoding="utf-8") == CLEAN


def test_mode_and_link_of_a_mended_file_stay(koetsu: CommandLine) -> None:
    file = koetsu.write("real/a.txt", MARKED)
    file.chmod(0o640)
    link = koetsu.folder / "a.md"
    link.symlink_to(Path("real/a.txt"))

    assert check(koetsu, "--fix", "a.md").status == 0
    assert link.is_symlink()
    assert file.read_text(encoding="utf-8") == CLEAN
    assert os.stat(file).st_mode & 0o777 == 0o640  # noqa: PTH116
