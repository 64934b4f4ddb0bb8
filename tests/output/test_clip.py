"""Does the piece of a line that is shown hold what is meant, and fit?"""

from hypothesis import given
from hypothesis import strategies as st

from koetsu.output.terminal.cells import visible, width
from koetsu.output.terminal.clip import clip
from koetsu.text.source import Span


def _clip(line: str, meant: str, columns: int) -> tuple[str, str]:
    start = line.index(meant)
    piece = clip(line, Span(0, len(line)), Span(start, start + len(meant)), columns)
    return piece.text, " " * piece.column + "^" * piece.marked


def test_clip_keeps_a_short_line_whole() -> None:
    assert _clip("前の文。ここで途切", "途切", 40) == ("前の文。ここで途切", "              ^^^^")


def test_clip_cuts_on_both_sides_and_underlines_by_columns() -> None:
    line = "あ" * 30 + "ここ" + "い" * 30

    assert _clip(line, "ここ", 20) == ("…あああここいいい…", "       ^^^^")


def test_clip_leaves_the_room_of_a_short_side_to_the_other() -> None:
    assert _clip("い" * 30 + "終", "終", 20) == ("…いいいいいいいい終", "                 ^^")
    assert _clip("始" + "い" * 30, "始", 20) == ("始いいいいいいいい…", "^^")


def test_clip_shows_beginning_and_end_of_what_is_too_long() -> None:
    piece = clip("本文「" + "あ" * 3000 + "」です", Span(0, 3006), Span(2, 3004), 30)

    assert piece.text == "…「ああああああああ…あああ」…"
    assert (piece.column, piece.whole) == (1, False)


def test_clip_says_that_a_line_is_meant_whole_in_spite_of_its_markdown() -> None:
    assert clip("## 見出し ##", Span(0, 9), Span(3, 6), 40).whole
    assert clip("- **太字**", Span(0, 8), Span(4, 6), 40).whole
    assert not clip("見出し語", Span(0, 4), Span(0, 3), 40).whole


def test_clip_marks_an_empty_place_with_one_column() -> None:
    piece = clip("key:", Span(0, 4), Span(4, 4), 40)

    assert (piece.text, piece.column, piece.marked) == ("key:", 4, 1)


_LINES = st.text(st.sampled_from("かな漢字。a b👨\u200d👩🏽🇯\u3099\u0301\ufe0f\t\u202e\x1b"), max_size=300)


@given(_LINES, st.data(), st.integers(8, 120))
def test_clip_fits_and_the_underline_lies_under_the_text(line: str, data: st.DataObject, columns: int) -> None:
    start = data.draw(st.integers(0, len(line)))
    end = data.draw(st.integers(start, len(line)))

    piece = clip(line, Span(0, len(line)), Span(start, end), columns)

    assert width(piece.text) <= columns + 1
    assert piece.column + piece.marked <= columns + 1
    if "…" not in piece.text:
        assert piece.text == "".join(map(visible, (line[:start], line[start:end], line[end:]))).rstrip()
