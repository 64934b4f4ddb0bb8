"""What got better or worse since an older audit?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from typing import NamedTuple, TypeVar

from koetsu.engine.audit.aggregates import added, sum_of
from koetsu.engine.audit.former import FormerArticle, FormerAudit, FormerFinding
from koetsu.engine.audit.model import (
    ArticleChangeData,
    ArticleData,
    ArticleStatus,
    ComparisonData,
    CountData,
    FindingData,
    RuleChangeData,
)

_NONE = CountData()


class _Now(NamedTuple):
    """An article of today, without what a comparison does not need."""

    path: str
    title: str
    date: str | None
    counts: dict[str, CountData]
    fingerprints: frozenset[tuple[str, str]]


def compared(former: FormerAudit, articles: Iterable[ArticleData], names: Mapping[str, str]) -> ComparisonData:
    """The changes from an older audit to these articles; ``names`` are those of the rules, by code."""
    now = [_Now(one.path, one.title, one.date, one.counts, _fingerprints(one.findings)) for one in articles]
    before = _predecessors(former.articles, now)
    known = {article.path for article in before.values()}
    gone = [article for article in former.articles if article.path not in known]
    rules: dict[str, _RuleChange] = {}
    changes = [_changed(before.get(article.path), article, rules) for article in now]
    changes += [_changed(article, None, rules) for article in gone]
    told = [change for change in changes if change is not None]
    return ComparisonData(
        version=former.tool.version,
        before=former.totals,
        rules=[rules[code].data(code, names.get(code, code)) for code in sorted(rules) if rules[code].is_change],
        articles=sorted(told, key=_gravity),
        unchanged=len(changes) - len(told),
    )


def _fingerprints(findings: Iterable[FindingData | FormerFinding]) -> frozenset[tuple[str, str]]:
    return frozenset((found.rule, found.fingerprint) for found in findings if found.counted)


Item = TypeVar("Item")


def _predecessors(former: Sequence[FormerArticle], now: Sequence[_Now]) -> dict[str, FormerArticle]:
    """By the path of an article, what it was: the one of the same path, else one that is no longer where it was.

    An article that moved is known by title and date, else by its findings, where no two share them.
    """
    paths = {article.path: article for article in former}
    before = {article.path: paths[article.path] for article in now if article.path in paths}
    left = [article for article in former if article.path not in before]
    come = [article for article in now if article.path not in before]
    old_keys: tuple[Callable[[FormerArticle], Hashable], ...] = (
        lambda article: article.title and (article.title, article.date),
        lambda article: _fingerprints(article.findings),
    )
    new_keys: tuple[Callable[[_Now], Hashable], ...] = (
        lambda article: article.title and (article.title, article.date),
        lambda article: article.fingerprints,
    )
    for old_key, new_key in zip(old_keys, new_keys, strict=True):
        known, asked = _unique(left, old_key), _unique(come, new_key)
        found = {asked[key].path: known[key] for key in asked if key in known}
        before |= found
        moved = {article.path for article in found.values()}
        left = [article for article in left if article.path not in moved]
        come = [article for article in come if article.path not in found]
    return before


def _unique(items: Iterable[Item], key: Callable[[Item], Hashable]) -> dict[Hashable, Item]:
    """Those of some items that have a key of their own, by their keys."""
    items = list(items)
    counts = Counter(map(key, items))
    return {key(item): item for item in items if key(item) and counts[key(item)] == 1}


class _RuleChange:
    def __init__(self) -> None:
        self.articles_before = self.articles_after = 0
        self.before = self.after = _NONE
        self.gone = self.new = 0

    def add(self, before: CountData, after: CountData, gone: int, new: int) -> None:
        self.articles_before += bool(before.total)
        self.articles_after += bool(after.total)
        self.before, self.after = added(self.before, before), added(self.after, after)
        self.gone += gone
        self.new += new

    @property
    def is_change(self) -> bool:
        return bool(self.gone or self.new) or self.before != self.after

    def data(self, code: str, name: str) -> RuleChangeData:
        return RuleChangeData(
            code=code,
            name=name,
            articles_before=self.articles_before,
            articles_after=self.articles_after,
            before=self.before,
            after=self.after,
            gone=self.gone,
            new=self.new,
        )


def _changed(
    before: FormerArticle | None, after: _Now | None, rules: dict[str, _RuleChange]
) -> ArticleChangeData | None:
    """What became of an article, told to the rules as well; None if nothing did."""
    old_counts = before.counts if before is not None else {}
    new_counts = after.counts if after is not None else {}
    old = _fingerprints(before.findings) if before is not None else frozenset()
    new = after.fingerprints if after is not None else frozenset()
    gone: dict[str, int] = {}
    come: dict[str, int] = {}
    for code in sorted({*old_counts, *new_counts}):
        was, is_now = old_counts.get(code, _NONE), new_counts.get(code, _NONE)
        went, came = _between(code, was.total, is_now.total, old, new)
        rules.setdefault(code, _RuleChange()).add(was, is_now, went, came)
        if went:
            gone[code] = went
        if came:
            come[code] = came
    total_before, total_after = sum_of(old_counts), sum_of(new_counts)
    status = _status(before, after, gone, come, (total_before, total_after))
    if status is None:
        return None
    shown = after or before
    assert shown is not None
    moved = before is not None and after is not None and before.path != after.path
    return ArticleChangeData(
        path=shown.path,
        former_path=before.path if before is not None and moved else "",
        title=shown.title,
        status=status,
        before=total_before,
        after=total_after,
        gone=gone,
        new=come,
    )


Fingerprints = frozenset[tuple[str, str]]


def _between(code: str, was: int, is_now: int, old: Fingerprints, new: Fingerprints) -> tuple[int, int]:
    """How many findings of a rule went and came."""
    listed_old = {mark for rule, mark in old if rule == code}
    listed_new = {mark for rule, mark in new if rule == code}
    if len(listed_old) == was and len(listed_new) == is_now:
        return len(listed_old - listed_new), len(listed_new - listed_old)
    # Not all of them are listed, so that only their number can be compared.
    return max(was - is_now, 0), max(is_now - was, 0)


def _status(
    before: FormerArticle | None,
    after: _Now | None,
    gone: Mapping[str, int],
    come: Mapping[str, int],
    totals: tuple[CountData, CountData],
) -> ArticleStatus | None:
    if before is None:
        return "added"
    if after is None:
        return "removed"
    if gone and come:
        return "mixed"
    if gone or come:
        return "better" if gone else "worse"
    was, is_now = _weight(totals[0]), _weight(totals[1])
    if was == is_now:
        return None
    return "better" if is_now < was else "worse"


def _weight(count: CountData) -> tuple[int, int, int]:
    return count.error, count.warning, count.info


def _gravity(change: ArticleChangeData) -> tuple[int, int, str]:
    return (
        change.before.error - change.after.error,
        change.before.total - change.after.total,
        change.path,
    )
