"""Directives as a user meets them: in the output of a run, and when the cache knows the file."""

import json

from command_line import CommandLine


def test_hidden_findings_are_counted_and_not_shown(koetsu: CommandLine) -> None:
    koetsu.write("a.md", "猫です。 <!-- koetsu-disable-line ZZ001 -- 飼い猫 -->\n\n猫です。\n")
    for _ in range(2):
        report = json.loads(koetsu.run("check", "--select", "ZZ,EN", "--output-format", "json").out)

        assert report["summary"]["suppressed"] == 1
        assert [(found["rule"], found["range"]["start"]["line"]) for found in report["diagnostics"]] == [("ZZ001", 3)]


def test_an_article_without_visible_findings_passes(koetsu: CommandLine) -> None:
    koetsu.write("a.md", "---\nkoetsu: {disable: ZZ}\n---\n猫です。\n")

    assert koetsu.run("check", "--select", "ZZ001,EN").status == 0


def test_rules_about_directives_are_set_like_any_other(koetsu: CommandLine) -> None:
    koetsu.write("a.md", "猫です。 <!-- koetsu-disable-line ZZ001 -->\n")
    koetsu.write(
        "koetsu.toml", 'select = ["ZZ001", "EN"]\nseverity.EN004 = "error"\nrules.EN004 = {require-reason = true}\n'
    )

    said = koetsu.run("check", "--output-format", "concise")
    assert said.status == 1
    assert [line.split()[1:3] for line in said.out.splitlines()] == [["warning", "ZZ001"], ["error", "EN004"]]
    assert koetsu.run("check", "--ignore", "EN004").status == 0
