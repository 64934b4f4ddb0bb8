"""Where does a sentence end?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from koetsu.text.pattern import pattern
from koetsu.text.source import Span

if TYPE_CHECKING:
    from koetsu.text.block import Block

TERMINATORS = "。．！？!?…‥"
"""What may end a sentence."""

CLOSERS = "」』）)】］]〉》”\"'’〟›»*_"
"""What may stand behind the end of a sentence and still belong to it."""

_SENTENCE = pattern(
    r"""
    (?:
        [^。．！？!?…‥.\u2028「『（(]++                             # text; a line end in the file ends no sentence
      | 「(?:[^「」\u2028]++|「[^「」\u2028]*+」)*+」 | 『[^『』\u2028]*+』   # a quotation belongs to what quotes it
      | （[^（）\u2028]*+） | \([^()\u2028]*+\)
      | [「『（(]
      | \.(?![\s」』）)"'”’]|\Z)                                  # 3.5, example.com, an ellipsis before text
      | [!?](?![\s」』）)"'”’!?！？]|\Z)                             # Yahoo!ニュース
      | ．(?=[0-9０-９])
      | […‥]++(?![\s」』）)]|\Z)                                   # an ellipsis inside a sentence
    )*+
    (?: [。．！？!?…‥.]++[」』）)】］〉》”"'’]*+\s*+ | \u2028 | \Z )
    """,
    re.VERBOSE,
)
_ENDS = frozenset(TERMINATORS + ".")


class Sentence:
    """A sentence of a block."""

    __slots__ = ("block", "end", "start", "text")

    def __init__(self, block: Block, start: int, text: str) -> None:
        self.block = block
        self.start = start
        self.end = start + len(text)
        """Half-open, in offsets of the block's ``text``, without white space around it."""
        self.text = text
        """What a reader sees."""

    def __repr__(self) -> str:
        return f"<Sentence {self.text!r}>"

    @property
    def span(self) -> Span:
        """Where it stands in the file."""
        return self.block.locate(self.start, self.end)

    @property
    def terminated(self) -> bool:
        """Whether it ends in 。 or its like, closing brackets behind it not counted."""
        return is_terminated(self.block.masked[self.start : self.end])


def is_terminated(text: str) -> bool:
    """Whether a text ends in a mark that ends a sentence, closing brackets behind it not counted."""
    return text.rstrip(CLOSERS)[-1:] in _ENDS


def split_sentences(block: Block) -> list[Sentence]:
    """The sentences of a block, in order; they cover its text but for the white space between them.

    A mark inside 「」, 『』 or （） ends no sentence, nor does a line end in the file.
    """
    text, masked = block.text, block.masked
    sentences = []
    offset = 0
    for part in _SENTENCE.findall(masked):
        bare = part.strip()
        if bare:
            start = offset if len(bare) == len(part) else offset + part.index(bare[0])
            sentences.append(Sentence(block, start, bare if text is masked else text[start : start + len(bare)]))
        offset += len(part)
    return sentences
