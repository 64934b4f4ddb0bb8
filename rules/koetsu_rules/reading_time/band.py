"""How many minutes does a text take, whatever tool a site uses?

Between a fast reader, who skips code and images, and a slow one, who studies them.
"""

from __future__ import annotations

import math
from typing import Literal, NamedTuple

from koetsu import Document, count_characters, pattern
from koetsu_rules.reading_time.formulas import Minutes, image_seconds
from koetsu_rules.reading_time.printed_text import code_lines, image_count, printed, written_text

CODE_LINES = 20
"""How many lines of code a slow reader takes in within a minute."""

_BESIDE_PROSE = frozenset({"heading", "table_cell"})
_WORD = pattern(r"\w+(?:['’.-]\w+)*")


class Speed(NamedTuple):
    """What the slow and the fast reader take in within a minute."""

    slow: int
    fast: int

    def minutes(self, size: float, more: float = 0) -> Minutes:
        """What a text of a size takes; the slow reader spends some minutes more on what is no text."""
        return Minutes(max(1, math.floor(size / self.fast)), max(1, math.ceil(size / self.slow + more)))


class Size(NamedTuple):
    """How long a text is."""

    amount: int
    unit: Literal["characters", "words"]


def size_of(document: Document) -> Size:
    """The length of headings, running text and tables; in characters where no space stands between words."""
    if document.language in ("ja", "zh"):
        return Size(_characters(document), "characters")
    return Size(sum(len(_WORD.findall(text)) for text in _texts(document)), "words")


def size_without_repeats(document: Document, size: Size) -> Size:
    """What is left of a length where nothing is counted that has stood before."""
    repeated = document.repeats.characters
    if size.unit == "words" and repeated:
        repeated = round(size.amount * repeated / _characters(document))
    return Size(max(0, size.amount - repeated), size.unit)


def _characters(document: Document) -> int:
    others = [block.text for block in document.blocks if block.kind in _BESIDE_PROSE]
    return document.prose.characters + count_characters("\n".join(others))


def _texts(document: Document) -> list[str]:
    return [block.text for block in document.blocks if block.is_prose or block.kind in _BESIDE_PROSE]


def raw_size(document: Document) -> Size:
    """The length of the Markdown as it is written, as ``wc -m`` counts."""
    return Size(len(written_text(document).strip()), "characters")


def minutes_beside_text(document: Document, characters: Speed) -> float:
    """What a slow reader spends on code, images and raw HTML."""
    code = sum(len(code_lines(block)) for block in document.blocks if block.kind == "code")
    html = sum(count_characters(printed(block)) for block in document.blocks if block.kind == "html")
    return code / CODE_LINES + html / characters.slow + image_seconds(image_count(document)) / 60
