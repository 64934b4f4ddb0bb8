"""Does every phrase of every list find what it must, and leave alone what it must not touch?"""

import re
import tomllib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import koetsu_rules.residue
from koetsu.engine.registry import rules_in
from koetsu.text.document import Document
from koetsu.text.source import Source
from koetsu_rules.residue.phrases import LISTS, candidates, entries, file_of, find, phrases, readable

FILES = sorted(file.stem for file in Path(koetsu_rules.residue.__file__).parent.glob("*.toml"))
RULES = {rule.name.replace("-", "_"): rule for rule in rules_in("koetsu_rules.residue")}
KEYS = {"id", "kind", "strength", "where", "words", "pattern", "hits", "misses"}
TESTS = ("hits", "misses")


def written(name):
    return tomllib.loads(file_of(name).read_text(encoding="utf-8"))["phrase"]


ENTRIES = [pytest.param(name, entry, id=f"{name}:{entry['id']}") for name in FILES for entry in written(name)]


def reported(name, text):
    return list(RULES[name]().check(Document(Source("article.md", text))))


def shown(text):
    """What a phrase may be found in: the blocks, the texts of links, and the values of the header."""
    document = Document(Source("article.md", text))
    for block in document.blocks:
        yield readable(block)
        yield from (block.text[link.start : link.end] for link in block.marks_of("link"))
    for key in document.front_matter or ():
        yield document.front_matter[key].text.replace("-", " ")


def in_code(text):
    return f"次のように書きます。\n\n````text\n{text}\n````\n"


def in_quotation(text):
    return "次のように書きます。\n\n" + "".join(f"> {line}\n" for line in text.split("\n"))


@pytest.mark.parametrize("name", FILES)
def test_list_belongs_to_a_rule_and_names_each_phrase_once(name):
    names = [entry["id"] for entry in written(name)]

    assert name in RULES
    assert len(names) == len(set(names))


@pytest.mark.parametrize("name", FILES)
def test_list_is_read_line_by_line_as_toml_reads_it(name):
    for_use = [{key: value for key, value in entry.items() if key not in TESTS} for entry in written(name)]

    assert entries(name) == for_use


def test_every_list_is_looked_for():
    assert sorted(LISTS) == FILES


@pytest.mark.parametrize(("name", "entry"), ENTRIES)
def test_phrase_is_written_as_the_list_asks(name, entry):
    assert set(entry) - {"also"} == KEYS
    assert entry["strength"] in ("certain", "likely", "possible", "sign")
    assert len(entry["hits"]) >= 2
    assert len(entry["misses"]) >= 2
    assert entry["words"]
    for word in (*entry["words"], *entry.get("also", ())):
        assert word == word.lower()
    for word in entry["words"]:
        assert not word.isascii() or not re.search("[a-z]", word) or re.fullmatch("[a-z]+|<<sys>>", word)
    # Anything of any length before the rest of an expression makes it try every length at every place.
    assert re.search(r"(?<!\\)(?:\.|\\S|\\w|\])[*+](?!\+)", entry["pattern"]) is None


@pytest.mark.parametrize(("name", "entry"), ENTRIES)
def test_words_are_in_all_that_the_expression_of_a_phrase_finds(name, entry):
    if "\\uFFFC" in entry["pattern"]:
        pytest.skip("what it finds is not what is looked through: code in it is hidden")
    expression = entry["pattern"].replace(" ", r"\s")
    # What has to stand around a phrase is no part of it, and would hardly ever be made by chance.
    expression = re.compile(re.sub(r"\(\?<?[=!][^()]*\)", "", expression), re.IGNORECASE)

    @given(st.from_regex(expression, fullmatch=True))
    @settings(max_examples=8, derandomize=True, deadline=None)
    def holds_words(text):
        text = " ".join(text.lower().split())

        assert any(word in text for word in entry["words"])
        assert not entry.get("also") or any(word in text for word in entry["also"])

    holds_words()


@pytest.mark.parametrize(("name", "entry"), ENTRIES)
def test_phrase_is_reported_where_it_must_be(name, entry):
    phrase = next(phrase for phrase in phrases(name) if phrase.id == entry["id"])
    for text in entry["hits"]:
        found = reported(name, text)

        assert found, text
        assert any(list(find([phrase], part)) for part in shown(text)), text
        assert any(phrase in likely for _, likely in candidates(name, Document(Source("article.md", text)))), text
        if phrase.strength == "certain":
            assert RULES[name].severity in [diagnostic.severity for diagnostic in found], text


@pytest.mark.parametrize(("name", "entry"), ENTRIES)
def test_phrase_is_left_alone_where_it_is_none(name, entry):
    for text in entry["misses"]:
        assert [diagnostic.span for diagnostic in reported(name, text)] == [], text


@pytest.mark.parametrize(("name", "entry"), ENTRIES)
def test_phrase_in_code_or_in_a_quotation_is_left_alone(name, entry):
    for text in entry["hits"]:
        if not text.startswith(("---\n", "+++\n")) and "`" not in text:
            assert reported(name, in_code(text)) == [], text
            assert reported(name, in_quotation(text)) == [], text


@given(
    st.lists(
        st.one_of(
            st.sampled_from([text for entry in ENTRIES for text in entry.values[1]["hits"]]),
            st.text(alphabet="あ申続。、「」『』\"'\n-#>*[]() a.:😀\u2028\r", max_size=30),
        ),
        max_size=4,
    ).map("\n\n".join)
)
@settings(max_examples=60, deadline=None)
def test_phrases_stand_inside_the_text_that_holds_them(text):
    for name in FILES:
        for diagnostic in reported(name, text):
            assert 0 <= diagnostic.span.start < diagnostic.span.end <= len(text)
            RULES[name].say(diagnostic.message, diagnostic.values, "ja")
            RULES[name].say(diagnostic.message, diagnostic.values, "en")
