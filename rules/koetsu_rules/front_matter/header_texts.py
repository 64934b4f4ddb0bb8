"""Which values of a header are read as text, and where does a part of one stand?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from koetsu import HOLE, Document, Node, Severity, Span, pattern

_SPAN_OF_CODE = pattern(r"(`+)[^`]+\1|https?://[^\s「」（）]+")
_TEMPLATE = pattern(r"\{\{|\{%|\$\{|<%")

_LONGEST = 2_000
"""A value of so many code points is an article, not its title or description."""


class HeaderText(NamedTuple):
    """A text that a header states."""

    key: str
    """As it is written."""
    node: Node
    text: str
    """The value; code and addresses in it are replaced by U+FFFC, one for each character."""
    is_title: bool


class Flaw(NamedTuple):
    """Something wrong in a text of a header."""

    case: str
    """The key of the message."""
    start: int
    end: int
    """Half-open, in offsets of the text."""
    values: dict[str, Any]
    severity: Severity = "warning"


def header_texts(document: Document, titles: Sequence[str], descriptions: Sequence[str]) -> Iterator[HeaderText]:
    """The texts under these keys; what a template fills in is none, nor is a number or an empty value."""
    header = document.front_matter
    for key in header or ():
        assert header is not None
        node = header[key]
        is_title = key.lower() in titles
        if not is_title and key.lower() not in descriptions:
            continue
        value = node.value if isinstance(node.value, str) else ""
        if value.strip() and len(value) <= _LONGEST and not _TEMPLATE.search(value):
            yield HeaderText(key, node, _SPAN_OF_CODE.sub(lambda found: HOLE * len(found[0]), value), is_title)


def locate(document: Document, node: Node, start: int, end: int) -> Span:
    """The place of a part of a string; the whole value where it is written with escapes or over several lines."""
    value = node.value
    written = document.source[node.span]
    if isinstance(value, str) and value and written.count(value) == 1:
        at = node.span.start + written.index(value)
        return Span(at + start, at + end)
    return node.span
