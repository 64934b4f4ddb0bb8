"""Which fixes can be applied at the same time?"""

from __future__ import annotations

from bisect import bisect_left, bisect_right, insort
from collections.abc import Collection, Iterable
from typing import NamedTuple

from koetsu.diagnostic import Diagnostic
from koetsu.fix import Fix
from koetsu.text.source import Span


class Applied(NamedTuple):
    """A fix, and the finding that it mends; their spans count in the text that was checked in that round."""

    diagnostic: Diagnostic
    fix: Fix

    @property
    def taken(self) -> int:
        """How many code points it takes away or replaces."""
        return sum(edit.span.end - edit.span.start for edit in self.fix.edits)

    @property
    def changed(self) -> list[Span]:
        """Where it changes the text."""
        return [edit.span for edit in self.fix.edits]

    @property
    def relied_on(self) -> list[Span]:
        """What has to stay as it is: the places that explain the finding, such as the copy that is kept."""
        return [related.span for related in self.diagnostic.related]


def choose(diagnostics: Iterable[Diagnostic], *, unsafe: bool, barred: Collection[str] = ()) -> list[Applied]:
    """Fixes that do not get into each other's way, one for a finding; what is left out can be looked at afterwards.

    What takes most away goes first: nothing inside it needs mending. No fix goes along with one that changes the same
    or adjacent text, or a place that either of them relies on: two copies never go at once because each is a copy of
    the other. Text beside such a place may change, as where a copy stands right behind the first. ``barred`` are the
    codes of rules that have to stand aside.
    """
    candidates = [
        Applied(diagnostic, fix)
        for diagnostic in diagnostics
        if diagnostic.rule not in barred
        for fix in [fix for fix in diagnostic.fixes if fix.edits and (fix.safe or unsafe)][:1]
    ]
    changed, relied_on = _Zones(), _Zones()
    chosen = []
    for candidate in sorted(candidates, key=_order):
        is_free = not any(map(changed.touch, candidate.changed)) and not any(map(changed.overlap, candidate.relied_on))
        if is_free and not any(map(relied_on.overlap, candidate.changed)):
            chosen.append(candidate)
            changed.add(candidate.changed)
            relied_on.add(candidate.relied_on)
    return chosen


def _order(candidate: Applied) -> tuple[int, Span, str]:
    return -candidate.taken, candidate.diagnostic.span, candidate.diagnostic.rule


class _Zones:
    """Stretches of a text, and whether another one touches any of them."""

    def __init__(self) -> None:
        self._spans: list[Span] = []
        """In order and apart."""

    def touch(self, span: Span) -> bool:
        """Whether one of them shares text with a span, or ends where it starts, or starts where it ends."""
        first = bisect_left(self._spans, span.start, key=_end)
        return first < len(self._spans) and self._spans[first].start <= span.end

    def overlap(self, span: Span) -> bool:
        """Whether one of them shares text with a span; one that is empty lies inside it."""
        first = bisect_right(self._spans, span.start, key=_end)
        return first < len(self._spans) and self._spans[first].start < span.end

    def add(self, spans: Iterable[Span]) -> None:
        for span in spans:
            first = bisect_left(self._spans, span.start, key=_end)
            last = first
            while last < len(self._spans) and self._spans[last].start <= span.end:
                span = span.cover(self._spans[last])
                last += 1
            del self._spans[first:last]
            insort(self._spans, span)


def _end(span: Span) -> int:
    return span.end
