"""What does an editor show about the place under the pointer?"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lsprotocol import types

from koetsu.lsp import header
from koetsu.lsp.convert import range_of
from koetsu.page import Page, page_of
from koetsu.rule import BaseRule, Options

if TYPE_CHECKING:
    from koetsu.lsp.server import KoetsuServer


_HEADING = re.compile(r"^#+ (.+)\n+", re.MULTILINE)


def register(server: KoetsuServer) -> None:
    """Offer what is known about a place."""

    @server.feature(types.TEXT_DOCUMENT_HOVER)
    async def hover(params: types.HoverParams) -> types.Hover | None:
        known = await server.result(params.text_document.uri)
        if known is None:
            return None
        buffer, result = known
        offset = buffer.span(types.Range(params.position, params.position)).start
        found = result.found
        here = [one for one in found.diagnostics if one.span.start <= offset <= one.span.end]
        if not here:
            return header.key_at(server, params.text_document.uri, params.position)
        # The innermost says most about the place.
        one = min(here, key=lambda diagnostic: diagnostic.span.end - diagnostic.span.start)
        text = explanation(found.rules[one.rule], server.session.language(result.place))
        return types.Hover(
            types.MarkupContent(types.MarkupKind.Markdown, text), range_of(found.source, one.span, buffer.unit)
        )


def explanation(rule: type[BaseRule[Options]], language: str) -> str:
    """The page of a rule in a language, as Markdown without headings: editors print those far too large."""
    try:
        page = page_of(rule)
    except FileNotFoundError:  # a rule of a plug-in that brings no page
        page = Page()
    title = page.title.get(language, "")  # type: ignore[call-overload]
    text = page.text.get(language, "")  # type: ignore[call-overload]
    text = _HEADING.sub(r"**\1**\n\n", text)
    return f"**{rule.label()}**: {title or rule.__doc__ or ''}\n\n{text}".strip() + "\n"
