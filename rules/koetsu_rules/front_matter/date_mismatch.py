"""Do the dates of a file agree with each other?"""

from __future__ import annotations

from koetsu import DATE_KINDS, Diagnostics, Document, Message, Options, Rule, StatedDate, day_of_name
from koetsu_rules.front_matter.header_texts import locate
from koetsu_rules.front_matter.title_year import TitleYear, title_year, years_in


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
        stated = document.dates
        published = [entry for entry in stated if entry.kind == "published"]
        yield from self._against_name(document, published)
        yield from self._against_update(stated)
        yield from self._against_title(document, stated)

    def _against_name(self, document: Document, published: list[StatedDate]) -> Diagnostics:
        named = day_of_name(document.source.path)
        if named is None or any(named in entry.moment.days for entry in published):
            return
        for entry in published[:1]:
            yield self.report(entry, key=entry.key, stated=str(entry.moment.day), named=str(named))

    def _against_update(self, stated: list[StatedDate]) -> Diagnostics:
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

    def _against_title(self, document: Document, stated: list[StatedDate]) -> Diagnostics:
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
        first = min(stated, key=lambda entry: DATE_KINDS.index(entry.kind))
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


def _speaks_of(document: Document, found: TitleYear) -> bool:
    """Whether the text itself is about a year that had passed: a look back is dated later than its subject."""
    return any(str(found.year) in block.text for block in document.blocks)
