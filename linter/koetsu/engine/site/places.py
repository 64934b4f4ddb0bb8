"""On which line and column stands what a rule over many files speaks of?"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from koetsu.engine.report import Positions
from koetsu.errors import UnreadableSourceError
from koetsu.text.corpus import Summary
from koetsu.text.source import Source, Span


class Places:
    """The lines and columns in the documents of a corpus, mostly without reading them."""

    def __init__(self, summaries: Mapping[str, Summary], read: Callable[[str], Source]) -> None:
        self._summaries = summaries
        self._read = read
        self._sources: dict[str, Source | None] = {}

    def positions(self, path: str, span: Span) -> Positions:
        """Those of both ends of a span. Raises ValueError for one that cannot be in the document."""
        return {offset: self._position(path, offset) for offset in span}

    def _position(self, path: str, offset: int) -> tuple[int, int]:
        summary = self._summaries[path]
        for where in (summary.first_line, summary.title_place):
            for known, position in zip(where.span, (where.start, where.end), strict=True):
                if known == offset:
                    return position.line, position.column
        found = summary.sentences.position(offset)
        source = self._source(path) if found is None else None
        if source is not None:
            if not 0 <= offset <= len(source):
                raise ValueError(f"an offset of {offset} in a text of {len(source)} characters")
            found = source.position(offset)
        return (found.line, found.column) if found is not None else (0, 0)

    def _source(self, path: str) -> Source | None:
        if path not in self._sources:
            try:
                self._sources[path] = self._read(path)
            except UnreadableSourceError:  # it was there when it was summarised
                self._sources[path] = None
        return self._sources[path]
