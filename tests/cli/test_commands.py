"""Do the other commands show what koetsu knows?"""

import json
import sys
import tomllib
from importlib.metadata import version

import jsonschema_rs
import pytest

from command_line import CommandLine
from koetsu.cli.shared.explanation import explanation
from koetsu.cli.shared.fault import confess
from koetsu.diagnostic import SEVERITY_WORDS
from koetsu.engine.registry import load_registry

RULES = load_registry().rules


def test_version_is_that_of_the_distribution(koetsu: CommandLine) -> None:
    assert koetsu.run("--version") == (0, f"koetsu {version('koetsu')}\n", "")


@pytest.mark.parametrize("arguments", [["--help"], ["check", "--help"], ["check", "-h"]])
def test_help_teaches_by_examples(koetsu: CommandLine, arguments: list[str]) -> None:
    status, out, err = koetsu.run(*arguments)

    assert (status, err) == (0, "")
    assert "koetsu check ." in out
    assert "--language ja" in out


def test_help_of_check_tells_the_exit_statuses(koetsu: CommandLine) -> None:
    out = koetsu.run("check", "--help").out

    assert all(f"  {status}  " in out for status in (0, 1, 2))


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["chekc"], "Did you mean 'check'?"),
        (["a.md"], "To check it: koetsu check a.md"),
        (["--versoin"], "Did you mean '--version'?"),
        (["explain"], "which rule?"),
        (["explain", "EN01"], "did you mean “EN001”?"),
        (["explain", "stray-cta"], "did you mean “stray-cat”?"),
        (["explain", "ZZ"], "“ZZ” names 2 rules; give one: ZZ001, ZZ002"),
        (["rules", "-f", "jsno"], "did you mean “json”?"),
        (["explain", "NOPE", "--language", "ja"], "「NOPE」という規則はありません"),
        (["config", "--preset", "zen"], "zenn"),
        (["config", "nix.md"], "nix.md: no such file or folder"),
    ],
)
def test_what_is_unknown_is_answered_by_the_nearest(koetsu: CommandLine, arguments: list[str], said: str) -> None:
    koetsu.write("a.md", "")

    status, out, err = koetsu.run(*arguments)

    assert (status, out) == (2, "")
    assert said in err


@pytest.mark.parametrize("code", RULES)
@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_rule_is_explained_in_both_languages(code: str, language: str) -> None:
    rule = RULES[code]
    lines = list(explanation(rule, language, 80, False))

    assert lines[0].startswith(f"{code} {rule.name}: ")
    assert SEVERITY_WORDS[rule.severity].format(language, {}, {}) in lines[1]
    assert not any(line.startswith("```") or "\x1b" in line for line in lines)


def test_explain_takes_code_and_name_in_any_case(koetsu: CommandLine) -> None:
    by_code = koetsu.run("explain", "EN001", "--language", "ja")

    assert by_code.status == 0
    assert by_code.out.startswith("EN001 unreadable-file: 読めないファイル\n重大度: エラー\n")
    assert koetsu.run("explain", "unreadable-file", "--language", "ja") == by_code
    assert koetsu.run("explain", "en001", "--language", "ja") == by_code


def test_explain_shows_a_rule_that_brings_no_page(koetsu: CommandLine) -> None:
    assert koetsu.run("explain", "stray-cat").out.startswith("ZZ001 stray-cat: Finds a word.\nSeverity: warning\n")


def test_rules_lists_every_rule_with_its_title(koetsu: CommandLine) -> None:
    status, out, err = koetsu.run("rules", "--language", "ja")
    lines = out.splitlines()

    assert (status, err) == (0, "")
    assert {line.split()[0] for line in lines} == {*RULES, "ZZ001", "ZZ002"}
    assert next(line for line in lines if line.startswith("EN001")).split() == [
        *("EN001", "unreadable-file", "エラー", "読めないファイル")
    ]


def test_rules_are_listed_for_programs(koetsu: CommandLine) -> None:
    listed = {rule["code"]: rule for rule in json.loads(koetsu.run("rules", "-f", "json").out)}

    assert listed["ZZ001"] == {
        "code": "ZZ001",
        "name": "stray-cat",
        "family": "zz_rules",
        "severity": "warning",
        "title": "Finds a word.",
    }


def test_config_shows_each_value_with_its_source(koetsu: CommandLine) -> None:
    koetsu.write("koetsu.toml", 'extends = ["zenn"]\n\n[severity]\nZZ001 = "info"\n')

    lines = koetsu.run("config", "--ignore", "ZZ002").out.splitlines()

    assert next(line for line in lines if line.startswith("severity.ZZ001")).split() == [
        *("severity.ZZ001", "=", '"info"', "#", "koetsu.toml:4:9")
    ]
    assert next(line for line in lines if line.startswith("severity.ZZ002")).endswith("# command line")
    assert any(line.endswith("# default") for line in lines)


def test_config_is_shown_for_programs_and_for_single_files(koetsu: CommandLine) -> None:
    koetsu.write("koetsu.toml", '[[overrides]]\nfiles = ["a.md"]\nrenderer = "kramdown"\n')
    for name in ("a.md", "b.md"):
        koetsu.write(name, "")

    def renderer(*path: str) -> str:
        origins = json.loads(koetsu.run("config", *path, "-f", "json").out)
        return next(origin["value"] for origin in origins if origin["key"] == "renderer")

    assert (renderer("a.md"), renderer("b.md"), renderer()) == ("kramdown", "commonmark", "commonmark")


def test_config_prints_a_schema_that_knows_right_from_wrong(koetsu: CommandLine) -> None:
    schema = jsonschema_rs.validator_for(json.loads(koetsu.run("config", "--schema").out))

    assert schema.is_valid(tomllib.loads('extends = ["jekyll"]\n[severity]\nZZ001 = "off"\n'))
    assert not schema.is_valid(tomllib.loads('selct = ["ALL"]\n'))


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("koetsu ch", "check"),
        ("koetsu explain ZZ00", "ZZ001"),
        ("koetsu explain stray", "stray-cat"),
        ("koetsu check --select TR,ZZ", "TR,ZZ001"),
        ("koetsu check --severity ZZ001=e", "ZZ001=error"),
        ("koetsu check --preset je", "jekyll"),
        ("koetsu check --output-format js", "jsonl"),
        ("koetsu check --fa", "--fail-on"),
    ],
)
def test_a_shell_completes_words(koetsu: CommandLine, words: str, offered: str) -> None:
    variables = {
        "_KOETSU_COMPLETE": "bash_complete",
        "COMP_WORDS": words,
        "COMP_CWORD": str(len(words.split()) - 1),
    }

    assert f"plain,{offered}" in koetsu.run(environment=variables).out.splitlines()


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_is_offered_to_shells(koetsu: CommandLine, shell: str) -> None:
    out = koetsu.run(environment={"_KOETSU_COMPLETE": f"{shell}_source"}).out

    assert "_KOETSU_COMPLETE" in out


def test_a_fault_of_ours_is_said_to_be_ours(capsys: pytest.CaptureFixture[str]) -> None:
    try:
        raise ZeroDivisionError("何か\n起きた")
    except ZeroDivisionError as error:
        confess(error, verbose=False)
        short = capsys.readouterr().err
        confess(error, verbose=True)
        long = capsys.readouterr().err

    assert short.startswith("koetsu failed: ZeroDivisionError: 何か 起きた\nThis is a fault of koetsu")
    assert version("koetsu") in short
    assert "Traceback" not in short
    assert "Traceback" in long


def test_a_plugin_that_cannot_be_loaded_is_named(koetsu: CommandLine) -> None:
    (koetsu.folder.parent / "plugins" / "zz_rules" / "broken.py").write_text("1 / 0\n")

    status, out, err = koetsu.run("rules")

    assert (status, out) == (2, "")
    assert "zz_rules.broken: ZeroDivisionError" in err


HEAVY = {"rich", "jsonschema_rs", "ruamel", "fugashi", "pyromark", "pathspec", "rapidfuzz", "asyncio"}


@pytest.mark.parametrize("arguments", [["--version"], ["check", "--select", "ZZ001", "."]])
def test_a_warm_run_imports_nothing_heavy(koetsu: CommandLine, arguments: list[str]) -> None:
    import subprocess

    koetsu.write("a.md", "これは猫です。\n")
    koetsu.run(*arguments)
    program = (
        "import sys\nfrom koetsu.cli import main\n"
        "try:\n    main()\nfinally:\n    print(*sorted({name.split('.')[0] for name in sys.modules}), file=sys.stderr)"
    )
    process = subprocess.run(
        [sys.executable, "-c", program, *arguments],
        cwd=koetsu.folder,
        env=koetsu.environment,
        capture_output=True,
        text=True,
        check=True,
    )

    assert set(process.stderr.split()) & HEAVY == set()
