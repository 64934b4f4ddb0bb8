"""Where does an editor show that a configuration or a baseline is at fault?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from koetsu.errors import KoetsuError

_PLACED = re.compile(r"(?P<path>.+?):(?P<line>\d+)(?::(?P<column>\d+))?: (?P<message>.+)")
"""A line of an error about a file, as ``ConfigurationError`` and ``BaselineError`` promise it."""


class Fault(NamedTuple):
    """What is wrong with a file of koetsu's own."""

    file: Path | None
    """None where the fault has no place."""
    line: int
    """From 0."""
    message: str


def faults_of(error: KoetsuError, folder: Path) -> Iterator[Fault]:
    """What an error says, fault by fault; its paths count from the folder."""
    for line in str(error).split("\n"):
        placed = _PLACED.fullmatch(line)
        if placed is None:
            yield Fault(None, 0, line)
        else:
            yield Fault(folder / placed["path"], int(placed["line"]) - 1, placed["message"])
