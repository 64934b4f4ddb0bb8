"""Which JSON Schemas does a configuration file name or hold?"""

from __future__ import annotations

import datetime as dt
import math
import os
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import msgspec

from koetsu.engine.config.faults import Fault, printable, unreadable
from koetsu.engine.config.file import ConfigurationFile, KeyPath, joined, tables
from koetsu.engine.config.schema_check import SchemaFault, fault_of
from koetsu.errors import UnreadableSourceError
from koetsu.text.source import Source
from koetsu.text.tree import SyntaxFault


class Schemas:
    """Finds the JSON Schemas that a file names or holds."""

    def __init__(
        self, shown_path: Callable[[str], str], file: ConfigurationFile, faults: list[Fault], *, trusted: bool
    ) -> None:
        self.shown_path = shown_path
        self.file = file
        self.faults = faults
        self.trusted = trusted

    def of(self, data: dict[str, Any]) -> dict[KeyPath, dict[str, Any]]:
        """The schemas by the path of the table in which ``front-matter`` stands."""
        found: dict[KeyPath, dict[str, Any]] = {}
        for path, table in tables(data):
            front_matter = table.get("front-matter")
            schema = front_matter.get("schema") if isinstance(front_matter, dict) else None
            place = (*path, "front-matter", "schema")
            if isinstance(schema, str):
                schema = self._from_file(schema, place)
            elif isinstance(schema, dict) and not (
                self.trusted or (self._is_json(schema, place) and self._is_schema(schema, place))
            ):
                continue
            if isinstance(schema, dict):
                found[path] = schema
        return found

    def _fault(self, place: KeyPath, key: str, /, **values: Any) -> None:
        self.faults.append(self.file.fault(self.file.position(place), key, **values))

    def _from_file(self, name: str, place: KeyPath) -> dict[str, Any] | None:
        path = joined(self.file.path, name)
        if not os.path.isfile(path):  # noqa: PTH113 -- raises nothing where rights are missing
            self._fault(place, "missing-file", path=printable(name))
            return None
        shown_path = self.shown_path(path)
        try:
            text = Source.read(Path(path), shown_path).text
        except UnreadableSourceError as error:
            self.faults.append(unreadable(error, shown_path))
            return None
        source = Source(shown_path, text)
        try:
            schema = msgspec.json.decode(text)
        except (msgspec.DecodeError, RecursionError):
            self.faults.append(_json_fault(source))
            return None
        if not isinstance(schema, dict):
            self.faults.append(Fault(f"{shown_path}:1:1", "no-schema", {"found": _type_of(schema)}))
            return None
        if not self.trusted:
            fault = fault_of(schema)
            if fault is not None:
                self.faults.append(_in_json(fault, source))
                return None
        return schema

    def _is_json(self, value: Any, place: KeyPath) -> bool:
        """Whether a table holds only what JSON can hold: no dates, no infinity."""
        if isinstance(value, dict):
            return min([self._is_json(inner, (*place, key)) for key, inner in value.items()], default=True)
        if isinstance(value, list):
            return min([self._is_json(inner, (*place, index)) for index, inner in enumerate(value)], default=True)
        if isinstance(value, dt.date | dt.time) or (isinstance(value, float) and not math.isfinite(value)):
            self._fault(place, "date")
            return False
        return True

    def _is_schema(self, schema: dict[str, Any], place: KeyPath) -> bool:
        fault = fault_of(schema)
        if fault is not None:
            where = self.file.position((*place, *fault.path), key=fault.at_key)
            self.faults.append(self.file.fault(where, fault.key, fault.nearest, **fault.values))
        return fault is None


def _in_json(fault: SchemaFault, source: Source) -> Fault:
    """The fault of a schema with its place in the file that holds it."""
    from koetsu.text.json import parse_json

    line, column = 0, 0
    with suppress(SyntaxFault):  # nested so deeply that there is no tree
        node = parse_json(source.text)
        found = node.at(fault.path) or node
        span = found.key_span if fault.at_key and found.key_span else found.span
        line, column = source.position(span.start)
    return Fault(f"{source.path}:{line + 1}:{column + 1}", fault.key, fault.values, fault.nearest)


def _json_fault(source: Source) -> Fault:
    from koetsu.text.json import parse_json

    try:
        parse_json(source.text)
    except SyntaxFault as fault:
        line, column = source.position(fault.span.start)
        return Fault(f"{source.path}:{line + 1}:{column + 1}", fault.reason)
    return Fault(f"{source.path}:1:1", "json-syntax")


_TYPES: dict[type, str] = {str: "string", bool: "boolean", int: "integer", float: "number", list: "array"}


def _type_of(value: Any) -> str:
    """The word of the configuration for the type of a JSON value that is no table."""
    return _TYPES.get(type(value), "null")
