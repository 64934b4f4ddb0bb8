"""Which findings stand on text that many articles share, so that one of them has the count?

A notice under eight hundred articles that breaks off is one fault and not eight hundred.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from koetsu.diagnostic import Diagnostic
from koetsu.text.corpus import Summary
from koetsu.text.shared import Group


class Counting:
    """Decides for each finding, article by article in the order of the paths, whether it counts."""

    def __init__(self, boilerplate: Iterable[Group]) -> None:
        self._shared = frozenset(group.hash for group in boilerplate)
        self._counted: set[tuple[str, int, str]] = set()

    def counts(self, summary: Summary, diagnostics: Sequence[Diagnostic]) -> list[bool]:
        """Whether each of the findings in an article counts: on boilerplate, those of the first article alone do."""
        if not self._shared or not diagnostics:
            return [True] * len(diagnostics)
        sentences = _Sentences(summary, self._shared)
        keys = [
            (diagnostic.rule, sentence, diagnostic.message)
            if diagnostic.scope == "text" and (sentence := sentences.around(diagnostic)) is not None
            else None
            for diagnostic in diagnostics
        ]
        counted = [key is None or key not in self._counted for key in keys]
        self._counted.update(key for key in keys if key is not None)
        return counted


class _Sentences:
    """The boilerplate of one article."""

    def __init__(self, summary: Summary, shared: frozenset[int]) -> None:
        sentences = summary.sentences
        self._starts = sentences.starts.tolist()
        self._ends = sentences.ends.tolist()
        self._hashes = sentences.hashes.tolist()
        self._shared = shared

    def around(self, diagnostic: Diagnostic) -> int | None:
        """The boilerplate sentence in which a finding begins, if it ends in boilerplate as well."""
        first = self._at(diagnostic.span.start)
        last = self._at(max(diagnostic.span.end - 1, diagnostic.span.start))
        if first is None or last is None or not self._shared.issuperset(self._hashes[first : last + 1]):
            return None
        return int(self._hashes[first])

    def _at(self, offset: int) -> int | None:
        """The sentence in which a character stands."""
        number = bisect_right(self._starts, offset) - 1
        return number if number >= 0 and offset < self._ends[number] else None
