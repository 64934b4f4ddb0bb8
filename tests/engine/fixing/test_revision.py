from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from koetsu.engine.fixing.revision import Revision
from koetsu.fix import Edit, apply_edits
from koetsu.text.source import Span

TEXT = st.text("猫犬𠮷\r\n。 ", max_size=12)


@st.composite
def edits_of(draw, text: str) -> list[Edit]:
    """Edits of a text that do not touch each other."""
    offsets = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = [Span(start, end) for start, end in zip(offsets[::2], offsets[1::2], strict=False)]
    inserted = [Span(offset, offset) for offset in offsets[len(spans) * 2 :]]
    return [Edit(span, draw(TEXT)) for span in spans + inserted]


@given(st.data())
def test_edits_of_several_rounds_are_edits_of_the_original(data):
    original = data.draw(TEXT)
    revision, text = Revision(original), original
    for _ in range(data.draw(st.integers(0, 4))):
        edits = data.draw(edits_of(text))
        revision, text = revision.revised(edits), apply_edits(text, edits)

    assert revision.text == text
    assert apply_edits(original, revision.edits) == text


@given(st.data())
def test_edits_stand_in_order_and_apart(data):
    revision = Revision(data.draw(TEXT))
    for _ in range(3):
        revision = revision.revised(data.draw(edits_of(revision.text)))

    spans = [edit.span for edit in revision.edits]
    assert all(first.end < second.start for first, second in pairwise(spans))


def test_what_comes_back_is_no_edit():
    away = Revision("猫と犬。").revised([Edit(Span(1, 3), "")])

    assert away.edits == (Edit(Span(1, 3), ""),)
    assert away.revised([Edit(Span(1, 1), "と犬")]).edits == ()
