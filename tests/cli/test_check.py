"""Does ``koetsu check`` do what it was asked to, and say so when it cannot?"""

import json
import os
from pathlib import Path

import pytest

from command_line import CommandLine

CAT = "これは猫です。\n"
DOG = "これは犬です。\n"


def test_check_writes_findings_to_standard_output_and_nothing_else(koetsu: CommandLine) -> None:
    koetsu.write("a.md", CAT)

    status, out, err = koetsu.check("--severity", "ZZ001=error", ".")

    assert (status, err) == (1, "")
    assert out == (
        "a.md:1:4  error  ZZ001 stray-cat\n"
        "  There is “猫”.\n"
        "  1 │ これは猫です。\n"
        "    │       ^^\n"
        "\n"
        "1 file checked: 1 error, 0 warnings, 0 info.\n"
    )


@pytest.mark.parametrize(
    ("text", "arguments", "status"),
    [
        (DOG, [], 0),
        (CAT, [], 0),
        (CAT, ["--fail-on", "warning"], 1),
        (CAT, ["--fail-on", "info"], 1),
        (CAT, ["--severity", "ZZ001=error"], 1),
        (CAT, ["--severity", "stray-cat=error,ZZ002=info"], 1),
        (CAT, ["--severity", "ZZ001=error", "--fail-on", "never"], 0),
        (CAT, ["--ignore", "ZZ001", "--fail-on", "info"], 0),
    ],
)
def test_exit_status_is_1_for_findings_that_count(
    koetsu: CommandLine, text: str, arguments: list[str], status: int
) -> None:
    koetsu.write("a.md", text)

    assert koetsu.check("a.md", *arguments).status == status


def test_a_configuration_says_what_fails_and_the_command_line_outweighs_it(koetsu: CommandLine) -> None:
    koetsu.write("a.md", CAT)
    koetsu.write("koetsu.toml", 'fail-on = "warning"\noutput-format = "concise"\nlanguage = "ja"\n')

    assert koetsu.check("a.md") == (1, "a.md:1:4: warning ZZ001 「猫」があります。\n", "")
    assert koetsu.check("a.md", "--fail-on", "error").status == 0
    assert koetsu.check("a.md", "--isolated").out.startswith("a.md:1:4  warning")
    assert koetsu.check("a.md", "--language", "en").out == "a.md:1:4: warning ZZ001 There is “猫”.\n"


@pytest.mark.parametrize(
    ("variables", "language"),
    [
        ({"LANG": "ja_JP.UTF-8"}, "ja"),
        ({"LANG": "ja_JP.UTF-8", "LC_ALL": "C"}, "en"),
        ({"LANG": "C", "LC_MESSAGES": "ja_JP"}, "ja"),
        ({"LANG": "fr_FR.UTF-8"}, "en"),
    ],
)
def test_language_is_that_of_the_locale(koetsu: CommandLine, variables: dict[str, str], language: str) -> None:
    koetsu.write("a.md", CAT)
    message = {"ja": "「猫」があります。", "en": "There is “猫”."}[language]

    assert koetsu.check("a.md", "-f", "concise", environment=variables).out.endswith(f"{message}\n")


def test_standard_input_is_checked_under_its_name(koetsu: CommandLine) -> None:
    koetsu.write("koetsu.toml", '[[overrides]]\nfiles = ["drafts/**"]\nseverity = { ZZ001 = "info" }\n')

    named = koetsu.check("-", "--stdin-filename", "drafts/a.md", "-f", "concise", stdin=CAT)

    assert named.out == "drafts/a.md:1:4: info ZZ001 There is “猫”.\n"
    assert koetsu.check("-", "-f", "concise", stdin=CAT).out == "-:1:4: warning ZZ001 There is “猫”.\n"
    assert "  1 │ これは猫です。\n" in koetsu.check("-", stdin=CAT).out


@pytest.mark.parametrize(
    ("encoding", "said"), [("euc-jp", "Not UTF-8"), ("utf-16", "This is UTF-16. Save"), ("utf-32", "Not UTF-8")]
)
def test_standard_input_that_is_no_utf8_is_reported(koetsu: CommandLine, encoding: str, said: str) -> None:
    status, out, _ = koetsu.check("-", "-f", "concise", stdin="これは猫です。".encode(encoding))

    assert status == 2
    assert out.startswith(f"-:1:1: error EN001 {said}")


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["nix.md"], "nix.md: no such file or folder"),
        ([""], "a path is empty"),
        (["a.md", "-"], "“-” reads standard input and stands alone"),
        (["a.md", "--stdin-filename", "b.md"], "--stdin-filename names what standard input holds"),
        (["a.md", "--jobs", "0"], "give 1 or more"),
        (["a.md", "--jobs", "-2"], "give 1 or more"),
        (["a.md", "--jobs", "many"], "give 1 or more"),
        (["a.md", "-f", "jsn"], "did you mean “json”? Known: checkstyle, concise, full, "),
        (["a.md", "--fail-on", "eror"], "did you mean “error”? Known: error, warning, info, never"),
        (["a.md", "--language", "jp"], "did you mean “ja”? Known: ja, en, auto"),
        (["-", "--show-files"], "“-” is standard input, which is none"),
        (["nix.md", "--language", "ja"], "nix.md: ファイルもフォルダーもありません"),
        (["a.md", "--jobs", "0", "--language", "ja"], "--jobs: 「0」は使えません。1以上の数を"),
        (["--language", "ja", "a.md", "-f", "jsn"], "「json」のことですか"),
        (["a.md", "-", "--language", "ja"], "ほかのパスと一緒には使えません"),
        (["a.md", "--outptu-format", "json"], "Did you mean one of: '--output', '--output-format'?"),
        (["a.md", "--ignore", "stray-cot"], "stray-cat"),
        (["a.md", "--select", ","], "no rule is named"),
        (["a.md", "--severity", "ZZ001"], "RULE=LEVEL"),
        (["a.md", "--severity", "ZZ001=eror"], "error"),
        (["a.md", "--preset", "jekyl"], "jekyll"),
        (["a.md", "--config", "nix.toml"], "nix.toml"),
    ],
)
def test_what_cannot_be_done_is_named_with_what_would_be_right(
    koetsu: CommandLine, arguments: list[str], said: str
) -> None:
    koetsu.write("a.md", CAT)

    status, out, err = koetsu.check(*arguments)

    assert (status, out) == (2, "")
    assert said in err


def test_all_faults_of_a_configuration_are_said_with_their_places(koetsu: CommandLine) -> None:
    koetsu.write("a.md", CAT)
    koetsu.write("koetsu.toml", 'fail-on = "eror"\nignore = ["ZZ01"]\n')

    status, out, err = koetsu.check("a.md")

    assert (status, out) == (2, "")
    assert [line.split(": ")[0] for line in err.splitlines()] == ["koetsu.toml:1:11", "koetsu.toml:2:11"]


def test_a_broken_configuration_stops_the_run(koetsu: CommandLine) -> None:
    koetsu.write("posts/a.md", CAT)
    koetsu.write("koetsu.toml", "fail-on = \n")

    status, out, err = koetsu.run("check", "posts")

    assert (status, out) == (2, "")
    assert err.startswith("koetsu.toml:1:")


def test_nothing_to_check_is_no_success(koetsu: CommandLine) -> None:
    koetsu.write("a.txt", CAT)

    status, out, err = koetsu.check(".")

    assert (status, out) == (2, "")
    assert "no file to check in .:" in err
    assert "検査するファイルがありません（.）" in koetsu.check(".", "--language", "ja").err
    assert koetsu.check(".", "--pass-on-no-files") == (0, "0 files checked: nothing to report.\n", "")


def test_excluded_files_are_left_out_by_name_only_when_hooks_ask_for_it(koetsu: CommandLine) -> None:
    koetsu.write("a.md", CAT)
    koetsu.write("koetsu.toml", 'exclude = ["a.md"]\n')

    assert koetsu.check("a.md", "--fail-on", "warning").status == 1
    assert koetsu.check("a.md", "--force-exclude", "--pass-on-no-files", "--fail-on", "warning").status == 0


@pytest.mark.parametrize("name", ["a.md", "node_modules/x.md"])
def test_standard_input_under_an_excluded_name_is_left_out_when_hooks_ask_for_it(
    koetsu: CommandLine, name: str
) -> None:
    koetsu.write("koetsu.toml", 'exclude = ["a.md"]\n')

    def checked(*arguments: str) -> tuple[int, int]:
        status, out, err = koetsu.check("-", "-f", "json", "--fail-on", "warning", *arguments, stdin=CAT)
        assert err == ""
        return status, json.loads(out)["summary"]["files"]

    assert checked("--stdin-filename", name, "--force-exclude") == (0, 0)
    assert checked("--stdin-filename", name) == (1, 1)
    assert checked("--stdin-filename", "b.md", "--force-exclude") == (1, 1)
    assert checked("--force-exclude") == (1, 1)


def test_files_are_listed_without_being_read(koetsu: CommandLine) -> None:
    for name in ("b/一 二.md", "a.md", "c.txt"):
        koetsu.write(name, CAT)

    assert koetsu.check("--show-files", "--fail-on", "warning") == (0, "a.md\nb/一 二.md\n", "")


def test_an_unreadable_file_does_not_stop_the_others(koetsu: CommandLine) -> None:
    koetsu.write("a.md", CAT)
    (koetsu.folder / "b.md").write_bytes(b"\x82\xa0\x82\xa2")
    koetsu.write("c.md", CAT)

    status, out, err = koetsu.check(".", "-f", "json")

    assert (status, err) == (2, "")
    assert json.loads(out)["summary"]["files"] == 2
    assert [(found["path"], found["rule"]) for found in json.loads(out)["diagnostics"]] == [
        ("a.md", "ZZ001"),
        ("b.md", "EN001"),
        ("c.md", "ZZ001"),
    ]


@pytest.mark.parametrize("files", [["a.md", "z.md"], []])
def test_a_folder_without_rights_is_reported_and_the_rest_checked(
    koetsu: CommandLine, unprivileged: list[str], files: list[str]
) -> None:
    for name in (*files, "closed/b.md"):
        koetsu.write(name, CAT)
    closed = koetsu.folder / "closed"
    closed.chmod(0)
    try:
        status, out, err = koetsu.check(".", "-f", "json", through=unprivileged)
    finally:
        closed.chmod(0o700)

    assert (status, err) == (2, "")
    found = json.loads(out)["diagnostics"]
    assert [(one["path"], one["rule"]) for one in found] == [*((name, "ZZ001") for name in files), ("closed", "EN001")]
    assert found[-1]["message"].startswith("No permission to look into the folder")


def test_a_file_without_rights_is_reported_even_if_it_is_named(koetsu: CommandLine, unprivileged: list[str]) -> None:
    koetsu.write("a.md", CAT).chmod(0)

    status, out, err = koetsu.check("a.md", "-f", "concise", through=unprivileged)

    assert (status, err) == (2, "")
    assert out.startswith("a.md:1:1: error EN001 No permission to read the file.")


def test_a_file_in_a_folder_without_rights_gets_the_words_of_that(koetsu: CommandLine, unprivileged: list[str]) -> None:
    closed = koetsu.write("closed/a.md", CAT).parent
    closed.chmod(0)
    try:
        status, out, err = koetsu.check("closed/a.md", "-f", "concise", through=unprivileged)
    finally:
        closed.chmod(0o700)

    assert (status, err) == (2, "")
    assert out.startswith("closed/a.md:1:1: error EN001 No permission to enter the folder in which this lies.")


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_a_link_to_nowhere_is_reported_and_no_lock_of_an_editor(koetsu: CommandLine) -> None:
    (koetsu.folder / "a.md").symlink_to("nowhere.md")
    (koetsu.folder / ".#b.md").symlink_to("someone@somewhere.1234")

    status, out, err = koetsu.check(".", "-f", "concise")

    assert (status, err) == (2, "")
    assert out == "a.md:1:1: error EN001 A link to a file that is not there. Make it point to one, or remove it.\n"


def test_a_configuration_without_rights_is_a_fault(koetsu: CommandLine, unprivileged: list[str]) -> None:
    koetsu.write("a.md", CAT)
    koetsu.write("koetsu.toml", "").chmod(0)

    status, out, err = koetsu.check(".", through=unprivileged)

    assert (status, out) == (2, "")
    assert err == "koetsu.toml:1:1: no permission to read the file\n"


def test_listing_files_tells_of_a_folder_without_rights(koetsu: CommandLine, unprivileged: list[str]) -> None:
    koetsu.write("a.md", CAT)
    closed = koetsu.write("closed/b.md", CAT).parent
    closed.chmod(0)
    try:
        outcome = koetsu.check("--show-files", through=unprivileged)
    finally:
        closed.chmod(0o700)

    assert outcome == (2, "a.md\n", "closed: Permission denied\n")


def test_names_with_controls_are_shown_without_harm(koetsu: CommandLine) -> None:
    koetsu.write("a\n\x1b[31mb.md", CAT)

    status, out, err = koetsu.check(".", "-f", "concise")

    assert (status, err) == (0, "")
    assert out == "a␊␛[31mb.md:1:4: warning ZZ001 There is “猫”.\n"
    assert koetsu.check("--show-files").out == "a␊␛[31mb.md\n"


@pytest.mark.skipif(os.name == "nt", reason="file names are text there")
def test_names_that_are_no_utf8_are_checked(koetsu: CommandLine) -> None:
    Path(os.fsdecode(os.fsencode(koetsu.folder) + b"/caf\xe9.md")).write_text(CAT, encoding="utf-8")

    status, out, err = koetsu.check(".", "-f", "json")

    assert (status, err) == (0, "")
    assert json.loads(out)["summary"]["warnings"] == 1


def test_a_second_run_says_the_same_from_the_cache(koetsu: CommandLine) -> None:
    koetsu.write("a.md", CAT)

    first, second, uncached = koetsu.check("."), koetsu.check("."), koetsu.check(".", "--no-cache")

    assert first == second == uncached


def test_verbose_says_on_standard_error_what_is_done(koetsu: CommandLine) -> None:
    koetsu.write("a.md", DOG)

    status, out, err = koetsu.check(".", "--verbose", "--jobs", "2")

    assert (status, out) == (0, "1 file checked: nothing to report.\n")
    assert err == "files: 1; of these known from the cache: 0; processes: 1\n"
    assert koetsu.check(".", "--verbose").err == "files: 1; of these known from the cache: 1; processes: 1\n"
    assert koetsu.check(".", "--verbose", "--no-cache").err == "files: 1; without cache; processes: 1\n"
