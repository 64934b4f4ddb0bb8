"""Do the parts that a change touched stay the same parts while the text is edited?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koetsu import Edit, Source, Span
from koetsu.engine.changes.patch import Hunk
from koetsu.engine.changes.touched import Touched, overlaps
from koetsu.fix import apply_edits


def marked(text: str, touched: Touched) -> tuple[list[str], list[str]]:
    return [text[start:end] for start, end in touched.changed], [text[start:end] for start, end in touched.beside]


@pytest.mark.parametrize(
    ("text", "hunk", "changed", "beside"),
    [
        ("一\n二\n三\n", Hunk(1, 1), ["二\n"], ["一\n二\n三\n"]),
        ("一\n二\n三\n四\n", Hunk(2, 0), [], ["二\n三\n"]),
        ("一\n\n \n二\n\n三\n四\n", Hunk(3, 1), ["二\n"], ["一\n\n \n二\n\n三\n"]),
        ("一\n二\n", Hunk(0, 0), [], ["一\n"]),
        ("一\n二", Hunk(2, 0), [], ["二"]),
        ("一\n二", Hunk(1, 1), ["二"], ["一\n二"]),
        ("", Hunk(0, 0), [], [""]),
        ("一\r二\r\n三\u2028四\n五", Hunk(1, 1), ["三\u2028四\n"], ["一\r二\r\n三\u2028四\n五"]),
        ("\ufeff一\n二\n", Hunk(0, 1), ["一\n"], ["一\n二\n"]),
        ("一\n", Hunk(5, 3), [""], ["一\n"]),
    ],
)
def test_hunk_is_whole_lines_with_their_neighbours(text, hunk, changed, beside):
    source = Source("x", text)

    assert marked(source.text, Touched.of(source, [hunk])) == (changed, beside)


@pytest.mark.parametrize(
    ("span", "touches"),
    [
        (Span(0, 2), False),
        (Span(0, 3), False),
        (Span(2, 4), True),
        (Span(3, 3), True),
        (Span(5, 5), True),
        (Span(6, 6), False),
        (Span(6, 8), False),
        (Span(8, 8), True),
        (Span(11, 11), True),
        (Span(0, 11), True),
    ],
)
def test_place_lies_in_a_line_that_it_shares_a_character_with(span, touches):
    """In "12⏎45⏎78⏎0⏎" without the first and third line, and at the very end."""
    spans = (Span(3, 6), Span(8, 11))

    assert overlaps(spans, span, 11) is touches


def test_nothing_lies_in_a_text_without_touched_lines():
    assert not overlaps((), Span(0, 5), 5)


@given(st.data())
def test_overlap_is_that_of_sets_of_characters(data):
    cuts = sorted(data.draw(st.sets(st.integers(0, 30), max_size=8)))
    spans = tuple(Span(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False))
    start = data.draw(st.integers(0, 29))
    span = Span(start, data.draw(st.integers(start + 1, 30)))

    assert overlaps(spans, span, 30) is any(span.overlaps(other) for other in spans)


@st.composite
def edited(draw) -> tuple[str, Touched, list[Edit]]:
    """A text of lines, some of them touched, and edits that do not overlap."""
    text = "".join(draw(st.lists(st.sampled_from(["あ", "い", "\n"]), max_size=30)))
    count = text.count("\n") + 1
    numbers = draw(st.sets(st.integers(0, count), max_size=4))
    touched = Touched.of(Source("x", text), [Hunk(number, 1) for number in sorted(numbers)])
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    edits = [
        Edit(Span(start, draw(st.sampled_from([start, end]))), draw(st.sampled_from(["", "Ｘ", "Ｙ\nＺ"])))
        for start, end in zip(cuts[::2], cuts[1::2], strict=False)
    ]
    return text, touched, edits


@given(edited())
def test_touched_characters_that_stay_are_the_ones_touched_after_edits(example):
    text, touched, edits = example
    after = apply_edits(text, edits)
    moved = touched.after(edits)
    deleted = {at for edit in edits for at in range(*edit.span)}

    for before_edits, after_edits in zip(touched, moved, strict=True):
        for old, new in zip(before_edits, after_edits, strict=True):
            kept = "".join(text[at] for at in range(*old) if at not in deleted)

            assert after[new.start : new.end].replace("Ｙ\nＺ", "").replace("Ｘ", "") == kept
        assert list(after_edits) == sorted(after_edits)


@pytest.mark.parametrize(
    ("edit", "changed"),
    [
        (Edit(Span(3, 3), "Ｘ"), "Ｘ四五⏎"),
        (Edit(Span(6, 6), "Ｘ"), "四五⏎Ｘ"),
        (Edit(Span(2, 4), "Ｘ"), "Ｘ五⏎"),
        (Edit(Span(5, 7), "Ｘ"), "四五Ｘ"),
        (Edit(Span(0, 3), "Ｘ"), "四五⏎"),
        (Edit(Span(6, 9), "Ｘ"), "四五⏎"),
        (Edit(Span(0, 9), "Ｘ"), "Ｘ"),
        (Edit(Span(4, 5), ""), "四⏎"),
    ],
)
def test_edit_at_a_border_belongs_to_the_lines_that_it_reaches_into(edit, changed):
    text = "一二⏎四五⏎七八⏎"
    span = Touched((Span(3, 6),), ()).after([edit]).changed[0]

    assert apply_edits(text, [edit])[span.start : span.end] == changed
