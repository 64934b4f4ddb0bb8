"""Which lines did a version control system write around the two sides of a merge conflict?"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, NamedTuple

from koetsu.text.source import Span

if TYPE_CHECKING:
    from koetsu.text.document import Document

_LINE = re.compile(rb"(?<![^\r\n])([<|=>])\1{6}(?: ([^\r\n]*))?(?=[\r\n]|\Z)")
_LABEL = re.compile(
    rb"(?:HEAD|Updated upstream|Stashed changes|merged common ancestors|ours|theirs|mine|yours|local|remote|base"
    rb"|upstream|main|master|develop|dev|trunk|staging|production|gh-pages"
    rb"|[0-9a-f]{7,40}(?:\.\.\.[^\r\n]*|[ ]\([^\r\n]*\))?|[\w.-]+/[\w./-]+)"
    rb"(?::[^\s<>]+)?[ ]*"
)
"""What stands behind the mark of a conflict even where its other marks are gone: a well-known branch, a revision."""


class ConflictLine(NamedTuple):
    """One line that is a mark of a merge conflict."""

    start: int
    end: int
    """Half-open, in bytes, without the line end."""
    sign: str
    """``<`` begins the first side, ``|`` the common origin, ``=`` the other side; ``>`` ends it."""


class Conflict(NamedTuple):
    """What is left of one merge conflict: mostly all of its marks, sometimes only one."""

    marks: list[tuple[str, Span]]
    """The signs (``<``, ``|``, ``=``, ``>``) and where their lines stand, in order."""

    @property
    def is_whole(self) -> bool:
        """Whether it has two sides: it begins, leads over to the other version and ends."""
        signs = [sign for sign, _ in self.marks]
        return signs[0] == "<" and "=" in signs and signs[-1] == ">"


def conflict_lines(text: bytes, code: Callable[[int], bool]) -> list[ConflictLine]:
    """The marks of merge conflicts in a text, in order; ``code`` tells whether code is shown at an offset.

    A ``=======`` underlines a heading and ``>>>>>>>`` quotes a line unless they stand in a conflict. One that is not
    whole is known by what its marks say.
    """
    if b"<<<<<<<" not in text and b">>>>>>> " not in text:
        return []
    found = [match for match in _lines(text) if not code(match.start())]
    kept: list[re.Match[bytes]] = []
    waiting: list[re.Match[bytes]] = []  # what belongs to a conflict only if it ends
    for match in found:
        sign = match.group(1)
        if sign == b"<":
            kept += _certain(waiting)
            waiting = [match]
        elif sign != b">":
            waiting.append(match)
        elif _divided(waiting):
            kept += _sides(waiting)
            kept.append(match)
            waiting = []
        else:
            kept += _certain([*waiting, match])
            waiting = []
    kept += _certain(waiting)
    return [ConflictLine(match.start(), match.end(), match.group(1).decode()) for match in kept]


def _lines(text: bytes) -> Iterator[re.Match[bytes]]:
    return (found for found in _LINE.finditer(text) if found.group(1) != b"=" or found.group(2) is None)


def _divided(lines: list[re.Match[bytes]]) -> bool:
    """Whether these lines begin a conflict and lead over to its other side."""
    return bool(lines) and lines[0].group(1) == b"<" and any(line.group(1) == b"=" for line in lines)


def _sides(lines: list[re.Match[bytes]]) -> Iterator[re.Match[bytes]]:
    """The marks of a conflict that ends: of several ``=======`` the first, the others may underline headings."""
    seen: set[bytes] = set()
    for line in lines:
        if line.group(1) not in seen:
            seen.add(line.group(1))
            yield line


def _certain(lines: Iterable[re.Match[bytes]]) -> Iterator[re.Match[bytes]]:
    """The marks that cannot be anything else, and a ``=======`` between two of them or right before the last one."""
    lines = list(lines)
    sure = [line for line in lines if line.group(1) != b"=" and line.group(2) and _LABEL.fullmatch(line.group(2))]
    middle = [line for line in lines if line.group(1) == b"="]
    if sure and middle:
        yield from sorted([*sure, middle[-1] if sure[-1].group(1) == b">" else middle[0]], key=re.Match.start)
    else:
        yield from sure


def find_conflicts(document: Document) -> list[Conflict]:
    """The merge conflicts of a file, header included, in order."""
    source = document.source
    if "<<<<<<<" not in source.text and ">>>>>>> " not in source.text:
        return []
    header = source.encoded[: source.byte_offset(document.body_span.start)]
    marks = [(line.sign, line.start, line.end) for line in _header_lines(header)]
    inside = -1  # up to where HTML shows what stands in it as it is, as <pre> does, or a comment hides it
    for block in document.blocks:
        if block.kind in ("html", "comment"):
            inside = max(inside, block.byte_end)
        elif block.kind == "conflict" and block.byte_end > inside:
            marks.append((chr(source.encoded[block.byte_start]), block.byte_start, block.byte_end))
    conflicts: list[Conflict] = []
    for sign, start, end in marks:
        is_open = conflicts and conflicts[-1].marks[-1][0] != ">"
        if sign == "<" or not is_open:
            conflicts.append(Conflict([]))
        conflicts[-1].marks.append((sign, source.span_of_bytes(start, end)))
    return conflicts


def _header_lines(header: bytes) -> list[ConflictLine]:
    """The marks in a header: no line of YAML or TOML looks like one that begins a conflict or ends it."""
    lines = [ConflictLine(*found.span(), found.group(1).decode()) for found in _lines(header)]
    return lines if any(line.sign in "<>" for line in lines) else []
