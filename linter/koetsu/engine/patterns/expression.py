"""How is a pattern looked for in a text, without ever taking all day?

The expressions come from a file that anybody may have written. So they are compiled by a library that can be stopped,
and those are refused from which it would build something huge.
"""

from __future__ import annotations

import re
import time
import warnings
from collections.abc import Iterator, Sequence
from functools import cache
from typing import TYPE_CHECKING

from koetsu.text.visible import HOLE

if TYPE_CHECKING:
    import regex

    from koetsu.engine.patterns.pattern import Pattern

LONGEST = 2_000
"""Code points of an expression."""

MOST_PARTS = 10_000
"""How many parts an expression may have once what it repeats is written out, as the library does it."""

_SECONDS = 1.0
_SECONDS_A_CHARACTER = 1e-6
_GLANCE = 0.05

# No word starts or ends between two of these letters; Japanese puts no space between words.
_LETTER = r"[\p{Latin}\p{Greek}\p{Cyrillic}\p{Nd}\p{M}_]"
_STARTS = rf"(?<!{_LETTER}(?={_LETTER}))"
_ENDS = rf"(?!(?<={_LETTER}){_LETTER})"
_GROUP = re.compile(r"\\(?:(\\)|([1-9][0-9]?)|g<([^<>]*)>)")
_PART = re.compile(r"\\.|\[\^?\]?(?:\\.|[^\]\\])*+\]|\{(\d+)[^{}]*\}|[()]|.", re.DOTALL)
# What may hold at the end of a text and not before a line end, or the other way round.
_LOOKS_BEYOND = re.compile(r"\(\?(?:<?!|>|\(|[a-zA-Z]*-)|\(\*|[*+?}]\+|\\[AZzGKBmMbXR]")
_CALL = re.compile(r"\(\?(?:R|[+-]?\d|&|P>)")


class ExpressionFault(Exception):  # noqa: N818 - about somebody's text, not a failure of ours
    """An expression or a replacement that means nothing; ``offset`` counts in its code points."""

    def __init__(self, reason: str, offset: int = 0) -> None:
        super().__init__(reason)
        self.reason = reason
        self.offset = offset


class Allowance:
    """The time that one pattern may take in one text.

    It is time of the processor: how busy the machine is makes no difference to what is found.
    """

    def __init__(self, characters: int) -> None:
        self._end = time.process_time() + _SECONDS + _SECONDS_A_CHARACTER * characters

    def left(self) -> float:
        """In seconds. Raises TimeoutError if nothing is."""
        left = self._end - time.process_time()
        if left <= 0:
            raise TimeoutError
        return left


def compiled(pattern: Pattern) -> regex.Pattern[str]:
    """What a pattern looks for.

    Raises ExpressionFault.
    """
    if pattern.expression is None:
        return _of_words(pattern.words)
    return _of_expression(pattern.expression)


@cache
def _of_words(words: Sequence[str]) -> regex.Pattern[str]:
    """Any of some words, the longest where several fit; blanks in a word stand for any white space."""
    import regex

    longest_first = sorted(set(words), key=len, reverse=True)
    alternatives = "|".join(r"\s+".join(map(regex.escape, word.split())) for word in longest_first)
    return regex.compile(f"{_STARTS}(?:{alternatives}){_ENDS}")


@cache
def _of_expression(expression: str) -> regex.Pattern[str]:
    import regex

    if len(expression) > LONGEST:
        raise ExpressionFault("too-long", LONGEST)
    if _parts(expression) > MOST_PARTS:
        raise ExpressionFault("too-many-parts")
    try:
        found = _by_library(expression)
        matches_nothing = found.search("", timeout=_SECONDS) is not None
    except regex.error as error:
        raise ExpressionFault(error.msg, min(error.pos or 0, len(expression))) from None
    except (RecursionError, OverflowError, MemoryError, TimeoutError):
        raise ExpressionFault("too-deep") from None
    if matches_nothing:
        raise ExpressionFault("matches-nothing")
    return found


@cache
def _by_library(expression: str) -> regex.Pattern[str]:
    import regex

    with warnings.catch_warnings(action="ignore"):  # of what a later version of the library may read differently
        return regex.compile(expression)


def _parts(expression: str) -> int:
    """Of how many parts an expression consists once every ``{n}`` is written out.

    Raises ExpressionFault for a group that calls itself, which takes memory faster than time.
    """
    sums = [0]
    last = 0
    for part in _PART.finditer(expression):
        text = part.group()
        if _CALL.match(expression, part.start()):
            raise ExpressionFault("recursion", part.start())
        if text == "(":
            sums.append(0)
            last = 0
        elif text == ")" and len(sums) > 1:
            last = sums.pop()
            sums[-1] += last
        elif part[1]:
            # Of a number with very many digits, so many are enough.
            more = last * (max(int(part[1][:9]), 1) - 1)
            sums[-1] += more
            last += more
        else:
            last = 1
            sums[-1] += 1
    return sum(sums)


def check_replacement(replacement: str, expression: regex.Pattern[str]) -> None:
    """Raise ExpressionFault for a group in a replacement that the expression does not have."""
    for group in _GROUP.finditer(replacement):
        number = group[2] or (group[3] if (group[3] or "").isdecimal() else None)
        if number is not None:
            known = int(number) <= expression.groups
        else:
            known = group[3] is None or group[3] in expression.groupindex
        if not known:
            raise ExpressionFault("unknown group", group.start())


def replaced(replacement: str, found: regex.Match[str]) -> str:
    """What stands instead of a match; a group that took no part is empty."""

    def value(group: re.Match[str]) -> str:
        if group[1]:
            return "\\"
        name = group[2] or group[3]
        return found.group(int(name) if name.isdecimal() else name) or ""

    return _GROUP.sub(value, replacement)


def may_stand_in(pattern: Pattern, joined: str) -> bool:
    """Whether a pattern can stand in any of some texts, which are joined by line ends; True where that is not sure.

    Most patterns stand nowhere in most articles, and one search in all of it costs a hundredth of one a text.
    """
    expression = compiled(pattern)
    if pattern.expression is not None:
        if _LOOKS_BEYOND.search(pattern.expression):
            return True
        expression = _by_library(f"(?m){pattern.expression}")
    try:
        return expression.search(joined, timeout=_GLANCE) is not None
    except TimeoutError:
        return True


def find(pattern: Pattern, text: str, allowance: Allowance) -> Iterator[regex.Match[str]]:
    """Where a pattern stands in a text.

    What is right already, being what it would be replaced with, is none; neither is a place without a character, nor
    what starts or ends with code, which looks like U+FFFC. Raises TimeoutError.
    """
    for found in compiled(pattern).finditer(text, timeout=allowance.left()):
        words = found.group()
        is_right = pattern.replacement is not None and replaced(pattern.replacement, found) == words
        if words and not is_right and HOLE not in (words[0], words[-1]):
            yield found
