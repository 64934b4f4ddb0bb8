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
        self._known: dict[str, Positions] = {}
        self._sources: dict[str, Source | None] = {}

    def positions(self, path: str, span: Span) -> Positions:
        """Those of both ends of a span. Raises ValueError for one that cannot be in the document."""
        return {offset: self._position(path, offset) for offset in span}

    def _position(self, path: str, offset: int) -> tuple[int, int]:
        known = self._known.get(path)
        if known is None:
            known = self._known[path] = _known_of(self._summaries[path])
        if offset not in known:
            source = self._source(path)
            if source is not None and not 0 <= offset <= len(source):
                raise ValueError(f"an offset of {offset} in a text of {len(source)} characters")
            known[offset] = source.position(offset) if source is not None else (0, 0)
        return known[offset]

    def _source(self, path: str) -> Source | None:
        if path not in self._sources:
            try:
                self._sources[path] = self._read(path)
            except UnreadableSourceError:  # it was there when it was summarised
                self._sources[path] = None
        return self._sources[path]


def _known_of(summary: Summary) -> Positions:
    """The line and column of every place that a summary names."""
    places = [summary.first_line, summary.title_place, *map(summary.sentences.place, range(len(summary.sentences)))]
    return {
        offset: (position.line, position.column)
        for place in places
        for offset, position in zip(place.span, (place.start, place.end), strict=True)
    }
