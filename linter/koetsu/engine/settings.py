"""What applies to one file, and what to one run?"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import Any, Literal

import msgspec

from koetsu.diagnostic import Severity
from koetsu.engine.patterns.pattern import Pattern
from koetsu.message import Language

Renderer = Literal["commonmark", "kramdown"]
"""Which Markdown the site speaks, where the two differ."""

Level = Literal["error", "warning", "info", "off"]
"""How severe a rule is by configuration; off: it does not run."""

FailOn = Literal["error", "warning", "info", "never"]
"""From which severity on a finding fails the run."""

LanguageSetting = Literal["ja", "en", "auto"]
"""The language of the messages; auto: that of the locale."""

OutputFormat = Literal[
    "checkstyle",
    "concise",
    "full",
    "github",
    "gitlab",
    "json",
    "jsonl",
    "junit",
    "lsp",
    "markdown",
    "rdjson",
    "rdjsonl",
    "sarif",
]
"""How the findings are written."""


class Settings(msgspec.Struct, frozen=True, dict=True):
    """What decides over the findings of one file: plain data, the same for all files that are treated alike."""

    select: tuple[str, ...]
    """The codes of the rules that run, sorted."""
    severity: dict[str, Severity] = {}
    """By code, where the configuration says one; every finding of the rule then has it."""
    options: dict[str, dict[str, Any]] = {}
    """By code, the table ``[rules.X]`` as written, checked against the options of the rule."""
    renderer: Renderer = "commonmark"
    schema: dict[str, Any] | bool | None = None
    """The JSON Schema that the header of the file must keep to, or None."""
    patterns: tuple[Pattern, ...] = ()
    """What the configuration adds to the rules that are installed, whether or not it is selected."""

    @cached_property
    def _key(self) -> str:
        # Not on every import of this module: a run that only prints its help needs no hash.
        import xxhash

        return xxhash.xxh3_64_hexdigest(msgspec.json.encode(self, order="deterministic"))

    def key(self) -> str:
        """A hash of everything in it, computed once an object."""
        return self._key

    def __hash__(self) -> int:
        return hash(self._key)


class RunSettings(msgspec.Struct, frozen=True):
    """What the configuration of the working directory says about the run as a whole."""

    fail_on: FailOn = "error"
    language: LanguageSetting = "auto"
    jobs: int | None = None
    """How many processes; None leaves it to the machine."""
    cache: bool = True
    output_format: OutputFormat | None = None
    """None leaves it to the surroundings: ``github`` on GitHub Actions, else ``full``."""


def spoken_language(setting: LanguageSetting, environment: Mapping[str, str]) -> Language:
    """The language to speak: the setting, or for ``auto`` what the locale variables say."""
    if setting != "auto":
        return setting
    locale = next((environment[name] for name in ("LC_ALL", "LC_MESSAGES", "LANG") if environment.get(name)), "")
    return "ja" if locale.lower().startswith("ja") else "en"
