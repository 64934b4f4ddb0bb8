"""Where does each key and value of a JSON text stand?

The standard library decides what is JSON and what it means, but knows no places; this module adds them.
"""

from __future__ import annotations

import json
import re

from koetsu.text.source import Span
from koetsu.text.tree import JSON, Duplicate, Node, SyntaxFault

_MAXIMUM_DEPTH = 100
_TOKEN = re.compile(r"\s*+(\"(?:[^\"\\]|\\[\s\S])*+\"|[{}\[\],:]|[^\s{}\[\],:\"]++|\S|\Z)")


def parse_json(text: str, base: int = 0) -> Node:
    """The tree of a JSON object whose first character has the offset ``base`` in its file.

    Raises SyntaxFault. Its reasons begin with ``json-``.
    """
    try:
        json.loads(text, parse_constant=str)
    except json.JSONDecodeError as error:
        raise _fault(text, base, error) from None
    except (RecursionError, ValueError):
        # Too deep, or a number of more digits than Python reads.
        raise SyntaxFault("json-depth", Span(base, base + 1)) from None
    return _Reader(text, base).value()


def _fault(text: str, base: int, error: json.JSONDecodeError) -> SyntaxFault:
    token = _TOKEN.match(text, error.pos)
    start, end = token.span(1) if token is not None else (error.pos, error.pos)
    if start == end:
        # It ends too early: what was never closed is at the start.
        return SyntaxFault("json-bracket", Span(base, base + 1))
    line_end = re.compile(r"[^\r\n]*").match(text, start)
    assert line_end is not None
    return SyntaxFault("json-syntax", Span(base + start, base + min(end, max(line_end.end(), start + 1))))


class _Reader:
    """Goes through the tokens of a text that is known to be valid."""

    def __init__(self, text: str, base: int) -> None:
        self.text = text
        self.base = base
        self.at = 0

    def token(self) -> tuple[str, Span]:
        found = _TOKEN.match(self.text, self.at)
        assert found is not None
        self.at = found.end()
        return found.group(1), Span(self.base + found.start(1), self.base + found.end(1))

    def value(self, depth: int = 0) -> Node:
        if depth > _MAXIMUM_DEPTH:
            raise SyntaxFault("json-depth", Span(self.base + self.at, self.base + self.at + 1))
        token, span = self.token()
        if token == "{":
            return self._object(span.start, depth)
        if token == "[":
            return self._array(span.start, depth)
        value: JSON = json.loads(token, parse_constant=str)
        if isinstance(value, float) and value - value != 0:
            value = token
        return Node(value, span, value if isinstance(value, str) else token)

    def _object(self, start: int, depth: int) -> Node:
        members: dict[str, Node] = {}
        duplicates: list[Duplicate] = []
        token, span = self.token()
        while token != "}":
            if token == ",":
                token, span = self.token()
            key = json.loads(token)
            self.token()
            node = self.value(depth + 1)
            node.key_span = span
            earlier = members.get(key)
            if earlier is not None and earlier.key_span is not None:
                duplicates.append(Duplicate(earlier.key_span, span, key))
            members[key] = node
            token, span = self.token()
        value: JSON = {key: node.value for key, node in members.items()}
        return Node(value, Span(start, span.end), self._slice(start, span.end), None, members, duplicates)

    def _array(self, start: int, depth: int) -> Node:
        members: list[Node] = []
        while True:
            before = self.at
            token, span = self.token()
            if token == "]":
                break
            if token != ",":
                self.at = before
            members.append(self.value(depth + 1))
        return Node(
            [node.value for node in members], Span(start, span.end), self._slice(start, span.end), None, members
        )

    def _slice(self, start: int, end: int) -> str:
        return self.text[start - self.base : end - self.base]
