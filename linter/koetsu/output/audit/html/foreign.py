"""How is text of the articles shown, so that it does nothing but stand there?

It is escaped, kept apart from the direction of what stands around it, and characters that nobody sees, or that turn
the direction of the text, become visible marks. ``foreign.js`` does the same in the page.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

_UNSEEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ud800-\udfff\ufff9-\ufffb]"
)
_JAPANESE = re.compile("[\u3040-\u30ff\u3400-\u9fff\uf900-\ufaff]")


def foreign(text: str) -> Markup:
    """A text of an article, as part of the page."""
    return Markup("<bdi{}>{}</bdi>").format(_language(text), _marked(text))


def _language(text: str) -> Markup:
    return Markup(' lang="ja"') if _JAPANESE.search(text) else Markup("")


def _marked(text: str) -> Markup:
    parts: list[Markup] = []
    end = 0
    for unseen in _UNSEEN.finditer(text):
        parts += [escape(text[end : unseen.start()]), Markup(f'<span class="unseen">U+{ord(unseen[0]):04X}</span>')]
        end = unseen.end()
    return Markup("").join([*parts, escape(text[end:])])
