"""Is what to do first what hits most articles most certainly, and is it shown and explained?"""

import pytest

from audit_samples import article, finding
from koetsu.engine.audit.model import ArticleData, CountData
from koetsu.engine.audit.pages import family_of, help_of
from koetsu.engine.audit.ranking import certainty_of, ranked
from koetsu.engine.registry import load_registry
from report_samples import RULES

BUILT_IN = load_registry().rules


def hit(path: str, *rules: str, severity: str = "error", **fields: object) -> ArticleData:
    found = [finding(rule, severity=severity, fingerprint=f"{path}{rule}") for rule in rules]
    return article(path, findings=found, **fields)


def test_rules_are_ranked_by_articles_times_certainty() -> None:
    articles = [hit("a.md", "TR001"), *(hit(f"{number}.md", "FM004", severity="warning") for number in range(3))]

    rules = ranked(articles, RULES)

    assert [(rule.rank, rule.code, rule.articles, rule.certainty, rule.weight) for rule in rules] == [
        (1, "FM004", 3, 0.5, 1.5),
        (2, "TR001", 1, 1.0, 1.0),
    ]


def test_certainty_is_the_mean_over_the_findings() -> None:
    assert certainty_of(CountData(error=1, warning=1)) == 0.75
    assert certainty_of(CountData(info=3)) == pytest.approx(0.1)
    assert certainty_of(CountData()) == 0


def test_rule_without_findings_that_count_is_not_listed() -> None:
    assert ranked([article(findings=[finding(counted=False)])], RULES) == []


def test_examples_come_from_articles_that_lie_far_apart() -> None:
    [rule] = ranked([hit(f"{number:02}.md", "TR001") for number in range(11)], RULES)

    assert [example.path for example in rule.examples] == ["00.md", "05.md", "10.md"]


def test_examples_are_of_the_gravest_kind_and_count() -> None:
    mild = hit("a.md", "TR001", severity="info")
    uncounted = article("b.md", findings=[finding(counted=False)])
    grave = article("c.md", findings=[finding(severity="info"), finding(line=9)])

    [rule] = ranked([mild, uncounted, grave], RULES)

    assert rule.severity == "error"
    assert [(example.path, example.finding.line) for example in rule.examples] == [("c.md", 9)]
    assert rule.certain == pytest.approx(1 / 3)


@pytest.mark.parametrize("rule", BUILT_IN.values(), ids=lambda rule: rule.code)
def test_page_of_every_rule_says_why_and_how_to_mend(rule) -> None:
    page = help_of(rule)

    for text in page:
        assert text.ja
        assert text.en
    assert page.why.ja != page.why.en
    assert "\n\n" not in page.why.ja
    assert family_of(rule).title.ja


def test_rule_without_a_page_is_explained_by_its_docstring() -> None:
    page = help_of(RULES["TR001"])

    assert page.title.en == "A text that stops."
    assert (page.why.ja, page.mend.ja) == ("", "")
