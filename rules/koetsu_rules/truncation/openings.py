"""How does a block begin: as a sentence does, or in the middle of one?"""

from __future__ import annotations

from enum import Enum
from functools import lru_cache

from koetsu import pattern, tokens


class Opening(Enum):
    """How a block begins."""

    ELLIPSIS = "ellipsis"
    MARK = "mark"
    """With a mark or a small kana, as no text can."""
    HANGING = "hanging"
    """With a particle, a suffix or an ending, which hangs on the word before it."""
    VERB = "verb"
    """With a verb or, in other languages, a small letter."""
    FRESH = "fresh"
    """With what starts a sentence: a conjunction, a demonstrative, an adverb, a quotation, a number."""
    PLAIN = "plain"
    """With another word, which tells nothing."""


_ELLIPSIS = pattern(r"(?:-{2,}\s*)?(?:…|‥|\.{2,}|・{2,}|。{2,})\s*(?=[^\s.…‥])")
_MARK = pattern(
    r"[、，。．」』）】〉》・](?=\w)|(?!って[^いる])[ぁぃぅぇぉっゃゅょァィゥェォッャュョーをん](?=[^、。\s])"
)
_SUSPECT = frozenset(
    ".…‥・。、，．」』）】〉》-*_ 　的化" + "ぁぃぅぇぉっゃゅょんァィゥェォッャュョー"
    "をがのにはへともやでかてばだなたしまれらせさつねよずべくけるりうきいみ"
)
_FRESH = pattern(
    r"[「『（(【\[\d０-９①-⑳■●◆▼▲★☆※→A-Za-z]"
    r"|(?:また|まず|まさ|もち|もし|もう|もっと|しか|しば|さら|さて|さあ|つまり|つい|つっ|なぜ|なお|なの|など|ただ|たと|だか|だが|だけ|だって"
    r"|とは[い言]|という|とく|とこ|とに|とり|とも|とて|では|でも|ですが|ですから|ですので|かつ|かな|かも|ので|のち|にもかかわらず|はい|はじ|いず|いや|いろ"
    r"|うま|うち|きっ|きち|よく|よう|やは|やっ|やが|やや|みな|けど|けれ|がん|たし|たま|たく|まる|まだ|まあ|ほか|なか|なん|ない"
    r"|(?:です|ます|だ|である)(?:・|[体調])"  # the registers by their names
    r"|せっ|せめ|すで|すべ|すぐ|それ|そこ|そし|そう|その|この|これ|ここ|こう|こん|あな|あの|あと|あく|あえ|おそ|おか|おも)|が、"
)
"""Frequent beginnings, so that the dictionary need not be asked for most blocks."""
_FRESH_PARTS = frozenset({"接続詞", "連体詞", "副詞", "代名詞", "感動詞", "接頭辞"})
_HANGING_PARTS = frozenset({"助詞", "接尾辞", "助動詞"})
_LENGTH = 12


def opening_of(text: str, *, japanese: bool) -> Opening:
    """How a text begins; ``japanese`` lets grammar judge, otherwise only marks and small letters do."""
    return _opening_of(text[: 2 * _LENGTH].lstrip(" 　\t\n*_")[:_LENGTH], japanese)


@lru_cache(maxsize=256)  # asked by both rules about the same block
def _opening_of(text: str, japanese: bool) -> Opening:
    if _ELLIPSIS.match(text):
        return Opening.ELLIPSIS
    if _MARK.match(text):
        return Opening.MARK
    if not japanese:
        return Opening.VERB if text[:1].islower() else Opening.FRESH
    if _FRESH.match(text):
        return Opening.FRESH
    words = tokens(text)
    if not words:
        return Opening.PLAIN
    first = words[0]
    if first.part == "接続詞" and len(first.surface) == 1 and text[1:2] != "、":
        return Opening.HANGING  # the dictionary takes て, が and で at the start of a text for conjunctions
    if first.part in _FRESH_PARTS:
        return Opening.FRESH
    if first.part in _HANGING_PARTS:
        return Opening.HANGING
    return Opening.VERB if first.part == "動詞" else Opening.PLAIN


def may_hang(text: str) -> bool:
    """Whether it is worth asking how a text begins."""
    return text[:1] in _SUSPECT and not _FRESH.match(text)


def starts_with_ellipsis(text: str) -> bool:
    """Whether a text starts with an ellipsis, and goes on."""
    return bool(_ELLIPSIS.match(text))


def first_phrase(text: str) -> str:
    """The first phrase of a text, a mark before it and the particles behind it included."""
    start = len(text) - len(text.lstrip("-…‥.・。、，．」』）】〉》 　\t\n"))
    words = tokens(text[start : start + _LENGTH])
    end = 0
    for number, word in enumerate(words):
        if number and word.part not in _HANGING_PARTS and end > 1:
            break
        end = word.end
    return text[: start + end]
