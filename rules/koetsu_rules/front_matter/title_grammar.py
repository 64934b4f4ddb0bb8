"""Does a title hold together as Japanese?

Titles are often assembled from a line and a phrase; the joint shows where no writer would have put it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from koetsu import Token, pattern, tokens
from koetsu_rules.front_matter.header_texts import Flaw

_JOINT = pattern(r"[？?。！!](?=[のがをにはでへもか])")
_CONJUNCTION = pattern(r"(?:で(?:は|も|す)|[がでとにも]、|もし|もっと|にもかか|がんば|はい|はじ|から)")
_CLAUSE_PARTICLES = frozenset({"は", "が", "を", "に", "で", "と", "へ", "って", "から", "まで"})
_PARTICLES = frozenset({"格助詞", "係助詞", "接続助詞"})
_NO_NEIGHBOURS = {"は": "のがをは", "が": "のをがは", "を": "のがにはを", "に": "にを", "の": "のを", "へ": "をが"}
"""Which particles never stand right behind which. のが and のは may: they stand for nouns, as in 私のが."""

# Most titles have nothing at which to look closer: a search tells in less than a hundredth of the time that the
# dictionary takes.
_PAIR = pattern("|".join(f"{one}[{others}]" for one, others in _NO_NEIGHBOURS.items()))
_CLAUSE = pattern("[はがをに].*[ぁ-ん]の.+[とがのへ]")
_LONE_STEM = pattern(r"の\s*[一-鿿々]+\s*(?:[がをはへの（(｜|]|\Z)")
_TWICE = pattern(r"(\S{2,60})\1")

_BRACKETED = pattern(r"（[^（）]*）|\([^()]*\)")
_NEEDS_NOUN = pattern(r"の(（[^（）]*）|\([^()]*\))(?=[がをのにはへ])")
_PHRASE_PARTICLES = frozenset({"と", "が", "の", "へ"})
_KANJI = pattern(r"[一-鿿々]+")
_BROKEN_NUMBER = pattern(r"[A-Za-z][\w\-]*\s?\d+\.(?=[ぁ-ん（(｜|]|\Z)", re.ASCII)
_REPEATED_PHRASE = pattern(r"(?P<unit>\S{4,60})(?P=unit)")
_REPEATED_LATIN = pattern(r"(?<![A-Za-z])(?P<unit>[A-Z]{2,}|[A-Za-z]{3,})(?P=unit)(?![A-Za-z])")
_REPEATED_WORD = pattern(r"\b(?P<unit>[A-Za-z]{2,})\s+(?P=unit)\b(?!-)", re.IGNORECASE)


def glued(text: str) -> Iterator[Flaw]:
    """Where a finished sentence goes on with a particle: 「何が変わるのか？が示す未来」."""
    for found in _JOINT.finditer(text):
        before, behind = text[: found.start()], text[found.end() :]
        if _CONJUNCTION.match(behind):
            continue
        first = tokens(behind[:12])[0]
        if first.part != "助詞" and not (first.part == "接続詞" and first.surface in "がで"):
            continue
        if _is_clause(before, is_question=found[0] in "？?"):
            start = found.start()
            yield Flaw("glued", start, found.end() + len(first.surface), {"particle": first.surface, "mark": found[0]})


def _is_clause(text: str, *, is_question: bool) -> bool:
    """Whether a text is a sentence, and not a name that happens to end in a mark: けいおん！, モーニング娘。."""
    text = re.split("[？?。！!]", text)[-1]
    words = tokens(text[-40:])
    if not words:
        return False
    last = words[-1]
    if not is_question:
        return last.part in ("動詞", "形容詞", "助動詞", "助詞")
    return last.surface in ("か", "は") or any(
        word.part == "助詞" and word.surface in _CLAUSE_PARTICLES for word in words
    )


def joined_particles(text: str) -> Iterator[Flaw]:
    """Where two particles stand that nothing can stand between: 「機能はの比較」, 「導入の（事例）が」."""
    words = tokens(text) if _PAIR.search(text) else []
    for number, (one, two) in enumerate(pairwise(words)):
        if two.surface not in tuple(_NO_NEIGHBOURS.get(one.surface, "")) or one.end != two.start or number == 0:
            continue
        if one.subpart not in _PARTICLES or two.subpart not in _PARTICLES or words[number - 1].surface == "で":
            continue
        yield Flaw("particles", one.start, two.end, {"first": one.surface, "second": two.surface})
    for found in _NEEDS_NOUN.finditer(text):
        before = tokens(text[: found.start() + 1])
        behind = text[found.end()]
        if len(before) > 1 and before[-1].surface == "の" and before[-2].part in ("名詞", "接尾辞"):
            yield Flaw("noun", found.start(), found.end() + 1, {"first": "の", "second": behind})


def clause_for_noun(text: str) -> Iterator[Flaw]:
    """Where の puts a whole clause before a noun: 「今後の動きを探るの最新動向と影響」."""
    plain = _BRACKETED.sub("", text)
    words = tokens(plain) if _CLAUSE.search(plain) else []
    for number in range(1, len(words) - 2):
        verb, particle = words[number - 1 : number + 1]
        if particle.surface != "の" or verb.part != "動詞" or not verb.form.startswith(("終止形", "連体形")):
            continue
        if verb.end != particle.start or not _has_object(words[: number - 1]):
            continue
        if _starts_noun_phrase(words[number + 1 :]):
            start = text.find(verb.surface)
            end = start + len(verb.surface)
            if plain[verb.start : particle.end] in text:
                start = text.index(plain[verb.start : particle.end])
                end = start + particle.end - verb.start
            yield Flaw("clause", start, end, {"verb": verb.surface})


def _has_object(words: list[Token]) -> bool:
    return any(word.part == "助詞" and word.surface in ("は", "が", "を", "に") for word in words)


def _starts_noun_phrase(words: list[Token]) -> bool:
    """Whether nouns and then と, の or が follow: the colloquial 作るの大変だった has a predicate there."""
    count = 0
    while count < len(words) and words[count].part in ("名詞", "接尾辞"):
        count += 1
    return (
        0 < count < len(words)
        and words[0].subpart == "普通名詞"
        and words[count].part == "助詞"
        and words[count].surface in _PHRASE_PARTICLES
    )


def stem_for_noun(text: str) -> Iterator[tuple[Flaw, str]]:
    """Where an adjective stem stands as a noun, 「投資の可能が」, with that stem: perhaps 可能性 was meant."""
    words = tokens(text) if _LONE_STEM.search(text) else []
    for number in range(1, len(words)):
        word = words[number]
        if words[number - 1].surface != "の" or not _KANJI.fullmatch(word.surface):
            continue
        is_stem = word.part == "形状詞" or (len(word.surface) == 1 and "形状詞可能" in word.feature.split(",", 3)[2])
        behind = words[number + 1].surface if number + 1 < len(words) else ""
        if is_stem and (behind in ("", *"がをはへの") or behind[0] in "（(｜|"):
            yield Flaw("stem", word.start, word.end, {"word": word.surface}), word.surface


def broken_numbers(text: str) -> Iterator[tuple[Flaw, str]]:
    """Where a number stops behind its point, 「Ver 5.の」, with all that belongs to it."""
    for found in _BROKEN_NUMBER.finditer(text):
        yield Flaw("word", *found.span(), {"piece": found[0]}), found[0]


def doubled(text: str, *, japanese: bool) -> Iterator[tuple[Flaw, str]]:
    """What stands twice in a row, and the whole of it, which may be a name: Duran Duran."""
    patterns = [_REPEATED_WORD]
    may_repeat = japanese and _TWICE.search(text) is not None
    if may_repeat:
        patterns += [_REPEATED_LATIN, _REPEATED_PHRASE]
    for expression in patterns:
        for found in expression.finditer(text):
            unit = found["unit"]
            if expression is _REPEATED_PHRASE and not re.search(r"[一-鿿].*[一-鿿]", unit):
                continue
            yield Flaw("doubled", *found.span(), {"word": unit}), found[0]
    words = tokens(text) if may_repeat else []
    for one, two in pairwise(words):
        is_pair = one.surface == two.surface and one.end == two.start and len(one.surface) > 1
        if is_pair and one.subpart == "普通名詞" and re.search("[ァ-ヶ一-鿿]", one.surface):
            yield Flaw("doubled", one.start, two.end, {"word": one.surface}), one.surface * 2
