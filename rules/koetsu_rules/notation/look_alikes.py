"""Which characters look like others, and which ones were meant?"""

from collections.abc import Iterator
from typing import Literal, NamedTuple
from unicodedata import normalize

from koetsu import Span, pattern

Kind = Literal["combining", "radical", "half-width", "space"]

RADICALS = r"\u2e9f\u2ea0\u2ec1-\u2ef3\u2f00-\u2fd5"
MARKS = r"\u3099\u309a"
"""The signs of voiced kana as characters of their own."""
_RADICAL, _HALF_WIDTH, _SPACE = f"[{RADICALS}]", r"[\uff66-\uff9f]", r"[\xa0\u2007\u202f]"
# A search for [x][x]* takes a third of the time of one for [x]+.
_PATTERNS = {
    "combining": pattern(rf"(?:[\u3041-\u30ff][{MARKS}])+"),
    "radical": pattern(f"{_RADICAL}{_RADICAL}*+"),
    "half-width": pattern(f"{_HALF_WIDTH}{_HALF_WIDTH}*+"),
    "space": pattern(f"{_SPACE}{_SPACE}*+"),
}
_SIGNS = {"combining": pattern(f"[{MARKS}]"), "radical": pattern(_RADICAL)}
_LETTER = pattern(r"[々ぁ-ゖァ-ヺー一-鿿]")
# Of the radicals in the supplement NFKC knows two; these are the others that copying out of a PDF leaves behind.
_RADICALS = str.maketrans(
    {
        "\u2ea0": "民",
        "\u2ec1": "虎",
        "\u2ec4": "西",
        "\u2ec6": "角",
        "\u2ed1": "長",
        "\u2ed8": "青",
        "\u2edd": "食",
        "\u2ee4": "鬼",
        "\u2ee8": "麦",
        "\u2ee9": "黄",
        "\u2eeb": "斉",
        "\u2eed": "歯",
        "\u2eef": "竜",
        "\u2ef2": "亀",
    }
)


class LookAlike(NamedTuple):
    """Characters that look like others."""

    kind: Kind
    span: Span
    instead: str
    """What was meant."""


def may_stand_among(rare: str, kind: Kind) -> bool:
    """Whether a text may hold characters of a kind whose rarest ones are these; of some kinds none is rare."""
    return kind not in _SIGNS or _SIGNS[kind].search(rare) is not None


def find_look_alikes(text: str, kind: Kind) -> Iterator[LookAlike]:
    """The characters of one kind in a text that have to be written in another way, in order."""
    for found in _PATTERNS[kind].finditer(text):
        instead = _instead(kind, found.group())
        in_word = (
            kind != "radical" or _LETTER.match(text, found.end()) or _LETTER.match(text, max(found.start() - 1, 0))
        )
        if in_word and instead != found.group():
            yield LookAlike(kind, Span(*found.span()), instead)


def _instead(kind: Kind, written: str) -> str:
    if kind == "combining":  # か with the mark of ぱ is a sound of its own, and no character
        return normalize("NFC", written)
    if kind == "space":
        return " " * len(written)
    return normalize("NFKC", written.translate(_RADICALS))
