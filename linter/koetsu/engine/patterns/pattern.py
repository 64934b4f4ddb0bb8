"""What does a site want to be told of wherever it stands?"""

from __future__ import annotations

from typing import Literal

import msgspec

from koetsu.diagnostic import Severity
from koetsu.message import Message

Scope = Literal["prose", "headings", "tables", "quotes", "link-text", "front-matter"]
"""Where a pattern is looked for."""

USUAL_SCOPE: tuple[Scope, ...] = ("prose", "headings", "tables")
"""What an article says in its own words, to a reader."""


class Pattern(msgspec.Struct, frozen=True):
    """A rule that is written in a configuration file; plain data, so that it travels and counts with the settings."""

    id: str
    """By which it is named wherever a rule is."""
    message: Message
    """Two sentences as they are to be shown: braces in them mean nothing."""
    expression: str | None = None
    """A regular expression; None where words are looked for."""
    words: tuple[str, ...] = ()
    scope: tuple[Scope, ...] = USUAL_SCOPE
    severity: Severity = "warning"
    replacement: str | None = None
    """What would be right, with ``\\1`` or ``\\g<name>`` for a group; None if nobody can say."""
    hits: tuple[str, ...] = ()
    """Texts in which it must be found."""
    misses: tuple[str, ...] = ()
    """Texts in which it must not be found."""
