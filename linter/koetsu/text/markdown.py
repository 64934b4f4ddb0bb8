"""What blocks does a Markdown text consist of?

The only module that knows pyromark (pulldown-cmark): events with ranges of bytes go in, blocks come out.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterator
from functools import cache
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING, Any, Literal

import pyromark

from koetsu.text import html_headings
from koetsu.text.block import HOLE, Block, Kind, Mark, MarkKind, Piece, piece_offset
from koetsu.text.foreign import Region, find_regions, mask
from koetsu.text.ranges import Ranges
from koetsu.text.sentences import HARD_BREAK, is_terminated

if TYPE_CHECKING:
    from koetsu.text.document import Document

Renderer = Literal["commonmark", "kramdown"]
"""Where renderers differ: ``kramdown`` takes ``**「太字」**の`` for bold and knows definition lists."""

HEADING_LIMIT = 40
"""A setext heading longer than this, in code points, is a paragraph that ran into its ``---``."""

_OPTIONS = pyromark.Options
_COMMON = (
    _OPTIONS.ENABLE_TABLES
    | _OPTIONS.ENABLE_FOOTNOTES
    | _OPTIONS.ENABLE_STRIKETHROUGH
    | _OPTIONS.ENABLE_TASKLISTS
    | _OPTIONS.ENABLE_GFM
)
# Metadata blocks stay off: pulldown-cmark finds them anywhere in the text. So does math: it takes two prices for one.
_RENDERER_OPTIONS = {"commonmark": _COMMON, "kramdown": _COMMON | _OPTIONS.ENABLE_DEFINITION_LIST}

_SPANS: dict[str, MarkKind] = {
    "Strong": "strong",
    "Emphasis": "emphasis",
    "Strikethrough": "strikethrough",
    "Superscript": "emphasis",
    "Subscript": "emphasis",
}
_CONTAINERS: dict[str, Kind] = {
    "Item": "list_item",
    "BlockQuote": "blockquote",
    "FootnoteDefinition": "footnote",
    "DefinitionListTitle": "definition",
    "DefinitionListDefinition": "definition",
}
_URL = re.compile(r"https?://[!-~]+")
_PRINTED_STRONG = re.compile(r"\*\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*\*")
_LONE_CR = re.compile(rb"\r(?!\n)")
_UNDERLINE = re.compile(rb"\r?\n[ \t>]*(-+|=+)[ \t]*\Z")
_LINE_BREAK_TAG = re.compile(r"<br\s*/?>\Z", re.IGNORECASE)
_HIDDEN_TAG = re.compile(r"<(rt|rp|script|style)\b", re.IGNORECASE)
_HIDDEN_END = re.compile(r"</(?:rt|rp|script|style)\s*>\Z", re.IGNORECASE)


def parse_blocks(document: Document, start: int, renderer: Renderer, *, mdx: bool) -> list[Block]:
    """The leaf blocks of a document in order, from byte ``start`` of its encoded text on."""
    # pulldown-cmark takes a lone CR for a line end in some places only; as LF it is one everywhere, and as long.
    body = _LONE_CR.sub(b"\n", document.source.encoded[start:])
    options = _RENDERER_OPTIONS[renderer]
    text = body.decode("utf-8")
    regions = find_regions(body, cache(lambda: Ranges(_code_ranges(text, options))), mdx=mdx)
    masked = mask(body, regions) if regions else body
    inline = [region for region in regions if not region.whole_lines]
    builder = _Builder(document, body, masked, start, renderer, inline)
    builder.read(_events(masked.decode("utf-8") if regions else text, options))
    blocks = builder.blocks
    lines = [region for region in regions if region.whole_lines]
    if lines:
        blocks += [Block(document, region.kind, start + region.start, start + region.end) for region in lines]
        blocks.sort(key=lambda block: block.byte_start)
    for index, block in enumerate(blocks):
        block.index = index
    return blocks


def _events(text: str, options: pyromark.Options) -> Iterator[Any]:
    return pyromark.events_with_range(text, options=options, merge_text=False)


def _code_ranges(text: str, options: pyromark.Options) -> list[tuple[int, int]]:
    ranges = []
    for event, place in _events(text, options):
        if type(event) is dict and ("Code" in event or _starts_code_block(event)):
            ranges.append((place["start"], place["end"]))
    return ranges


def _name_and_value(tag: Any) -> tuple[str, Any]:
    return next(iter(tag.items())) if type(tag) is dict else (tag, None)


def _starts_code_block(event: dict[str, Any]) -> bool:
    tag = event.get("Start")
    return type(tag) is dict and "CodeBlock" in tag


class _Builder:
    """Collects the visible text of one leaf after the other while it walks over the events."""

    def __init__(
        self, document: Document, body: bytes, masked: bytes, base: int, renderer: Renderer, regions: list[Region]
    ) -> None:
        self.blocks: list[Block] = []
        self._document = document
        self._body = body
        self._masked = masked
        self._base = base
        self._kramdown = renderer == "kramdown"
        self._regions = regions
        self._region = 0
        self._containers: list[tuple[str, int]] = []
        self._leaf: Kind | None = None
        self._lists: list[int] = []
        self._list_count = 0
        self._item_count = 0
        self._info = ""
        self._images = 0
        self._hidden = False
        self._in_code_block = False
        self._texts: list[str] = []
        self._pieces: list[Piece] = []
        self._marks: list[Mark] = []
        self._open_marks: list[tuple[MarkKind, int, str]] = []
        self._length = 0
        self._first = -1
        self._last = -1
        self._html_start = -1

    def read(self, events: Iterator[Any]) -> None:
        handlers: dict[str, Callable[[Any, int, int], None]] = {
            "Start": self._start,
            "End": self._end,
            "Code": self._code,
            "InlineHtml": self._inline_html,
            "FootnoteReference": self._unseen,
            "TaskListMarker": self._unseen,
        }
        for event, place in events:
            start, end = place["start"], place["end"]
            if type(event) is dict:
                ((kind, value),) = event.items()
                if kind == "Text":
                    # In line and first: nine of ten events are text.
                    if self._in_code_block or self._images or self._hidden:
                        continue
                    if self._region < len(self._regions) and self._regions[self._region].start < end:
                        self._text_with_regions(value, start, end)
                    else:
                        self._add(value, start, end)
                else:
                    handler = handlers.get(kind)
                    if handler is not None:
                        handler(value, start, end)
            elif event == "SoftBreak":
                self._add("\n", start, end)
            elif event == "HardBreak":
                self._add(HARD_BREAK, start, end)
            elif event == "Rule":
                self._flush()
                self._append(self._new("thematic_break", start, end))

    def _add(self, text: str, start: int, end: int) -> None:
        if self._first < 0:
            self._first = start
        self._last = end
        self._pieces.append(Piece(self._length, self._base + start, self._base + end))
        self._texts.append(text)
        self._length += len(text)

    def _text_with_regions(self, text: str, start: int, end: int) -> None:
        regions = self._regions
        at = start
        while self._region < len(regions) and regions[self._region].start < end:
            region = regions[self._region]
            if region.start >= start:
                if region.start > at:
                    self._add(self._body[at : region.start].decode("utf-8", "replace"), at, region.start)
                if region.visible:
                    self._atom("math" if region.kind == "math" else "template", region.start, region.end)
                at = max(at, region.end)
            if region.end > end:
                break
            self._region += 1
        if at == start:
            self._add(text, start, end)
        elif at < end:
            self._add(self._body[at:end].decode("utf-8", "replace"), at, end)

    def _atom(self, kind: MarkKind, start: int, end: int, target: str = "") -> None:
        """Something that the reader sees and whose text is not here."""
        self._marks.append(Mark(kind, self._length, self._length + 1, target))
        self._add(HOLE, start, end)

    def _unseen(self, value: Any, start: int, end: int) -> None:
        if self._first >= 0:
            self._last = end

    def _code(self, value: str, start: int, end: int) -> None:
        if self._images or self._hidden:
            return
        width = len(value.encode("utf-8"))
        ticks = len(self._body[start:end]) - len(self._body[start:end].lstrip(b"`"))
        padding, uneven = divmod(end - start - 2 * ticks - width, 2)
        first = start if self._first < 0 else self._first
        self._marks.append(Mark("code", self._length, self._length + len(value)))
        if padding in (0, 1) and not uneven:
            self._add(value, start + ticks + padding, end - ticks - padding)
        else:  # the prefix of a quotation stands inside
            self._add(value, start, end)
        self._first, self._last = first, end

    def _inline_html(self, value: str, start: int, end: int) -> None:
        if _LINE_BREAK_TAG.match(value):
            self._add(HARD_BREAK, start, end)
        elif _HIDDEN_TAG.match(value):
            self._hidden = True
        elif _HIDDEN_END.match(value):
            self._hidden = False
        self._unseen(value, start, end)

    def _start(self, tag: Any, start: int, end: int) -> None:
        name, value = _name_and_value(tag)
        if name in _SPANS:
            self._open(_SPANS[name], start)
        elif name == "Link":
            self._open("link", start, value["dest_url"])
        elif name == "Image":
            if not self._images:
                self._atom("image", start, end, value["dest_url"])
            self._images += 1
        else:
            self._start_block(name, value, start, end)

    def _open(self, kind: MarkKind, start: int, target: str = "") -> None:
        if self._first < 0:
            self._first = start
        self._open_marks.append((kind, self._length, target))

    def _start_block(self, name: str, value: Any, start: int, end: int) -> None:
        self._flush()
        if name == "CodeBlock":
            self._in_code_block = True
            block = self._new("code", start, end)
            block.info = value.get("Fenced", "") if type(value) is dict else ""
            self._append(block)
        elif name == "HtmlBlock":
            self._html_start = start
        elif name == "List":
            self._list_count += 1
            self._lists.append(self._list_count)
        elif name == "TableCell":
            self._leaf = "table_cell"
        elif name in _CONTAINERS:
            if name == "Item":
                self._item_count += 1
            self._containers.append((name, self._item_count))
            if name == "FootnoteDefinition":
                self._info = value

    def _end(self, tag: Any, start: int, end: int) -> None:
        name, value = _name_and_value(tag)
        if name in _SPANS or name == "Link":
            self._close(end)
        elif name == "Image":
            self._images -= 1
            self._last = end
        elif name == "Paragraph":
            self._flush(start, end)
        elif name == "Heading":
            self._flush_heading(int(value[1]), start, end)
        elif name == "HtmlBlock":
            self._html(self._html_start, end)
        elif name == "CodeBlock":
            self._in_code_block = False
        else:
            self._flush()
            if name == "List":
                self._lists.pop()
            elif name == "TableCell":
                self._leaf = None
            elif name in _CONTAINERS:
                self._containers.pop()

    def _close(self, end: int) -> None:
        kind, start, target = self._open_marks.pop()
        if self._length > start:
            self._marks.append(Mark(kind, start, self._length, target))
        self._last = end

    def _flush(self, start: int = -1, end: int = -1) -> None:
        """End the block whose text was being collected, if there is any."""
        if self._first < 0:
            return
        if start < 0:
            start, end = self._first, self._last
        block = self._block(self._leaf or self._kind_of_paragraph(), start, end)
        if block.text:
            self._append(block)

    def _flush_heading(self, level: int, start: int, end: int) -> None:
        block = self._block("heading", start, end)
        block.level = level
        block.style = "atx" if self._body.startswith(b"#", start) else "setext"
        if block.style == "setext":
            underline = _UNDERLINE.search(self._body, block.byte_start - self._base, block.byte_end - self._base)
            if underline is not None and underline.group(1).startswith(b"-") and _is_running_text(block):
                self._split_underline(block, underline)
                return
        self._append(block)

    def _split_underline(self, block: Block, underline: re.Match[bytes]) -> None:
        """Make a paragraph and a rule, as the author meant, of what is a heading to the parser."""
        block.kind, block.level, block.style = self._kind_of_paragraph(), 0, None
        bar = (self._base + underline.start(1), self._base + underline.end(1))
        block.underline_bytes = bar
        block.byte_end = self._base + underline.start()
        self._append(block)
        self._append(Block(self._document, "thematic_break", *bar))

    def _kind_of_paragraph(self) -> Kind:
        return _CONTAINERS[self._containers[-1][0]] if self._containers else "paragraph"

    def _block(self, kind: Kind, start: int, end: int) -> Block:
        text, pieces, marks = "".join(self._texts), self._pieces, self._marks
        if self._kramdown and "**" in text:
            text, pieces, marks = _rendered_strong(text, pieces, marks, self._document.source.encoded)
        if text != text.strip():
            lead, tail = len(text) - len(text.lstrip()), len(text.rstrip())
            text, pieces, marks = _cut(text, pieces, marks, [(0, lead), (max(lead, tail), len(text))])
        if "://" in text:
            marks = [*marks, *_bare_urls(text, marks)]
        block = self._new(kind, start, end, text, pieces, marks)
        self._texts, self._pieces, self._marks, self._open_marks = [], [], [], []
        self._length, self._first, self._last = 0, -1, -1
        self._hidden = False
        return block

    def _new(
        self,
        kind: Kind,
        start: int,
        end: int,
        text: str = "",
        pieces: list[Piece] | None = None,
        marks: list[Mark] | None = None,
    ) -> Block:
        # The parser counts line ends, and what was masked behind them, to the range of a block.
        end = start + len(self._masked[start:end].rstrip(b" \t\r\n"))
        return Block(self._document, kind, self._base + start, self._base + end, text, pieces, marks)

    def _append(self, block: Block) -> None:
        block.depth = len(self._lists)
        if self._lists:
            block.list = self._lists[-1]
        for name, number in reversed(self._containers):
            if name == "Item" and block.item is None:
                block.item = number
            elif name == "BlockQuote":
                block.quoted = True
            elif name == "FootnoteDefinition":
                block.info = self._info
        self.blocks.append(block)

    def _html(self, start: int, end: int) -> None:
        for kind, level, first, last, text, pieces in html_headings.split(self._body, start, end):
            moved = [Piece(offset, self._base + at, self._base + until) for offset, at, until in pieces]
            block = self._new(kind, first, last, text, moved)
            if kind == "heading":
                block.level, block.style = level, "html"
            self._append(block)


def _is_running_text(heading: Block) -> bool:
    text = heading.text
    return "\n" in text or HARD_BREAK in text or len(text) > HEADING_LIMIT or is_terminated(text)


def _bare_urls(text: str, marks: list[Mark]) -> list[Mark]:
    code = _code_of(marks)
    return [
        Mark("url", found.start(), found.end(), found.group())
        for found in _URL.finditer(text)
        if not code.overlaps(found.start(), found.end())
    ]


def _code_of(marks: list[Mark]) -> Ranges:
    return Ranges([(mark.start, mark.end) for mark in marks if mark.kind == "code"])


def _rendered_strong(
    text: str, pieces: list[Piece], marks: list[Mark], source: bytes
) -> tuple[str, list[Piece], list[Mark]]:
    """What kramdown makes of ``**`` that CommonMark prints, for want of white space or punctuation beside it."""
    escaped = {piece.offset for piece in pieces if source[piece.start - 1 : piece.start] == b"\\"}
    code = _code_of(marks)
    cuts = []
    strong = []
    for found in _PRINTED_STRONG.finditer(text):
        start, end = found.span()
        if start in escaped or end - 2 in escaped or code.overlaps(start, end):
            continue
        cuts += [(start, start + 2), (end - 2, end)]
        strong.append(Mark("strong", start + 2, end - 2))
    return _cut(text, pieces, [*marks, *strong], cuts) if cuts else (text, pieces, marks)


def _cut(
    text: str, pieces: list[Piece], marks: list[Mark], cuts: list[tuple[int, int]]
) -> tuple[str, list[Piece], list[Mark]]:
    """The text without some ranges (in order, apart), pieces and marks moved along."""
    kept: list[str] = []
    moved: list[Piece] = []
    removed = 0
    for (start, end), (until, _) in pairwise([(0, 0), *cuts, (len(text), len(text))]):
        removed += end - start
        kept.append(text[end:until])
        moved += _pieces_of(text, pieces, end, until, removed)
    return "".join(kept), moved, _moved_marks(marks, cuts)


def _pieces_of(text: str, pieces: list[Piece], start: int, end: int, removed: int) -> Iterator[Piece]:
    """The pieces of ``text[start:end]``, moved to where it stands once ``removed`` characters before it are gone."""
    number = max(bisect_right(pieces, start, key=piece_offset) - 1, 0)
    while start < end and number < len(pieces):
        piece = pieces[number]
        number += 1
        whole_end = pieces[number].offset if number < len(pieces) else len(text)
        first, last = max(piece.offset, start), min(whole_end, end)
        if first >= end:
            return
        if first < last:
            yield _part(piece, text, first, last, whole_end)._replace(offset=first - removed)


def _part(piece: Piece, text: str, start: int, end: int, whole_end: int) -> Piece:
    if (start, end) == (piece.offset, whole_end):
        return piece
    if len(text[piece.offset : whole_end].encode("utf-8")) != piece.end - piece.start:
        return piece
    first = piece.start + len(text[piece.offset : start].encode("utf-8"))
    return Piece(start, first, first + len(text[start:end].encode("utf-8")))


def _moved_marks(marks: list[Mark], cuts: list[tuple[int, int]]) -> list[Mark]:
    starts = [start for start, _ in cuts]
    removed = list(accumulate((end - start for start, end in cuts), initial=0))

    def shift(offset: int) -> int:
        number = bisect_right(starts, offset)
        if not number:
            return offset
        start, end = cuts[number - 1]
        return offset - removed[number - 1] - (min(offset, end) - start)

    shifted = [mark._replace(start=shift(mark.start), end=shift(mark.end)) for mark in marks]
    return [mark for mark in shifted if mark.end > mark.start]
