"""Which paths does a list of patterns mean?

The syntax is that of git's ignore files: pathspec knows what a pattern fits, and the last pattern that fits decides.
(Its own class for lists lets a pattern for a folder speak for what is in the folder, which git leaves to the walk.)
"""

from __future__ import annotations

import re
import warnings
from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec import RegexPattern

MOST_STARS = 4
"""How many runs of stars a pattern may have; each more makes a hostile name some hundred times dearer to compare."""

MOST_DEEP_STARS = 2
"""How many of them may be ``**/``."""

_STARS = re.compile(r"(?<!\\)\*+/?")
_LAST_STARS = re.compile(r"(^!?|/)(\*\*?)(/?)\s*$")


class Globs:
    """Patterns, read once, asked for many paths.

    With ``subtree`` a pattern that fits a folder also fits everything in it; without, as in git, the one who walks the
    folders has to stop there. A pattern that means nothing fits nothing.
    """

    def __init__(self, lines: Iterable[str], *, subtree: bool = False) -> None:
        self._subtree = subtree
        self._patterns = [pattern for line in lines if (pattern := _pattern(line)) is not None]
        self._patterns.reverse()

    def __bool__(self) -> bool:
        return bool(self._patterns)

    def decide(self, path: str, folder: bool = False) -> bool | None:
        """True if the last pattern that fits the path means it, False if it takes it back, None if none fits.

        The path is relative to the folder of the patterns, with ``/`` between its parts and none at its ends.
        """
        subject = f"{path}/" if folder else path
        for pattern in self._patterns:
            match = pattern.regex.search(subject) if pattern.regex else None
            if match is not None and (self._subtree or match.end() == len(subject)):
                return pattern.include
        return None


def has_too_many_stars(line: str) -> bool:
    """Whether to compare a pattern with a hostile name could take all day."""
    runs = _STARS.findall(line)
    return len(runs) > MOST_STARS or runs.count("**/") > MOST_DEEP_STARS


def is_pattern(line: str) -> bool:
    """Whether a line means anything: it is neither blank nor a comment nor one that git drops."""
    return _pattern(line) is not None


def _pattern(line: str) -> RegexPattern | None:
    if not line or line.startswith("#") or has_too_many_stars(line):
        return None
    # Only here, for it takes longer to import than most sites have to be walked.
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

    # A star at the end means a name that is not empty, so never the folder around it.
    line = _LAST_STARS.sub(lambda last: f"{last[1]}{'**/' if last[2] == '**' else ''}?*{last[3]}", line)
    try:
        with warnings.catch_warnings():  # of a bracket in brackets
            warnings.simplefilter("ignore", FutureWarning)
            pattern = GitIgnoreSpecPattern(line)
    except (ValueError, re.error):
        return None
    return None if pattern.include is None else pattern
