"""What does koetsu report?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

import msgspec

from koetsu.fix import Fix
from koetsu.message import Message, Value
from koetsu.text.source import Span

Severity = Literal["error", "warning", "info"]
"""error: every reader would call it a defect. warning: very likely one. info: worth a look."""

SEVERITIES: tuple[Severity, ...] = ("error", "warning", "info")
"""Most severe first."""

SEVERITY_WORDS: dict[Severity, Message] = {
    "error": Message(ja="エラー", en="error"),
    "warning": Message(ja="警告", en="warning"),
    "info": Message(ja="参考", en="info"),
}
"""What a person reads; programs read the name."""

Scope = Literal["text", "file"]
"""Whether a diagnostic is about the text of its span, or about the whole file."""


class Related(msgspec.Struct, frozen=True, array_like=True):
    """A second place that explains a diagnostic, such as the first copy of a repeated section."""

    span: Span
    message: str
    """The key of its sentence among the rule's messages."""
    values: dict[str, Value] = {}
    path: str | None = None
    """The document in which it stands; None for that of the diagnostic."""


class Diagnostic(msgspec.Struct, frozen=True, array_like=True):
    """One finding: what a rule saw, where, and with which values. It holds no sentence of any language."""

    rule: str
    """The code of the rule."""
    span: Span
    severity: Severity
    message: str = ""
    """The key of the sentence among the rule's messages; empty for the rule's ``message``."""
    values: dict[str, Value] = {}
    related: tuple[Related, ...] = ()
    fixes: tuple[Fix, ...] = ()
    scope: Scope = "text"
    identity: str | None = None
    """What makes this finding the same one after the file was edited; None for the text of the span."""
    fingerprint: str = ""
    """Set by ``lint``: a hash of rule and identity, never of a line number or a path."""
    extent: float | None = None
    """How far a fault of the whole file goes, on a scale of its rule: what a change made greater, it made worse."""


Diagnostics = Iterator[Diagnostic]
"""What ``Rule.check`` yields."""
