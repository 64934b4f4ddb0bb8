"""What may stand in a configuration file?"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, Protocol

import msgspec
from msgspec import UNSET, Meta, UnsetType

from koetsu.diagnostic import Severity
from koetsu.engine.patterns.pattern import USUAL_SCOPE, Scope
from koetsu.engine.settings import FailOn, LanguageSetting, Level, OutputFormat, Renderer
from koetsu.rule import BaseRule, PositiveInt

if TYPE_CHECKING:
    from koetsu.engine.patterns.pattern import Pattern

PRESETS = ("astro", "hugo", "jekyll", "qiita", "zenn")
"""The presets inside the wheel."""

Files = Annotated[list[str], Meta(min_length=1)]


RULE_NAME = "rule-name"
"""The definition in the schema that lists what rules can be called."""

RULES = "rules"
"""The title in the schema of the tables that hold options of rules by name."""


class Rules(Protocol):
    """What the configuration asks the registry."""

    @property
    def rules(self) -> Mapping[str, type[BaseRule[Any]]]:
        """The rule classes by code, in the order of the codes."""

    def find(self, name: str) -> Sequence[type[BaseRule[Any]]]:
        """The rules of a code, a name, a family or ALL; none if the word means nothing."""

    def nearest(self, word: str) -> str | None:
        """The most similar word that means something."""

    def with_patterns(self, patterns: Sequence[Pattern]) -> Rules:
        """These rules and those that a configuration adds, whose ids name nothing here."""


class FrontMatterTable(msgspec.Struct, forbid_unknown_fields=True, rename="kebab"):
    """The header that articles must have."""

    schema: Annotated[
        str | dict[str, Any] | UnsetType, Meta(description="A JSON Schema 2020-12: the path of a file, or a table.")
    ] = UNSET
    files: Annotated[
        list[str] | UnsetType,
        Meta(description="Where the schema applies, as patterns relative to this file; an empty list: nowhere."),
    ] = UNSET


class PartialTable(msgspec.Struct, forbid_unknown_fields=True, rename="kebab"):
    """What can be set for all files and for some."""

    select: Annotated[
        list[str] | UnsetType, Meta(description="The rules that run: codes, names, families (DUP) or ALL.")
    ] = UNSET
    ignore: Annotated[
        list[str], Meta(description="The rules that do not run. Between select and ignore the narrower name wins.")
    ] = msgspec.field(default_factory=list)
    severity: Annotated[dict[str, Level], Meta(description="How severe the findings of a rule are.")] = {}
    rules: Annotated[dict[str, dict[str, Any]], Meta(description="The options of single rules.")] = {}
    front_matter: FrontMatterTable = msgspec.field(default_factory=FrontMatterTable)
    renderer: Annotated[
        Renderer | UnsetType, Meta(description="The Markdown that the site speaks, where the two differ.")
    ] = UNSET


Words = Annotated[str, Meta(pattern=r"\S")]
"""A text in which something stands."""


class MessageTable(msgspec.Struct, forbid_unknown_fields=True):
    """What is said of a finding, in both languages."""

    ja: Words
    en: Words


class ExamplesTable(msgspec.Struct, forbid_unknown_fields=True):
    """Texts that prove a pattern whenever the configuration is read."""

    hit: Annotated[list[str], Meta(description="Texts in which it must be found.")] = msgspec.field(
        default_factory=list
    )
    miss: Annotated[list[str], Meta(description="Texts in which it must not be found.")] = msgspec.field(
        default_factory=list
    )


class PatternTable(msgspec.Struct, forbid_unknown_fields=True):
    """A rule of the site: words or a regular expression, one of the two."""

    id: Annotated[
        str,
        Meta(
            pattern=r"^[A-Za-z][A-Za-z0-9_-]*$(?!\n)",
            description="By which it is named wherever a rule is: HOUSE001, or a name such as product-name.",
        ),
    ]
    message: Annotated[
        Words | MessageTable, Meta(description="What is wrong and what to do; one text for both languages.")
    ]
    pattern: Annotated[str | UnsetType, Meta(description="A regular expression.")] = UNSET
    words: Annotated[
        Annotated[list[Words], Meta(min_length=1)] | UnsetType,
        Meta(description="Words as they are written; a Latin word is found as a whole word only."),
    ] = UNSET
    scope: Annotated[list[Scope], Meta(min_length=1, description="Where it is looked for.")] = msgspec.field(
        default_factory=lambda: list(USUAL_SCOPE)
    )
    severity: Severity = "warning"
    replacement: Annotated[
        str | UnsetType, Meta(description="What --unsafe-fixes puts instead; \\1 or \\g<name> is what a group found.")
    ] = UNSET
    examples: ExamplesTable = msgspec.field(default_factory=ExamplesTable)


class Override(PartialTable, kw_only=True):
    """What is different for some files."""

    files: Annotated[Files, Meta(description="Patterns in the syntax of .gitignore, relative to this file.")]


class Table(PartialTable):
    """The configuration of koetsu."""

    extends: Annotated[
        list[str], Meta(description="Presets (astro, hugo, jekyll, qiita, zenn) or files that this one builds on.")
    ] = msgspec.field(default_factory=list)
    exclude: Annotated[
        list[str],
        Meta(description="What is left out when a folder is checked: patterns as in .gitignore; ! takes back."),
    ] = msgspec.field(default_factory=list)
    overrides: Annotated[list[Override], Meta(description="What is different for some files; the later wins.")] = (
        msgspec.field(default_factory=list)
    )
    patterns: Annotated[list[PatternTable], Meta(description="Rules of the site, without Python.")] = msgspec.field(
        default_factory=list
    )
    fail_on: Annotated[FailOn | UnsetType, Meta(description="From which severity on the run fails.")] = UNSET
    language: Annotated[
        LanguageSetting | UnsetType, Meta(description="The language of the messages; auto: of the locale.")
    ] = UNSET
    jobs: Annotated[PositiveInt | UnsetType, Meta(description="How many processes.")] = UNSET
    cache: Annotated[bool | UnsetType, Meta(description="Whether results are kept from run to run.")] = UNSET
    output_format: Annotated[OutputFormat | UnsetType, Meta(description="How findings are written.")] = UNSET


def rule_names(registry: Rules) -> list[str]:
    """Every word that names rules: ALL, the families, the codes, the names."""
    rules = registry.rules
    families = sorted({code.rstrip("0123456789") for code in rules})
    # The id of a pattern is its code and its name.
    return list(dict.fromkeys(["ALL", *families, *rules, *sorted(rule.name for rule in rules.values())]))


def _describe(properties: dict[str, dict[str, Any]], rule: type[BaseRule[Any]]) -> None:
    """Give the options of a rule what is said of them, as all that the schema says in English."""
    from koetsu.engine.option_help import options_of

    for option in options_of(rule):
        if option.text.get("en"):
            properties[option.name]["description"] = option.text["en"]


def configuration_schema(registry: Rules) -> dict[str, Any]:
    """The JSON Schema 2020-12 of a configuration file, with the options of every rule of the registry."""
    rules = registry.rules
    types: list[type] = [Table, *(rule.options_type for rule in rules.values())]
    references, definitions = msgspec.json.schema_components(types, ref_template="#/$defs/{name}")
    definitions[RULE_NAME] = {"enum": rule_names(registry)}
    rule_name = {"$ref": f"#/$defs/{RULE_NAME}"}
    options: dict[str, Any] = {}
    for rule, reference in zip(rules.values(), references[1:], strict=True):
        options[rule.code] = options[rule.name] = reference
        _describe(definitions[reference["$ref"].rsplit("/", 1)[1]].get("properties", {}), rule)
    for name in ("Table", "Override"):
        properties = definitions[name]["properties"]
        properties["select"]["items"] = properties["ignore"]["items"] = rule_name
        properties["severity"]["propertyNames"] = rule_name
        properties["rules"] |= {"title": RULES, "properties": options, "additionalProperties": False}
    definitions["PatternTable"]["oneOf"] = [{"required": ["pattern"]}, {"required": ["words"]}]
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        **definitions.pop("Table"),
        "$defs": definitions,
    }
    plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(schema))
    return plain
