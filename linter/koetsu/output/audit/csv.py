"""How is an audit given to a spreadsheet?

UTF-8 with a byte-order mark, without which Excel takes Japanese for something else, and rows as RFC 4180 has them.
No cell is a formula, whatever an article says: a text that would start one has an apostrophe before it.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Iterator, Sequence

from koetsu.engine.audit.aggregates import sum_of
from koetsu.engine.audit.model import ArticleData, AuditData, FindingData
from koetsu.message import Language

Cell = str | int | float | bool | None

BOM = "\ufeff"

_FORMULA = re.compile(r"[\s\0]*[=+\-@＝＋－＠]|[\t\r\n]")
_ONE_LINE = re.compile(r"[\t\r\n\v\f\x1c-\x1e\x85\u2028\u2029]+")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
_SEPARATOR = "; "

FINDING_COLUMNS = (
    "path",
    "title",
    "date",
    "folder",
    "rule",
    "name",
    "severity",
    "line",
    "column",
    "end_line",
    "end_column",
    "message",
    "text",
    "counted",
    "fingerprint",
)
ARTICLE_COLUMNS = (
    "path",
    "title",
    "date",
    "month",
    "folder",
    "categories",
    "tags",
    "authors",
    "language",
    "lines",
    "characters",
    "repeated",
    "stated_minutes",
    "measured_minutes",
    "errors",
    "warnings",
    "infos",
)
"""What stands before one column a rule, with how many findings it has in the article."""


def findings(data: AuditData, language: Language) -> Iterator[bytes]:
    """A row a finding that the audit lists, its message in a language."""
    names = {rule.code: rule.name for rule in data.rules}
    rows = (
        _finding_row(article, finding, names.get(finding.rule, ""), language)
        for article in data.articles
        for finding in article.findings
    )
    return _table(FINDING_COLUMNS, rows)


def articles(data: AuditData) -> Iterator[bytes]:
    """A row an article."""
    codes = sorted(rule.code for rule in data.rules)
    return _table((*ARTICLE_COLUMNS, *codes), (_article_row(article, codes) for article in data.articles))


def safe(text: str) -> str:
    """A text in one line that no spreadsheet takes for a formula."""
    line = _CONTROL.sub("\ufffd", _ONE_LINE.sub(" ", text))
    return f"'{line}" if _FORMULA.match(text) or _FORMULA.match(line) else line


def _finding_row(article: ArticleData, finding: FindingData, name: str, language: Language) -> Sequence[Cell]:
    return (
        article.path,
        article.title,
        article.date,
        article.folder,
        finding.rule,
        name,
        finding.severity,
        finding.line,
        finding.column,
        finding.end_line,
        finding.end_column,
        finding.message.in_language(language),
        finding.excerpt.marked if finding.excerpt is not None else None,
        finding.counted,
        finding.fingerprint,
    )


def _article_row(article: ArticleData, codes: Iterable[str]) -> Sequence[Cell]:
    found = sum_of(article.counts)
    return (
        article.path,
        article.title,
        article.date,
        article.month,
        article.folder,
        _SEPARATOR.join(article.categories),
        _SEPARATOR.join(article.tags),
        _SEPARATOR.join(article.authors),
        article.language,
        article.lines,
        article.characters,
        article.repeated,
        article.stated_minutes,
        article.measured_minutes,
        found.error,
        found.warning,
        found.info,
        *(article.counts[code].total if code in article.counts else 0 for code in codes),
    )


def _table(columns: Sequence[str], rows: Iterable[Sequence[Cell]]) -> Iterator[bytes]:
    page = io.StringIO(newline="")
    writer = csv.writer(page)
    page.write(BOM)
    writer.writerow(columns)
    for row in rows:
        writer.writerow([safe(cell) if isinstance(cell, str) else _plain(cell) for cell in row])
        if page.tell() > io.DEFAULT_BUFFER_SIZE:
            yield page.getvalue().encode()
            page.seek(0)
            page.truncate()
    yield page.getvalue().encode()


def _plain(cell: float | bool | None) -> str | int | float:
    if isinstance(cell, bool):
        return str(cell).lower()
    return "" if cell is None else cell
