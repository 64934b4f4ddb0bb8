"""Which paths does a list of patterns mean?

The syntax is that of git's ignore files, without exception: ``*`` and ``?`` stop at a slash, ``**`` does not, a pattern
with a slash in it stands for a path below the folder of its file, one without for a name anywhere below, a slash at the
end for folders only, ``!`` takes back, and the last pattern that fits decides. (A library that does this takes longer
to import than a cached run takes as a whole, and lets a pattern for a folder speak for what is in it, which git does
not.)
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_SPECIAL = re.compile(r"[*?\[\\]")
_POSIX = {
    "alnum": "0-9A-Za-z",
    "alpha": "A-Za-z",
    "blank": " \t",
    "cntrl": "\\x00-\\x1f\\x7f",
    "digit": "0-9",
    "graph": "!-~",
    "lower": "a-z",
    "print": " -~",
    "punct": "!-/:-@\\[-`{-~",
    "space": " \\t-\\r",
    "upper": "A-Z",
    "xdigit": "0-9A-Fa-f",
}
_NEVER = "(?!)"


class _Glob(NamedTuple):
    regex: re.Pattern[str]
    negated: bool


class Globs:
    """Patterns, read once, asked for many paths.

    With ``subtree`` a pattern that fits a folder also fits everything in it; without, as in git, the one who walks the
    folders has to stop there.
    """

    def __init__(self, lines: Iterable[str], *, subtree: bool = False) -> None:
        self._globs: list[_Glob] = []
        sources = []
        for line in lines:
            negated = line.startswith("!")
            source = _regex(line[1:] if negated else line, subtree)
            if source is not None:
                self._globs.append(_Glob(re.compile(source, re.DOTALL), negated))
                sources.append(source)
        self._globs.reverse()
        # Most paths fit nothing: one look at all patterns together finds that out.
        self._any = re.compile("|".join(sources), re.DOTALL) if sources else None

    def __bool__(self) -> bool:
        return self._any is not None

    def decide(self, path: str, folder: bool = False) -> bool | None:
        """True if the last pattern that fits the path means it, False if it takes it back, None if none fits.

        The path is relative to the folder of the patterns, with ``/`` between its parts and none at its ends.
        """
        if self._any is None:
            return None
        subject = f"{path}/" if folder else path
        if self._any.fullmatch(subject) is None:
            return None
        return next(not glob.negated for glob in self._globs if glob.regex.fullmatch(subject))


def ignore_lines(text: str) -> Iterator[str]:
    """The patterns of an ignore file, as git reads it: no comments, no blank lines, no blanks at the end of a line."""
    for line in text.removeprefix("\ufeff").split("\n"):
        pattern = line.removesuffix("\r")
        if pattern.startswith("#"):
            continue
        while pattern.endswith(" ") and not _is_escaped(pattern, len(pattern) - 1):
            pattern = pattern[:-1]
        if pattern:
            yield pattern


def _is_escaped(pattern: str, at: int) -> bool:
    before = pattern[:at]
    return (len(before) - len(before.rstrip("\\"))) % 2 == 1


def _regex(pattern: str, subtree: bool) -> str | None:
    """The regular expression of one pattern without its ``!``; None if it can fit nothing."""
    folders_only = pattern.endswith("/")
    pattern = pattern.removesuffix("/")
    anchored = "/" in pattern
    pattern = pattern.removeprefix("/")
    body = _translate(pattern) if pattern else None
    if body is None:
        return None
    # The path of a folder comes with a slash at its end, behind which no star must find an empty name.
    inside = ".*" if subtree else ""
    end = f"/{inside}" if folders_only else f"(?:/{inside})?"
    return f"{'' if anchored else '(?:.*/)?'}{body}(?<!/){end}"


def _translate(pattern: str) -> str | None:
    """One pattern without marks at its ends.

    It is split at ``**/``, then at slashes, then at ``*``. Of several stars every one but the last takes as little as
    it can and never comes back to it (an atomic group): what follows it is another star, so a later place is as good
    as an earlier one, and no pattern can make the time explode.
    """
    special = _SPECIAL.search(pattern)
    literal = len(pattern) if special is None else special.start()
    # The deep parts lie between "**/", the shallow ones between "*" inside one path segment.
    deep: list[list[list[str]]] = [[[""]]]
    at = 0
    while at < len(pattern):
        character = pattern[at]
        segments = deep[-1]
        pieces = segments[-1]
        if character == "*":
            start = at
            while at < len(pattern) and pattern[at] == "*":
                at += 1
            # git compares what stands before the first wildcard apart from the rest, so "a**/b" is "a" and "**/b".
            bounded = start in (0, literal) or pattern[start - 1] == "/"
            if at - start == 1 or not bounded:
                pieces.append("")
            elif at == len(pattern):
                pieces[-1] += ".*"
            elif pattern[at] == "/":
                deep.append([[""]])
                at += 1
            elif pattern.startswith("\\/", at):
                pieces[-1] += ".*"
            else:
                pieces.append("")
            continue
        if character == "/":
            segments.append([""])
            at += 1
            continue
        if character == "?":
            pieces[-1] += "[^/]"
        elif character == "[":
            found = _bracket(pattern, at)
            if found is None:
                return None
            at, expression = found
            pieces[-1] += expression
            continue
        else:
            if character == "\\":
                at += 1
                if at == len(pattern):
                    return None
            pieces[-1] += re.escape(pattern[at])
        at += 1
    chunks = ["/".join(map(_segment, segments)) for segments in deep]
    middle = "".join(f"(?>(?:[^/]*/)*?{chunk})" for chunk in chunks[1:-1])
    return chunks[0] + middle + (f"(?:[^/]*/)*{chunks[-1]}" if len(chunks) > 1 else "")


def _segment(pieces: list[str]) -> str:
    if len(pieces) == 1:
        return pieces[0]
    middle = "".join(f"(?>[^/]*?{piece})" for piece in pieces[1:-1])
    return f"{pieces[0]}{middle}[^/]*{pieces[-1]}"


def _bracket(pattern: str, at: int) -> tuple[int, str] | None:
    """The offset behind a ``[...]`` that starts here, and its expression; None if it is never closed."""
    at += 1
    negated = pattern[at : at + 1] in ("!", "^")
    at += negated
    parts: list[str] = []
    previous = ""
    first = True
    while True:
        character = pattern[at : at + 1]
        if not character:
            return None
        if character == "]" and not first:
            break
        first = False
        if character == "-" and previous and pattern[at + 1 : at + 2] not in ("", "]"):
            at += 1
            if pattern[at] == "\\":
                at += 1
            high = pattern[at : at + 1]
            if not high:
                return None
            if previous <= high:
                parts.append(f"{_literal(previous)}-{_literal(high)}")
            previous = ""
            at += 1
            continue
        if character == "[" and pattern.startswith(":", at + 1):
            close = pattern.find("]", at + 2)
            if close < 0:
                return None
            name = pattern[at + 2 : close]
            if name.endswith(":"):
                if name[:-1] not in _POSIX:
                    return None
                parts.append(_POSIX[name[:-1]])
                previous = ""
                at = close + 1
                continue
        if character == "\\":
            at += 1
            character = pattern[at : at + 1]
            if not character:
                return None
        parts.append(_literal(character))
        previous = character
        at += 1
    inside = "".join(parts)
    if not inside:
        return at + 1, "[^/]" if negated else _NEVER
    return at + 1, f"(?!/)[{'^' if negated else ''}{inside}]"


def _literal(character: str) -> str:
    return f"\\{character}" if character in "\\]^-[&~|" else character
