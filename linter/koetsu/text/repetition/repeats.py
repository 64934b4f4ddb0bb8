"""Which text of a document stands in it again?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from operator import attrgetter
from typing import TYPE_CHECKING

from koetsu.text.block import Block
from koetsu.text.prose import count_characters
from koetsu.text.repetition.chains import Chain, Pair, find_chains
from koetsu.text.repetition.flattened import Flattened
from koetsu.text.repetition.passage import Passage
from koetsu.text.repetition.removal import removal
from koetsu.text.repetition.similar import Likeness, differ_in_numbers, find_similar, similarity
from koetsu.text.repetition.units import PROSE, Comparable, Units
from koetsu.text.sentences import Sentence
from koetsu.text.source import Span

if TYPE_CHECKING:
    from koetsu.text.document import Document

COUNTED = 40
"""From how many characters on a repeat counts in a document's repeated text: below that it may be a turn of phrase."""

SEAM = 20
"""How many characters a sentence has at least that ends one block and begins the next."""

PARAGRAPH = 80
"""How many characters a repeat has at least that is more than a sentence."""

SECTION = 200
SECTION_BLOCKS = 3
"""How many characters and blocks a repeat has at least that is a section."""

_TRACELESS = frozenset({"thematic_break", "marker", "attribute_list"})
"""What goes with a copy without a loss, whether it stood in the first place or not."""


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
    def pairs(self) -> list[Pair]:
        """Its sentences of running text, each with the one it repeats.

        What a blockquote or quotation marks hold in one of the two places is no repeat: a text is quoted as often as it
        is discussed. Neither is a verse or a footnote.
        """
        units = self._units
        roles, quoted, in_marks, has_verses = units.roles, units.quoted, units.in_quotation_marks, bool(units.verses)
        return [
            pair
            for pair in self._chain
            if roles[pair.later] is PROSE is roles[pair.earlier]
            and pair.later not in quoted
            and pair.earlier not in quoted
            and (pair.later in in_marks) is (pair.earlier in in_marks)
            and not (has_verses and units.is_verse(pair.later))
        ]

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The repeated sentences of running text, where they stand again."""
        sentences = (self._units.sentences[pair.later] for pair in self.pairs)
        return [sentence for sentence in sentences if sentence is not None]

    @cached_property
    def characters(self) -> int:
        """How many visible characters its sentences have, white space, code and URLs not counted."""
        return count_characters(
            "".join([sentence.block.masked[sentence.start : sentence.end] for sentence in self.sentences])
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

    @cached_property
    def is_exact(self) -> bool:
        """Whether its sentences are the same, letter for letter."""
        return all(map(self._is_equal, self._chain))

    def _is_equal(self, pair: Pair) -> bool:
        return self._units.keys[pair.earlier] == self._units.keys[pair.later]

    @property
    def likeness(self) -> Likeness:
        """How much the two places are the same."""
        return Likeness(self.first.units, self.copy.units, similarity(self.first.text, self.copy.text))

    @property
    def removal(self) -> Span | None:
        """What to delete so that the copy is gone; None if it holds more than the first place, or a part of a block.

        The sentence in which it breaks off goes along: it goes on in the first place.
        """
        units, (*others, last_pair) = self._units, self._chain
        start, end = self.copy.start, self.copy.end
        is_complete = len(self._chain) == end - start and all(map(self._is_equal, others))
        if not is_complete or not (self._is_equal(last_pair) or units.is_cut(last_pair.later, last_pair.earlier)):
            return None
        end += units.is_cut(end, self.first.end)
        if not units.starts_block(start) or not units.ends_block(end - 1):
            return None
        first, last = units.blocks[start], units.blocks[end - 1]
        repeated = {block.index for block in units.blocks[start:end]}
        between = first.document.blocks[first.index : last.index + 1]
        if any(block.index not in repeated and block.kind not in _TRACELESS for block in between):
            return None
        return removal(first, last)

    @property
    def is_regrouped(self) -> bool:
        """Whether the copy starts new blocks elsewhere than the first place does."""
        starts, first, copy = self._units.starts, self.first, self.copy
        return starts[first.start : first.end] != starts[copy.start : copy.end]

    @property
    def is_section(self) -> bool:
        """Whether it is several blocks with a good deal of text."""
        return len(self.blocks) >= SECTION_BLOCKS and self.characters >= SECTION

    @property
    def is_paragraph(self) -> bool:
        """Whether it is a block, or several sentences of one, and no section."""
        is_several = bool(self.blocks) or len(self.sentences) > 1
        return is_several and self.characters >= PARAGRAPH and not self.is_outline and not self.is_section

    @property
    def is_seam(self) -> bool:
        """Whether it is but a sentence that ends a block and begins the next."""
        units, (earlier, later) = self._units, self._chain[0]
        return earlier + 1 == later and units.ends_block(earlier) and units.starts_block(later)

    @property
    def is_outline(self) -> bool:
        """Whether it is but a list of phrases."""
        kinds = {block.kind for block in self.blocks}
        is_list = "list_item" in kinds and kinds <= {"list_item", "heading"}
        return is_list and not any(sentence.terminated for sentence in self.sentences)


class NearRepeat:
    """A text that stands in a document again with small edits."""

    def __init__(self, units: Units, likeness: Likeness) -> None:
        self.first = Passage(units, likeness.earlier.start, likeness.earlier.stop)
        self.copy = Passage(units, likeness.later.start, likeness.later.stop)
        self.similarity = likeness.similarity
        """Which share of the sequences of five characters in either text both have, 0 to 1."""
        blocks = units.blocks[likeness.later.start : likeness.later.stop]
        self.is_parallel = any(block.kind == "list_item" for block in blocks) or differ_in_numbers(
            self.first.text, self.copy.text
        )
        """Whether the two may speak of different things on purpose: list items, or texts that differ in a number."""

    @property
    def span(self) -> Span:
        """Where it stands again."""
        return self.copy.span


class Repeats:
    """All texts of a document that stand in it again, each with the place where it stands first.

    They come in the order of the copies, which do not overlap. A text that stands six times is repeated five times.
    Each is a section, a paragraph, a near repeat, a sentence, or less than that.
    """

    def __init__(self, document: Document) -> None:
        self._units = Units(document.blocks)
        self.repeats = [Repeat(self._units, chain) for chain in find_chains(self._units)]

    def __iter__(self) -> Iterator[Repeat]:
        return iter(self.repeats)

    def __len__(self) -> int:
        return len(self.repeats)

    def comparable(self) -> Iterator[Comparable]:
        """The sentences that may be compared with those of other documents, in order."""
        return self._units.comparable()

    @cached_property
    def paragraphs(self) -> list[Repeat]:
        """The paragraphs that stand again as they were."""
        return [repeat for repeat in self.repeats if repeat.is_paragraph and repeat.is_exact]

    @cached_property
    def near(self) -> list[NearRepeat]:
        """The paragraphs that stand again with small edits."""
        units = self._units
        edited = [repeat for repeat in self.repeats if repeat.is_paragraph and not repeat.is_exact]
        covered = [repeat.copy for repeat in self.repeats if repeat.is_paragraph or repeat.is_section]
        likenesses = [repeat.likeness for repeat in edited] + find_similar(units, [p.units for p in covered])
        return [NearRepeat(units, likeness) for likeness in sorted(likenesses, key=attrgetter("later.start"))]

    @cached_property
    def sentences(self) -> list[Repeat]:
        """The sentences that stand again in other text, or across the seam of two blocks."""
        near = {unit for repeat in self.near for unit in repeat.copy.units}
        return [
            repeat
            for repeat in self.repeats
            if repeat.copy.start not in near
            and not (repeat.is_section or repeat.is_paragraph or repeat.is_outline)
            and repeat.characters >= (SEAM if repeat.is_seam else COUNTED)
        ]

    @cached_property
    def flattened(self) -> list[Flattened]:
        """The blocks in which text of several earlier blocks runs on, in order."""
        if not any(repeat.is_regrouped for repeat in self.repeats):
            return []
        origins: dict[int, int] = {}
        pairs: dict[int, list[Pair]] = {}
        for repeat in self.repeats:
            for pair in repeat.pairs:
                origin = origins.setdefault(pair.later, origins.get(pair.earlier, pair.earlier))
                pairs.setdefault(self._units.blocks[pair.later].index, []).append(Pair(origin, pair.later))
        found = [Flattened(self._units, group) for group in pairs.values() if len(group) > 1]
        return [flattened for flattened in found if flattened.starts_late or flattened.joints]

    @cached_property
    def counted(self) -> list[Repeat]:
        """Those that are neither a turn of phrase nor an outline."""
        return [repeat for repeat in self.repeats if repeat.characters >= COUNTED and not repeat.is_outline]

    @cached_property
    def characters(self) -> int:
        """How many visible characters of running text have stood before."""
        return sum(repeat.characters for repeat in self.counted)
