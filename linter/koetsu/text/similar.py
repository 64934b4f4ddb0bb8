"""Which paragraphs of a document are others with small edits?

Candidates share a clause, which an edit elsewhere leaves as it was; only they are compared. A clause that stands in
many places says nothing, and no paragraph is compared with more than a few, so that time grows with the length of the
text.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from koetsu.text.prose import count_characters
from koetsu.text.units import Role, Units

SIMILAR = 0.6
"""From which similarity (0 to 1) on two paragraphs count as one that was edited."""

SHORTEST = 40
LONGEST = 4000
"""How many letters and digits a paragraph has that is compared."""

_SHINGLE = 5
_COMMON = 4
"""In how many paragraphs a clause stands at most that is reason to compare them."""
_CANDIDATES = 3
_SHARED = 0.12
"""Which part of a paragraph the clauses have that it shares with one that is worth a comparison."""
_CLAUSE = re.compile(r"[^、。，．,.「」『』（）()：:；;！？!?…\n\u2028\ufffc]{6,}")
_END = 8
"""Of a longer clause, the beginning and the end count by themselves: an edit leaves one of them as it was."""
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
        self.stretches: list[range] = []
        """The units of each paragraph that was read."""
        self.places: defaultdict[str, list[int]] = defaultdict(list)
        """By clause: in which of them it stands."""
        self.normals: dict[int, str] = {}

    def find(self) -> list[Likeness]:
        found = []
        for stretch in self.paragraphs():
            # A part of a copy stands in the text it repeats, which was read before.
            if any(unit in self.covered for unit in stretch):
                continue
            clauses = self.clauses(stretch)
            likeness = self.best(stretch, clauses)
            if likeness is not None:
                found.append(likeness)
            else:
                self.add(stretch, clauses)
        return found

    def paragraphs(self) -> Iterable[range]:
        """The units of each paragraph and list item that can be compared."""
        units = self.units
        start = 0
        while start < len(units):
            block = units.blocks[start]
            end = start + 1
            while end < len(units) and units.blocks[end] is block:
                end += 1
            if block.is_prose and units.roles[start] is Role.PROSE and not block.quoted:
                size = sum(units.sizes[start:end])
                if SHORTEST <= size <= LONGEST and (not block.marks or count_characters(block.masked) >= SHORTEST):
                    yield range(start, end)
            start = end

    def clauses(self, stretch: range) -> set[str]:
        """What of a paragraph is looked up."""
        clauses = set()
        for clause in _CLAUSE.findall(self.units.blocks[stretch.start].text):
            if len(clause) < 2 * _END:
                clauses.add(clause)
            else:
                clauses.add(clause[:_END])
                clauses.add(clause[-_END:])
        return clauses

    def add(self, stretch: range, clauses: set[str]) -> None:
        for clause in clauses:
            places = self.places[clause]
            if len(places) <= _COMMON:
                places.append(len(self.stretches))
        self.stretches.append(stretch)

    def best(self, stretch: range, clauses: set[str]) -> Likeness | None:
        """The most similar of the paragraphs that share the most with one."""
        shared: Counter[int] = Counter()
        for clause in clauses:
            places = self.places.get(clause, ())
            if len(places) <= _COMMON:
                for place in places:
                    shared[place] += len(clause)
        enough = _SHARED * sum(self.units.sizes[stretch.start : stretch.stop])
        likenesses = [
            Likeness(self.stretches[number], stretch, self.similarity(self.stretches[number], stretch))
            for number, size in shared.most_common(_CANDIDATES)
            if size >= enough
        ]
        found = max(likenesses, key=lambda likeness: likeness.similarity, default=None)
        return found if found is not None and found.similarity >= SIMILAR else None

    def similarity(self, earlier: range, later: range) -> float:
        if self.literals(earlier) != self.literals(later):
            return 0.0
        one, other = self.normal(earlier), self.normal(later)
        # The smaller set of shingles cannot share more than all it has; what is equal was not edited.
        if one == other or min(len(one), len(other)) < SIMILAR * max(len(one), len(other)):
            return 0.0
        return similarity(one, other)

    def normal(self, stretch: range) -> str:
        normal = self.normals.get(stretch.start)
        if normal is None:
            normal = "".join(self.units.normals[self.units.keys[unit]] for unit in stretch)
            self.normals[stretch.start] = normal
        return normal

    def literals(self, stretch: range) -> list[str]:
        return [literal for unit in stretch if (literal := self.units.literals[self.units.keys[unit]])]
