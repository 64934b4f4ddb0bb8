"""Which titles promise the reader the same article?

Two titles compete if they are much alike and nothing in them tells the subjects apart: a noun that the other does not
have, or a number, makes another article. ``東京の天気を調べる`` and ``京都の天気を調べる`` do not compete, nor do the
parts of a series.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from koetsu.text.copies import Cluster, clusters, seniority
from koetsu.text.corpus import Corpus
from koetsu.text.counterparts import are_counterparts
from koetsu.text.title import Title, read_title

SIMILARITY = 0.85
"""How much alike two titles are at least: the part of their letters that both have in the same order, 0 to 1."""

_GRAM = 4
_REMEMBERED = 50
"""With how many earlier titles that share a sequence of letters one is compared: keeps the cost linear."""


class Rival(NamedTuple):
    """An article whose title competes with those of earlier articles."""

    document: int
    """The number of its summary."""
    earlier: tuple[int, ...]
    """The oldest of those articles, at most a handful."""
    others: int
    """How many earlier ones there are."""
    similarity: float
    """How much it is like the nearest of them, 0 to 1."""


class Titles:
    """Titles in which each new one looks for its like among those before it."""

    def __init__(self, similarity: float = SIMILARITY) -> None:
        self._similarity = similarity
        self._titles: list[Title] = []
        self._found: list[list[tuple[float, int]]] = []
        self._numbers: dict[str, int] = {}
        self._by_gram: dict[tuple[tuple[str, ...], str], list[int]] = {}

    def add(self, text: str) -> tuple[int, list[tuple[float, int]]]:
        """The number of a title (the same for the same letters), and those before it with which it competes.

        Each with its similarity, most alike first; -1 and none for a title that is too short.
        """
        title = read_title(text)
        if title is None:
            return -1, []
        known = self._numbers.get(title.letters)
        if known is not None:
            return known, [(1.0, known), *self._found[known]]
        number = self._numbers[title.letters] = len(self._titles)
        alike = self._alike(title)
        self._titles.append(title)
        self._found.append(alike)
        for gram in _grams(title.letters):
            titles = self._by_gram.setdefault((title.numbers, gram), [])
            if len(titles) < _REMEMBERED:
                titles.append(number)
        return number, alike

    def _alike(self, title: Title) -> list[tuple[float, int]]:
        from rapidfuzz.fuzz import ratio

        near: set[int] = set()
        for gram in _grams(title.letters):
            near.update(self._by_gram.get((title.numbers, gram), ()))
        found = []
        for other in near:
            similarity = ratio(title.letters, self._titles[other].letters, score_cutoff=100 * self._similarity) / 100
            if similarity and title.competes(self._titles[other]):
                found.append((-similarity, other))
        return [(-similarity, other) for similarity, other in sorted(found)]


def _grams(letters: str) -> set[str]:
    return {letters[start : start + _GRAM] for start in range(len(letters) - _GRAM + 1)}


def rivals(corpus: Corpus, similarity: float = SIMILARITY, named: int = 5) -> list[Rival]:
    """The articles whose titles compete with those of earlier ones, in the order of their paths.

    A copy of an article is no rival of it, nor are translations and other versions.
    """
    return corpus.once(_rivals, similarity, named)


def _rivals(corpus: Corpus, similarity: float, named: int) -> list[Rival]:
    before = corpus.before
    known = before.known(_rivals, similarity, named) if before is not None else None
    if before is not None and known is not None and _are_called_the_same(before, corpus):
        return known
    order = sorted(range(len(corpus)), key=lambda document: seniority(corpus, document))
    cluster = _cluster_numbers(corpus.once(clusters))
    titles = Titles(similarity)
    holders: dict[int, list[int]] = {}
    found = []
    for document in order:
        number, alike = titles.add(corpus[document].title or "")
        earlier = {
            holder: likeness
            for likeness, other in alike
            for holder in holders.get(other, ())[:_REMEMBERED]
            if cluster.get(holder, -1) != cluster.get(document, -2)
            and not are_counterparts(corpus[holder], corpus[document])
        }
        if earlier:
            oldest = sorted(earlier, key=lambda holder: seniority(corpus, holder))
            found.append(Rival(document, tuple(oldest[:named]), len(oldest), max(earlier.values())))
        holders.setdefault(number, []).append(document)
    return sorted(found)


def _are_called_the_same(before: Corpus, corpus: Corpus) -> bool:
    """Whether nothing has changed that decides over rivals: titles, order and kind of the articles, and the copies."""
    if corpus.changed is None:
        return False
    pairs = ((before[number], corpus[number]) for number in corpus.changed)
    if any(
        (one.title, one.date, one.language, one.locale) != (other.title, other.date, other.language, other.locale)
        for one, other in pairs
    ):
        return False
    return _cluster_numbers(before.once(clusters)) == _cluster_numbers(corpus.once(clusters))


def _cluster_numbers(found: Iterable[Cluster]) -> dict[int, int]:
    return {member: number for number, cluster in enumerate(found) for member in cluster.members}
