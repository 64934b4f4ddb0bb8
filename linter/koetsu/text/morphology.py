"""Of which words does a stretch of Japanese consist?"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from koetsu.text.lexicon import Lexicon

RUN = 16
"""The longest run of characters of one kind that is looked at."""

KATAKANA = re.compile("[ァ-ヺー]+")


class Token(NamedTuple):
    """A word as the dictionary divides the text."""

    surface: str
    start: int
    """Its offset in the text."""
    feature: str
    """What the dictionary says of it, separated by commas: taken apart only when asked for, as most is never read."""
    known: bool
    """Whether the dictionary holds it."""

    @property
    def part(self) -> str:
        """The part of speech, such as 名詞."""
        return self.feature.split(",", 1)[0]

    @property
    def subpart(self) -> str:
        """The kind of that part of speech, such as 格助詞."""
        return self.feature.split(",", 2)[1]

    @property
    def conjugation(self) -> str:
        """How it inflects, such as 五段-ラ行; ``*`` for what does not."""
        return self.feature.split(",", 5)[4]

    @property
    def form(self) -> str:
        """The inflected form, such as 連用形-一般; ``*`` for what does not inflect."""
        return self.feature.split(",", 6)[5]

    @property
    def end(self) -> int:
        """Where it ends in the text."""
        return self.start + len(self.surface)


def tokens(text: str) -> list[Token]:
    """The words of a text; white space belongs to none."""
    found = []
    at = 0
    for node in _tagger().parseToNodeList(text):
        surface = node.surface
        at = text.index(surface, at)
        # fugashi's own feature object is ten times slower than the raw text.
        found.append(Token(surface, at, node.feature_raw, not node.is_unk))
        at += len(surface)
    return found


@cache
def _tagger() -> Any:
    """The one tagger of this process: it cannot be handed to another."""
    from fugashi import Tagger

    return Tagger()


@cache
def _lexicon() -> Lexicon | None:
    return Lexicon.open(Path(_tagger().dictionary_info[0]["filename"]))


def breaks_off(text: str) -> bool:
    """Whether a text ends inside a katakana word: ``アルゴリ`` is no word, but some word begins with it."""
    run = last_run(text, KATAKANA)
    lexicon = _lexicon()
    if lexicon is None or len(run) < 3 or lexicon.holds(run):
        return False
    # Technical writing leaves out the ー at the end of a word: トリガ, リンタ.
    if lexicon.holds(run + "ー"):
        return False
    # A first piece of two characters is a word by chance: アル and ゴリ are two.
    words = [at for at in range(3, len(run) - 1) if lexicon.holds(run[:at])]
    if any(lexicon.holds(run[at:]) or lexicon.holds(run[at:] + "ー") for at in words):
        return False
    return lexicon.continues(run) or any(lexicon.continues(run[at:]) for at in words)


def last_run(text: str, characters: re.Pattern[str]) -> str:
    """The last characters of a text, at most sixteen, that are all of one kind."""
    run = ""
    for character in reversed(text[-RUN:]):
        if not characters.fullmatch(character):
            break
        run = character + run
    return run


def word_across(before: str, after: str) -> str:
    """The known word that stands across the gap if two texts are joined, at least one kanji or katakana in it."""
    return _word_across(before[-8:], after[:8])


@lru_cache(maxsize=256)  # several rules ask about the same gap
def _word_across(left: str, right: str) -> str:
    for word in tokens(left + right):
        if word.start < len(left) < word.end:
            return word.surface if word.known and re.search("[ァ-ヺ一-鿿々]", word.surface) else ""
    return ""
