"""Which marks of bold type stand in a block, and which of them were to belong together?"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from koetsu import Block, Span, pattern

BOLD = "**"

_RUN = pattern(r"(?<!\*)\*\*(?!\*)")
_STOP = pattern("[。\n\u2028]")
_POWER = pattern("[A-Za-z0-9]")
_PATH = frozenset("/\\")
_BLANKS = frozenset(" \t")
_MANY = 30
"""So many marks in one sentence are not weighed against each other."""
_SPACE = frozenset(" \t\n\r\u2028\u3000\u00a0")


class Sides(NamedTuple):
    """The characters before and behind a mark, as they stand in the file; a line end stands for nothing."""

    before: str
    behind: str

    @property
    def may_open(self) -> bool:
        """Whether CommonMark lets the mark begin bold type (a left-flanking run)."""
        return not is_space(self.behind) and (not is_sign(self.behind) or is_space(self.before) or is_sign(self.before))

    @property
    def may_close(self) -> bool:
        """Whether CommonMark lets the mark end bold type (a right-flanking run)."""
        return not is_space(self.before) and (not is_sign(self.before) or is_space(self.behind) or is_sign(self.behind))

    @property
    def are_those_of_code(self) -> bool:
        """Whether an author wrote a power or a path: 2**3, 2 ** 3, src/**, **/*.md."""
        if self.before in _PATH or self.behind in _PATH:
            return True
        return (self.before in _BLANKS and self.behind in _BLANKS) or bool(
            _POWER.match(self.before) and _POWER.match(self.behind)
        )


class Delimiter(NamedTuple):
    """A ``**``: one that a reader sees, or one that a renderer takes for markup."""

    offset: int
    """Where it stands in the visible text."""
    span: Span
    """Where it stands in the file."""
    sides: Sides
    is_printed: bool


class Pair(NamedTuple):
    """Two marks, with the text that an author wanted to set in bold type between them."""

    opening: Delimiter
    closing: Delimiter

    @property
    def span(self) -> Span:
        """Both marks with what is between them."""
        return Span(self.opening.span.start, self.closing.span.end)

    @property
    def is_printed(self) -> bool:
        """Whether a reader sees one of them."""
        return self.opening.is_printed or self.closing.is_printed


def is_space(character: str) -> bool:
    """Whether it is white space to Markdown."""
    return character in _SPACE or character.isspace()


def is_sign(character: str) -> bool:
    """Whether it is punctuation or a symbol to Markdown: a bracket, a full stop, the backquote of code."""
    return unicodedata.category(character)[0] in "PS"


def sides_of(block: Block, *spans: Span) -> list[Sides]:
    """What stands around parts of a block; nothing of what surrounds the block itself."""
    text, around = block.document.source.text, block.span
    return [
        Sides(
            text[span.start - 1] if span.start > around.start else "\n",
            text[span.end] if span.end < around.end else "\n",
        )
        for span in spans
    ]


def is_escaped(block: Block, span: Span) -> bool:
    """Whether a backslash says that what stands there is to be printed."""
    source = block.document.source
    at = span.start
    while at and source.text[at - 1] == "\\":
        at -= 1
    return (span.start - at) % 2 == 1


def delimiters(block: Block) -> list[Delimiter]:
    """All of them, in order; one that is escaped, or written as an entity, is a character like any other."""
    found = [*_printed(block), *_of_markup(block)]
    sides = sides_of(block, *(span for _, span, _ in found))
    marks = [
        Delimiter(offset, span, around, is_printed)
        for (offset, span, is_printed), around in zip(found, sides, strict=True)
        if not (is_printed and around.are_those_of_code)
    ]
    return sorted(marks, key=lambda mark: mark.span)


def _printed(block: Block) -> Iterator[tuple[int, Span, bool]]:
    for found in _RUN.finditer(block.masked):
        span = block.locate(*found.span())
        if block.document.source[span] == BOLD and not is_escaped(block, span):
            yield found.start(), span, True


def _of_markup(block: Block) -> Iterator[tuple[int, Span, bool]]:
    """The marks of text that is bold: they stand in what is not printed right before it and right behind it."""
    text, around = block.text, block.span
    for mark in block.marks_of("strong"):
        before = block.locate(mark.start - 1, mark.start).end if mark.start else around.start
        behind = block.locate(mark.end, mark.end + 1).start if mark.end < len(text) else around.end
        inside = block.locate(mark.start, mark.end)
        for offset, start, end in ((mark.start, before, inside.start), (mark.end, inside.end, behind)):
            at = block.document.source.text.rfind(BOLD, start, max(start, end))
            if at >= 0:  # otherwise it is bold by ``__``
                yield offset, Span(at, at + len(BOLD)), False


def pairs_of(block: Block) -> tuple[list[Pair], list[Delimiter]]:
    """The pairs that an author meant, in order, and the marks that have no partner.

    Marks of which a sentence has an even number belong together there: one that was forgotten spoils no other sentence.
    """
    pairs: list[Pair] = []
    alone: list[Delimiter] = []
    left: Delimiter | None = None
    for sentence in _by_sentence(delimiters(block), block.text):
        is_odd = len(sentence) % 2 == 1
        if is_odd and left is None:
            left = sentence.pop(_odd_one(sentence))
        elif is_odd and left is not None:
            sentence.insert(0, left)
            left = None
        for pair in _in_turn(sentence):
            if _belong_together(block.text, pair):
                pairs.append(pair)
            else:
                alone += pair
    if left is not None:
        alone.append(left)
    return sorted(pairs, key=lambda pair: pair.span), sorted(alone, key=lambda delimiter: delimiter.span)


def _in_turn(found: Sequence[Delimiter]) -> list[Pair]:
    return [Pair(*two) for two in zip(found[::2], found[1::2], strict=True)]


def _odd_one(sentence: list[Delimiter]) -> int:
    """Which mark of an odd number has no partner: the one without which the most pairs can be emphasis."""
    if len(sentence) > _MANY:
        return len(sentence) - 1
    return max(
        range(len(sentence)),
        key=lambda at: sum(
            pair.opening.sides.may_open and pair.closing.sides.may_close
            for pair in _in_turn(sentence[:at] + sentence[at + 1 :])
        ),
    )


def _by_sentence(found: list[Delimiter], text: str) -> Iterator[list[Delimiter]]:
    """The marks of one sentence, or line, after the other."""
    sentence: list[Delimiter] = []
    end = -1
    for delimiter in found:
        if delimiter.offset > end:
            if sentence:
                yield sentence
            sentence = []
            stop = _STOP.search(text, delimiter.offset)
            end = stop.start() if stop else len(text)
        sentence.append(delimiter)
    if sentence:
        yield sentence


def _belong_together(text: str, pair: Pair) -> bool:
    start = pair.opening.offset + len(BOLD) * pair.opening.is_printed
    inside = text[start : pair.closing.offset]
    return bool(inside.strip()) and inside[0] != "\n" and inside[-1] != "\n"
