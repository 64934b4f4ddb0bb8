"""Does a title say in which year its article was written?"""

from __future__ import annotations

import re
from typing import NamedTuple

from koetsu import pattern, tokens

_YEAR = r"(?<![\d.,\-–~〜～/・&第])(?P<year>(?:19|20)\d\d)"
_NO_PRODUCT = r"(?<![A-Za-z])(?<![A-Za-z]\s)"
"""ES2025 and Windows Server 2025 are names."""

_EDITION = pattern(
    rf"(?:{_YEAR}\s*年\s*(?:\d{{1,2}}\s*月\s*)?|{_NO_PRODUCT}{_YEAR.replace('year', 'bare')}\s*)"
    r"(?:の?最新|(?:決定|完全|保存|改訂|最終|増補)?版|現在)"
)
_ENGLISH_EDITION = pattern(
    rf"{_NO_PRODUCT}{_YEAR}\s+(?:edition|guide|update)\b|\bupdated\D{{0,12}}(?P<bare>20\d\d)\b", re.IGNORECASE
)
_LEADING = pattern(rf"[\s【\[［（(〔＜<「『]*{_YEAR}\s*年(?![度代頃])")
_PERIOD = pattern(
    r"\s*(?:[）)〕＞>」』、，,。:：|｜・~〜～\-–—/／]|$|\d+\s*[月/.-]|第?\s*\d*\s*四半期|[QHＱＨ]\d|[上下前後]半?期)"
)
"""What makes of the year in front a time of which the article speaks."""

_LABEL = pattern(r"[】\]］]")
"""A year alone in such brackets is a label on the article."""

_ANY_YEAR = pattern(r"(?=((?:19|20)\d\d))")
_OUTLOOK = pattern("予測|予想|展望|見通し|予定|計画|ロードマップ|問題")
_OF = pattern("の[ァ-ヶ一-鿿]")
"""Before such a character の is the particle."""
_TIME_PARTS = frozenset({"助詞", "助動詞", "接尾辞", "接続詞"})


class TitleYear(NamedTuple):
    """A year by which a title dates its article."""

    year: int
    start: int
    end: int
    """The year in the title, without 年."""
    is_edition: bool
    """Whether the title calls itself the edition of that year; otherwise the year only stands in front."""


def years_in(title: str) -> set[int]:
    """Every year that a title names, whatever for."""
    return {int(year) for year in _ANY_YEAR.findall(title)}


def title_year(title: str, *, japanese: bool) -> TitleYear | None:
    """The year by which a title dates its article.

    「2025年の働き方」 and 「2025年、働き方が変わる」 speak of a year, as of any other subject; 「2025年版」 says when
    the article was true, and so does a year that is put in front of a title without a particle.
    """
    for expression in (_EDITION, _ENGLISH_EDITION):
        found = expression.search(title)
        if found is not None:
            name = "year" if found["year"] else "bare"
            return TitleYear(int(found[name]), found.start(name), found.end(name), True)
    found = _LEADING.match(title) if japanese else None
    if found is None or _PERIOD.match(title, found.end()) or _OUTLOOK.search(title):
        return None
    if not _LABEL.match(title, found.end()) and _continues(title[found.end() : found.end() + 12]):
        return None
    return TitleYear(int(found["year"]), found.start("year"), found.end("year"), False)


def _continues(text: str) -> bool:
    """Whether what stands behind a year belongs to it: 2025年春, 2025年末, 2025年の."""
    if _OF.match(text):
        return True
    words = tokens(text)
    return not words or words[0].part in _TIME_PARTS or "副詞可能" in words[0].feature.split(",", 3)[2]
