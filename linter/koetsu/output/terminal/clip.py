"""Which part of a long line is shown?

A paragraph of an article is one line of hundreds or thousands of characters. What is meant is shown with as much
before and behind it as the terminal has room for; what is left out is marked by ``…``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from koetsu.output.terminal.cells import Cell, cells, width
from koetsu.text.source import Span

_GAP = "…"
_WORD = re.compile(r"\w")


class Clip(NamedTuple):
    """A piece of a line, and where in it stands what is meant."""

    text: str
    column: int
    """How many columns stand before what is meant."""
    marked: int
    """How many columns it fills; at least 1."""
    whole: bool
    """Whether the line holds nothing else, but for Markdown's own signs."""


def clip(text: str, line: Span, meant: Span, columns: int) -> Clip:
    """The piece of a line of a text around what is meant in it, in at most that many columns."""
    columns = max(columns, 8)
    # No more is measured than could be shown, so that a line of 10 MB costs what a short one does.
    reach = columns
    first, last = max(line.start, meant.start - reach), min(line.end, meant.end + reach)
    before, after = text[first : meant.start], text[meant.end : last]
    cut_before, cut_after = first > line.start, last < line.end
    shown = _meant(text, meant, columns, reach)
    room = columns - _columns(shown)
    left, left_gap, right, right_gap = _context(list(cells(before)), cut_before, list(cells(after)), cut_after, room)
    head, body, tail = _GAP * left_gap + _text(left), _text(shown), _text(right) + _GAP * right_gap
    whole = meant.start < meant.end and not (cut_before or cut_after or _WORD.search(before) or _WORD.search(after))
    return Clip((head + body + tail).rstrip(), width(head), max(_columns(shown), 1), whole)


def _meant(text: str, meant: Span, columns: int, reach: int) -> list[Cell]:
    """The cells of what is meant; of a text that is too long, its beginning and its end."""
    if meant.end - meant.start <= 2 * reach:
        row = list(cells(text[meant.start : meant.end]))
        if _columns(row) <= columns - 2:
            return row
        opening, closing = row, row
    else:
        opening = list(cells(text[meant.start : meant.start + reach]))
        closing = list(cells(text[meant.end - reach : meant.end]))
    room = columns - 3
    tail = _fitting(closing[::-1], room // 3)
    head = _fitting(opening, room - _columns(tail))
    return [*head, Cell(_GAP, 1), *tail[::-1]]


def _context(
    before: list[Cell], cut_before: bool, after: list[Cell], cut_after: bool, room: int
) -> tuple[list[Cell], bool, list[Cell], bool]:
    """What fits on either side, and whether a gap stands there; a side that needs less leaves the rest to the other."""
    needed_left = room if cut_before else min(_columns(before), room)
    needed_right = room if cut_after else min(_columns(after), room)
    left = max(min(needed_left, room // 2), room - needed_right)
    right = room - min(left, needed_left)
    left_gap = cut_before or _columns(before) > left
    right_gap = cut_after or _columns(after) > right
    shown_left = _fitting(before[::-1], left - 1)[::-1] if left_gap else before
    shown_right = _fitting(after, right - 1) if right_gap else after
    return shown_left, left_gap, shown_right, right_gap


def _fitting(row: list[Cell], columns: int) -> list[Cell]:
    filled = 0
    for count, cell in enumerate(row):
        filled += cell.width
        if filled > columns:
            return row[:count]
    return row


def _columns(row: list[Cell]) -> int:
    return sum(cell.width for cell in row)


def _text(row: list[Cell]) -> str:
    return "".join(cell.text for cell in row)
