"""How does an editor help with the header of an article?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from lsprotocol import types

from koetsu.lsp.convert import edits_of, range_of
from koetsu.lsp.schema_view import SchemaView, written
from koetsu.message import Language
from koetsu.text.front_matter import FrontMatter
from koetsu.text.source import Source, Span
from koetsu.text.tree import Node

if TYPE_CHECKING:
    from koetsu.lsp.documents import Buffer
    from koetsu.lsp.server import KoetsuServer

_KEY = re.compile(r"(?P<key>[\w-]*)\Z")
_VALUE = re.compile(r"[\"']?(?P<key>[\w-]+)[\"']?\s*(?P<sign>[:=])\s*(?P<quote>[\"']?)(?P<value>[^\"'#]*)\Z")


class _Header(NamedTuple):
    buffer: Buffer
    source: Source
    matter: FrontMatter
    view: SchemaView
    language: Language


def register(server: KoetsuServer) -> None:
    """Offer the keys and values that the schema knows, and the values that a finding would have."""

    @server.feature(types.TEXT_DOCUMENT_COMPLETION, types.CompletionOptions(trigger_characters=[":", " ", "="]))
    async def completion(params: types.CompletionParams) -> list[types.CompletionItem]:
        header = _header(server, params.text_document.uri)
        if header is None:
            return []
        here = types.Range(params.position, params.position)
        return [*_completions(header, header.buffer.span(here).start)]

    @server.feature(types.TEXT_DOCUMENT_INLAY_HINT)
    async def inlay_hint(params: types.InlayHintParams) -> list[types.InlayHint]:
        known = await server.result(params.text_document.uri)
        if known is None:
            return []
        buffer, result = known
        matter = FrontMatter.parse(result.found.source.text)
        return [*_hints(server, buffer, result.found.source, matter)] if matter is not None else []


def key_at(server: KoetsuServer, uri: str, position: types.Position) -> types.Hover | None:
    """What the schema says about the key of a header under the pointer."""
    header = _header(server, uri)
    if header is None or header.matter.root is None:
        return None
    offset = header.buffer.span(types.Range(position, position)).start
    for path, node in _nodes(header.matter.root, ()):
        if node.key_span is not None and node.key_span.start <= offset <= node.key_span.end:
            text = header.view.description(path, header.language)
            if text is not None:
                where = range_of(header.source, node.key_span, header.buffer.unit)
                return types.Hover(types.MarkupContent(types.MarkupKind.Markdown, text), where)
    return None


def _nodes(node: Node, path: tuple[str | int, ...]) -> Iterator[tuple[tuple[str | int, ...], Node]]:
    """Every value of a header with its path."""
    yield path, node
    if isinstance(node.members, dict):
        for key, member in node.members.items():
            yield from _nodes(member, (*path, key))
    elif isinstance(node.members, list):
        for index, member in enumerate(node.members):
            yield from _nodes(member, (*path, index))


def _header(server: KoetsuServer, uri: str) -> _Header | None:
    """The header of an open document to which a schema applies."""
    buffer = server.buffers.buffer(uri)
    place = server.place(uri)
    schema = server.session.schema(place) if buffer is not None else None
    if buffer is None or not isinstance(schema, dict):
        return None
    matter = FrontMatter.parse(buffer.text.text)
    if matter is None:
        return None
    return _Header(buffer, buffer.text, matter, SchemaView(schema), server.session.language(place))


def _completions(header: _Header, offset: int) -> Iterator[types.CompletionItem]:
    content = header.matter.content
    if header.matter.kind == "json" or not content.start <= offset <= content.end:
        return
    line = header.source.line_span(header.source.line_of(offset))
    before = header.source.text[line.start : offset]
    value = _VALUE.match(before)
    if value is not None:
        start = offset - len(value["value"])
        for known in header.view.values([value["key"]]):
            word = written(known)
            quotes = '"' if value["sign"] == "=" and isinstance(known, str) and not value["quote"] else ""
            yield _item(header, word, f"{quotes}{word}{quotes}", Span(start, offset), value["key"])
        return
    key = _KEY.fullmatch(before)
    if key is None:
        return
    sign = " = " if header.matter.kind == "toml" else ": "
    present = set(header.matter.keys())
    for name, is_required in header.view.keys().items():
        if name not in present or name == key["key"]:
            item = _item(header, name, f"{name}{sign}", Span(line.start, offset), name)
            item.kind = types.CompletionItemKind.Property
            item.sort_text = f"{'0' if is_required else '1'}{name}"
            yield item


def _item(header: _Header, label: str, text: str, span: Span, key: str) -> types.CompletionItem:
    said = header.view.description([key], header.language)
    return types.CompletionItem(
        label,
        kind=types.CompletionItemKind.Value,
        documentation=types.MarkupContent(types.MarkupKind.Markdown, said) if said else None,
        text_edit=types.TextEdit(range_of(header.source, span, header.buffer.unit), text),
    )


def _hints(server: KoetsuServer, buffer: Buffer, source: Source, matter: FrontMatter) -> Iterator[types.InlayHint]:
    """Behind a value of the header that a finding would replace: the other value, one click away."""
    result = server.checking.latest(buffer)
    if result is None:
        return
    for one in result.found.diagnostics:
        for fix in one.fixes[:1]:
            (edit, *others) = fix.edits
            if others or not matter.content.contains(one.span) or not edit.text or "\n" in edit.text:
                continue
            rule = result.found.rules[one.rule]
            end = source.position(edit.span.end, buffer.unit)
            yield types.InlayHint(
                types.Position(*end),
                f"→ {edit.text}",
                text_edits=edits_of(source, [edit], buffer.unit),
                tooltip=rule.say(one.message, one.values, server.session.language(result.place)),
                padding_left=True,
            )
