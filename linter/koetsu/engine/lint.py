"""What do rules say about one document?

``lint`` is the one door for the command line, the editor, the tests and the pages, and a pure function: whatever
touches the disk or processes is outside it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import msgspec
from xxhash import xxh3_64_hexdigest

from koetsu.diagnostic import Diagnostic
from koetsu.engine.faults import crashed
from koetsu.engine.folding import fold
from koetsu.rule import BaseRule, Rule
from koetsu.text.normal import normalise
from koetsu.text.source import Span

if TYPE_CHECKING:
    from koetsu.text.document import Document

_encode = msgspec.msgpack.Encoder().encode


def lint(document: Document, rules: Iterable[Rule[Any]]) -> list[Diagnostic]:
    """What the rules find in a document: folded, in the order of the text, each with its fingerprint."""
    found = [diagnostic for rule in rules for diagnostic in _check(document, rule)]
    return identified(document, fold(document, found))


def _check(document: Document, rule: Rule[Any]) -> list[Diagnostic]:
    """What one rule finds; if it raises, or reports what cannot be shown or stored, the one finding that it crashed."""
    try:
        found = list(rule.check(document))
        _verify(document, type(rule), found)
    except Exception as error:  # a fault of ours or of a plug-in, never of the manuscript: the other rules go on
        return [crashed(rule.code, document.source.path, error, document.source.line_span(0))]
    return found


def _verify(document: Document, rule: type[BaseRule[Any]], found: Sequence[Diagnostic]) -> None:
    length = len(document.source)
    for diagnostic in found:
        _verify_place(diagnostic.span, length)
        verify_values(rule, diagnostic.message, diagnostic.values)
        for related in diagnostic.related:
            _verify_place(related.span, length)
            verify_values(rule, related.message, related.values)
        for fix in diagnostic.fixes:
            verify_values(rule, fix.title, fix.values)
            for edit in fix.edits:
                _verify_place(edit.span, length)
            spans = sorted(edit.span for edit in fix.edits)
            if any(before.end > span.start for before, span in pairwise(spans)):
                raise ValueError("a fix with edits that overlap")
    _encode(found)


def _verify_place(span: Span, length: int) -> None:
    if not 0 <= span.start <= span.end <= length:
        raise ValueError(f"a span from {span.start} to {span.end} in a text of {length} characters")


def verify_values(rule: type[BaseRule[Any]], key: str, values: dict[str, Any]) -> None:
    """Raise KeyError if a message cannot be said with some values."""
    missing = _fields(rule, key) - values.keys()
    if missing:
        raise KeyError(f"the message {key or 'of the rule'} needs {', '.join(sorted(missing))}")


@cache
def _fields(rule: type[BaseRule[Any]], key: str) -> frozenset[str]:
    return rule.sentence(key).fields


def place(diagnostic: Diagnostic) -> tuple[int, int, str]:
    """By what the findings in a document are sorted."""
    return diagnostic.span.start, diagnostic.span.end, diagnostic.rule


def identified(document: Document, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """All findings of some rules, in the order of the text, each with its fingerprint."""
    ordinals: Counter[tuple[str, str]] = Counter()
    found = []
    for diagnostic in sorted(diagnostics, key=place):
        same = (diagnostic.rule, _identity(document, diagnostic))
        fingerprint = xxh3_64_hexdigest("\0".join((*same, str(ordinals[same]))).encode("utf-8"))
        ordinals[same] += 1
        found.append(msgspec.structs.replace(diagnostic, fingerprint=fingerprint))
    return found


def _identity(document: Document, diagnostic: Diagnostic) -> str:
    if diagnostic.identity is not None:
        return diagnostic.identity
    if diagnostic.scope == "file":
        return ""
    text = document.source[diagnostic.span]
    return normalise(text) or text
