"""What goes to standard output and standard error, and how?"""

from __future__ import annotations

import io
import os
import shutil
import sys
from collections.abc import Iterable
from typing import TextIO

from koetsu.cli.shared.refusal import refusal
from koetsu.message import Message

_DEFAULT_WIDTH = 100

_NOT_WRITTEN = Message(ja="標準出力に書けませんでした（{reason}）", en="the report could not be written: {reason}")


def prepare_streams() -> None:
    """Write UTF-8 whatever the locale says: Japanese cannot be left out, and a report is read by programs."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")


def write(pieces: Iterable[str], stream: TextIO | None = None) -> None:
    """Write to a stream, by default standard output; whoever reads it may stop listening at any time."""
    stream = stream or sys.stdout
    if stream is None:
        return
    try:
        stream.writelines(pieces)
        stream.flush()
    except OSError as error:
        # What is still in the buffer goes nowhere; otherwise the interpreter would complain about it at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())
        if not isinstance(error, BrokenPipeError):
            raise refusal(_NOT_WRITTEN, reason=error.strerror or str(error)) from None


def say(text: str) -> None:
    """Write a message to standard error, so that it can do a terminal no harm."""
    if sys.stderr is None:
        return
    from koetsu.output.terminal.cells import visible

    lines = "".join(f"{visible(line)}\n" for line in text.split("\n"))
    try:
        sys.stderr.write(lines)
        sys.stderr.flush()
    except OSError:
        return  # there is no one left to tell


def shows_colour() -> bool:
    """Whether standard output shows colours: NO_COLOR, FORCE_COLOR, else whether it is a terminal."""
    if os.environ.get("NO_COLOR"):
        return False
    if os.environ.get("FORCE_COLOR"):
        return True
    return sys.stdout is not None and sys.stdout.isatty() and os.environ.get("TERM") != "dumb"


def terminal_width() -> int:
    """The columns of the terminal: COLUMNS, else as it says itself, else 100."""
    return shutil.get_terminal_size((_DEFAULT_WIDTH, 50)).columns
