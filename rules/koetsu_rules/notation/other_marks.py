"""Which asterisks, tildes and underscores were meant to be emphasis, and are printed?

A single asterisk is also a footnote, a product or a wildcard, and underscores join names: only what can be nothing else
is found.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from koetsu import Block, Span, pattern
from koetsu_rules.notation.delimiters import is_escaped

UNDERLINE = "__"

_JAPANESE = "[々〆ぁ-ゖァ-ヺー一-鿿]"
_STARRED = pattern(
    r"(?<![*~])(?P<mark>\*|~~)"
    r"(?:(?<=[^\w*~)\]][*~])|(?<=[^\w*~)\]]~~)|(?<=\A\*)|(?<=\A~~)|(?<=[^)\]][*~])(?=[「『（【])|(?<=[^)\]]~~)(?=[「『（【]))"
    r"(?=[^\s*~])[^*~\n\u2028]++(?<=[」』）)】\]])(?P=mark)(?=" + _JAPANESE + ")"
)
"""Behind a letter a mark begins emphasis only if a bracket follows it: 会員*は次（税込）*の holds two footnotes."""
_UNDERLINED = pattern(r"(?<![A-Za-z0-9_])__(?=[^\s_])(?P<inside>[^_\n\u2028]++)(?<=[^\s_])__(?![A-Za-z0-9_])")
_LETTER = pattern(_JAPANESE)
_LOOKS = {"*": "emphasis", "~~": "strikethrough", UNDERLINE: "bold"}


class Enclosed(NamedTuple):
    """A text between two marks."""

    mark: str
    opening: Span
    closing: Span

    @property
    def span(self) -> Span:
        """The text with its marks."""
        return Span(self.opening.start, self.closing.end)

    @property
    def look(self) -> str:
        """What it was to look like: the key of the word for it."""
        return _LOOKS[self.mark]


def enclosed(block: Block) -> Iterator[Enclosed]:
    """The texts of a block between two marks of one kind, which are printed."""
    text = block.masked
    if block.document.renderer == "commonmark" and ("*" in text or "~~" in text):
        for found in _STARRED.finditer(text):
            yield from _between(block, found["mark"], *found.span())
    if UNDERLINE in text:
        for found in _UNDERLINED.finditer(text):
            if _LETTER.search(found["inside"]) and not _joins_names(found["inside"]):
                yield from _between(block, UNDERLINE, *found.span())


def _joins_names(inside: str) -> bool:
    """Whether underscores stand next to a Latin letter or digit."""
    return any(character.isascii() and character.isalnum() for character in (inside[0], inside[-1]))


def _between(block: Block, mark: str, start: int, end: int) -> Iterator[Enclosed]:
    width = len(mark)
    opening, closing = block.locate(start, start + width), block.locate(end - width, end)
    source = block.document.source
    if source[opening] == source[closing] == mark and not (is_escaped(block, opening) or is_escaped(block, closing)):
        yield Enclosed(mark, opening, closing)
