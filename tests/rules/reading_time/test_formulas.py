"""Does each formula give what the tool of its name prints?

The expected figures are worked out by hand from the published code that the docstrings of the formulas name.
"""

from typing import get_args

import pytest

from koetsu import Document, Source
from koetsu_rules.reading_time.formulas import FORMULAS, Minutes, image_seconds
from koetsu_rules.reading_time.inaccurate_reading_time import Formula
from koetsu_rules.reading_time.printed_text import printed_text
from koetsu_rules.reading_time.stated_time import KEYS, stated_times

TEN = "朝は庭に水を撒きます"
"""Ten characters, all of them hiragana or kanji."""


def minutes(formula: str, text: str) -> Minutes:
    return FORMULAS[formula](Document(Source("article.md", text)))


def words(count: int) -> str:
    return " ".join(["word"] * count)


def test_every_formula_that_can_be_chosen_is_known():
    assert set(get_args(Formula)) == {"band", "raw-chars", *FORMULAS}


@pytest.mark.parametrize(("count", "expected"), [(0, 0), (1, 1), (213, 1), (214, 2), (426, 2), (427, 3)])
def test_hugo_rounds_words_at_213_up(count, expected):
    assert minutes("hugo", words(count)) == (expected, expected)


def test_hugo_takes_a_line_of_japanese_for_one_word():
    assert minutes("hugo", f"{TEN}。{TEN}。\n" * 213) == (1, 1)


@pytest.mark.parametrize(("count", "expected"), [(50, 1), (51, 2), (100, 2), (101, 3)])
def test_hugo_with_cjk_counts_characters_at_501(count, expected):
    assert minutes("hugo-cjk", f"{TEN}\n" * count) == (expected, expected)


def test_hugo_with_cjk_counts_a_word_of_ascii_once():
    assert minutes("hugo-cjk", f"{words(501)}") == (1, 1)


def test_hugo_with_cjk_counts_letters_beside_japanese_each():
    assert minutes("hugo-cjk", "編集者editor\n" * 56) == (2, 2)


@pytest.mark.parametrize(("count", "expected"), [(50, (1, 1)), (75, (1, 2)), (100, (2, 2))])
def test_medium_reads_500_characters_and_rounds_either_way(count, expected):
    assert minutes("medium", f"{TEN}\n" * count) == expected


def test_medium_reads_265_words_of_english():
    assert minutes("medium", words(530)) == (2, 2)


@pytest.mark.parametrize(("count", "seconds"), [(0, 0), (1, 12), (2, 23), (9, 72), (10, 75), (11, 78)])
def test_images_take_a_second_less_each_down_to_three(count, seconds):
    assert image_seconds(count) == seconds


def test_medium_adds_the_time_of_images():
    assert minutes("medium", f"{TEN}\n" * 50 + "\n" + "![](a.png)\n" * 7) == (2, 3)


@pytest.mark.parametrize(("count", "expected"), [(20, 1), (21, 2), (40, 2), (41, 3)])
def test_npm_package_takes_kana_and_kanji_for_words_at_200(count, expected):
    assert minutes("npm-reading-time", f"{TEN}\n" * count) == (expected, expected)


def test_npm_package_takes_a_run_of_katakana_for_one_word():
    assert minutes("npm-reading-time", "コンピューター\n" * 200) == (1, 1)


def test_npm_package_swallows_the_punctuation_behind_a_character():
    assert minutes("npm-reading-time", f"{TEN}。」\n" * 20) == (1, 1)


def test_npm_package_counts_marks_of_markdown_that_stand_alone():
    assert minutes("npm-reading-time", "# a\n" * 101) == (2, 2)


def test_npm_package_leaves_out_the_header():
    assert minutes("npm-reading-time", f"---\ntitle: {words(300)}\n---\n{words(200)}") == (1, 1)


@pytest.mark.parametrize(("count", "expected"), [(1, 1), (35, 1), (36, 2), (53, 2), (54, 3)])
def test_chirpy_rounds_characters_at_180_down_but_says_one_at_least(count, expected):
    assert minutes("chirpy", f"{TEN}\n" * count) == (expected, expected)


def test_chirpy_takes_punctuation_and_the_long_vowel_for_words_of_their_own():
    assert minutes("chirpy", "コーヒー。\n" * 90) == (2, 2)  # コ ー ヒ ー。: a mark and a full stop are one word


def test_chirpy_counts_code():
    assert minutes("chirpy", f"{TEN}\n\n```sh\n{words(350)}\n```\n") == (2, 2)


@pytest.mark.parametrize(("count", "expected"), [(65, 1), (66, 2), (130, 2), (131, 3)])
def test_zola_counts_letters_of_japanese_at_653(count, expected):
    assert minutes("zola", f"{TEN}。123\n" * count) == (expected, expected)


def test_zola_leaves_out_fenced_code():
    assert minutes("zola", f"{TEN}\n" * 60 + "\n```sh\n" + "echo\n" * 500 + "```\n") == (1, 1)


def test_zola_reads_238_words_of_english():
    assert minutes("zola", words(239)) == (2, 2)


def test_printed_text_has_code_without_fences_and_html_without_tags():
    text = "# 題\n\n一[二](https://example.com/)`三`\n\n```sh\n四\n```\n\n<div>五</div>\n\n<!-- 六 -->\n\n    七\n"

    assert "".join(printed_text(Document(Source("a.md", text))).split()) == "題一二三四五七"


def test_stated_times_come_in_the_order_of_the_keys_with_the_table_they_stand_in():
    header = '+++\nreadtime = "8 min"\n[extra]\nreading_time = 5\n+++\n'

    assert [(time.key, time.minutes) for time in stated_times(Document(Source("a.md", header)), KEYS)] == [
        ("extra.reading_time", (5, 5)),
        ("readtime", (8, 8)),
    ]
