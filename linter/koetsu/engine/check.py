"""What is found in one text under given settings?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from koetsu.diagnostic import Diagnostic
from koetsu.engine.lint import lint
from koetsu.engine.registry import Registry
from koetsu.engine.report import Held
from koetsu.rule import BaseRule, Rule

if TYPE_CHECKING:
    from koetsu.engine.settings import Settings
    from koetsu.text.schema import Schema
    from koetsu.text.source import Source


class Checked(NamedTuple):
    """What was found in a text."""

    diagnostics: list[Diagnostic]
    held: list[Held]
    """What a directive in the text keeps from being reported."""


class _Plan(NamedTuple):
    rules: list[Rule[Any]]
    schema: Schema | None


class Checker:
    """Settings turned into rules, once for all files that share them."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self._plans: dict[str, _Plan] = {}

    def check(self, source: Source, settings: Settings) -> Checked:
        """The diagnostics of a text, with the severities that the settings give them."""
        from koetsu.text.document import Document

        plan = self._plan(settings)
        document = Document(source, renderer=settings.renderer, schema=plan.schema)
        return Checked([_regraded(diagnostic, settings) for diagnostic in lint(document, plan.rules)], [])

    def _plan(self, settings: Settings) -> _Plan:
        key = settings.key()
        if key not in self._plans:
            self._plans[key] = _Plan(list(configured_rules(self.registry, settings)), compiled_schema(settings.schema))
        return self._plans[key]


def configured_rules(registry: Registry, settings: Settings) -> Iterator[Rule[Any]]:
    """The rules of one document that the settings select, with their options."""
    for code in settings.select:
        yield from configured(registry.rules[code], settings.options.get(code, {}))


def configured(rule: type[BaseRule[Any]], options: Mapping[str, Any]) -> list[Rule[Any]]:
    """The rules of one document that a class gives for a table of options; none if it compares documents."""
    given = rule.configure(msgspec.convert(options, rule.options_type))
    return [configured for configured in given if isinstance(configured, Rule)]


def compiled_schema(schema: dict[str, Any] | bool | None) -> Schema | None:
    """A JSON Schema, ready to be asked; None where no schema applies."""
    if schema is None:
        return None
    from koetsu.text.schema import Schema

    return Schema(schema)


def _regraded(diagnostic: Diagnostic, settings: Settings) -> Diagnostic:
    severity = settings.severity.get(diagnostic.rule)
    if severity is None or severity == diagnostic.severity:
        return diagnostic
    return msgspec.structs.replace(diagnostic, severity=severity)
