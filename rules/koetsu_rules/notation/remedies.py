"""How would an editor mend emphasis that a renderer prints?"""

from __future__ import annotations

from typing import NamedTuple

from koetsu import Document, Edit, Span, pattern
from koetsu_rules.notation.delimiters import is_sign, is_space

_PARTNER = dict(zip("「『（(【〔［[〈《“", "」』）)】〕］]〉》”", strict=True))
_GLOSS = frozenset("）)】〕］]")
"""What closes a remark that can do without the emphasis of the word that it explains."""
_CALL = pattern(r"[A-Za-z0-9_)\]][(\[]")
"""What makes a bracket right behind it part of a name: print()."""
_STOPS = "。．、，,.：:；;！？!?…"
_TAGS = {"**": "strong", "*": "em", "~~": "del"}


class Remedy(NamedTuple):
    """What to do."""

    case: str
    """The key of the message that says it."""
    edits: tuple[Edit, ...]
    is_safe: bool
    """Whether the same words are emphasised, but for brackets and stops."""


def remedy(document: Document, opening: Span, closing: Span, mark: str, *, only_closing: bool) -> Remedy:
    """How to mend emphasis between two marks, by marks of the kind ``mark``.

    ``only_closing``: whether the mark that opens it would do.
    """
    inside = document.source[Span(opening.end, closing.start)]
    return (
        _into_brackets(document, opening, closing, mark)
        or _into_link(document, opening, closing, mark)
        or (_before_end(inside, opening, closing, mark) if only_closing else None)
        or Remedy("tag", (Edit(opening, f"<{_TAGS[mark]}>"), Edit(closing, f"</{_TAGS[mark]}>")), False)
    )


def _into_brackets(document: Document, opening: Span, closing: Span, mark: str) -> Remedy | None:
    """``**「語」**が`` as ``「**語**」が``: what stands next to the marks is a bracket outside and a word inside."""
    inside = document.source[Span(opening.end, closing.start)]
    if len(inside) < 3 or _opening_bracket(inside) != 0 or is_space(inside[1]) or is_space(inside[-2]):
        return None
    if inside[0] == "[" and opening.end + 1 in document.once(_links):
        return None  # [語] is a link, whose target is found by this name
    first = Edit(Span(opening.start, opening.end + 1), inside[0] + mark)
    last = Edit(Span(closing.start - 1, closing.end), mark + inside[-1])
    return Remedy("into-brackets", (first, last), True)


def _into_link(document: Document, opening: Span, closing: Span, mark: str) -> Remedy | None:
    """``**[語](url)**が`` as ``[**語**](url)が``."""
    text = document.once(_links).get(opening.end + 1)
    if text is None or text.end >= closing.start:
        return None
    target = document.source[Span(text.end + 1, closing.start)]
    if not target or _opening_bracket(target) != 0:
        return None
    edits = (Edit(opening, ""), Edit(Span(text.start, text.start), mark), Edit(Span(text.end, text.end), mark))
    return Remedy("into-link", (*edits, Edit(closing, "")), True)


def _links(document: Document) -> dict[int, Span]:
    """The texts of all links by where they start in the file."""
    texts = (block.locate(link.start, link.end) for block in document.blocks for link in block.marks_of("link"))
    return {text.start: text for text in texts}


def _before_end(inside: str, opening: Span, closing: Span, mark: str) -> Remedy | None:
    """``**語（説明）**を`` as ``**語**（説明）を``, and ``**注意：**次`` as ``**注意**：次``."""
    case, at = "before-stop", len(inside.rstrip(_STOPS))
    if at == len(inside):
        start = _opening_bracket(inside) if inside[-1] in _GLOSS else None
        if not start or _CALL.match(inside[start - 1 : start + 1]):
            return None
        case, at = "before-bracket", len(inside[:start].rstrip())
    if not at or (is_sign(inside[at - 1]) and is_space(inside[at])):
        return None
    end = opening.end + at
    edits = (Edit(Span(end, end), mark), Edit(closing, ""))
    return Remedy(case, edits, case == "before-stop")


def _opening_bracket(text: str) -> int | None:
    """Where the bracket stands that the last character of a text closes."""
    opener = next((opener for opener, closer in _PARTNER.items() if closer == text[-1]), None)
    if opener is None:
        return None
    depth = 0
    for at in range(len(text) - 1, -1, -1):
        depth += (text[at] == text[-1]) - (text[at] == opener)
        if not depth:
            return at
    return None
