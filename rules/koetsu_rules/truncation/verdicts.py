"""How certain is it that a sentence was cut?"""

from __future__ import annotations

from collections.abc import Iterator
from enum import IntEnum
from functools import cached_property
from typing import Literal, NamedTuple

from koetsu import Block, Document, Severity, pattern, politeness, word_across
from koetsu_rules.truncation.siblings import odd_last_items
from koetsu_rules.truncation.surroundings import UNFINISHED, Continuation, Surroundings
from koetsu_rules.truncation.tails import FINISHED, Tail, is_finished, tail_of

Strength = Literal["broken", "impossible", "unlikely", "comma", "open", "noun", "latin", "plain", "closed", "polite"]
"""How a sentence ends: as koetsu.Ending says, or by a comma, an open or a closed bracket, a Latin letter."""

Grade = Severity | None

_CUT: frozenset[Strength] = frozenset({"broken", "impossible", "unlikely", "comma", "open"})
_MARKS = frozenset({"comma", "open"})

# What is said of a sentence, by its Standing in order, and last where the text ends or two blank lines follow.
_AFTER_SENTENCE: dict[Strength, tuple[Grade, ...]] = {
    **dict.fromkeys(_CUT, ("error", "error", "error", "error", "error")),
    "noun": ("warning", "warning", "error", "error", "error"),
    "latin": ("warning", "warning", "error", "error", "error"),
    "plain": ("warning", "warning", "error", "error", "warning"),
}
_ALONE: dict[Strength, tuple[Grade, ...]] = {
    "broken": ("warning", "error", "error", "error", "error"),
    "impossible": ("warning", "warning", "error", "error", "error"),
    "unlikely": (None, "warning", "warning", "error", "error"),
    "comma": ("warning", "warning", "error", "error", "error"),
    "open": ("warning", "warning", "error", "error", "error"),
    "noun": (None, None, "warning", "warning", None),
    "latin": (None, None, "warning", "warning", None),
    "plain": (None, None, "warning", "warning", None),
}
_NOTHING: tuple[Grade, ...] = (None, None, None, None, None)


class Standing(IntEnum):
    """How clearly the end of a block had to be finished."""

    UNKNOWN = 0
    LONG = 1
    """It is long, with a subject or an object: a sentence and no title, label or remark."""
    OUTSTANDING = 2
    """It is the odd one among paragraphs that are all finished."""
    BOTH = 3


_LONG = 30
_LONG_AFTER = 6
_LONG_NOUN = 16
_LONG_ALONE: dict[Strength, int] = {
    "comma": 20,
    "open": 20,
    "noun": _LONG_NOUN,
    "latin": _LONG_NOUN,
    "plain": _LONG_NOUN,
}
_LONG_CUT = 15
_LONG_ITEM = 8
"""From how many characters on a sentence is no title, label or remark: the better its end speaks, the fewer."""

_LAST_WORDS = 12
"""How many characters at the end of a block tell whether it speaks politely."""
_STOP = pattern("[。．]")
_CONSISTENT = 5, 9
_MOSTLY = 5, 3
"""How many paragraphs are finished in a file, at least, and how many to each that is not: for an end that a title may
have, and for one that hardly any text has."""


class Verdict(NamedTuple):
    """What is said of an unfinished sentence."""

    tail: Tail
    severity: Severity
    case: str
    """What stands at its end."""
    continuation: Continuation | None


class Judge:
    """Weighs the unfinished sentences of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.surroundings = Surroundings(document)

    @cached_property
    def verdicts(self) -> dict[int, Verdict]:
        """What is to be said of the end of a block, by its index, in order; nothing of one that is whole, or cannot be
        told from a whole one."""
        weighed = ((index, self._weigh(tail)) for index, tail in self.tails.items())
        return {index: verdict for index, verdict in weighed if verdict is not None}

    @cached_property
    def tails(self) -> dict[int, Tail]:
        """What is unfinished, by the index of its block, in order."""
        # Most blocks are finished: that is seen before anything is called.
        blocks = [block for block in self.document.prose if block.text[-1:] not in FINISHED]
        tails = ((block.index, tail_of(block)) for block in blocks)
        return {index: tail for index, tail in tails if tail is not None}

    def whole_sentences(self) -> Iterator[Tail]:
        """What only lacks its 。: whole sentences where the others have it, or behind one that has it."""
        if self.document.language != "ja":
            return
        for index, tail in self.tails.items():
            if index not in self.verdicts and self._is_whole(tail):
                yield tail

    def _is_whole(self, tail: Tail) -> bool:
        block = tail.block
        strength = _strength(tail)
        if (
            strength not in ("polite", "plain")
            or tail.is_titled
            or strength != ("polite" if self.is_polite else "plain")
        ):
            return False
        is_odd = block.kind == "list_item" and block.index in self._odd_items
        if (
            (block.kind != "paragraph" and not is_odd)
            or self.surroundings.introduces(block)
            or self.names_article(block)
        ):
            return False
        return tail.follows_sentence or is_odd or (self._is_usual(*_CONSISTENT) and len(tail.text) >= _LONG_NOUN)

    def names_article(self, block: Block) -> bool:
        """Whether a block says the title of the article, or begins with it."""
        text = block.text.strip()
        return any(text == title or (len(text) >= 8 and text[:16] in title) for title in self._titles)

    def _weigh(self, tail: Tail) -> Verdict | None:
        if tail.is_cut_link:
            return Verdict(tail, "error", "markup", None)
        block = tail.block
        at_end = self.surroundings.has_seam(block) or self.surroundings.ends_text(block)
        is_odd = block.kind == "list_item" and block.index in self._odd_items
        if block.kind != "paragraph" and not (at_end or is_odd):
            return None  # items and quotations need no full stop
        strength = _strength(tail)
        if strength == "open" and self.surroundings.goes_on_speaking(tail):
            strength = _ending(tail)
            if strength not in _CUT:
                return None  # what is said needs no full stop
        if strength == "polite" or (strength not in _MARKS and self.document.language not in ("ja", "en")):
            return None
        after = tail.follows_sentence or (tail.follows_question and strength in _CUT)
        if strength == "comma" and not tail.is_japanese and not after and len(tail.text) < _LONG:
            return None  # a salutation: Dear reader,
        goes_on = self.surroundings.continuation(tail) if after or at_end or strength in _CUT else None
        severity = self._severity(tail, strength, goes_on, after, at_end)
        if severity is None and is_odd and not self.surroundings.introduces(block) and _is_item(tail, strength):
            severity = "warning"
        return None if severity is None else Verdict(tail, severity, _case(tail, goes_on), goes_on)

    def _severity(
        self, tail: Tail, strength: Strength, goes_on: Continuation | None, after: bool, at_end: bool
    ) -> Grade:
        """``after`` and ``at_end``: whether a finished sentence stands before it, and no more text right after it."""
        block = tail.block
        repeated = goes_on is not None and goes_on.is_repeat
        if not tail.follows_sentence and not (repeated and strength in _CUT) and self._is_title(tail, strength):
            return None
        if self.surroundings.introduces(block) and not repeated:
            return self._before_something(tail, strength)
        if goes_on is not None and goes_on.is_proof and (at_end or after):
            return "error"
        if block.kind != "paragraph":
            return "error" if at_end and after and strength in _CUT else None
        if (tail.is_value and strength in ("noun", "latin")) or (strength == "plain" and not self.is_polite):
            return None
        grades = (_AFTER_SENTENCE if after else _ALONE).get(strength, _NOTHING)
        severity = (grades[-1] if at_end else None) or grades[self._standing(tail, strength)]
        return "warning" if severity == "error" and _is_slip(tail, goes_on, at_end) else severity

    def _before_something(self, tail: Tail, strength: Strength) -> Grade:
        """What is said of a tail that may lead to the code, list or table below it."""
        below = tail.block.next
        if tail.block.kind != "paragraph" or below is None:
            return None
        if strength in ("broken", "open"):
            return "error" if tail.follows_sentence and tail.ending.case == "stem" else "warning"
        ends = strength in ("noun", "latin") or (strength == "plain" and self.is_polite)
        flows = below.kind == "math" or (below.is_prose and below.kind != "list_item")
        return "warning" if ends and not flows and tail.follows_sentence and tail.is_clause else None

    def _is_title(self, tail: Tail, strength: Strength) -> bool:
        """Whether it names the article; a long sentence that no title ends like only stands first."""
        if strength in ("broken", "impossible") and len(tail.text) >= _LONG and tail.is_clause:
            return any(tail.text in title for title in self._stated_titles)
        return self.names_article(tail.block)

    def _standing(self, tail: Tail, strength: Strength) -> Standing:
        length = len(tail.text)
        if tail.follows_sentence:
            stands_out = length >= _LONG_AFTER and self._is_usual(*_CONSISTENT)
            return Standing.OUTSTANDING if stands_out else Standing.UNKNOWN
        if tail.is_japanese and not tail.is_clause:
            return Standing.UNKNOWN
        if tail.is_titled or (not tail.is_japanese and strength not in _CUT):
            return Standing.UNKNOWN
        is_long = length >= _LONG and tail.is_japanese
        stands_out = length >= _LONG_ALONE.get(strength, _LONG_CUT) and self._is_usual(
            *(_MOSTLY if strength in UNFINISHED else _CONSISTENT)
        )
        return Standing(Standing.LONG * is_long + Standing.OUTSTANDING * stands_out)

    @cached_property
    def is_polite(self) -> bool:
        return politeness(block.text[-_LAST_WORDS:] for block in self.document.prose) >= 0.5

    @cached_property
    def _odd_items(self) -> frozenset[int]:
        """The unfinished last items of lists whose other items are finished."""
        return frozenset(odd_last_items(self.document.prose, self.tails))

    def _is_usual(self, least: int, share: int) -> bool:
        """Whether a finished paragraph is the usual one in this file, the one in question not counted."""
        finished, unfinished = self._counts
        return finished >= least and finished >= share * (unfinished - 1)

    @cached_property
    def _counts(self) -> tuple[int, int]:
        """How many paragraphs are finished, and how many are not."""
        finished = unfinished = 0
        for block in self.document.prose:
            if block.kind != "paragraph" or self.surroundings.introduces(block):
                continue
            if is_finished(block):
                finished += 1
            elif block.index in self.tails:
                unfinished += 1
        return finished, unfinished

    @cached_property
    def _titles(self) -> list[str]:
        """What names the article: title and excerpt of the header, and what stands first in the body."""
        first = (block for block in self.document.blocks[:2] if block.kind in ("paragraph", "heading"))
        lines = (block.text for block in first if not _STOP.search(block.text) and not block.text.endswith("."))
        return [*self._stated_titles, *(text.strip() for text in lines)]

    @cached_property
    def _stated_titles(self) -> list[str]:
        """Title and excerpt of the header."""
        header = self.document.front_matter
        nodes = [header.get(key) for key in ("title", "excerpt", "description")] if header else []
        return [node.value.strip() for node in nodes if node is not None and isinstance(node.value, str)]


def _strength(tail: Tail) -> Strength:
    if tail.is_open:
        return "open"
    return "closed" if tail.is_closed else _ending(tail)


def _ending(tail: Tail) -> Strength:
    """How it ends, brackets not looked at."""
    if tail.ending.case == "comma":
        return "comma"
    if tail.ending.strength == "noun" and tail.is_latin and tail.block.document.language == "ja":
        return "latin"
    return tail.ending.strength


def _is_item(tail: Tail, strength: Strength) -> bool:
    """Whether it says something, as its siblings do, and does not only end them: その他"""
    return len(tail.text) >= _LONG_ITEM and (strength in _CUT or (tail.is_clause and strength != "closed"))


def _case(tail: Tail, goes_on: Continuation | None) -> str:
    if tail.has_open_markup:
        return "markup"
    if tail.has_open_bracket:
        return "bracket"
    if tail.ending.case == "noun" and goes_on is not None and word_across(tail.text, goes_on.rest):
        return "word"
    return tail.ending.case


def _is_slip(tail: Tail, goes_on: Continuation | None, at_end: bool) -> bool:
    """Whether nothing was lost: a sentence broken over two paragraphs, a comma for a full stop, a row of names."""
    broken = goes_on is not None and goes_on.case == "join" and not at_end
    return broken or tail.is_enumeration or tail.has_comma_for_stop
