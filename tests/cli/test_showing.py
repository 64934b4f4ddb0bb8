"""Is a run shown as it was asked for: in short, in numbers, for GitHub, and with the status that it should have?"""

import json

import pytest

from command_line import CommandLine, Outcome

GITHUB = {"GITHUB_ACTIONS": "true"}
CAT = "猫が来ました。\n"


def check(site: CommandLine, *arguments: str, **how: object) -> Outcome:
    """Check with the rule that finds 猫, as an error."""
    return site.check("--severity", "ZZ001=error", *arguments, **how)


@pytest.fixture
def site(koetsu: CommandLine) -> CommandLine:
    koetsu.write("posts/a.md", CAT * 2)
    koetsu.write("posts/b.md", CAT)
    koetsu.write("notes/c.md", "犬が来ました。\n")
    return koetsu


def test_statistics_count_by_rule_and_by_folder(site: CommandLine) -> None:
    done = check(site, ".", "--statistics")

    assert done.out.split("\n") == [
        "rule             error  warning  info  total  files",
        "ZZ001 stray-cat      3        0     0      3      2",
        "",
        "folder  error  warning  info  total  files",
        "posts       3        0     0      3      2",
        "",
        "3 files checked: 3 errors, 0 warnings, 0 info.",
        "",
    ]
    assert done.status == 1


def test_statistics_speak_japanese(site: CommandLine) -> None:
    done = check(site, ".", "--statistics", "--language", "ja")

    assert "規則             エラー  警告  参考  合計  ファイル\n" in done.out


def test_statistics_of_nothing_is_the_last_line_alone(site: CommandLine) -> None:
    assert check(site, "notes", "--statistics").out == "1 file checked: nothing to report.\n"


def test_quiet_shows_what_fails_and_nothing_else(site: CommandLine) -> None:
    assert check(site, ".", "--quiet", "--severity", "ZZ001=warning") == (0, "", "")

    done = check(site, ".", "--quiet", "--output-format", "concise")
    assert done.out.count("\n") == 3
    assert (done.status, done.err) == (1, "")


def test_quiet_leaves_a_program_its_frame(site: CommandLine) -> None:
    done = check(site, ".", "--quiet", "--severity", "ZZ001=info", "--output-format", "json")

    assert json.loads(done.out)["diagnostics"] == []


def test_too_many_warnings_fail_and_are_shown_even_in_quiet(site: CommandLine) -> None:
    as_warning = ("--severity", "ZZ001=warning", "--quiet", "--output-format", "concise")

    assert check(site, ".", *as_warning, "--max-warnings", "3").status == 0
    done = check(site, ".", *as_warning, "--max-warnings", "2")
    assert done.status == 1
    assert done.out.count("warning ZZ001") == 3
    assert done.err == "3 warnings, more than the 2 that --max-warnings allows\n"


@pytest.mark.parametrize("value", ["-1", "few", ""])
def test_number_of_warnings_that_is_none_is_refused(site: CommandLine, value: str) -> None:
    done = check(site, ".", "--max-warnings", value)

    assert done.status == 2
    assert "--max-warnings" in done.err
    assert "0 for no warning at all" in done.err


def test_github_is_chosen_on_github_actions_and_leaves_a_summary(site: CommandLine) -> None:
    summary = site.write("summary.txt", "before\n")

    done = check(site, "posts", environment=GITHUB | {"GITHUB_STEP_SUMMARY": str(summary)})

    assert done.out.startswith("::error file=posts/a.md,line=1,")
    text = summary.read_text(encoding="utf-8")
    assert text.startswith("before\n")
    assert "ZZ001" in text


def test_summary_that_cannot_be_written_is_told_and_changes_no_status(site: CommandLine) -> None:
    done = check(site, "notes", environment=GITHUB | {"GITHUB_STEP_SUMMARY": str(site.folder / "none" / "summary.md")})

    assert done.status == 0
    assert "the job summary could not be written" in done.err


@pytest.mark.parametrize("how", [("--output-format", "full"), ("configured",)])
def test_github_gives_way_to_what_was_asked_for(site: CommandLine, how: tuple[str, ...]) -> None:
    if how == ("configured",):
        site.write("koetsu.toml", 'output-format = "full"\n')
        how = ()

    assert check(site, "posts", *how, environment=GITHUB).out.startswith("posts/a.md:1:1  error  ZZ001")


def test_paths_for_a_service_count_from_the_root_of_the_repository(site: CommandLine) -> None:
    (site.folder / ".git").mkdir()
    inside = site.folder / "posts"
    site.folder = inside

    assert check(site, "a.md", "--output-format", "github").out.startswith("::error file=posts/a.md,")
    assert json.loads(check(site, "a.md", "--output-format", "json").out)["diagnostics"][0]["path"] == "a.md"


def test_help_sorts_the_options_by_what_they_are_about(site: CommandLine) -> None:
    help_text = site.run("check", "--help").out

    headings = [line for line in help_text.split("\n") if line.endswith(":") and not line.startswith(" ")]
    assert headings == [
        "Which files:",
        "Which rules:",
        "What counts:",
        "Mending:",
        "What is shown:",
        "Other options:",
    ]
    assert help_text.count("--diff-base") >= 2


def test_service_gets_an_empty_report_where_there_is_nothing_to_check(koetsu: CommandLine) -> None:
    done = koetsu.check(".", "--pass-on-no-files", "--output", "junit=junit.xml", "--output-format", "gitlab")

    assert (done.status, done.out) == (0, "[]\n")
    assert (koetsu.folder / "junit.xml").read_text(encoding="utf-8").startswith("<?xml")


def test_code_scanning_is_not_told_what_a_directive_hides(koetsu: CommandLine) -> None:
    koetsu.write("a.md", "猫が来ました。<!-- koetsu-disable-line ZZ001 -->\n")

    def results(**environment: str) -> int:
        log = json.loads(koetsu.check(".", "--output-format", "sarif", environment=environment).out)
        return len(log["runs"][0]["results"])

    assert results() == 1
    assert results(GITHUB_ACTIONS="true") == 0


@pytest.mark.parametrize(
    "arguments", [("--statistics", "-f", "json"), ("--diff", "--statistics"), ("--diff", "--output-format", "sarif")]
)
def test_standard_output_holds_one_thing_only(site: CommandLine, arguments: tuple[str, ...]) -> None:
    done = check(site, ".", *arguments)

    assert (done.status, done.out) == (2, "")
    assert "each says what goes to standard output; give one of them" in done.err


def test_an_output_never_replaces_what_the_run_goes_by(site: CommandLine) -> None:
    site.write("koetsu.toml", 'ignore = ["HD"]\n')
    site.run("baseline", "create")

    for arguments in ((".",), (".", "--no-baseline"), ("-",)):
        for name in ("koetsu.toml", "koetsu-baseline.jsonl"):
            done = check(site, *arguments, "--output", f"json={name}")

            assert done.status == 2
            assert f"“{name}” is the configuration or the baseline of this run" in done.err
