"""How could a finding be mended?"""

from __future__ import annotations

import msgspec

from koetsu.message import Value
from koetsu.text.source import Span


class Edit(msgspec.Struct, frozen=True, array_like=True):
    """One replacement: the text of ``span`` becomes ``text``. An empty span inserts, an empty text deletes."""

    span: Span
    text: str


class Fix(msgspec.Struct, frozen=True, array_like=True):
    """Edits that belong together."""

    title: str
    """The key of the title among the rule's messages."""
    edits: tuple[Edit, ...]
    safe: bool
    """Whether nothing else in the rendered text changes, so that it may be applied without being looked at."""
    values: dict[str, Value] = {}
