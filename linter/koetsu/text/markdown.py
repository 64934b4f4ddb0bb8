"""What blocks does a Markdown text consist of?

The only module that knows pyromark (pulldown-cmark): events with ranges of bytes go in, blocks come out.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cache
from operator import attrgetter
from typing import TYPE_CHECKING, Any, Literal, NamedTuple

import pyromark

from koetsu.text import html_headings
from koetsu.text.block import Block, HeadingStyle, Kind, Place
from koetsu.text.foreign import Region, find_regions, mask
from koetsu.text.ranges import Ranges
from koetsu.text.underlines import find_masked_underlines, is_accidental
from koetsu.text.visible import HARD_BREAK, HOLE, Mark, MarkKind, Piece, Visible

if TYPE_CHECKING:
    from koetsu.text.document import Document

Renderer = Literal["commonmark", "kramdown"]
"""Where renderers differ: ``kramdown`` takes ``**「太字」**の`` for bold and knows definition lists."""


class Parsed(NamedTuple):
    """What a Markdown text consists of."""

    blocks: list[Block]
    """Every leaf, in order."""
    remarks: list[tuple[int, int]]
    """The ranges of bytes of the encoded text in which there may be comments, in order: HTML, and MDX's ``{/* */}``."""


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
    "TableCell": "table_cell",
    "DefinitionListTitle": "definition",
    "DefinitionListDefinition": "definition",
}
_URL = re.compile(r"https?://[!-~]+")
_PRINTED_STRONG = re.compile(r"\*\*(?=[^\s*])([^*\n]+?)(?<=[^\s*])\*\*")
_NOTHING = Visible("", (), ())
_LONE_CR = re.compile(rb"\r(?!\n)")
_UNDERLINE = re.compile(rb"\r?\n[ \t>]*(-+|=+)[ \t]*\Z")
_LINE_BREAK_TAG = re.compile(r"<br\s*/?>\Z", re.IGNORECASE)
_HIDDEN_TAG = re.compile(r"<(rt|rp|script|style)\b", re.IGNORECASE)
_HIDDEN_END = re.compile(r"</(?:rt|rp|script|style)\s*>\Z", re.IGNORECASE)


def parse(document: Document, start: int, renderer: Renderer, *, mdx: bool) -> Parsed:
    """What a document consists of, from byte ``start`` of its encoded text on."""
    body, masked, regions = _masked(document, start, renderer, mdx)
    builder = _Builder(document, body, masked, start, renderer, regions)
    builder.read(_events(masked.decode("utf-8"), _RENDERER_OPTIONS[renderer]))
    return builder.finished()


def enclosures(document: Document, start: int, renderer: Renderer, *, mdx: bool) -> list[Any]:
    """Everything but HTML that begins or ends in a document, from byte ``start`` on: quotations, lists, emphasis.

    A list whose items stand apart holds paragraphs, one whose items do not holds none.
    """
    _, masked, _ = _masked(document, start, renderer, mdx)
    events = (event for event, _ in _events(masked.decode("utf-8"), _RENDERER_OPTIONS[renderer]) if type(event) is dict)
    return [event for event in events if "HtmlBlock" not in event.values() and event.keys() & {"Start", "End"}]


def _masked(document: Document, start: int, renderer: Renderer, mdx: bool) -> tuple[bytes, bytes, list[Region]]:
    """The body of a document, the same without what is not Markdown, and what that is."""
    body = document.source.encoded[start:]
    if b"\r" in body:
        # pulldown-cmark takes a lone CR for a line end in some places only; as LF it is one everywhere, and as long.
        body = _LONE_CR.sub(b"\n", body)
    options = _RENDERER_OPTIONS[renderer]
    code = cache(lambda: Ranges(_code_ranges(body.decode("utf-8"), options)))
    regions = find_regions(body, code, mdx=mdx)
    return body, mask(body, regions) if regions else body, regions


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
        self._blocks: list[Block] = []
        self._document = document
        self._body = body
        self._masked = masked
        self._base = base
        self._kramdown = renderer == "kramdown"
        self._whole_lines = [region for region in regions if region.whole_lines]
        # The inline regions still to come, the next one last.
        self._regions = [region for region in reversed(regions) if not region.whole_lines]
        self._containers: list[tuple[Kind, Place]] = []
        self._place = Place()
        self._text_kind: Kind = "paragraph"
        """What text that stands here directly is."""
        self._list_count = 0
        self._item_count = 0
        self._info = ""
        self._unshown = 0
        """How many images, hidden tags and code blocks the text to come stands in."""
        self._hidden = False
        self._html_start = -1
        self._remarks = [(region.start, region.end) for region in regions if body.startswith(b"{/*", region.start)]
        # The leaf that is being collected; _first is negative between two leaves.
        self._texts: list[str] = []
        self._pieces: list[Piece] = []
        self._marks: list[Mark] = []
        self._open_marks: list[tuple[MarkKind, int, str]] = []
        self._length = 0
        self._first = -1
        self._last = -1

    def finished(self) -> Parsed:
        """All that was found, once all events were read."""
        blocks = self._blocks
        if self._whole_lines:
            base = self._base
            lines = self._whole_lines
            blocks += [Block(self._document, line.kind, base + line.start, base + line.end) for line in lines]
            blocks.sort(key=attrgetter("byte_start"))
            find_masked_underlines(blocks)
        for index, block in enumerate(blocks):
            block.index = index
        return Parsed(blocks, sorted((self._base + start, self._base + end) for start, end in self._remarks))

    def read(self, events: Iterator[Any]) -> None:
        """Walk over the events of a parse."""
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
                    self._text(value, start, end)
                elif value == "Paragraph":  # with text, nine of ten events
                    if kind == "End":
                        self._flush(start, end)
                    else:
                        self._flush()
                elif kind in handlers:
                    handlers[kind](value, start, end)
            elif event == "SoftBreak":
                self._add("\n", start, end)
            elif event == "HardBreak":
                self._add(HARD_BREAK, start, end)
            elif event == "Rule":
                self._flush()
                self._append("thematic_break", start, end)

    def _text(self, value: str, start: int, end: int) -> None:
        if self._unshown:
            return
        if self._regions and self._regions[-1].start < end:
            self._text_with_regions(value, start, end)
        else:
            self._add(value, start, end)

    def _add(self, text: str, start: int, end: int) -> None:
        if self._first < 0:
            self._first = start
        self._last = end
        self._pieces.append((self._length, self._base + start, self._base + end))
        self._texts.append(text)
        self._length += len(text)

    def _text_with_regions(self, text: str, start: int, end: int) -> None:
        at = start
        while self._regions and self._regions[-1].start < end:
            region = self._regions[-1]
            if region.start >= start:
                if region.start > at:
                    self._add(self._body[at : region.start].decode("utf-8", "replace"), at, region.start)
                if region.visible:
                    self._atom("math" if region.kind == "math" else "template", region.start, region.end)
                at = max(at, region.end)
            if region.end > end:
                break
            self._regions.pop()
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
        if self._unshown:
            return
        width = len(value.encode("utf-8"))
        code = self._body[start:end]
        ticks = len(code) - len(code.lstrip(b"`"))
        padding, uneven = divmod(end - start - 2 * ticks - width, 2)
        first = start if self._first < 0 else self._first
        self._marks.append(Mark("code", self._length, self._length + len(value)))
        if padding in (0, 1) and not uneven:
            self._add(value, start + ticks + padding, end - ticks - padding)
        else:  # the prefix of a quotation stands inside
            self._add(value, start, end)
        self._first, self._last = first, end

    def _inline_html(self, value: str, start: int, end: int) -> None:
        if value.startswith("<!--"):
            self._remarks.append((start, end))
        elif _LINE_BREAK_TAG.match(value):
            self._add(HARD_BREAK, start, end)
        elif _HIDDEN_TAG.match(value):
            self._hide(True)
        elif _HIDDEN_END.match(value):
            self._hide(False)
        self._unseen(value, start, end)

    def _hide(self, hidden: bool) -> None:
        self._unshown += hidden - self._hidden
        self._hidden = hidden

    def _start(self, tag: Any, start: int, end: int) -> None:
        name, value = _name_and_value(tag)
        if name in _SPANS:
            self._open(_SPANS[name], start)
        elif name == "Link":
            self._open("link", start, value["dest_url"])
        elif name == "Image":
            if not self._unshown:
                self._atom("image", start, end, value["dest_url"])
            self._unshown += 1
        else:
            self._start_block(name, value, start, end)

    def _open(self, kind: MarkKind, start: int, target: str = "") -> None:
        if self._first < 0:
            self._first = start
        self._open_marks.append((kind, self._length, target))

    def _start_block(self, name: str, value: Any, start: int, end: int) -> None:
        self._flush()
        if name == "CodeBlock":
            self._unshown += 1
            block = self._append("code", start, end)
            block.info = value.get("Fenced", "") if type(value) is dict else ""
        elif name == "HtmlBlock":
            self._html_start = start
        elif name == "List" or name in _CONTAINERS:
            self._enter(name, value)

    def _enter(self, name: str, value: Any) -> None:
        self._containers.append((self._text_kind, self._place))
        self._text_kind = _CONTAINERS.get(name, self._text_kind)
        if name == "List":
            self._list_count += 1
            self._place = self._place._replace(depth=self._place.depth + 1, list=self._list_count)
        elif name == "Item":
            self._item_count += 1
            self._place = self._place._replace(item=self._item_count)
        elif name == "BlockQuote":
            self._place = self._place._replace(quoted=True)
        elif name == "FootnoteDefinition":
            self._info = value

    def _end(self, tag: Any, start: int, end: int) -> None:
        name, value = _name_and_value(tag)
        if name in _SPANS or name == "Link":
            self._close(end)
        elif name == "Image":
            self._unshown -= 1
            self._last = end
        elif name == "Heading":
            self._flush_heading(int(value[1]), start, end)
        elif name == "HtmlBlock":
            self._html(self._html_start, end)
        elif name == "CodeBlock":
            self._unshown -= 1
        else:
            self._flush()
            if name == "List" or name in _CONTAINERS:
                self._text_kind, self._place = self._containers.pop()

    def _close(self, end: int) -> None:
        kind, start, target = self._open_marks.pop()
        if self._length > start:
            self._marks.append(Mark(kind, start, self._length, target))
        self._last = end

    def _flush(self, start: int = -1, end: int = -1) -> None:
        """End the leaf whose text was being collected, if there is any."""
        if self._first < 0:
            return
        if start < 0:
            start, end = self._first, self._last
        visible = self._collected()
        if visible.text:
            block = self._append(self._text_kind, start, end, visible)
            if block.kind == "footnote":
                block.info = self._info

    def _flush_heading(self, level: int, start: int, end: int) -> None:
        visible = self._collected()
        if self._body.startswith(b"#", start):
            self._append_heading(level, "atx", start, end, visible)
            return
        underline = _UNDERLINE.search(self._body, start, self._trimmed(start, end))
        if underline is not None and is_accidental(visible.text, underline.group(1)):
            # A paragraph and a rule, as the author meant, of what is a heading to the parser.
            paragraph = self._append(self._text_kind, start, underline.start(), visible)
            rule = self._append("thematic_break", underline.start(1), underline.end(1))
            paragraph.underline_bytes = (rule.byte_start, rule.byte_end)
        else:
            self._append_heading(level, "setext", start, end, visible)

    def _append_heading(self, level: int, style: HeadingStyle, start: int, end: int, visible: Visible) -> None:
        block = self._append("heading", start, end, visible)
        block.level, block.style = level, style

    def _collected(self) -> Visible:
        """What a reader sees of the leaf that ends here."""
        texts, pieces, marks = self._texts, self._pieces, self._marks
        text = texts[0] if len(texts) == 1 else "".join(texts)
        self._texts, self._pieces, self._length, self._first = [], [], 0, -1
        if marks:
            self._marks = []  # an empty list stays to be filled
        if self._hidden:
            self._hide(False)
        visible = Visible(text, pieces, marks or ())
        if self._kramdown and "**" in text:
            visible = _rendered_strong(visible, self._document.source.encoded)
        if text[:1].isspace() or text[-1:].isspace():
            visible = visible.stripped()
        if "://" in text:
            visible = visible._replace(marks=[*visible.marks, *_bare_urls(visible)])
        return visible

    def _append(self, kind: Kind, start: int, end: int, visible: Visible = _NOTHING) -> Block:
        base = self._base
        text, pieces, marks = visible
        end = self._trimmed(start, end)
        block = Block(self._document, kind, base + start, base + end, text, pieces, marks, self._place)
        self._blocks.append(block)
        return block

    def _trimmed(self, start: int, end: int) -> int:
        """The end of a range without the line ends, and what was masked behind them, that the parser counts to it."""
        masked = self._masked
        while end > start and masked[end - 1] in b" \t\r\n":
            end -= 1
        return end

    def _html(self, start: int, end: int) -> None:
        self._remarks.append((start, end))
        for leaf in html_headings.split(self._body, start, end):
            pieces = [(offset, self._base + first, self._base + last) for offset, first, last in leaf.pieces]
            visible = Visible(leaf.text, pieces, ())
            if leaf.level:
                self._append_heading(leaf.level, "html", leaf.start, leaf.end, visible)
            else:
                self._append("comment" if leaf.is_comment else "html", leaf.start, leaf.end)


def _bare_urls(visible: Visible) -> list[Mark]:
    code = _code_of(visible.marks)
    return [
        Mark("url", found.start(), found.end(), found.group())
        for found in _URL.finditer(visible.text)
        if not code.overlaps(found.start(), found.end())
    ]


def _code_of(marks: Sequence[Mark]) -> Ranges:
    return Ranges([(mark.start, mark.end) for mark in marks if mark.kind == "code"])


def _rendered_strong(visible: Visible, source: bytes) -> Visible:
    """What kramdown makes of ``**`` that CommonMark prints, for want of white space or punctuation beside it."""
    text, pieces, marks = visible
    escaped = {offset for offset, first, _ in pieces if source[first - 1 : first] == b"\\"}
    code = _code_of(marks)
    cuts = []
    strong = []
    for found in _PRINTED_STRONG.finditer(text):
        start, end = found.span()
        if start in escaped or end - 2 in escaped or code.overlaps(start, end):
            continue
        cuts += [(start, start + 2), (end - 2, end)]
        strong.append(Mark("strong", start + 2, end - 2))
    return Visible(text, pieces, [*marks, *strong]).without(cuts) if cuts else visible
