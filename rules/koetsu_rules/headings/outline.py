"""Which headings make up the outline of an article?"""

from __future__ import annotations

from koetsu import Block, Document


def outline_of(document: Document) -> list[Block]:
    """The headings of the article itself: one in a quotation or a list belongs to what is quoted or listed."""
    return [heading for heading in document.headings if not heading.quoted and not heading.depth]
