"""Of what is an article of the benchmark put together?"""

from __future__ import annotations

from typing import NamedTuple


class Piece(NamedTuple):
    """One block of Markdown and the defects in it."""

    kind: str
    """paragraph, heading, list, quote, bold, marker, rule, conflict"""
    text: str
    marks: tuple[tuple[str, int], ...] = ()
    """Kind of a defect and the line of the block, from 0, on which it stands."""
    tight_above: bool = False
    """Whether no blank line parts it from the block above."""
    is_kept: bool = False
    """Whether it must stay as it is, being part of a repeat."""

    def marked(self, kind: str, line: int = 0) -> Piece:
        """The same with one more defect."""
        return self._replace(marks=(*self.marks, (kind, line)))

    def kept(self) -> Piece:
        """The same, not to be changed any more."""
        return self._replace(is_kept=True)


def layout(pieces: list[Piece], first_line: int) -> tuple[str, list[tuple[int, str]]]:
    """The text of all pieces, and line and kind of every defect when the text starts on that line."""
    lines: list[str] = []
    places: list[tuple[int, str]] = []
    for number, piece in enumerate(pieces):
        if number and not piece.tight_above:
            lines.append("")
        places += [(first_line + len(lines) + line, kind) for kind, line in piece.marks]
        lines += piece.text.split("\n")
    return "\n".join(lines), places
