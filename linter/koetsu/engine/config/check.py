"""What is wrong with a configuration file?

Called only when something is: the quick way into the typed tables stops at the first fault and knows no places. This
one walks the file beside the JSON Schema of the configuration, from which it also takes the names to suggest.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from koetsu.engine.config.faults import nearest, shown
from koetsu.engine.config.tables import RULE_NAME, RULES, Rules, configuration_schema
from koetsu.message import Value
from koetsu.text.source import Source, Span
from koetsu.text.tree import Node


class Finding(NamedTuple):
    """A fault with its span in the file."""

    span: Span
    key: str
    values: dict[str, Value]
    nearest: str | None = None


def check_table(node: Node, source: Source, registry: Rules) -> list[Finding]:
    """Every fault of a configuration table against its schema, in the order of the file."""
    walk = _Walk(source, registry)
    return sorted(walk.faults(node, walk.root), key=lambda finding: finding.span)


class _Walk:
    def __init__(self, source: Source, registry: Rules) -> None:
        self.source = source
        self.registry = registry
        self.root = configuration_schema(registry)

    def faults(self, node: Node, schema: dict[str, Any]) -> Iterator[Finding]:
        """The faults of a value and of all that is in it."""
        if schema.get("$ref") == f"#/$defs/{RULE_NAME}" and isinstance(node.value, str):
            yield from self.name_faults(node.value, node.span)
            return
        schema = self.resolved(schema)
        found = self.type_of(node)
        branches = [self.resolved(branch) for branch in schema.get("anyOf", [])]
        if branches:
            fitting = next((branch for branch in branches if _fits(found, branch)), None)
            if fitting is None:
                wanted = [str(branch["type"]) for branch in branches if "type" in branch]
                yield Finding(node.span, "type", {"wanted": "-or-".join(wanted), "found": found})
                return
            schema = fitting
        if "enum" in schema:
            yield from _choice_faults(node, found, schema["enum"])
            return
        if not _fits(found, schema):
            yield Finding(node.span, "type", {"wanted": schema["type"], "found": found})
            return
        yield from _bound_faults(node, found, schema)
        if isinstance(node.members, dict):
            yield from self.member_faults(node, node.members, schema)
        elif isinstance(node.members, list):
            first: list[dict[str, Any]] = schema.get("prefixItems", [])
            rest = schema.get("items")
            for index, item in enumerate(node.members):
                inner = first[index] if index < len(first) else rest
                if isinstance(inner, dict):
                    yield from self.faults(item, inner)

    def member_faults(self, node: Node, members: dict[str, Node], schema: dict[str, Any]) -> Iterator[Finding]:
        known: dict[str, dict[str, Any]] = schema.get("properties", {})
        others = schema.get("additionalProperties", True)
        names = schema.get("propertyNames")
        for key, member in members.items():
            span = member.key_span or member.span
            if names is not None:
                yield from self.name_faults(key, span)
            if key in known:
                yield from self.faults(member, known[key])
            elif isinstance(others, dict):
                yield from self.faults(member, others)
            elif others is False and schema.get("title") == RULES:
                several = bool(self.registry.find(key))
                yield from [Finding(span, "several-rules", {"name": key})] if several else self.name_faults(key, span)
            elif others is False:
                yield Finding(span, "unknown-key", {"key": shown(key)}, nearest(key, list(known)))
        for key in schema.get("required", []):
            if key not in members:
                yield Finding(node.key_span or node.span, "missing-key", {"key": key})

    def name_faults(self, name: str, span: Span) -> Iterator[Finding]:
        if not self.registry.find(name):
            yield Finding(span, "unknown-rule", {"name": shown(name)}, self.registry.nearest(name))

    def resolved(self, schema: dict[str, Any]) -> dict[str, Any]:
        while "$ref" in schema:
            schema = self.root["$defs"][schema["$ref"].rsplit("/", 1)[1]]
        return schema

    def type_of(self, node: Node) -> str:
        value = node.value
        if isinstance(value, bool):
            return "boolean"
        if isinstance(value, int):
            return "integer"
        if isinstance(value, float):
            return "number"
        if isinstance(value, str):
            # The tree shows dates, inf and nan as they are written: without quotes.
            first = self.source.text[node.span.start : node.span.start + 1]
            if first in ('"', "'"):
                return "string"
            return "number" if re.fullmatch(r"[+-]?(inf|nan)", value) else "date-time"
        return "array" if isinstance(value, list) else "object"


def _fits(found: str, schema: dict[str, Any]) -> bool:
    wanted = schema.get("type")
    return wanted is None or found == wanted or (found == "integer" and wanted == "number")


def _choice_faults(node: Node, found: str, choices: list[Any]) -> Iterator[Finding]:
    if node.value in choices and found in ("string", "integer", "boolean", "number"):
        return
    words = [str(choice) for choice in choices]
    guess = nearest(node.value, words) if isinstance(node.value, str) else None
    yield Finding(node.span, "choice", {"value": shown(node.text), "choices": words}, guess)


_BOUNDS = {"minimum": "minimum", "maximum": "maximum", "exclusiveMinimum": "above", "exclusiveMaximum": "below"}


def _bound_faults(node: Node, found: str, schema: dict[str, Any]) -> Iterator[Finding]:
    value = node.value
    if found == "number" and isinstance(value, str):
        value = float(value)  # inf or nan
    if isinstance(value, int | float):
        for keyword, key in _BOUNDS.items():
            bound = schema.get(keyword)
            if bound is not None and _breaks(keyword, value, bound):
                yield Finding(node.span, key, {"value": value, "bound": bound})
    elif isinstance(value, str):
        yield from _size_faults(node, len(value), schema.get("minLength"), schema.get("maxLength"), ("short", "long"))
        pattern = schema.get("pattern")
        if pattern is not None and re.search(pattern, value) is None:
            yield Finding(node.span, "pattern", {"value": shown(value), "pattern": pattern})
    elif isinstance(value, list):
        yield from _size_faults(node, len(value), schema.get("minItems"), schema.get("maxItems"), ("fewer", "more"))


def _size_faults(
    node: Node, count: int, least: int | None, most: int | None, keys: tuple[str, str]
) -> Iterator[Finding]:
    if least is not None and count < least:
        yield Finding(node.span, keys[0], {"count": count, "bound": least})
    elif most is not None and count > most:
        yield Finding(node.span, keys[1], {"count": count, "bound": most})


def _breaks(keyword: str, value: float, bound: float) -> bool:
    if keyword == "minimum":
        return value < bound
    if keyword == "maximum":
        return value > bound
    return value <= bound if keyword == "exclusiveMinimum" else value >= bound
