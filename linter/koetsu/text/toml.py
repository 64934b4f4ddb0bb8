"""Where does each key and value of a TOML text stand?

``tomllib`` decides what is TOML and what it means, but knows no places; this module adds them.
"""

from __future__ import annotations

import re
import tomllib
from typing import Any, NamedTuple

from koetsu.text.source import Span
from koetsu.text.toml_fault import explain, longest_number, rest_of_line
from koetsu.text.tree import JSON, Duplicate, Node, SyntaxFault

_MAXIMUM_DEPTH = 64
_BLANK = re.compile(r"[ \t]*+")
_BLANK_LINES = re.compile(r"(?:[ \t\r\n]|#[^\n]*)*+")
_LINE_REST = re.compile(r"[ \t]*+(?:#[^\r\n]*)?(?=\r?\n|\Z)")
_KEY_PART = re.compile(r"""[A-Za-z0-9_-]++|"(?:[^"\\\n]|\\.)*+"|'[^'\n]*+'""")
_STRING = re.compile(
    r'''"""(?:[^"\\]|\\[\s\S]|"{1,2}(?!"))*+"{3,5}|\'\'\'(?:[^']|'{1,2}(?!'))*+'{3,5}'''
    r"""|"(?!"")(?:[^"\\\n]|\\.)*+"|'(?!'')[^'\n]*+'"""
)
_BARE = re.compile(r"\d{4}-\d\d-\d\d \d\d:[^\s,\]}#]*+|[^\s,\[\]{}#\"']++")


def parse_toml(text: str, base: int = 0, *, keep_duplicates: bool = False) -> Node:
    """The tree of a TOML text whose first character has the offset ``base`` in its file.

    With ``keep_duplicates`` a key that stands again is listed in ``duplicates`` instead of being a fault, as long as it
    is a plain ``key = value``; its first value counts.

    Raises SyntaxFault. Its reasons begin with ``toml-``.
    """
    scanner = _Scanner(text, base, keep_duplicates)
    stuck: SyntaxFault | None = None
    try:
        scanner.scan()
    except SyntaxFault as fault:
        stuck = fault
    if stuck is not None and stuck.reason in ("toml-depth", "toml-duplicate"):
        raise stuck
    try:
        data = tomllib.loads(scanner.without_duplicates())
    except RecursionError:
        raise SyntaxFault("toml-depth", Span(base, base + len(text))) from None
    except tomllib.TOMLDecodeError as error:
        raise stuck or explain(str(error), text, base, scanner.scalars) from None
    except ValueError:
        # A number of more digits than Python reads; tomllib does not say where.
        raise stuck or SyntaxFault("toml-value", longest_number(text, base)) from None
    if stuck is not None:
        raise stuck
    return scanner.root.node(data, text, base)


class _Place:
    """A value that was met: where it stands and what stands in it."""

    __slots__ = ("closed", "declared", "duplicates", "items", "key", "keys", "span", "tables")

    def __init__(self, span: Span, key: Span | None = None) -> None:
        self.span = span
        self.key = key
        self.keys: dict[str, _Place] | None = None
        self.items: list[_Place] | None = None
        # An array of tables, which a header may still lengthen.
        self.tables = False
        # A table that no header may declare any more.
        self.declared = False
        # An inline table, which nothing may be added to.
        self.closed = False
        self.duplicates: list[Duplicate] = []

    def node(self, data: Any, text: str, base: int) -> Node:
        """The tree, with the values that ``tomllib`` read."""
        raw = text[self.span.start - base : self.span.end - base]
        members: dict[str, Node] | list[Node]
        value: JSON
        if self.keys is not None:
            members = {key: place.node(data[key], text, base) for key, place in self.keys.items()}
            value = {key: node.value for key, node in members.items()}
        elif self.items is not None:
            members = [place.node(item, text, base) for place, item in zip(self.items, data, strict=True)]
            value = [node.value for node in members]
        else:
            value = _plain(data, raw)
            return Node(value, self.span, value if isinstance(value, str) else raw, self.key)
        return Node(value, self.span, raw, self.key, members, self.duplicates)


def _plain(data: Any, raw: str) -> JSON:
    """A scalar as JSON knows it: dates, times, infinity and not-a-number stay as they are written."""
    if isinstance(data, float):
        return data if data - data == 0 else raw
    return data if isinstance(data, str | int) else raw


class _Key(NamedTuple):
    name: str
    span: Span


class _Scanner:
    def __init__(self, text: str, base: int, keep_duplicates: bool) -> None:
        self.text = text
        self.base = base
        self.keep_duplicates = keep_duplicates
        self.root = _table(Span(base, base + len(text)))
        self.dropped: list[tuple[int, int]] = []
        self.scalars: list[tuple[int, int]] = []

    def span(self, start: int, end: int) -> Span:
        return Span(start + self.base, end + self.base)

    def without_duplicates(self) -> str:
        """The text with blanks where a key stands again; every offset stays."""
        parts = []
        done = 0
        for start, end in self.dropped:
            parts += [self.text[done:start], re.sub(r"[^\r\n]", " ", self.text[start:end])]
            done = end
        return "".join([*parts, self.text[done:]])

    def scan(self) -> None:
        at, text, table = 0, self.text, self.root
        while True:
            at = _end(_BLANK_LINES, text, at)
            if at == len(text):
                return
            if text[at] == "[":
                at, table = self.header(at)
            else:
                at = self.pair(at, table, 0, at)
            rest = _LINE_REST.match(text, at)
            if rest is None:
                raise SyntaxFault("toml-rest", self._line_rest(_end(_BLANK, text, at)))
            at = rest.end()

    def header(self, start: int) -> tuple[int, _Place]:
        brackets = 2 if self.text.startswith("[[", start) else 1
        at, keys = self.keys(_end(_BLANK, self.text, start + brackets))
        if not self.text.startswith("]" * brackets, at):
            raise SyntaxFault("toml-bracket", self._line_rest(start))
        end = at + brackets
        place = self.descend(self.root, keys[:-1])
        name, span = keys[-1]
        whole = self.span(start, end)
        assert place.keys is not None
        known = place.keys.get(name)
        if brackets == 2:
            if known is None:
                known = place.keys[name] = _array(whole, span)
            elif not known.tables:
                raise SyntaxFault("toml-duplicate", span, {"key": name}, known.key)
            assert known.items is not None
            known.items.append(_table(whole, span))
            return end, known.items[-1]
        if known is None:
            known = place.keys[name] = _table(whole, span)
        elif known.declared or known.closed or known.keys is None:
            raise SyntaxFault("toml-duplicate", span, {"key": name}, known.key)
        else:
            known.span, known.key = whole, span
        known.declared = True
        return end, known

    def descend(self, place: _Place, keys: list[_Key], dotted: bool = False) -> _Place:
        """The table under these keys, made where there is none."""
        for name, span in keys:
            assert place.keys is not None
            inner = place.keys.get(name)
            if inner is None:
                inner = place.keys[name] = _table(span, span)
                inner.declared = dotted
            if inner.tables and inner.items and not dotted:
                inner = inner.items[-1]
            if inner.keys is None or inner.closed:
                raise SyntaxFault("toml-duplicate", span, {"key": name}, inner.key)
            place = inner
        return place

    def keys(self, at: int) -> tuple[int, list[_Key]]:
        """A dotted key and the offset behind it and its blanks."""
        keys: list[_Key] = []
        while True:
            part = _KEY_PART.match(self.text, at)
            if part is None:
                raise SyntaxFault("toml-key", self._line_rest(at))
            keys.append(_Key(self._name(part.group(), part.start()), self.span(*part.span())))
            if len(keys) > _MAXIMUM_DEPTH:
                raise SyntaxFault("toml-depth", keys[-1].span)
            at = _end(_BLANK, self.text, part.end())
            if not self.text.startswith(".", at):
                return at, keys
            at = _end(_BLANK, self.text, at + 1)

    def _name(self, written: str, at: int) -> str:
        if written[0] == "'":
            return written[1:-1]
        if written[0] != '"':
            return written
        try:
            return str(tomllib.loads(f"key = {written}")["key"])
        except tomllib.TOMLDecodeError:
            raise SyntaxFault("toml-escape", self.span(at, at + len(written))) from None

    def pair(self, at: int, table: _Place, depth: int, statement: int | None = None) -> int:
        """One ``key = value``; returns the offset behind it. ``statement`` is its start where it may be dropped."""
        start = at
        at, keys = self.keys(at)
        if not self.text.startswith("=", at):
            raise SyntaxFault("toml-equals", self._line_rest(start))
        at, value = self.value(_end(_BLANK, self.text, at + 1), depth)
        value.key = keys[-1].span
        table = self.descend(table, keys[:-1], dotted=True)
        assert table.keys is not None
        name = keys[-1].name
        known = table.keys.get(name)
        if known is None:
            table.keys[name] = value
            return at
        assert known.key is not None
        if not self.keep_duplicates or statement is None:
            raise SyntaxFault("toml-duplicate", value.key, {"key": name}, known.key)
        table.duplicates.append(Duplicate(known.key, value.key, name))
        self.dropped.append((statement, at))
        return at

    def value(self, at: int, depth: int) -> tuple[int, _Place]:
        if depth > _MAXIMUM_DEPTH:
            raise SyntaxFault("toml-depth", self.span(at, at + 1))
        first = self.text[at : at + 1]
        if first == "[":
            return self._array(at, depth)
        if first == "{":
            return self._inline_table(at, depth)
        if first in ('"', "'"):
            string = _STRING.match(self.text, at)
            if string is None:
                raise SyntaxFault("toml-string", self._line_rest(at))
            return self._scalar(string)
        bare = _BARE.match(self.text, at)
        if bare is None:
            raise SyntaxFault("toml-value", self._line_rest(at))
        return self._scalar(bare)

    def _scalar(self, found: re.Match[str]) -> tuple[int, _Place]:
        self.scalars.append(found.span())
        return found.end(), _Place(self.span(*found.span()))

    def _array(self, start: int, depth: int) -> tuple[int, _Place]:
        array = _array(self.span(start, start))
        array.tables = False
        assert array.items is not None
        at = start + 1
        while not self.text.startswith("]", at := _end(_BLANK_LINES, self.text, at)):
            if at == len(self.text):
                raise SyntaxFault("toml-bracket", self._line_rest(start))
            at, item = self.value(at, depth + 1)
            array.items.append(item)
            at = _end(_BLANK_LINES, self.text, at)
            if self.text.startswith(",", at):
                at += 1
            elif not self.text.startswith("]", at):
                raise SyntaxFault("toml-bracket", self._line_rest(start))
        array.span = self.span(start, at + 1)
        return at + 1, array

    def _inline_table(self, start: int, depth: int) -> tuple[int, _Place]:
        table = _table(self.span(start, start))
        at = start + 1
        while not self.text.startswith("}", at := _end(_BLANK_LINES, self.text, at)):
            if at == len(self.text):
                raise SyntaxFault("toml-bracket", self._line_rest(start))
            at = _end(_BLANK_LINES, self.text, self.pair(at, table, depth + 1))
            if self.text.startswith(",", at):
                at += 1
            elif not self.text.startswith("}", at):
                raise SyntaxFault("toml-bracket", self._line_rest(start))
        table.span = self.span(start, at + 1)
        table.closed = True
        return at + 1, table

    def _line_rest(self, at: int) -> Span:
        return rest_of_line(self.text, at, self.base)


def _table(span: Span, key: Span | None = None) -> _Place:
    place = _Place(span, key)
    place.keys = {}
    return place


def _array(span: Span, key: Span | None = None) -> _Place:
    place = _Place(span, key)
    place.items = []
    place.tables = True
    return place


def _end(pattern: re.Pattern[str], text: str, at: int) -> int:
    found = pattern.match(text, at)
    return at if found is None else found.end()
