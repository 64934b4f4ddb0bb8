"""What stands at a place of an article, and what around it?"""

from __future__ import annotations

import re

from koetsu.engine.audit.model import ExcerptData
from koetsu.text.source import Source, Span

LIMIT = 160
"""Code points of an excerpt, with what stands around the place."""

_MARKED = 100
"""Of these, what the place itself has at most."""
_LEAST_BEFORE = 24
_ELLIPSIS = "…"
_LINE_END = re.compile(r"[\r\n]")
_GOES_ON = 0xFE0F, 0x200D, 0x3099, 0x309A
"""A variation selector, a joiner and the voiced sound marks: what they belong to stands before them."""


def excerpt_of(source: Source, span: Span, line: int) -> ExcerptData | None:
    """The text of a span in its lines; None if the text ends before it. ``line`` is that of its start, from 1.

    Only what is shown of the text is looked at: a file may be one line of ten megabytes.
    """
    if span.end > len(source):
        return None
    marked = _shortened(source.text, span)
    room = LIMIT - len(marked)
    before, after = _line_before(source.text, span.start), _line_after(source.text, span.end)
    wanted = min(len(before), max(_LEAST_BEFORE, room // 2, room - len(after)))
    before = _tail(before, min(wanted, room))
    return ExcerptData(before, marked, _head(after, room - len(before)), line)


def _shortened(text: str, span: Span) -> str:
    if span.end - span.start <= _MARKED:
        return text[span.start : span.end]
    head = (_MARKED - 1) * 2 // 3
    tail = _MARKED - 1 - head
    return text[span.start : span.start + head] + _ELLIPSIS + text[span.end - tail : span.end]


def _line_before(text: str, offset: int) -> str:
    window = text[max(offset - LIMIT - 1, 0) : offset]
    return _LINE_END.split(window)[-1]


def _line_after(text: str, offset: int) -> str:
    if offset and text[offset - 1] in "\r\n":
        return ""  # a place that ends with a line end does not reach into the next line
    found = _LINE_END.search(text, offset, offset + LIMIT + 1)
    return text[offset : found.start() if found else offset + LIMIT + 1]


def _tail(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    start = len(text) - room + 1
    while start < len(text) and ord(text[start]) in _GOES_ON:
        start += 1
    return _ELLIPSIS + text[start:] if room else ""


def _head(text: str, room: int) -> str:
    if len(text) <= room:
        return text
    return text[: room - 1] + _ELLIPSIS if room else ""
