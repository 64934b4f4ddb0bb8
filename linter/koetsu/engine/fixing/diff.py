"""What would a fix change, line by line, as ``git apply`` and ``patch`` read it?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from itertools import accumulate
from operator import attrgetter
from typing import NamedTuple

from koetsu.fix import Edit, apply_edits
from koetsu.text.source import Source, Span

CONTEXT = 3
"""How many unchanged lines stand around a change."""

_NO_LAST_LINE_END = "\\ No newline at end of file\n"
_ESCAPES = {'"': '\\"', "\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r"}


class _Change(NamedTuple):
    """Lines of the text before, half-open and from 0, and what stands in their place."""

    start: int
    end: int
    lines: list[str]


def unified_diff(before: Source, edits: Sequence[Edit]) -> Iterator[str]:
    """The lines of a diff, line ends included, between a text and what edits make of it; none if nothing changes.

    The edits say what changes, so nothing is compared and the time is linear. Lines end at ``\\n`` alone, as they do in
    every program that reads diffs: a carriage return and a byte-order mark are a part of their line. The names count
    from the working directory; no line says ``diff --git``, which would make them count from the root of a repository.
    """
    # Edits count without the byte-order mark.
    text, shift = ("\ufeff" + before.text, 1) if before.has_bom else (before.text, 0)
    edits = [
        Edit(Span(edit.span.start + shift, edit.span.end + shift), edit.text)
        for edit in sorted(edits, key=attrgetter("span"))
    ]
    lines = _lines(text)
    changes = list(_changes(text, lines, edits))
    if changes:
        yield f"--- {_name('a/' + before.path)}\n"
        yield f"+++ {_name('b/' + before.path)}\n"
    moved = 0
    for hunk in _hunks(changes):
        yield from _written(hunk, lines, moved)
        moved += sum(len(change.lines) - (change.end - change.start) for change in hunk)


def _lines(text: str) -> list[str]:
    lines = [line + "\n" for line in text.split("\n")]
    lines[-1] = lines[-1][:-1]
    return lines if lines[-1] else lines[:-1]


def _changes(text: str, lines: Sequence[str], edits: Sequence[Edit]) -> Iterator[_Change]:
    """The lines that become others, in order."""
    starts = list(accumulate(map(len, lines), initial=0))
    for first, last, inside in _regions(starts, edits):
        start = starts[first]
        end = starts[min(last + 1, len(lines))]
        new = apply_edits(text[start:end], [_moved(edit, -start) for edit in inside])
        change = _narrowed(first, lines[first : last + 1], _lines(new))
        if change.lines or change.start < change.end:
            yield change


def _moved(edit: Edit, shift: int) -> Edit:
    return Edit(Span(edit.span.start + shift, edit.span.end + shift), edit.text)


def _regions(starts: Sequence[int], edits: Iterable[Edit]) -> Iterator[tuple[int, int, list[Edit]]]:
    """First and last line of every stretch that edits touch, with these edits."""
    region: tuple[int, int, list[Edit]] | None = None
    for edit in edits:
        first, last = (max(bisect_right(starts, offset) - 1, 0) for offset in edit.span)
        if region is not None and first <= region[1]:
            region[2].append(edit)
            region = region[0], last, region[2]
            continue
        if region is not None:
            yield region
        region = first, last, [edit]
    if region is not None:
        yield region


def _narrowed(first: int, old: Sequence[str], new: list[str]) -> _Change:
    """A change without the lines at both ends that stay as they are."""
    shorter = min(len(old), len(new))
    head = next((number for number in range(shorter) if old[number] != new[number]), shorter)
    tail = next((number for number in range(shorter - head) if old[~number] != new[~number]), shorter - head)
    return _Change(first + head, first + len(old) - tail, new[head : len(new) - tail])


def _hunks(changes: Iterable[_Change]) -> Iterator[list[_Change]]:
    """Changes whose contexts meet, together."""
    hunk: list[_Change] = []
    for change in changes:
        if hunk and change.start - hunk[-1].end > 2 * CONTEXT:
            yield hunk
            hunk = []
        hunk.append(change)
    if hunk:
        yield hunk


def _written(hunk: Sequence[_Change], lines: Sequence[str], moved: int) -> Iterator[str]:
    """A hunk; ``moved`` is how many lines more the text has above it than before."""
    start = max(hunk[0].start - CONTEXT, 0)
    end = min(hunk[-1].end + CONTEXT, len(lines))
    grown = sum(len(change.lines) - (change.end - change.start) for change in hunk)
    yield f"@@ -{_range(start, end)} +{_range(start + moved, end + moved + grown)} @@\n"
    for change in hunk:
        yield from _marked(" ", lines[start : change.start])
        yield from _marked("-", lines[change.start : change.end])
        yield from _marked("+", change.lines)
        start = change.end
    yield from _marked(" ", lines[start:end])


def _range(start: int, end: int) -> str:
    """Lines as diffs count them: the first one from 1, and of no lines the one before them."""
    if end - start == 1:
        return str(start + 1)
    return f"{start + 1 if start < end else start},{end - start}"


def _marked(sign: str, lines: Iterable[str]) -> Iterator[str]:
    for line in lines:
        yield sign + line if line.endswith("\n") else f"{sign}{line}\n{_NO_LAST_LINE_END}"


def _name(name: str) -> str:
    """A name as git writes it: in quotation marks if it must be, else with a tab where white space would be cut off."""
    if any(character in _ESCAPES or ord(character) < 0x20 or character == "\x7f" for character in name):
        return '"' + "".join(map(_escaped, name)) + '"'
    return f"{name}\t" if " " in name else name


def _escaped(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    return f"\\{ord(character):03o}" if ord(character) < 0x20 or character == "\x7f" else character
