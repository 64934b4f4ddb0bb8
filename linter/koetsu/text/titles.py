"""Which titles promise the reader the same article?

Two titles compete if they are much alike and nothing in them tells the subjects apart: a noun that the other does not
have, or a number, makes another article. ``東京の天気を調べる`` and ``京都の天気を調べる`` do not compete, nor do the
parts of a series.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import lru_cache
from typing import NamedTuple

from koetsu.text.copies import Cluster, clusters, seniority
from koetsu.text.corpus import Corpus
from koetsu.text.counterparts import are_counterparts
from koetsu.text.normal import normalise
from koetsu.text.pattern import pattern

SIMILARITY = 0.85
"""How much alike two titles are at least: the part of their letters that both have in the same order, 0 to 1."""

SHORTEST = 10
"""How many letters and digits a title has at least to be compared: ``はじめに`` may stand in every folder."""

_GRAM = 4
_REMEMBERED = 50
"""With how many earlier titles that share a sequence of letters one is compared: keeps the cost linear."""
_ADDED = 0.15
"""Which part of its nouns a title may have more than the other: what goes beyond names another subject."""
_OTHER_KANA = 2
"""From how many hiragana on, different in either title, they are other words and not other endings."""

_COUNTS = pattern(
    r"\d+(?=\s*(?:選|つ|個|点|種類?|項目|通り|大|パターン|ステップ|ポイント|コツ|の理由|の方法|ways?\b|tips\b|steps?\b))"
)
"""Numbers that say how long a list is; any other number (第3回, 2026年, 8.0) sets titles apart."""
_NUMBERS = pattern(
    r"\d+|[一二三四五六七八九十百]+(?=[回章話部編巻日月年号弾期])|(?<![a-z])(?:i{1,3}|iv|vi{0,3}|ix)(?![a-z])"
)
_PART = pattern(r"[前中後続上下本]編|完結編|番外編|続報|追記|[(\[（【][上中下][)\]）】]|その\d|\b(?:part|vol)\b")
"""What makes a title one of a series."""
_NOUNS = pattern(r"[々一-鿿㐀-䶿ァ-ヺーa-z]+")
_KANJI = pattern(r"[々一-鿿㐀-䶿]")
_PARTICLES = frozenset("のがをはにでともへや")
_HIRAGANA = pattern(r"[ぁ-ゖ]")
_DECORATION = pattern(
    r"徹底解説|徹底|完全|保存版|最新版?|決定版|解説|紹介|ガイド|まとめ|入門|方法|今すぐ|必見|注目|[る]?ための|とは|について"
)
"""Words that dress a title and name no subject."""


class Title(NamedTuple):
    """A title as it is compared."""

    letters: str
    """Letters and digits only, without the numbers that count."""
    nouns: Counter[str]
    """How often it has each character that names a subject."""
    kana: Counter[str]
    numbers: tuple[str, ...]
    """Those that set titles apart, and the words for parts of a series."""

    def competes(self, other: Title) -> bool:
        """Whether nothing tells the subjects apart; how much alike the titles are is another question."""
        if self.numbers != other.numbers:
            return False
        more, less = self.nouns - other.nouns, other.nouns - self.nouns
        if more and less:
            return False
        if (more or less).total() > _ADDED * max(self.nouns.total(), other.nouns.total()):
            return False
        return min((self.kana - other.kana).total(), (other.kana - self.kana).total()) < _OTHER_KANA


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


@lru_cache(maxsize=100_000)
def read_title(text: str) -> Title | None:
    """A title, ready to be compared; None if it is too short."""
    text = _COUNTS.sub("", unicodedata.normalize("NFKC", text).lower())
    letters = normalise(text)
    if len(letters) < SHORTEST:
        return None
    numbers = sorted([*_NUMBERS.findall(text), *_PART.findall(text)])
    rest = _DECORATION.sub(" ", _NUMBERS.sub(" ", text))
    return Title(letters, Counter(_names(rest)), Counter(_HIRAGANA.findall(rest)), tuple(numbers))


def _names(text: str) -> Iterator[str]:
    """The characters of nouns; a single kanji with its inflection (取る) is a verb, and says how, not of what."""
    for found in _NOUNS.finditer(text):
        after = text[found.end() : found.end() + 1]
        is_verb = len(found[0]) == 1 and _KANJI.match(found[0]) and _HIRAGANA.match(after) and after not in _PARTICLES
        if not is_verb:
            yield from found[0].replace("ー", "")


class Titles:
    """Titles in which each new one looks for its like among those before it."""

    def __init__(self, similarity: float = SIMILARITY) -> None:
        self._similarity = similarity
        self._titles: list[Title] = []
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
            return known, [(1.0, known), *self._alike(title, known)]
        number = self._numbers[title.letters] = len(self._titles)
        alike = self._alike(title, number)
        self._titles.append(title)
        for gram in _grams(title.letters):
            titles = self._by_gram.setdefault((title.numbers, gram), [])
            if len(titles) < _REMEMBERED:
                titles.append(number)
        return number, alike

    def _alike(self, title: Title, number: int) -> list[tuple[float, int]]:
        from rapidfuzz.fuzz import ratio

        near: set[int] = set()
        for gram in _grams(title.letters):
            near.update(self._by_gram.get((title.numbers, gram), ()))
        found = []
        for other in near - {number}:
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
