"""Which characters does no reader see, and which of them are at home where they stand?"""

from collections.abc import Iterator
from typing import NamedTuple

from koetsu import Document, Span, pattern

CONTROLS = r"\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f"
SELECTORS = r"\ufe00-\ufe0f\U000e0100-\U000e01ef"
SHORT = (
    rf"{CONTROLS}\xad\u034f\u061c\u115f\u1160\u180b-\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164"
    r"\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb"
)
LONG = r"\U000e0000-\U000e0fff"
"""Those of more than four hexadecimal digits."""
_UNSEEN = SHORT + LONG
ANY = pattern(f"[{_UNSEEN}]")
_EMOJI = r"[\xa9\xae\u203c\u2049\u2122\u2139\u2190-\u2bff\u3030\u303d\u3297\u3299\U0001f000-\U0001faff]"
_VARIED = r"[\ufe0e\ufe0f\u20e3\U0001f3fb-\U0001f3ff]{0,3}+"
_STRETCH = pattern(
    r"\U0001f3f4[\U000e0030-\U000e0039\U000e0061-\U000e007a]{3,6}\U000e007f"  # the flag of a part of a country
    rf"|{_EMOJI}{_VARIED}(?:\u200d{_EMOJI}{_VARIED})*+|[#*0-9]\ufe0f\u20e3?"
    rf"|(?P<unseen>[{_UNSEEN}]+)"
)
"""An emoji with all that belongs to it, or what nobody sees."""
_JOINERS = pattern(rf"[{SELECTORS}\u034f\u180b-\u180e\u200b-\u200d\u2060]+")
_NEEDS_JOINERS = pattern(
    r"[\u0590-\u109f\u1200-\u137f\u1700-\u18af\u1900-\u1cff\ua800-\ua8ff\ua980-\uaadf\uabc0-\uabff\ufb1d-\ufdff"
    r"\ufe70-\ufefc\U00010a00-\U00011fff\U0001e900-\U0001e95f]"
)
"""Arabic, the scripts of India and South-East Asia, Mongolian: they join, part or break words by such characters."""
_RIGHT_TO_LEFT = r"\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001eeff"
_LETTER_TO_LEFT = pattern(rf"(?![\u061c])[{_RIGHT_TO_LEFT}]")
_ANY_TO_LEFT = pattern(rf"[{_RIGHT_TO_LEFT}\u200f\u202b\u202d\u202e\u2067]")
_DIRECTIONS = pattern(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]+")
_OVERRIDES = pattern(r"[\u202d\u202e]")
_WIDE = pattern(r"[\u3000-\u303f\u3041-\u30ff\u3400-\u9fff\uf900-\ufaff\uff00-\uffef]")
_HANGUL = pattern(r"[\u1100-\u11ff\u3131-\u318e\ua960-\ua97f\uac00-\ud7ff\uffa1-\uffdc]")
_FILLERS = frozenset("\u115f\u1160\u3164\uffa0")


class Unseen(NamedTuple):
    """Characters in a row that nobody sees."""

    span: Span
    text: str
    left_to_right: bool
    """Whether all of its line runs from left to right; asked only where characters change that."""


def find_unseen(document: Document) -> Iterator[Unseen]:
    """The characters of a file that nobody sees, but for those that belong to an emoji or to the script around them."""
    source = document.source
    text = source.text
    line = Span(-1, -1)
    holds_letters = left_to_right = False
    for found in _STRETCH.finditer(text):
        unseen = found["unseen"]
        if unseen is None:
            continue
        start, end = found.span()
        if _DIRECTIONS.search(unseen):
            if start >= line.end:
                line = source.line_span(source.line_of(start))
                holds_letters = _LETTER_TO_LEFT.search(text, *line) is not None
                left_to_right = _ANY_TO_LEFT.search(text, *line) is None
            if holds_letters and _DIRECTIONS.fullmatch(unseen) and not _OVERRIDES.search(unseen):
                continue
        elif _is_at_home(document, unseen, text[start - 1 : start] if start else "", text[end : end + 1]):
            continue
        yield Unseen(Span(start, end), unseen, left_to_right)


def _is_at_home(document: Document, unseen: str, before: str, after: str) -> bool:
    """Whether characters do their work between their neighbours."""
    if _JOINERS.fullmatch(unseen) and (_NEEDS_JOINERS.match(before) or _NEEDS_JOINERS.match(after)):
        return True
    if len(unseen) > 1:
        return False
    if unseen in "\ufe0e\ufe0f":  # how a sign is drawn
        return before > "\x7f" and not before.isspace() and not _WIDE.match(before)
    if "\ufe00" <= unseen < "\ufe0e" or "\U000e0100" <= unseen <= "\U000e01ef":  # which form of a kanji
        return before > "\x7f" and not before.isspace()
    if unseen in _FILLERS:
        return bool(_HANGUL.match(before) or _HANGUL.match(after))
    # Long words of European languages are parted by soft hyphens.
    return unseen == "\xad" and before.isalpha() and after.isalpha() and document.language not in ("ja", "zh", "ko")
