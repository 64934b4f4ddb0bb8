"""Are the numbers of an audit what its articles add up to?"""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from audit_samples import article, articles_of
from koetsu.engine.audit.aggregates import aggregate, names_of
from koetsu.engine.audit.model import GROUP_KINDS, ArticleData, CountData
from koetsu.engine.audit.packed import PackedArticles
from koetsu.engine.registry import family_letters

ARTICLES = st.lists(st.builds(
    article,
    path=st.text("ab/", min_size=1),
    date=st.sampled_from([None, "2024-01-31", "2024-02-01", "2031-02-01"]),
    categories=st.lists(st.sampled_from(["庭", "猫"]), max_size=2),
    tags=st.lists(st.sampled_from(["庭", "猫"]), max_size=2),
    characters=st.integers(0, 1000),
    repeated=st.integers(0, 1000),
    counts=st.dictionaries(
        st.sampled_from(["DUP001", "DUP002", "TR001"]),
        st.builds(CountData, st.integers(0, 3), st.integers(0, 3), st.integers(0, 3)),
    ),
))  # fmt: skip


@given(ARTICLES)
def test_totals_are_sums_over_the_articles(articles: list[ArticleData]) -> None:
    totals = aggregate(articles).totals

    counts = [count for one in articles for count in one.counts.values()]
    assert totals.articles == len(articles)
    assert totals.certain == sum(any(count.error for count in one.counts.values()) for one in articles)
    assert totals.affected == sum(any(count.total for count in one.counts.values()) for one in articles)
    assert totals.findings.total == sum(count.total for count in counts)
    assert totals.findings.error == sum(count.error for count in counts)
    assert totals.characters == sum(one.characters for one in articles)


@given(ARTICLES)
def test_every_article_is_in_one_month(articles: list[ArticleData]) -> None:
    months = aggregate(articles).months

    assert Counter({month.month: month.articles for month in months}) == Counter(one.month for one in articles)
    assert [month.month for month in months] == sorted((month.month for month in months), key=lambda m: m or "~")


@given(ARTICLES)
def test_findings_of_months_and_folders_add_up_to_the_whole(articles: list[ArticleData]) -> None:
    sums = aggregate(articles)
    families: Counter[str] = Counter()
    for one in articles:
        for code, count in one.counts.items():
            families[family_letters(code)] += count.total

    for parts in (sums.months, sums.groups["folder"]):
        assert sum(part.findings.total for part in parts) == sums.totals.findings.total
        assert sum(part.certain for part in parts) == sums.totals.certain
        found: Counter[str] = Counter()
        for part in parts:
            found.update(part.by_family)
        assert found == families


@given(ARTICLES)
def test_group_holds_the_articles_that_name_it(articles: list[ArticleData]) -> None:
    sums = aggregate(articles)

    for kind in GROUP_KINDS:
        for group in sums.groups[kind]:
            members = [one for one in articles if group.name in names_of(one, kind)]
            assert group.articles == len(members)
            assert group.characters == sum(one.characters for one in members)


def test_article_that_names_a_tag_twice_counts_once() -> None:
    sums = aggregate([article(tags=["猫", "猫"])])

    assert [(group.name, group.articles) for group in sums.groups["tag"]] == [("猫", 1)]


def test_groups_with_most_errors_an_article_come_first() -> None:
    few = article(categories=["庭"], counts={"TR001": CountData(error=1)})
    many = article(categories=["猫"], counts={"TR001": CountData(error=2)})

    assert [group.name for group in aggregate([few, many]).groups["category"]] == ["猫", "庭"]


@pytest.mark.parametrize("count", [0, 1, 64, 65, 200])
def test_packed_articles_are_those_that_went_in(count: int) -> None:
    articles = articles_of(count)

    packed = PackedArticles(articles)

    assert len(packed) == count
    assert list(packed) == articles
    assert [packed[number] for number in range(count)] == articles
    assert packed[-3:] == articles[-3:]
    with pytest.raises(IndexError):
        packed[count]
