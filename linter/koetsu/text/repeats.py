"""Which text of a document stands in it again?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from koetsu.text.block import Block
from koetsu.text.chains import Chain, Pair, find_chains
from koetsu.text.prose import count_characters
from koetsu.text.sentences import HARD_BREAK, Sentence
from koetsu.text.source import Span
from koetsu.text.units import Role, Units

if TYPE_CHECKING:
    from koetsu.text.document import Document

COUNTED = 40
"""From how many characters on a repeat counts in a document's repeated text: below that it may be a turn of phrase."""

_QUOTATION_MARKS = frozenset({"「」", "『』", "“”", '""'})
_VERSE_LINE = 24
"""Lines of at most this many characters on average, and no full stop at their ends, are verse."""


class Passage:
    """A stretch of a document, from one sentence to another."""

    def __init__(self, units: Units, start: int, end: int) -> None:
        self._units = units
        self.start = start
        self.end = end
        """Half-open, in units of the document."""

    @property
    def span(self) -> Span:
        """From its first block to its last one; where it has only a part of a block, from or to a sentence."""
        last = self.end - 1
        start = self._place(self.start, whole=self._units.starts_block(self.start)).start
        return Span(start, self._place(last, whole=self._units.ends_block(last)).end)

    def _place(self, unit: int, *, whole: bool) -> Span:
        """Of a unit, or of the whole block that it starts or ends."""
        sentence = self._units.sentences[unit]
        return self._units.blocks[unit].span if whole or sentence is None else sentence.span


class Repeat:
    """A text that stands in a document again."""

    def __init__(self, units: Units, chain: Chain) -> None:
        self._units = units
        self._chain = chain
        self.first = Passage(units, chain[0].earlier, chain[-1].earlier + 1)
        """Where it stands first."""
        self.copy = Passage(units, chain[0].later, chain[-1].later + 1)
        """Where it stands again."""

    @property
    def span(self) -> Span:
        """Where it stands again."""
        return self.copy.span

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The repeated sentences of running text, where they stand again.

        What is quoted in one of the two places is no repeat, and neither is a verse or a footnote.
        """
        sentences = []
        for pair in self._chain:
            sentence = self._units.sentences[pair.later]
            if sentence is not None and self._is_repeated_prose(pair):
                sentences.append(sentence)
        return sentences

    @cached_property
    def characters(self) -> int:
        """How many visible characters its sentences have, white space, code and URLs not counted."""
        return sum(
            count_characters(sentence.block.masked[sentence.start : sentence.end]) for sentence in self.sentences
        )

    @cached_property
    def blocks(self) -> list[Block]:
        """The headings and blocks of running text that the copy holds whole."""
        units = self._units
        matched = {units.blocks[pair.later].index for pair in self._chain}
        blocks = []
        whole = False
        for unit in range(self.copy.start, self.copy.end):
            block = units.blocks[unit]
            whole = whole or units.starts_block(unit)
            if units.ends_block(unit):
                if whole and block.index in matched and (block.is_prose or block.kind == "heading"):
                    blocks.append(block)
                whole = False
        return blocks

    @property
    def is_outline(self) -> bool:
        """Whether it is but a list of phrases."""
        return all(block.kind in ("list_item", "heading") for block in self.blocks) and not any(
            sentence.terminated for sentence in self.sentences
        )

    def _is_repeated_prose(self, pair: Pair) -> bool:
        units = self._units
        if units.roles[pair.later] is not Role.PROSE or units.roles[pair.earlier] is not Role.PROSE:
            return False
        return not (_is_quoted(units, pair) or _is_verse(units, pair.later))


class Repeats:
    """All texts of a document that stand in it again, each with the place where it stands first.

    They come in the order of the copies, which do not overlap. A text that stands six times is repeated five times.
    """

    def __init__(self, document: Document) -> None:
        units = Units(document.blocks)
        self.repeats = [Repeat(units, chain) for chain in find_chains(units)]

    def __iter__(self) -> Iterator[Repeat]:
        return iter(self.repeats)

    def __len__(self) -> int:
        return len(self.repeats)

    @cached_property
    def counted(self) -> list[Repeat]:
        """Those long enough not to be a turn of phrase."""
        return [repeat for repeat in self.repeats if repeat.characters >= COUNTED]

    @cached_property
    def characters(self) -> int:
        """How many visible characters of running text have stood before."""
        return sum(repeat.characters for repeat in self.counted)


def _is_quoted(units: Units, pair: Pair) -> bool:
    """Whether a blockquote or quotation marks hold one of two places: a text is quoted as often as it is discussed."""
    earlier, later = units.blocks[pair.earlier], units.blocks[pair.later]
    if earlier.quoted or later.quoted:
        return True
    return _is_in_marks(units.sentences[pair.earlier]) != _is_in_marks(units.sentences[pair.later])


def _is_in_marks(sentence: Sentence | None) -> bool:
    return sentence is not None and sentence.text[:1] + sentence.text[-1:] in _QUOTATION_MARKS


def _is_verse(units: Units, unit: int) -> bool:
    sentence = units.sentences[unit]
    if sentence is None or sentence.terminated:
        return False
    text = sentence.block.text
    lines = text.count("\n") + text.count(HARD_BREAK) + 1
    return lines > 2 and len(text) <= lines * (_VERSE_LINE + 1)
