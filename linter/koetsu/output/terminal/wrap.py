"""Where may a line of Japanese or English be broken?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from koetsu.output.terminal.cells import width
from koetsu.text.pattern import pattern

# Japanese breaks between any two characters, but no line begins with what closes or with a small sign, and none ends
# with what opens (kinsoku, JIS X 4051); what is written in ASCII without a blank stays whole.
_CLOSING = r"[、。，．・：；！？!?,.:;」』）)\]】〉》”’ーぁぃぅぇぉっゃゅょァィゥェォッャュョ々…〜％%]"
_OPENING = r"[「『（(\[【〈《“‘]"
_WORD = r"[!-~\u00c0-\u024f]+"
# Nearly every piece is one of the characters that all texts consist of.
_width_of_piece = lru_cache(maxsize=4096)(width)
_PIECE = pattern(rf"\s+|{_OPENING}*(?:{_WORD}|\S){_CLOSING}*")


def wrap(text: str, columns: int) -> Iterator[str]:
    """The lines of a text that fill at most that many columns; a piece that is longer stands in a line alone."""
    if "\n" not in text and "  " not in text and text.strip() and width(text) <= columns:
        yield text.strip()
        return
    line, filled, space = "", 0, ""
    for found in _PIECE.finditer(text):
        piece = found.group()
        if piece.isspace():
            space = " "
            continue
        needed = _width_of_piece(space + piece)
        if line and filled + needed > columns:
            yield line
            line, filled, space = "", 0, ""
            needed = _width_of_piece(piece)
        line += space * bool(line) + piece
        filled += needed
        space = ""
    if line:
        yield line
