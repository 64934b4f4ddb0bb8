"""Which documents hold most of the text of another one?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from koetsu.text.corpus import Corpus, Place, Sentences
from koetsu.text.counterparts import are_counterparts
from koetsu.text.shared import BOILERPLATE, Shared, shared
from koetsu.text.title import read_title

CONTAINMENT = 0.5
"""Which share of the shorter of two articles stands in the other at least, boilerplate not counted."""

CHARACTERS = 200
"""How many letters and digits two articles share at least: a notice of three sentences is no article."""

_PARTS = 0.9
"""The same for two articles of a series: what they have in common is a template, as in every release of a program."""

_WORTH_NAMING = 40
"""How many letters and digits another original adds at least to be named as well."""


class Stretch(NamedTuple):
    """Sentences in a row that stand in two documents in the same order."""

    copy: Place
    document: int
    """The number of the document in which they stood before."""
    original: Place
    characters: int


class Copy(NamedTuple):
    """A document that holds most of the text of an earlier one, or is held by it."""

    document: int
    original: int
    """The canonical document of the cluster, or the oldest one with which it shares that much."""
    share: float
    """Which part of this document stands in the original: 0 to 1, boilerplate not counted."""
    contained: float
    """Which part of the original stands in this document."""
    characters: int
    """How many letters and digits they share."""
    stretches: tuple[Stretch, ...]
    """In the order of this document; those of other originals behind."""


class Cluster(NamedTuple):
    """Documents that share most of their text."""

    canonical: int
    """The number of the oldest document; of those without a date the first by path, and all with one before them."""
    members: tuple[int, ...]
    """All of them in that order, the canonical one included."""
    copies: tuple[Copy, ...]
    """The members that share their text with an earlier one."""


class Measure(NamedTuple):
    """When two documents are copies."""

    containment: float = CONTAINMENT
    characters: int = CHARACTERS
    boilerplate: int = BOILERPLATE

    def clusters(self, corpus: Corpus) -> list[Cluster]:
        """The documents that are copies of each other, in the order of the canonical ones; looked for once."""
        return corpus.once(_find, self)


def clusters(corpus: Corpus) -> list[Cluster]:
    """The documents that are copies of each other by the usual measure."""
    return Measure().clusters(corpus)


def seniority(corpus: Corpus, document: int) -> tuple[str, str]:
    """By what documents are sorted, the original before its copies: day, then path; those without a day last."""
    summary = corpus[document]
    return summary.date or "9999-99-99", summary.path


def _find(corpus: Corpus, measure: Measure) -> list[Cluster]:
    return _Clusters(corpus, measure).found


class _Clusters:
    def __init__(self, corpus: Corpus, measure: Measure) -> None:
        self._corpus = corpus
        self._measure = measure
        self._shared: Shared = corpus.once(shared)
        self._sizes: dict[int, int] = {}
        self._families = self._find_families()
        self._links: dict[int, list[int]] = {first: [] for first, family in self._families.items() if len(family) > 1}
        for one, other in self._pairs():
            self._links.setdefault(one, []).append(other)
            self._links.setdefault(other, []).append(one)
        self.found = sorted(map(self._cluster, self._components()), key=lambda cluster: cluster.canonical)

    def _find_families(self) -> dict[int, list[int]]:
        """By the first document of those with the very same sentences, all of them."""
        families: dict[int, list[int]] = {}
        for document, first in enumerate(self._shared.twins):
            if document == first:
                families[first] = [first]
            elif self._size(first) >= self._measure.characters and not self._are_counterparts(first, document):
                families[first].append(document)
        return families

    def _pairs(self) -> Iterator[tuple[int, int]]:
        """The first documents of families that share enough."""
        for (one, other), characters in self._shared.pairs(self._measure.boilerplate).items():
            if characters < self._measure.characters or self._are_counterparts(one, other):
                continue
            share = _PARTS if self._are_parts(one, other) else self._measure.containment
            if characters >= share * min(self._size(one), self._size(other)):
                yield one, other

    def _are_parts(self, one: int, other: int) -> bool:
        """Whether their titles say that they are two parts of a series, or tell of two versions."""
        title, second = (read_title(self._corpus[document].title or "") for document in (one, other))
        return title is not None and second is not None and title.is_another_part(second)

    def _are_counterparts(self, one: int, other: int) -> bool:
        return are_counterparts(self._corpus[one], self._corpus[other])

    def _size(self, document: int) -> int:
        if document not in self._sizes:
            self._sizes[document] = sum(self._body(document).values())
        return self._sizes[document]

    def _body(self, document: int) -> dict[int, int]:
        return self._shared.body(document, self._measure.boilerplate)

    def _components(self) -> Iterator[list[int]]:
        """The families that are linked to each other, directly or by others."""
        waiting = dict.fromkeys(sorted(self._links))
        while waiting:
            reached = [waiting.popitem()[0]]
            for first in reached:  # grows while it is walked through
                new = [partner for partner in self._links[first] if partner in waiting]
                reached += new
                for partner in new:
                    del waiting[partner]
            yield reached

    def _cluster(self, firsts: list[int]) -> Cluster:
        documents = [document for first in firsts for document in self._families[first]]
        members = sorted(documents, key=lambda document: seniority(self._corpus, document))
        rank = {document: number for number, document in enumerate(members)}
        oldest = {first: min(self._families[first], key=rank.__getitem__) for first in firsts}
        copies = []
        for document in members:
            twin = self._shared.twins[document]
            originals = {oldest[first] for first in (twin, *self._links[twin])}
            earlier = sorted((rank[original], original) for original in originals if rank[original] < rank[document])
            if earlier:
                copies.append(self._copy(document, [original for _, original in earlier]))
        return Cluster(members[0], tuple(members), tuple(copies))

    def _copy(self, document: int, originals: list[int]) -> Copy:
        body, original = self._body(document), self._body(originals[0])
        common = sum(size for key, size in body.items() if key in original)
        stretches: list[Stretch] = []
        left = dict(body)
        for other in originals:
            again = left.keys() & self._body(other).keys()
            if not stretches or sum(left[key] for key in again) >= _WORTH_NAMING:
                stretches += self._stretches(document, other, again)
                for key in again:
                    del left[key]
            if not left:
                break
        shares = common / sum(body.values()), common / sum(original.values())
        return Copy(document, originals[0], *shares, common, tuple(stretches))

    def _stretches(self, document: int, partner: int, hashes: set[int]) -> Iterator[Stretch]:
        copy, original = self._corpus[document].sentences, self._corpus[partner].sentences
        for first, last, at in _runs(copy, original, hashes):
            yield Stretch(
                copy.cover(first, last),
                partner,
                original.cover(at, at + last - first),
                sum(copy.sizes[first : last + 1]),
            )


def _runs(copy: Sentences, original: Sentences, hashes: set[int]) -> Iterator[tuple[int, int, int]]:
    """First and last sentence of each run in the copy, and the sentence of the original with which it begins."""
    places = {key: index for index, key in reversed(list(enumerate(original.hashes))) if key in hashes}
    seen: set[int] = set()
    first = last = at = -1
    for index, key in enumerate(copy.hashes):
        place = places.get(key) if key not in seen else None
        if place is None:
            continue
        seen.add(key)
        if first >= 0 and index == last + 1 and place == at + index - first:
            last = index
            continue
        if first >= 0:
            yield first, last, at
        first, last, at = index, index, place
    if first >= 0:
        yield first, last, at
