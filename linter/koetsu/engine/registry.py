"""Which rules are there?

Every rule comes from a package that an installed distribution names in the entry-point group ``koetsu.rules``; the
built-in ones are the first such package. A package is walked, so no list has to name a rule.
"""

from __future__ import annotations

import os
import pkgutil
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from importlib import import_module, metadata
from types import ModuleType
from typing import TYPE_CHECKING, Any

from xxhash import xxh3_64_hexdigest

from koetsu.engine.faults import FAULTS
from koetsu.engine.stale_baseline_entry import StaleBaselineEntry
from koetsu.engine.unknown_rule_in_directive import UnknownRuleInDirective
from koetsu.engine.unused_directive import UnusedDirective
from koetsu.errors import PluginError
from koetsu.rule import BaseRule

if TYPE_CHECKING:
    from koetsu.engine.patterns.pattern import Pattern

GROUP = "koetsu.rules"
"""The entry-point group in which a distribution names its package of rules."""

ALL = "ALL"
"""The word that stands for every rule."""

_DICTIONARY = "unidic-lite"

RuleClass = type[BaseRule[Any]]

ENGINE_RULES: tuple[RuleClass, ...] = (*FAULTS, UnknownRuleInDirective, UnusedDirective, StaleBaselineEntry)
"""What the engine itself reports; part of every registry."""


class Registry:
    """All rules that are installed, the engine's own diagnostics included."""

    def __init__(self, rules: Iterable[RuleClass], versions: Mapping[str, str], stamp: str = "") -> None:
        self.rules: dict[str, RuleClass] = {}
        """By code, in the order of the codes."""
        self.versions = dict(versions)
        """Of every distribution on which the outcome depends, by name."""
        self.stamp = stamp or repr(sorted(self.versions.items()))
        """Changes whenever the same file could give other diagnostics: what a cache has to remember."""
        self._by_name: dict[str, RuleClass] = {}
        for rule in sorted((*rules, *ENGINE_RULES), key=lambda rule: rule.code):
            self._add(rule)

    def _add(self, rule: RuleClass) -> None:
        for word, known in ((rule.code, self.rules), (rule.name, self._by_name)):
            other = known.setdefault(word, rule)
            if other is not rule:
                raise PluginError(
                    f"two rules are called {word}: {other.__module__}.{other.__qualname__}"
                    f" and {rule.__module__}.{rule.__qualname__}; uninstall one of the two packages"
                )

    def with_patterns(self, patterns: Iterable[Pattern]) -> Registry:
        """These rules and those that a configuration adds, whose ids name nothing here."""
        added = list(patterns)
        if not added:
            return self
        from koetsu.engine.patterns.rule import rule_of

        rules = [rule for rule in self.rules.values() if rule not in ENGINE_RULES]
        return Registry([*rules, *map(rule_of, added)], self.versions, self.stamp)

    def find(self, name: str) -> list[RuleClass]:
        """The rules that a word names: a code, a name, the letters of a family or ``ALL``; none for any other word."""
        if name == ALL:
            return list(self.rules.values())
        rule = self.rules.get(name) or self._by_name.get(name)
        if rule is not None:
            return [rule]
        return [rule for code, rule in self.rules.items() if family_letters(code) == name]

    def nearest(self, word: str) -> str | None:
        """The word that names rules and is most like this one, if any is."""
        from difflib import get_close_matches

        words = [*self.rules, *self._by_name, *self.families, ALL]
        for spelling in (word, word.upper(), word.lower().replace("_", "-")):
            found = get_close_matches(spelling, words, n=1)
            if found:
                return found[0]
        return None

    @property
    def families(self) -> dict[str, str]:
        """The name of each family by its letters."""
        return {family_letters(code): family_name(rule) for code, rule in self.rules.items()}


def family_letters(code: str) -> str:
    """``DUP`` of ``DUP001``."""
    return code.rstrip("0123456789")


def family_name(rule: RuleClass) -> str:
    """The package in which a rule's module lies, such as ``duplication``."""
    return rule.__module__.split(".")[-2] if "." in rule.__module__ else rule.__module__


@cache
def load_registry() -> Registry:
    """The rules of all installed packages; looked for once in a process.

    Raises PluginError for a package that cannot be loaded, and if there is no rule at all.
    """
    return registry_of(metadata.entry_points(group=GROUP))


def registry_of(entry_points: Iterable[metadata.EntryPoint]) -> Registry:
    """The rules of the packages that entry points name.

    Raises PluginError.
    """
    versions = {"koetsu": _version("koetsu"), _DICTIONARY: _version(_DICTIONARY)}
    rules: list[RuleClass] = []
    packages = ["koetsu"]
    # A distribution that is found twice on the path (an editable install beside a wheel) still is one package.
    for package, entry_point in sorted({point.value: point for point in entry_points}.items()):
        distribution = entry_point.dist
        owner = distribution.name if distribution else package
        if distribution:
            versions[owner] = distribution.version
        rules += rules_in(package, owner)
        packages.append(package.partition(":")[0])
    if not rules:
        raise PluginError(f"no rule is installed: no package in the entry-point group {GROUP} holds one")
    return Registry(rules, versions, _stamp(versions, packages))


def rules_in(package: str, owner: str = "") -> list[RuleClass]:
    """The rule classes that the modules of a package define, in the order of their codes; ``owner`` names its
    distribution in an error.

    Raises PluginError.
    """
    found = [rule for module in _walk(package, owner or package) for rule in _defined_in(module)]
    return sorted(found, key=lambda rule: rule.code)


def _defined_in(module: ModuleType) -> Iterator[RuleClass]:
    for value in vars(module).values():
        if not isinstance(value, type) or not issubclass(value, BaseRule):
            continue
        # What a module imports belongs to another; a base class of several rules has no code or is abstract.
        if value.__module__ == module.__name__ and hasattr(value, "code") and not value.__abstractmethods__:
            yield value


def _walk(name: str, owner: str) -> Iterator[ModuleType]:
    module = _import(name, owner)
    yield module
    for found in pkgutil.iter_modules(getattr(module, "__path__", ()), f"{name}."):
        if found.ispkg:
            yield from _walk(found.name, owner)
        else:
            yield _import(found.name, owner)


def _import(name: str, owner: str) -> ModuleType:
    try:
        return import_module(name)
    except Exception as error:  # foreign code may raise anything while it is imported
        raise PluginError(
            f"the rules of {owner} cannot be loaded: module {name}: {type(error).__name__}: {error}"
            f"; mend or uninstall {owner}"
        ) from error


def _version(distribution: str) -> str:
    try:
        return metadata.version(distribution)
    except metadata.PackageNotFoundError:
        return "unknown"


def _stamp(versions: Mapping[str, str], packages: Iterable[str]) -> str:
    """A hash of the versions and of the files of the packages, which change without a new version while one works on
    them: modules, but also the lists and pages beside these.
    """
    state = [f"{name} {version}" for name, version in sorted(versions.items())]
    for package in packages:
        module = import_module(package)
        folders = list(getattr(module, "__path__", ()))
        state += [line for folder in folders for line in _state(folder)]
    return xxh3_64_hexdigest("\n".join(state).encode("utf-8", "surrogatepass"))


def _state(folder: str) -> Iterator[str]:
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.is_dir():
            if entry.name != "__pycache__":
                yield from _state(entry.path)
        else:
            status = entry.stat()
            yield f"{entry.path} {status.st_size} {status.st_mtime_ns}"
