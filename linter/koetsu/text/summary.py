"""What is kept of a document for rules that compare documents?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping
from typing import TYPE_CHECKING

from xxhash import xxh3_64_intdigest

from koetsu.text.corpus import Place, Sentences, Summary, pack_facts
from koetsu.text.dates import DATE_KINDS, day_of_name
from koetsu.text.header_facts import header_facts
from koetsu.text.locale import locale_of
from koetsu.text.source import Source, Span
from koetsu.text.spans import spans_of

if TYPE_CHECKING:
    from koetsu.text.document import Document

_LOCALE_KEYS = ("lang", "language", "locale")


def summarise(document: Document, measures: Mapping[str, float]) -> Summary:
    """The summary of a document, with what rules measured in it."""
    title, title_span = _title(document)
    return Summary(
        path=document.source.path,
        language=document.language,
        locale=locale_of(document.source.path, _stated_locale(document), document.language),
        title=title,
        title_place=place_in(document.source, title_span),
        date=_day(document),
        first_line=place_in(document.source, document.first_line),
        characters=document.prose.characters,
        repeated=document.repeats.characters,
        sentences=_sentences(document),
        facts=pack_facts(header_facts(document.front_matter)),
        measures=dict(measures),
    )


def place_in(source: Source, span: Span) -> Place:
    """Where a span stands, with lines and columns."""
    return Place(span, source.position(span.start), source.position(span.end))


def _sentences(document: Document) -> Sentences:
    source = document.source
    compared = list(document.repeats.comparable())
    spans = spans_of(source, [sentence for sentence, _, _ in compared])
    line_starts = source.line_starts
    # Thousands of lines and columns an article: nothing here is done by the sentence that can be done by the column.
    hashes = [xxh3_64_intdigest(text.encode("utf-8", "surrogatepass")) for _, text, _ in compared]
    starts, ends = [span[0] for span in spans], [span[1] for span in spans]
    lines, end_lines = ([bisect_right(line_starts, offset) - 1 for offset in offsets] for offsets in (starts, ends))
    columns, end_columns = (
        [offset - line_starts[line] for offset, line in zip(offsets, numbers, strict=True)]
        for offsets, numbers in ((starts, lines), (ends, end_lines))
    )
    sizes = [size for _, _, size in compared]
    return Sentences.of_columns(hashes, starts, ends, lines, columns, end_lines, end_columns, sizes)


def _title(document: Document) -> tuple[str | None, Span]:
    """The title in the header, else the heading of level 1 with which the article begins."""
    node = document.front_matter.get("title") if document.front_matter is not None else None
    if document.title is not None and node is not None:
        return document.title, node.span
    first = next((block for block in document.blocks if block.kind == "heading" or block.is_prose), None)
    if first is not None and first.kind == "heading" and first.level == 1 and first.text.strip():
        return " ".join(first.text.split()), first.text_span
    return None, document.first_line


def _day(document: Document) -> str | None:
    """The day on which it was published, else begun, else that of its name: when it was changed says little."""
    stated = [date for date in document.dates if date.kind != "updated"]
    if stated:
        return min(stated, key=lambda date: DATE_KINDS.index(date.kind)).moment.day.isoformat()
    named = day_of_name(document.source.path)
    return None if named is None else named.isoformat()


def _stated_locale(document: Document) -> str | None:
    nodes = [document.front_matter.get(key) for key in _LOCALE_KEYS] if document.front_matter is not None else []
    return next((node.value for node in nodes if node is not None and isinstance(node.value, str)), None)
