"""Does a title or a description stop before its end, or begin behind its start?"""

from __future__ import annotations

import re

from koetsu import Ending, ending_of, is_terminated, pattern, tokens
from koetsu_rules.front_matter.header_texts import Flaw
from koetsu_rules.front_matter.origins import Origins

_ELLIPSIS = pattern(r"[\s　]*(?:\.{3,}|…+|‥+|・{3,})\s*\Z")
_DOTS = (".", "…", "‥", "・")
_STARTS_CUT = pattern(r"\s*(?:(?:\.{3,}|…+|‥+)[\s　]*(?=[ぁ-ヿ一-鿿])|[、。，．」』）】]|[をんっゃゅょー](?=\w))")
_STARTS_WITH_PARTICLE = pattern(r"[のが](?=[ァ-ヶ一-鿿A-Za-z])")
_TRAILING = pattern(r"(?:[：、，｜|「『（【〈《［\[(]|(?<=\S)[:,]|\s[-–—/／])\s*\Z")
_SEPARATOR = pattern(r"[｜|（(：]|\s[-–—]\s|\Z")
_GOES_ON = pattern(r"[\w、，,「『（(\[［【〈《・ー]")
_STOP = pattern("(?<=[。！？!?])")
_SENTENCE = pattern(r"[。．]\s*(?=\S)|です[かねよ]*[？！?!]|ます[かねよ]*[？！?!]|せん[か]?[？！?!]")
_MAY_END = pattern(
    r"(?:について|に関して|に向けて|に対して|として|とは|には|では|って|まで|から|へ|に|より|ほど|だけ|など|も|か|し|っ)\Z"
)
"""Unfinished phrases with which a description or a slogan may well end."""

_MAY_NEED_MORE = pattern(r"(?:[のながただじき]|[あゆなさたく或来去]る)\Z")
"""How words end that never stand without a noun behind them: この, 大きな, いわゆる, わが, たいした, 同じ."""

_LONG = 40


def cut_start(text: str, *, is_title: bool, japanese: bool) -> Flaw | None:
    """A text that begins in the middle of a sentence."""
    found = _STARTS_CUT.match(text) if japanese else None
    if found is None and japanese and _STARTS_WITH_PARTICLE.match(text):
        words = tokens(text[:12])
        if words[0].surface == text[0] and words[0].part == "助詞" and len(words) > 1 and words[1].part == "名詞":
            return Flaw("starts", 0, 1, {"start": text[:1]})
    if found is None or (is_title and found[0].strip()[:1] in ".…‥"):
        return None
    return Flaw("starts", found.start(), found.end(), {"start": found[0].strip()})


def cut_end(text: str, origins: Origins, *, is_title: bool, japanese: bool) -> Flaw | None:
    """A text that stops in the middle of a sentence or a word."""
    text = text.rstrip()
    found = _ELLIPSIS.search(text) if text.endswith(_DOTS) else None
    if found is not None:
        return _ellipsis(text[: found.start()], found, origins, is_title=is_title, japanese=japanese)
    if is_title:
        return _title_end(text, japanese=japanese, origins=origins)
    return _description_end(text, origins) if japanese else None


def _ellipsis(text: str, found: re.Match[str], origins: Origins, *, is_title: bool, japanese: bool) -> Flaw | None:
    """Three dots are the mark of a tool that cut a text to a length; an author means them as a pause."""
    if not text or is_terminated(text):
        return None
    last = _STOP.split(text)[-1] or text
    ending = ending_of(last, japanese=japanese)
    if ending.strength in ("plain", "polite") and not origins.goes_on(text):
        return None
    if is_title or (japanese and len(text) < _LONG):
        broken = ending.strength in ("broken", "impossible") and found[0].strip().startswith(".")
        if not broken and not origins.goes_on(text):
            return None
    return Flaw("ellipsis", found.start(), found.end(), {"end": found[0].strip()})


def _title_end(text: str, origins: Origins, *, japanese: bool) -> Flaw | None:
    found = _TRAILING.search(text)
    if found is not None and found.start() > 0:
        return Flaw("trailing", found.start(), found.end(), {"end": found[0].strip()})
    if not japanese:
        return None
    for separator in _SEPARATOR.finditer(text):
        part = text[: separator.start()].rstrip()
        piece = re.split(r"[^ァ-ヺー]", part)[-1]
        if len(piece) < 2 and not _MAY_NEED_MORE.search(part):
            continue
        words = tokens(part[-16:])
        if len(words) < 2 or not _GOES_ON.match(part[-1]):
            continue
        last, before = words[-1], words[-2]
        start = len(part) - len(last.surface)
        is_end = separator.start() == len(text)
        if last.surface == "の" and before.part in ("名詞", "接尾辞") and (is_end or separator[0] in "｜|"):
            return Flaw("ends", start, len(part), {"end": _phrase(part)})
        if last.part == "連体詞" or (last.surface == "な" and last.part == "助動詞" and before.part == "形状詞"):
            return Flaw("ends", start, len(part), {"end": _phrase(part)})
        ending = ending_of(part, japanese=True) if len(piece) > 1 else None
        if ending is not None and ending.case == "word" and ending.strength == "broken":
            longer = origins.has_longer_word(piece)
            if longer and not origins.has_word(piece):
                return Flaw("word", len(part) - len(piece), len(part), {"piece": piece, "word": longer})
    return None


def _description_end(text: str, origins: Origins) -> Flaw | None:
    if is_terminated(text) or not _GOES_ON.match(text[-1]):
        return None
    last = _STOP.split(text)[-1]
    ending = ending_of(last, japanese=True)
    if _is_cut(text, last, ending) or origins.goes_on(text):
        return Flaw("ends", len(text) - len(last) + ending.start, len(text), {"end": _phrase(last)})
    return None


def _is_cut(text: str, last: str, ending: Ending) -> bool:
    follows_sentence = bool(_SENTENCE.search(text))
    is_long = follows_sentence or len(text) >= _LONG
    if ending.case in ("comma", "bracket"):
        return True
    if last[-1] in "をとが" and not follows_sentence:
        return False
    if ending.strength in ("broken", "impossible"):
        return is_long and not last.endswith(("っ", "ッ"))
    return ending.strength == "unlikely" and follows_sentence and not _MAY_END.search(last)


def _phrase(text: str) -> str:
    return text[-8:].strip()
