"""Which sentences stand in several documents?"""

from __future__ import annotations

from array import array
from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from itertools import combinations
from typing import NamedTuple

from xxhash import xxh3_128_digest

from koetsu.text.corpus import Corpus
from koetsu.text.counterparts import counterpart_key

BOILERPLATE = 20
"""In more than so many articles a sentence is boilerplate: a footer, a notice, a call to action."""

ROWS_A_PARTITION = 1_000_000
"""How many sentences are looked at together; a million take about 100 MB."""

_LOOKED_UP = 100
"""So many new sentences are looked for one by one; more of them all at once."""

_HASH_BITS = 64


class Occurrence(NamedTuple):
    """A sentence that stands in several documents."""

    hash: int
    documents: Sequence[int]
    """The numbers of their summaries, ascending; at least two."""


class Posting(NamedTuple):
    """Where a sentence stands first in a document."""

    document: int
    """The number of its summary."""
    sentence: int
    """Its number in the document."""


class Group(NamedTuple):
    """A sentence that stands in several documents, and in how many articles that differ."""

    hash: int
    documents: Sequence[int]
    articles: int
    """How many there are if copies, translations and versions of one article count once."""
    size: int
    """How many letters and digits it has."""


Finder = Callable[[Iterable["array[int]"]], Iterable[Occurrence]]
"""From the hashes in each document, ascending and each once, to those in several documents, ascending."""


def find(documents: Iterable[array[int]], rows: int = ROWS_A_PARTITION) -> Iterator[Occurrence]:
    """The sentences that stand in several documents, found in memory, a range of hashes after the other."""
    hashes = list(documents)
    partitions = 1 << max(0, sum(map(len, hashes)) // rows).bit_length()
    for number in range(partitions):
        yield from _find_between(hashes, *(part * (1 << _HASH_BITS) // partitions for part in (number, number + 1)))


def _find_between(hashes: Sequence[array[int]], low: int, high: int) -> Iterator[Occurrence]:
    """Those of a range. The loops over single sentences are those of sets: only what is found is touched in Python."""
    parts = [(bisect_left(column, low), bisect_left(column, high)) for column in hashes]
    seen: set[int] = set()
    again: set[int] = set()
    for column, (start, end) in zip(hashes, parts, strict=True):
        part = column[start:end]
        again |= seen.intersection(part)
        seen.update(part)
    found: dict[int, list[int]] = {key: [] for key in sorted(again)}
    for document, (column, (start, end)) in enumerate(zip(hashes, parts, strict=True)):
        for key in again.intersection(column[start:end]):
            found[key].append(document)
    for key, documents in found.items():
        yield Occurrence(key, documents)


class Shared:
    """The sentences that stand in several documents of a corpus, in the order of their hashes."""

    def __init__(self, corpus: Corpus, finder: Finder = find) -> None:
        self.corpus = corpus
        self._finder = finder

    @cached_property
    def groups(self) -> list[Group]:
        """Each of them, and where it stands."""
        sizes: dict[int, int] = {}
        found: Iterable[Occurrence] | None = self._found_again(sizes)
        if found is None:
            found = self._finder(array("Q", sorted(set(s.sentences.hashes))) for s in self.corpus)
        occurrences = list(found)
        self._measure(occurrences, sizes)
        return [Group(key, documents, self._count(documents), sizes[key]) for key, documents in occurrences]

    def _found_again(self, sizes: dict[int, int]) -> list[Occurrence] | None:
        """The same from what stood in the corpus before a few documents were edited; None if that is not known."""
        corpus, before = self.corpus, self.corpus.before
        known = before.known(shared) if before is not None else None
        if before is None or known is None or corpus.changed is None:
            return None
        found: dict[int, Sequence[int]] = {}
        for group in known.groups:
            found[group.hash] = group.documents
            sizes[group.hash] = group.size
        added: set[int] = set()
        for document in corpus.changed:
            old, new = set(before[document].sentences.hashes), set(corpus[document].sentences.hashes)
            for key in old - new:
                found[key] = [other for other in found.get(key, ()) if other != document]
            added |= new - old
        if len(added) > _LOOKED_UP:
            return None
        for key in added:
            found[key] = [number for number, summary in enumerate(corpus) if summary.sentences.holds(key)]
        return [Occurrence(key, documents) for key, documents in sorted(found.items()) if len(documents) > 1]

    def boilerplate(self, limit: int = BOILERPLATE) -> list[Group]:
        """Those that stand in more than so many articles."""
        return [group for group in self.groups if group.articles > limit]

    def pairs(self, limit: int = BOILERPLATE) -> dict[tuple[int, int], int]:
        """How many characters two documents share, boilerplate not counted.

        Of documents that hold the very same sentences, the first stands for all: see ``twins``.
        """
        pairs: dict[tuple[int, int], int] = {}
        twins = self.twins
        for group in self.groups:
            if group.articles <= limit:
                firsts = sorted({twins[document] for document in group.documents})
                for pair in combinations(firsts, 2):
                    pairs[pair] = pairs.get(pair, 0) + group.size
        return pairs

    @cached_property
    def twins(self) -> list[int]:
        """Of each document, the first one in its locale that holds the very same sentences: mostly itself."""
        firsts: dict[tuple[str, bytes], int] = {}
        return [
            firsts.setdefault((summary.locale[:2], xxh3_128_digest(summary.sentences.hashes)), number)
            for number, summary in enumerate(self.corpus)
        ]

    def postings(self, group: Group) -> Iterator[Posting]:
        """Where a sentence stands, document by document."""
        return (self.posting(group, document) for document in group.documents)

    def posting(self, group: Group, document: int) -> Posting:
        """Where a sentence stands in one of the documents that have it."""
        return Posting(document, self.corpus[document].sentences.index(group.hash))

    def body(self, document: int, limit: int = BOILERPLATE) -> dict[int, int]:
        """The sentences of a document that are not boilerplate, with their sizes."""
        sentences = self.corpus[document].sentences
        boilerplate = self._boilerplate_hashes(limit)
        body = dict(zip(sentences.hashes, sentences.sizes, strict=True))
        return {key: size for key, size in body.items() if key not in boilerplate} if boilerplate else body

    def _boilerplate_hashes(self, limit: int) -> frozenset[int]:
        if self._latest[0] != limit:
            self._latest = (limit, frozenset(group.hash for group in self.boilerplate(limit)))
        return self._latest[1]

    _latest: tuple[int, frozenset[int]] = (-1, frozenset())

    @cached_property
    def _counterparts(self) -> list[str]:
        return [counterpart_key(summary) for summary in self.corpus]

    def _count(self, documents: Sequence[int]) -> int:
        articles = {self.twins[document] for document in documents}
        return min(len(articles), len({self._counterparts[document] for document in documents}))

    def _measure(self, occurrences: Iterable[Occurrence], sizes: dict[int, int]) -> None:
        """Add the sizes that are not known; a document is gone through once, however many it is the first to have."""
        unknown: dict[int, set[int]] = {}
        for key, documents in occurrences:
            if key not in sizes:
                unknown.setdefault(documents[0], set()).add(key)
        for document, keys in unknown.items():
            sentences = self.corpus[document].sentences
            sizes.update(
                (key, size) for key, size in zip(sentences.hashes, sentences.sizes, strict=True) if key in keys
            )


def shared(corpus: Corpus) -> Shared:
    """The sentences that stand in several documents of a corpus; ask for them as ``corpus.once(shared)``."""
    return Shared(corpus, corpus.finder or find)
