"""Positions: what an editor, a terminal and a parser each call a place is the same place."""

import re
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from koetsu.errors import UnreadableSourceError
from koetsu.text.source import Position, Source, Span

PARTS = st.sampled_from(
    [
        "あ",
        "が",
        "か\u3099",
        "漢",
        "𠮷",
        "👩\u200d👩\u200d👧",
        "🇯🇵",
        "a",
        " ",
        "\t",
        "\n",
        "\r\n",
        "\r",
        "\u2028",
        "\x0c",
        "\x85",
        "\x00",
        "é",
    ]
)
TEXTS = st.lists(PARTS, max_size=60).map("".join)
UNITS = st.sampled_from(["code-points", "utf-8", "utf-16"])


def at_any_offset(text: str) -> st.SearchStrategy[int]:
    return st.integers(0, len(text))


@given(st.data(), TEXTS, UNITS)
def test_position_and_offset_are_inverse(data: st.DataObject, text: str, unit: str) -> None:
    source = Source("a.md", text)
    offset = data.draw(at_any_offset(text))
    if text[max(offset - 1, 0) : offset + 1] == "\r\n":
        offset += 1  # no place stands between the two characters of a line end

    assert source.offset(source.position(offset, unit), unit) == offset


@given(st.data(), TEXTS)
def test_columns_count_what_each_unit_counts(data: st.DataObject, text: str) -> None:
    source = Source("a.md", text)
    offset = data.draw(at_any_offset(text))
    line, column = source.position(offset)
    before = text[offset - column : offset]

    assert source.position(offset, "utf-8") == (line, len(before.encode()))
    assert source.position(offset, "utf-16") == (line, len(before.encode("utf-16-le")) // 2)


@given(TEXTS)
def test_lines_end_as_in_commonmark_and_lsp(text: str) -> None:
    source = Source("a.md", text)
    lines = re.split(r"\r\n|\n|\r", text)

    assert [source[source.line_span(line)] for line in range(len(source.line_starts))] == lines


@given(st.data(), TEXTS)
def test_bytes_and_code_points_are_inverse(data: st.DataObject, text: str) -> None:
    source = Source("a.md", text)
    start = data.draw(at_any_offset(text))
    end = data.draw(st.integers(start, len(text)))

    assert source.span_of_bytes(len(text[:start].encode()), len(text[:end].encode())) == Span(start, end)
    assert source.byte_offset(start) == len(text[:start].encode())


@pytest.mark.parametrize("offset", [0, 1, 4095, 4096, 4097, 8191, 8192, 9999, 10_000])
@pytest.mark.parametrize("character", ["a", "あ", "👩"])
def test_a_line_longer_than_a_checkpoint_is_counted_exactly(character: str, offset: int) -> None:
    source = Source("a.md", character * 10_000)

    for unit, width in (("utf-8", len(character.encode())), ("utf-16", len(character.encode("utf-16-le")) // 2)):
        assert source.position(offset, unit) == (0, offset * width)
        assert source.offset(Position(0, offset * width), unit) == offset


def test_a_byte_order_mark_is_no_column() -> None:
    source = Source.decode("a.md", b"\xef\xbb\xbf\xe3\x81\x82b")

    assert source.has_bom
    assert source.text == "あb"
    assert source.position(1) == (0, 1)


@example("\ud83d")
@given(st.text(st.characters(categories=("Cs", "Lo")), max_size=20))
def test_a_lone_surrogate_is_as_wide_as_its_replacement(text: str) -> None:
    source = Source("a.md", text)

    assert len(source) == len(text)
    assert source.position(len(text), "utf-16") == (0, len(text.encode("utf-16-le", "surrogatepass")) // 2)


def test_a_column_beyond_the_line_is_kept_inside_it() -> None:
    source = Source("a.md", "あい\r\nう")

    assert source.offset(Position(0, 99)) == 2
    assert source.offset(Position(9, 0), "utf-16") == 5


def test_a_column_inside_a_surrogate_pair_is_the_place_before_it() -> None:
    source = Source("a.md", "a👩b")

    assert source.offset(Position(0, 2), "utf-16") == 1


def test_spans_know_what_they_share() -> None:
    assert Span(1, 3).overlaps(Span(2, 5))
    assert not Span(1, 3).overlaps(Span(3, 5))
    assert Span(1, 3).cover(Span(5, 6)) == (1, 6)
    assert Span(1, 3).contains(Span(1, 2))


def test_what_is_not_utf8_is_named_with_its_first_wrong_byte() -> None:
    with pytest.raises(UnreadableSourceError) as caught:
        Source.decode("a.md", "日本語".encode() + b"\xff")

    assert (caught.value.path, caught.value.reason, caught.value.detail) == ("a.md", "not-utf-8", "9")


def test_a_file_that_is_not_there_is_missing(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError) as caught:
        Source.read(tmp_path / "none.md", "none.md")

    assert caught.value.reason == "missing"


def test_a_folder_is_no_source(tmp_path: Path) -> None:
    with pytest.raises(UnreadableSourceError) as caught:
        Source.read(tmp_path)

    assert caught.value.reason == "directory"


@pytest.mark.parametrize(("text", "newline"), [("", "\n"), ("a\r\nb\n", "\r\n"), ("a\rb", "\r"), ("a\nb\r\n", "\n")])
def test_the_first_line_end_is_the_file_s_own(text: str, newline: str) -> None:
    assert Source("a.md", text).newline == newline
