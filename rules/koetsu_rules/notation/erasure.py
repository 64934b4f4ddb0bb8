"""Does anything else change if a character that nobody sees is gone?

It may keep Markdown from being read as Markdown: before a ``#``, inside a URL, between two emoji.
"""

from unicodedata import category

from koetsu import Document, Span, pattern
from koetsu_rules.notation.places import Places

_NEAR = 60
"""So far from it an ASCII word is looked at."""
_LINE_START = pattern(r"(?:\A|[\r\n])[ \t>*+\-0-9.)#|:]*\Z")
_ASCII_BEFORE = pattern(r"[!-~]*\Z")
_ASCII_AFTER = pattern(r"[!-~]*")
_MARKUP = pattern(r"[#$&*/:<=>@\[\]\\^_`{|}~]|\.[A-Za-z0-9]")
_PICTURES = "\u2190"
"""From here on signs may join to one picture with what follows them, letters excepted."""


def leaves_text_as_it_is(document: Document, span: Span) -> bool:
    """Whether a reader sees the same text, and Markdown the same structure, without these characters."""
    source = document.source
    before = source.text[max(span.start - _NEAR, 0) : span.start]
    after = source.text[span.end : span.end + _NEAR]
    if not _is_shown(document, span, before, after) or _glues(before[-1:], after[:1]):
        return False
    if _LINE_START.search(before) and not _may_begin_line(after[:1]):
        return False
    if after[:1] in ("", "\r", "\n") and before.endswith("  "):
        return False  # two spaces at the end of a line break it
    word = _word(before, after)
    return _MARKUP.search(word) is None


def _is_shown(document: Document, span: Span, before: str, after: str) -> bool:
    """Whether it stands in what a reader sees, or in a text of the header that is no path."""
    if span.start < document.body_span.start:
        line = document.source.line_span(document.source.line_of(span.start))
        return "/" not in document.source[line]
    block = document.once(Places).block_at(span.start)
    return block is not None and block.shows(span.start)


def _may_begin_line(character: str) -> bool:
    return character.isalpha() or (character > "\x7f" and not character.isspace())


def _glues(before: str, after: str) -> bool:
    """Whether two characters become one thing, or two spaces one."""
    if before.isspace() and after.isspace():
        return True
    if not after or after.isspace():
        return False
    pictures = before > _PICTURES and category(before) in ("So", "Sk") and category(after) in ("So", "Sk")
    return pictures or category(after)[0] == "M"


def _word(before: str, after: str) -> str:
    first, last = _ASCII_BEFORE.search(before), _ASCII_AFTER.match(after)
    return (first.group() if first else "") + (last.group() if last else "")
