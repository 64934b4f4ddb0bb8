"""What does the output of ``git diff`` say?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

_REGULAR = (b"100644", b"100755")
_HUNK = re.compile(rb"@@ -\d+(?:,(\d+))? \+(\d+)(?:,(\d+))? @@")
_ESCAPE = re.compile(rb'\\([0-7]{3}|[abtnvfr"\\])')
_ESCAPED = dict(zip(b'abtnvfr"\\', b'\a\b\t\n\v\f\r"\\', strict=True))


class Record(NamedTuple):
    """One file that changed, with names from the root of the repository as git has them: bytes."""

    status: str
    """``A`` new, ``D`` deleted, ``M`` modified, ``R`` renamed, ``T`` of another type, ``U`` unmerged."""
    name: bytes
    old_name: bytes
    """The same unless it was renamed."""
    old: str | None
    """The id of the text before; None if there was no such file, a link or another repository being none."""
    new: str | None
    """The id of the text after; None if there is no such file any more, or if git has not stored the text."""
    is_file: bool
    """Whether there is a file after the change."""


class Hunk(NamedTuple):
    """Lines that changed, as lines of the new text that end at ``\\n`` only."""

    first: int
    """From 0; where lines were only deleted, the line that follows them."""
    lines: int


def records(raw: bytes) -> Iterator[Record]:
    """The files in the output of ``git diff --raw -z --no-abbrev``."""
    fields = iter(raw.split(b"\0"))
    for field in fields:
        if not field:
            return
        old_mode, new_mode, old, new, status = field.lstrip(b":").split(b" ")
        old_name = next(fields)
        letter = chr(status[0])
        name = next(fields) if letter in "RC" else old_name
        is_file = new_mode in _REGULAR or letter == "U"
        yield Record(
            letter,
            name,
            old_name,
            _identity(old) if old_mode in _REGULAR else None,
            _identity(new) if new_mode in _REGULAR else None,
            is_file,
        )


def _identity(digits: bytes) -> str | None:
    return digits.decode("ascii") if digits.strip(b"0") else None


def hunks(patch: bytes) -> dict[bytes, list[Hunk]]:
    """By its new name, what changed in each file of a patch without context, whose new names begin with ``b/``."""
    found: dict[bytes, list[Hunk]] = {}
    of_file: list[Hunk] = []
    at = 0
    while at < len(patch):
        end = _end_of_line(patch, at)
        if patch.startswith(b"+++ ", at):
            of_file = found.setdefault(_name(patch[at + 4 : end - 1]), [])
        elif hunk := _HUNK.match(patch, at, end):
            deleted, first, added = hunk.groups()
            lines = _count(added)
            # Where nothing was added, git names the line before.
            of_file.append(Hunk(int(first) - 1 if lines else int(first), lines))
            # The lines themselves are never looked at: one of them may well read "+++ b/name".
            for _ in range(_count(deleted) + lines):
                end = _end_of_line(patch, end)
                if patch.startswith(b"\\", end):  # "No newline at end of file"
                    end = _end_of_line(patch, end)
        at = end
    return found


def _count(digits: bytes | None) -> int:
    return 1 if digits is None else int(digits)


def _end_of_line(patch: bytes, start: int) -> int:
    return patch.find(b"\n", start) + 1 or len(patch)


def _name(written: bytes) -> bytes:
    """The name behind ``+++``, which git quotes where it holds certain characters."""
    if written.startswith(b'"'):
        written = _ESCAPE.sub(_character, written[1 : written.rindex(b'"')])
    else:
        written = written.removesuffix(b"\t")  # git ends a name with a space so
    return written.removeprefix(b"b/")


def _character(escape: re.Match[bytes]) -> bytes:
    code = escape[1]
    return bytes([int(code, 8) if len(code) == 3 else _ESCAPED[code[0]]])
