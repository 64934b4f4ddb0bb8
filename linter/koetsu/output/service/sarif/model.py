"""Which shape has a log in SARIF 2.1.0, as far as koetsu writes it?

Lines and columns count from 1, columns in code points, and ends are exclusive.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

import msgspec

Level = Literal["error", "warning", "note"]


class Struct(msgspec.Struct, frozen=True, rename="camel", omit_defaults=True):
    """An object of the format; what it does not say is left out."""


class Text(Struct, frozen=True):
    """A message; ``[words](1)`` in it leads to the related location of that id."""

    text: str


class Help(Struct, frozen=True):
    """A longer text, for those who show Markdown and for those who do not."""

    text: str
    markdown: str


class Configuration(Struct, frozen=True):
    """How a rule is set unless something else is said."""

    level: Level


class RuleProperties(Struct, frozen=True):
    """What code scanning at GitHub reads besides the standard."""

    tags: Sequence[str]
    precision: Literal["very-high", "high", "medium"]
    problem_severity: Literal["error", "warning", "recommendation"] = msgspec.field(name="problem.severity")


class Rule(Struct, frozen=True):
    """A ``reportingDescriptor``."""

    id: str
    name: str
    short_description: Text
    full_description: Text
    help: Help
    default_configuration: Configuration
    properties: RuleProperties


class Region(Struct, frozen=True):
    """A stretch of text, said in full: a consumer fills in what is missing in its own way."""

    start_line: int
    start_column: int
    end_line: int
    end_column: int


class Artifact(Struct, frozen=True):
    """An ``artifactLocation``."""

    uri: str
    uri_base_id: str | None = None


class Place(Struct, frozen=True):
    """A ``physicalLocation``."""

    artifact_location: Artifact
    region: Region


class Relationship(Struct, frozen=True):
    """How a location stands to another one of the same result."""

    target: int
    """The id of the other one."""
    kinds: Sequence[Literal["isIncludedBy"]]


class Location(Struct, frozen=True):
    """A place, with what is said about it."""

    physical_location: Place
    id: int | None = None
    message: Text | None = None
    relationships: Sequence[Relationship] = []


class Suppression(Struct, frozen=True):
    """What keeps a result from being reported: a directive in the article, or the baseline beside it."""

    kind: Literal["inSource", "external"]
    justification: str = ""


class Replacement(Struct, frozen=True):
    """The text of a region becomes another one."""

    deleted_region: Region
    inserted_content: Text


class ArtifactChange(Struct, frozen=True):
    """The replacements in one file."""

    artifact_location: Artifact
    replacements: Sequence[Replacement]


class FixProperties(Struct, frozen=True):
    """What the standard has no word for."""

    safe: bool
    """Whether nothing else in the rendered text changes."""


class Fix(Struct, frozen=True):
    """A way to mend a finding."""

    description: Text
    artifact_changes: Sequence[ArtifactChange]
    properties: FixProperties


class Result(Struct, frozen=True):
    """A finding."""

    rule_id: str
    rule_index: int
    level: Level
    message: Text
    locations: Sequence[Location]
    partial_fingerprints: dict[str, str]
    related_locations: Sequence[Location] = []
    fixes: Sequence[Fix] = []
    suppressions: Sequence[Suppression] | None = None
    """None where nothing is said of it; otherwise empty for a finding that is reported."""


class RuleReference(Struct, frozen=True):
    """A ``reportingDescriptorReference``."""

    id: str
    index: int


class Notification(Struct, frozen=True):
    """What is to be said of the run itself."""

    level: Level
    message: Text
    locations: Sequence[Location] = []
    associated_rule: RuleReference | None = None


class Invocation(Struct, frozen=True):
    """The run itself."""

    execution_successful: bool
    tool_execution_notifications: Sequence[Notification] = []


class Driver(Struct, frozen=True):
    """A ``toolComponent``: who wrote the log."""

    name: str
    version: str
    semantic_version: str
    language: str
    rules: Sequence[Rule]


class Tool(Struct, frozen=True):
    """The program that was run."""

    driver: Driver


class Base(Struct, frozen=True):
    """What relative addresses start from; where that is, whoever reads the log knows."""

    description: Text


class Run(Struct, frozen=True):
    """All of a log but its results, which are many."""

    tool: Tool
    language: str
    column_kind: Literal["unicodeCodePoints", "utf16CodeUnits"]
    original_uri_base_ids: dict[str, Base]
    invocations: Sequence[Invocation]
