"""Which headings and link texts are cut?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator
from functools import cached_property, lru_cache
from typing import NamedTuple

from koetsu import Block, Document, Span, breaks_off, ending_of, is_terminated, pattern, tokens, word_across
from koetsu_rules.truncation.tails import open_bracket

_PREFIX = 8
"""From so many characters on, a text that begins like another is the same one."""
_LONG = 8
_NO_NAME = 6
"""From so many characters on, a text that ends in a particle is no name of a work: 君と."""
_REACH = 200

_COMMA = pattern("[、，,]\\Z")
_DAMAGED = pattern("\ufffd\\Z")
_KANA_END = pattern(r"[ぁ-ん]\Z")
_KATAKANA = pattern(r"[ァ-ヺー]+")
_KATAKANA_RUN = pattern(r"[ァ-ヺー]+\Z")
_NEEDS_NOUN = pattern(r"の[一-鿿]{1,2}\Z")
_ENGLISH_END = pattern(r"\b(?:a|an|the|and|or)\Z")
_PARTICLES = frozenset("がのと")
"""Particles that no title ends in; を, に, へ and は do: もっと光を, 次の一歩へ."""


class Label(NamedTuple):
    """A heading, or a link that fills its block, which is cut."""

    block: Block
    case: str
    """What stands at its end."""
    start: int
    """Where in its text what is wrong starts."""
    whole: Block | None
    """Where the same text goes on."""

    @property
    def span(self) -> Span:
        """From there to its end in the file."""
        return self.block.locate(self.start, len(self.block.text))

    @property
    def phrase(self) -> str:
        """The same as a reader sees it."""
        return self.block.text[self.start :]


class LabelFinder:
    """Finds the cut headings and link texts of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.language = document.language

    def find(self) -> Iterator[Label]:
        """All of them, in order; a table of contents says only what its headings say."""
        headings = {block.text for block in self.document.headings}
        for block in self._blocks:
            if block.kind != "heading" and block.marks[-1].target.startswith("#") and block.text in headings:
                continue
            found = self._of(block)
            if found is not None:
                yield found

    @cached_property
    def _blocks(self) -> list[Block]:
        return [
            block for block in self.document.blocks if (block.marks or block.kind == "heading") and _is_label(block)
        ]

    def _of(self, block: Block) -> Label | None:
        text = block.masked
        bracket = open_bracket(text)
        if bracket is not None:
            return Label(block, "bracket", bracket, self._whole(block))
        if _DAMAGED.search(text):
            return Label(block, "word", len(text) - 1, self._whole(block))
        if is_terminated(text):
            return None
        if _COMMA.search(text):
            return Label(block, "comma", ending_of(text, japanese=False).start, self._whole(block))
        if self.language == "en":
            found = _ENGLISH_END.search(text)
            return Label(block, "modifier", found.start(), self._whole(block)) if found and " " in text else None
        return self._of_japanese(block, text) if self.language == "ja" else None

    def _of_japanese(self, block: Block, text: str) -> Label | None:
        case = None
        if _KANA_END.search(text):
            case = _case_of_kana(text)
        elif run := _KATAKANA_RUN.search(text):
            case = "word" if self._stops_inside(text, run.group()) else None
        elif found := _NEEDS_NOUN.search(text):
            case = "stem" if _is_stem(found.group()) else None
        whole = self._whole(block)
        if case is None and whole is not None and word_across(text, whole.masked[len(text) : len(text) + _PREFIX]):
            case = "word"
        return None if case is None else Label(block, case, ending_of(text, japanese=True).start, whole)

    def _stops_inside(self, text: str, run: str) -> bool:
        """Whether it stops inside a katakana word, as far as can be known of names that no dictionary holds."""
        if len(run) == 1:
            return len(text) >= _LONG and _follows_japanese(text)
        return run[-1] == "ッ" or (breaks_off(text) and self._goes_on(run))

    def _goes_on(self, run: str) -> bool:
        """Whether the file has a longer word that begins like it, and never that word alone."""
        at = bisect_right(self._katakana, run)
        is_longer = at < len(self._katakana) and self._katakana[at].startswith(run)
        return is_longer and (at == 0 or self._katakana[at - 1] != run)

    @cached_property
    def _katakana(self) -> list[str]:
        """The katakana words of the file, but for those that end a heading or a link, in order."""
        labels = {block.index for block in self._blocks}
        texts = (
            _KATAKANA_RUN.sub("", block.text) if block.index in labels else block.text for block in self.document.blocks
        )
        return sorted({word for text in texts for word in _KATAKANA.findall(text)})

    def _whole(self, block: Block) -> Block | None:
        """The heading, link or paragraph that begins with the text of a block and goes on."""
        text = block.text
        if len(text) < _PREFIX:
            return None
        texts = self._sorted
        at = bisect_right(texts, (text, len(self.document.blocks)))
        if at < len(texts) and texts[at][0].startswith(text):
            return self.document.blocks[texts[at][1]]
        return None

    @cached_property
    def _sorted(self) -> list[tuple[str, int]]:
        """How the texts that may say the same as a label begin, with the index of each block."""
        blocks = {block.index: block for block in self._blocks}
        for block in self._blocks:
            below = block.next
            if below is not None and below.is_prose:
                blocks[below.index] = below
        return sorted((block.text[:_REACH], block.index) for block in blocks.values())


def _is_label(block: Block) -> bool:
    return bool(block.text) and (block.kind == "heading" or (block.is_prose and block.only == "link"))


def _case_of_kana(text: str) -> str | None:
    if text[-1] == "っ":
        return "word"
    ending = ending_of(text, japanese=True)
    if ending.case == "particle":
        is_cut = text[-1] in _PARTICLES and ending.strength == "impossible" and len(text) >= _NO_NAME
        return "particle" if is_cut else None
    return "stem" if ending.case == "stem" and ending.strength == "broken" else None


@lru_cache(maxsize=4096)
def _is_stem(phrase: str) -> bool:
    """Whether the stem of an adjective stands where の asks for a noun: of 可能性, 可 or 可能 is left."""
    words = tokens(phrase)
    if len(words) != 2:
        return False
    last = words[-1]
    return last.part == "形状詞" or (len(last.surface) == 1 and "形状詞可能" in last.feature.split(",", 3)[2])


def _follows_japanese(text: str) -> bool:
    before = text[-2]
    return "ぁ" <= before <= "ん" or "一" <= before <= "鿿"
