"""Are terminal columns counted as terminals do, and is hostile text made harmless?"""

import unicodedata
from itertools import accumulate

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len

from koetsu.output.terminal.cells import Row, cells, visible, width


@pytest.mark.parametrize(
    ("text", "columns"),
    [
        ("abc", 3),
        ("校閲", 4),
        ("がぎ", 4),
        ("か\u3099", 2),
        ("ｶﾞ", 2),
        ("e\u0301", 1),
        ("葛\U000e0100", 2),
        ("👨\u200d👩\u200d👧", 2),
        ("👍🏽", 2),
        ("🇯🇵", 2),
        ("❤\ufe0f", 2),
        ("…①→", 3),
        ("　", 2),
        ("", 0),
    ],
)
def test_width_counts_what_a_terminal_fills(text: str, columns: int) -> None:
    assert width(text) == columns


def test_width_agrees_with_rich_on_the_characters_of_articles() -> None:
    blocks = [(0x20, 0x7F), (0xA1, 0xAD), (0x2010, 0x2028), (0x2030, 0x2060), (0x2190, 0x2600), (0x3000, 0x302E)]
    blocks += [
        (0x3030, 0x3130),
        (0x3400, 0x4DC0),
        (0x4E00, 0xA000),
        (0xAC00, 0xD7A4),
        (0xF900, 0xFA00),
        (0xFF01, 0xFFA0),
    ]
    blocks += [(0x1F300, 0x1F3FB), (0x1F400, 0x1F700), (0x20000, 0x20100)]
    characters = (chr(number) for first, end in blocks for number in range(first, end))
    assigned = (character for character in characters if unicodedata.category(character) not in ("Cn", "Mn"))

    assert [character for character in assigned if width(character) != cell_len(character)] == []


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mb", "a␛[31mb"),
        ("\x00\n\r\x7f", "␀␊␍␡"),
        ("\x9b31m", "<U+009B>31m"),
        ("a\u202eb", "a<U+202E>b"),
        ("a\u200bb", "a<U+200B>b"),
        ("a\u2028b", "a<U+2028>b"),
        ("\u200d", "<U+200D>"),
        ("a\tb", "a   b"),
        ("\u3099か", "◌\u3099か"),
        ("\ud800", "<U+D800>"),
        ("普通の文。", "普通の文。"),
    ],
)
def test_visible_writes_out_what_could_harm(text: str, shown: str) -> None:
    assert visible(text) == shown


_ANY = st.text(
    st.characters() | st.sampled_from("かな漢字。a\u3099\u0301\ufe0f\u200d👨👩🏽🇯🇵\t\x1b\u202e\u2028\U000e0041"),
    max_size=60,
)


@given(_ANY)
def test_cells_move_no_cursor_and_lose_nothing_printable(text: str) -> None:
    shown = visible(text)

    assert not [character for character in shown if unicodedata.category(character) in ("Cc", "Zl", "Zp", "Cs")]
    assert not set(shown) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")
    assert all(character in shown for character in text if character.isalnum())
    assert sum(cell.width for cell in cells(text)) == width(text)


def test_width_of_a_variation_selector_without_a_base_is_that_of_what_is_shown() -> None:
    assert width("\ufe0f") == width(visible("\ufe0f")) == 2
    assert width("\x1b\ufe0f") == width(visible("\x1b\ufe0f")) == 2


@given(st.text("かな漢字。a1“…—ー１", max_size=200), st.integers(0, 60))
def test_row_of_plain_text_is_cut_as_its_cells_are(text: str, columns: int) -> None:
    widths = list(accumulate(cell.width for cell in cells(text)))
    count = sum(filled <= columns for filled in widths)

    row = Row.of(text)

    assert (row.text, row.width) == (text, width(text))
    assert row.head(columns).text == text[:count]
    assert row.tail(columns).text == Row.of(text[::-1]).head(columns).text[::-1]
