"""Which phrases of a list did an author of an article leave in it, rather than show or speak about?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from koetsu import Block, Document, Span, pattern
from koetsu_rules.residue.phrases import Found, Phrase, candidates, find, readable, without_quotations

_HEADER_KEYS = ("title", "subtitle", "excerpt", "description", "summary")
_SHOWS = pattern(
    r"例文|文例|作例|記入例|例$|テンプレ|ひな形|ひな型|雛形|雛型|書式|フォーマット|サンプル|プロンプト|定型|置き換え|穴埋め"
    r"|template|prompt|example|sample|placeholder|プレースホルダ",
    re.IGNORECASE,
)
"""What shows how something is written is meant to be filled in by others."""
_LEADS = ("：", ":", "→")
_TOLD = pattern(
    r"[ \t　]*(?:という|といった|のよう[なに]|などの|などと|とは|と(?:表示|書|入力|出|ある|あれば|なって)"
    r"|を(?:クリック|タップ|押|選|開|置き換え|自分の|探)|(?:の)?(?:ボタン|タブ|欄|メニュー|項目|部分)|[はがにへ](?:表示|入力))"
)
_MOST = 200
"""No reader needs more."""


class Note(NamedTuple):
    """A phrase that was left in an article."""

    phrase: Phrase
    block: Block | None
    """Where it stands; None in the header."""
    start: int
    end: int
    """Half-open, in offsets of the text of the block."""
    span: Span
    text: str


def notes(document: Document, name: str) -> Iterator[Note]:
    """The phrases of a list that were left in a document, in order."""
    return islice(_notes(document, name), _MOST)


def _notes(document: Document, name: str) -> Iterator[Note]:
    found = candidates(name, document)
    if not found or _SHOWS.search(document.title or ""):
        return
    for block, phrases in found:
        if block is None:
            yield from _in_header(document, phrases)
        elif block.kind in ("paragraph", "heading", "list_item", "table_cell") and not block.quoted:
            yield from _in_block(block, phrases)


def _in_header(document: Document, phrases: Sequence[Phrase]) -> Iterator[Note]:
    header = document.front_matter
    for key in header or ():
        assert header is not None
        node = header[key]
        if key.lower() not in _HEADER_KEYS or not isinstance(node.value, str):
            continue
        written = document.source[node.span]
        for found in _apart(phrases, without_quotations(node.value)):
            text = node.value[found.start : found.end]
            start = node.span.start + written.index(text) if written.count(text) == 1 else node.span.start
            end = start + len(text) if written.count(text) == 1 else node.span.end
            yield Note(found.phrase, None, found.start, found.end, Span(start, end), text)


def _in_block(block: Block, phrases: Sequence[Phrase]) -> Iterator[Note]:
    text = readable(block)
    for found in _apart(phrases, text):
        if not _TOLD.match(text, found.end) and not _is_shown(block, found):
            span = block.locate(found.start, found.end)
            yield Note(found.phrase, block, found.start, found.end, span, block.text[found.start : found.end])


def _apart(phrases: Sequence[Phrase], text: str) -> Iterator[Found]:
    """Every place where one of these phrases stands, in order, the longest of those that begin together."""
    end = 0
    for found in sorted(islice(find(phrases, text), _MOST), key=lambda found: (found.start, -found.end)):
        if found.start >= end:
            end = found.end
            yield found


def _is_shown(block: Block, found: Found) -> bool:
    """Whether the heading, or what stands before a block, says that this is an example."""
    heading = block.section.heading
    said = "" if heading is None else heading.text
    if heading is block:
        said = block.text[: found.start] + block.text[found.end :]
    if _SHOWS.search(said):
        return True
    before = block.previous
    while before is not None and before.list is not None and before.list == block.list:
        before = before.previous
    return before is not None and before.is_prose and before.text.rstrip().endswith(_LEADS)
