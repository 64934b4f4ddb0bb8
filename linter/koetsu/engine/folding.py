"""Which findings in a repeated section need not be said again?

A section that stands six times holds every one of its faults six times. The finding in the first copy is kept and says
how often it stands again; the others are named there and dropped.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
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

FLATTENED_COPY = "DUP007"
"""Its findings say the same of everything that stands again in their paragraph."""

_NEVER = ("RS", "NT", "EN", REPEATED_SECTION)
"""What was left over or damaged has to be mended at every place, copy or not."""


_REACH = 64
"""How many characters around a finding are looked at, and"""
_CONTEXT = 24
"""how many letters of them have to be the same on one side: blocks may be cut differently, and a copy has ends."""


class _Copy(NamedTuple):
    span: Span
    first: Span


Key = tuple[str, str, str]
"""The rule, a side, and the finding's text with what stands on that side, normalised: equal keys in two copies of a
section are the same place."""


def fold(document: Document, diagnostics: Sequence[Diagnostic]) -> list[Diagnostic]:
    """The diagnostics without those that only repeat, in the copy of a section, what is said at its first copy."""
    copies = sorted(
        _Copy(diagnostic.span, diagnostic.related[0].span)
        for diagnostic in diagnostics
        if diagnostic.rule == REPEATED_SECTION and diagnostic.related
    )
    diagnostics = _without_flattened(diagnostics)
    if not copies:
        return list(diagnostics)
    return _Folding(document, diagnostics, copies).fold()


def _without_flattened(diagnostics: Sequence[Diagnostic]) -> Sequence[Diagnostic]:
    """The diagnostics without those that only say that a piece of a flattened copy stands elsewhere."""
    flattened = sorted(diagnostic.span for diagnostic in diagnostics if diagnostic.rule == FLATTENED_COPY)
    if not flattened:
        return diagnostics

    def is_piece(span: Span) -> bool:
        number = bisect_right(flattened, span.start, key=_span_start) - 1
        around = flattened[number] if number >= 0 else span
        # Most of it at once is a copy of another flattened copy, which is worth knowing.
        return around.contains(span) and 2 * (span.end - span.start) < around.end - around.start

    return [d for d in diagnostics if d.rule not in REPEATS or not is_piece(d.span)]


class _Folding:
    def __init__(self, document: Document, diagnostics: Sequence[Diagnostic], copies: list[_Copy]) -> None:
        self.document = document
        self.diagnostics = diagnostics
        self.copies = copies
        """In the order of the text; no two of them overlap."""
        self.repeated = _merged([span for copy in copies for span in copy])
        """All text that stands more than once, in order."""
        self.peers: defaultdict[Key, list[int]] = defaultdict(list)
        """The diagnostics, by number, that look the same on one side, in the order of the text."""

    def fold(self) -> list[Diagnostic]:
        dropped: set[int] = set()
        copied: dict[int, _Copy] = {}
        for number in self.in_order():
            copy = self.copy_around(self.diagnostics[number].span)
            if copy is not None and self.only_repeats(self.diagnostics[number]):
                dropped.add(number)
            elif copy is not None:
                copied[number] = copy
        self.compare({self.diagnostics[number].rule for number in copied})
        kept_by: dict[int, int] = {}
        again: defaultdict[int, list[Span]] = defaultdict(list)
        for number, copy in copied.items():
            earlier = self.counterpart(number, copy)
            if earlier is not None:
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
                for key in self.keys(number):
                    self.peers[key].append(number)

    def keys(self, number: int) -> Iterator[Key]:
        diagnostic = self.diagnostics[number]
        text = self.document.source.text
        start, end = diagnostic.span
        here = normalise(text[start:end])
        yield diagnostic.rule, "after", here + normalise(text[end : end + _REACH])[:_CONTEXT]
        yield diagnostic.rule, "before", normalise(text[max(start - _REACH, 0) : start])[-_CONTEXT:] + here

    def copy_around(self, span: Span) -> _Copy | None:
        number = bisect_right(self.copies, span.start, key=_start) - 1
        return self.copies[number] if number >= 0 and self.copies[number].span.contains(span) else None

    def counterpart(self, number: int, copy: _Copy) -> int | None:
        """The finding that stands in the first copy where this one stands in the later copy."""
        found = (self.counterpart_among(self.peers[key], number, copy) for key in self.keys(number))
        return next((earlier for earlier in found if earlier is not None), None)

    def counterpart_among(self, peers: Sequence[int], number: int, copy: _Copy) -> int | None:
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

    def only_repeats(self, diagnostic: Diagnostic) -> bool:
        """Whether a finding in a copy says no more than that its text stands in another copy."""
        return diagnostic.rule in REPEATS and any(self.is_repeated(related.span) for related in diagnostic.related)

    def is_repeated(self, span: Span) -> bool:
        number = bisect_right(self.repeated, span.start, key=_span_start) - 1
        return number >= 0 and self.repeated[number].contains(span)


def _merged(spans: list[Span]) -> list[Span]:
    merged: list[Span] = []
    for span in sorted(spans):
        if merged and span.start <= merged[-1].end:
            merged[-1] = merged[-1].cover(span)
        else:
            merged.append(span)
    return merged


def _span_start(span: Span) -> int:
    return span.start


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
