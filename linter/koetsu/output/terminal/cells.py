"""How wide is a text on a terminal, and how is it shown without harm?

A text becomes a row of cells: what a reader takes for one character, with the columns it fills. What would move the
cursor, change the direction of writing or not be seen at all is written out (``␛``, ``<U+202E>``).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from koetsu.text.pattern import pattern

_TAB = 4
_ZERO_WIDTH_JOINER = "\u200d"
_EMOJI_STYLE = "\ufe0f"
_LONGEST_CLUSTER = 24

# Characters that never join a neighbour: nearly all of an article, so that most lines need no look at each of them.
_PLAIN = pattern("[ -~\u2010-\u2026\u3000-\u3029\u3030-\u3096\u309b-\u30ff\u4e00-\u9fff\uff01-\uff60]*")
_WIDE = pattern("[\u3000-\u3029\u3030-\u303e\u3041-\u3096\u309b-\u30ff\u4e00-\u9fff\uff01-\uff60]+")
"""Those of them that fill two columns; the others fill one."""
_UNSAFE = pattern(
    "[\x00-\x1f\x7f-\x9f\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\u3164\ufeff\uffa0"
    "\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


class Cell(NamedTuple):
    """One character as a reader sees it."""

    text: str
    """What is written to the terminal."""
    width: int
    """The columns it fills."""


def cells(text: str) -> Iterator[Cell]:
    """The cells of a text in one line; tabs count from its beginning."""
    at, column, length = 0, 0, len(text)
    while at < length:
        end = _cluster_end(text, at)
        shown, columns = _shown(text[at:end], column)
        yield Cell(shown, columns)
        column += columns
        at = end


def width(text: str) -> int:
    """The columns that a text fills."""
    if _PLAIN.fullmatch(text):
        return _plain_width(text)
    return sum(cell.width for cell in cells(text))


def visible(text: str) -> str:
    """A text in one line that can do a terminal no harm."""
    if _PLAIN.fullmatch(text):
        return text
    return "".join(cell.text for cell in cells(text))


class Row:
    """A text in one line, as a terminal shows it."""

    def __init__(self, text: str, width: int) -> None:
        self.text = text
        """What is written to the terminal."""
        self.width = width
        """The columns that it fills."""

    @staticmethod
    def of(text: str) -> Row:
        """The row of any text; tabs count from its beginning."""
        return Row(text, _plain_width(text)) if _PLAIN.fullmatch(text) else _RowOfCells(list(cells(text)))

    def head(self, columns: int) -> Row:
        """Its longest beginning that fills at most so many columns."""
        count, width = _beginning(self.text, columns)
        return Row(self.text[:count], width)

    def tail(self, columns: int) -> Row:
        """Its longest end that fills at most so many columns."""
        count, width = _beginning(self.text[::-1], columns)
        return Row(self.text[len(self.text) - count :], width)


class _RowOfCells(Row):
    """A row in which characters join or are written out."""

    def __init__(self, cells: Sequence[Cell]) -> None:
        super().__init__("".join(cell.text for cell in cells), sum(cell.width for cell in cells))
        self._cells = cells

    def head(self, columns: int) -> Row:
        return _RowOfCells(self._cells[: _fitting(self._cells, columns)])

    def tail(self, columns: int) -> Row:
        count = _fitting(self._cells[::-1], columns)
        return _RowOfCells(self._cells[len(self._cells) - count :])


def _fitting(row: Sequence[Cell], columns: int) -> int:
    filled = 0
    for count, cell in enumerate(row):
        filled += cell.width
        if filled > columns:
            return count
    return len(row)


def _beginning(text: str, columns: int) -> tuple[int, int]:
    """How many characters of a plain text fit into so many columns, and how many columns they fill."""
    count = filled = 0
    while filled < columns and count < len(text):
        # No character fills more than two columns: half as many as there are columns fit in any case.
        more = text[count : count + max((columns - filled) // 2, 1)]
        needed = _plain_width(more)
        if filled + needed > columns:
            break
        count += len(more)
        filled += needed
    return count, filled


def _plain_width(text: str) -> int:
    return len(text) if text.isascii() else len(text) + sum(map(len, _WIDE.findall(text)))


def _cluster_end(text: str, at: int) -> int:
    base, end, length = text[at], at + 1, len(text)
    if _is_regional(base) and end < length and _is_regional(text[end]):
        end += 1
    while end < length and end - at < _LONGEST_CLUSTER:
        character = text[end]
        if character < "\u0300":
            break
        if character == _ZERO_WIDTH_JOINER and _is_pictograph(base) and _is_pictograph(text[end + 1 : end + 2]):
            end += 2
        elif _is_mark(character) or (_is_skin_tone(character) and _is_pictograph(base)):
            end += 1
        else:
            break
    return end


def _shown(cluster: str, column: int) -> tuple[str, int]:
    base = cluster[0]
    if base == "\t":
        columns = _TAB - column % _TAB
        return " " * columns, columns
    if _UNSAFE.match(base):
        written = _written_out(base)
        shown, columns = _shown(written[-1] + cluster[1:], column)
        return written[:-1] + shown, len(written) - 1 + columns
    if _is_mark(base):
        return _shown("\u25cc" + cluster, column)  # a mark with nothing to stand on would fall on the frame
    if len(cluster) > 1 and (cluster[1] == _EMOJI_STYLE or _is_regional(cluster[1])):
        return cluster, 2
    return cluster, _columns(base)


def _written_out(character: str) -> str:
    number = ord(character)
    if number < 0x20:
        return chr(0x2400 + number)
    return "\u2421" if number == 0x7F else f"<U+{number:04X}>"


@lru_cache(maxsize=4096)
def _columns(character: str) -> int:
    if "\u1160" <= character <= "\u11ff" or "\ud7b0" <= character <= "\ud7ff":
        return 0  # the later parts of a Hangul syllable
    if unicodedata.category(character) == "Cn":  # whose width Python 3.11 gives as full
        return 2 if character >= "\U0001f000" else 1
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


@lru_cache(maxsize=4096)
def _is_mark(character: str) -> bool:
    return unicodedata.category(character) in ("Mn", "Me", "Mc")


def _is_regional(character: str) -> bool:
    return "\U0001f1e6" <= character <= "\U0001f1ff"


def _is_skin_tone(character: str) -> bool:
    return "\U0001f3fb" <= character <= "\U0001f3ff"


def _is_pictograph(character: str) -> bool:
    return character >= "\u2190" and len(character) == 1 and unicodedata.category(character) in ("So", "Sk", "Sm")
