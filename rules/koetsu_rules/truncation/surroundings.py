"""What around an unfinished sentence says that text was lost there?"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from functools import cached_property
from itertools import accumulate
from operator import attrgetter
from typing import Literal, NamedTuple

from koetsu import Block, Document, Span, pattern, word_across
from koetsu_rules.truncation.openings import Opening, first_phrase, opening_of
from koetsu_rules.truncation.tails import Tail, open_bracket

_REACH = 30_000
"""So many characters before and after are searched: a whole article, and no more in a book (cost stays linear)."""
_PREFIX = 6
"""From so many characters on, a sentence that begins like another is the same one."""
_ANYWHERE = 14
"""From so many characters on, it need not stand at the beginning."""
_WANTED = 40
_TRIES = 20
_OVERLAP = 200
"""So many characters of a long sentence, and so many of the places where it stands again, are looked at."""

_SPEECH = {"「": "」", "『": "』"}
_CORNERS = pattern("[「」『』]")
_SPOKEN = 20
"""No speech has more paragraphs."""

_INTRODUCED = frozenset({"code", "table_cell", "html", "math", "template", "container", "definition"})
_SHOWN = frozenset({"image", "code", "url", "math", "template", "link"})
_SILENT = frozenset({"marker", "thematic_break", "attribute_list", "comment", "conflict"})
_CUT_OFF = frozenset({"marker", "thematic_break", "conflict"})
UNFINISHED = frozenset({"broken", "impossible", "unlikely"})
"""The strengths of an end that hardly any text has: koetsu.Ending."""

_INDEX = attrgetter("index")
_KANA = pattern("[ぁ-ゖ]")
_STOP = pattern(r"[。．！？!?…\n\u2028]")
_BEGINNING = pattern(r"(?:\A|[。．！？!?\n\u2028「『（(]\s*)\Z")
_QUOTATION = pattern(r"「[^「」]*+(?:「[^「」]*+」[^「」]*+)*+」\s*(?:「|\Z)")


class Continuation(NamedTuple):
    """Where the text of a cut sentence goes on."""

    case: Literal["restart", "overlap", "elsewhere", "fragment", "join"]
    """It starts again right below; its last words stand there again; it stands whole elsewhere; the rest follows as a
    fragment; a word goes on below."""
    block: Block
    start: int
    end: int

    @property
    def span(self) -> Span:
        """The place in the file."""
        return self.block.locate(self.start, self.end)

    @property
    def rest(self) -> str:
        """How the text goes on."""
        return self.block.text[self.start if self.case in ("fragment", "join") else self.end :]

    @property
    def is_repeat(self) -> bool:
        """Whether words of the cut sentence stand again right below it."""
        return self.case in ("restart", "overlap")

    @property
    def is_proof(self) -> bool:
        """Whether it alone proves the cut; a word across the gap may be a line broken in two."""
        return self.case != "join"


class Surroundings:
    """The text around the blocks of a document."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.is_japanese = document.language == "ja"

    def introduces(self, block: Block) -> bool:
        """Whether a block leads to what stands right below it: code, a list, a table, an image, a quotation."""
        below = block.next
        if below is None or below.kind == "heading":
            return False
        if below.kind in _INTRODUCED:
            return True
        if below.kind == "list_item":
            return below.depth > block.depth or block.kind != "list_item"
        if not below.is_prose:
            return False
        return (below.quoted and not block.quoted) or below.only in _SHOWN or bool(_QUOTATION.match(below.text))

    def ends_text(self, block: Block) -> bool:
        """Whether the text ends with a block: an end mark, a rule or the end of the file follows."""
        below = block.next
        while below is not None and below.kind in ("attribute_list", "comment"):
            below = below.next
        return below is None or below.kind in _CUT_OFF

    def has_seam(self, block: Block) -> bool:
        """Whether two or more blank lines follow, as where two answers of a generator were put together."""
        below = block.next
        if below is None:
            return False
        between = self.document.source.encoded[block.byte_end : below.byte_start]
        return between.count(b"\n") >= 3 or between.count(b"\r") >= 3

    def following(self, block: Block) -> Block | None:
        """The running text right after a block, end marks and rules between them not counted."""
        below = block.next
        while below is not None and below.kind in _SILENT:
            below = below.next
        return below if below is not None and below.is_prose else None

    def preceding(self, block: Block) -> Block | None:
        """The block right before a block, end marks and rules between them not counted."""
        above = block.previous
        while above is not None and above.kind in _SILENT:
            above = above.previous
        return above

    def goes_on_speaking(self, tail: Tail) -> bool:
        """Whether a speech that a block opens goes on in the paragraphs below it and is closed there."""
        if tail.has_open_markup or not tail.has_open_bracket:
            return False
        start = open_bracket(tail.block.masked)
        opener = tail.block.masked[start] if start is not None else ""
        closer = _SPEECH.get(opener)
        if closer is None:
            return False
        opened = 1
        below = self.following(tail.block)
        for _ in range(_SPOKEN):
            if below is None or below.kind != "paragraph" or below.section is not tail.block.section:
                return False
            for sign in _CORNERS.findall(below.masked):
                opened += (sign == opener) - (sign == closer)
                if not opened:
                    return True
            below = self.following(below)
        return False

    def continuation(self, tail: Tail) -> Continuation | None:
        """Where the rest of a sentence is, if the file holds it."""
        below = self.following(tail.block)
        if below is None:
            return self._elsewhere(tail)
        return self._restart(tail, below) or self._elsewhere(tail) or self._rest(tail, below)

    def restarts(self, tail: Tail, below: Block) -> bool:
        """Whether a block says all of a cut sentence, or its end, again and goes on."""
        return _overlap(tail.sentence.text, below.text) >= _PREFIX

    def _restart(self, tail: Tail, below: Block) -> Continuation | None:
        text = below.text.lstrip("….‥ 　-")
        shared = _overlap(tail.sentence.text, text)
        if shared < _PREFIX or not _goes_on(text, shared):
            return None
        skipped = len(below.text) - len(text)
        case: Literal["restart", "overlap"] = "restart" if shared == len(tail.sentence.text) else "overlap"
        return Continuation(case, below, skipped, skipped + shared)

    def _elsewhere(self, tail: Tail) -> Continuation | None:
        sentence = tail.sentence.text
        if len(sentence) < (_ANYWHERE if sentence[-1] in "、，" else _PREFIX) or not _KANA.search(sentence):
            return None
        wanted = sentence[-_WANTED:]
        own = self._start(tail.block) + tail.sentence.end
        high = own + _REACH
        at = max(0, own - _REACH)
        for _ in range(_TRIES):
            at = self._text.find(wanted, at, high)
            if at < 0:
                break
            end = at + len(wanted)
            begins = len(sentence) >= _ANYWHERE or _BEGINNING.search(self._text[max(0, at - 3) : at])
            if end != own and begins and _goes_on(self._text, end):
                return self._place(at, end)
            at = end
        return None

    def _rest(self, tail: Tail, below: Block) -> Continuation | None:
        if below.kind != tail.block.kind:
            return None
        opening = opening_of(below.masked, japanese=self.is_japanese)
        hangs = opening is Opening.HANGING or (opening is Opening.VERB and tail.ending.strength in UNFINISHED)
        if opening in (Opening.ELLIPSIS, Opening.MARK) or (hangs and self.has_seam(tail.block)):
            return Continuation("fragment", below, 0, len(first_phrase(below.text)))
        if self.is_japanese and opening is not Opening.FRESH and word_across(tail.text, below.masked):
            return Continuation("join", below, 0, len(first_phrase(below.text)))
        return None

    def _place(self, start: int, end: int) -> Continuation:
        number = bisect_right(self._starts, start) - 1
        offset = self._starts[number]
        return Continuation("elsewhere", self._blocks[number], start - offset, end - offset)

    @cached_property
    def _blocks(self) -> list[Block]:
        return [block for block in self.document.blocks if block.is_prose or block.kind == "heading"]

    @cached_property
    def _text(self) -> str:
        return "\n".join(block.text for block in self._blocks)

    @cached_property
    def _starts(self) -> list[int]:
        """Where each block starts in the text."""
        return list(accumulate((len(block.text) + 1 for block in self._blocks), initial=0))

    def _start(self, block: Block) -> int:
        return self._starts[bisect_left(self._blocks, block.index, key=_INDEX)]


def _goes_on(text: str, at: int) -> bool:
    return at < len(text) and not _STOP.match(text[at])


def _overlap(before: str, after: str) -> int:
    """How many characters the longest end of one text has in common with the beginning of the other; 0 if too few."""
    if len(before) >= _PREFIX and after.startswith(before):
        return len(before)
    before, head = before[-_OVERLAP:], after[:_PREFIX]
    at = before.find(head) if len(head) == _PREFIX else -1
    while at >= 0:
        if after.startswith(before[at:]):
            return len(before) - at
        at = before.find(head, at + 1)
    return 0
