"""What is found in one text under given settings?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from koetsu.diagnostic import Diagnostic
from koetsu.engine.lint import lint
from koetsu.engine.registry import Registry, load_registry
from koetsu.rule import Rule

if TYPE_CHECKING:
    from koetsu.engine.settings import Settings
    from koetsu.text.schema import Schema
    from koetsu.text.source import Source


class _Plan(NamedTuple):
    rules: list[Rule[Any]]
    schema: Schema | None


class Checker:
    """Settings turned into rules, once for all files that share them."""

    def __init__(self, registry: Registry | None = None) -> None:
        self.registry = registry or load_registry()
        self._plans: dict[str, _Plan] = {}

    def check(self, source: Source, settings: Settings) -> list[Diagnostic]:
        """The diagnostics of a text, with the severities that the settings give them."""
        from koetsu.text.document import Document

        plan = self._plan(settings)
        document = Document(source, renderer=settings.renderer, schema=plan.schema)
        return [_regraded(diagnostic, settings) for diagnostic in lint(document, plan.rules)]

    def _plan(self, settings: Settings) -> _Plan:
        key = settings.key()
        if key not in self._plans:
            self._plans[key] = _Plan(list(configured_rules(self.registry, settings)), _schema(settings))
        return self._plans[key]


def configured_rules(registry: Registry, settings: Settings) -> Iterator[Rule[Any]]:
    """The rules of one document that the settings select, with their options."""
    for code in settings.select:
        rule = registry.rules[code]
        if issubclass(rule, Rule):
            options = msgspec.convert(settings.options.get(code, {}), rule.options_type)
            yield from (configured for configured in rule.configure(options) if isinstance(configured, Rule))


def _schema(settings: Settings) -> Schema | None:
    if settings.schema is None:
        return None
    from koetsu.text.schema import Schema

    return Schema(settings.schema)


def _regraded(diagnostic: Diagnostic, settings: Settings) -> Diagnostic:
    severity = settings.severity.get(diagnostic.rule)
    if severity is None or severity == diagnostic.severity:
        return diagnostic
    return msgspec.structs.replace(diagnostic, severity=severity)
