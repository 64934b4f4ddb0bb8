"""What does the JSON of an audit promise, as JSON Schema?

``python -m koetsu.output.audit.schema`` writes the schema beside this module.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import msgspec

from koetsu.engine.audit.model import AuditData

NAME = "audit.schema.json"


def published() -> str:
    """The text of the schema, made from the types."""
    schema: dict[str, Any] = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$comment": "Made by python -m koetsu.output.audit.schema",
        **msgspec.json.schema(AuditData),
    }
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"


def main() -> None:
    """Write the schema."""
    Path(__file__).with_name(NAME).write_text(published(), encoding="utf-8")


if __name__ == "__main__":
    main()
