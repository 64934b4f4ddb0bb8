"""How could a finding be mended?"""

from __future__ import annotations

from collections.abc import Iterable

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


def apply_edits(text: str, edits: Iterable[Edit]) -> str:
    """The text after all edits, whose spans count in the text before them.

    Edits that are equal count once. Raises ValueError for two that overlap, or that insert at the same place.
    """
    parts = []
    done = 0
    last: Edit | None = None
    for edit in sorted(set(edits), key=lambda edit: (edit.span, edit.text)):
        if edit.span.start < done or (last is not None and edit.span == last.span):
            raise ValueError(f"two edits change the same text, from {edit.span.start}")
        parts += [text[done : edit.span.start], edit.text]
        done = edit.span.end
        last = edit
    return "".join([*parts, text[done:]])
