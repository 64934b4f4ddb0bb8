"""Is a document's summary small, and right about where things stand?"""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koetsu.text.corpus import (
    SENTENCE_BYTES,
    Corpus,
    Fact,
    Place,
    SentenceRow,
    Sentences,
    Summary,
    pack_facts,
)
from koetsu.text.source import Position, Span

_offsets = st.integers(0, 2**32 - 1)
_positions = st.builds(Position, _offsets, _offsets)
_places = st.builds(Place, st.builds(Span, _offsets, _offsets), _positions, _positions)
_rows = st.builds(SentenceRow, st.integers(0, 2**64 - 1), _places, _offsets)


@given(st.lists(_rows))
def test_sentences_give_back_what_was_packed(rows: list[SentenceRow]) -> None:
    sentences = Sentences.pack(rows)

    assert [
        SentenceRow(sentences.hashes[number], sentences.place(number), sentences.sizes[number])
        for number in range(len(sentences))
    ] == rows


@given(st.lists(_rows))
def test_sentences_take_a_fixed_number_of_bytes_each(rows: list[SentenceRow]) -> None:
    assert len(Sentences.pack(rows).data) == SENTENCE_BYTES * len(rows)


@given(st.lists(_rows, min_size=1))
def test_sentences_columns_are_in_the_order_of_the_rows(rows: list[SentenceRow]) -> None:
    sentences = Sentences.pack(rows)

    assert list(sentences.starts) == [row.place.span.start for row in rows]
    assert list(sentences.ends) == [row.place.span.end for row in rows]
    assert list(sentences.lines) == [row.place.start.line for row in rows]
    assert list(sentences.end_lines) == [row.place.end.line for row in rows]


@given(st.lists(_rows), st.integers(0, 2**64 - 1) | st.sampled_from([0, 1, 2**56, 2**64 - 1]))
def test_sentences_know_where_a_hash_stands_first(rows: list[SentenceRow], other: int) -> None:
    sentences = Sentences.pack(rows)
    hashes = [row.hash for row in rows]

    assert [sentences.index(key) for key in hashes] == [hashes.index(key) for key in hashes]
    assert sentences.holds(other) == (other in hashes)
    if other not in hashes:
        with pytest.raises(ValueError, match="no sentence"):
            sentences.index(other)


def test_sentences_cover_reaches_from_the_first_to_the_last() -> None:
    first = Place(Span(3, 9), Position(1, 0), Position(1, 6))
    last = Place(Span(9, 20), Position(1, 6), Position(2, 4))

    assert Sentences.pack([SentenceRow(1, first, 12), SentenceRow(2, last, 12)]).cover(0, 1) == Place(
        Span(3, 20), Position(1, 0), Position(2, 4)
    )


def test_summary_header_gives_back_the_facts() -> None:
    facts = (Fact("title", "string", "題名", 2), Fact("tags", "array", "", 1), Fact("tags[]", "string", "a", 1))

    assert Summary(path="a.md", facts=pack_facts(facts)).header == facts
    assert Summary(path="a.md").header == ()


def test_corpus_is_in_the_order_of_the_paths() -> None:
    corpus = Corpus([Summary(path="b.md"), Summary(path="a.md")])

    assert [summary.path for summary in corpus] == ["a.md", "b.md"]
    assert corpus.by_path["b.md"] is corpus[1]


def test_corpus_works_out_a_thing_once() -> None:
    made = []

    def count(corpus: Corpus) -> int:
        made.append(corpus)
        return len(corpus)

    corpus = Corpus([Summary(path="a.md")])

    assert corpus.once(count) == corpus.once(count) == 1
    assert len(made) == 1


def test_sentences_know_the_positions_of_their_ends() -> None:
    first = Place(Span(3, 9), Position(1, 0), Position(1, 6))
    last = Place(Span(9, 20), Position(1, 6), Position(2, 4))
    sentences = Sentences.pack([SentenceRow(1, first, 12), SentenceRow(2, last, 12)])

    assert [sentences.position(offset) for offset in (3, 9, 20, 4, 0, 21)] == [
        *((1, 0), (1, 6), (2, 4)),
        *(None, None, None),
    ]
