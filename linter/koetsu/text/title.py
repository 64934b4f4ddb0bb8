"""What does a title speak of, and what tells it from another?"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from koetsu.text.normal import normalise
from koetsu.text.pattern import pattern

SHORTEST = 10
"""How many letters and digits a title has at least to be compared: ``はじめに`` may stand in every folder."""

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
_YEAR = pattern(r"(?:19|20)\d\d")


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

    def is_another_part(self, other: Title) -> bool:
        """Whether both speak of one subject, and a number that is no year tells them apart: 第3回, 8.0.

        A year does not: last year's article that goes out again changes it.
        """
        return self.nouns == other.nouns and self._parts() != other._parts()

    def _parts(self) -> list[str]:
        return [number for number in self.numbers if not _YEAR.fullmatch(number)]


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
