"""How does a text end, and of which words does it consist?"""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koetsu.text.endings import ending_of, politeness
from koetsu.text.lexicon import Lexicon
from koetsu.text.morphology import breaks_off, tokens, word_across


def test_tokens_stand_where_they_say():
    text = "庭は 広い。\n池は深い。"

    assert all(text[token.start : token.end] == token.surface for token in tokens(text))
    assert [token.surface for token in tokens(text)] == ["庭", "は", "広い", "。", "池", "は", "深い", "。"]


@given(st.text(max_size=40))
def test_tokens_cover_any_text_but_its_white_space(text):
    found = tokens(text)

    assert all(text[token.start : token.end] == token.surface for token in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


@given(st.text(min_size=1, max_size=40), st.booleans())
def test_ending_starts_inside_any_text(text, japanese):
    assert 0 <= ending_of(text, japanese=japanese).start <= len(text)


def test_token_of_an_unknown_word_says_so():
    assert not tokens("ヌルポガッ")[0].known
    assert tokens("庭")[0].known


@pytest.mark.parametrize(
    ("text", "case", "strength"),
    [
        ("白い花が庭を", "particle", "impossible"),
        ("白い花は", "particle", "unlikely"),
        ("白い花が庭に", "particle", "unlikely"),
        ("白い花が咲くの", "particle", "impossible"),
        ("白い花などの", "particle", "impossible"),
        ("白い花が咲けば", "particle", "unlikely"),
        ("白い花が咲くなら", "particle", "unlikely"),
        ("白い花など", "particle", "noun"),
        ("白い花かも", "particle", "plain"),
        ("白い花が、", "comma", "impossible"),
        ("白い花が（", "bracket", "impossible"),
        ("白い花と・", "bracket", "impossible"),
        ("白い花とこの", "modifier", "impossible"),
        ("静かな", "modifier", "impossible"),
        ("とてもゆっくり", "modifier", "unlikely"),
        ("花は毎年第", "modifier", "broken"),
        ("花は咲く。しかし", "conjunction", "impossible"),
        ("花が咲か", "stem", "broken"),
        ("花が咲きまし", "stem", "broken"),
        ("花が咲いてい", "stem", "broken"),
        ("花が見られ", "stem", "unlikely"),
        ("新しいアルゴリ", "word", "broken"),
        ("よい方法は、そ", "word", "broken"),
        ("大きな松の木", "noun", "noun"),
        ("花が咲く", "predicate", "plain"),
        ("花が咲いた", "predicate", "plain"),
        ("花が咲きました", "predicate", "polite"),
        ("花は咲きますよね", "predicate", "polite"),
        ("庭を見てください", "predicate", "polite"),
    ],
)
def test_ending_of_japanese_is_told_by_its_last_word(text, case, strength):
    ending = ending_of(text, japanese=True)

    assert (ending.case, ending.strength) == (case, strength)


@pytest.mark.parametrize(
    ("text", "phrase"),
    [
        ("白い花が庭を", "庭を"),
        ("毎年の春の花見会場", "花見会場"),
        ("花が咲いていました", "いました"),
        ("花が咲き始", "咲き始"),
        ("by the end of the", "the"),
        ("and then,", "then,"),
    ],
)
def test_ending_starts_at_the_last_phrase(text, phrase):
    assert text[ending_of(text, japanese=True).start :] == phrase


@pytest.mark.parametrize(
    ("text", "case", "strength"),
    [
        ("by the end of the", "modifier", "impossible"),
        ("the pond, which,", "comma", "impossible"),
        ("the pond (", "bracket", "impossible"),
        ("the old gard-", "word", "unlikely"),
        ("the old garden", "noun", "noun"),
        ("到了月底，", "comma", "impossible"),
        ("水来自山里的泉", "noun", "noun"),
    ],
)
def test_ending_of_other_languages_is_told_by_marks_and_english_words(text, case, strength):
    ending = ending_of(text, japanese=False)

    assert (ending.case, ending.strength) == (case, strength)


@pytest.mark.parametrize("word", ["アルゴリ", "新しいコンピュー", "データサイエン"])
def test_katakana_that_only_begins_a_word_breaks_off(word):
    assert breaks_off(word)


@pytest.mark.parametrize(
    "word", ["アルゴリズム", "トリガ", "リンタ", "データログ", "ズワイガニ", "ヌルポガッ", "ア", ""]
)
def test_katakana_that_is_a_word_or_unknown_does_not_break_off(word):
    assert not breaks_off(word)


def test_word_across_a_gap_is_a_known_one_with_kanji_or_katakana():
    assert word_across("日が出る前に用", "意しておきます") == "用意"
    assert word_across("新しいアルゴリ", "ズムです") == "アルゴリズム"
    assert word_across("庭は広いです。", "池は深いです。") == ""
    assert word_across("庭を見て", "いました") == ""


def test_politeness_is_the_share_of_polite_sentences():
    assert politeness(["庭は広いです。池は深い。", "門は古いですか？見ました。"]) == 0.75
    assert politeness(["庭は広いです"]) == 0
    assert politeness([]) == 0


def test_lexicon_of_another_form_is_none(tmp_path):
    other = tmp_path / "sys.dic"
    other.write_bytes(b"\0" * 200)

    assert Lexicon.open(other) is None


def test_lexicon_of_a_short_file_is_none(tmp_path):
    short = tmp_path / "sys.dic"
    short.write_bytes(b"\0" * 7)

    assert Lexicon.open(short) is None
