"""How is what changed since an older audit told in a pull request or a chat?

Markdown: three lines of numbers, a table of the rules, and the articles that changed most.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from koetsu.engine.audit.model import ArticleChangeData, ArticleStatus, AuditData, ComparisonData, RuleChangeData
from koetsu.message import Language, Message, Value
from koetsu.output.service.github_markdown import row, shown

LISTED = 20
"""How many articles are named of those that got worse, and of those that got better."""

_TITLE = Message(ja="前回の監査との比較", en="Since the last audit")
_NOTHING = Message(ja="変わったところはありません。", en="Nothing has changed.")
_ARTICLES = Message(ja="記事: {before} → {after}{change}", en="Articles: {before} → {after}{change}")
_CERTAIN = Message(
    ja="確かな不具合のある記事: {before} → {after}{change}",
    en="Articles with a certain defect: {before} → {after}{change}",
)
_FINDINGS = Message(ja="指摘: {before} → {after}{change}", en="Findings: {before} → {after}{change}")
_CHANGED = Message(
    ja="なくなった指摘{gone}件、新しい指摘{new}件。変わらない記事{unchanged}本。",
    en="Findings gone: {gone}; new: {new}. Articles without a change: {unchanged}.",
)
_RULE = Message(ja="規則", en="Rule")
_FINDINGS_COLUMN = Message(ja="指摘", en="Findings")
_ARTICLES_COLUMN = Message(ja="記事", en="Articles")
_GONE = Message(ja="なくなった", en="Gone")
_NEW = Message(ja="新しい", en="New")
_HEADINGS: dict[ArticleStatus, Message] = {
    "worse": Message(ja="悪くなった記事（{count}）", en="Articles that got worse ({count})"),
    "mixed": Message(
        ja="良くなった点も悪くなった点もある記事（{count}）", en="Articles that got better and worse ({count})"
    ),
    "added": Message(ja="加わった記事（{count}）", en="Articles that were added ({count})"),
    "removed": Message(ja="なくなった記事（{count}）", en="Articles that are gone ({count})"),
    "better": Message(ja="良くなった記事（{count}）", en="Articles that got better ({count})"),
}
_MORE = Message(ja="ほかに{count}本", en="others: {count}")
_MOVED = Message(ja="（以前は{path}）", en=" (was {path})")


def render(data: AuditData, language: Language) -> Iterator[str]:
    """The comparison of an audit; nothing where it was compared with none."""
    comparison = data.comparison
    if comparison is None:
        return
    yield f"## {_TITLE.format(language, {}, {})}\n\n"
    if not comparison.rules and not comparison.articles:
        yield f"{_NOTHING.format(language, {}, {})}\n"
        return
    yield from (f"- {line}\n" for line in _numbers(data, comparison, language))
    if comparison.rules:
        yield from _rules(comparison.rules, language)
    for status in _HEADINGS:
        changes = [change for change in comparison.articles if change.status == status]
        if changes:
            yield from _articles(status, changes, language)


def _numbers(data: AuditData, comparison: ComparisonData, language: Language) -> Iterator[str]:
    before, after = comparison.before, data.totals
    pairs = (
        (_ARTICLES, before.articles, after.articles),
        (_CERTAIN, before.certain, after.certain),
        (_FINDINGS, before.findings.total, after.findings.total),
    )
    for message, was, is_now in pairs:
        yield _said(message, language, before=f"{was:,}", after=f"{is_now:,}", change=_signed(is_now - was))
    gone, new = sum(rule.gone for rule in comparison.rules), sum(rule.new for rule in comparison.rules)
    yield _said(_CHANGED, language, gone=gone, new=new, unchanged=comparison.unchanged)


def _rules(rules: Iterable[RuleChangeData], language: Language) -> Iterator[str]:
    heads = (_RULE, _FINDINGS_COLUMN, _GONE, _NEW, _ARTICLES_COLUMN)
    yield "\n" + row(_said(head, language) for head in heads)
    yield row(("---", "---:", "---:", "---:", "---:"))
    for rule in sorted(rules, key=lambda rule: (rule.before.total - rule.after.total, rule.code)):
        name = rule.code if rule.name == rule.code else f"{rule.code} {rule.name}"
        yield row(
            (
                shown(name),
                _arrow(rule.before.total, rule.after.total),
                str(rule.gone),
                str(rule.new),
                _arrow(rule.articles_before, rule.articles_after),
            )
        )


def _articles(status: ArticleStatus, changes: Sequence[ArticleChangeData], language: Language) -> Iterator[str]:
    yield f"\n### {_said(_HEADINGS[status], language, count=len(changes))}\n\n"
    if status == "better":
        changes = changes[::-1]  # the greatest change is told first
    for change in changes[:LISTED]:
        moved = _said(_MOVED, language, path=change.former_path) if change.former_path else ""
        parts = [*_counts(change.gone, "−"), *_counts(change.new, "+")]
        counted = f": {', '.join(parts)}" if parts else ""
        yield f"- <code>{shown(change.path)}</code>{shown(moved)}{counted}\n"
    if len(changes) > LISTED:
        yield f"- {_said(_MORE, language, count=len(changes) - LISTED)}\n"


def _counts(counts: Mapping[str, int], sign: str) -> Iterator[str]:
    for code, count in counts.items():
        yield f"{shown(code)} {sign}{count}"


def _arrow(before: int, after: int) -> str:
    return f"{before:,}" if before == after else f"{before:,} → {after:,}"


def _signed(change: int) -> str:
    return f" ({change:+,})" if change else ""


def _said(message: Message, language: Language, **values: Value) -> str:
    return message.format(language, values, {})
