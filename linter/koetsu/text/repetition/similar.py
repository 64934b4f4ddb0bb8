"""Which paragraphs of a document are others with small edits?

Candidates share beginnings of clauses, which an edit elsewhere leaves as they were; only they are compared. A beginning
points to the one place where it stands first, and no paragraph is compared with more than a few, so that time grows
with the length of the text.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from koetsu.text.block import Block
from koetsu.text.prose import count_characters
from koetsu.text.repetition.units import Units

SIMILAR = 0.6
"""From which similarity (0 to 1) on two paragraphs count as one that was edited."""

SHORTEST = 40
LONGEST = 4000
"""How many letters and digits a paragraph has that is compared."""

_SHINGLE = 5
_CANDIDATES = 2
_ALIKE = 70
"""The similarity (0 to 100) by edits that all texts have which agree so far in their shingles."""
_SHARED = 0.25
"""Which part of its clauses a paragraph shares at least with one that is worth a comparison."""
_HEAD = 8
"""How many characters at the beginning of a clause are looked up: an edit leaves those of all other clauses."""
_SEVERAL = 3
"""How many sentences a paragraph has at least in which they are looked up instead of their clauses."""
_NUMBER = re.compile(r"\d+")


class Likeness(NamedTuple):
    """A stretch of units and an earlier one that is nearly the same; both are half-open."""

    earlier: range
    later: range
    similarity: float


def similarity(one: str, other: str) -> float:
    """Which share of the sequences of five characters in either text both have (Jaccard)."""
    shingles, others = _shingles(one), _shingles(other)
    return len(shingles & others) / max(1, len(shingles | others))


def differ_in_numbers(one: str, other: str) -> bool:
    """Whether two texts hold different numbers: then they may be meant to differ in nothing else."""
    return _NUMBER.findall(one) != _NUMBER.findall(other)


def find_similar(units: Units, covered: Iterable[range]) -> list[Likeness]:
    """The paragraphs that are an earlier one with edits, in order, without those of which a part is covered."""
    return _Search(units, covered).find()


def _shingles(text: str) -> set[str]:
    return {text[at : at + _SHINGLE] for at in range(max(1, len(text) - _SHINGLE + 1))}


class _Search:
    def __init__(self, units: Units, covered: Iterable[range]) -> None:
        self.units = units
        self.covered = {unit for stretch in covered for unit in stretch}
        self.first: dict[str, int] = {}
        """By the beginning of a clause: the first unit of the paragraph in which it stands first."""
        self.stretches: dict[int, range] = {}
        """By first unit: the units of each paragraph that was read, or of the one that it repeats."""

    def find(self) -> list[Likeness]:
        found = []
        covered, first, stretches = self.covered, self.first, self.stretches
        for block, stretch in self.units.paragraphs:
            text = block.text
            # A part of a copy stands in the text it repeats, which was read before.
            if len(text) < SHORTEST or block.quoted or not covered.isdisjoint(stretch):
                continue
            number = stretch.start
            places = [first.setdefault(clause[:_HEAD], number) for clause in self.clauses(text, stretch)]
            stretches[number] = stretch
            own = places.count(number)
            if len(places) - own >= max(1, _SHARED * len(places)):
                likeness = self.best(block, stretch, places)
                if likeness is not None:
                    stretches[number] = likeness.earlier
                    found.append(likeness)
        return found

    def clauses(self, text: str, stretch: range) -> Sequence[str]:
        """What of a paragraph is looked up: its clauses; of several sentences their beginnings are enough."""
        if len(stretch) >= _SEVERAL:
            clauses = [self.units.normals[key] for key in self.units.keys[stretch.start : stretch.stop]]
        else:
            # Searching for one mark after the other is several times faster than for any of them.
            for mark in ("。", ", ", ". ", "\n"):
                text = text.replace(mark, "、")
            clauses = text.split("、")
        return [clause for clause in clauses if len(clause) >= _HEAD]

    def best(self, block: Block, stretch: range, places: Sequence[int]) -> Likeness | None:
        """The most similar of the paragraphs that share the most with one."""
        units = self.units
        size = sum(units.sizes[stretch.start : stretch.stop])
        if not SHORTEST <= size <= LONGEST or (block.marks and count_characters(block.masked) < SHORTEST):
            return None
        shared = Counter(self.stretches[place] for place in places if place != stretch.start)
        likenesses = [
            Likeness(earlier, stretch, self.similarity(earlier, stretch))
            for earlier, number in shared.most_common(_CANDIDATES)
            if number >= _SHARED * len(places)
        ]
        found = max(likenesses, key=lambda likeness: likeness.similarity, default=None)
        return found if found is not None and found.similarity >= SIMILAR else None

    def similarity(self, earlier: range, later: range) -> float:
        if self.literals(earlier) != self.literals(later):
            return 0.0
        one, other = self.units.text(earlier), self.units.text(later)
        # The smaller set of shingles cannot share more than all it has; what is equal was not edited.
        if one == other or min(len(one), len(other)) < SIMILAR * max(len(one), len(other)):
            return 0.0
        from rapidfuzz.fuzz import ratio

        # Hundreds of times faster than shingles, and never so low where these agree.
        return similarity(one, other) if ratio(one, other, score_cutoff=_ALIKE) else 0.0

    def literals(self, stretch: range) -> list[str]:
        literals, keys = self.units.literals, self.units.keys
        return [literal for unit in stretch if (literal := literals[keys[unit]])]
