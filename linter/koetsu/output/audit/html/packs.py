"""How do the findings of all articles get into the page, without being in the way when it opens?

The table knows only counts. The findings are packed, some articles at a time, and unpacked when a row is opened. A
pack is JSON, compressed and in base64, so nothing in an article can end the element that holds it.
"""

from __future__ import annotations

import zlib
from base64 import b64encode
from collections.abc import Iterable, Iterator

import msgspec

from koetsu.engine.audit.model import ArticleData, RuleData

_FINDINGS = 400
_ARTICLES = 64
_LEVEL = 4
"""Of compression: a third of the time of the usual one, for a few per cent more bytes."""


def packed(value: object) -> bytes:
    """A value as the page unpacks it."""
    deflated = zlib.compressobj(_LEVEL, wbits=31)  # as gzip, without name and time
    return b64encode(deflated.compress(msgspec.json.encode(value)) + deflated.flush())


class Index:
    """What the table knows of the articles: filled while they are packed."""

    def __init__(self, rules: Iterable[RuleData], lines_of: Iterable[str]) -> None:
        self._rules = [[rule.code, rule.name, rule.severity, rule.title.ja, rule.title.en] for rule in rules]
        self._number = {rule[0]: number for number, rule in enumerate(self._rules)}
        self._folders: dict[str, int] = {}
        self._rows: list[list[object]] = []
        self._starts: list[int] = []
        self._wanted = frozenset(lines_of)
        self.names: list[str] = []
        """The files that hold the packs, where they stand beside the page."""
        self.lines: dict[str, int] = {}
        """How long the articles are whose lines are asked for."""

    def packs(self, articles: Iterable[ArticleData]) -> Iterator[bytes]:
        """The findings of all articles."""
        held: list[object] = []
        size = 0
        for number, article in enumerate(articles):
            if not held:
                self._starts.append(number)
            held.append(article.findings)
            size += len(article.findings)
            self._rows.append(self._row(article))
            if article.path in self._wanted:
                self.lines[article.path] = article.lines
            if size >= _FINDINGS or len(held) == _ARTICLES:
                yield packed(held)
                held, size = [], 0
        if held:
            yield packed(held)

    def packed(self) -> bytes:
        """The index itself."""
        return packed(
            {
                "rules": self._rules,
                "folders": list(self._folders),
                "rows": self._rows,
                "starts": self._starts,
                "names": self.names,
            }
        )

    def _row(self, article: ArticleData) -> list[object]:
        counts: list[int] = []
        for code, count in article.counts.items():
            counts += (self._rule(code), count.error, count.warning, count.info)
        return [
            article.path,
            article.title,
            article.date or "",
            self._folders.setdefault(article.folder, len(self._folders)),
            article.lines,
            article.characters,
            article.repeated,
            counts,
            article.categories,
            article.tags,
            article.authors,
            article.stated_minutes,
            article.measured_minutes,
        ]

    def _rule(self, code: str) -> int:
        number = self._number.get(code)
        if number is None:
            number = self._number[code] = len(self._rules)
            self._rules.append([code, code, "info", code, code])
        return number
