"""What does an author ask of koetsu in the article itself?

In comments (``<!-- koetsu-disable-next-line TR001 -- quoted as it was sent -->``) and under the key ``koetsu`` of the
header.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from koetsu.text.comments import Comment
from koetsu.text.schema import OWN_KEY
from koetsu.text.source import Source, Span
from koetsu.text.tree import Node

if TYPE_CHECKING:
    from koetsu.text.document import Document

Order = Literal["disable-line", "disable-next-line", "disable", "enable", "disable-file"]
"""What a comment can ask for, behind ``koetsu-``."""

ORDERS: dict[str, Order] = {f"{OWN_KEY}-{order}": order for order in get_args(Order)}
"""As they are written."""

HEADER_KEYS = ("disable", "reason")
"""What can stand under the key ``koetsu``."""

# A word that looks like an order and is none is to be told, not to be passed over as any other comment.
_WORD = re.compile(r"\s*+(koetsu(?:-[\w-]*|[ \t:_]+(?:disable|enable)[\w-]*))")
_REASON = re.compile(r"(?<!\S)(?:-{2,}|[–—―]+)(?!\S)\s*")
_NAME = re.compile(r"[^\s,、，]+")
_QUOTATION = re.compile(r"[\r\n][ \t]*>[ \t>]*")


class Name(NamedTuple):
    """A word that names rules."""

    word: str
    span: Span


class Directive(NamedTuple):
    """What an author asks of koetsu in one place."""

    span: Span
    """The comment, or the value in the header."""
    order: Order | None
    """None for a word that means nothing."""
    word: Name
    """The order as it is written."""
    names: tuple[Name, ...]
    """The rules concerned; all if none is named."""
    reason: str
    """What the author says why; empty if nothing."""
    comment: Comment | None = None
    """The comment in which it stands; None in a header."""


class HeaderFault(NamedTuple):
    """A part of what the header says to koetsu that means nothing."""

    span: Span
    key: str = ""
    """The key that koetsu does not know; empty if it is the value that means nothing."""


class Directives(NamedTuple):
    """All that an author asks of koetsu."""

    orders: list[Directive]
    """In the order of the file."""
    faults: list[HeaderFault]


def directives_of(document: Document) -> Directives:
    """All that the author of a document asks of koetsu."""
    orders: list[Directive] = []
    faults: list[HeaderFault] = []
    own = document.front_matter.get(OWN_KEY) if document.front_matter else None
    for said in _in_header(document.source, own) if own is not None else ():
        (orders if isinstance(said, Directive) else faults).append(said)  # type: ignore[arg-type]
    for comment in document.comments:
        directive = _in_comment(document.source, comment)
        if directive is not None:
            orders.append(directive)
    return Directives(orders, faults)


def _in_comment(source: Source, comment: Comment) -> Directive | None:
    text, (start, end) = source.text, comment.content
    found = _WORD.match(text, start, end)
    if found is None:
        return None
    word = Name(found.group(1), Span(*found.span(1)))
    reason = _REASON.search(text, found.end(), end)
    names = tuple(_names(text, found.end(), reason.start() if reason else end))
    said = " ".join(_QUOTATION.sub(" ", text[reason.end() : end]).split()) if reason else ""
    return Directive(comment.span, ORDERS.get(word.word), word, names, said, comment)


def _names(text: str, start: int, end: int) -> Iterator[Name]:
    for found in _NAME.finditer(text, start, end):
        # A comment over several lines of a quotation holds its marks.
        if found.group().strip(">"):
            yield Name(found.group(), Span(*found.span()))


def _in_header(source: Source, own: Node) -> Iterator[Directive | HeaderFault]:
    members = own.members if isinstance(own.members, dict) else {}
    unknown = [HeaderFault(node.key_span or node.span, key) for key, node in members.items() if key not in HEADER_KEYS]
    yield from unknown
    reason = members.get("reason")
    if reason is not None and not isinstance(reason.value, str):
        yield HeaderFault(_place(reason))
    disabled = members.get("disable")
    if disabled is not None:
        said = reason.value if reason is not None and isinstance(reason.value, str) else ""
        yield from _disabled(source, disabled, " ".join(said.split()))
    elif not unknown:
        yield HeaderFault(_place(own))


def _disabled(source: Source, node: Node, reason: str) -> Iterator[Directive | HeaderFault]:
    names: list[Name] = []
    for value in node.members if isinstance(node.members, list) else [node]:
        if isinstance(value.value, str) and _NAME.search(value.value):
            names += _header_names(source, value)
        else:
            yield HeaderFault(_place(value))
    if names:
        word = Name("disable", node.key_span or node.span)
        yield Directive(node.span, "disable-file", word, tuple(names), reason)


def _header_names(source: Source, node: Node) -> list[Name]:
    """The names in one value, which may hold several; one that is written with escapes stands on the whole value."""
    words = _NAME.findall(str(node.value))
    names = [_unquoted(name) for name in _names(source.text, *node.span)]
    return names if [name.word for name in names] == words else [Name(word, node.span) for word in words]


def _unquoted(name: Name) -> Name:
    word = name.word.strip("\"'")
    start = name.span.start + name.word.index(word)
    return Name(word, Span(start, start + len(word)))


def _place(node: Node) -> Span:
    """Where a value stands; its key, if it is empty."""
    return node.span if node.span.end > node.span.start else node.key_span or node.span
