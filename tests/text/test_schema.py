"""What does a header lack, in plain data?"""

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import koetsu.engine
from koetsu.text.formats import is_emoji, is_hugo_date, is_jekyll_date, is_zenn_date
from koetsu.text.schema import Schema, SchemaError, SchemaFault

PRESETS = sorted((Path(koetsu.engine.__file__).parent / "config" / "presets").glob("*.schema.json"))


def faults(schema, value):
    return [tuple(fault) for fault in Schema(schema).faults(value)]


@pytest.mark.parametrize(
    ("schema", "value", "kind", "values"),
    [
        ({"type": ["null", "string"]}, 1, "type", {"types": ["string", "null"], "actual": "integer"}),
        ({"enum": ["a", 1, None]}, "b", "enum", {"options": ["a", "1", "null"]}),
        ({"const": True}, "b", "const", {"options": ["true"]}),
        ({"pattern": "^a"}, "b", "pattern", {"pattern": "^a"}),
        ({"format": "date"}, "2026-4-1", "format", {"format": "date"}),
        ({"minLength": 3}, "春", "min_length", {"limit": 3}),
        ({"maxLength": 1}, "春🌱", "max_length", {"limit": 1}),
        ({"minItems": 1}, [], "min_items", {"limit": 1}),
        ({"maxItems": 1}, [1, 2], "max_items", {"limit": 1}),
        ({"minProperties": 1}, {}, "min_properties", {"limit": 1}),
        ({"maxProperties": 0}, {"a": 1}, "max_properties", {"limit": 0}),
        ({"minimum": 1.5}, 1, "minimum", {"limit": 1.5}),
        ({"maximum": 1}, 2, "maximum", {"limit": 1}),
        ({"exclusiveMinimum": 1}, 1, "exclusive_minimum", {"limit": 1}),
        ({"exclusiveMaximum": 1}, 1, "exclusive_maximum", {"limit": 1}),
        ({"multipleOf": 5}, 7, "multiple_of", {"limit": 5}),
        ({"uniqueItems": True}, [1, 1], "unique", {}),
        ({"contains": {"const": 1}}, [2], "contains", {}),
        ({"not": {}}, 1, "not", {}),
        (False, 1, "false", {}),
    ],
)
def test_fault_says_what_is_asked_for(schema, value, kind, values):
    assert faults({"properties": {"key": schema}}, {"key": value}) == [(("key",), kind, values)]


def test_every_missing_and_every_unknown_key_is_a_fault_of_its_own():
    schema = {"required": ["a", "b"], "properties": {"a": {}, "b": {}}, "additionalProperties": False}

    assert sorted((*path, kind, values["key"]) for path, kind, values in faults(schema, {"x": 1, "y": 2})) == [
        ("required", "a"),
        ("required", "b"),
        ("x", "additional", "x"),
        ("y", "additional", "y"),
    ]


def test_path_leads_into_lists_and_mappings():
    schema = {"properties": {"faq": {"items": {"properties": {"q": {"type": "string"}}}}}}

    assert faults(schema, {"faq": [{"q": "a"}, {"q": 1}]})[0][0] == ("faq", 1, "q")


def test_alternatives_of_other_types_become_one_fault_of_type():
    schema = {"properties": {"tags": {"anyOf": [{"type": "array"}, {"type": "string"}]}}}

    assert faults(schema, {"tags": 1}) == [
        (("tags",), "type", {"types": ["string", "array"], "actual": "integer"}),
    ]


def test_alternative_of_the_right_type_says_what_it_lacks():
    schema = {"properties": {"tags": {"oneOf": [{"type": "array", "maxItems": 1}, {"type": "string"}]}}}

    assert faults(schema, {"tags": [1, 2]}) == [(("tags",), "max_items", {"limit": 1})]


def test_own_key_is_known_to_every_schema():
    assert faults({"additionalProperties": False}, {"koetsu": {"disable": ["TR001"]}}) == []
    assert faults({"propertyNames": {"pattern": "^x"}}, {"koetsu": 1}) == []


@pytest.mark.parametrize(
    "schema",
    [
        {"type": "text"},
        {"properties": 3},
        {"pattern": "("},
        {"$ref": "#/nowhere"},
        {"$ref": "https://example.com/schema.json"},
        {"$ref": "file:///etc/passwd"},
    ],
)
def test_schema_that_is_none_is_refused_with_one_line(schema):
    with pytest.raises(SchemaError) as raised:
        Schema(schema)

    assert raised.value.reason
    assert "\n" not in raised.value.reason


def test_schema_refers_to_itself():
    schema = {"properties": {"parent": {"$ref": "#"}, "title": {"type": "string"}}}

    assert Schema(schema).property_names(("parent", "parent")) == ["parent", "title"]
    assert faults(schema, {"parent": {"parent": {"title": 1}}})[0][0] == ("parent", "parent", "title")


def test_property_names_come_from_references_and_alternatives():
    schema = Schema(
        {
            "$defs": {"base": {"properties": {"title": {}}, "required": ["title"]}},
            "allOf": [{"$ref": "#/$defs/base"}],
            "anyOf": [{"properties": {"date": {}}, "required": ["date"]}],
            "properties": {"tags": {"items": {"properties": {"name": {}}}}},
        }
    )

    assert sorted(schema.property_names()) == ["date", "tags", "title"]
    assert schema.property_names(("tags", 0)) == ["name"]
    assert schema.required_names() == {"title"}


def test_schema_is_closed_where_it_knows_all_keys():
    assert Schema({"unevaluatedProperties": False}).closed
    assert Schema({"additionalProperties": False}).closed
    assert not Schema({"properties": {"a": {"additionalProperties": False}}}).closed
    assert not Schema(True).closed


def test_schema_wants_a_header_if_an_empty_one_is_wrong_or_if_it_says_so():
    assert Schema({"required": ["title"]}).wants_header
    assert Schema({"x-koetsu-header-required": True}).wants_header
    assert not Schema({"properties": {"title": {"type": "string"}}}).wants_header


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
)


@pytest.mark.parametrize("preset", PRESETS, ids=lambda path: path.stem)
@given(data=st.data())
def test_preset_answers_for_any_header_in_plain_data(preset, data):
    schema = Schema(json.loads(preset.read_text(encoding="utf-8")))
    names = st.sampled_from(schema.property_names()) | st.text(max_size=5)
    value = data.draw(st.dictionaries(names, VALUES, max_size=5))

    for fault in schema.faults(value):
        assert isinstance(fault, SchemaFault)
        assert json.loads(json.dumps(fault.values)) == fault.values


@pytest.mark.parametrize(
    ("preset", "header"),
    [
        ("jekyll", {"title": 2014, "tags": "a b", "categories": [], "published": "no", "date": "2026/4/1", "x": {}}),
        ("jekyll", {"title": None, "tags": None, "date": "2015-03-17 14:00:00 -4", "layout": None}),
        ("hugo", {"Title": 1, "date": "2026-04-01T09:00:00", "draft": "true", "weight": "3", "tags": [], "toc": True}),
        ("hugo", {"date": "", "description": None, "image": "a.png"}),
        ("zenn", {"title": "春", "emoji": "👩‍💻", "type": "idea", "published": False, "topics": []}),
        ("qiita", {"title": "春", "tags": ["a"], "private": False, "id": None, "updated_at": "", "slide": False}),
        ("qiita", {"title": "春", "tags": [{"name": "Python", "versions": []}], "likes_count": 1}),
        ("astro", {"title": "春", "pubDate": "近日", "tags": "a", "faq": [{"q": "a"}]}),
        ("astro", {}),
    ],
)
def test_preset_accepts_what_its_generator_accepts(preset, header):
    path = next(path for path in PRESETS if path.name == f"{preset}.schema.json")

    assert Schema(json.loads(path.read_text(encoding="utf-8"))).faults(header) == []


@pytest.mark.parametrize(
    ("accepts", "yes", "no"),
    [
        (
            is_jekyll_date,
            ["2026-04-01", "2026-4-1 9:00", "2026/04/01", "2026-04-01 09:00:00 +0900", "1 April 2026", "20260401"],
            ["", "近日", "2026-02-30", "2026-13-01", "2026年4月1日", "{{ date }}", "2026-04-01 25:00"],
        ),
        (
            is_hugo_date,
            ["", "2026-04-01", "2026-04-01T09:00:00Z", "2026-04-01 09:00:00 +0900", "01 Apr 2026"],
            ["2026/04/01", "2026-04-01 09:00", "2026-04-31", "近日"],
        ),
        (is_zenn_date, ["2026-04-01", "2026-04-01 09:00"], ["2026-4-1", "2026-04-01T09:00", "2026-04-31", ""]),
        (is_emoji, ["🌱", "👩‍💻", "1️⃣", ""], ["a", ":memo:"]),
    ],
)
def test_format_accepts_what_the_generator_accepts(accepts, yes, no):
    assert [text for text in yes if not accepts(text)] == []
    assert [text for text in no if accepts(text)] == []
