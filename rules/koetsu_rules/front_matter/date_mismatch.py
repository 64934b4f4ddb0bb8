"""Do the dates of a file agree with each other?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from koetsu import Diagnostics, Document, Message, Node, Options, Rule, Span, pattern
from koetsu_rules.front_matter.header_texts import locate
from koetsu_rules.front_matter.moments import Moment, moment_of
from koetsu_rules.front_matter.title_year import TitleYear, title_year, years_in

_NAMES = {
    "published": """date published publishedat publishedon publisheddate publishdate pubdate pubdatetime datepublished
        postdate""",
    "created": "created createdat createddate creationdate datecreated",
    "updated": """updated updatedat updatedon updateddate update updatedate dateupdated lastmod lastmodified
        lastmodifiedat lastmodifieddate modified modifiedat modifieddate moddate moddatetime datemodified lastupdate
        lastupdated lastupdatedat""",
}
_KINDS = {name: kind for kind, names in _NAMES.items() for name in names.split()}
"""What the keys of headers mean, without case, hyphens and underscores."""

_WITHOUT_SEPARATORS = str.maketrans("", "", "-_ ")

_NAME = pattern(r"(\d{4})-(\d{1,2})-(\d{1,2})(?=[-_. ]|$)")
_BUNDLES = frozenset({"index", "_index", "readme"})
"""What a file is called whose folder carries the name of the article."""


class DateMismatch(Rule[Options]):
    """A date that contradicts the file name, a later date or the year in the title."""

    code = "FM006"
    severity = "warning"
    message = Message(
        ja="{key:quote}は{stated}ですが、ファイル名の日付は{named}です。どちらかに揃えてください。",
        en="{key:quote} is {stated}, but the file name says {named}: make them agree.",
    )
    messages = {
        "updated": Message(
            ja="{key:quote}（{stated}）が{published_key:quote}（{published}）より前です。日付を確かめてください。",
            en="{key:quote} ({stated}) is before {published_key:quote} ({published}): check the dates.",
        ),
        "year": Message(
            ja="題名は{year}年ですが、{key:quote}は{stated}です。題名の年か日付を確かめてください。",
            en="The title says {year}, but {key:quote} is {stated}: check the year in the title, or the date.",
        ),
        "date": Message(ja="{key:quote}はここにあります。", en="{key:quote} stands here."),
    }

    def check(self, document: Document) -> Diagnostics:
        stated = list(_stated(document))
        published = [entry for entry in stated if entry.kind == "published"]
        yield from self._against_name(document, published)
        yield from self._against_update(stated)
        yield from self._against_title(document, stated)

    def _against_name(self, document: Document, published: list[Stated]) -> Diagnostics:
        named = _day_of_name(document.source.path)
        if named is None or any(named in entry.moment.days for entry in published):
            return
        for entry in published[:1]:
            yield self.report(entry, key=entry.key, stated=str(entry.moment.day), named=str(named))

    def _against_update(self, stated: list[Stated]) -> Diagnostics:
        """An article is never changed before it is published; where no such date stands, before it is begun."""
        earlier = sorted(
            (entry for entry in stated if entry.kind != "updated"), key=lambda entry: entry.kind != "published"
        )
        for entry in stated:
            if entry.kind == "updated" and earlier and entry.moment.is_before(earlier[0].moment):
                first = earlier[0]
                yield self.report(
                    entry,
                    "updated",
                    related=[self.note(first, "date", key=first.key)],
                    key=entry.key,
                    stated=str(entry.moment.day),
                    published_key=first.key,
                    published=str(first.moment.day),
                )

    def _against_title(self, document: Document, stated: list[Stated]) -> Diagnostics:
        node = document.front_matter.get("title") if document.front_matter is not None else None
        if node is None or not isinstance(node.value, str) or not stated:
            return
        named = years_in(node.value)
        years = {year for entry in stated for year in entry.moment.years} if named else set()
        if named <= years:
            return
        found = title_year(node.value, japanese=document.language == "ja")
        if found is None or found.year in years:
            return
        first = min(stated, key=lambda entry: list(_NAMES).index(entry.kind))
        if found.year < first.moment.day.year and not found.is_edition and _speaks_of(document, found):
            return
        yield self.report(
            locate(document, node, found.start, found.end),
            "year",
            severity="info",
            related=[self.note(first, "date", key=first.key)],
            year=found.year,
            key=first.key,
            stated=str(first.moment.day),
        )


class Stated(NamedTuple):
    """A date of a header."""

    key: str
    kind: str
    """``published``, ``created`` or ``updated``."""
    moment: Moment
    span: Span


def _stated(document: Document) -> Iterator[Stated]:
    header = document.front_matter
    for key in header or ():
        assert header is not None
        kind = _KINDS.get(key.translate(_WITHOUT_SEPARATORS).lower())
        if kind is None:
            continue
        node: Node | None = header[key]
        if node is not None and node.members is not None:
            node = node.at(("date",))  # Docusaurus: last_update: {date: ...}
        moment = moment_of(node.value) if node is not None and isinstance(node.value, str) else None
        if node is not None and moment is not None:
            yield Stated(key, kind, moment, node.span)


def _day_of_name(path: str) -> date | None:
    """The day with which the name of a file begins, or that of its folder if the file is only called index."""
    folder, name = ("", *path.replace("\\", "/").split("/"))[-2:]
    stem = name.split(".")[0]
    found = _NAME.match(folder if stem.lower() in _BUNDLES else stem)
    try:
        return None if found is None else date(*(int(part) for part in found.groups()))
    except ValueError:
        return None


def _speaks_of(document: Document, found: TitleYear) -> bool:
    """Whether the text itself is about a year that had passed: a look back is dated later than its subject."""
    return any(str(found.year) in block.text for block in document.blocks)
