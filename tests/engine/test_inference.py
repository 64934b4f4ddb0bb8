"""Does an inferred schema say what the headers have in common, without letting go of what a preset says?"""

import json
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import koetsu.engine.config
from koetsu.engine.census import Census
from koetsu.engine.config.schema_check import fault_of
from koetsu.engine.inference import infer, merged
from koetsu.lsp.schema_view import SchemaView
from koetsu.text.corpus import Fact
from koetsu.text.front_matter import FrontMatter
from koetsu.text.header_facts import header_facts
from koetsu.text.schema import Schema

PRESETS = Path(koetsu.engine.config.__file__).with_name("presets")
BASES = [json.loads(file.read_text(encoding="utf-8")) for file in sorted(PRESETS.glob("*.json"))]
KEYS = sorted({key for base in BASES for key in base["properties"]} | {"author"})


class Article(NamedTuple):
    path: str
    header: tuple[Fact, ...]


def inferred(headers: list[dict[str, Any]], base: dict[str, Any] | None = None, language: Any = "en") -> dict[str, Any]:
    matters = [FrontMatter.parse(f"{json.dumps(header, ensure_ascii=False)}\n") for header in headers]
    return infer(
        Census.of(Article(f"{number}.md", header_facts(matter)) for number, matter in enumerate(matters)),
        base,
        language,
    )


def test_a_schema_names_types_choices_formats_and_lengths() -> None:
    headers = [
        {
            "title": f"猫の話その{number:03}",
            "date": "2026-01-02",
            "type": ["tech", "idea"][number % 2],
            "tags": ["猫", "犬"],
            "author": {"name": f"山田{number:03}", "url": "https://example.org/"},
            "faq": [{"q": f"何{number:03}"}, {"q": f"誰{number:03}", "a": "猫"}],
            "draft": False,
        }
        for number in range(100)
    ]

    schema = inferred(headers)
    properties = schema["properties"]
    for part in [*properties.values(), properties["author"]["properties"]["name"]]:
        assert part.pop("description")

    assert schema["required"] == list(properties) == ["title", "date", "type", "tags", "author", "faq", "draft"]
    assert properties["title"] == {"type": "string", "minLength": 2, "maxLength": 20}
    assert properties["date"] == {"type": "string", "format": "date"}
    assert properties["type"] == {"enum": ["idea", "tech"]}
    assert properties["tags"]["items"] == {"enum": ["犬", "猫"]}
    assert properties["author"]["required"] == ["name", "url"]
    assert properties["author"]["properties"]["url"]["format"] == "uri"
    assert properties["faq"]["items"]["required"] == ["q"]
    assert properties["draft"] == {"type": "boolean"}


def test_names_used_as_keys_are_not_listed() -> None:
    headers = [{"links": {f"記事{number}-{other}": "猫" for other in range(3)}} for number in range(50)]

    assert "properties" not in inferred(headers)["properties"]["links"]


def test_an_editor_shows_what_was_counted() -> None:
    headers = [{"title": f"猫の話その{number:03}"} for number in range(40)]
    view = {language: SchemaView(inferred(headers, None, language)) for language in ("ja", "en")}

    assert "40本の記事のうち40本にあります。長さはどれも8文字。" in (view["ja"].description(["title"], "ja") or "")
    assert "In 40 of 40 articles. Each has 8 characters." in (view["en"].description(["title"], "en") or "")


def test_values_that_are_common_are_offered() -> None:
    headers = [{"place": f"町{number % 25}"} for number in range(100)]

    assert len(SchemaView(inferred(headers)).values(["place"])) == 10


@pytest.mark.parametrize(
    ("own", "base", "both"),
    [
        ({}, {"type": "string"}, {"type": "string"}),
        ({"type": "string", "maxLength": 90}, {"type": "string", "maxLength": 70}, {"type": "string", "maxLength": 70}),
        ({"type": "string"}, {"type": ["string", "null"]}, {"type": "string"}),
        ({"type": "string"}, {"type": "string", "format": "emoji"}, {"type": "string", "format": "emoji"}),
        ({"enum": ["a"]}, {"enum": ["a", "b"]}, {"enum": ["a", "b"]}),
        ({"enum": ["a", "c"]}, {"enum": ["a", "b"]}, {"enum": ["a", "b"]}),
        ({"type": "boolean"}, {"anyOf": [{"type": ["boolean", "null"]}, {"enum": ["yes"]}]}, {"type": "boolean"}),
        (
            {"type": "string"},
            {"anyOf": [{"type": "boolean"}, {"enum": ["y"]}]},
            {"anyOf": [{"type": "boolean"}, {"enum": ["y"]}]},
        ),
        (
            {"type": "array"},
            {"type": ["array", "null"], "items": {"type": "string"}},
            {"type": "array", "items": {"type": "string"}},
        ),
        ({"type": "integer"}, {"type": "string"}, {"type": "string"}),
    ],
)
def test_what_both_ask_for_is_asked_for(own: dict[str, Any], base: dict[str, Any], both: dict[str, Any]) -> None:
    assert merged(own, base) == both


SCALARS = st.one_of(
    st.sampled_from(["tech", "猫", "2026-01-02", "2026-01-02 09:00:00 +0900", "yes", "true", "", "🐈", "猫" * 80]),
    st.sampled_from([0, 1, 7, 1.5, True, False, None]),
)
VALUES = SCALARS | st.lists(SCALARS, max_size=7) | st.fixed_dictionaries({"name": SCALARS}) | st.just([["猫"]])
HEADERS = st.dictionaries(st.sampled_from(KEYS), VALUES, min_size=1, max_size=6)


@settings(max_examples=200, deadline=None)
@given(st.sampled_from(BASES), HEADERS, st.lists(HEADERS, max_size=5), st.sampled_from(["ja", "en"]))
def test_nothing_is_allowed_that_a_preset_refuses(
    base: dict[str, Any], usual: dict[str, Any], others: list[dict[str, Any]], language: Any
) -> None:
    schema = inferred([usual] * 40 + others * 4, base, language)

    assert fault_of(schema) is None
    compiled, preset = Schema(schema), Schema(base)
    for header in [usual, *others]:
        found = [fault.path for fault in compiled.faults(header)]
        assert all(
            any(path[: len(fault.path)] == fault.path or fault.path[: len(path)] == path for path in found)
            for fault in preset.faults(header)
        )
