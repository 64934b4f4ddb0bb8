"""Does every rule of the house keep its word? Nothing here changes when a rule arrives."""

from pathlib import Path

import pytest

from koetsu.testing import check_conventions, check_example, examples_of, rules_in

PACKAGE = "house_style"


@pytest.mark.parametrize("example", examples_of(PACKAGE, Path(__file__).parent / "cases"), ids=str)
def test_example_is_reported_as_marked(example):
    check_example(example)


@pytest.mark.parametrize("rule", rules_in(PACKAGE), ids=lambda rule: rule.code)
def test_rule_keeps_the_conventions(rule):
    check_conventions(rule)
