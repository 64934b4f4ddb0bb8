"""What shows only when all articles are seen together?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from math import floor
from typing import Any, NamedTuple

from koetsu.engine.audit.model import (
    BoilerplateData,
    CensusData,
    ClusterData,
    LinesData,
    MemberData,
    OutlierData,
    PlaceData,
    ReadingTimeData,
    SharedLinesData,
    SiteData,
    TitledData,
    TitlesData,
    ValueData,
)
from koetsu.engine.census import Census, KeyCensus
from koetsu.engine.report import Report
from koetsu.engine.settings import Settings
from koetsu.message import excerpt
from koetsu.text.copies import Cluster, Copy, Measure, seniority
from koetsu.text.corpus import Corpus, Place, Summary
from koetsu.text.shared import BOILERPLATE, Group, shared
from koetsu.text.titles import SIMILARITY, Rival, rivals

STATED, MEASURED = "stated-minutes", "measured-minutes"
"""What the rules about reading time measure in each article."""

_CLUSTERS = _TITLES = 500
_SENTENCES = _KEYS = 200
_RANGES = _OUTLIERS = 50
_PLACES = 4
_TEXT = 120

COPIED, REPEATED, ALIKE = "DUP101", "DUP102", "DUP103"
"""The rules of which the audit says more than they do; their options and whether they are selected hold here too."""


class Standards(NamedTuple):
    """From when on articles are copies, sentences boilerplate, and titles alike; None where nobody asks."""

    copies: Measure | None = Measure()
    boilerplate: int | None = BOILERPLATE
    similarity: float | None = SIMILARITY

    @classmethod
    def of(cls, settings: Settings) -> Standards:
        """Those that the settings give the rules that look for them."""
        usual = Measure()
        measured: Mapping[str, Any] = settings.options.get(COPIED, {})
        return cls(
            Measure(*(measured.get(name, getattr(usual, name)) for name in Measure._fields))
            if COPIED in settings.select
            else None,
            settings.options.get(REPEATED, {}).get("articles", BOILERPLATE) if REPEATED in settings.select else None,
            settings.options.get(ALIKE, {}).get("similarity", SIMILARITY) if ALIKE in settings.select else None,
        )


USUAL = Standards()


def site_of(report: Report, corpus: Corpus, standards: Standards = USUAL) -> SiteData:
    """The copies, the boilerplate, the titles and the reading times of a site."""
    clusters = standards.copies.clusters(corpus) if standards.copies is not None else []
    sentences = boilerplate(corpus, standards)
    titles = _together(rivals(corpus, standards.similarity), corpus) if standards.similarity is not None else []
    largest = sorted(clusters, key=lambda cluster: (-len(cluster.members), cluster.canonical))
    frequent = sorted(sentences, key=lambda group: (-len(group.documents), -group.size, group.hash))
    return SiteData(
        clusters=[_cluster(cluster, corpus) for cluster in largest[:_CLUSTERS]],
        cluster_count=len(clusters),
        copies=sum(len(cluster.copies) for cluster in clusters),
        boilerplate=list(_inventory(frequent[:_SENTENCES], report, corpus)),
        boilerplate_sentences=len(sentences),
        titles=[TitlesData([_titled(corpus[number]) for number in group]) for group in titles[:_TITLES]],
        title_count=len(titles),
        reading_times=_reading_times(corpus),
        census=[_census(key) for key in islice(Census.of(corpus).keys.values(), _KEYS)],
    )


def boilerplate(corpus: Corpus, standards: Standards) -> list[Group]:
    """The sentences that stand in many articles."""
    return corpus.once(shared).boilerplate(standards.boilerplate) if standards.boilerplate is not None else []


def _cluster(cluster: Cluster, corpus: Corpus) -> ClusterData:
    canonical = corpus[cluster.canonical]
    return ClusterData(
        canonical=canonical.path,
        title=canonical.title or "",
        date=canonical.date,
        members=[_member(copy, corpus) for copy in cluster.copies],
    )


def _member(copy: Copy, corpus: Corpus) -> MemberData:
    summary = corpus[copy.document]
    stretches = [stretch for stretch in copy.stretches if stretch.document == copy.original]
    return MemberData(
        path=summary.path,
        title=summary.title or "",
        date=summary.date,
        original=corpus[copy.original].path,
        share=max(copy.share, copy.contained),
        characters=copy.characters,
        ranges=[SharedLinesData(_lines(one.copy), _lines(one.original)) for one in stretches[:_RANGES]],
    )


def _lines(place: Place) -> LinesData:
    return LinesData(place.start.line + 1, place.end.line + 1)


def _inventory(groups: Iterable[Group], report: Report, corpus: Corpus) -> Iterator[BoilerplateData]:
    """Sentences with their texts, which are read from the first article that has each."""
    files = {file.path: file for file in report.files}
    for group in groups:
        postings = islice(corpus.once(shared).postings(group), _PLACES)
        places = [(corpus[document], corpus[document].sentences.place(number)) for document, number in postings]
        (first, place), *_ = places
        text = report.source(files[first.path])[place.span] if first.path in files else ""
        yield BoilerplateData(
            text=excerpt(text, _TEXT),
            articles=len(group.documents),
            characters=group.size,
            places=[PlaceData(summary.path, where.start.line + 1, where.end.line + 1) for summary, where in places],
        )


def _titled(summary: Summary) -> TitledData:
    return TitledData(summary.path, summary.title or "", summary.date)


def _together(found: Sequence[Rival], corpus: Corpus) -> list[list[int]]:
    """The groups of articles that compete, directly or through others; the largest first, in each the oldest first."""
    partners: dict[int, list[int]] = {}
    for rival in found:
        for earlier in rival.earlier:
            partners.setdefault(rival.document, []).append(earlier)
            partners.setdefault(earlier, []).append(rival.document)
    waiting = dict.fromkeys(sorted(partners))
    groups = []
    while waiting:
        group = [waiting.popitem()[0]]
        for document in group:  # grows while it is walked through
            new = [partner for partner in dict.fromkeys(partners[document]) if partner in waiting]
            group += new
            for partner in new:
                del waiting[partner]
        groups.append(sorted(group, key=lambda document: seniority(corpus, document)))
    return sorted(groups, key=lambda group: (-len(group), group))


def _reading_times(corpus: Corpus) -> list[ReadingTimeData]:
    times = Counter(
        (floor(summary.measures[STATED]), floor(summary.measures[MEASURED]))
        for summary in corpus
        if summary.measures.keys() >= {STATED, MEASURED}
    )
    return [
        ReadingTimeData(max(stated, 0), max(measured, 0), times[stated, measured]) for stated, measured in sorted(times)
    ]


def _census(key: KeyCensus) -> CensusData:
    return CensusData(
        key=key.key,
        articles=key.articles,
        kinds={str(kind): articles for kind, articles in key.kinds.items()},
        distinct=key.distinct,
        values=[ValueData(value, articles) for value, articles in key.values],
        outliers=[
            OutlierData(one.path, 1, one.why, one.kind or one.why, one.value) for one in key.outliers[:_OUTLIERS]
        ],
        outlier_count=len(key.outliers),
    )
