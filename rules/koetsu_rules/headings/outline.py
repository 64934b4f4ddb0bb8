"""Which headings make up the outline of an article?"""

from __future__ import annotations

from koetsu import Block, Document, Span, pattern

_TAG = pattern(r"<[/A-Za-z]")


def outline_of(document: Document) -> list[Block]:
    """The headings of the article itself: one in a quotation or a list belongs to what is quoted or listed."""
    return [heading for heading in document.headings if not heading.quoted and not heading.depth]


def is_inside_html(document: Document, heading: Block) -> bool:
    """Whether an HTML heading stands inside other HTML, whose sections are not those of the article."""
    return heading.style == "html" and any(
        block is not None
        and block.kind == "html"
        and not _blank_between(document, block, heading)
        and _TAG.search(document.source[block.span]) is not None
        for block in (heading.previous, heading.next)
    )


def _blank_between(document: Document, one: Block, other: Block) -> bool:
    first, second = sorted((one.span, other.span))
    between = document.source[Span(first.end, max(first.end, second.start))]
    return between.replace("\r\n", "\n").replace("\r", "\n").count("\n") > 1
