"""How is git asked what differs, so that no setting of the user changes the answer?"""

from __future__ import annotations

import os
from collections.abc import Iterable

from koetsu.engine.changes.git import Command
from koetsu.engine.discovery import SUFFIXES

_DIFF = (
    "diff",
    "--no-ext-diff",
    "--no-textconv",
    "--no-color",
    "--no-relative",
    "--ignore-submodules=all",
    "--find-renames=50%",
    "-l10000",  # or where more than 1,000 articles are renamed and edited at once, all of them would be new
    "-O/dev/null",  # the user's order of files may be a file that is not there
)
_NAMES = (*_DIFF, "--raw", "-z", "--no-abbrev")
_LINES = (
    *_DIFF,
    "--patch",
    "--unified=0",
    "--inter-hunk-context=0",
    "--text",
    "--ignore-cr-at-eol",  # no rule looks at line ends
    "--diff-algorithm=myers",
    "--indent-heuristic",
    "--dst-prefix=b/",
    "--diff-filter=MR",  # the lines of a new file need no counting
)
_ARTICLES = tuple(f":(top,icase)*{suffix}".encode() for suffix in SUFFIXES)


def names_command(compared: Command) -> Command:
    """The command that lists the files that differ; ``compared`` says between what."""
    return (*_NAMES, *compared, "--")


def lines_command(compared: Command, names: Iterable[bytes] | None = None) -> Command:
    """The command that shows the lines that differ in files, by default in all that are named as articles are.

    Not in all there are: every image would be read as text.
    """
    paths = _ARTICLES if names is None else tuple(b":(top,literal)" + name for name in names)
    return (*_LINES, *compared, "--", *paths)


def is_article(name: bytes) -> bool:
    """Whether a file is named as articles are."""
    return os.fsdecode(name).lower().endswith(SUFFIXES)
