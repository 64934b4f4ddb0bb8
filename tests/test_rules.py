"""Does every rule keep its word? Nothing here changes when a rule arrives."""

from collections import Counter
from pathlib import Path

import pytest

from koetsu.engine.registry import ENGINE_RULES, family_letters, family_name, rules_in
from koetsu.rule import AGAIN
from koetsu.testing import check_conventions, check_example, check_messages, check_options, check_page, examples_of

PACKAGE = "koetsu_rules"
ENGINE = "koetsu.engine"
CASES = Path(__file__).parent / "rules"
RULES = rules_in(PACKAGE)


def by_name(rule) -> str:
    return f"{rule.code} {rule.name}"


@pytest.mark.parametrize("example", [*examples_of(PACKAGE, CASES), *examples_of(ENGINE, CASES)], ids=str)
def test_example_is_reported_as_marked(example):
    check_example(example)


@pytest.mark.parametrize("rule", RULES, ids=by_name)
def test_rule_keeps_the_conventions(rule):
    check_conventions(rule)


@pytest.mark.parametrize("rule", RULES, ids=by_name)
def test_rule_leaves_the_note_in_copies_to_the_engine(rule):
    assert AGAIN not in rule.messages


@pytest.mark.parametrize("rule", RULES, ids=by_name)
def test_rule_has_cases_named_after_it(rule):
    cases = (CASES / family_name(rule) / f"{rule.name.replace('-', '_')}.md").read_text(encoding="utf-8")

    assert cases.split("\n")[0] == f"# {rule.name}"


@pytest.mark.parametrize("rule", ENGINE_RULES, ids=by_name)
def test_rule_of_the_engine_speaks_both_languages(rule):
    check_messages(rule)
    check_options(rule)
    check_page(rule)


def test_rule_codes_are_unique():
    counts = Counter(rule.code for rule in (*RULES, *ENGINE_RULES))

    assert [code for code, count in counts.items() if count > 1] == []


def test_rule_letters_are_those_of_its_family():
    families = {(family_letters(rule.code), family_name(rule)) for rule in RULES}

    assert len(families) == len(dict(families)) == len({name for _, name in families})


def test_cases_belong_to_a_rule():
    known = {f"{family_name(rule)}/{rule.name.replace('-', '_')}.md" for rule in (*RULES, *ENGINE_RULES)}

    assert {file.relative_to(CASES).as_posix() for file in CASES.rglob("*.md")} <= known
