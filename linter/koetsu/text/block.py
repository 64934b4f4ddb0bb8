"""What is a block: a heading, a paragraph, a list item, and how does its visible text lie in the file?"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from operator import attrgetter, itemgetter
from typing import TYPE_CHECKING, Literal, NamedTuple

from koetsu.text.sentences import Sentence, split_sentences
from koetsu.text.source import Span
from koetsu.text.visible import HOLE, Mark, MarkKind, Piece

if TYPE_CHECKING:
    from koetsu.text.document import Document, Section

Kind = Literal[
    "heading",
    "paragraph",
    "list_item",
    "blockquote",
    "footnote",
    "definition",
    "table_cell",
    "code",
    "html",
    "comment",
    "math",
    "thematic_break",
    "template",
    "container",
    "attribute_list",
    "marker",
    "conflict",
]
"""What a leaf of the document is.

``template`` is a Liquid tag, a Hugo shortcode, an embed or MDX; ``container`` a ``:::`` line; ``marker`` an end mark
that a generator left; ``definition`` a term or its explanation in a kramdown list.
"""

Only = Literal["link", "image", "strong", "code", "math", "template", "url"]
HeadingStyle = Literal["atx", "setext", "html"]

PROSE = frozenset({"paragraph", "list_item", "blockquote", "footnote", "definition"})
"""The kinds that hold running text."""

_UNREAD = frozenset({"code", "math", "template", "url"})


class Place(NamedTuple):
    """In which containers a block stands."""

    depth: int = 0
    list: int | None = None
    item: int | None = None
    quoted: bool = False


_TOP = Place()


class Block:
    """One leaf of a document."""

    __slots__ = (
        "_masked",
        "_sentences",
        "byte_end",
        "byte_start",
        "document",
        "index",
        "info",
        "kind",
        "level",
        "marks",
        "pieces",
        "place",
        "style",
        "text",
        "underline_bytes",
    )

    def __init__(
        self,
        document: Document,
        kind: Kind,
        byte_start: int,
        byte_end: int,
        text: str = "",
        pieces: Sequence[Piece] = (),
        marks: Sequence[Mark] = (),
        place: Place = _TOP,
    ) -> None:
        self.document = document
        self.kind: Kind = kind
        self.byte_start = byte_start
        self.byte_end = byte_end
        self.text = text
        """What a reader sees, inline code included; a line break is ``\\n``, an image or a template is one U+FFFC."""
        self.pieces = pieces
        self.marks = marks
        self.place = place
        self.index = -1
        """Which block of the document it is, from 0."""
        self.level = 0
        """Of a heading, 1 to 6."""
        self.style: HeadingStyle | None = None
        self.info = ""
        """The info string of a fenced code block, or the name of a footnote."""
        self.underline_bytes: tuple[int, int] | None = None
        self._masked: str | None = None
        self._sentences: Sequence[Sentence] | None = None

    def __repr__(self) -> str:
        return f"<Block {self.index} {self.kind} {self.text[:20]!r}>"

    @property
    def depth(self) -> int:
        """How many lists it stands in."""
        return self.place.depth

    @property
    def list(self) -> int | None:
        """The number, in the document, of the innermost list it stands in."""
        return self.place.list

    @property
    def item(self) -> int | None:
        """The number, in the document, of the innermost list item it stands in."""
        return self.place.item

    @property
    def quoted(self) -> bool:
        """Whether it stands in a blockquote."""
        return self.place.quoted

    @property
    def span(self) -> Span:
        """The whole block in the file, its own markup (``#``, tags) included, list markers and ``>`` before it not."""
        return self.document.source.span_of_bytes(self.byte_start, self.byte_end)

    @property
    def text_span(self) -> Span:
        """From its first to its last visible character."""
        return self.locate(0, len(self.text)) if self.text else self.span

    @property
    def lines(self) -> tuple[int, int]:
        """Its first and its last line, from 0."""
        source = self.document.source
        span = self.span
        return source.line_of(span.start), source.line_of(max(span.start, span.end - 1))

    @property
    def underline(self) -> Span | None:
        """The line right under text that a renderer takes for the underline of a heading though none was meant.

        ``---`` or ``===`` under a sentence or an end mark, or the ``=======`` of a merge conflict.
        """
        return None if self.underline_bytes is None else self.document.source.span_of_bytes(*self.underline_bytes)

    @property
    def masked(self) -> str:
        """``text``, as long, with code, formulas, templates and URLs replaced by U+FFFC: what grammar may look at."""
        if self._masked is None:
            unread = [mark for mark in self.marks if mark.kind in _UNREAD] if self.marks else ()
            self._masked = _mask(self.text, unread) if unread else self.text
        return self._masked

    @property
    def sentences(self) -> Sequence[Sentence]:
        """Its sentences, in order; they cover all its text but white space between them."""
        if self._sentences is None:
            self._sentences = split_sentences(self)
        return self._sentences

    @property
    def is_prose(self) -> bool:
        """Whether it holds running text."""
        return self.kind in PROSE

    @property
    def next(self) -> Block | None:
        """The block after it in the file, of any kind."""
        blocks = self.document.blocks
        return blocks[self.index + 1] if self.index + 1 < len(blocks) else None

    @property
    def previous(self) -> Block | None:
        """The block before it in the file, of any kind."""
        return self.document.blocks[self.index - 1] if self.index else None

    @property
    def section(self) -> Section:
        """The innermost section it stands in; a heading stands in the section that it opens."""
        return self.document.section_of(self)

    @property
    def only(self) -> Only | None:
        """What kind of thing it holds if it holds nothing else: a link, an image, a bold line, code, a URL."""
        end = len(self.text.rstrip(" \t\n:：。"))
        for mark in reversed(self.marks):  # what encloses the others was closed last
            if mark.start == 0 and mark.end >= end and mark.kind not in ("emphasis", "strikethrough"):
                return mark.kind  # type: ignore[return-value]
        return None

    def marks_of(self, kind: MarkKind) -> Iterator[Mark]:
        """Its marks of one kind, in order."""
        return (mark for mark in self.marks if mark.kind == kind)

    def locate(self, start: int, end: int) -> Span:
        """The span in the file of ``text[start:end]``.

        Where a character stands for several in the file (an entity, an image), the span takes in all of them.
        """
        first = self._offset(start, after=False)
        return Span(first, max(first, self._offset(end, after=True)) if end > start else first)

    def shows(self, offset: int) -> bool:
        """Whether the character at an offset of the file is part of what a reader sees, as ``text`` holds it."""
        source = self.document.source
        byte = source.byte_offset(offset)
        number = bisect_right(self.pieces, byte, key=itemgetter(1)) - 1
        if number < 0 or byte >= self.pieces[number][2]:
            return False
        start, first, last = self.pieces[number]
        end = self.pieces[number + 1][0] if number + 1 < len(self.pieces) else len(self.text)
        return source.code_point(last) - source.code_point(first) == end - start

    def _offset(self, offset: int, *, after: bool) -> int:
        """Where in the file a visible character starts, or with ``after`` where the one before it ends."""
        source = self.document.source
        if not self.pieces:
            return source.code_point(self.byte_end if after else self.byte_start)
        number = max(bisect_right(self.pieces, (offset - after + 1,)) - 1, 0)
        start, first_byte, last_byte = self.pieces[number]
        shown = (self.pieces[number + 1][0] if number + 1 < len(self.pieces) else len(self.text)) - start
        first, last = source.code_point(first_byte), source.code_point(last_byte)
        if last - first == shown:
            return first + offset - start
        return last if after else first


def _mask(text: str, marks: Iterable[Mark]) -> str:
    parts = []
    at = 0
    for mark in sorted(marks, key=attrgetter("start")):
        if mark.end > at:
            start = max(mark.start, at)
            parts += [text[at:start], HOLE * (mark.end - start)]
            at = mark.end
    return "".join([*parts, text[at:]])
