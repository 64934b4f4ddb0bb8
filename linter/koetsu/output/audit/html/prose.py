"""How does the page of a rule look in the report?

Pages use little of Markdown: paragraphs, lists, sections, code, bold text and links, which here are text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from markupsafe import Markup, escape

from koetsu.engine.audit.model import Say

from .words import LANGUAGES

_INLINE = re.compile(r"`([^`]+)`|\*\*([^*]+)\*\*|\[([^\]]+)\]\([^)]*\)")
_ITEM = re.compile(r"(?:[-*]|\d+\.) +")


def first_paragraph(say: Say) -> Markup:
    """What a text says first, in both languages."""
    return _in_both(say, 0, 1)


def other_paragraphs(say: Say) -> Markup:
    """What it says after that; empty if that was all."""
    return _in_both(say, 1, None)


def paragraphs(say: Say) -> Markup:
    """The whole text in both languages."""
    return _in_both(say, 0, None)


def _in_both(say: Say, start: int, end: int | None) -> Markup:
    texts = {language: _parts(say.in_language(language))[start:end] for language in LANGUAGES}
    return Markup("").join(
        Markup('<div class="t prose" lang="{}">{}</div>').format(language, Markup("").join(_shown(text)))
        for language, text in texts.items()
        if text
    )


def _parts(text: str) -> list[str]:
    return [part for part in re.split(r"\n\s*\n", text.strip()) if part]


def _shown(parts: list[str]) -> Iterator[Markup]:
    for part in parts:
        lines = part.split("\n")
        if lines[0].startswith("#"):
            yield Markup("<p><strong>{}</strong></p>").format(_inline(lines[0].lstrip("# ")))
            lines = lines[1:]
        if lines and all(_ITEM.match(line) for line in lines):
            items = Markup("").join(Markup("<li>{}</li>").format(_inline(_ITEM.sub("", line))) for line in lines)
            yield Markup("<ul>{}</ul>").format(items)
        elif lines:
            yield Markup("<p>{}</p>").format(_inline("\n".join(lines)))


def _inline(text: str) -> Markup:
    parts: list[Markup] = []
    end = 0
    for found in _INLINE.finditer(text):
        tag = "code" if found[1] else "strong" if found[2] else "span"
        inside = found[1] or found[2] or found[3]
        parts += [escape(text[end : found.start()]), Markup(f"<{tag}>{{}}</{tag}>").format(inside)]
        end = found.end()
    return Markup("").join([*parts, escape(text[end:])])
