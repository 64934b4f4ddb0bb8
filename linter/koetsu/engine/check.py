"""What is found in one text under given settings?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from koetsu.diagnostic import Diagnostic
from koetsu.engine.faults import RuleCrashed
from koetsu.engine.lint import identified, lint, place
from koetsu.engine.registry import Registry
from koetsu.engine.report import Held
from koetsu.engine.suppression import SIGN, Account, DirectiveRule, suppress
from koetsu.rule import BaseRule, Rule

if TYPE_CHECKING:
    from koetsu.engine.settings import Settings
    from koetsu.text.document import Document
    from koetsu.text.schema import Schema
    from koetsu.text.source import Source


class Checked(NamedTuple):
    """What was found in a text."""

    diagnostics: list[Diagnostic]
    held: list[Held]
    """What a directive in the text keeps from being reported."""


class _Plan(NamedTuple):
    registry: Registry
    rules: list[Rule[Any]]
    directive_rules: list[DirectiveRule[Any]]
    schema: Schema | None


class Checker:
    """Settings turned into rules, once for all files that share them."""

    def __init__(self, registry: Registry) -> None:
        self.registry = registry
        self._plans: dict[str, _Plan] = {}

    def check(self, source: Source, settings: Settings) -> Checked:
        """The diagnostics of a text, with the severities that the settings give them."""
        return self.check_document(self.document(source, settings), settings)

    def document(self, source: Source, settings: Settings) -> Document:
        """A text as rules see it."""
        from koetsu.text.document import Document

        return Document(source, renderer=settings.renderer, schema=self._plan(settings).schema)

    def check_document(self, document: Document, settings: Settings) -> Checked:
        """The diagnostics of a document, which was made with the same settings."""
        rules = self._plan(settings).rules
        found = [_regraded(diagnostic, settings) for diagnostic in lint(document, rules)]
        return self._suppressed(document, found, settings) if SIGN in document.source.text else Checked(found, [])

    def held_back(self, source: Source, settings: Settings, found: list[Diagnostic]) -> Checked:
        """What the directives of a text leave of findings that were made by comparing it with others.

        Nothing is said of the directives: what is to be said of them, ``check`` says.
        """
        account = self._account(self.document(source, settings), found, settings, ran=())
        return Checked(account.kept, account.held)

    def registry_of(self, settings: Settings) -> Registry:
        """The rules that settings know, which are those of the diagnostics that are found under them."""
        return self._plan(settings).registry

    def _suppressed(self, document: Document, found: list[Diagnostic], settings: Settings) -> Checked:
        """What the directives of a document leave of the findings in it, and what is to be said of them."""
        rules = self._plan(settings).directive_rules
        crashed = {diagnostic.values["rule"] for diagnostic in found if diagnostic.rule == RuleCrashed.code}
        account = self._account(document, found, settings, ran=set(settings.select) - crashed)
        said = identified(document, [diagnostic for rule in rules for diagnostic in rule.check(account)])
        kept = [*account.kept, *(_regraded(diagnostic, settings) for diagnostic in said)]
        return Checked(sorted(kept, key=place), account.held)

    def _account(self, document: Document, found: list[Diagnostic], settings: Settings, ran: Iterable[str]) -> Account:
        required = any(rule.requires_reason for rule in self._plan(settings).directive_rules)
        return suppress(document, found, self.registry_of(settings), ran, reason_required=required)

    def _plan(self, settings: Settings) -> _Plan:
        key = settings.key()
        if key not in self._plans:
            registry = self.registry.with_patterns(settings.patterns)
            rules = list(configured_rules(registry, settings))
            self._plans[key] = _Plan(
                registry,
                [rule for rule in rules if isinstance(rule, Rule)],
                [rule for rule in rules if isinstance(rule, DirectiveRule)],
                compiled_schema(settings.schema),
            )
        return self._plans[key]


def configured_rules(registry: Registry, settings: Settings) -> Iterator[BaseRule[Any]]:
    """The rules that the settings select, with their options."""
    for code in settings.select:
        rule = registry.rules[code]
        yield rule(msgspec.convert(settings.options.get(code, {}), rule.options_type))


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
