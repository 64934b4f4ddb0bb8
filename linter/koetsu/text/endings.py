"""How does a text end that no mark ends?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Literal, NamedTuple

from koetsu.text.morphology import Token, breaks_off, tokens
from koetsu.text.pattern import pattern

Strength = Literal["broken", "impossible", "unlikely", "noun", "plain", "polite"]
"""How well a text may end so: never, whatever follows (inside a word); only before something that it introduces;
hardly; like a title; like a sentence in である; like one in です・ます."""

Case = Literal["word", "particle", "stem", "modifier", "conjunction", "comma", "bracket", "noun", "predicate"]
"""What stands at the end: a piece of a word, a particle, a verb without its ending, a word that needs another, ..."""

TAIL = 16
"""How many characters decide how a text ends; with twelve the class of none of 17,744 tails was another."""


class Ending(NamedTuple):
    """How a text ends."""

    case: Case
    strength: Strength
    start: int
    """Where its last phrase starts, in offsets of the text."""


def ending_of(text: str, *, japanese: bool) -> Ending:
    """How a text ends that no mark ends; ``japanese`` lets grammar judge, otherwise only marks and English words do."""
    if not japanese or _LATIN_END.search(text):
        return _structural(text)
    start = max(len(text) - TAIL, 0)
    words = tokens(text[start:])
    if not words:
        return Ending("noun", "noun", len(text))
    case, strength = _classify(words)
    if strength == "noun" and breaks_off(text):
        case, strength = "word", "broken"
    return Ending(case, strength, start + _last_phrase(words).start)


_LATIN_END = pattern(r"[A-Za-zÀ-ɏ0-9][,\-‐–]?$")
_LAST_WORD = pattern(r"[^\s、，,「『（(“‘]*[\s、，,「『（(“‘\-‐–]*$")
_FUNCTION_WORDS = frozenset(
    re.findall(
        r"\w+",
        """a an the this these those my your his her its our their every each some any no another such
        and or but nor so yet if when while because although though unless until since whether that which who whom whose
        of to in on at by for from with without into onto upon over under between among through during before after
        about against toward towards within across behind beyond per via than as like is are was were be been being am
        has have had do does did will would can could shall should may might must not very more most only also just even
        both either neither""",
    )
)
"""English words that need another one after them."""


def _structural(text: str) -> Ending:
    """How a text ends as far as its marks and, in English, its last word tell."""
    found = _LAST_WORD.search(text)
    start = found.start() if found else 0
    if text[-1] in _COMMAS:
        return Ending("comma", "impossible", start)
    if text[-1] in _OPENERS:
        return Ending("bracket", "impossible", start)
    if text[start:].lower() in _FUNCTION_WORDS:
        return Ending("modifier", "impossible", start)
    if text[-1] in "-‐":
        return Ending("word", "unlikely", start)
    return Ending("noun", "noun", start)


_COMMAS = "、，,"
_OPENERS = "・「『（(［[【〈《“‘"
_AT_WORK = frozenset("をがでとの")
_NEEDS_A_WORD = frozenset({"連体詞", "接頭辞"})
_NEVER_LAST = ("未然形", "仮定形", "語幹", "連用形-促音便", "連用形-撥音便")
_LONE_KANA = pattern("[ぁ-んァ-ヶ]")
_SHORT_PARTS = frozenset({"動詞", "助動詞", "接尾辞"})  # 一つ, 強さ
"""A kana that is no particle and no ending is what is left of a word."""
_POLITE_END = pattern(r"(?:です|ます|ました|でした|ません|ましょう|でしょう|ください|下さい)[かねよな]{0,2}$")
_INDEPENDENT = frozenset({"名詞", "動詞", "形容詞", "形状詞", "副詞", "代名詞", "連体詞", "接続詞", "接頭辞", "感動詞"})


def _classify(words: list[Token]) -> tuple[Case, Strength]:
    last = words[-1]
    surface, part, subpart = last.surface, last.part, last.subpart
    if surface[-1] in _COMMAS:
        return "comma", "impossible"
    if surface[-1] in _OPENERS:
        return "bracket", "impossible"
    if _POLITE_END.search("".join(word.surface for word in words)):
        return "predicate", "polite"
    if part == "助詞":
        return "particle", _particle(words)
    if surface[-1] in "っッ" or (_LONE_KANA.fullmatch(surface) and part not in _SHORT_PARTS):
        return "word", "broken"
    if part in _NEEDS_A_WORD:
        return "modifier", "broken" if part == "接頭辞" else "impossible"
    if part == "接続詞":
        return "conjunction", "impossible"
    if part in ("副詞", "代名詞"):
        return "modifier", "unlikely"
    if part in ("動詞", "形容詞", "助動詞"):
        return _inflected(words)
    if part == "感動詞":
        return ("word", "broken") if subpart == "フィラー" else ("predicate", "plain")
    if part == "形状詞" and subpart == "助動詞語幹":
        return "modifier", "unlikely"
    return "noun", "noun"


def _particle(words: list[Token]) -> Strength:
    last = words[-1]
    surface, subpart = last.surface, last.subpart
    before = words[-2] if len(words) > 1 else None
    if subpart == "格助詞":
        return "impossible" if surface in _AT_WORK else "unlikely"
    if subpart == "準体助詞":
        return "impossible"
    if subpart == "係助詞":
        return "plain" if before and before.surface == "か" else "unlikely"
    if subpart == "副助詞" and surface in ("など", "とか", "なんて", "か"):
        return "noun"
    if subpart == "終助詞":
        # At the end of a text the dictionary prefers 終助詞; の behind a noun, or behind a plain verb in running text,
        # still is the particle that needs a noun.
        return "impossible" if surface == "の" else "plain"
    return "unlikely"


def _inflected(words: list[Token]) -> tuple[Case, Strength]:
    last = words[-1]
    form, surface = last.form, last.surface
    if surface in ("なら", "たら", "だら"):
        return "particle", "unlikely"
    if form.startswith(_NEVER_LAST) or _is_half(words):
        return "stem", "broken"
    if form.startswith("連体形") and last.part == "助動詞" and surface == "な":
        return "modifier", "impossible"
    if form.startswith("連用形"):
        if last.part == "形容詞" or (last.part == "助動詞" and surface in ("で", "に", "と")):
            return "stem", "impossible"
        return "stem", "unlikely"
    return "predicate", "plain"


def _is_half(words: list[Token]) -> bool:
    """Whether an inflected word is the first half of another: まし of ました, す of する, い of ている."""
    last = words[-1]
    if last.part == "助動詞" and last.surface in ("まし", "でし"):
        return True
    if last.surface == "い" and len(words) > 1 and words[-2].surface in ("て", "で"):
        return True
    return last.conjugation == "文語サ行変格"


def _last_phrase(words: list[Token]) -> Token:
    """The first word of the last 文節: what carries meaning, with the particles and endings behind it."""
    at = len(words) - 1
    while at and words[at].part not in _INDEPENDENT:
        at -= 1
    if at and len(words[at].surface) == 1 and words[at].part == "名詞" and words[at - 1].part == "動詞":
        at -= 1  # the first half of a verb of two: 咲き + 始
    while at and words[at].part in ("名詞", "接頭辞") and words[at - 1].part in ("名詞", "接頭辞", "接尾辞"):
        at -= 1
    return words[at]


_STOP = pattern(r"[。．！？!?]")
_POLITE_STOP = pattern(_POLITE_END.pattern[:-1] + _STOP.pattern)


def politeness(texts: Iterable[str]) -> float:
    """Which share of the finished sentences of some texts ends in です・ます; 0 if there is none."""
    finished = polite = 0
    for text in texts:
        finished += len(_STOP.findall(text))
        polite += len(_POLITE_STOP.findall(text))
    return polite / finished if finished else 0.0
