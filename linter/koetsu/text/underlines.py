"""Which lines under a text turn it into a heading that nobody meant?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TYPE_CHECKING

from koetsu.text.pattern import pattern
from koetsu.text.sentences import CLOSERS, is_terminated
from koetsu.text.visible import HARD_BREAK

if TYPE_CHECKING:
    from koetsu.text.block import Block

HEADING_LIMIT = 40
"""A setext heading longer than this is a paragraph that ran into its ``---``; in full-width characters, two letters
of an alphabet count as one."""

_FULL_WIDTH = pattern(r"[\u2e80-\ud7ff\uf900-\ufaff\uff01-\uff60\U0001f300-\U0003ffff]")
_BAR = re.compile(rb"-+|=+")
_RULE = b"---"
"""How a thematic break is written; a longer line is as often drawn as an underline."""


def is_accidental(text: str, underline: bytes) -> bool:
    """Whether what stands over an underline is running text and no heading that somebody meant."""
    terminated = is_terminated(text)
    long = "\n" in text or HARD_BREAK in text or len(text) + len(_FULL_WIDTH.findall(text)) > 2 * HEADING_LIMIT
    if underline.startswith(b"="):  # never a thematic break: only under a sentence it cannot have been meant
        return terminated and (long or text.rstrip(CLOSERS).endswith(("。", "．")))
    if terminated and not long and underline != _RULE and text.endswith(("？", "！", "?", "!")):
        return False  # a question with a line drawn under it is a heading
    return long or terminated


def find_masked_underlines(blocks: Sequence[Block]) -> None:
    """Mark what becomes a heading by the line right under it, although one of the two is masked for the parser.

    An end mark over a rule, or text over the ``=======`` of a merge conflict.
    """
    for number in range(len(blocks) - 1):
        above, below = blocks[number], blocks[number + 1]
        if above.kind == "marker" and below.kind in ("paragraph", "thematic_break", "conflict"):
            # Right under a list or a quotation the mark is its last line, and no underline follows that.
            before = blocks[number - 1] if number else None
            underlined = before is None or not (before.depth or before.quoted) or not _touches(before, above)
        else:
            underlined = below.kind == "conflict" and above.kind == "paragraph" and not above.depth
        if underlined and above.underline_bytes is None and _touches(above, below):
            bar = below.document.source.encoded[below.byte_start : below.byte_end].rstrip()
            if _BAR.fullmatch(bar):
                above.underline_bytes = (below.byte_start, below.byte_start + len(bar))
                if below.kind == "paragraph":
                    below.kind, below.text, below.pieces, below.marks = "thematic_break", "", (), ()


def _touches(above: Block, below: Block) -> bool:
    """Whether nothing but a line end and white space stands between two blocks."""
    between = above.document.source.encoded[above.byte_end : below.byte_start]
    return between.strip(b" \t") in (b"\n", b"\r\n", b"\r")
