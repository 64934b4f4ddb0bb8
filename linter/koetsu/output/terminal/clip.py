"""Which part of a long line is shown?

A paragraph of an article is one line of hundreds or thousands of characters. What is meant is shown with as much
before and behind it as the terminal has room for; what is left out is marked by ``…``.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from koetsu.output.terminal.cells import Row, width
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
    room = columns - shown.width
    left, left_gap, right, right_gap = _context(Row.of(before), cut_before, Row.of(after), cut_after, room)
    head, tail = _GAP * left_gap + left.text, right.text + _GAP * right_gap
    whole = meant.start < meant.end and not (cut_before or cut_after or _WORD.search(before) or _WORD.search(after))
    return Clip((head + shown.text + tail).rstrip(), width(head), max(shown.width, 1), whole)


def _meant(text: str, meant: Span, columns: int, reach: int) -> Row:
    """What is meant; of a text that is too long, its beginning and its end."""
    if meant.end - meant.start <= 2 * reach:
        row = Row.of(text[meant.start : meant.end])
        if row.width <= columns - 2:
            return row
        opening, closing = row, row
    else:
        opening = Row.of(text[meant.start : meant.start + reach])
        closing = Row.of(text[meant.end - reach : meant.end])
    room = columns - 3
    tail = closing.tail(room // 3)
    head = opening.head(room - tail.width)
    return Row(head.text + _GAP + tail.text, head.width + 1 + tail.width)


def _context(before: Row, cut_before: bool, after: Row, cut_after: bool, room: int) -> tuple[Row, bool, Row, bool]:
    """What fits on either side, and whether a gap stands there; a side that needs less leaves the rest to the other."""
    needed_left = room if cut_before else min(before.width, room)
    needed_right = room if cut_after else min(after.width, room)
    left = max(min(needed_left, room // 2), room - needed_right)
    right = room - min(left, needed_left)
    left_gap = cut_before or before.width > left
    right_gap = cut_after or after.width > right
    shown_left = before.tail(left - 1) if left_gap else before
    shown_right = after.head(right - 1) if right_gap else after
    return shown_left, left_gap, shown_right, right_gap
