"""Is what changed since an older audit told in Markdown that a pull request shows as it is?"""

import msgspec

from audit_samples import article, audit_of, finding
from koetsu.engine.audit.model import (
    ArticleChangeData,
    ArticleStatus,
    ComparisonData,
    CountData,
    RuleChangeData,
    TotalsData,
)
from koetsu.message import Language
from koetsu.output.audit.comparison import LISTED, render

NONE = TotalsData(0, 0, 0, CountData(), 0, 0)


def change(path: str = "a.md", status: ArticleStatus = "worse", **fields: object) -> ArticleChangeData:
    plain = {"former_path": "", "title": "", "before": CountData(), "after": CountData(1), "gone": {}, "new": {}}
    return ArticleChangeData(path=path, status=status, **plain | fields)


def told(*changes: ArticleChangeData, rules: list[RuleChangeData] = [], language: Language = "en") -> str:  # noqa: B006
    data = audit_of([article(findings=[finding()])])
    comparison = ComparisonData("0.1.0", NONE, rules, changes, 3)
    return "".join(render(msgspec.structs.replace(data, comparison=comparison), language))


def test_comparison_starts_with_the_numbers() -> None:
    rule = RuleChangeData("TR001", "truncated-ending", 0, 1, CountData(), CountData(1), 0, 1)

    assert told(change(new={"TR001": 1}), rules=[rule]) == (
        "## Since the last audit\n\n"
        "- Articles: 0 → 1 (+1)\n"
        "- Articles with a certain defect: 0 → 1 (+1)\n"
        "- Findings: 0 → 1 (+1)\n"
        "- Findings gone: 0; new: 1. Articles without a change: 3.\n"
        "\n| Rule | Findings | Gone | New | Articles |\n| --- | ---: | ---: | ---: | ---: |\n"
        "| TR001 truncated-ending | 0 → 1 | 0 | 1 | 0 → 1 |\n"
        "\n### Articles that got worse (1)\n\n- <code>a.md</code>: TR001 +1\n"
    )


def test_comparison_speaks_japanese() -> None:
    text = told(change(status="better", gone={"TR001": 2}, former_path="b.md"), language="ja")

    assert "### 良くなった記事（1）" in text
    assert "- <code>a.md</code>（以前はb.md）: TR001 −2\n" in text


def test_comparison_without_a_change_says_so() -> None:
    assert told() == "## Since the last audit\n\nNothing has changed.\n"


def test_audit_that_was_compared_with_none_tells_nothing() -> None:
    assert "".join(render(audit_of([]), "en")) == ""


def test_only_the_greatest_changes_are_named() -> None:
    text = told(*(change(f"{number}.md", "better") for number in range(LISTED + 5)))

    assert "Articles that got better (25)" in text
    assert "<code>24.md</code>" in text
    assert "<code>4.md</code>" not in text
    assert "- others: 5\n" in text


def test_path_that_looks_like_markup_does_nothing() -> None:
    text = told(change("</code><img src=x>|@all.md"))

    assert "<img" not in text
    assert "@all" not in text
