"""Does the whole article stand in a code fence?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from koetsu.text.pattern import pattern
from koetsu.text.source import Source, Span

if TYPE_CHECKING:
    from koetsu.text.block import Block
    from koetsu.text.document import Document

_OPENING = pattern(r"(`{3,}|~{3,})[ \t]*([^\s`]*)[^\r\n`]*(?:\r\n|\r|\n|\Z)")
_CLOSING = pattern(r"[ \t]{0,3}(`{3,}|~{3,})[ \t]*\Z")
_MARKDOWN = frozenset({"md", "markdown", "mdx", "mdown", "mkd", "gfm"})
_NO_LANGUAGE = frozenset({"", "text", "txt", "plaintext", "plain"})

_INTRODUCES = pattern(
    r"(?:以下|次|こちら|下記|\bhere|\bbelow).{0,40}?(?:記事|原稿|本文|下書き|ブログ|投稿|article|draft|\bpost\b|version)",
    re.IGNORECASE,
)
_ABOUT_FORM = pattern(
    r"例|サンプル|テンプレ|プロンプト|雛形|ひな形|ひな型|書式|形式|記法|書き方|構成|Markdown|マークダウン|README"
    r"|template|example|sample|prompt|format",
    re.IGNORECASE,
)
"""What shows how something is written is to be seen as it is written."""
_INTRODUCTION = 160
"""More characters before the fence are an article of their own."""

_SAYS_NOTHING = frozenset({"comment", "marker", "thematic_break", "attribute_list"})

_SENTENCES = 3
"""So many finished sentences are text, even without a heading."""


class Wrapper(NamedTuple):
    """A code fence that encloses all that an article is."""

    opening: Span
    """The fence with what stands behind it."""
    content: Span
    closing: Span | None
    """None if nothing closes it."""
    inner: Document
    """What stands in it, read as Markdown."""
    is_all: bool
    """Whether nothing stands beside it; else there is a line or two by whoever hands the article over."""


class _Fence(NamedTuple):
    opening: Span
    content: Span
    closing: Span | None
    info: str


def find_wrapper(document: Document) -> Wrapper | None:
    """The fence in which the whole of a document stands, if there is one."""
    first = next((block for block in document.blocks[:3] if block.kind == "code"), None)
    if first is None or first.depth or first.quoted:
        return None
    fence = _fence(document, first)
    if fence is None:
        return None
    beside = _beside(document, first, fence)
    if beside and not (fence.info in _MARKDOWN and _is_handed_over(beside, first)):
        return None
    inner = type(document)(Source(document.source.path, document.source[fence.content]), renderer=document.renderer)
    is_article = _is_article(inner) if fence.info in _MARKDOWN else _is_evident_article(inner)
    return Wrapper(fence.opening, fence.content, fence.closing, inner, not beside) if is_article else None


def _fence(document: Document, first: Block) -> _Fence | None:
    """The fence that opens the first block of code, if it may end where the article does."""
    opening = _OPENING.match(document.source.text, first.span.start)
    if opening is None or opening[2].lower() not in _MARKDOWN | _NO_LANGUAGE:
        return None
    shown = Span(opening.start(), opening.start() + len(opening[0].rstrip()))
    info = opening[2].lower()
    last = document.blocks[-1]
    closing = _closing(document, first if last.kind != "code" else last, opening[1])
    if last is not first and last.kind == "code" and (closing is None or not _closes_nested(document, first, last)):
        closing = _closing(document, first, opening[1])
    end = closing.start if closing is not None else first.span.end
    return _Fence(shown, Span(opening.end(), max(opening.end(), end)), closing, info)


def _closes_nested(document: Document, first: Block, last: Block) -> bool:
    """Whether a lone fence at the end closes what the first fence opened.

    A block of code inside it has closed it too early: its own opening fence names a language and so closed nothing.
    """
    inside = document.source[first.span].splitlines()[1:]
    return last.lines[0] == last.lines[1] and any(_opens_with_language(line) for line in inside)


def _opens_with_language(line: str) -> bool:
    found = _OPENING.match(line.lstrip(" \t"))
    return found is not None and bool(found[2])


def _closing(document: Document, block: Block, fence: str) -> Span | None:
    """The last line of a block, if it closes a fence."""
    line = document.source.line_span(block.lines[1])
    found = _CLOSING.match(document.source[line])
    if found is None:
        return None
    marks = found[1]
    start = line.start + found.start(1)
    return Span(start, start + len(marks)) if marks[0] == fence[0] and len(marks) >= len(fence) else None


def _is_article(inner: Document) -> bool:
    finished = sum(sentence.terminated for sentence in inner.sentences)
    has_structure = bool(inner.headings) or inner.front_matter is not None
    return finished >= _SENTENCES or (has_structure and finished > 0)


def _is_evident_article(inner: Document) -> bool:
    """Whether a text that no language names is Markdown, and not a program with comments."""
    finished = sum(sentence.terminated for sentence in inner.sentences)
    is_titled = any(heading.level > 1 for heading in inner.headings) or len(inner.headings) == 1
    return is_titled and finished >= _SENTENCES and finished * 2 > len(inner.sentences)


def _beside(document: Document, first: Block, fence: _Fence) -> list[Block]:
    """What a reader sees outside of the fence."""
    end = fence.closing.end if fence.closing is not None else first.span.end
    return [
        block
        for block in document.blocks
        if block is not first and block.kind not in _SAYS_NOTHING and not first.span.start < block.span.start < end
    ]


def _is_handed_over(beside: list[Block], first: Block) -> bool:
    """Whether all that stands outside is a line or two by the one who hands over the article."""
    if len(beside) >= _SENTENCES or any(
        block.kind != "paragraph" or len(block.text) > _INTRODUCTION for block in beside
    ):
        return False
    text = "\n".join([block.text for block in beside if block.index < first.index])
    return bool(_INTRODUCES.search(text)) and not _ABOUT_FORM.search(text)
