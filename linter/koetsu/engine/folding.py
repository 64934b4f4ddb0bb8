"""Which findings in a repeated section need not be said again?

A section that stands six times holds every one of its faults six times. The finding in the first copy is kept and says
how often it stands again; the others are named there and dropped.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Sequence
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from koetsu.diagnostic import Diagnostic, Related
from koetsu.rule import AGAIN
from koetsu.text.normal import normalise
from koetsu.text.source import Span

if TYPE_CHECKING:
    from koetsu.text.document import Document

REPEATED_SECTION = "DUP001"
"""Its findings say what is a copy of what; without them nothing is folded."""

REPEATS = frozenset({"HD003", "DUP002", "DUP003", "DUP004"})
"""Rules that say that a text stands elsewhere too, which in a copy the repeated section has said already."""

_NEVER = ("RS", "NT", "EN", REPEATED_SECTION)
"""What was left over or damaged has to be mended at every place, copy or not."""


class _Copy(NamedTuple):
    span: Span
    first: Span


Key = tuple[str, str, str]
"""The rule, the block's text and the finding's text, both normalised: equal keys in two copies are the same place."""


def fold(document: Document, diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics without those that only repeat, in the copy of a section, what is said at its first copy."""
    copies = sorted(
        _Copy(diagnostic.span, diagnostic.related[0].span)
        for diagnostic in diagnostics
        if diagnostic.rule == REPEATED_SECTION and diagnostic.related
    )
    if not copies:
        return list(diagnostics)
    return _Folding(document, diagnostics, copies).fold()


class _Folding:
    def __init__(self, document: Document, diagnostics: Sequence[Diagnostic], copies: list[_Copy]) -> None:
        self.document = document
        self.diagnostics = diagnostics
        self.copies = copies
        """In the order of the text; no two of them overlap."""
        self.block_starts = [block.byte_start for block in document.blocks]
        self.block_keys: dict[int, str] = {}
        self.keys: dict[int, Key] = {}
        self.peers: defaultdict[Key, list[int]] = defaultdict(list)
        """The diagnostics, by number, that look the same, in the order of the text."""

    def fold(self) -> list[Diagnostic]:
        dropped: set[int] = set()
        copied: dict[int, _Copy] = {}
        for number in self.in_order():
            copy = self.copy_around(self.diagnostics[number].span)
            if copy is not None and self.only_repeats(self.diagnostics[number], copy):
                dropped.add(number)
            elif copy is not None:
                copied[number] = copy
        self.compare({self.diagnostics[number].rule for number in copied})
        kept_by: dict[int, int] = {}
        again: defaultdict[int, list[Span]] = defaultdict(list)
        for number, copy in copied.items():
            earlier = self.counterpart(number, copy)
            if earlier is None or (earlier in dropped and earlier not in kept_by):
                continue
            # The first copy may itself lie in a copy of something earlier still.
            kept_by[number] = kept_by.get(earlier, earlier)
            again[kept_by[number]].append(self.diagnostics[number].span)
            dropped.add(number)
        return [
            _with_copies(diagnostic, again[number]) if number in again else diagnostic
            for number, diagnostic in enumerate(self.diagnostics)
            if number not in dropped
        ]

    def in_order(self) -> list[int]:
        """The diagnostics that may be folded, by number, in the order of the text."""
        foldable = [number for number, diagnostic in enumerate(self.diagnostics) if _may_fold(diagnostic)]
        return sorted(foldable, key=lambda number: self.diagnostics[number].span)

    def compare(self, rules: set[str]) -> None:
        """Find out which diagnostics of these rules look the same."""
        for number in self.in_order():
            if self.diagnostics[number].rule in rules:
                self.keys[number] = self.key(self.diagnostics[number])
                self.peers[self.keys[number]].append(number)

    def key(self, diagnostic: Diagnostic) -> Key:
        return diagnostic.rule, self.block_key(diagnostic.span), normalise(self.document.source[diagnostic.span])

    def block_key(self, span: Span) -> str:
        """The normalised text of the block in which a span starts."""
        number = bisect_right(self.block_starts, self.document.source.byte_offset(span.start)) - 1
        if number < 0:
            return ""
        if number not in self.block_keys:
            self.block_keys[number] = normalise(self.document.blocks[number].text)
        return self.block_keys[number]

    def copy_around(self, span: Span) -> _Copy | None:
        number = bisect_right(self.copies, span.start, key=_start) - 1
        return self.copies[number] if number >= 0 and self.copies[number].span.contains(span) else None

    def counterpart(self, number: int, copy: _Copy) -> int | None:
        """The finding that stands in the first copy where this one stands in the later copy."""
        peers = self.peers[self.keys[number]]
        before_copy = bisect_left(peers, copy.span.start, key=self.start)
        first = bisect_left(peers, copy.first.start, key=self.start)
        end = bisect_left(peers, copy.first.end, first, key=self.start)
        if first == end:
            return None
        # Equal places are matched in their order; where the first copy holds fewer, its last one stands for the rest.
        place = bisect_left(peers, self.start(number), key=self.start) - before_copy
        found = peers[min(first + place, end - 1)]
        return found if self.start(found) < self.start(number) else None

    def start(self, number: int) -> int:
        return self.diagnostics[number].span.start

    def only_repeats(self, diagnostic: Diagnostic, copy: _Copy) -> bool:
        """Whether a finding says no more than that its text stands in another copy of the same section."""
        if diagnostic.rule not in REPEATS:
            return False
        return any(copy.first.contains(self.origin(related.span)) for related in diagnostic.related)

    def origin(self, span: Span) -> Span:
        """The first copy of the section in which a span lies, if it lies in a copy; else the span."""
        copy = self.copy_around(span)
        return span if copy is None else copy.first


def _start(copy: _Copy) -> int:
    return copy.span.start


def _may_fold(diagnostic: Diagnostic) -> bool:
    return diagnostic.scope == "text" and not diagnostic.rule.startswith(_NEVER)


def _with_copies(diagnostic: Diagnostic, places: Sequence[Span]) -> Diagnostic:
    notes = [
        Related(place, AGAIN, {"number": number, "total": len(places)}) for number, place in enumerate(places, start=1)
    ]
    return msgspec.structs.replace(
        diagnostic,
        values={**diagnostic.values, AGAIN: len(places)},
        related=(*diagnostic.related, *notes),
    )
