"""Small sites, given by what their articles say."""

from collections.abc import Iterable, Sequence

from xxhash import xxh3_64_intdigest

from koetsu.text.corpus import Corpus, Place, SentenceRow, Sentences, Summary
from koetsu.text.normal import normalise
from koetsu.text.source import Position, Span


def sentences_of(texts: Iterable[str]) -> Sentences:
    """Sentences, each on a line of its own."""
    rows, offset = [], 0
    for line, text in enumerate(texts):
        normal = normalise(text)
        place = Place(Span(offset, offset + len(text)), Position(line, 0), Position(line, len(text)))
        rows.append(SentenceRow(xxh3_64_intdigest(normal.encode()), place, len(normal)))
        offset += len(text) + 1
    return Sentences.pack(rows)


def summary(path: str, texts: Sequence[str] = (), **fields) -> Summary:
    return Summary(path=path, **{"language": "ja", "sentences": sentences_of(texts), **fields})


def corpus_of(articles: dict[str, Sequence[str]]) -> Corpus:
    return Corpus(summary(path, texts) for path, texts in articles.items())


def about(subject: str, count: int) -> list[str]:
    """So many sentences about a subject, each of them its own and some thirty letters long."""
    return [
        f"{subject}について{number}番目に書いておきたいのは、季節ごとに手入れを変えることです。"
        for number in range(count)
    ]
