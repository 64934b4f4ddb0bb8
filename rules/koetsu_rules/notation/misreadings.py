"""Which characters are bytes that were read in the wrong encoding, and what did they say?

Proof is the way back: written in the encoding that they were read in, the characters are bytes that make sense in the
encoding that they were written in. Bytes are handled as characters up to U+00FF, so that ``re`` can keep their places.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import NamedTuple

from koetsu import Span, pattern

LOST = "□"
"""Stands in what was said for characters of which not all bytes are left."""

_CHUNK = pattern(r"[^\r\n]{1,4000}")
"""A line, a very long one in parts: what has to be kept for each of its bytes does not grow with the file."""


class Misreading(NamedTuple):
    """A stretch of text that was read in the wrong encoding."""

    kind: str
    """Which encoding was taken for which, such as ``utf-8-as-cp932``."""
    span: Span
    text: str
    """What it said."""

    @property
    def is_complete(self) -> bool:
        """Whether no byte of it was lost."""
        return LOST not in self.text


def may_be_misread(rare: frozenset[str]) -> bool:
    """Whether a text whose rarest characters are these may hold something misread."""
    return not rare.isdisjoint(SIGNS)


def misreadings(text: str) -> list[Iterator[Misreading]]:
    """The stretches of a text that are certainly misread, in order, for each way in which it may have been."""
    return [find(text) for signs, find in _KINDS if any(sign in text for sign in signs)]


# What UTF-8 makes of Japanese: three bytes a character.
_WHOLE = (
    r"(?:\xe3[\x80-\x83][\x80-\xbf]|[\xe4-\xe9][\x80-\xbf]{2}"  # kana and punctuation, kanji
    r"|\xef[\xbc-\xbe][\x80-\xbf]|\xe2[\x80-\x9e][\x80-\xbf]|\xf0\x9f[\x80-\xbf]{2})"  # full width, signs, emoji
)
_TWO = r"(?:\xe3[\x80-\x83][\x80-\xbf]|[\xe4-\xe9][\x80-\xbf]{2}){2}"


def _runs_of(part: str, between: str = r"[\t -~]{0,40}") -> str:
    """Characters of one kind in a row, a little ASCII between them allowed."""
    return rf"{part}(?:{between}{part})*"


# UTF-8 read as CP932, the encoding of a Japanese Windows: こ becomes 縺薙.
_HOLED = r"[\xe2-\xe9\xef][\x80-\xbf]{0,2}[\xff?][\x80-\xbf]{0,2}"
"""A character with a byte that CP932 does not know (U+00FF here), and what it took with it."""
_CP932_SEED = pattern(r"[縺繧繝]|[一-鿿][｡-ﾟ]")
_CP932_RUN = pattern(_runs_of(rf"(?:{_WHOLE}|{_HOLED})"))
_CP932_PART = pattern(rf"(?P<whole>{_WHOLE})|{_HOLED}")
_CP932_PROOF = pattern(_TWO)


def _utf_8_as_cp932(text: str) -> Iterator[Misreading]:
    for chunk in _CHUNK.finditer(text):
        if _CP932_SEED.search(chunk.group()):
            written, places = _in_cp932(chunk.group(), chunk.start())
            for run in _CP932_RUN.finditer(written):
                if _CP932_PROOF.search(run.group()):
                    span = Span(places[run.start()], places[run.end() - 1] + 1)
                    said = _CP932_PART.sub(lambda part: _utf_8(part["whole"] or ""), run.group())
                    yield Misreading("utf-8-as-cp932", span, said)


def _in_cp932(text: str, start: int) -> tuple[str, list[int]]:
    """The bytes of a text, and the offset at which the character of each stands."""
    parts = [_cp932(character) for character in text]
    places = [offset for offset, part in enumerate(parts, start) for _ in part]
    return "".join(parts), places


@cache
def _cp932(character: str) -> str:
    if character in "\ufffd・":  # what stands for bytes that nobody knows
        return "\xff"
    if "\x80" <= character <= "\xa0":
        return character
    try:
        return character.encode("cp932").decode("latin-1")
    except UnicodeEncodeError:
        return "\n"


def _utf_8(written: str) -> str:
    """What the bytes of a character say; of none, that it is lost."""
    try:
        return written.encode("latin-1").decode("utf-8") or LOST
    except UnicodeDecodeError:
        return LOST


# UTF-8 read as CP1252 or Latin-1: こ becomes ã“ with a control character in it, which is often gone; é becomes Ã©.
_CP1252 = {
    ord(bytes([byte]).decode("cp1252")): byte for byte in range(0x80, 0xA0) if byte not in b"\x81\x8d\x8f\x90\x9d"
}
"""Where CP1252 has another character than Latin-1."""
_UNSEEN = r"\xe3[\x84-\xbf]"
"""A kana whose second byte, 0x81, is gone."""
_CUT = r"[\xe3-\xe9][\x80-\xbf]"
_CP1252_RUN = pattern(_runs_of(rf"(?:{_WHOLE}|{_UNSEEN}|{_CUT})"))
_CP1252_PART = pattern(rf"(?P<whole>{_WHOLE})|(?P<unseen>{_UNSEEN})|{_CUT}")
_CP1252_PROOF = pattern(rf"{_TWO}|(?:{_WHOLE}|{_UNSEEN}){{3}}")
_LETTER = (
    r"(?:(?<=[a-z])\xc3[\x80-\xbf]|(?<![A-Z\xc0-\xde])\xc3[\x80-\xbf](?=[a-z])"
    r"|(?<=[a-z])[\xc4\xc5][\x80-\xbf](?=[a-z])|\xe2\x80[\x90-\xbf]|\xe2\x82\xac|\xe2\x84\xa2|\xf0\x9f[\x80-\xbf]{2})"
)
"""An accented letter, a quotation mark or an emoji. Ã ends words of Portuguese in capitals, and Ä stands between German
quotation marks: the letters beside it say whether it is one of these."""
_SIGN = pattern(_LETTER)
_WORD = pattern(rf"[A-Za-z]{{0,30}}{_LETTER}(?:[A-Za-z]{{0,30}}{_LETTER})*[A-Za-z]{{0,30}}")


def _utf_8_as_cp1252(text: str) -> Iterator[Misreading]:
    written = text.translate(_CP1252)
    done = 0
    for run in _CP1252_RUN.finditer(written):
        if _CP1252_PROOF.search(run.group()):
            yield from _western(written, done, run.start())
            yield Misreading("utf-8-as-cp1252", Span(*run.span()), _CP1252_PART.sub(_restored, run.group()))
            done = run.end()
    yield from _western(written, done, len(written))


def _restored(part: re.Match[str]) -> str:
    unseen = part["unseen"]
    return _utf_8(f"\xe3\x81{unseen[1]}" if unseen else part["whole"] or "")


def _western(written: str, start: int, end: int) -> Iterator[Misreading]:
    if _SIGN.search(written, start, end) is None:
        return
    for word in _WORD.finditer(written, start, end):
        yield Misreading("utf-8-as-cp1252", Span(*word.span()), word.group().encode("latin-1").decode("utf-8"))


# CP932 read as CP1252: テスト becomes ƒeƒXƒg.
_SHIFT_JIS_RUN = pattern(_runs_of(r"[\x81-\x9f\xe0-\xea][\x40-\x7e\x80-\xfc]", r"[\t -~]{0,2}"))
_SHIFT_JIS_PROOF = pattern(r"(?:\x82[\x9f-\xf1]|\x83[\x40-\x96]|\x81[\x41-\x5b]){3}")


def _cp932_as_cp1252(text: str) -> Iterator[Misreading]:
    for run in _SHIFT_JIS_RUN.finditer(text.translate(_CP1252)):
        if _SHIFT_JIS_PROOF.search(run.group()):
            said = run.group().encode("latin-1").decode("cp932", "replace").replace("\ufffd", LOST)
            yield Misreading("cp932-as-cp1252", Span(*run.span()), said)


# EUC-JP read as CP1252 or CP932: これ becomes ¤³¤ì or ､ｳ､・
_EUC_RUN = pattern(
    r"(?:[\xa1-\xf4][\xa1-\xfe]|[\xa1-\xf4]?\xff)(?:[\t -~]{0,2}(?:[\xa1-\xf4][\xa1-\xfe]|[\xa1-\xf4]?\xff))*"
)
_EUC_PART = pattern(r"(?P<whole>[\xa1-\xf4][\xa1-\xfe])|[\xa1-\xf4]?\xff")
_EUC_PROOF = pattern(r"(?:\xa4[\xa1-\xf3]|\xa5[\xa1-\xf6]|\xa1\xbc){3}")
_EUC_SEED = pattern(r"(?:､[｡-ﾟ・\ufffd]){3}")
_FREQUENT = pattern(r"[のにはをがでとてたいしすまる]")


def _euc_as_cp1252(text: str) -> Iterator[Misreading]:
    for run in _EUC_RUN.finditer(text.translate(_CP1252)):
        proof = _EUC_PROOF.search(run.group())
        if proof is not None and len({proof.group()[at : at + 2] for at in (0, 2, 4)}) == 3:  # ¥¥¥¥¥¥ is a price
            yield Misreading("euc-jp-as-cp1252", Span(*run.span()), _euc(run.group()))


def _euc_as_cp932(text: str) -> Iterator[Misreading]:
    for chunk in _CHUNK.finditer(text):
        if _EUC_SEED.search(chunk.group()):
            written, places = _in_cp932(chunk.group(), chunk.start())
            for run in _EUC_RUN.finditer(written):
                said = _euc(run.group())
                if _EUC_PROOF.search(run.group()) and len(set(_FREQUENT.findall(said))) > 1:  # ､ｱ､ｲ､ｳ is a list
                    span = Span(places[run.start()], places[run.end() - 1] + 1)
                    yield Misreading("euc-jp-as-cp932", span, said)


def _euc(written: str) -> str:
    return _EUC_PART.sub(lambda part: _euc_character(part["whole"] or ""), written)


def _euc_character(written: str) -> str:
    try:
        return written.encode("latin-1").decode("euc_jp") or LOST
    except UnicodeDecodeError:
        return LOST


_KINDS: tuple[tuple[tuple[str, ...], Callable[[str], Iterator[Misreading]]], ...] = (
    (("縺", "繧", "繝"), _utf_8_as_cp932),
    (("ã", "Ã", "â€", "â‚¬", "â„¢", "ðŸ", "Ä", "Å"), _utf_8_as_cp1252),
    (("‚", "ƒ", "\x82", "\x83"), _cp932_as_cp1252),
    (("¤", "¥"), _euc_as_cp1252),
    (("､",), _euc_as_cp932),
)
"""The signs of which at least one stands in every text that was misread so; few others hold them."""
SIGNS = frozenset(sign[0] for signs, _ in _KINDS for sign in signs)
"""With what these begin."""
