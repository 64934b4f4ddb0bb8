"""Which blocks begin in the middle of a sentence?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from koetsu import Block, Document, Span, pattern, word_across
from koetsu_rules.truncation.openings import Opening, first_phrase, may_hang, opening_of, starts_with_ellipsis
from koetsu_rules.truncation.surroundings import UNFINISHED
from koetsu_rules.truncation.tails import Tail, is_finished
from koetsu_rules.truncation.verdicts import Judge

_LETTER = pattern(r"[^\W\d_]")
_CLAUSE = pattern("[^、，。！？\n]*")
_TOPIC = pattern("[はがも]")
_SETTING = pattern("(?:[にで年月日時頃際後前]|から|まで|ころ|ため|によれば)$")
"""A clause that says when, where or why: with that any sentence may begin."""

_UNOPENED = pattern(r"[^「」]+」")
_UNOPENED_ROUND = pattern(r"[^（）]+）")
_LITERARY = pattern("[…‥]{2}")
_PAUSE = pattern(r"[…‥]|\.\.\.")
_REPEATED = range(3, 7)
"""So many characters of a cut sentence may stand again where it goes on."""


class Fragment(NamedTuple):
    """A block that begins in the middle of a sentence."""

    block: Block
    case: str
    """By what it is known."""
    cut: Tail | None
    """The sentence that it continues."""
    phrase: str
    """Its first phrase as a reader sees it."""

    @property
    def span(self) -> Span:
        """Its first phrase in the file."""
        return self.block.locate(0, len(self.phrase))


class FragmentFinder:
    """Finds the fragments of one document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.judge = document.once(Judge)
        self.surroundings = self.judge.surroundings

    def find(self) -> Iterator[Fragment]:
        """All of them, in order; a copy of one is one, wherever it stands."""
        found = {fragment.block.index: fragment for fragment in self._originals()}
        texts = {fragment.block.text for fragment in found.values()}
        for block in self.document.prose if found else ():
            if block.index in found:
                yield found[block.index]
            elif block.text in texts:
                yield Fragment(block, "copy", None, first_phrase(block.text))

    def _originals(self) -> Iterator[Fragment]:
        verdicts = self.judge.verdicts
        is_cut = False
        quotations = 0
        for block in self.document.prose:
            text = block.text
            closes = "」" in text
            if block.kind == "paragraph" and (is_cut or may_hang(text) or (closes and _UNOPENED.match(text))):
                fragment = self._fragment(block, quotations > 0)
                if fragment is not None:
                    yield fragment
            is_cut = block.index in verdicts
            if closes or "「" in text:
                quotations = max(0, quotations + text.count("「") - text.count("」"))

    def _fragment(self, block: Block, is_quoted: bool) -> Fragment | None:
        if block.only is not None or not _LETTER.search(block.text):
            return None
        above = self.surroundings.preceding(block)
        verdict = None if above is None else self.judge.verdicts.get(above.index)
        cut = None if verdict is None else verdict.tail
        case = self._behind_cut(block, cut) if cut else self._behind_text(block, above, is_quoted)
        return None if case is None else Fragment(block, case, cut, first_phrase(block.text))

    def _behind_text(self, block: Block, above: Block | None, is_quoted: bool) -> str | None:
        """What tells a fragment behind a finished paragraph or a heading; behind code or a list, text may go on."""
        if starts_with_ellipsis(block.text):
            return "ellipsis" if _is_lost_text(block, above) else None
        if above is not None and not _is_text(above):
            return None
        opening = opening_of(block.masked, japanese=self.surroundings.is_japanese)
        if opening is Opening.MARK:
            return "mark"
        if opening is Opening.HANGING:
            return "hanging"
        return "bracket" if not is_quoted and _closes_unopened(block) else None

    def _behind_cut(self, block: Block, cut: Tail) -> str | None:
        """What tells the rest of a cut sentence."""
        opening = opening_of(block.masked, japanese=self.surroundings.is_japanese)
        if opening is Opening.ELLIPSIS:
            return "ellipsis"
        if opening is Opening.MARK:
            return "mark"
        if opening is Opening.HANGING:
            return "continues"
        if opening is Opening.FRESH or self.surroundings.restarts(cut, block) or self.judge.names_article(block):
            return None
        if _closes_unopened(block) or _UNOPENED_ROUND.match(_first_sentence(block)):
            return "continues"
        return "continues" if opening is Opening.VERB or _continues(cut, block) else None


def _is_lost_text(block: Block, above: Block | None) -> bool:
    """Whether an ellipsis stands for lost text, and not for a pause as in a story or for code left out."""
    if above is None:
        return True
    if above.kind in ("code", "html", "math", "list_item") or _LITERARY.match(block.text):
        return False
    return not _PAUSE.search(above.text[:3] + above.text[-3:])


def _is_text(block: Block) -> bool:
    """Whether it is finished prose or a heading: behind anything else a sentence may go on."""
    return block.kind == "heading" or (block.kind == "paragraph" and block.only is None and is_finished(block))


def _first_sentence(block: Block) -> str:
    first = block.sentences[0]
    return block.masked[first.start : first.end]


def _closes_unopened(block: Block) -> bool:
    return bool(_UNOPENED.match(_first_sentence(block)))


def _continues(cut: Tail, block: Block) -> bool:
    """Whether a word goes on, the last word stands again, or its first clause has no topic and no subject."""
    if any(cut.text.endswith(block.text[:length]) for length in _REPEATED) or word_across(cut.text, block.masked):
        return True
    if cut.ending.strength not in UNFINISHED:
        return False
    clause = _CLAUSE.match(block.masked)
    if clause is None or not clause.group() or _TOPIC.search(clause.group()):
        return False
    return not _SETTING.search(clause.group())
