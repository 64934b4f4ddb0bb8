"""Which comments stand in a file, and which lines hold anything else?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from koetsu.text.source import Source, Span

_HTML = (b"<!--", b"-->")
_MDX = (b"{/*", b"*/}")
_NOT_A_LINE_END = re.compile(r"[^\r\n]")
_ANYTHING = re.compile(r"[^\s>]")


class Comment(NamedTuple):
    """What an author wrote for no reader to see."""

    span: Span
    """Its delimiters included."""
    content: Span
    """What stands between them."""


def find_comments(source: Source, ranges: Iterable[tuple[int, int]]) -> list[Comment]:
    """The comments in some ranges of bytes of HTML and MDX, which are in order."""
    return [comment for start, end in ranges for comment in _comments_between(source, start, end)]


def _comments_between(source: Source, start: int, end: int) -> Iterator[Comment]:
    encoded = source.encoded
    opening, closing = _MDX if encoded.startswith(_MDX[0], start) else _HTML
    while (first := encoded.find(opening, start, end)) >= 0:
        # The two dashes of the opening may be those of the closing: `<!-->` is a comment without content.
        last = encoded.find(closing, first + 2, end)
        if last < 0:
            return
        start = last + len(closing)
        content = source.span_of_bytes(min(first + len(opening), last), last)
        yield Comment(source.span_of_bytes(first, start), content)


def without_comments(source: Source, comments: Iterable[Comment]) -> str:
    """The text, as long and with the same lines, with spaces where comments stand."""
    parts = []
    done = 0
    for comment in comments:
        parts += [source.text[done : comment.span.start], _NOT_A_LINE_END.sub(" ", source[comment.span])]
        done = comment.span.end
    return "".join([*parts, source.text[done:]])


def lines_of_text(source: Source, comments: Iterable[Comment]) -> list[int]:
    """The lines, from 0, that hold anything but comments, white space and the marks of quotations."""
    text = without_comments(source, comments)
    starts = source.line_starts
    ends = [*starts[1:], len(text)]
    return [line for line, bounds in enumerate(zip(starts, ends, strict=True)) if _ANYTHING.search(text, *bounds)]
