"""Does the census count every value, and does it see as outliers what differs from nearly all?"""

import json
from collections.abc import Iterable
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from koetsu.engine.census import Census, Outlier, parent_of
from koetsu.engine.expectation import ENOUGH, Bounds, Expectation
from koetsu.engine.inference import infer
from koetsu.text.corpus import Fact
from koetsu.text.front_matter import FrontMatter
from koetsu.text.header_facts import header_facts
from koetsu.text.schema import Schema, SchemaFault

KINDS = {"type": "kind", "enum": "value", "format": "format", "required": "missing"}


class Article(NamedTuple):
    path: str
    header: tuple[Fact, ...]


def census(headers: Iterable[dict[str, Any]]) -> Census:
    return Census.of(Article(f"{number:03}.md", facts(header)) for number, header in enumerate(headers))


def facts(header: dict[str, Any]) -> tuple[Fact, ...]:
    return header_facts(FrontMatter.parse(f"{json.dumps(header, ensure_ascii=False)}\n"))


def expected(values: Iterable[Any]) -> Expectation:
    return census({"key": value} for value in values).keys["key"].expected


def test_keys_values_and_kinds_are_counted_by_article() -> None:
    counted = census([{"tags": ["猫", "猫", 3]}, {"tags": ["犬"], "draft": True}, {"tags": "猫"}, {}])
    tags, items = counted.keys["tags"], counted.keys["tags[]"]

    assert counted.articles == 3
    assert list(counted.keys) == ["tags", "tags[]", "draft"]
    assert (tags.articles, tags.kinds, tags.lists) == (3, {"array": 2, "string": 1}, (1, 1, 3))
    assert (items.articles, items.found, items.distinct) == (2, 4, 3)
    assert items.values == [("3", 1), ("犬", 1), ("猫", 1)]


def test_few_headers_lead_to_no_expectation() -> None:
    counted = census([{"title": "猫"}] * (ENOUGH - 2) + [{"title": 3}])

    assert not counted.is_enough
    assert counted.outliers == []
    assert counted.keys["title"].expected.types == ()


def test_what_nearly_all_have_is_expected_of_the_rest() -> None:
    headers: list[dict[str, Any]] = [{"title": f"記事{number}", "date": "2026-01-02"} for number in range(200)]
    headers += [{"title": "日付なし"}, {"title": 2026, "date": "未定"}]

    counted = census(headers)

    assert counted.outliers == [
        Outlier("200.md", "date", "missing"),
        Outlier("201.md", "date", "format", "string", "未定"),
        Outlier("201.md", "title", "kind", "integer", "2026"),
    ]


@pytest.mark.parametrize(
    ("values", "form"),
    [
        (["2026-01-02"], "date"),
        (["2026-01-02T09:00:00+09:00"], "date-time"),
        (["2026-01-02 09:00"], "zenn-date"),
        (["2026-01-02", "2026-01-02T09:00:00Z"], "hugo-date"),
        (["2026-01-02 09:00 +0900"], "jekyll-date"),
        (["https://example.org/neko"], "uri"),
        (["https://example.org/猫"], None),
        (["neko@example.org"], "email"),
        (["2026年1月2日"], None),
    ],
)
def test_the_narrowest_format_that_fits_is_seen(values: list[str], form: str | None) -> None:
    assert expected(values * ENOUGH).format == form


@pytest.mark.parametrize(
    ("values", "choices"),
    [
        (["tech"] * 60 + ["idea"] * 30 + ["tehc"], ("tech", "idea")),
        (["tech"] * 29, ()),
        (["", "tech"] * 40, ()),
        (["3分", "5分"] * 40, ()),
        (["/image/a.png"] * 80, ()),
        ([f"分類{number}" for number in "あいうえおかきくけこさしす"] * 40, ()),
        (["今日は晴れです。"] * 80, ()),
        (["猫"] * 70 + [f"犬{number}" for number in range(10)], ()),
    ],
)
def test_few_words_are_a_choice(values: list[str], choices: tuple[str, ...]) -> None:
    assert expected(values).choices == choices


def test_lengths_leave_slack() -> None:
    keyed = expected(["猫" * length for length in range(31, 61)])

    assert keyed.text == Bounds(10, 120)
    assert expected(["猫の話", "犬の話", "鳥の話を長く"] * 10 + [f"{n}" for n in range(9)]).text == Bounds(1, 20)


@pytest.mark.parametrize(
    ("slips", "types"),
    [
        ([5], ("array",)),
        ([5, "猫"], ("array",)),
        ([5, 6], ("array",)),
        (["猫"] * 3, ("array", "string")),
        (["猫"] * 3 + [5], ("array", "string")),
    ],
)
def test_a_slip_in_a_small_site_is_no_type(slips: list[Any], types: tuple[str, ...]) -> None:
    assert expected([["猫"]] * 40 + slips).types == types


def test_an_optional_key_may_be_empty() -> None:
    headers = [{"title": "猫", "image": f"絵{n}"} for n in range(50)] + [{"title": "猫", "image": None}]
    headers += [{"title": "猫"}] * 50

    assert census(headers).keys["image"].expected.types == ("string", "null")
    assert census(headers).outliers == []


def test_a_required_key_may_not_be_empty() -> None:
    headers: list[dict[str, Any]] = [{"title": f"猫{n}"} for n in range(60)] + [{"title": None}]

    assert census(headers).outliers == [Outlier("060.md", "title", "kind", "null", "null")]


def test_a_rare_key_beside_a_frequent_one_is_no_slip() -> None:
    headers: list[dict[str, Any]] = [{"title": "猫", "tags": []} for _ in range(200)]

    slipped = census([*headers, {"titel": "猫", "Tags": []}, {"title": "猫", "titles": "犬", "tags": []}])

    assert {key.key: key.slip_for for key in slipped.keys.values()} == {
        "title": None,
        "tags": None,
        "titel": "title",
        "Tags": "tags",
        "titles": None,
    }


@pytest.mark.parametrize(
    ("key", "parent"),
    [
        ("title", None),
        ("author.name", "author"),
        ("tags[]", "tags"),
        ("faq[].q", "faq[]"),
        ('"a.b"', None),
        ('x."a.b"', "x"),
        ('x[]."[]"', "x[]"),
    ],
)
def test_every_key_has_its_parent(key: str, parent: str | None) -> None:
    assert parent_of(key) == parent


WORDS = st.sampled_from(["tech", "idea", "猫", "2026-01-02", "2026-02-30", "https://a.b/c", "", "猫" * 30, "猫" * 300])
SCALARS = st.one_of(WORDS, st.integers(0, 3), st.booleans(), st.none(), st.just(1.0), st.just(1.5))
VALUES = st.recursive(
    SCALARS,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("pq"), inner, max_size=2),
    max_leaves=4,
)
HEADERS = st.dictionaries(st.sampled_from(["title", "date", "tags", "author"]), VALUES, max_size=4)


@settings(max_examples=150, deadline=None)
@given(
    st.lists(st.tuples(HEADERS, st.integers(1, 80)), min_size=1, max_size=4),
    st.lists(HEADERS, max_size=4),
    st.sampled_from(["ja", "en"]),
)
def test_outliers_are_exactly_what_the_schema_does_not_allow(
    usual: list[tuple[dict[str, Any], int]], others: list[dict[str, Any]], language: Any
) -> None:
    headers = [header for header, count in usual for _ in range(count)] + others
    headers = [header for header in headers if header]
    counted = census(headers)
    if not counted.is_enough:
        return
    schema = Schema(infer(counted, None, language))

    found = [
        (f"{number:03}.md", named(fault), KINDS.get(fault.kind, "length"))
        for number, header in enumerate(headers)
        for fault in schema.faults(header)
    ]

    assert sorted(found) == [(one.path, one.key, one.why) for one in counted.outliers if is_said(counted, one.key)]


def named(fault: SchemaFault) -> str:
    key = "".join("[]" if isinstance(step, int) else f".{step}" for step in fault.path)
    return f"{key}.{fault.values['key']}".lstrip(".") if fault.kind == "required" else key.lstrip(".")


def is_said(counted: Census, key: str) -> bool:
    """Whether the schema names a key and everything above it, with the type that leads down to it."""
    above = parent_of(key)
    own = counted.keys[key]
    if above is None:
        return own.is_custom
    wanted = "array" if key.endswith("[]") else "object"
    return own.is_custom and wanted in counted.keys[above].expected.types and is_said(counted, above)
