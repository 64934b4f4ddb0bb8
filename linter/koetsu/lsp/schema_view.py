"""What does the schema of a header say about one of its keys?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from koetsu.message import Language, Message
from koetsu.text.schema import description_of
from koetsu.text.tree import JSON

Schema = dict[str, Any]

_BRANCHES = ("allOf", "anyOf", "oneOf")
_TYPE = Message(ja="型: {types:list}", en="Type: {types:list}")
_ONE_OF = Message(ja="値: {values:list}", en="One of: {values:list}")
_DEFAULT = Message(ja="省略時: {value}", en="Default: {value}")
_FORM = Message(ja="形式: {form}", en="Form: {form}")
_REQUIRED = Message(ja="必須です。", en="Required.")


class SchemaView:
    """A JSON Schema 2020-12, key by key."""

    def __init__(self, root: Schema) -> None:
        self._root = root

    def keys(self) -> dict[str, bool]:
        """The keys that a header can have, and whether it must have them."""
        required: set[str] = set()
        names: dict[str, None] = {}
        for schema in self._all(self._root):
            names |= dict.fromkeys(schema.get("properties", {}))
            required |= set(schema.get("required", ()))
        return {name: name in required for name in names}

    def values(self, path: Sequence[str | int]) -> list[JSON]:
        """What can stand under a key, where that can be listed."""
        found: list[JSON] = []
        for schema in self._at(path):
            if "const" in schema:
                found.append(schema["const"])
            found += schema.get("enum", [])
            if schema.get("type") == "boolean":
                found += [True, False]
            found += schema.get("examples", [])
        return [value for number, value in enumerate(found) if value not in found[:number]]

    def description(self, path: Sequence[str | int], language: Language) -> str | None:
        """What is said about a key, as Markdown; None if the schema does not know it."""
        schemas = list(self._at(path))
        if not schemas:
            return None
        lines = [f"**{'.'.join(map(str, path))}**"]
        lines += [text for one in schemas for text in (one.get("title"), description_of(one, language)) if text]
        types = [word for schema in schemas for word in _listed(schema.get("type"))]
        facts = [_TYPE.format(language, {"types": list(dict.fromkeys(types))}, {})] if types else []
        values = [_code(value) for schema in schemas for value in schema.get("enum", [])]
        if values:
            facts.append(_ONE_OF.format(language, {"values": values}, {}))
        facts += [_FORM.format(language, {"form": schema["format"]}, {}) for schema in schemas if "format" in schema]
        facts += [
            _DEFAULT.format(language, {"value": _code(schema["default"])}, {})
            for schema in schemas
            if "default" in schema
        ]
        if len(path) == 1 and self.keys().get(str(path[0])):
            facts.append(_REQUIRED.format(language, {}, {}))
        return "\n\n".join([*lines, "  \n".join(facts)]).strip()

    def _at(self, path: Sequence[str | int]) -> Iterator[Schema]:
        schemas = [self._root]
        for step in path:
            schemas = [inner for schema in schemas for one in self._all(schema) for inner in _under(one, step)]
        for schema in schemas:
            yield from self._all(schema)

    def _all(self, schema: Schema, depth: int = 0) -> Iterator[Schema]:
        """A schema and those that it refers to or is made of."""
        if depth > 20:
            return  # a definition that refers to itself
        yield schema
        reference = schema.get("$ref")
        inner = [self._referred(reference)] if isinstance(reference, str) else []
        for branch in _BRANCHES:
            inner += [one for one in schema.get(branch, []) if isinstance(one, dict)]
        for one in inner:
            if one is not None:
                yield from self._all(one, depth + 1)

    def _referred(self, reference: str) -> Schema | None:
        target: Any = self._root
        for step in reference.removeprefix("#/").split("/") if reference.startswith("#/") else ["?"]:
            name = step.replace("~1", "/").replace("~0", "~")
            target = target.get(name) if isinstance(target, dict) else None
        return target if isinstance(target, dict) else None


def _under(schema: Schema, step: str | int) -> Iterator[Schema]:
    inner = schema.get("items") if isinstance(step, int) else schema.get("properties", {}).get(step)
    if isinstance(inner, dict):
        yield inner


def _listed(value: object) -> list[str]:
    return [str(one) for one in value] if isinstance(value, list) else [str(value)] if value is not None else []


def _code(value: JSON) -> str:
    return f"`{written(value)}`"


def written(value: JSON) -> str:
    """A value as YAML and JSON both read it."""
    import msgspec

    return value if isinstance(value, str) else msgspec.json.encode(value).decode()
