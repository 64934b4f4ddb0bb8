from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from koetsu import Document, Source, normalise
from koetsu.text.repetition.repeats import COUNTED

_SYLLABLES = "あいうえおかきくけこさしすせそたちつてと"
_KATAKANA = {code: code + 0x60 for code in range(ord("ぁ"), ord("ゖ") + 1)}
"""Makes of a sentence another that has nothing in common with it."""


def sentence(number: int) -> str:
    """A sentence of its own for each number, none the beginning of another, and none like another but for an edit."""
    digits = [_SYLLABLES[number // 20**place % 20] for place in range(4)]
    return "".join(digit * 6 for digit in digits) + "という話。"


def read(text: str) -> Document:
    return Document(Source("article.md", text))


def joined(blocks: list[str], newline: str = "\n") -> str:
    return ("\n\n".join(blocks) + "\n").replace("\n", newline)


def found(document: Document) -> list[tuple[str, str]]:
    return [(document.source[repeat.first.span], document.source[repeat.copy.span]) for repeat in document.repeats]


@st.composite
def articles(draw: st.DrawFn) -> list[str]:
    """Paragraphs of one to three sentences, none of which stands twice."""
    lengths = draw(st.lists(st.integers(1, 3), min_size=2, max_size=9))
    numbers = iter(range(sum(lengths)))
    return ["".join(sentence(next(numbers)) for _ in range(length)) for length in lengths]


@st.composite
def stretches(draw: st.DrawFn) -> tuple[list[str], int, int, int]:
    """An article, the first and the last paragraph of a stretch of it, and where a copy is put in."""
    blocks = draw(articles())
    start = draw(st.integers(0, len(blocks) - 1))
    end = draw(st.integers(start + 1, len(blocks)))
    return blocks, start, end, draw(st.integers(end, len(blocks)))


@given(articles())
def test_repeats_are_none_where_all_is_said_once(blocks):
    assert found(read(joined(blocks))) == []


@given(stretches(), st.sampled_from(["\n", "\r\n", "\r"]))
def test_planted_copy_is_found_exactly(stretch, newline):
    blocks, start, end, place = stretch
    copied = joined(blocks[start:end], newline).rstrip()
    document = read(joined([*blocks[:place], *blocks[start:end], *blocks[place:]], newline))

    assert found(document) == [(copied, copied)]
    assert [repeat.blocks[0].text for repeat in document.repeats] == [blocks[start]]
    assert [len(repeat.blocks) for repeat in document.repeats] == [end - start]


@given(
    stretches(), st.sampled_from(["---END---", "* * *", "<!-- ここまで -->", "{: .note}", "### 見出し", "![図](a.png)"])
)
def test_planted_copy_is_found_across_what_is_not_read(stretch, between):
    blocks, start, end, place = stretch
    copied = f"\n\n{between}\n\n".join(blocks[start:end])
    document = read(joined([*blocks[:place], copied, *blocks[place:]]))

    assert found(document) == [("\n\n".join(blocks[start:end]), copied)]


@given(stretches(), st.data())
def test_planted_copy_is_found_in_one_piece_around_an_edited_sentence(stretch, data):
    blocks, start, end, place = stretch
    sentences = "".join(blocks[start:end]).split("。")[:-1]
    assume(len(sentences) > 2)
    edited = data.draw(st.integers(1, len(sentences) - 2))
    old = sentences[edited] + "。"
    copied = joined(blocks[start:end]).rstrip().replace(old, old.replace("話", "おはなし"))
    document = read(joined([*blocks[:place], copied, *blocks[place:]]))

    assert found(document) == [("\n\n".join(blocks[start:end]), copied)]


@given(articles(), articles(), st.integers(2, 7))
def test_text_that_stands_several_times_repeats_its_first_place(section, rest, times):
    others = [block.translate(_KATAKANA) for block in rest]
    between = [others[number : number + 1] for number in range(times)]
    document = read(joined([block for other in between for block in [*section, *other]]))

    assert found(document) == [("\n\n".join(section),) * 2] * (times - 1)
    assert len({repeat.first.span for repeat in document.repeats}) == 1


@given(st.lists(st.integers(0, 7), max_size=60), st.integers(1, 4))
def test_copies_are_in_order_and_stand_behind_what_they_repeat(numbers, length):
    groups = [numbers[at : at + length] for at in range(0, len(numbers), length)]
    document = read(joined(["".join(map(sentence, group)) for group in groups]))
    repeats = list(document.repeats)

    assert all(one.copy.span.end <= other.copy.span.start for one, other in pairwise(repeats))
    assert all(repeat.first.span.end <= repeat.copy.span.start for repeat in repeats)
    later = [sentence for at, sentence in enumerate(document.sentences) if numbers[at] in numbers[:at]]
    assert all(any(repeat.copy.span.contains(sentence.span) for repeat in repeats) for sentence in later)
    assert document.repeats.characters <= document.prose.characters


@given(st.integers(2, 40))
def test_equal_paragraphs_each_repeat_the_first(times):
    paragraph = sentence(1) + sentence(2)
    document = read(joined([paragraph] * times))

    assert [repeat.first.span.start for repeat in document.repeats] == [0] * (times - 1)
    assert [len(repeat.sentences) for repeat in document.repeats] == [2] * (times - 1)


def test_section_put_together_from_older_ones_is_repeated_as_a_whole():
    older, newer = [sentence(n) for n in range(4)], [sentence(n) for n in range(4, 8)]
    mixed = [*older, sentence(50), *newer]
    document = read(joined([*older, sentence(60), *newer, sentence(61), *mixed, sentence(62), *mixed]))

    assert found(document)[-1] == ("\n\n".join(mixed), "\n\n".join(mixed))


def test_section_keeps_its_first_sentence_where_that_stood_alone_before():
    section = [sentence(n) for n in range(5)]
    document = read(joined([section[0], sentence(60), *section, sentence(61), *section]))

    assert found(document)[-1] == ("\n\n".join(section), "\n\n".join(section))


def test_sentence_that_returns_inside_a_section_does_not_cut_its_copy():
    section = [sentence(1), sentence(9), sentence(2), sentence(9), sentence(3)]
    document = read(joined([*section, sentence(60), *section]))

    assert found(document)[-1] == ("\n\n".join(section), "\n\n".join(section))


def test_copy_that_breaks_off_includes_its_last_sentence():
    whole = sentence(1) + sentence(2)
    document = read(joined([whole, sentence(60), whole[:-6]]))

    assert found(document) == [(whole, whole[:-6])]


def test_copy_inside_a_paragraph_starts_and_ends_with_its_sentences():
    whole = sentence(1) + sentence(2)
    document = read(joined([whole, sentence(60) + whole + sentence(61)]))

    assert found(document) == [(whole, whole)]
    assert [repeat.copy.span.start for repeat in document.repeats] == [len(whole) + 2 + len(sentence(60))]


def test_paragraph_in_which_everything_is_repeated_on_one_line_is_one_copy():
    blocks = [sentence(n) for n in range(6)]
    document = read(joined([*blocks, sentence(60), "".join(blocks)]))

    assert found(document) == [("\n\n".join(blocks), "".join(blocks))]
    assert [len(repeat.blocks) for repeat in document.repeats] == [1]


@pytest.mark.parametrize(
    "block",
    [
        "## この見出しはとても長いのですが、それでも見出しにすぎません",
        "```\nwhile the_market_is_open(): sell(the_fish)\n```",
        "| 港の朝市で売られているとても長い名前の魚 | 値段は袖の中の指の形で決まる |\n|---|---|",
        "<div>港の朝市は五時に始まり、日の出前から船が着きます。</div>",
        "[港の朝市は五時に始まり、日の出前から船が着きます](/a)",
        "> 港の朝市は五時に始まり、日の出前から船が着きます。",
        "$$\n\\int_0^1 fish(x)dx = market + harbour + canteen\n$$",
        "<!-- 港の朝市は五時に始まり、日の出前から船が着きます。 -->",
    ],
)
def test_repeated_block_without_text_of_its_own_has_no_characters(block):
    document = read(joined([block, sentence(60), block, sentence(61)]))

    assert [repeat.characters for repeat in document.repeats if repeat.characters] == []


def test_sentences_that_differ_in_code_are_no_repeat():
    document = read(
        joined(["値は`a-b`で求め、結果は配列の最初に入ります。", "値は`a+b`で求め、結果は配列の最初に入ります。"])
    )

    assert found(document) == []


def test_code_that_differs_ends_a_repeat():
    one, other = "```\nopen(1)\n```", "```\nopen(2)\n```"
    document = read(joined([sentence(1), one, sentence(2), sentence(60), sentence(1), other, sentence(2)]))

    assert found(document) == [(sentence(1),) * 2, (sentence(2),) * 2]


def test_repeated_characters_leave_out_turns_of_phrase():
    long = sentence(1) + sentence(2)
    document = read(joined([long, sentence(3), sentence(60), sentence(3), sentence(61), long]))

    assert len(sentence(3)) < COUNTED < len(long)
    assert len(document.repeats) == 2
    assert document.repeats.characters == len(long)
    assert normalise("".join(s.text for s in document.repeats.counted[0].sentences)) == normalise(long)


def test_heading_alone_is_no_repeat_where_the_text_under_it_has_an_older_place():
    opening, middle = sentence(1) + sentence(2), sentence(3) + sentence(4) + sentence(5)
    whole, end = sentence(6) + sentence(7) + sentence(8), sentence(9) + sentence(10)
    first = [sentence(50) + opening, middle, whole[:-4], end]
    document = read(joined([*first, "## 割合", opening, middle, whole, end, "## 割合", opening]))

    assert found(document)[-1] == (opening, opening)
