"""What is wrong with a JSON Schema?

The validator says that something is, and where; the sentence is ours, so that there is one in every language.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from koetsu.engine.config.faults import nearest, shown
from koetsu.message import Value

_TYPE_NAMES = ["array", "boolean", "integer", "null", "number", "object", "string"]


class SchemaFault(NamedTuple):
    """A fault with its place in the schema."""

    path: tuple[str | int, ...]
    key: str
    """Of its sentence among those of the configuration."""
    values: Mapping[str, Value]
    nearest: str | None = None
    at_key: bool = False
    """Whether it is the key at the path that is wrong, not the value."""


def fault_of(schema: dict[str, Any]) -> SchemaFault | None:
    """The first fault of a schema; None if it can be used."""
    from koetsu.text.schema import Schema, SchemaError

    try:
        Schema(schema)
    except SchemaError as error:
        return _explained(schema, error.path) or SchemaFault((), "schema-whole", {"reason": error.reason})
    return None


def _explained(schema: dict[str, Any], path: tuple[str | int, ...]) -> SchemaFault | None:
    if not path:
        return next(_lost_references(schema), None)
    *above, last = path
    value = _at(schema, path)
    if last == "type":
        return _type_fault(value, path)
    if above[-1:] == ["patternProperties"]:
        return SchemaFault(path, "no-regex", {"value": shown(last)}, at_key=True)
    if last == "pattern" and isinstance(value, str):
        return SchemaFault(path, "no-regex", {"value": shown(value)})
    return SchemaFault(path, "schema-value", {"value": _written(value), "pointer": _pointer(path)})


def _type_fault(value: Any, path: tuple[str | int, ...]) -> SchemaFault:
    names = value if isinstance(value, list) else [value]
    for name in names:
        if name not in _TYPE_NAMES:
            guess = nearest(name, _TYPE_NAMES) if isinstance(name, str) else None
            return SchemaFault(path, "choice", {"value": _written(name), "choices": _TYPE_NAMES}, guess)
    return SchemaFault(path, "schema-value", {"value": _written(value), "pointer": _pointer(path)})


def _lost_references(schema: dict[str, Any]) -> Iterator[SchemaFault]:
    """The ``$ref``s that lead to no place in the schema."""
    waiting: list[tuple[tuple[str | int, ...], Any]] = [((), schema)]
    while waiting:
        path, part = waiting.pop()
        if isinstance(part, dict):
            reference = part.get("$ref")
            if isinstance(reference, str) and not _leads_somewhere(schema, reference):
                yield SchemaFault((*path, "$ref"), "schema-reference", {"reference": shown(reference)})
            waiting += [((*path, key), value) for key, value in reversed(part.items())]
        elif isinstance(part, list):
            waiting += [((*path, index), value) for index, value in enumerate(part)]


def _leads_somewhere(schema: dict[str, Any], reference: str) -> bool:
    if reference == "#":
        return True
    keys = [key.replace("~1", "/").replace("~0", "~") for key in reference.split("/")[1:]]
    return reference.startswith("#/") and _at(schema, keys) is not None


def _at(value: Any, path: Any) -> Any:
    for key in path:
        if isinstance(value, dict):
            value = value.get(key)
        elif isinstance(value, list) and str(key).isdecimal() and int(key) < len(value):
            value = value[int(key)]
        else:
            return None
    return value


def _pointer(path: tuple[str | int, ...]) -> str:
    return "".join("/" + str(key).replace("~", "~0").replace("/", "~1") for key in path)


def _written(value: Any) -> str:
    """A value for a message: a text as it is, anything else as JSON."""
    import msgspec

    return shown(value if isinstance(value, str) else msgspec.json.encode(value).decode())
