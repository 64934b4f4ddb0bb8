"""What is a header, where does it end, and where does each of its values stand?"""

import io
import json
import subprocess
import sys
import textwrap

import pytest
from hypothesis import given
from hypothesis import strategies as st
from ruamel.yaml import YAML

from koetsu.text.front_matter import FrontMatter
from koetsu.text.source import Span
from koetsu.text.yaml import parse_yaml


def part(text, span):
    return text[span.start : span.end]


def faults(text):
    header = FrontMatter.parse(text)
    return None if header is None or header.fault is None else (header.fault.reason, part(text, header.fault.span))


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
def test_header_knows_its_parts_whatever_ends_a_line(newline):
    text = "---\ntitle: 春の🌱庭\ntags: [園芸]\n--- \n本文".replace("\n", newline)
    header = FrontMatter.parse(text)

    assert part(text, header.opening) == "---"
    assert part(text, header.closing) == "--- "
    assert part(text, header.content) == f"title: 春の🌱庭{newline}tags: [園芸]{newline}"
    assert text[header.body_start :] == "本文"
    assert part(text, header["title"].span) == "春の🌱庭"
    assert part(text, header["tags"].members[0].span) == "園芸"


def test_header_is_a_mapping_of_nodes():
    header = FrontMatter.parse("---\ntitle: 春\ndate: 2026-04-01\n---\n")

    assert list(header) == list(header.keys()) == ["title", "date"]
    assert "title" in header
    assert "author" not in header
    assert header.get("author") is None
    assert header.data == {"title": "春", "date": "2026-04-01"}
    assert header.root.at(["date"]).text == "2026-04-01"
    with pytest.raises(KeyError):
        header["author"]


def test_values_are_those_of_yaml_1_2():
    header = FrontMatter.parse(
        "---\na: yes\nb: true\nc: 010\nd: 0x1F\ne: 1e3\nf: .inf\ng: ~\nh: 12:30:45\ni: 2026-04-01T09:00:00Z\n"
        "j: !!str 1\nk: '2'\nl: |\n  x\n  y\n2026: m\n---\n"
    )

    assert header.data == {
        "a": "yes",
        "b": True,
        "c": 10,
        "d": 31,
        "e": 1000.0,
        "f": ".inf",
        "g": None,
        "h": "12:30:45",
        "i": "2026-04-01T09:00:00Z",
        "j": "1",
        "k": "2",
        "l": "x\ny\n",
        "2026": "m",
    }


def test_address_and_question_mark_between_brackets_are_text():
    header = FrontMatter.parse("---\nimages: [https://example.com/a.png, what?]\nmore: {a: x:y}\n---\n")

    assert header.data == {"images": ["https://example.com/a.png", "what?"], "more": {"a": "x:y"}}


def test_number_of_more_digits_than_python_reads_stays_text():
    header = FrontMatter.parse(f"---\na: {'9' * 5000}\n---\n")

    assert header.data == {"a": "9" * 5000}


def test_empty_value_has_an_empty_span_on_its_own_line():
    text = "---\ntitle:\ndate: # later\n---\n"
    header = FrontMatter.parse(text)

    assert header["title"].span == Span(10, 10)
    assert header["date"].span == Span(16, 16)


def test_span_of_a_value_leaves_out_anchor_tag_and_comment():
    text = "---\na: &x [1]\nb: !!str 2 # two\nc: &y\n  d: e\n---\n"
    header = FrontMatter.parse(text)

    assert [part(text, header[key].span) for key in "abc"] == ["[1]", "2", "d: e"]


def test_value_of_an_alias_stands_where_the_alias_stands():
    text = "---\na: &x [1]\nb: *x\n---\n"
    header = FrontMatter.parse(text)

    assert part(text, header["b"].span) == "*x"
    assert header["b"].value == [1]


def test_merged_keys_are_members():
    header = FrontMatter.parse("---\na: &x {p: 1, q: 2}\nb:\n  <<: *x\n  q: 3\n---\n")

    assert header.data["b"] == {"p": 1, "q": 3}
    assert not header.duplicates


def test_duplicates_are_found_at_every_depth_in_the_order_of_the_file():
    text = "---\na: {x: 1, x: 2}\nb: 1\nb: 2\nb: 3\n---\n"
    found = FrontMatter.parse(text).duplicates

    assert [(duplicate.key, part(text, Span(duplicate.first.start, duplicate.later.end))) for duplicate in found] == [
        ("x", "x: 1, x"),
        ("b", "b: 1\nb"),
        ("b", "b: 2\nb"),
    ]


@pytest.mark.parametrize("character", ["\u2028", "\u2029", "\x85", "\ufeff"])
def test_character_that_only_libyaml_takes_for_a_line_end_is_text(character):
    text = f"---\n{character}a: x{character}y\nb: 🌱\n---\n"
    header = FrontMatter.parse(text)

    assert header.data == {f"{character}a": f"x{character}y", "b": "🌱"}
    assert part(text, header["b"].span) == "🌱"


def test_toml_header_is_read():
    text = '+++\ntitle = "春"\ndate = 2026-04-01\n+++\n本文'
    header = FrontMatter.parse(text)

    assert header.kind == "toml"
    assert header.data == {"title": "春", "date": "2026-04-01"}
    assert part(text, header["title"].span) == '"春"'
    assert text[header.body_start :] == "本文"


def test_json_header_is_read():
    text = '{\n\t"title": "\\u6625\\ud83c\\udf31", "n": [1, -2.5e3, null],\n\t"n": {"m": true}\n}\n本文'
    header = FrontMatter.parse(text)

    assert header.kind == "json"
    assert header.data == {"title": "春🌱", "n": {"m": True}}
    assert part(text, header.root.at(["n", "m"]).span) == "true"
    assert part(text, header["title"].span) == '"\\u6625\\ud83c\\udf31"'
    assert [duplicate.key for duplicate in header.duplicates] == ["n"]
    assert part(text, header.closing) == "}"
    assert text[header.body_start :] == "本文"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "本文",
        "---",
        "---\n",
        "----\na: b\n----\n",
        "---\n\n本文です。\n\n---\n",
        "---\n本文です。\n---\n",
        "---\nNote: 古い記事です。\n\n本文です。\n",
        "\n---\n\n本文です。\n\n---\n",
        "\n本文\n",
        "Note: 本文です。\n",
        "title: 春\n\n本文\n",
        "+++\n本文\n",
        "{{ site.title }}\n",
        "{: .lead}\n",
        '{"a": 1} は例です。\n',
        "* * *\ntitle: x\n* * *\n",
    ],
)
def test_text_is_no_header(text):
    assert FrontMatter.parse(text) is None


@pytest.mark.parametrize(
    ("text", "form", "body"),
    [
        ("---\n---\n本文", "fenced", "本文"),
        ("---\n---", "fenced", ""),
        ("---\na: b\n---", "fenced", ""),
        ("---\na: b\n...\n本文", "fenced", "本文"),
        ("\n \n---\ntitle: b\n---\n本文", "late", "本文"),
        ("title: a\ndate: b\ntags:\n  - c\nbody:\n\n本文", "unfenced", "\n本文"),
        ("title: a\ndate: b\n---\n本文", "unopened", "本文"),
        ("---\ntitle: a\n\n本文", "fenced", "\n本文"),
        ("---\ntitle: a\ntags:\n- b\n# 見出し\n本文", "fenced", "# 見出し\n本文"),
        ("---\ntitle: a\n\n本文\n\n---\n続き", "fenced", "\n本文\n\n---\n続き"),
    ],
)
def test_header_has_a_form_and_an_end(text, form, body):
    header = FrontMatter.parse(text)

    assert header.form == form
    assert text[header.body_start :] == body


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("---\na: b\n---\n", None),
        ("---\na: b: c\n---\n", ("yaml-colon", ":")),
        ("---\n- a\n---\n", ("not-a-mapping", "- a")),
        ("---\na: b\n\n本文", None),
        ("---\ntitle: b\n\n本文", ("unclosed", "---")),
        ('{"a": 1,}\n', ("json-syntax", "}")),
        ('{"a": [1 2]}\n', ("json-syntax", "2")),
        ('{"a": {\n\n本文', ("json-bracket", "{")),
        ('{"a": ' + "[" * 200 + "]" * 200 + "}\n", ("json-depth", "[")),
        ("+++\na = b\n+++\n", ("toml-value", "b")),
    ],
)
def test_fault_has_a_reason_and_a_place(text, fault):
    assert faults(text) == fault


@pytest.mark.parametrize("opening", ["[", "- ", "? ", "{a: ", "[{a: "])
@pytest.mark.parametrize("depth", [101, 100_000])
def test_deep_nesting_is_refused(opening, depth):
    assert faults(f"---\na:\n  {opening * depth}\n---\n")[0] == "yaml-depth"


def test_alias_bomb_is_refused():
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 30)]

    assert faults("---\n" + "\n".join(lines) + "\n---\n")[0] == "yaml-aliases"


def test_alias_to_itself_is_refused():
    assert faults("---\na: &x [*x]\n---\n") == ("yaml-aliases", "&x [*x]")


def test_nothing_is_imported_for_a_file_without_a_header():
    script = textwrap.dedent("""
        import sys
        from koetsu.text.front_matter import FrontMatter
        FrontMatter.parse("# 見出し")
        print([name for name in sys.modules if name.startswith("ruamel")])
        """)

    assert subprocess.run([sys.executable, "-c", script], capture_output=True, check=True).stdout == b"[]\n"


def test_header_is_read_the_same_without_libyaml(monkeypatch):
    text = "title: 春\nempty:\ntags:\n  - a\n  - &x b\nmore: {c: *x, d: 'e'}\ntext: |\n  f\n\nlast: g # h\nlast: i\n"
    fast = [(node.span, node.key_span, node.value, node.duplicates) for node in parse_yaml(text).walk()]
    monkeypatch.setitem(sys.modules, "ruamel.yaml.cyaml", None)
    pure = [(node.span, node.key_span, node.value, node.duplicates) for node in parse_yaml(text).walk()]

    assert pure == fast


# A word that begins with ? or : between brackets is written bare by ruamel.yaml, and no parser reads it back.
TEXTS = st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=12).filter(
    lambda text: text[:1] not in ("?", ":")
)
SCALARS = st.none() | st.booleans() | st.integers(-(10**9), 10**9) | TEXTS
VALUES = st.recursive(
    SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(TEXTS, inner, max_size=3), max_leaves=10
)


@given(st.dictionaries(TEXTS, VALUES, min_size=1, max_size=4), st.booleans(), st.sampled_from(["\n", "\r\n"]))
def test_text_of_every_span_of_yaml_is_the_value(data, flow, newline):
    stream = io.StringIO()
    yaml = YAML(typ="safe", pure=True)
    yaml.allow_unicode, yaml.default_flow_style, yaml.width = True, flow, 10**6
    yaml.dump(data, stream)
    text = stream.getvalue().replace("\n", newline)
    root = parse_yaml(text, 7)

    assert root.value == data
    for node in root.walk():
        if node.members is None:
            inside = part(text, Span(node.span.start - 7, node.span.end - 7))
            again = parse_yaml(f"- {inside}")
            assert again.members[0].value == node.value
        for name, member in node.members.items() if isinstance(node.members, dict) else ():
            key = part(text, Span(member.key_span.start - 7, member.key_span.end - 7))
            assert list(parse_yaml(f"{key}: 1").value) == [name]


@given(st.dictionaries(TEXTS, VALUES, min_size=1, max_size=4), st.sampled_from([None, 2, "\t"]))
def test_text_of_every_span_of_json_is_the_value(data, indent):
    text = json.dumps(data, ensure_ascii=False, indent=indent)
    header = FrontMatter.parse(text + "\n")

    assert header.data == data
    for node in header.root.walk():
        assert json.loads(part(text, node.span)) == node.value


ODD = st.text(st.sampled_from("ab:- \"'[]{}#&*!|>%@\n\r\t+=\u2028\x85\x00🌱：\ufeff\\."), max_size=60)


@given(st.sampled_from(["", "---\n", "+++\n", "\n---\n", "title: a\ndate: b\n", '{"a": ']), ODD, ODD)
def test_any_text_is_read_and_every_place_lies_in_it(start, content, body):
    text = f"{start}{content}\n---\n{body}"
    header = FrontMatter.parse(text)
    if header is None:
        return
    spans = [header.span, header.opening, header.content, *([header.closing] if header.closing else [])]
    spans += [header.fault.span] if header.fault else []
    spans += [node.span for node in header.root.walk()] if header.root else []

    assert all(0 <= span.start <= span.end <= len(text) for span in spans)
    assert header.span.end == header.body_start
