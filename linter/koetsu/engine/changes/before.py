"""What was found before the change?"""

from __future__ import annotations

from collections.abc import Iterable

from koetsu.diagnostic import SEVERITIES, Diagnostic
from koetsu.text.source import Source, Span


class Before:
    """The findings in the text of a file before it was changed."""

    def __init__(self, source: Source, diagnostics: Iterable[Diagnostic]) -> None:
        self._same: dict[tuple[str, str], Diagnostic] = {}
        self._lines: set[tuple[str, str]] = set()
        for found in diagnostics:
            self._same[found.rule, found.fingerprint] = found
            for place in (found.span, *(related.span for related in found.related)):
                self._lines.add((found.rule, _line(source, place)))

    def has_as_bad(self, diagnostic: Diagnostic) -> bool:
        """Whether a finding about the whole file was there, no less severe and going no less far."""
        before = self._same.get((diagnostic.rule, diagnostic.fingerprint))
        if before is None or SEVERITIES.index(diagnostic.severity) < SEVERITIES.index(before.severity):
            return False
        if before.extent is None or diagnostic.extent is None:
            return True
        return diagnostic.extent <= before.extent

    def has(self, source: Source, diagnostic: Diagnostic) -> bool:
        """Whether a finding in lines that did not change was there.

        A line tells as well as the fingerprint does: equal findings are numbered, and one put in above renumbers
        them; and what was folded into the first copy of a section is a related place there.
        """
        if (diagnostic.rule, diagnostic.fingerprint) in self._same:
            return True
        return (diagnostic.rule, _line(source, diagnostic.span)) in self._lines


def _line(source: Source, span: Span) -> str:
    """The line on which something starts."""
    return source[source.line_span(source.line_of(span.start))].strip()
