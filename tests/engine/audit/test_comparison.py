"""Is what went and what came since an older audit told rightly, article by article and rule by rule?"""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_samples import article, audit_of, finding
from koetsu.engine.audit.aggregates import aggregate, sum_of
from koetsu.engine.audit.comparison import compared
from koetsu.engine.audit.former import FormerAudit, NoAuditError, OtherFormatError, read_former
from koetsu.engine.audit.model import ArticleData, ComparisonData, CountData
from koetsu.output.audit import json as json_data


def former(articles: list[ArticleData], folder: Path) -> FormerAudit:
    file = folder / "old.json"
    file.write_bytes(b"".join(json_data.render(audit_of(articles))))
    return read_former(file)


@pytest.fixture
def change(tmp_path):
    def compare(before: list[ArticleData], after: list[ArticleData]) -> ComparisonData:
        return compared(former(before, tmp_path), after, {"TR001": "truncated-ending"})

    return compare


def marks(*fingerprints: str, rule: str = "TR001", **fields: object) -> list:
    return [finding(rule, fingerprint=mark, **fields) for mark in fingerprints]


@pytest.mark.parametrize(
    ("before", "after", "status"),
    [("ab", "a", "better"), ("a", "ab", "worse"), ("ab", "bc", "mixed"), ("", "a", "worse"), ("a", "", "better")],
)
def test_status_says_whether_findings_went_or_came(change, before, after, status) -> None:
    told = change([article(findings=marks(*before))], [article(findings=marks(*after))])

    [one] = told.articles
    assert one.status == status
    assert sum(one.gone.values()) == len(set(before) - set(after))
    assert sum(one.new.values()) == len(set(after) - set(before))
    assert [(rule.code, rule.name) for rule in told.rules] == [("TR001", "truncated-ending")]


def test_article_with_the_same_findings_is_not_told(change) -> None:
    one = article(findings=marks("a", "b"))

    told = change([one], [article(findings=marks("a", "b", line=70))])

    assert (told.articles, told.rules, told.unchanged) == ([], [], 1)


def test_severity_that_changed_is_told(change) -> None:
    told = change([article(findings=marks("a", severity="warning"))], [article(findings=marks("a"))])

    assert [one.status for one in told.articles] == ["worse"]
    assert [(rule.before, rule.after) for rule in told.rules] == [(CountData(warning=1), CountData(error=1))]


def test_articles_that_came_and_went_are_told(change) -> None:
    told = change(
        [article("a.md", title="一", findings=marks("a"))], [article("b.md", title="二", findings=marks("b"))]
    )

    assert {(one.path, one.status) for one in told.articles} == {("a.md", "removed"), ("b.md", "added")}


@pytest.mark.parametrize("title", ["題", ""])
def test_article_that_moved_is_the_same_article(change, title) -> None:
    told = change(
        [article("old/a.md", title=title, findings=marks("a", "b"))],
        [article("new/a.md", title=title, findings=marks("a", "b", "c") if title else marks("a", "b"))],
    )

    assert [(one.path, one.former_path, one.new) for one in told.articles] == (
        [("new/a.md", "old/a.md", {"TR001": 1})] if title else []
    )


def test_articles_that_share_their_title_are_not_taken_for_each_other(change) -> None:
    told = change([article("a.md"), article("b.md")], [article("c.md"), article("d.md")])

    assert sorted(one.status for one in told.articles) == ["added", "added", "removed", "removed"]


def test_findings_that_are_not_listed_are_compared_by_number(change) -> None:
    listed = marks(*map(str, range(20)))
    told = change(
        [article(findings=listed, counts={"TR001": CountData(error=25)})],
        [article(findings=marks(*map(str, range(1, 21))), counts={"TR001": CountData(error=24)})],
    )

    assert [(one.gone, one.new) for one in told.articles] == [({"TR001": 1}, {})]


def test_findings_that_do_not_count_are_no_change(change) -> None:
    told = change([article()], [article(findings=marks("a", counted=False))])

    assert told.articles == []


FINDINGS = st.dictionaries(
    st.tuples(st.sampled_from(["TR001", "DUP001"]), st.sampled_from("abcd")), st.sampled_from(["error", "info"])
).map(lambda found: [finding(rule, fingerprint=mark, severity=severity) for (rule, mark), severity in found.items()])
ARTICLES = st.dictionaries(st.sampled_from(["a.md", "b.md", "c.md"]), FINDINGS).map(
    lambda found: [article(path, title="", findings=findings) for path, findings in sorted(found.items())]
)


@given(ARTICLES, ARTICLES)
def test_numbers_of_rules_are_those_of_the_articles(tmp_path_factory, before, after) -> None:
    told = compared(former(before, tmp_path_factory.mktemp("audit")), after, {})

    for rule in told.rules:
        assert rule.gone == sum(one.gone.get(rule.code, 0) for one in told.articles)
        assert rule.new == sum(one.new.get(rule.code, 0) for one in told.articles)
        assert rule.after.total - rule.before.total == rule.new - rule.gone
    assert told.before == aggregate(before).totals
    for one in told.articles:
        assert one.after.total - one.before.total == sum(one.new.values()) - sum(one.gone.values())
        if one.status != "removed":
            assert one.after == sum_of(next(now for now in after if now.path == one.path).counts)


@pytest.mark.parametrize("text", ["", "[]", "{", '{"format": 1}', '{"format": 1, "diagnostics": []}', "\udcff"])
def test_what_is_no_audit_is_refused(tmp_path, text) -> None:
    file = tmp_path / "old.json"
    file.write_bytes(text.encode("utf-8", "surrogateescape"))

    with pytest.raises(NoAuditError):
        read_former(file)


def test_audit_of_another_format_is_refused(tmp_path) -> None:
    file = tmp_path / "old.json"
    file.write_bytes(b"".join(json_data.render(audit_of([]))).replace(b'"format":1', b'"format":2'))

    with pytest.raises(OtherFormatError, match="2"):
        read_former(file)
