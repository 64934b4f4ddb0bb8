"""What does a document say, piece by piece, so that two pieces can be compared?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from enum import IntEnum
from functools import cached_property
from itertools import islice
from operator import is_not
from typing import NamedTuple

from koetsu.text.block import Block
from koetsu.text.normal import normalise
from koetsu.text.sentences import Sentence
from koetsu.text.visible import HARD_BREAK

SEED = 12
"""From how many letters and digits on a sentence alone is reason to look for a repeat; shorter ones only join in."""


class Role(IntEnum):
    """What a unit is worth in a comparison."""

    PROSE = 0
    """A sentence of running text: only these are repeats."""
    ASIDE = 1
    """A heading, a footnote or a line of links: stands in a copy, or is missing there."""
    FIXED = 2
    """Code, a formula or a table cell: where it differs, the texts around it say different things."""


PROSE, ASIDE, FIXED = Role
"""The members by themselves: looking them up in the class takes longer than comparing them."""

_ASIDES = frozenset({"heading", "footnote"})
_FIXED = frozenset({"code", "math", "table_cell"})
_LITERAL = frozenset({"code", "math"})
_LINKS = frozenset({"link", "image", "url", "template"})
_QUOTATION_MARKS = {"「": "」", "『": "』", "“": "”", '"': '"'}
_VERSE_LINE = 24
"""How many characters a line of verse has at most, on average."""
_LETTER = re.compile(r"[^\W_]")


class Comparable(NamedTuple):
    """A sentence that may be compared with those of other documents."""

    sentence: Sentence
    text: str
    """Letters and digits only, and the code and formulas in it as written: two that are equal say the same."""
    size: int
    """How many letters and digits it has."""


class Units:
    """The sentences of a document in order; between them, as one unit each, its headings, table cells and code.

    What a reader does not read (marks, rules, comments, HTML, attributes) and sentences without a letter are left out.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.keys: list[int] = []
        """Of each unit: equal numbers mean the same text."""
        self.roles: list[Role] = []
        self.blocks: list[Block] = []
        self.sentences: list[Sentence | None] = []
        """None where the unit is a whole block."""
        self.paragraphs: list[tuple[Block, range]] = []
        """The blocks of running text, each with its units."""
        self.normals: list[str] = []
        """By key: letters and digits only."""
        self.literals: list[str] = []
        """By key: the code and the formulas in it, as written, which letters and digits alone do not tell apart."""
        self._key_of_normal: dict[str | tuple[str, str], int] = {}
        self._key_of_text: dict[str, int] = {}
        """Articles that repeat themselves repeat themselves exactly: each text is normalised once."""
        for block in blocks:
            if block.is_prose:
                self._add_sentences(block)
            elif block.kind == "heading":
                self._add_block(block, ASIDE, self._key(block.text))
            elif block.kind in _FIXED:
                text = block.text or block.document.source[block.span]
                self._add_block(block, FIXED, self._key(text, text))
        sizes = [len(normal) for normal in self.normals]
        self.sizes = [sizes[key] for key in self.keys]
        """Of each unit: how many letters and digits it has."""

    def __len__(self) -> int:
        return len(self.keys)

    def text(self, units: range) -> str:
        """The letters and digits of units in a row."""
        return "".join([self.normals[key] for key in self.keys[units.start : units.stop]])

    def seeds(self) -> list[int]:
        """The units that stand several times and are long enough to be a repeat by themselves, in order."""
        if len(self.normals) == len(self.keys):
            return []
        times = Counter(self.keys)
        return [unit for unit, key in enumerate(self.keys) if times[key] > 1 and self.is_seed(unit)]

    def is_cut(self, part: int, whole: int) -> bool:
        """Whether a sentence stops in the middle of another one."""
        if max(part, whole) >= len(self) or not self.roles[part] is PROSE is self.roles[whole]:
            return False
        one, other = self.sentences[part], self.sentences[whole]
        if one is None or other is None or one.terminated or not other.terminated:
            return False
        part, whole = self.keys[part], self.keys[whole]
        starts_alike = self.normals[whole].startswith(self.normals[part])
        return starts_alike and self.literals[whole].startswith(self.literals[part])

    def is_seed(self, unit: int) -> bool:
        """Whether a unit is long enough to be a repeat by itself."""
        return self.sizes[unit] >= SEED and self.roles[unit] is PROSE

    @cached_property
    def starts(self) -> list[bool]:
        """Of each unit: whether it is the first of its block."""
        return [True, *map(is_not, self.blocks, islice(self.blocks, 1, None))]

    def starts_block(self, unit: int) -> bool:
        """Whether a unit is the first of its block."""
        return unit == 0 or self.blocks[unit - 1] is not self.blocks[unit]

    def ends_block(self, unit: int) -> bool:
        """Whether a unit is the last of its block."""
        return unit + 1 == len(self.blocks) or self.blocks[unit + 1] is not self.blocks[unit]

    @cached_property
    def quoted(self) -> set[int]:
        """The units that stand in a blockquote."""
        return {unit for block, units in self.paragraphs if block.quoted for unit in units}

    @cached_property
    def in_quotation_marks(self) -> set[int]:
        """The sentences that stand in quotation marks as a whole."""
        return {
            unit
            for unit, sentence in enumerate(self.sentences)
            if sentence is not None and _QUOTATION_MARKS.get(sentence.text[0]) == sentence.text[-1]
        }

    def is_verse(self, unit: int) -> bool:
        """Whether it is a line of verse: it stands among short lines, and ends in no full stop."""
        if not self.verses or self.blocks[unit].index not in self.verses:
            return False
        sentence = self.sentences[unit]
        return sentence is not None and not sentence.terminated

    @cached_property
    def block_sizes(self) -> dict[int, int]:
        """By the index of a block: how many letters and digits its units have."""
        sizes: dict[int, int] = {}
        for block, size in zip(self.blocks, self.sizes, strict=True):
            sizes[block.index] = sizes.get(block.index, 0) + size
        return sizes

    @cached_property
    def verses(self) -> set[int]:
        """The indices of the blocks of short lines."""
        return {block.index for block, _ in self.paragraphs if _has_short_lines(block.text)}

    def comparable(self) -> Iterator[Comparable]:
        """The sentences that are long enough to be told from those of another document, in order.

        What never counts as a repeat in this one is left out: quotations, asides, verses.
        """
        quoted, in_marks, has_verses = self.quoted, self.in_quotation_marks, bool(self.verses)
        for unit, (sentence, key, size, role) in enumerate(
            zip(self.sentences, self.keys, self.sizes, self.roles, strict=True)
        ):
            if role is not PROSE or size < SEED or sentence is None or unit in quoted or unit in in_marks:
                continue
            if has_verses and self.is_verse(unit):
                continue
            literal = self.literals[key]
            text = f"{self.normals[key]}\0{literal}" if literal else self.normals[key]
            yield Comparable(sentence, text, size)

    def _add_sentences(self, block: Block) -> None:
        role, literals = PROSE, None
        if block.marks:
            literals = _literals(block)
            role = ASIDE if _holds_links_only(block) else PROSE
        if block.kind in _ASIDES:
            role = ASIDE
        start, known, keys = len(self.keys), self._key_of_text, self.keys
        for number, sentence in enumerate(block.sentences):
            text = sentence.text
            if literals is not None and literals[number]:
                key = self._key(text, literals[number])
            elif text in known:
                key = known[text]
            else:
                key = known[text] = self._key(text)
            if key >= 0:
                keys.append(key)
                self.sentences.append(sentence)
        added = len(keys) - start
        self.roles += [role] * added
        self.blocks += [block] * added
        if added and role is PROSE:
            self.paragraphs.append((block, range(start, start + added)))

    def _add_block(self, block: Block, role: Role, key: int) -> None:
        if key >= 0:
            self.keys.append(key)
            self.roles.append(role)
            self.blocks.append(block)
            self.sentences.append(None)

    def _key(self, text: str, literal: str = "") -> int:
        """The number of a text; -1 if it has no letter and no code."""
        normal = normalise(text)
        if not normal and not literal:
            return -1
        key = self._key_of_normal.setdefault((normal, literal) if literal else normal, len(self.normals))
        if key == len(self.normals):
            self.normals.append(normal)
            self.literals.append(literal)
        return key


def _has_short_lines(text: str) -> bool:
    breaks = text.count("\n") + text.count(HARD_BREAK)
    return breaks > 1 and len(text) - breaks <= (breaks + 1) * _VERSE_LINE


def _holds_links_only(block: Block) -> bool:
    """Whether nothing is left of a block without its links and images: ``[前](a) | [次](b)`` too."""
    outside = []
    at = 0
    for mark in block.marks:
        if mark.kind in _LINKS:
            outside.append(block.text[at : mark.start])
            at = max(at, mark.end)
    return at > 0 and not _LETTER.search("".join([*outside, block.text[at:]]))


def _literals(block: Block) -> list[str] | None:
    """The code and the formulas in each sentence of a block; None if there are none."""
    marks = [mark for mark in block.marks if mark.kind in _LITERAL]
    if not marks:
        return None
    literals = []
    number = 0
    for sentence in block.sentences:
        held = []
        while number < len(marks) and marks[number].start < sentence.end:
            held.append(block.text[marks[number].start : marks[number].end])
            number += 1
        literals.append("\0".join(held))
    return literals
