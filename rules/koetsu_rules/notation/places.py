"""Where in a file does running text stand, and where code, a quotation or a comment?"""

import re
from bisect import bisect_right

from koetsu import Block, Document, Span, pattern

_SHOWN_AS_IT_IS = pattern(r"<(?:pre|code|script|style|textarea|!--)", re.IGNORECASE)


class Places:
    """The parts of a file that are not its author's running text, to be asked for an offset."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._blocks = document.blocks
        self._starts = [block.byte_start for block in self._blocks]
        self._code = _joined([*_code_blocks(document), *_marked(document, "code", "math")])
        self._apart = _joined(
            [*(block.span for block in self._blocks if block.quoted), *(comment.span for comment in document.comments)]
        )

    def is_code(self, offset: int) -> bool:
        """Whether code or a formula stands there."""
        return _holds(self._code, offset)

    def is_apart(self, offset: int) -> bool:
        """Whether a quotation stands there, or a comment that nobody is shown."""
        return _holds(self._apart, offset)

    def block_at(self, offset: int) -> Block | None:
        """The block in which an offset lies, or the last one before it; None in the header and where there is none."""
        if offset < self._document.body_span.start:
            return None
        number = bisect_right(self._starts, self._document.source.byte_offset(offset)) - 1
        return self._blocks[max(number, 0)] if self._blocks else None


def _code_blocks(document: Document) -> list[Span]:
    return [
        block.span
        for block in document.blocks
        if block.kind in ("code", "math")
        or (block.kind == "html" and _SHOWN_AS_IT_IS.search(document.source[block.span]))
    ]


def _marked(document: Document, *kinds: str) -> list[Span]:
    return [
        block.locate(mark.start, mark.end) for block in document.blocks for mark in block.marks if mark.kind in kinds
    ]


def _joined(spans: list[Span]) -> tuple[list[int], list[int]]:
    """Starts and ends of spans, in order and apart."""
    starts: list[int] = []
    ends: list[int] = []
    for start, end in sorted(spans):
        if ends and start <= ends[-1]:
            ends[-1] = max(ends[-1], end)
        else:
            starts.append(start)
            ends.append(end)
    return starts, ends


def _holds(spans: tuple[list[int], list[int]], offset: int) -> bool:
    starts, ends = spans
    number = bisect_right(starts, offset) - 1
    return number >= 0 and offset < ends[number]
