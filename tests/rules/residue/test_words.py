"""Is every word found where it stands, whatever stands around it and whatever other words overlap it?"""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koetsu_rules.residue.phrases import LISTS, phrases
from koetsu_rules.residue.words import Lettering, Words

KNOWN = tuple(sorted({word for name in LISTS for phrase in phrases(name) for word in phrase.words}))
OVERLAPPING = (
    "必要",
    "要追",
    "追加",
    "加筆",
    "要加筆",
    "筆者",
    "ましょうか",
    "ょうかな",
    "かなり",
    "字数",
    "字数は",
    "<<sys>>",
    "sure",
)


def known(words):
    return Words({word: [number] for number, word in enumerate(words)})


SOUGHT = {words: known(words) for words in (KNOWN, OVERLAPPING)}


def found(words, text):
    return {number for _, numbers in (SOUGHT.get(words) or known(words)).find(Lettering.of(text)) for number in numbers}


def standing(words, text):
    """The words that stand in a text, Latin ones as a whole."""
    text = text.lower()
    return {
        number
        for number, word in enumerate(words)
        if (re.search(rf"(?<![a-z]){word}(?![a-z])", text) if re.fullmatch("[a-z]+", word) else word in text)
    }


@given(
    st.lists(st.one_of(st.sampled_from(OVERLAPPING), st.text("必要追加筆あうしまょかり数字<sy>ＡA1. \n", max_size=4)))
)
def test_words_are_found_though_they_overlap(parts):
    text = "".join(parts)

    assert standing(OVERLAPPING, text) <= found(OVERLAPPING, text)


@given(st.lists(st.one_of(st.sampled_from(KNOWN), st.text(max_size=3)), max_size=12))
def test_words_of_the_lists_are_found_in_any_company(parts):
    text = "".join(parts)

    assert standing(KNOWN, text) <= found(KNOWN, text)


@pytest.mark.parametrize("text", ["It is SURE.", "sure", "é sure!", "確実にsureと書く"])
def test_latin_word_is_found_in_any_case(text):
    assert found(("sure",), text) == {0}


@pytest.mark.parametrize("text", ["measure", "surely", "sur e", "確か"])
def test_latin_word_is_found_as_a_whole_only(text):
    assert found(("sure",), text) == set()


def test_place_of_a_word_lies_inside_it():
    (place,) = [start for start, _ in known(("ましょうか",)).find(Lettering.of("では、始めましょうか。"))]

    assert len("では、始め") <= place < len("では、始めましょうか")
