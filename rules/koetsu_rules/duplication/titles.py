"""What is the title of an article, in other words than its heading?"""

from typing import NamedTuple

from koetsu import Block, Document, Span, normalise, pattern

LENGTH = 10
"""How many letters and digits a title has at least that is worth comparing: a shorter one is a word."""

SHARE = 0.4
"""Which part of a title a text has at least that says the title again."""

_SENTENCE_END = pattern("[。！？!?](?=.)")


class Title(NamedTuple):
    """A title of an article, or what stands for it."""

    key: str
    """``title`` or ``excerpt``, or ``h1`` for the first heading of an article without a title in its header."""
    text: str
    """Letters and digits only."""
    span: Span
    """Where it stands."""


def titles_of(document: Document) -> list[Title]:
    """The title, and an excerpt that reads like one: a single sentence, which a page prints where it prints titles."""
    titles = []
    header = document.front_matter
    for key in ("title", "excerpt"):
        node = header.get(key) if header is not None else None
        if node is not None and isinstance(node.value, str):
            is_title = key == "title" or not _SENTENCE_END.search(node.value.strip())
            if is_title and len(text := normalise(node.value)) >= LENGTH:
                titles.append(Title(key, text, node.span))
    if document.title is None:
        first = document.headings[:1]
        titles += [Title("h1", normalise(h.text), h.span) for h in first if h.level == 1]
    return [title for title in titles if len(title.text) >= LENGTH]


def repeats_title(text: str, title: Title, share: float) -> bool:
    """Whether a normalised text is a title, or a good part of one: a longer title has something before or behind it."""
    is_part = len(text) >= max(LENGTH, share * len(title.text)) and text in title.text
    return text == title.text or (is_part and title.key == "title")


def first_paragraph(document: Document) -> Block | None:
    """The paragraph with which the body starts; None if that is a list or a quotation."""
    first = next((block for block in document.blocks if block.is_prose and normalise(block.text)), None)
    return first if first is not None and first.kind == "paragraph" and not first.quoted else None
