"""How is a place of a manuscript shown?

A place inside a line is underlined, a whole line has a bar at its side, and of several lines the first and the last
stand between brackets::

     88 │ … AIの恩恵を広く行き渡
        │          ^^^^^^^^
     94 ┏ ... るのかが問われます。
    120 ┗ これが最後の段落です。
        ╰ first stands here
"""

from __future__ import annotations

from collections.abc import Iterator

from koetsu.output.terminal.cells import width
from koetsu.output.terminal.clip import Clip, clip
from koetsu.output.terminal.style import Style
from koetsu.text.source import Source, Span


class Excerpts:
    """The excerpts of one manuscript."""

    def __init__(self, source: Source, columns: int, style: Style) -> None:
        self._source = source
        self._columns = columns
        self._style = style
        self._lines: dict[int, Span] = {}

    def lines_of(self, span: Span) -> tuple[int, int]:
        """The first and the last line, from 1, of a place."""
        first = self._source.line_of(span.start)
        # A place that ends with a line end does not reach into the next line.
        last = self._source.line_of(max(span.end - 1, span.start))
        return first + 1, last + 1

    def of(self, span: Span, digits: int, role: str, sign: str, label: str = "") -> Iterator[str]:
        """The lines of an excerpt, with the width of the line numbers, and a label below what is meant."""
        first, last = self.lines_of(span)
        if first == last:
            yield from self._one_line(span, first, digits, role, sign, label)
            return
        for line, bar in ((first, "┏"), (last, "┗")):
            row = self._line(line)
            meant = Span(max(span.start, row.start), min(span.end, row.end))
            yield self._row(f"{line:>{digits}}", bar, self._clip(row, meant, digits).text, role)
        if label:
            yield self._row(" " * digits, "╰", self._style(role, label), role)

    def _one_line(self, span: Span, line: int, digits: int, role: str, sign: str, label: str) -> Iterator[str]:
        row = self._line(line)
        meant = Span(min(span.start, row.end), min(span.end, row.end))
        piece = self._clip(row, meant, digits)
        if piece.whole:
            yield self._row(f"{line:>{digits}}", "┃", piece.text, role)
            if label:
                yield self._row(" " * digits, "╰", self._style(role, label), role)
            return
        yield self._row(f"{line:>{digits}}", "│", piece.text, "frame")
        signs, taken = sign * piece.marked, width(label) + 1
        before = " " * piece.column
        if label and piece.column + piece.marked + taken > self._room(digits) and taken <= piece.column:
            before, signs = before[taken:], f"{label} {signs}"
        elif label:
            signs += f" {label}"
        yield self._row(" " * digits, "│", before + self._style(role, signs), "frame")

    def _row(self, number: str, bar: str, text: str, role: str) -> str:
        return f"  {self._style('frame', number)} {self._style(role, bar)} {text}".rstrip()

    def _clip(self, row: Span, meant: Span, digits: int) -> Clip:
        return clip(self._source.text, row, meant, self._room(digits))

    def _room(self, digits: int) -> int:
        return self._columns - digits - 5

    def _line(self, line: int) -> Span:
        if line not in self._lines:
            self._lines[line] = self._source.line_span(line - 1)
        return self._lines[line]
