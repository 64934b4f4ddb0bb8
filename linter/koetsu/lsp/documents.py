"""What stands in the buffers of an editor?

The library's own documents end a line at U+2028 and form feeds too, and then apply edits in the wrong place. Here every
position is converted by ``Source``, as everywhere else.
"""

from __future__ import annotations

import logging
from collections.abc import Sequence
from functools import cached_property
from itertools import count, pairwise
from typing import Any

from lsprotocol import types
from pygls.workspace import TextDocument, Workspace

from koetsu.text.source import Position, Source, Span, Unit

logger = logging.getLogger(__name__)

UNITS: dict[str, Unit] = {"utf-8": "utf-8", "utf-16": "utf-16", "utf-32": "code-points"}
"""The protocol's names of units."""


def unit_named(encoding: types.PositionEncodingKind | str | None) -> Unit:
    """The unit that client and server agreed on; UTF-16 where nothing was said."""
    return UNITS.get(str(encoding.value if isinstance(encoding, types.PositionEncodingKind) else encoding), "utf-16")


_states = count(1)


class Buffer(TextDocument):
    """A text that is open in the editor."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self.state = next(_states)
        """Another number whenever the text is another one: an editor may count its versions wrongly."""

    @property
    def unit(self) -> Unit:
        """The unit of the client's columns."""
        return unit_named(self.position_codec.encoding)

    @property
    def text(self) -> Source:
        """Its text as rules read it, under the path of the buffer."""
        if self._text is None:
            self._text = Source(self.path, self.source)
        return self._text

    _text: Source | None = None

    @property
    def lines(self) -> Sequence[str]:
        """Its lines, with their ends."""
        text = self.text.text
        return [text[start:end] for start, end in pairwise([*self.text.line_starts, len(text)])]

    def span(self, where: types.Range) -> Span:
        """What a range of the client means; kept inside the text, whatever the client says."""
        start, end = (
            self.text.offset(Position(position.line, position.character), self.unit)
            for position in (where.start, where.end)
        )
        return Span(start, max(start, end))

    def apply_change(self, change: types.TextDocumentContentChangeEvent) -> None:
        """Take over an edit of the user."""
        if isinstance(change, types.TextDocumentContentChangePartial):
            start, end = self.span(change.range)
            text = self.text.text
            self._source = text[:start] + change.text + text[end:]
        else:
            self._source = change.text
        self._text = None
        self.state = next(_states)


class Buffers(Workspace):
    """All that is open in the editor."""

    def _create_text_document(
        self, doc_uri: str, source: str | None = None, version: int | None = None, language_id: str | None = None
    ) -> Buffer:
        return Buffer(
            doc_uri,
            source=source,
            version=version,
            language_id=language_id,
            sync_kind=self._sync_kind,
            position_codec=self._position_codec,
        )

    def update_text_document(
        self, text_doc: types.VersionedTextDocumentIdentifier, change: types.TextDocumentContentChangeEvent
    ) -> None:
        """Take over an edit; one of a document that is not open is nobody's."""
        if self.buffer(text_doc.uri) is None:
            logger.error("a document was changed that is not open: %s", text_doc.uri)
            return
        super().update_text_document(text_doc, change)

    @cached_property
    def unit(self) -> Unit:
        """The unit of the client's columns."""
        return unit_named(self.position_encoding)

    def buffer(self, uri: str) -> Buffer | None:
        """The buffer of a document, if it is open."""
        if uri not in self.open:
            return None
        document = self.get_text_document(uri)
        return document if isinstance(document, Buffer) else None

    @property
    def open(self) -> set[str]:
        """The addresses of the open documents, as the editor wrote them."""
        return {document.uri for document in self.text_documents.values()}
