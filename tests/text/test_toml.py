"""Does every key and value of a TOML text know its place?"""

import json
import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koetsu.text.source import Span
from koetsu.text.toml import parse_toml
from koetsu.text.tree import SyntaxFault

EVERYTHING = '''# a comment = with signs
title = "春の庭🌱" # behind it
"quoted.key".'other key'.bare = 1
date = 2026-04-01 09:00:00+09:00
numbers = [ 1, 2.5, -inf, # in between
  { inline = true, dotted.key = """two
lines""" }, ]

[rules.RT001]
characters-per-minute = [400, 650]

[[overrides]]
files = ['a"b']
[overrides.severity]
HD003 = "off"

[[overrides]]
ignore = []
'''


def part(text, span):
    return text[span.start : span.end]


def test_node_spans_the_value_with_its_quotation_marks():
    root = parse_toml(EVERYTHING)

    assert part(EVERYTHING, root.at(["title"]).span) == '"春の庭🌱"'
    assert root.at(["title"]).text == "春の庭🌱"
    assert part(EVERYTHING, root.at(["title"]).key_span) == "title"
    assert part(EVERYTHING, root.at(["numbers", 3, "dotted", "key"]).span) == '"""two\nlines"""'
    assert part(EVERYTHING, root.at(["overrides", 0, "severity", "HD003"]).span) == '"off"'


def test_node_of_a_dotted_key_knows_the_part_that_names_it():
    root = parse_toml(EVERYTHING)

    assert part(EVERYTHING, root.at(["quoted.key"]).key_span) == '"quoted.key"'
    assert part(EVERYTHING, root.at(["quoted.key", "other key"]).key_span) == "'other key'"
    assert part(EVERYTHING, root.at(["quoted.key", "other key", "bare"]).key_span) == "bare"


def test_node_of_a_table_spans_its_header():
    root = parse_toml(EVERYTHING)

    assert part(EVERYTHING, root.at(["rules", "RT001"]).span) == "[rules.RT001]"
    assert part(EVERYTHING, root.at(["rules", "RT001"]).key_span) == "RT001"
    assert part(EVERYTHING, root.at(["overrides", 1]).span) == "[[overrides]]"


def test_values_are_plain_data():
    value = parse_toml(EVERYTHING).value

    assert value["date"] == "2026-04-01 09:00:00+09:00"
    assert value["numbers"][2] == "-inf"
    assert json.loads(json.dumps(value)) == value


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_offsets_count_code_points_whatever_ends_a_line(newline):
    text = EVERYTHING.replace("\n", newline)
    root = parse_toml(text, 100)

    span = root.at(["overrides", 0, "files", 0]).span
    assert text[span.start - 100 : span.end - 100] == "'a\"b'"


def test_path_that_leads_nowhere_gives_none():
    root = parse_toml(EVERYTHING)

    assert root.at(["title", "more"]) is None
    assert root.at(["overrides", 2]) is None
    assert root.at(["overrides", -1]) is None


@pytest.mark.parametrize(
    ("text", "reason", "marked"),
    [
        ('a = "x\nb = 1\n', "toml-string", '"x'),
        ("a = '''x\n", "toml-string", "'''x"),
        ("a = [1, 2\n", "toml-bracket", "[1, 2"),
        ("a = {b = 1\n", "toml-bracket", "{b = 1"),
        ("[a\nb = 1\n", "toml-bracket", "[a"),
        ("a b = 1\n", "toml-equals", "a b = 1"),
        ("= 1\n", "toml-key", "= 1"),
        ("a = \nb = 1\n", "toml-value", "a ="),
        ("a = 2026-13-01\n", "toml-value", "2026-13-01"),
        ("a = yes\n", "toml-value", "yes"),
        ("a = 1 2\n", "toml-rest", "2"),
        ('a = "\\q"\n', "toml-escape", '"\\q"'),
        ('a = "\x01"\n', "toml-character", "\x01"),
        ("a = 1\r\nb = @\r\n", "toml-value", "@"),
        ("a = " + "9" * 5000 + "\n", "toml-value", "9" * 5000),
        ("a = " + "[" * 5000, "toml-depth", "["),
        ("a." * 5000 + "b = 1", "toml-depth", "a"),
        ("[" + "a." * 5000 + "b]", "toml-depth", "a"),
        ("a = 1\na = 2\n", "toml-duplicate", "a"),
        ("[a]\n[a]\n", "toml-duplicate", "a"),
        ("[[a]]\n[a]\n", "toml-duplicate", "a"),
        ("a = 1\n[a.b]\n", "toml-duplicate", "a"),
        ("a = {b = 1}\n[a.c]\n", "toml-duplicate", "a"),
        ("a = {b = 1, b = 2}\n", "toml-duplicate", "b"),
        ("a.b = 1\n[a]\n", "toml-duplicate", "a"),
    ],
)
def test_fault_stands_on_the_characters_that_are_wrong(text, reason, marked):
    with pytest.raises(SyntaxFault) as raised:
        parse_toml(text)

    assert raised.value.reason == reason
    assert part(text, raised.value.span) == marked


def test_fault_of_a_key_that_stands_twice_knows_the_first():
    with pytest.raises(SyntaxFault) as raised:
        parse_toml("a = 1\nb = 2\na = 3\n", 10)

    assert raised.value.span == Span(22, 23)
    assert raised.value.first == Span(10, 11)
    assert raised.value.values == {"key": "a"}


def test_duplicates_can_be_kept():
    root = parse_toml('a = 1\nb = 2\na = """\n3"""\nb = 4\n', keep_duplicates=True)

    assert root.value == {"a": 1, "b": 2}
    assert [duplicate.key for duplicate in root.duplicates] == ["a", "b"]


SCALARS = st.one_of(
    st.booleans(), st.integers(-(10**9), 10**9), st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20)
)
KEYS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=0, max_size=8)
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=3), max_leaves=8
)


def written(value):
    """The value in TOML: its basic strings are those of JSON."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{written(key)} = {written(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(written, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


@given(st.dictionaries(KEYS, VALUES, max_size=4), st.sampled_from(["\n", "\r\n"]), st.integers(0, 50))
def test_text_of_every_span_is_the_value(data, newline, base):
    text = "".join(f"{written(key)} = {written(value)} # comment{newline}" for key, value in data.items())
    root = parse_toml(text, base)

    assert root.value == data
    for node in list(root.walk())[1:]:
        inside = text[node.span.start - base : node.span.end - base]
        assert tomllib.loads(f"x = {inside}")["x"] == node.value
        if node.key_span is not None:
            key = text[node.key_span.start - base : node.key_span.end - base]
            assert list(tomllib.loads(f"{key} = 1")) == [json.loads(key)]


@given(st.text(st.sampled_from("ab=[]{}\"'#.,\n\r\\ 1-:tru"), max_size=40))
def test_validity_is_that_of_tomllib(text):
    try:
        expected = tomllib.loads(text)
    except tomllib.TOMLDecodeError:
        with pytest.raises(SyntaxFault) as raised:
            parse_toml(text)
        assert 0 <= raised.value.span.start <= raised.value.span.end <= len(text)
    else:
        assert set(parse_toml(text).value) == set(expected)
