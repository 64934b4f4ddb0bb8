"""Which headings stand in a block of HTML?"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from koetsu.text.visible import Piece

_OPENING = re.compile(rb"<h([1-6])(?:\s[^<>]*)?>", re.IGNORECASE)
_CLOSING = {b"%d" % level: re.compile(rb"</h%d\s*+>" % level, re.IGNORECASE) for level in range(1, 7)}
# Possessive, and a comment never reaches past its own end: there is one way to read a row of comments, not 2 ** n.
_COMMENTS = re.compile(rb"(?:<!--(?:[^-]++|-(?!->))*+-->\s*+)++\Z")
# A comment in which another starts ends nowhere near: else every start would look for an end through the whole text.
_PART = re.compile(r"<!--(?:[^<]|<(?!!--))*?-->|<[^<>]*>|&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|\w{2,31});|[^<&]+|[<&]")


class Leaf(NamedTuple):
    """A heading, or what stands between two of them."""

    start: int
    end: int
    """Half-open, in bytes of the body."""
    level: int = 0
    """Of a heading; 0 for anything else."""
    text: str = ""
    pieces: Sequence[Piece] = ()
    """The visible text of a heading, with pieces in bytes of the body."""
    is_comment: bool = False


def split(body: bytes, start: int, end: int) -> Iterator[Leaf]:
    """The headings of an HTML block and what stands between them."""
    at = start
    if b"<h" in body[start:end] or b"<H" in body[start:end]:
        for opening, closing in _tags(body, start, end):
            yield from _rest(body, at, opening.start())
            text, pieces = _visible(body, opening.end(), closing.start())
            yield Leaf(opening.start(), closing.end(), int(opening.group(1)), text, pieces)
            at = closing.end()
    yield from _rest(body, at, end)


def _tags(body: bytes, start: int, end: int) -> Iterator[tuple[re.Match[bytes], re.Match[bytes]]]:
    """The tags around each heading."""
    unclosed: set[bytes] = set()
    at = start
    while opening := _OPENING.search(body, at, end):
        level, at = opening.group(1), opening.end()
        # What is not found once is not looked for again: the text may hold nothing but opening tags.
        closing = None if level in unclosed else _CLOSING[level].search(body, at, end)
        if closing is None:
            unclosed.add(level)
            continue
        yield opening, closing
        at = closing.end()


def _rest(body: bytes, start: int, end: int) -> Iterator[Leaf]:
    held = body[start:end]
    bare = held.strip()
    if bare:
        first = start + len(held) - len(held.lstrip())
        yield Leaf(first, first + len(bare), is_comment=_COMMENTS.match(bare) is not None)


def _visible(body: bytes, start: int, end: int) -> tuple[str, list[Piece]]:
    """The text of a heading without its tags, stripped, and where it stands."""
    pieces: list[Piece] = []
    texts: list[str] = []
    length = 0
    at = start
    for part in _PART.findall(body[start:end].decode("utf-8", "replace")):
        width = len(part.encode("utf-8"))
        shown = "" if part.startswith("<") and len(part) > 1 else html.unescape(part)
        if not length:
            lead = len(shown) - len(shown.lstrip())
            shown, skipped = shown[lead:], len(shown[:lead].encode("utf-8")) if shown == part else 0
            at, width = at + skipped, width - skipped
        if shown:
            pieces.append((length, at, at + width))
            texts.append(shown)
            length += len(shown)
        at += width
    return "".join(texts).rstrip(), pieces
