"""Which bracket of a line has no partner?"""

from __future__ import annotations

import re
from typing import NamedTuple

from koetsu import pattern

_PAIRS = dict(zip("「『（【〈《〔［([{", "」』）】〉》〕］)]}", strict=True))
_PARTNERS = {closer: opener for opener, closer in _PAIRS.items()}
_BRACKET = pattern(f"[{re.escape(''.join([*_PAIRS, *_PARTNERS]))}]")

_NO_BRACKET = pattern(
    r"""
      [(（](?:笑|苦笑|爆笑|爆|泣|涙|汗|怒|謎|ry|ｒｙ|w+|ｗ+)(?![\w)）])   # 「（笑」 is never closed
    | (?<![\w)\]])[:;=]['’\-]?[()\[\]](?!\w)                             # :)
    | [\[(]\s*-?[\w.∞+]+\s*,\s*-?[\w.∞+]+\s*[\])]                      # [0, 1)
    | [(（][^\w()（）]*(?:[・ω∀Дд^;_`´゜°≧≦><*][^A-Za-z0-9ぁ-んァ-ヶ一-鿿()（）]*){2,}[)）]?   # (・∀・)
    """,
    re.VERBOSE,
)
_ENUMERATOR = pattern(r"(?:\A|[^\w(（])\w{1,3}\Z|(?<![0-9A-Za-z])[0-9]{1,2}\Z")
"""What stands before the bracket of 1), a), 例）."""

_ASCII = frozenset("()[]{}")
_WORD = pattern(r"[^\W_]")


class Bracket(NamedTuple):
    """A bracket without its partner."""

    at: int
    sign: str
    missing: str
    """The partner that it lacks."""
    is_open: bool
    """Whether it opens something that is never closed."""


def lone_bracket(text: str) -> Bracket | None:
    """The first bracket without a partner.

    ASCII brackets may be the subject itself, as in a title about ``[`` and ``[[``: only one that holds a word counts.
    """
    if not _BRACKET.search(text):
        return None
    text = _NO_BRACKET.sub(lambda found: "\0" * len(found[0]), text)
    opened: list[int] = []
    for found in _BRACKET.finditer(text):
        sign, at = found[0], found.start()
        if sign in _PAIRS:
            opened.append(at)
        elif opened and text[opened[-1]] == _PARTNERS[sign]:
            opened.pop()
        elif any(text[before] == _PARTNERS[sign] for before in opened):
            inner = next(before for before in reversed(opened) if text[before] != _PARTNERS[sign])
            if _counts(text, inner):
                return Bracket(inner, text[inner], _PAIRS[text[inner]], True)
            while text[opened.pop()] != _PARTNERS[sign]:
                pass
        elif _counts(text, at) and not (sign in ")）" and _ENUMERATOR.search(text[:at])):
            return Bracket(at, sign, _PARTNERS[sign], False)
    for at in opened:
        if _counts(text, at):
            return Bracket(at, text[at], _PAIRS[text[at]], True)
    return None


def _counts(text: str, at: int) -> bool:
    sign = text[at]
    if sign not in _ASCII:
        return True
    inside = text[at + 1 : at + 2] if sign in _PAIRS else text[at - 1 : at] if at else ""
    return bool(_WORD.match(inside))
