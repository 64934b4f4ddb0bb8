"""How is a text written in GitHub's Markdown, so that it shows as it is and does nothing?

Markup is escaped. What GitHub makes of plain text once the Markdown is read (mentions of people, references to issues,
addresses, emoji by name) is broken by an empty comment, which nobody sees.
"""

from __future__ import annotations

from collections.abc import Iterable

from koetsu.output.terminal.cells import visible
from koetsu.text.pattern import pattern

_MARKUP = str.maketrans(
    {
        **{sign: f"\\{sign}" for sign in "\\`*_[]~"},
        "<": "&lt;",
        ">": "&gt;",
        "&": "&amp;",
        "|": "&verbar;",  # a backslash before it means one thing in a table and another outside
        "$": "<span>$</span>",  # GitHub's own way to say that no formula starts here
    }
)
_TRIGGER = pattern(r"[@#:](?=[\w/+-])|\b(?:[Ww]{3}(?=\.)|[Gg][Hh](?=-))")
_BROKEN = r"\g<0><!-- -->"


def shown(text: str) -> str:
    """The text in one line, to stand inside a paragraph, a heading or the cell of a table."""
    return _TRIGGER.sub(_BROKEN, visible(text).translate(_MARKUP))


def row(cells: Iterable[str]) -> str:
    """A row of a table, of cells that are Markdown already."""
    return f"| {' | '.join(cells)} |\n"
