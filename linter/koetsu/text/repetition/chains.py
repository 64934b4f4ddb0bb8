"""Which stretches of a document stand in it twice?

Seed and chain: a sentence that stood earlier is a seed; from it the two places are followed as long as they agree,
over small differences too. Every unit is consumed once and no more than four places are tried for a seed, so that time
grows with the length of the text.
"""

from __future__ import annotations

from collections import defaultdict
from typing import NamedTuple

from koetsu.text.repetition.units import ASIDE, FIXED, PROSE, SEED, Units

MINIMUM = 20
"""How many letters and digits a repeat has at least."""

SOURCES = 4
"""How many earlier places are tried for a sentence."""

ALIKE = 80
"""From which similarity (0 to 100) on two sentences count as one that was edited."""

_COMPARABLE = range(SEED, 2001)
_GAPS = ((1, 1), (0, 1), (1, 0), (2, 2), (0, 2), (2, 0), (1, 2), (2, 1))
"""How many units may be passed over in the earlier and in the later text."""


class Pair(NamedTuple):
    """Two units that agree."""

    earlier: int
    later: int


Chain = list[Pair]


def find_chains(units: Units) -> list[Chain]:
    """The repeats of a document, in the order of the later copies, which do not overlap."""
    return _Finder(units).find(units.seeds())


class _Finder:
    def __init__(self, units: Units) -> None:
        self.units = units
        self.keys = units.keys
        self.chains: list[Chain] = []
        self.chain_at: dict[int, int] = {}
        """By unit: the number of the chain of which it is a copy."""
        self.earlier: dict[int, int] = {}
        """By unit of a copy: the unit that it repeats."""
        self.sources: defaultdict[int, list[int]] = defaultdict(list)
        """By key: the first places where it stands."""

    def find(self, seeds: list[int]) -> list[Chain]:
        end = 0
        for seed in seeds:
            chain = self.longest(seed) if seed >= end else None
            if chain is not None:
                end = chain[-1].later + 1
                self.keep(self.absorb(chain))
            places = self.sources[self.keys[seed]]
            if len(places) < SOURCES:
                places.append(seed)
        return self.chains

    def longest(self, seed: int) -> Chain | None:
        """The longest repeat that holds a seed, if there is one that is long enough."""
        places = self.sources[self.keys[seed]]
        if not places:
            return None
        chain = max([self.follow(place, seed) for place in places], key=self.weight if len(places) > 1 else None)
        return chain if self.weight(chain) >= MINIMUM else None

    def weight(self, chain: Chain) -> int:
        sizes, roles = self.units.sizes, self.units.roles
        return sum([sizes[pair.later] for pair in chain if roles[pair.later] is PROSE])

    def keep(self, chain: Chain) -> None:
        for pair in chain:
            self.chain_at[pair.later] = len(self.chains)
            self.earlier[pair.later] = pair.earlier
        self.chains.append(chain)

    def absorb(self, chain: Chain) -> Chain:
        """A chain with the shorter one right before it, if both places agree there too.

        A section that starts with a sentence which stood before would else lose that sentence to its older place.
        """
        if not self.chains:
            return chain
        before = self.chains[-1]
        start, distance = before[0].later, chain[0].later - chain[0].earlier
        if before[-1].later + 1 != chain[0].later or start < distance or chain[-1].earlier >= start:
            return chain
        if self.weight(before) >= self.weight(chain):
            return chain
        joined = [Pair(unit - distance, unit) for unit in range(start, chain[0].later)]
        if any(self.keys[pair.earlier] != self.keys[pair.later] for pair in joined):
            return chain
        self.chains.pop()
        return joined + chain

    def follow(self, earlier: int, later: int) -> Chain:
        """All pairs around a seed in which the two places agree."""
        chain = self.back(earlier, later)
        start = chain[0].later
        pairs = self.next(chain[-1])
        while pairs and pairs[-1].earlier < start and not self.returns(pairs[-1].earlier, chain):
            chain += pairs
            pairs = self.next(chain[-1])
        return self.trim(self.settle(chain))

    def back(self, earlier: int, later: int) -> Chain:
        """The seed and what agrees right before it: too short to be a seed, or the edited beginning of its block."""
        chain = [Pair(earlier, later)]
        end = self.chains[-1][-1].later if self.chains else -1
        while earlier and later - 1 > max(end, earlier):
            is_same = self.keys[earlier - 1] == self.keys[later - 1]
            if not is_same and (self.units.starts_block(later) or not self.edited(earlier - 1, later - 1)):
                break
            earlier, later = earlier - 1, later - 1
            chain.append(Pair(earlier, later))
        chain.reverse()
        return chain

    def returns(self, earlier: int, chain: Chain) -> bool:
        """Whether the earlier text starts over at this unit: a section that stands six times is repeated five times."""
        number = self.chain_at.get(earlier)
        if number is None or len(self.chains[number]) < len(chain):
            return False
        return self.earlier[earlier] >= chain[0].earlier or self.keys[earlier] == self.keys[chain[0].earlier]

    def settle(self, chain: Chain) -> Chain:
        """A chain without the beginning of a longer copy into which the earlier text ran: that has an older place."""
        number = self.chain_at.get(chain[-1].earlier)
        if number is not None:
            copy = self.chains[number]
            kept = [pair for pair in chain if pair.earlier < copy[0].later]
            if kept and len(kept) < len(copy) and chain[-1].earlier < copy[-1].later:
                return kept
        return chain

    def next(self, pair: Pair) -> Chain:
        """The next pair that agrees, with an edited one before it if there is one."""
        earlier, later = pair.earlier + 1, pair.later + 1
        if later < len(self.keys) and self.keys[earlier] == self.keys[later]:
            return [Pair(earlier, later)]
        for passed_earlier, passed_later in _GAPS:
            one, other = earlier + passed_earlier, later + passed_later
            if one < other < len(self.keys) and self.keys[one] == self.keys[other] and self.units.is_seed(other):
                bridge = self.bridge(range(earlier, one), range(later, other))
                if bridge is not None:
                    return [*bridge, Pair(one, other)]
        if later < len(self.keys) and (self.edited(earlier, later) or self.breaks_off(earlier, later)):
            return [Pair(earlier, later)]
        return []

    def edited(self, earlier: int, later: int) -> bool:
        """Whether a sentence is the other one with edits, and stands in its block where the other one does."""
        units = self.units
        return (
            units.roles[later] is PROSE is units.roles[earlier]
            and units.starts_block(earlier) == units.starts_block(later)
            and units.ends_block(earlier) == units.ends_block(later)
            and self.keys[later] not in self.sources
            and self.alike(earlier, later)
        )

    def bridge(self, earlier: range, later: range) -> Chain | None:
        """The edited pair between two that agree, or nothing but asides; None if the texts differ more than that."""
        roles = self.units.roles
        left = [unit for unit in earlier if roles[unit] is not ASIDE]
        right = [unit for unit in later if roles[unit] is not ASIDE]
        if any(roles[unit] is FIXED for unit in left + right):
            return None
        if not left and not right:
            return []
        if len(left) == len(right) == 1:
            return [Pair(left[0], right[0])] if self.alike(left[0], right[0]) else None
        if len(left) + len(right) == 1:
            added = (left + right)[0]
            return None if self.units.starts_block(added) and self.units.ends_block(added) else []
        return None

    def alike(self, earlier: int, later: int) -> bool:
        """Whether a sentence is another one, edited or broken off."""
        one, other = self.keys[earlier], self.keys[later]
        if self.units.literals[one] != self.units.literals[other]:
            return False
        short, long = sorted((self.units.normals[one], self.units.normals[other]), key=len)
        if len(short) not in _COMPARABLE or len(long) not in _COMPARABLE:
            return False
        if long.startswith(short):
            return True
        # At most twice the shorter length can agree.
        if 200 * len(short) < ALIKE * (len(short) + len(long)):
            return False
        from rapidfuzz.fuzz import ratio

        return ratio(short, long, score_cutoff=ALIKE) >= ALIKE

    def breaks_off(self, earlier: int, later: int) -> bool:
        """Whether a sentence ends its block and is but the beginning of the other one."""
        units = self.units
        if units.roles[later] is not PROSE or units.roles[earlier] is not PROSE:
            return False
        short, long = units.normals[self.keys[later]], units.normals[self.keys[earlier]]
        return len(short) >= SEED and units.ends_block(later) and long.startswith(short)

    def trim(self, chain: Chain) -> Chain:
        """A chain without headings at its end: what stands under them is another text.

        Where a copy directly follows what it repeats, the heading between the two belongs to both.
        """
        while chain and self.units.roles[chain[-1].later] is ASIDE and chain[-1].earlier + 1 < chain[0].later:
            chain.pop()
        return chain
