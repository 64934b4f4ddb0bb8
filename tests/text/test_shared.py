from array import array

from hypothesis import given
from hypothesis import strategies as st

from corpora import about, corpus_of, summary
from koetsu.text.corpus import Corpus, Sentences, Summary
from koetsu.text.shared import Occurrence, find, shared

FOOTER = "この続きは会員の方だけがお読みになれますので、登録をお願いします。"


def columns(documents):
    return [array("Q", sorted(set(hashes))) for hashes in documents]


def expected(documents):
    holders = {}
    for number, hashes in enumerate(documents):
        for key in set(hashes):
            holders.setdefault(key, []).append(number)
    return [Occurrence(key, found) for key, found in sorted(holders.items()) if len(found) > 1]


HASHES = st.integers(0, 2**64 - 1) | st.sampled_from([0, 1, 2**63, 2**64 - 1, 2**60])


@given(st.lists(st.lists(HASHES, max_size=20), max_size=12), st.integers(1, 50))
def test_find_names_every_document_of_a_sentence_whatever_the_partition(documents, rows):
    assert list(find(columns(documents), rows)) == expected(documents)


def test_shared_counts_copies_of_one_article_once():
    article = [*about("庭", 5), FOOTER]
    corpus = corpus_of({f"copy-{number}.md": article for number in range(30)})

    groups = corpus.once(shared).groups

    assert {len(group.documents) for group in groups} == {30}
    assert {group.articles for group in groups} == {1}
    assert corpus.once(shared).boilerplate() == []


def test_boilerplate_is_what_stands_in_more_than_twenty_articles():
    corpus = corpus_of({f"{number:02}.md": [*about(f"{number}年の庭", 3), FOOTER] for number in range(21)})

    (group,) = corpus.once(shared).boilerplate()

    assert [posting.sentence for posting in corpus.once(shared).postings(group)] == [3] * 21
    assert corpus.once(shared).pairs() == {}
    assert len(corpus.once(shared).pairs(limit=21)) == 21 * 20 // 2


def test_versions_of_a_documentation_count_as_one_article():
    versions = {f"docs/v{number}/setup.md": [*about(f"第{number}版", 2), FOOTER] for number in range(1, 30)}

    (group,) = corpus_of(versions).once(shared).groups

    assert group.articles == 1


def test_translations_count_as_one_article():
    names = ("ja", "en", "ko")
    corpus = Corpus(summary(f"{name}/setup.md", [*about(name, 2), FOOTER], locale=name) for name in names)

    (group,) = corpus.once(shared).groups

    assert (len(group.documents), group.articles) == (3, 1)


def test_body_leaves_boilerplate_out():
    corpus = corpus_of({f"{number:02}.md": [*about(f"{number}年の庭", 3), FOOTER] for number in range(21)})

    assert len(corpus.once(shared).body(0)) == 3
    assert len(corpus.once(shared).body(0, limit=21)) == 4


def test_two_long_articles_with_the_same_sentences_are_gone_through_once():
    count = 50_000  # to go through one of them for each of its sentences takes minutes
    zeros, sizes = [0] * count, [number % 30 + 12 for number in range(count)]
    hashes = [number * 2**32 for number in range(count)]
    longest = Sentences.of_columns(hashes, *[zeros] * 6, sizes)
    again = Sentences.of_columns(hashes[::-1], *[zeros] * 6, sizes[::-1])
    corpus = Corpus([Summary(path="a.md", sentences=longest), Summary(path="b.md", sentences=again)])

    groups = corpus.once(shared).groups

    assert [(group.hash, group.size) for group in groups] == list(zip(hashes, sizes, strict=True))
    assert corpus.once(shared).pairs() == {(0, 1): sum(sizes)}
