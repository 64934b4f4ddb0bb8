"""Which of many words stand in a text, and where, found in one go?"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from string import ascii_lowercase, ascii_uppercase
from typing import NamedTuple

from koetsu import Document, pattern

_LATIN = pattern("[a-z]+")
_LETTERS = bytes(
    sign if chr(sign) in ascii_lowercase else sign + 32 if chr(sign) in ascii_uppercase else 0x20 for sign in range(256)
)
"""Leaves nothing but Latin letters, in lower case."""
_FREQUENT = (
    "のにるをすしでなーとはいてがまンたれこうスかトりもルらイきくクさよそあプタリ的ッデっラテドだアコえけめシジや用んせフ化ど性つロ能要レ数"
    "ェィ業定み理ム術技実グモ発バ合大エちブ開チ動ュ場力可変一最ょ成セ自行使関わばパ私キ分ネ人上新ョ見者メ出時サ生入体間おじオ方マポ"
)
"""The characters of Japanese articles, the most frequent ones first."""
_KANA = pattern("[ぁ-ゖ]")
_LEAST = 3
"""Of a longer word so many characters are looked for at least, and half of it: fewer stand in many others."""


class Lettering(NamedTuple):
    """A text as words are looked for in it."""

    text: str
    latin: bytes
    """As long, with its Latin letters in lower case and a space for all else."""
    words: frozenset[bytes]
    """All Latin words in it."""

    @classmethod
    def of(cls, text: str) -> Lettering:
        """How a text is looked through."""
        # To put all of it into lower case, or to find the words with an expression, takes three times as long.
        latin = text.encode("ascii", "replace").translate(_LETTERS)
        return cls(text, latin, frozenset(latin.split()))


def latin_words(document: Document) -> frozenset[bytes]:
    """All Latin words of a file, in lower case."""
    return Lettering.of(document.source.text).words


class Words:
    """Words in lower case, Latin ones whole and of one kind of letters; each leads to some numbers."""

    def __init__(self, numbers: Mapping[str, Sequence[int]]) -> None:
        self._latin = {word.encode(): numbers[word] for word in numbers if _LATIN.fullmatch(word)}
        anchors: dict[str, set[int]] = {}
        for word in numbers:
            if word.encode() not in self._latin:
                anchors.setdefault(_anchor(word), set()).update(numbers[word])
        for long in anchors:
            for short in _beginnings(long)[:-1]:
                if short in anchors:  # of those that begin together the shortest is found
                    anchors[short] |= anchors[long]
        self._numbers = anchors
        # At each first character of an anchor all alternatives are tried, and hiragana are found most often.
        groups = [[each for each in anchors if bool(_KANA.match(each)) == is_kana] for is_kana in (True, False)]
        self._inner = {anchor: inner for group in groups for anchor, inner in _inner(group)}
        self._expressions = [_any_of(sorted(group)) for group in groups if group]

    def find(self, looked: Lettering) -> Iterator[tuple[int, Collection[int]]]:
        """Every place where one of the words may stand, with the numbers it leads to; in no order."""
        text = looked.text
        for expression in self._expressions:
            for found in expression.finditer(text):
                anchor = found[0]
                yield found.start(), self._numbers[anchor]
                for at in self._inner.get(anchor, ()):
                    hidden = expression.match(text, found.start() + at)
                    if hidden is not None:
                        yield hidden.start(), self._numbers[hidden[0]]
        for word in looked.words & self._latin.keys():
            for start in _places(looked.latin, word):
                yield start, self._latin[word]


def _anchor(word: str) -> str:
    """The part of a word that is looked for: from its rarest character on, and as it is written in any case."""
    part = max(_LATIN.split(word), key=len)
    least = max(_LEAST, len(part) // 2)
    return part[max(range(max(len(part) - least + 1, 1)), key=lambda at: _rarity(part[at])) :]


def _rarity(character: str) -> int:
    number = _FREQUENT.find(character)
    return number if number >= 0 else len(_FREQUENT)


def _beginnings(word: str) -> list[str]:
    return [word[:end] for end in range(1, len(word) + 1)]


def _inner(anchors: Collection[str]) -> Iterator[tuple[str, list[int]]]:
    """Where inside an anchor another one may begin, which a search that goes on behind it would miss."""
    whole = frozenset(anchors)
    begun = frozenset(beginning for anchor in anchors for beginning in _beginnings(anchor))
    for anchor in anchors:
        rests = {at: anchor[at:] for at in range(1, len(anchor))}
        inner = [at for at, rest in rests.items() if rest in begun or not whole.isdisjoint(_beginnings(rest))]
        if inner:
            yield anchor, inner


def _any_of(words: Sequence[str]) -> re.Pattern[str]:
    """An expression for one of these words, which are sorted, that looks at their first character once."""
    by_head = groupby(words, itemgetter(0))
    return re.compile(
        "|".join(
            [f"{re.escape(head)}(?:{'|'.join([re.escape(word[1:]) for word in group])})" for head, group in by_head]
        )
    )


def _places(latin: bytes, word: bytes) -> Iterator[int]:
    """Where a Latin word stands as a whole."""
    start = latin.find(word)
    while start >= 0:
        end = start + len(word)
        if not latin[max(start - 1, 0) : start].strip() and not latin[end : end + 1].strip():
            yield start
        start = latin.find(word, end)
