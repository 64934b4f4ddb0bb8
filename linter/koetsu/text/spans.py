"""Where do the sentences of a document stand, when all are asked for at once?

Ten times as fast as asking each: the file is counted through once.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence
from itertools import groupby
from operator import attrgetter

from koetsu.text.block import Block
from koetsu.text.sentences import Sentence
from koetsu.text.source import Source, Span


def spans_of(source: Source, sentences: Sequence[Sentence]) -> list[Span]:
    """The span of each sentence of a document; the same as ``Sentence.span``."""
    groups = [(block, list(group)) for block, group in groupby(sentences, key=attrgetter("block"))]
    offsets = _code_points(source, (byte for block, _ in groups for byte in _bytes_of(block)))
    return [span for block, group in groups for span in _in_block(block, group, offsets)]


def _bytes_of(block: Block) -> Iterable[int]:
    for _, first, last in block.pieces:
        yield first
        yield last


def _code_points(source: Source, wanted: Iterable[int]) -> dict[int, int]:
    """The code point at which each of some bytes stands."""
    offsets: dict[int, int] = {}
    encoded = source.encoded
    before = offset = 0
    for byte in sorted(set(wanted)):
        offset += len(encoded[before:byte].decode("utf-8"))
        offsets[byte] = offset
        before = byte
    return offsets


def _in_block(block: Block, sentences: Sequence[Sentence], offsets: dict[int, int]) -> Iterable[Span]:
    pieces = block.pieces
    if not pieces:
        yield from (sentence.span for sentence in sentences)
        return
    starts = [piece[0] for piece in pieces]
    ends = [*starts[1:], len(block.text)]
    ranges = [(offsets[first], offsets[last]) for _, first, last in pieces]
    if len(pieces) == 1 and ranges[0][1] - ranges[0][0] == ends[0] - starts[0]:
        shift = ranges[0][0] - starts[0]  # as in most blocks: nothing but text
        yield from [Span(shift + sentence.start, shift + sentence.end) for sentence in sentences]
        return

    def offset(at: int, number: int, *, after: bool) -> int:
        first, last = ranges[number]
        if last - first == ends[number] - starts[number]:
            return first + at - starts[number]
        # Where a character stands for several in the file, it is taken in whole.
        return last if after else first

    for sentence in sentences:
        start, end = sentence.start, sentence.end
        number = max(bisect_right(starts, start) - 1, 0)
        first = offset(start, number, after=False)
        if number + 1 < len(starts) and starts[number + 1] < end:
            number = max(bisect_right(starts, end - 1) - 1, 0)
        yield Span(first, max(first, offset(end, number, after=True)))
