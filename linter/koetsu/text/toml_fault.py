"""What is wrong with a TOML text that does not parse, and where exactly?"""

from __future__ import annotations

import re
from bisect import bisect_left

from koetsu.text.source import Span
from koetsu.text.tree import SyntaxFault

_PLACE = re.compile(r"\(at (?:line (\d+), column (\d+)|end of document)\)$")
_REASONS = (
    ("Cannot ", "toml-duplicate"),
    ("Duplicate ", "toml-duplicate"),
    ("Expected '='", "toml-equals"),
    ("Unterminated", "toml-string"),
    ("Unclosed", "toml-bracket"),
    ("Expected ']", "toml-bracket"),
    ("Unescaped", "toml-escape"),
    ("Invalid hex", "toml-escape"),
    ("Escaped character", "toml-escape"),
    ("Invalid value", "toml-value"),
    ("Invalid date", "toml-value"),
    ("Illegal character", "toml-character"),
    ("Found invalid", "toml-character"),
)


def explain(message: str, text: str, base: int, scalars: list[tuple[int, int]]) -> SyntaxFault:
    """What ``tomllib`` complains of, with its place: it counts lines at ``\\n`` and says them in its message only."""
    reason = next((reason for start, reason in _REASONS if message.startswith(start)), "toml-statement")
    place = _PLACE.search(message)
    at = len(text.rstrip())
    if place is not None and place.group(1) is not None:
        start = 0
        for _ in range(int(place.group(1)) - 1):
            start = text.index("\n", start) + 1
        at = start + int(place.group(2)) - 1
    at = min(at, len(text))
    if reason == "toml-character":
        return SyntaxFault(reason, Span(base + at, base + at + 1))
    scalar = scalars[max(bisect_left(scalars, (at, 0)) - 1, 0)] if scalars else (0, 0)
    if reason == "toml-statement" and scalar[0] < at < scalar[1]:
        # It read the beginning of a date or number and stumbled at the rest.
        return SyntaxFault("toml-value", Span(base + scalar[0], base + scalar[1]))
    if reason == "toml-escape" and scalar[0] < at <= scalar[1]:
        return SyntaxFault(reason, Span(base + scalar[0], base + scalar[1]))
    return SyntaxFault(reason, rest_of_line(text, at, base))


def rest_of_line(text: str, at: int, base: int) -> Span:
    """From an offset to the last visible character of its line; the whole line where nothing stands there."""
    end = re.compile(r"[^\r\n]*").match(text, at)
    assert end is not None
    visible = at + len(end.group().rstrip())
    if visible > at:
        return Span(base + at, base + visible)
    start = text.rfind("\n", 0, at) + 1
    line = text[start:at]
    if not line.strip():
        return Span(base + at, base + at)
    return Span(base + start + len(line) - len(line.lstrip()), base + max(start + len(line.rstrip()), start))


def longest_number(text: str, base: int) -> Span:
    """The number of most digits: one that Python does not read."""
    digits: dict[int, re.Match[str]] = {len(found.group()): found for found in re.finditer(r"[\d_]+", text)}
    longest = digits[max(digits)] if digits else re.compile("").match(text)
    assert longest is not None
    return Span(base + longest.start(), base + longest.end())
