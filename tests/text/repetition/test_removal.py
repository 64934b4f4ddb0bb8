from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koetsu import Document, Source, removal

_SENTENCES = ["犬が鳴いた。", "猫が寝ている。", "鳥は南へ飛んだ。", "魚が跳ねる。", "馬は野を駆けた。"]


def read(text: str) -> Document:
    return Document(Source("article.md", text))


def without(text: str, first: int, last: int) -> str | None:
    document = read(text)
    span = removal(document.blocks[first], document.blocks[last])
    return None if span is None else text[: span.start] + text[span.end :]


@given(st.integers(2, 5), st.data(), st.sampled_from(["\n", "\r\n", "\r"]), st.sampled_from(["", "\n"]))
def test_removal_leaves_the_text_as_if_the_paragraphs_had_never_stood_there(count, data, newline, end):
    first = data.draw(st.integers(1, count - 1))
    last = data.draw(st.integers(first, count - 1))
    blocks = _SENTENCES[:count]
    text = ("\n\n".join(blocks) + end).replace("\n", newline)
    rest = ("\n\n".join(blocks[:first] + blocks[last + 1 :]) + end).replace("\n", newline)

    assert without(text, first, last) == rest


@given(st.integers(1, 3))
def test_removals_side_by_side_do_not_overlap(lines):
    document = read(("\n" * (lines + 1)).join(_SENTENCES) + "\n")
    spans = [removal(block, block) for block in document.blocks[1:]]

    assert None not in spans
    assert all(one.end <= other.start for one, other in pairwise(spans))


@pytest.mark.parametrize(
    ("text", "first", "last", "rest"),
    [
        ("一。\n\n二。\n---END---\n", 1, 1, "一。\n\n---END---\n"),
        ("一。\n\n## 節\n二。\n\n三。\n", 2, 2, "一。\n\n## 節\n\n三。\n"),
        ("一。\n\n## 節\n\n二。\n\n## 次\n\n三。\n", 1, 2, "一。\n\n## 次\n\n三。\n"),
        ("一。\n\n\n\n二。\n\n\n三。\n", 1, 1, "一。\n\n\n三。\n"),
        ("---\ntitle: 一\n---\n\n一。\n\n二。\n", 0, 0, "---\ntitle: 一\n---\n\n二。\n"),
        ("---\ntitle: 一\n---\n一。\n\n二。\n", 0, 0, "---\ntitle: 一\n---\n\n二。\n"),
        ("一。\n\n```\n二\n```\n\n三。\n", 1, 1, "一。\n\n三。\n"),
        ("一。\n\n二：\n\n- 三\n- 四\n\n五。\n", 1, 3, "一。\n\n五。\n"),
    ],
)
def test_removal_keeps_what_stands_around(text, first, last, rest):
    assert without(text, first, last) == rest


@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("- 一\n- 二\n- 三\n", 1, 1),
        ("一。\n\n二：\n\n- 三\n- 四\n", 1, 2),
        ("> 一。\n>\n> 二。\n", 1, 1),
        ("一。\n\n## 節\n\n二。\n\n## 次\n", 2, 2),
        ("一。\n\n## 節\n\n二。\n", 2, 2),
        ("一。\n\n二。二の続き。\n---\n", 1, 1),
        ("一。\n\n二。\n", 0, 0),
    ],
)
def test_removal_is_none_for_what_cannot_be_taken_out_alone(text, first, last):
    assert without(text, first, last) is None
