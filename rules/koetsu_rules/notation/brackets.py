"""Which brackets of a text have no partner?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from koetsu import HOLE, Block, Document, pattern

_PAIRS = dict(zip("「『（【〔〈《“(", "」』）】〕〉》”)", strict=True))
_ROUND = {"(": "（", ")": "）"}
"""A round bracket that is opened at half width may be closed at full width."""
_CLOSERS = {_ROUND.get(closer, closer): _ROUND.get(opener, opener) for opener, closer in _PAIRS.items()}
_SIGNS = "".join([*_PAIRS, *_PAIRS.values()])
_BRACKET = pattern(f"[{re.escape(_SIGNS)}]")
_CJK = pattern("[々〆ぁ-ゖァ-ヺー一-鿿]")
_WORD = pattern(r"\w")

_EYES = "・ω∀Дд^;；_`´゜°≧≦><*"
_NO_BRACKET = pattern(
    rf"""
      [「『“"'（(]\\?[{re.escape(_SIGNS)}][」』”"'）)]              # 「（」 speaks of the sign
    | [(（](?:笑|苦笑|爆笑|爆|泣|涙|汗|怒|謎|ry|ｒｙ|w{{1,9}}|ｗ{{1,9}})(?=[」』。、！？!?…\s]|\Z)  # （笑
    | [(（][^\w\s()（）「」{_EYES}]{{0,4}}
      (?:[{_EYES}][^A-Za-z0-9ぁ-ヺ一-鿿()（）「」\n{_EYES}]{{0,4}}){{2,9}}(?:[)）]|(?=[」』。、\s]|\Z))  # (・∀・)
    | (?<![\w)\]])[:;=]['’\-]?[()](?!\w)                           # :)
    | [\[(（［]\s*-?[\w.∞+]{{1,9}}\s*[,，、]\s*-?[\w.∞+]{{1,9}}\s*[\])）］]  # [0, 1)
    """,
    re.VERBOSE,
)
_NUMBER = "[0-9０-９A-Za-zＡ-Ｚａ-ｚァ-ヺぁ-ん①-⑳一二三四五六七八九十*＊※†]"
_ENUMERATOR = pattern(
    rf"""
      (?:\A|[\n\u2028])\s*[^\sぁ-ん、。，．・「」『』（）()]{{1,6}}\Z           # 例） at the start of a line
    | (?<![^\s、。，．・:：「（(／/＞>→]){_NUMBER}{{1,3}}\Z                      # 1)、a)、ア)
    | (?<![0-9０-９A-Za-z.])[0-9０-９]{{1,2}}\Z                               # その場合は2)へ
    | (?:注|註|注記|脚注|注釈|備考|補足|例|※)[0-9０-９]{{0,2}}\Z               # 規程注記）の
    """,
    re.VERBOSE,
)
_REACH = 12
"""So much before a bracket tells whether it belongs to a number."""
_NAMED = pattern("(?:括弧|カッコ|かっこ|記号|文字|引用符)\\Z")


class Lone(NamedTuple):
    """A bracket without its partner."""

    block: Block
    at: int
    """Where it stands in the text of its block."""
    case: str
    """``open``, ``close`` or ``crossed``."""
    partner: int | None = None
    """Where the bracket stands that it crosses."""

    @property
    def sign(self) -> str:
        """The bracket itself."""
        return self.block.text[self.at]

    @property
    def kind(self) -> str:
        """The opening bracket of its kind, round ones at full width."""
        sign = _ROUND.get(self.sign, self.sign)
        return _CLOSERS.get(sign, sign)

    @property
    def missing(self) -> str:
        """The partner that it lacks."""
        sign = self.sign
        return _PAIRS.get(sign) or next(opener for opener, closer in _PAIRS.items() if closer == sign)


def lone_brackets(block: Block) -> list[Lone]:
    """The brackets of a block without a partner, in order; only those that certainly are brackets."""
    if is_balanced(block.masked):
        return []
    found = list(_unmatched(block, _NO_BRACKET.sub(_blank, _with_brackets_of_urls(block))))
    quotes = [lone for lone in found if lone.kind == "“"]
    if quotes and not (len(quotes) == 1 and _is_quotation_mark(quotes[0])):
        found = [lone for lone in found if lone.kind != "“"]
    return sorted((lone for lone in found if _counts(lone)), key=lambda lone: lone.at)


def is_balanced(text: str) -> bool:
    """Whether each bracket is closed by its partner: seen at once, as it is true of nearly all blocks."""
    opened: list[str] = []
    for sign in _BRACKET.findall(text):
        if sign in _PAIRS:
            opened.append(_PAIRS[sign])
        elif not opened or opened.pop() != sign:
            return False
    return not opened


def _blank(found: re.Match[str]) -> str:
    return "\0" * len(found[0])


def _with_brackets_of_urls(block: Block) -> str:
    """The text as grammar may look at it, with the brackets of URLs: the last one often is not part of them."""
    urls = [url for url in block.marks_of("url") if "(" in url.target or ")" in url.target]
    if not urls:
        return block.masked
    signs = list(block.masked)
    for url in urls:
        held = block.text[url.start : url.end]
        signs[url.start : url.end] = [sign if sign in "()" else HOLE for sign in held]
    return "".join(signs)


def _unmatched(block: Block, text: str) -> Iterator[Lone]:
    opened: list[tuple[str, int]] = []
    waiting: dict[str, int] = {}
    """How many brackets of each kind are open."""
    passed: dict[str, list[int]] = {}
    """Brackets that were still open when one around them was closed."""
    for found in _BRACKET.finditer(text):
        at = found.start()
        sign = _ROUND.get(found[0], found[0])
        if sign not in _CLOSERS:
            opened.append((sign, at))
            waiting[sign] = waiting.get(sign, 0) + 1
            continue
        partner = _CLOSERS[sign]
        if not waiting.get(partner):
            crossed = passed.get(partner)
            if crossed:
                yield Lone(block, at, "crossed", crossed.pop())
            elif partner != "（" or not _ENUMERATOR.search("\n" * (at < _REACH) + text[max(0, at - _REACH) : at]):
                yield Lone(block, at, "close")
            continue
        while opened[-1][0] != partner:
            inner, start = opened.pop()
            waiting[inner] -= 1
            passed.setdefault(inner, []).append(start)
        opened.pop()
        waiting[partner] -= 1
    for start in (start for starts in passed.values() for start in starts):
        yield Lone(block, start, "open")
    for _, start in opened:
        yield Lone(block, start, "open")


def _counts(lone: Lone) -> bool:
    """Whether it is a bracket for certain: a text speaks of brackets, too, and round ones at half width mean more."""
    text, at = lone.block.text, lone.at
    before, behind = text[at - 1 : at], text[at + 1 : at + 2]
    if _NAMED.search(text[max(0, at - _REACH) : at]):
        return False
    if lone.sign not in _ROUND:
        return True
    if lone.block.document.language != "ja":
        return False
    if lone.case == "open":
        return bool(_CJK.match(behind) or (_CJK.match(before) and _WORD.match(behind)))
    return bool(_CJK.match(before))


def _is_quotation_mark(lone: Lone) -> bool:
    """Whether “ or ” is one for certain: ”語” is written, too, as are “語", 12” and „Wort“."""
    if '"' in lone.block.text or lone.block.text[lone.at - 1 : lone.at].isdigit():
        return False
    return not lone.block.document.once(_has_low_quotes)


def _has_low_quotes(document: Document) -> bool:
    return "„" in document.source.text
