"""In which texts of a document is a pattern looked for, and where does a part of one stand?"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from koetsu.engine.patterns.pattern import Scope
from koetsu.fix import Edit, apply_edits
from koetsu.text.schema import OWN_KEY
from koetsu.text.source import Span

if TYPE_CHECKING:
    from koetsu.text.block import Block
    from koetsu.text.document import Document
    from koetsu.text.front_matter import FrontMatter
    from koetsu.text.tree import Node


class Text(NamedTuple):
    """A text in which something may be found."""

    text: str
    locate: Callable[[int, int], Span]
    """Where a part of it stands in the file."""
    takes: Callable[[Edit, str], bool]
    """Whether an edit in it, with what the part holds now, changes nothing but the words."""


class Texts(NamedTuple):
    """Some texts of a document."""

    texts: list[Text]
    joined: str
    """All of them, with line ends between them."""


@lru_cache(maxsize=8)  # many patterns look through the same texts, one after the other
def texts_of(document: Document, scope: tuple[Scope, ...]) -> Texts:
    """The texts of a document that belong to a scope; a link in running text may come twice, also by itself."""
    texts = list(_texts(document, scope))
    return Texts(texts, "\n".join(text.text for text in texts))


def _texts(document: Document, scope: Collection[Scope]) -> Iterator[Text]:
    if "front-matter" in scope:
        yield from _in_header(document)
    for block in document.blocks:
        if _scope_of(block) in scope:
            yield _of_block(document, block, 0, len(block.text))
        if "link-text" in scope and not block.quoted:
            for mark in block.marks_of("link"):
                yield _of_block(document, block, mark.start, mark.end)


def _scope_of(block: Block) -> Scope | None:
    if block.quoted:
        return "quotes" if block.is_prose or block.kind in ("heading", "table_cell") else None
    if block.is_prose:
        return "prose"
    if block.kind == "heading":
        return "headings"
    return "tables" if block.kind == "table_cell" else None


def _of_block(document: Document, block: Block, start: int, end: int) -> Text:
    def takes(edit: Edit, words: str) -> bool:
        # Where markup, an entity or a line break lies between, the words are not all that an edit would take away.
        return document.source[edit.span] == words

    return Text(block.masked[start:end], lambda first, last: block.locate(start + first, start + last), takes)


def _in_header(document: Document) -> Iterator[Text]:
    header = document.front_matter
    for key in header or ():
        assert header is not None
        if key != OWN_KEY:
            for node in header[key].walk():
                if isinstance(node.value, str) and node.value:
                    yield _of_value(document, header, node, node.value)


def _of_value(document: Document, header: FrontMatter, node: Node, value: str) -> Text:
    written = document.source[node.span]

    def locate(start: int, end: int) -> Span:
        """A part of a value; the whole of one that is written in another way than it reads."""
        words = value[start:end]
        if written.count(words) != value.count(words):
            return node.span
        at = -1
        for _ in range(value.count(words, 0, end)):
            at = written.index(words, at + 1)
        return Span(node.span.start + at, node.span.start + at + len(words))

    def takes(edit: Edit, words: str) -> bool:
        if document.source[edit.span] != words:
            return False
        before = _scalars(header)
        after = _scalars(type(header).parse(apply_edits(document.source.text, [edit])))
        changed = [(old, new) for old, new in zip(before, after, strict=False) if old != new]
        return len(before) == len(after) and len(changed) == 1 and isinstance(changed[0][1], str)

    return Text(value, locate, takes)


def _scalars(header: FrontMatter | None) -> list[object]:
    """Every value that a header holds, and every key."""
    if header is None or header.root is None:
        return []
    values = [node.value for node in header.root.walk() if not isinstance(node.value, list)]
    return [list(value) if isinstance(value, dict) else value for value in values]
