"""What do the formats ``json`` and ``jsonl`` promise, as JSON Schema?

``python -m koetsu.output.data.schema`` writes both schemas beside the formats.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from koetsu.output.data.model import LineData, ReportData

_TYPES: dict[str, type[msgspec.Struct]] = {"json.schema.json": ReportData, "jsonl.schema.json": LineData}


def published(name: str) -> str:
    """The text of a schema of that file name, made from the types."""
    shape = _TYPES[name]
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": "Made by python -m koetsu.output.data.schema",
        **msgspec.json.schema(shape),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    """Write both schemas."""
    folder = Path(__file__).parent.parent
    for name in _TYPES:
        folder.joinpath(name).write_text(published(name), encoding="utf-8")


if __name__ == "__main__":
    main()
