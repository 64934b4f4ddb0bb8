"""Which text of a document stands in it again?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING

from koetsu.text.block import Block
from koetsu.text.chains import Chain, Pair, find_chains
from koetsu.text.prose import count_characters
from koetsu.text.sentences import Sentence
from koetsu.text.source import Span
from koetsu.text.units import Role, Units

if TYPE_CHECKING:
    from koetsu.text.document import Document

COUNTED = 40
"""From how many characters on a repeat counts in a document's repeated text: below that it may be a turn of phrase."""

_QUOTATION_MARKS = {"「": "」", "『": "』", "“": "”", '"': '"'}


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
        units = self._units
        sentences = []
        for pair in self._chain:
            sentence = units.sentences[pair.later]
            is_prose = units.roles[pair.later] is Role.PROSE and units.roles[pair.earlier] is Role.PROSE
            if sentence is not None and is_prose and not _is_quoted(units, pair) and not _is_verse(units, sentence):
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
        """The headings and blocks of running text of which the copy holds at least half."""
        units = self._units
        repeated: dict[int, int] = {}
        for pair in self._chain:
            index = units.blocks[pair.later].index
            repeated[index] = repeated.get(index, 0) + units.sizes[pair.later]
        touched = dict.fromkeys(units.blocks[self.copy.start : self.copy.end])
        return [
            block
            for block in touched
            if (block.is_prose or block.kind == "heading")
            and 2 * repeated.get(block.index, 0) >= units.block_sizes[block.index]
        ]

    @property
    def is_outline(self) -> bool:
        """Whether it is but a list of phrases."""
        kinds = {block.kind for block in self.blocks}
        is_list = "list_item" in kinds and kinds <= {"list_item", "heading"}
        return is_list and not any(sentence.terminated for sentence in self.sentences)


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
        """Those that are neither a turn of phrase nor an outline."""
        return [repeat for repeat in self.repeats if repeat.characters >= COUNTED and not repeat.is_outline]

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
    return sentence is not None and _QUOTATION_MARKS.get(sentence.text[0]) == sentence.text[-1]


def _is_verse(units: Units, sentence: Sentence) -> bool:
    return sentence.block.index in units.verses and not sentence.terminated
