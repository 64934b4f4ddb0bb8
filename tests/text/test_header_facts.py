"""Is every value of a header one fact, under a key that leads back to it?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koetsu.text.corpus import Fact
from koetsu.text.front_matter import FrontMatter
from koetsu.text.header_facts import MAXIMUM_FACTS, SHOWN, header_facts, kind_of, steps_of


def facts(header: str) -> list[tuple[str, str, str, int]]:
    return [(fact.key, fact.kind, fact.value, fact.length) for fact in of(f"---\n{header}---\n")]


def of(text: str) -> tuple[Fact, ...]:
    return header_facts(FrontMatter.parse(text))


def test_values_lists_and_mappings_become_facts() -> None:
    header = (
        "title: 猫\ndate: 2026-01-02\ntags: [a, 1]\nauthor:\n  name: 山田\nfaq:\n- q: 何\n  n: 1.5\ndraft: true\nid:\n"
    )

    assert facts(header) == [
        ("title", "string", "猫", 1),
        ("date", "date", "2026-01-02", 10),
        ("tags", "array", "", 2),
        ("tags[]", "string", "a", 1),
        ("tags[]", "integer", "1", 0),
        ("author", "object", "", 0),
        ("author.name", "string", "山田", 2),
        ("faq", "array", "", 1),
        ("faq[]", "object", "", 0),
        ("faq[].q", "string", "何", 1),
        ("faq[].n", "number", "1.5", 0),
        ("draft", "boolean", "true", 0),
        ("id", "null", "null", 0),
    ]


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("2026-01-02", "date"),
        ("2026-01-02 09:00:00 +0900", "date"),
        ("2026-01-02T09:00:00Z", "date"),
        ("2026-01-02 09:00", "date"),
        ("2026-02-30", "string"),
        ("2026/01/02", "string"),
        ("2026-01-02に書いた", "string"),
        ("", "string"),
    ],
)
def test_a_date_is_a_day_of_the_calendar(value: str, kind: str) -> None:
    assert kind_of(value) == kind


def test_what_is_said_to_koetsu_is_no_fact() -> None:
    assert [key for key, *_ in facts("title: 猫\nkoetsu: {disable: [TR001]}\n")] == ["title"]


@pytest.mark.parametrize(
    "text", ["", "本文です。\n", "---\ntitle: [猫\n---\n", "---\n- 猫\n---\n", "\n---\ntitle: 猫\n---\n"]
)
def test_a_header_that_does_not_parse_has_none(text: str) -> None:
    assert of(text) == ()


def test_long_values_are_cut_and_their_length_kept() -> None:
    [fact] = of(f"---\ntitle: {'猫' * 500}\n---\n")

    assert (len(fact.value), fact.length) == (SHOWN, 500)


def test_a_header_of_very_many_values_is_bounded() -> None:
    assert len(of(f"---\ntags: [{', '.join('a' * 9000)}]\n---\n")) == MAXIMUM_FACTS


@given(st.lists(st.text(st.characters(exclude_categories=["Cs", "Cc"])), min_size=1, max_size=3))
def test_a_key_leads_back_to_its_value(keys: list[str]) -> None:
    import json

    value: object = "x"
    for key in reversed(keys):
        value = [{key: value}]
    header = {"a.b": value}

    found = of(f"{json.dumps(header)}\n\n")
    steps = ["a.b"]
    for key in keys:
        steps += ["[]", key]

    if found:  # a header in JSON may not end a line elsewhere
        assert steps_of(found[-1].key) == tuple(steps)
