"""Does a pattern of the configuration work wherever a rule does?"""

import json

import pytest

from command_line import CommandLine
from koetsu.engine.pool import WORTH_A_POOL

CONFIGURATION = """
[[patterns]]
id = "HOUSE001"
pattern = "(?i)chat ?gpt"
message = {ja = "製品名は「ChatGPT」と書きます。", en = "The product is written “ChatGPT”."}
replacement = "ChatGPT"
examples.hit = ["chat gptで書く"]
examples.miss = ["ChatGPTで書く"]

[[patterns]]
id = "click-here"
words = ["こちら"]
scope = ["link-text"]
severity = "error"
message = "リンク先が分かる言葉にします。"
"""
ARTICLE = "chatgptで書く。[こちら](b.md)。\n"


@pytest.fixture
def site(koetsu: CommandLine) -> CommandLine:
    koetsu.write("koetsu.toml", CONFIGURATION)
    koetsu.write("a.md", ARTICLE)
    return koetsu


def found(site: CommandLine, *arguments: str) -> list[tuple[str, int, str]]:
    out = site.run("check", "--output-format", "json", *arguments).out
    return [(one["rule"], one["range"]["start"]["column"], one["message"]) for one in json.loads(out)["diagnostics"]]


def test_patterns_are_reported_in_the_language_of_the_reader(site: CommandLine) -> None:
    product, link = found(site, "--language", "ja", "--select", "HOUSE001,click-here")

    assert product == ("HOUSE001", 1, "製品名は「ChatGPT」と書きます。")
    assert link == ("click-here", 13, "リンク先が分かる言葉にします。")
    assert found(site, "--select", "HOUSE") == [("HOUSE001", 1, "The product is written “ChatGPT”.")]
    assert found(site, "--select", "HOUSE", "--ignore", "HOUSE001") == []


def test_severity_decides_the_exit_status(site: CommandLine) -> None:
    assert site.run("check", "--select", "HOUSE001").status == 0
    assert site.run("check", "--select", "click-here").status == 1
    assert site.run("check", "--select", "HOUSE001", "--severity", "HOUSE001=error").status == 1


@pytest.mark.parametrize(
    "output",
    ["checkstyle", "concise", "full", "github", "gitlab", "jsonl", "junit", "lsp", "markdown", "rdjson", "rdjsonl"],
)
def test_every_output_knows_patterns(site: CommandLine, output: str) -> None:
    out = site.run("check", "--select", "click-here", "--output-format", output).out

    assert "click-here" in out
    assert "click-here click-here" not in out
    assert "リンク先が分かる言葉" in out


def test_sarif_tells_what_a_pattern_is(site: CommandLine) -> None:
    (log,) = json.loads(site.run("check", "--output-format", "sarif").out)["runs"]
    rules = log["tool"]["driver"]["rules"]
    result = next(result for result in log["results"] if result["ruleId"] == "click-here")

    assert rules[result["ruleIndex"]]["id"] == "click-here"
    assert "こちら" in rules[result["ruleIndex"]]["help"]["text"]


def test_explain_and_rules_know_patterns(site: CommandLine) -> None:
    assert "ChatGPTで書く" in site.run("explain", "house001", "--language", "ja").out
    assert "did you mean “click-here”?" in site.run("explain", "klick-here").err
    listed = {rule["code"]: rule for rule in json.loads(site.run("rules", "-f", "json").out)}
    assert listed["HOUSE001"]["title"] == "The product is written “ChatGPT”."
    assert listed["click-here"]["severity"] == "error"


def test_explain_needs_no_sound_configuration_for_a_rule_that_is_installed(site: CommandLine) -> None:
    site.write("koetsu.toml", "oops")

    assert site.run("explain", "TR001").status == 0
    assert site.run("explain", "HOUSE001").status == 2
    assert site.run("rules").status == 2


def test_names_are_completed(site: CommandLine) -> None:
    asked = {"_KOETSU_COMPLETE": "bash_complete", "COMP_WORDS": "koetsu explain hou", "COMP_CWORD": "2"}

    assert "HOUSE001" in site.run(environment=asked).out
    site.write("koetsu.toml", "oops")
    assert site.run(environment=asked).out.strip() == ""


def test_the_schema_for_editors_knows_patterns(site: CommandLine) -> None:
    schema = json.loads(site.run("config", "--schema").out)

    assert {"HOUSE001", "click-here"} <= set(schema["$defs"]["rule-name"]["enum"])


def test_directives_name_patterns(site: CommandLine) -> None:
    site.write("a.md", "chatgptで書く。<!-- koetsu-disable-line HOUSE001 -->\n\n<!-- koetsu-disable click-here -->\n")
    site.write(
        "b.md", "---\nkoetsu: {disable: [HOUSE]}\n---\n\nchatgptで書く。 <!-- koetsu-disable-line HOUSE002 -->\n"
    )
    unused, unknown = found(site, "--select", "HOUSE001,click-here,EN")

    assert unused[:2] == ("EN004", 1)
    assert unknown[2] == "There is no rule “HOUSE002”; did you mean “HOUSE001”?"


def test_a_baseline_accepts_findings_of_patterns(site: CommandLine) -> None:
    assert site.run("baseline", "create", ".").status == 0
    assert found(site, "--select", "HOUSE001,click-here,EN005") == []

    site.write("koetsu.toml", "")
    assert {rule for rule, _, _ in found(site, "--select", "EN005")} == {"EN005"}


def test_replacements_are_unsafe_fixes(site: CommandLine) -> None:
    assert site.run("check", "--fix", "--select", "HOUSE001").status == 0
    assert (site.folder / "a.md").read_text("utf-8") == ARTICLE
    site.run("check", "--fix", "--unsafe-fixes", "--select", "HOUSE001")
    assert (site.folder / "a.md").read_text("utf-8") == ARTICLE.replace("chatgpt", "ChatGPT")


def test_a_run_that_finds_all_in_its_cache_says_the_same(site: CommandLine) -> None:
    first, second = (site.run("check", "--select", "HOUSE001,click-here") for _ in range(2))
    site.write("koetsu.toml", CONFIGURATION.replace("こちら", "そちら"))

    assert first == second
    assert first.status == 1
    assert site.run("check", "--select", "HOUSE001,click-here").status == 0


def test_processes_find_what_one_finds(site: CommandLine) -> None:
    text = "静かな港に猫がいます。\n" * 100 + "\nchat gptの話をしています。\n\n"
    for name in ("b.md", "c.md"):
        site.write(name, text * (WORTH_A_POOL // 2 // len(text.encode()) + 1))
    arguments = ("check", "--no-cache", "--select", "HOUSE001", "--output-format", "concise")
    one, two = (site.run(*arguments, "--jobs", jobs) for jobs in ("1", "2"))

    assert one == two
    assert one.out.count("\n") > 1_000


def test_a_pattern_that_backtracks_is_stopped(site: CommandLine) -> None:
    site.write("koetsu.toml", CONFIGURATION + '[[patterns]]\nid = "slow"\npattern = "(?:a|aa)+$"\nmessage = "x"\n')
    site.write("a.md", f"chatgpt {'a' * 90}b\n")
    status, out, _ = site.run("check", "--select", "HOUSE001,slow", "--output-format", "concise")

    assert status == 2
    assert "HOUSE001" in out
    assert "EN002 Rule slow took too long on a.md" in out


def test_a_faulty_pattern_ends_every_command_that_needs_it(site: CommandLine) -> None:
    site.write("koetsu.toml", CONFIGURATION.replace("chat ?gpt", "chat ?(gpt"))
    status, out, err = site.run("check", "--language", "ja")

    assert (status, out) == (2, "")
    assert "koetsu.toml:4:26: 正規表現" in err


def test_standard_input_is_checked_for_patterns(site: CommandLine) -> None:
    out = site.run("check", "-", "--stdin-filename", "x.md", "--select", "HOUSE001", stdin="chatgpt\n").out

    assert "HOUSE001" in out
