"""Which titles promise the reader the same article?

Two titles compete if they are much alike and nothing in them tells the subjects apart: a noun that the other does not
have, or a number, makes another article. ``東京の天気を調べる`` and ``京都の天気を調べる`` do not compete, nor do the
parts of a series.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from collections.abc import Set as AbstractSet
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


_Gram = tuple[tuple[str, ...], str]
"""The numbers of a title, and a sequence of its letters: only titles that share one are compared."""


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
    """Titles in which each new one looks for its like among those before it.

    ``before`` are those of an earlier state, added in the same order but for the ``changed`` titles, old and new: what
    shares no sequence of letters with any of these is not compared again.
    """

    def __init__(
        self, similarity: float = SIMILARITY, before: Titles | None = None, changed: Iterable[str] = ()
    ) -> None:
        self._similarity = similarity
        self._before = before
        self._stirred = {gram for text in changed for gram in _grams(read_title(text))} if before is not None else set()
        self._titles: list[Title] = []
        self._letters: list[str] = []
        self._found: list[list[tuple[float, int]]] = []
        self._numbers: dict[str, int] = {}
        self._by_gram: dict[_Gram, list[int]] = {}

    def forget(self) -> None:
        """Let go of the earlier state, once every title is added."""
        self._before = None

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
        grams = _grams(title)
        alike = self._recalled(title, grams)
        if alike is None:
            alike = self._alike(title, grams)
        self._titles.append(title)
        self._letters.append(title.letters)
        self._found.append(alike)
        for gram in grams:
            titles = self._by_gram.setdefault(gram, [])
            if len(titles) < _REMEMBERED:
                titles.append(number)
        return number, alike

    def _alike(self, title: Title, grams: Collection[_Gram]) -> list[tuple[float, int]]:
        from rapidfuzz.fuzz import ratio
        from rapidfuzz.process import extract

        near: set[int] = set().union(*(self._by_gram[gram] for gram in grams if gram in self._by_gram))
        choices = {other: self._letters[other] for other in near}
        alike = extract(title.letters, choices, scorer=ratio, score_cutoff=100 * self._similarity, limit=None)
        competing = ((-score / 100, other) for _, score, other in alike if title.competes(self._titles[other]))
        return [(-similarity, other) for similarity, other in sorted(competing)]

    def _recalled(self, title: Title, grams: AbstractSet[_Gram]) -> list[tuple[float, int]] | None:
        """What was found before; None where that says nothing."""
        before = self._before
        if before is None or title.letters not in before._numbers or not grams.isdisjoint(self._stirred):
            return None
        found = before._found[before._numbers[title.letters]]
        alike = sorted((-similarity, self._numbers[before._letters[other]]) for similarity, other in found)
        return [(-similarity, other) for similarity, other in alike]


def _grams(title: Title | None) -> set[_Gram]:
    if title is None:
        return set()
    letters, numbers = title.letters, title.numbers
    return {(numbers, letters[start : start + _GRAM]) for start in range(len(letters) - _GRAM + 1)}


def rivals(corpus: Corpus, similarity: float = SIMILARITY, named: int = 5) -> list[Rival]:
    """The articles whose titles compete with those of earlier ones, in the order of their paths.

    A copy of an article is no rival of it, nor are translations and other versions.
    """
    return corpus.once(_compare, similarity, named).rivals


class _Comparison(NamedTuple):
    titles: Titles
    rivals: list[Rival]


def _compare(corpus: Corpus, similarity: float, named: int) -> _Comparison:
    before = corpus.before
    known = before.known(_compare, similarity, named) if before is not None else None
    if before is not None and known is not None and _are_called_the_same(before, corpus):
        return known
    order = sorted(range(len(corpus)), key=lambda document: seniority(corpus, document))
    cluster = _cluster_numbers(corpus.once(clusters))
    titles = Titles(similarity)
    if before is not None and known is not None and corpus.changed is not None:
        changed = [state[number].title or "" for state in (before, corpus) for number in corpus.changed]
        titles = Titles(similarity, known.titles, changed)
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
    titles.forget()
    return _Comparison(titles, sorted(found))


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
