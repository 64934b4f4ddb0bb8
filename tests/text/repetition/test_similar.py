import pytest
from hypothesis import given
from hypothesis import strategies as st

from koetsu import Document, Source
from koetsu.text.repetition.similar import differ_in_numbers, similarity

_FIRST = (
    "祖母の家の裏には竹やぶがあり、風の強い晩には、笹の葉のこすれる音が波のように聞こえたので、"
    "海の近くに住んでいるのだと長いこと信じていました。"
)
_OTHER = (
    "駅前の書店は三代続いた店で、棚の並べ方に店主の好みが出ており、推理小説の隣に園芸の本が"
    "置かれていても、常連は誰も不思議に思いませんでした。"
)


def near(*blocks: str) -> list[tuple[str, str]]:
    document = Document(Source("article.md", "\n\n".join(blocks) + "\n"))
    return [(document.source[found.first.span], document.source[found.span]) for found in document.repeats.near]


@given(st.integers(10, len(_FIRST) - 10), st.sampled_from(["", "新", "この", "も"]))
def test_near_paragraph_is_found_wherever_it_was_edited(place, put):
    edited = _FIRST[:place] + put + "々" + _FIRST[place + 1 :]

    assert near(_FIRST, _OTHER, edited) == [(_FIRST, edited)]


@given(st.integers(0, 2))
def test_near_paragraph_repeats_the_first_of_several(edits):
    versions = [_FIRST, *(_FIRST.replace("祖母", name) for name in ("曽祖母", "伯母", "叔母")[: edits + 1])]

    assert near(*versions) == [(_FIRST, version) for version in versions[1:]]


@given(st.text(alphabet="あいうえお", max_size=40), st.text(alphabet="あいうえお", max_size=40))
def test_similarity_is_a_share_and_the_same_both_ways(one, other):
    assert 0 <= similarity(one, other) <= 1
    assert similarity(one, other) == similarity(other, one)
    assert similarity(one, one) == 1


@pytest.mark.parametrize(
    "blocks", [[_FIRST, _OTHER], [_FIRST, _FIRST], [_FIRST, "> " + _FIRST[1:]], [_FIRST, _FIRST[:30]]]
)
def test_near_paragraphs_are_none_where_texts_are_different_or_the_same(blocks):
    assert near(*blocks) == []


def test_numbers_of_two_texts_differ():
    assert differ_in_numbers("第3回は12人", "第4回は12人")
    assert not differ_in_numbers("第3回は12人", "第3回に12名")
