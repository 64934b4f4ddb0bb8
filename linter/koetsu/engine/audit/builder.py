"""How does a run become an audit?"""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib.metadata import version

from koetsu.diagnostic import Diagnostic
from koetsu.engine.audit.aggregates import Aggregation
from koetsu.engine.audit.articles import article_of
from koetsu.engine.audit.comparison import compared
from koetsu.engine.audit.counting import Counting
from koetsu.engine.audit.former import FormerAudit
from koetsu.engine.audit.model import (
    FORMAT,
    ArticleData,
    AuditData,
    ComparisonData,
    FamilyData,
    ToolData,
    UnreadData,
)
from koetsu.engine.audit.packed import PackedArticles
from koetsu.engine.audit.pages import family_of
from koetsu.engine.audit.ranking import Ranking
from koetsu.engine.audit.site import USUAL, Standards, boilerplate, site_of
from koetsu.engine.audit.wording import LISTED, Wording, say
from koetsu.engine.progress import progress_bar
from koetsu.engine.report import FileReport, Report, is_fault
from koetsu.text.corpus import Corpus, Summary


def audit(
    report: Report,
    paths: Sequence[str] = (),
    *,
    standards: Standards = USUAL,
    former: FormerAudit | None = None,
    wording: Wording | None = None,
    progress: bool = False,
) -> AuditData:
    """What a run that compared the files of an archive says of it; ``paths`` are what was audited, as it was named.

    ``standards`` say what counts as a copy, and ``former`` is the audit with which this one is compared. ``wording``
    heard of files while the run went on.
    """
    # What the run found stays, and is no garbage: it need not be looked through again and again.
    gc.freeze()
    wording = wording if wording is not None else Wording(report.rules)
    corpus = report.corpus if report.corpus is not None else Corpus([])
    counting, aggregation, ranking = Counting(boilerplate(corpus, standards)), Aggregation(), Ranking()
    with progress_bar(len(report.files), wanted=progress) as advance:
        articles = PackedArticles(
            _told(_articles(report, corpus, counting, wording, advance), aggregation.add, ranking.add)
        )
    sums = aggregation.result()
    rules = ranking.result(articles, report.rules)
    families = {rule.family: family_of(report.rules[rule.code]) for rule in rules}
    return AuditData(
        format=FORMAT,
        tool=ToolData("koetsu", version("koetsu")),
        paths=list(paths),
        listed_per_rule=LISTED,
        totals=sums.totals,
        months=sums.months,
        groups={**sums.groups},
        families=_families(families),
        rules=rules,
        site=site_of(report, corpus, standards),
        unread=list(_unread(report)),
        comparison=_comparison(former, articles, report) if former is not None else None,
        articles=articles,
    )


def _told(articles: Iterable[ArticleData], *hearers: Callable[[ArticleData], None]) -> Iterator[ArticleData]:
    """The articles, each told to some hearers while it is at hand: to go through them again means to decode them."""
    for article in articles:
        for hear in hearers:
            hear(article)
        yield article


def _articles(
    report: Report, corpus: Corpus, counting: Counting, wording: Wording, advance: Callable[[int], None]
) -> Iterator[ArticleData]:
    unread = {file.path for file in report.unread}
    summaries = corpus.by_path
    for file in report.files:
        advance(1)
        if file.is_article and file.path not in unread:
            summary = summaries.get(file.path) or Summary(path=file.path)
            counted = counting.counts(summary, file.diagnostics)
            yield article_of(file, summary, counted, wording.take(report, file))


def _comparison(former: FormerAudit, articles: PackedArticles, report: Report) -> ComparisonData:
    return compared(former, articles, {code: rule.name for code, rule in report.rules.items()})


def _families(families: dict[str, FamilyData]) -> list[FamilyData]:
    return [families[code] for code in sorted(families)]


def _unread(report: Report) -> Iterator[UnreadData]:
    """What could not be read, and rules that could not compare the articles: these stand in no article."""
    unread = {file.path for file in report.unread}
    for file in report.files:
        if file.path not in unread and file.is_article:
            continue
        yield from (_fault(report, file, found) for found in file.diagnostics if is_fault(found))


def _fault(report: Report, file: FileReport, diagnostic: Diagnostic) -> UnreadData:
    return UnreadData(file.path, say(report.rules[diagnostic.rule], diagnostic.message, diagnostic.values))
