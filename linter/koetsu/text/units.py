"""What does a document say, piece by piece, so that two pieces can be compared?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from enum import IntEnum
from functools import cached_property

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


_ASIDES = frozenset({"heading", "footnote"})
_FIXED = frozenset({"code", "math", "table_cell"})
_LITERAL = frozenset({"code", "math"})
_LINKS = frozenset({"link", "image", "url", "template"})
_VERSE_LINE = 24
"""How many characters a line of verse has at most, on average."""
_LETTER = re.compile(r"[^\W_]")


class Units:
    """The sentences of a document in order; between them, as one unit each, its headings, table cells and code.

    What a reader does not read (marks, rules, comments, HTML, attributes) and sentences without a letter are left out.
    """

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.keys: list[int] = []
        """Of each unit: equal numbers mean the same text."""
        self.sizes: list[int] = []
        """Of each unit: how many letters and digits it has."""
        self.roles: list[Role] = []
        self.blocks: list[Block] = []
        self.sentences: list[Sentence | None] = []
        """None where the unit is a whole block."""
        self.normals: list[str] = []
        """By key: letters and digits only."""
        self.literals: list[str] = []
        """By key: the code and the formulas in it, as written, which letters and digits alone do not tell apart."""
        self._key_of_text: dict[str, int] = {}
        self._key_of_normal: dict[tuple[str, str], int] = {}
        for block in blocks:
            if block.is_prose:
                self._add_sentences(block)
            elif block.kind == "heading":
                self._add(block, None, Role.ASIDE, self._key(block.text))
            elif block.kind in _FIXED:
                text = block.text or block.document.source[block.span]
                self._add(block, None, Role.FIXED, self._key(text, text))

    def __len__(self) -> int:
        return len(self.keys)

    def seeds(self) -> list[int]:
        """The units that stand several times and are long enough to be a repeat by themselves, in order."""
        if len(self.normals) == len(self.keys):
            return []
        times = Counter(self.keys)
        return [unit for unit, key in enumerate(self.keys) if times[key] > 1 and self.is_seed(unit)]

    def is_seed(self, unit: int) -> bool:
        """Whether a unit is long enough to be a repeat by itself."""
        return self.sizes[unit] >= SEED and self.roles[unit] is Role.PROSE

    def starts_block(self, unit: int) -> bool:
        """Whether a unit is the first of its block."""
        return unit == 0 or self.blocks[unit - 1] is not self.blocks[unit]

    def ends_block(self, unit: int) -> bool:
        """Whether a unit is the last of its block."""
        return unit + 1 == len(self.blocks) or self.blocks[unit + 1] is not self.blocks[unit]

    @cached_property
    def block_sizes(self) -> dict[int, int]:
        """By the index of a block: how many letters and digits its units have."""
        sizes: dict[int, int] = {}
        for block, size in zip(self.blocks, self.sizes, strict=True):
            sizes[block.index] = sizes.get(block.index, 0) + size
        return sizes

    @cached_property
    def verses(self) -> set[int]:
        """The indices of the blocks of short lines; a line of them that ends in no full stop is verse."""
        return {block.index for block in set(self.blocks) if block.is_prose and _has_short_lines(block.text)}

    def _add_sentences(self, block: Block) -> None:
        role, literals = Role.PROSE, None
        if block.marks:
            literals = _literals(block)
            role = Role.ASIDE if _holds_links_only(block) else Role.PROSE
        if block.kind in _ASIDES:
            role = Role.ASIDE
        for number, sentence in enumerate(block.sentences):
            key = self._key(sentence.text, literals[number] if literals else "")
            if key >= 0:
                self._add(block, sentence, role, key)

    def _add(self, block: Block, sentence: Sentence | None, role: Role, key: int) -> None:
        self.keys.append(key)
        self.sizes.append(len(self.normals[key]))
        self.roles.append(role)
        self.blocks.append(block)
        self.sentences.append(sentence)

    def _key(self, text: str, literal: str = "") -> int:
        """The number of a text; -1 if it has no letter and no code."""
        exact = f"{text}\0{literal}" if literal else text
        key = self._key_of_text.get(exact)
        if key is None:
            # Articles that repeat themselves repeat themselves exactly: normalise each text once.
            same = normalise(text), literal
            key = self._key_of_normal.setdefault(same, len(self.normals)) if same[0] or literal else -1
            if key == len(self.normals):
                self.normals.append(same[0])
                self.literals.append(literal)
            self._key_of_text[exact] = key
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
