"""Does an excerpt show the place that is meant, in its line, and no more than fits?"""

from hypothesis import given
from hypothesis import strategies as st

from koetsu import Source, Span
from koetsu.engine.audit.excerpts import LIMIT, excerpt_of
from koetsu.engine.audit.model import ExcerptData

TEXT = st.text(st.sampled_from("あい漢字a。 \n\r\u2028\u202e<>\0😀か\u3099"), max_size=400)


def excerpt(text: str, marked: str) -> ExcerptData:
    start = text.index(marked)
    found = excerpt_of(Source("a.md", text), Span(start, start + len(marked)), 1)
    assert found is not None
    return found


def test_excerpt_is_the_line_of_the_place() -> None:
    found = excerpt("前の行\n猫が庭にいる。\n次の行", "庭")

    assert (found.before, found.marked, found.after) == ("猫が", "庭", "にいる。")


def test_excerpt_leaves_out_what_is_far_away() -> None:
    found = excerpt("あ" * 1000 + "猫" + "い" * 1000, "猫")

    assert len(found.before + found.marked + found.after) == LIMIT
    assert found.before.startswith("…あ")
    assert found.after.endswith("い…")


def test_excerpt_gives_the_room_of_one_side_to_the_other() -> None:
    found = excerpt("猫" + "い" * 1000, "猫")

    assert found.after == "い" * (LIMIT - 2) + "…"


def test_excerpt_of_a_long_place_keeps_both_ends() -> None:
    found = excerpt("（始" + "あ" * 1000 + "終）", "始" + "あ" * 1000 + "終")

    assert found.marked.startswith("始あ")
    assert found.marked.endswith("あ終")
    assert "…" in found.marked
    assert (found.before, found.after) == ("（", "）")


def test_excerpt_keeps_bidirectional_controls_and_markup_as_data() -> None:
    found = excerpt("<script>\u202e猫</script>", "\u202e猫")

    assert (found.before, found.marked, found.after) == ("<script>", "\u202e猫", "</script>")


def test_excerpt_of_a_text_that_became_shorter_is_none() -> None:
    assert excerpt_of(Source("a.md", "短い"), Span(1, 9), 1) is None


def test_voiced_mark_is_never_cut_from_its_kana() -> None:
    found = excerpt("か\u3099" * 500 + "猫", "猫")

    assert found.before[1] == "か"


@given(TEXT, st.data())
def test_excerpt_is_a_piece_of_the_text_unless_something_was_left_out(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    end = data.draw(st.integers(start, len(text)))
    source = Source("a.md", text)

    found = excerpt_of(source, Span(start, end), 1)

    assert found is not None
    whole = found.before + found.marked + found.after
    assert len(whole) <= LIMIT
    assert "\n" not in found.before + found.after
    if "…" not in whole:
        assert found.marked == source.text[start:end]
        assert whole in source.text
