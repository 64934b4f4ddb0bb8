"""Where does each key and value of a YAML text stand?

The text is composed, never loaded: nothing of it is constructed but plain data, every duplicate key is seen, and the
tags are those of YAML 1.2. Apart from ``yaml_fault`` only this module knows ruamel.yaml.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import TYPE_CHECKING, Any, TypeAlias

from koetsu.text.source import Span
from koetsu.text.tree import JSON, Duplicate, Node, SyntaxFault

if TYPE_CHECKING:
    from ruamel.yaml.events import Event

YAMLNode: TypeAlias = Any
"""A node of ruamel.yaml: its attributes are set from C and not declared."""

MAXIMUM_DEPTH = 100
"""How deep a header may be nested: the parser recurses on the C stack, which a hostile file would overflow."""

_SPARE_NODES = 10_000
_MAXIMUM_PURE = 5_000
"""The pure parser takes time that grows with the square of a hostile text."""
_AMBIGUOUS = re.compile(r"[\[{][^\r\n]*[:?]|[:?][^\r\n]*[\]}]")
_MANY = MAXIMUM_DEPTH // 4
_MANY_INDICATORS = re.compile(rf"[ ?:-]{{{_MANY},}}")
# YAML 1.2 does not end a line there, libyaml does; and it swallows a byte-order mark at the start.
_FALSE_LINE_ENDS = "\x85\u2028\u2029\ufeff"
_PROPERTIES = re.compile(r"(?:[&!][^\s,\[\]{}]*\s+)+(?=\S)")
_ALIAS = re.compile(r"\s*:\s*(\*[^\s,\[\]{}]+)")
_COLON = re.compile(r"[ \t]*:")


def parse_yaml(text: str, base: int = 0) -> Node | None:
    """The tree of a YAML text whose first character has the offset ``base`` in its file; None if it holds nothing.

    Raises SyntaxFault. Its reasons begin with ``yaml-``.
    """
    from ruamel.yaml.error import YAMLError

    masked, unmask = _mask(text)
    try:
        root = _root(masked, base)
        return None if root is None else _Walk(text, unmask, base).node(root)
    except YAMLError as error:
        from koetsu.text.yaml_fault import explain

        raise explain(error, text, base) from None
    except RecursionError:
        raise SyntaxFault("yaml-depth", Span(base, base + len(text))) from None


def _root(text: str, base: int) -> YAMLNode | None:
    """The root node: from libyaml, else from the pure parser, which is slower but knows all of YAML 1.2.

    The libyaml that ruamel.yaml.clib brings refuses ``:`` and ``?`` inside words between brackets: ``[https://a.b]``.
    """
    from ruamel.yaml.error import YAMLError

    try:
        parser = _parser()
    except ImportError:
        _check_depth(text, base, _pure_events)
        return _pure_root(text)
    try:
        _check_depth(text, base, _events)
        root: YAMLNode | None = parser(text).get_single_node()
    except YAMLError:
        if len(text) > _MAXIMUM_PURE or _AMBIGUOUS.search(text) is None:
            raise
        try:
            _check_depth(text, base, _pure_events)
            return _pure_root(text)
        except YAMLError:
            pass
        raise
    return root


@cache
def _parser() -> Any:
    """The parser of libyaml with the tags of YAML 1.2, and without what ruamel.yaml adds to construct objects."""
    from ruamel.yaml.cyaml import CParser  # type: ignore[attr-defined]
    from ruamel.yaml.nodes import ScalarNode
    from ruamel.yaml.resolver import BaseResolver, Resolver
    from ruamel.yaml.tag import Tag

    expressions = {
        first: [(Tag(suffix=tag), expression) for tag, expression in found]
        for first, found in Resolver.yaml_implicit_resolvers.items()
    }

    class Parser(CParser):  # type: ignore[misc]
        def resolve(self, kind: type, value: str, implicit: tuple[bool, bool]) -> Tag:
            if kind is ScalarNode and implicit[0]:
                for tag, expression in expressions.get(value[:1], ()):
                    if expression.match(value):
                        return tag
            return BaseResolver.DEFAULT_SCALAR_TAG  # nobody asks for the tag of a collection

        def descend_resolver(self, parent: YAMLNode, index: YAMLNode) -> None:
            pass

        def ascend_resolver(self) -> None:
            pass

    return Parser


def _pure_root(text: str) -> YAMLNode | None:
    from ruamel.yaml import YAML

    root: YAMLNode | None = YAML(typ="safe", pure=True).compose(text)
    return root


def _events(text: str) -> Iterator[Event]:
    parser = _parser()(text)
    while parser.check_event():
        yield parser.get_event()


def _pure_events(text: str) -> Iterator[Event]:
    from ruamel.yaml import YAML

    yield from YAML(typ="safe", pure=True).parse(text)


def _check_depth(text: str, base: int, events: Callable[[str], Iterator[Event]]) -> None:
    """Refuse what is nested too deep, before anything recurses; free for a text that cannot be deep."""
    if text.count("[") + text.count("{") <= _MANY and _MANY_INDICATORS.search(text) is None:
        return
    from ruamel.yaml.events import CollectionEndEvent, CollectionStartEvent

    depth = 0
    for event in events(text):
        if isinstance(event, CollectionStartEvent):
            depth += 1
            if depth > MAXIMUM_DEPTH:
                at = base + event.start_mark.index
                raise SyntaxFault("yaml-depth", Span(at, at + 1))
        elif isinstance(event, CollectionEndEvent):
            depth -= 1


def _mask(text: str) -> tuple[str, dict[int, str]]:
    """The text with a private character for each false line end, and the way back."""
    found = [character for character in _FALSE_LINE_ENDS if character in text]
    if not found:
        return text, {}
    free = (chr(code) for code in range(0xF0000, 0xFFFFD) if chr(code) not in text)
    masks = {ord(character): next(free) for character in found}
    return text.translate(masks), {ord(mask): chr(code) for code, mask in masks.items()}


class _Walk:
    """From ruamel's nodes to ours, in one walk; a node that aliases share is walked once."""

    def __init__(self, text: str, unmask: dict[int, str], base: int) -> None:
        self.text = text
        self.unmask = unmask
        self.base = base
        self.known: dict[int, tuple[Node, int]] = {}
        self.open: set[int] = set()
        # Without an anchor no node can be met twice.
        self.shares = "&" in text
        self.has_properties = self.shares or "!" in text
        self.limit = len(text) + _SPARE_NODES

    def node(self, root: YAMLNode) -> Node:
        return self._node(root, None)[0]

    def _span(self, node: YAMLNode) -> Span:
        return Span(self.base + node.start_mark.index, self.base + node.end_mark.index)

    def _node(self, source: YAMLNode, key: Span | None) -> tuple[Node, int]:
        """The node and how many values it holds once every alias is written out; ``key`` is where its key stands."""
        if not self.shares:
            return self._made(source, key)
        identity = id(source)
        known = self.known.get(identity)
        if known is not None:
            return self._alias(known[0], key), known[1]
        if identity in self.open:
            raise SyntaxFault("yaml-aliases", self._span(source))
        self.open.add(identity)
        node, size = self._made(source, key)
        self.open.discard(identity)
        if size > self.limit:
            raise SyntaxFault("yaml-aliases", node.span)
        self.known[identity] = (node, size)
        return node, size

    def _made(self, source: YAMLNode, key: Span | None) -> tuple[Node, int]:
        kind = source.id
        if kind == "scalar":
            return self._scalar(source, key), 1
        node, size = self._mapping(source) if kind == "mapping" else self._sequence(source)
        node.key_span = key
        return node, size

    def _alias(self, node: Node, key: Span | None) -> Node:
        """The same value under another key: at the place of the alias where that can be told."""
        found = None if key is None else _ALIAS.match(self.text, key.end - self.base)
        span = node.span if found is None else Span(self.base + found.start(1), self.base + found.end(1))
        return Node(node.value, span, node.text, key, node.members, node.duplicates)

    def _scalar(self, source: YAMLNode, key: Span | None) -> Node:
        start, end = source.start_mark.index, source.end_mark.index
        text: str = source.value
        style = source.style
        if self.unmask:
            text = text.translate(self.unmask)
        if start == end and key is not None:
            # The pure parser marks an empty value at the next token.
            colon = _COLON.match(self.text, key.end - self.base)
            start = end = key.end - self.base if colon is None else colon.end()
        if self.has_properties:
            start = self._behind_properties(start, end)
        if style in ("|", ">"):
            end = start + len(self.text[start:end].rstrip())
        # What is quoted is text unless a tag says otherwise.
        value = _value(source.tag, text) if not style or self.has_properties else text
        return Node(value, Span(self.base + start, self.base + end), text, key)

    def _behind_properties(self, start: int, end: int) -> int:
        """Where a value begins behind its anchor and its tag."""
        properties = _PROPERTIES.match(self.text, start, end)
        return start if properties is None else properties.end()

    def _sequence(self, source: YAMLNode) -> tuple[Node, int]:
        members: list[Node] = []
        size = 1
        for item in source.value:
            node, held = self._node(item, None)
            members.append(node)
            size += held
        span = self._collection(source, members)
        return Node([node.value for node in members], span, self._slice(span), None, members), size

    def _mapping(self, source: YAMLNode) -> tuple[Node, int]:
        members: dict[str, Node] = {}
        merged: dict[str, Node] = {}
        duplicates: list[Duplicate] = []
        last: list[Node] = []
        size = 1
        for key_source, value_source in source.value:
            key = self._span(key_source)
            node, held = self._node(value_source, key)
            size += held
            last = [node]
            if node.members is not None and key_source.tag == "tag:yaml.org,2002:merge":
                for part in node.members if isinstance(node.members, list) else [node]:
                    if isinstance(part.members, dict):
                        merged = part.members | merged
                continue
            name = key_source.value if key_source.id == "scalar" else self._slice(key)
            if self.unmask:
                name = name.translate(self.unmask)
            earlier = members.get(name)
            if earlier is not None and earlier.key_span is not None:
                duplicates.append(Duplicate(earlier.key_span, key, name))
            members[name] = node
        members = merged | members if merged else members
        span = self._collection(source, last)
        value: JSON = {name: node.value for name, node in members.items()}
        return Node(value, span, self._slice(span), None, members, duplicates), size

    def _collection(self, source: YAMLNode, members: list[Node]) -> Span:
        """A block collection ends with its last value; the parser's mark is the next token."""
        start, end = source.start_mark.index, source.end_mark.index
        if self.has_properties:
            start = self._behind_properties(start, end)
        if not source.flow_style and members:
            end = start + len(self.text[start:end].rstrip())
            end = max(start, min(end, members[-1].span.end - self.base)) if members[-1].span.start >= start else end
        return Span(self.base + start, self.base + end)

    def _slice(self, span: Span) -> str:
        return self.text[span.start - self.base : span.end - self.base]


def _value(tag: str, text: str) -> JSON:
    """A scalar as JSON knows it; what JSON does not know (dates, infinity) stays as it is written."""
    if tag == "tag:yaml.org,2002:str":
        return text
    if tag == "tag:yaml.org,2002:null":
        return None
    if tag == "tag:yaml.org,2002:bool":
        return text.lower() in ("true", "yes", "on")
    try:
        if tag == "tag:yaml.org,2002:int":
            digits = text.replace("_", "").lower()
            prefixed = digits.lstrip("+-")[:2] in ("0x", "0o", "0b")
            return int(digits, 0 if prefixed else 10)
        if tag == "tag:yaml.org,2002:float":
            number = float(text.replace("_", ""))
            return number if number - number == 0 else text
    except ValueError:
        pass
    return text
