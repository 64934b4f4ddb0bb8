"""Is what is found in a corpus after an edit the same as if nothing had been known before?"""

from __future__ import annotations

import sys

from hypothesis import given
from hypothesis import strategies as st

from koetsu.text.copies import clusters
from koetsu.text.corpus import NOWHERE, Corpus, SentenceRow, Sentences, Summary
from koetsu.text.shared import shared
from koetsu.text.titles import rivals

_PARTS = [int.from_bytes(bytes(half), sys.byteorder) for half in ([1] * 4 + [2] * 4, [2] * 4 + [1] * 4, [1] * 8)]
"""Hashes of which one stands across two others."""
_HASHES = st.lists(st.sampled_from([*range(8), *_PARTS]), max_size=6)
_TITLES = st.sampled_from(["庭の手入れを春から始める方法", "庭の手入れを春から始める", "冬の台所で豆を煮る夜", None])


def summary(number: int, hashes: list[int], title: str | None) -> Summary:
    rows = [SentenceRow(key, NOWHERE, 100 + key % 7) for key in hashes]
    return Summary(path=f"{number}.md", sentences=Sentences.pack(rows), title=title)


_CORPORA = st.lists(st.tuples(_HASHES, _TITLES), min_size=1, max_size=6)


@given(_CORPORA, st.lists(st.tuples(st.integers(0, 5), _HASHES, _TITLES), max_size=4))
def test_edits_give_what_the_whole_gives(
    texts: list[tuple[list[int], str | None]], edits: list[tuple[int, list[int], str | None]]
) -> None:
    summaries = [summary(number, *text) for number, text in enumerate(texts)]
    corpus = Corpus(summaries)
    corpus.once(shared).groups  # noqa: B018
    rivals(corpus)
    for number, hashes, title in edits:
        if number < len(summaries):
            summaries[number] = summary(number, hashes, title)
            corpus = Corpus(summaries, before=corpus)
            alone = Corpus(summaries)

            assert corpus.once(shared).groups == alone.once(shared).groups
            assert corpus.once(clusters) == alone.once(clusters)
            assert rivals(corpus) == rivals(alone)


def test_articles_that_come_and_go_are_looked_at_anew() -> None:
    before = Corpus([summary(1, [1], None), summary(2, [1], None)])
    before.once(shared).groups  # noqa: B018
    corpus = Corpus([summary(1, [1], None), summary(3, [1, 2], None), summary(4, [2], None)], before=before)

    assert corpus.changed is None
    assert [group.documents for group in corpus.once(shared).groups] == [[0, 1], [1, 2]]


def test_corpus_remembers_one_step_only() -> None:
    first = Corpus([summary(1, [1], None)])
    second = Corpus([summary(1, [2], None)], before=first)
    third = Corpus([summary(1, [3], None)], before=second)

    assert third.before is second
    assert second.before is None


@given(st.lists(st.integers(0, 2**64 - 1), max_size=20), st.integers(0, 2**64 - 1))
def test_sentences_hold_what_was_packed(hashes: list[int], other: int) -> None:
    sentences = Sentences.pack([SentenceRow(key, NOWHERE, 1) for key in hashes])

    assert all(map(sentences.holds, hashes))
    assert sentences.holds(other) == (other in hashes)


def test_sentences_do_not_hold_what_stands_across_two() -> None:
    first, second = (int.from_bytes(bytes([*half]), sys.byteorder) for half in (b"aaaabbbb", b"bbbbaaaa"))
    across = int.from_bytes(b"bbbbbbbb", sys.byteorder)
    sentences = Sentences.pack([SentenceRow(first, NOWHERE, 1), SentenceRow(second, NOWHERE, 1)])

    assert not sentences.holds(across)
    assert sentences.holds(second)
