"""Does a value hold what a JSON Schema asks for?

A compiled JSON Schema 2020-12. Its faults are plain data, so that messages can be formed in any language; nothing is
ever fetched.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, NamedTuple

from koetsu.errors import KoetsuError
from koetsu.text.tree import JSON

if TYPE_CHECKING:
    import jsonschema_rs

OWN_KEY = "koetsu"
"""The key of a header that speaks to koetsu: known to every schema."""

IGNORE_CASE = "x-koetsu-ignore-case"
"""A keyword of a schema: its generator does not tell ``linkTitle`` from ``linktitle``."""

HEADER_REQUIRED = "x-koetsu-header-required"
"""A keyword of a schema: its generator leaves out a file without a header, even though no key is required."""

DESCRIPTION = "x-koetsu-description-ja"
"""A keyword of a schema: what ``description`` says in English, in Japanese."""

SchemaValue = str | int | float | list[str]

_LIMITS = {
    "minLength": "min_length",
    "maxLength": "max_length",
    "minItems": "min_items",
    "maxItems": "max_items",
    "minProperties": "min_properties",
    "maxProperties": "max_properties",
    "minimum": "minimum",
    "maximum": "maximum",
    "exclusiveMinimum": "exclusive_minimum",
    "exclusiveMaximum": "exclusive_maximum",
    "multipleOf": "multiple_of",
}
_TYPES = ["string", "integer", "number", "boolean", "array", "object", "null"]
_MAXIMUM_REFERENCES = 200


class SchemaError(KoetsuError):
    """A schema that is no JSON Schema. ``reason`` says why, in the words of the validator; ``path`` leads to the part
    of the schema at fault, as far as it is known.
    """

    def __init__(self, reason: str, path: Sequence[str | int] = ()) -> None:
        super().__init__(reason)
        self.reason = reason
        self.path = tuple(path)


class SchemaFault(NamedTuple):
    """One thing in which a value differs from its schema."""

    path: tuple[str | int, ...]
    """The keys and indices of the value; of an unknown key, the key included."""
    kind: str
    """What is asked for: required, additional, type, enum, const, pattern, format, min_length, max_length, min_items,
    max_items, min_properties, max_properties, minimum, maximum, exclusive_minimum, exclusive_maximum, multiple_of,
    unique, contains, property_name, any_of, one_of, not, false or other."""
    values: dict[str, SchemaValue]
    """key: of required, additional and property_name. types, actual: of type. options: of enum and const. pattern.
    format. limit and actual: of all that count or compare."""


class Schema:
    """A JSON Schema for the mapping of a header."""

    def __init__(self, schema: dict[str, Any] | bool) -> None:
        """Compile a schema; raises SchemaError if it is no JSON Schema."""
        import jsonschema_rs

        from koetsu.text.formats import FORMATS

        self.source = schema
        self._names: dict[tuple[str | int, ...], list[str]] = {}
        try:
            self._validator = jsonschema_rs.Draft202012Validator(
                schema,
                validate_formats=True,
                offline=True,
                formats=FORMATS,
                # No pattern can be made to backtrack for longer than it is worth.
                pattern_options=jsonschema_rs.FancyRegexOptions(backtrack_limit=100_000),
            )
        except jsonschema_rs.ValidationError as error:
            raise SchemaError(_first_line(error), error.instance_path) from None
        except (ValueError, RecursionError) as error:
            raise SchemaError(_first_line(error)) from None

    def faults(self, value: JSON) -> list[SchemaFault]:
        """Everything in which a value differs from the schema, in the order of the value's keys."""
        if isinstance(value, dict) and OWN_KEY in value:
            value = {key: part for key, part in value.items() if key != OWN_KEY}
        found: list[SchemaFault] = []
        try:
            for error in self._validator.iter_errors(value):
                found.extend(_faults(error))
        except ValueError as error:
            raise SchemaError(_first_line(error)) from None
        return list({(fault.path, fault.kind, str(fault.values)): fault for fault in found}.values())

    @cached_property
    def closed(self) -> bool:
        """Whether a key that the schema does not name is a fault."""
        return any(
            part.get("additionalProperties") is False or part.get("unevaluatedProperties") is False
            for part in self._parts(())
        )

    @cached_property
    def wants_header(self) -> bool:
        """Whether a file without any header cannot be right."""
        return (isinstance(self.source, Mapping) and self.source.get(HEADER_REQUIRED) is True) or bool(self.faults({}))

    @property
    def ignores_case(self) -> bool:
        """Whether keys that differ in case only are the same key."""
        return isinstance(self.source, Mapping) and self.source.get(IGNORE_CASE) is True

    def property_names(self, path: tuple[str | int, ...] = ()) -> list[str]:
        """The keys that the schema names for the mapping at a path, each once, in its order."""
        known = self._names.get(path)
        if known is None:
            properties = [part.get("properties") for part in self._parts(path)]
            names = [name for part in properties if isinstance(part, Mapping) for name in part]
            known = self._names[path] = list(dict.fromkeys(names))
        return known

    def required_names(self, path: tuple[str | int, ...] = ()) -> frozenset[str]:
        """The keys that the mapping at a path must have, as far as the schema says so without conditions."""
        return frozenset(
            name
            for part in self._parts(path, alternatives=False)
            for name in part.get("required", ())
            if isinstance(name, str)
        )

    def _parts(self, path: tuple[str | int, ...], alternatives: bool = True) -> list[Mapping[str, Any]]:
        """Every sub-schema that speaks about the value at a path."""
        parts = self._expand([self.source], alternatives)
        for step in path:
            below: list[Any] = []
            for part in parts:
                below.extend(_below(part, step))
            parts = self._expand(below, alternatives)
        return parts

    def _expand(self, waiting: list[Any], alternatives: bool) -> list[Mapping[str, Any]]:
        """Sub-schemas with those that they refer to or combine, each once."""
        found: dict[int, Mapping[str, Any]] = {}
        waiting = list(waiting)
        while waiting and len(found) < _MAXIMUM_REFERENCES:
            part = waiting.pop(0)
            if not isinstance(part, Mapping) or id(part) in found:
                continue
            found[id(part)] = part
            reference = part.get("$ref")
            if isinstance(reference, str):
                waiting.append(self._resolve(reference))
            waiting.extend(_combined(part, alternatives))
        return list(found.values())

    def _resolve(self, reference: str) -> Any:
        """What a reference into the schema itself names; None for any other."""
        if not reference.startswith("#"):
            return None
        place: Any = self.source
        for step in reference[1:].split("/")[1:]:
            name = step.replace("~1", "/").replace("~0", "~")
            place = place.get(name) if isinstance(place, Mapping) else None
        return place


def _combined(part: Mapping[str, Any], alternatives: bool) -> Iterator[Any]:
    for keyword in ("allOf", "anyOf", "oneOf") if alternatives else ("allOf",):
        branches = part.get(keyword)
        if isinstance(branches, list):
            yield from branches
    if alternatives:
        yield from (part[keyword] for keyword in ("if", "then", "else") if keyword in part)
        dependent = part.get("dependentSchemas")
        if isinstance(dependent, Mapping):
            yield from dependent.values()


def _below(part: Mapping[str, Any], step: str | int) -> Iterator[Any]:
    """The sub-schemas for a member of the value."""
    if isinstance(step, int):
        prefix = part.get("prefixItems")
        if isinstance(prefix, list) and step < len(prefix):
            yield prefix[step]
        else:
            yield part.get("items")
        return
    properties = part.get("properties")
    if isinstance(properties, Mapping) and step in properties:
        yield properties[step]
    else:
        yield part.get("additionalProperties")


def _faults(error: jsonschema_rs.ValidationError) -> Iterator[SchemaFault]:
    """What one error of the validator says."""
    kind: Any = error.kind
    path = tuple(error.instance_path)
    name = kind.name
    if name in ("additionalProperties", "unevaluatedProperties"):
        for key in kind.unexpected:
            yield SchemaFault((*path, key), "additional", {"key": key})
    elif name in _LIMITS:
        yield SchemaFault(
            path, _LIMITS[name], {"limit": _number(kind.multiple_of if name == "multipleOf" else kind.limit)}
        )
    elif name in ("anyOf", "oneOf"):
        yield from _alternatives(path, name, kind)
    else:
        yield _plain(path, name, kind, error)


def _plain(path: tuple[str | int, ...], name: str, kind: Any, error: jsonschema_rs.ValidationError) -> SchemaFault:
    if name == "required":
        return SchemaFault(path, "required", {"key": kind.property})
    if name == "type":
        return SchemaFault(path, "type", {"types": _in_order(kind.types), "actual": type_name(error.instance)})
    if name == "enum":
        return SchemaFault(path, "enum", {"options": [_written(option) for option in kind.options]})
    if name == "const":
        return SchemaFault(path, "const", {"options": [_written(kind.expected_value)]})
    if name == "pattern":
        return SchemaFault(path, "pattern", {"pattern": kind.pattern})
    if name == "format":
        return SchemaFault(path, "format", {"format": kind.format})
    if name == "propertyNames":
        inner = kind.error
        key = str(inner.instance)
        return SchemaFault((*path, key), "property_name", {"key": key})
    simple = {"uniqueItems": "unique", "contains": "contains", "not": "not", "falseSchema": "false"}
    return SchemaFault(path, simple.get(name, "one_of" if name == "oneOfMultipleValid" else "other"), {})


def _alternatives(path: tuple[str | int, ...], name: str, kind: Any) -> Iterator[SchemaFault]:
    """Alternatives of which none holds: what the only one of the right type lacks, or all types together."""
    branches = [[fault for error in branch for fault in _faults(error)] for branch in kind.context]
    wrong_type = [branch for branch in branches if any(f.kind == "type" and f.path == path for f in branch)]
    fitting = [branch for branch in branches if branch not in wrong_type]
    if len(fitting) == 1:
        yield from fitting[0]
        return
    own = [fault for branch in branches for fault in branch if fault.path == path]
    if branches and not fitting:
        named = {str(t) for f in own if f.kind == "type" for t in _list(f.values["types"])}
        actual = next(f.values["actual"] for f in own if f.kind == "type")
        yield SchemaFault(path, "type", {"types": _in_order(named), "actual": actual})
    elif fitting and all(len(branch) == 1 and branch[0].kind in ("enum", "const") for branch in fitting):
        options = dict.fromkeys(str(o) for branch in fitting for o in _list(branch[0].values["options"]))
        yield SchemaFault(path, "enum", {"options": list(options)})
    else:
        yield SchemaFault(path, "any_of" if name == "anyOf" else "one_of", {})


def _number(value: Any) -> int | float:
    return value if isinstance(value, int) else float(value)


def _list(value: SchemaValue) -> list[str]:
    return value if isinstance(value, list) else [str(value)]


def _in_order(types: Iterable[str]) -> list[str]:
    """Types in the order in which a reader expects them."""
    return sorted(types, key=_TYPES.index)


def description_of(schema: Mapping[str, Any], language: str) -> str:
    """What a schema says of what it describes, in a language if it can; empty if it says nothing."""
    said = (schema.get(DESCRIPTION) if language == "ja" else None) or schema.get("description")
    return said if isinstance(said, str) else ""


def type_name(value: object) -> str:
    """The JSON Schema type of a value."""
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "boolean"
    if isinstance(value, str):
        return "string"
    if isinstance(value, int):
        return "integer"
    if isinstance(value, float):
        return "number"
    return "array" if isinstance(value, list) else "object"


def _written(value: object) -> str:
    """A value as it would be written in a header."""
    import json

    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _first_line(error: Exception) -> str:
    return str(error).strip().split("\n", 1)[0]
