"""What running text does a reader see, and where does each character of it stand in the file?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property

from koetsu.text.block import Block
from koetsu.text.source import Span
from koetsu.text.visible import HOLE


class Prose:
    """The blocks of running text of a document, in order."""

    def __init__(self, blocks: Sequence[Block]) -> None:
        self.blocks = blocks
        """Paragraphs, list items, quotations and footnotes; no headings, tables, code or markers."""

    def __iter__(self) -> Iterator[Block]:
        return iter(self.blocks)

    def __len__(self) -> int:
        return len(self.blocks)

    def find(self, pattern: re.Pattern[str]) -> Iterator[Span]:
        """Where in the file a pattern matches what a reader sees; code, formulas and URLs look like U+FFFC to it."""
        for block in self.blocks:
            for found in pattern.finditer(block.masked):
                yield block.locate(found.start(), found.end())

    @cached_property
    def characters(self) -> int:
        """How many visible characters it has, white space not counted."""
        return count_characters("\n".join([block.text for block in self.blocks]))


def count_characters(text: str) -> int:
    """How many characters of a visible text are to be read: neither white space nor what stands for an image."""
    return sum(map(len, text.split())) - text.count(HOLE)
