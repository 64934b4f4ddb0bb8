"""Which JSON Schemas does a configuration file name or hold?"""

from __future__ import annotations

import datetime as dt
import math
from collections.abc import Callable
from pathlib import Path
from typing import Any

import msgspec

from koetsu.engine.config_faults import Fault, printable, shown
from koetsu.engine.config_file import ConfigurationFile, KeyPath, joined, tables
from koetsu.errors import UnreadableSourceError
from koetsu.text.source import Source


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
            is_named = isinstance(schema, str)
            if isinstance(schema, str):
                schema = self._from_file(schema, place)
            elif isinstance(schema, dict) and not self._is_json(schema, place):
                continue
            if isinstance(schema, dict) and (self.trusted or self._is_schema(schema, place, is_named=is_named)):
                found[path] = schema
        return found

    def _fault(self, place: KeyPath, key: str, /, **values: Any) -> None:
        self.faults.append(self.file.fault(self.file.position(place), key, **values))

    def _from_file(self, name: str, place: KeyPath) -> dict[str, Any] | None:
        path = joined(self.file.path, name)
        if not Path(path).is_file():
            self._fault(place, "missing-file", path=printable(name))
            return None
        shown_path = self.shown_path(path)
        try:
            text = Source.read(Path(path), shown_path).text
        except UnreadableSourceError as error:
            if error.reason == "not-utf-8":
                self.faults.append(Fault(f"{shown_path}:1:1", "not-utf-8", {"offset": int(error.detail)}))
            else:
                self._fault(place, "unreadable-file", path=printable(name), reason=error.detail)
            return None
        try:
            schema = msgspec.json.decode(text)
        except (msgspec.DecodeError, RecursionError):
            self.faults.append(_json_fault(text, shown_path))
            return None
        if not isinstance(schema, dict):
            self._fault(place, "no-schema", reason=f"{printable(name)}: {shown(schema)}")
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

    def _is_schema(self, schema: dict[str, Any], place: KeyPath, *, is_named: bool) -> bool:
        from koetsu.text.schema import Schema, SchemaError

        try:
            Schema(schema)
        except SchemaError as error:
            if is_named:  # the place is that of the name, so the reason says where in the other file
                reason = f"{'/'.join(map(str, ('', *error.path)))}: {error.reason}".removeprefix(": ")
                self._fault(place, "no-schema", reason=reason)
            else:
                self._fault((*place, *error.path), "no-schema", reason=error.reason)
            return False
        return True


def _json_fault(text: str, name: str) -> Fault:
    import json

    try:
        json.loads(text)
    except json.JSONDecodeError as error:
        return Fault(f"{name}:{error.lineno}:{error.colno}", "json", {"reason": error.msg})
    except RecursionError:
        pass
    return Fault(f"{name}:1:1", "json", {"reason": "nested too deeply"})
