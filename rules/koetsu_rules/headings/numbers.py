"""Which number does a heading bear?"""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

from koetsu import pattern

_KANJI = "〇一二三四五六七八九"
_NUMBER = r"(?P<number>[0-9]{1,2}|[一二三四五六七八九十]{1,3})"
_UNITS = "章節部回話条項編幕巻課問位弾歩"
_STEPS = "step|phase|part|chapter|lesson|day|case|point|q"
_JAPANESE_WORD = r"[぀-ヿ㐀-鿿・ー]{1,8}?"
_FORMS = [
    pattern(rf"(?P<word>第){_NUMBER}(?P<unit>[{_UNITS}])"),
    pattern(rf"(?P<word>{_STEPS})[ .]?{_NUMBER}(?=[\s.:,、)\]】」|—-]|\Z)", re.IGNORECASE),
    pattern(rf"[(\[【]?(?P<word>{_JAPANESE_WORD})[ ]?(?P<number>[0-9]{{1,2}})(?=[.:,、)\]】|—-]|\Z)"),
    pattern(r"(?P<over>(?:[0-9]{1,2}[.-])+)(?P<number>[0-9]{1,2})[.:)、]?(?=\s|[^\x00-\x7f])"),
    pattern(rf"[(\[【]?{_NUMBER}[.)\]】:、](?![0-9])"),
    pattern(r"(?P<number>[0-9]{1,2})(?P<bare> )"),
]
_REACH = 40
"""So many characters at the start of a heading may hold its number."""
_SIGN = pattern(r"[①-⑳⓪❶-❿Ⅰ-Ⅻ](?=\D)")


class Number(NamedTuple):
    """The number of a heading."""

    series: str
    """What headings share that are counted together: 第…章, 2.…"""
    value: int
    text: str
    """As it is written."""
    is_bare: bool
    """Whether nothing but a space sets it apart, so that it may belong to the words: 3 つの理由."""


def number_of(text: str) -> Number | None:
    """The number at the start of a heading, if it counts the heading."""
    if not any(map(str.isnumeric, text[:_REACH])):
        return None
    sign = _SIGN.match(text)
    if sign:
        return Number(unicodedata.name(sign[0]).split()[0], int(unicodedata.numeric(sign[0])), sign[0], False)
    plain = unicodedata.normalize("NFKC", text[:_REACH]).lstrip()
    for form in _FORMS:
        found = form.match(plain)
        if found and (found.groupdict().get("word") or plain[found.end() :].strip(" .:。")):
            parts = found.groupdict("")
            series = f"{parts.get('over', '')}{parts.get('word', '').lower()}…{parts.get('unit', '')}"
            return Number(series, _value(parts["number"]), found[0].strip("([【 "), "bare" in parts)
    return None


def _value(number: str) -> int:
    if number.isascii():
        return int(number)
    tens, ten, ones = number.partition("十") if "十" in number else ("", "", number)
    value = _KANJI.index(ones) if len(ones) == 1 else 0
    return value + (10 * (_KANJI.index(tens) if tens else 1) if ten else 0)
