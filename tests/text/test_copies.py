from corpora import about, corpus_of, summary
from koetsu.text.copies import Measure, clusters
from koetsu.text.corpus import Corpus

GARDEN, KITCHEN, HARBOUR = about("庭", 12), about("台所", 12), about("港", 12)


def paths(corpus, numbers):
    return [corpus[number].path for number in numbers]


def found(corpus):
    return [paths(corpus, cluster.members) for cluster in corpus.once(clusters)]


def test_clusters_are_the_articles_that_share_half_of_the_shorter_one():
    corpus = corpus_of(
        {
            "a.md": GARDEN,
            "b.md": [*GARDEN[:7], *KITCHEN[:5]],
            "c.md": HARBOUR,
            "d.md": [*HARBOUR[:5], *KITCHEN[5:]],
        }
    )

    assert found(corpus) == [["a.md", "b.md"]]


def test_canonical_article_is_the_oldest_and_without_a_date_the_first_by_path():
    corpus = Corpus(
        [
            summary("a.md", GARDEN),
            summary("b.md", GARDEN, date="2024-05-01"),
            summary("c.md", GARDEN, date="2023-05-01"),
            summary("_a.md", GARDEN),
        ]
    )

    assert found(corpus) == [["c.md", "b.md", "_a.md", "a.md"]]
    assert paths(corpus, [copy.document for copy in corpus.once(clusters)[0].copies]) == ["b.md", "_a.md", "a.md"]


def test_copies_of_more_articles_than_boilerplate_stands_in_are_copies():
    corpus = corpus_of({f"{number:02}.md": GARDEN for number in range(40)})

    (cluster,) = corpus.once(clusters)

    assert len(cluster.members) == 40
    assert {copy.original for copy in cluster.copies} == {cluster.canonical}


def test_stretches_are_the_runs_of_shared_sentences():
    corpus = corpus_of({"a.md": GARDEN, "b.md": [*GARDEN[2:6], KITCHEN[0], *GARDEN[8:12]]})

    (copy,) = corpus.once(clusters)[0].copies

    lines = [(s.copy.start.line, s.copy.end.line, s.original.start.line, s.original.end.line) for s in copy.stretches]
    assert lines == [(0, 3, 2, 5), (5, 8, 8, 11)]
    assert copy.characters == sum(stretch.characters for stretch in copy.stretches)
    assert (copy.share > 0.8, copy.contained < 0.8) == (True, True)


def test_collection_names_every_original_whose_text_it_adds():
    corpus = corpus_of({"a.md": GARDEN, "b.md": KITCHEN, "z.md": [*GARDEN, *KITCHEN]})

    (cluster,) = corpus.once(clusters)
    (copy,) = cluster.copies

    assert paths(corpus, [copy.document]) == ["z.md"]
    assert paths(corpus, [stretch.document for stretch in copy.stretches]) == ["a.md", "b.md"]


def test_translations_and_versions_are_no_copies():
    corpus = Corpus(
        [
            summary("ja/a.md", GARDEN, locale="ja"),
            summary("en/a.md", GARDEN, locale="en"),
            summary("docs/v1/b.md", KITCHEN),
            summary("docs/v2/b.md", KITCHEN),
            summary("c.md", HARBOUR),
            summary("d.md", HARBOUR, language="zh"),
        ]
    )

    assert found(corpus) == []


def test_short_articles_are_no_copies():
    corpus = corpus_of({"a.md": GARDEN[:4], "b.md": GARDEN[:4]})

    assert found(corpus) == []
    assert len(Measure(characters=100).clusters(corpus)) == 1


def test_sentence_that_stands_twice_in_an_article_counts_once():
    corpus = corpus_of({"a.md": [*GARDEN, *KITCHEN], "b.md": [*GARDEN[:4] * 5, *HARBOUR]})

    assert found(corpus) == []


def test_parts_of_a_series_may_share_much_of_a_template():
    texts = [*GARDEN[:7], *KITCHEN[:5]], [*GARDEN[:7], *HARBOUR[:5]]
    titles = "編集の道具 7.4 を公開しました", "編集の道具 8.0 を公開しました", "編集の道具 8.0 を公開しました 2024"

    def are_copies(one, other):
        return found(Corpus([summary("a.md", texts[0], title=one), summary("b.md", texts[1], title=other)])) != []

    assert not are_copies(titles[0], titles[1])
    assert are_copies(titles[1], titles[2])
