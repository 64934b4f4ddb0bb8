"""What does a configuration file say, on what does it build, and what is wrong with it?"""

# ruff: noqa: PTH120

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import msgspec

from koetsu.engine.config.faults import Fault, nearest, printable, shown, unreadable
from koetsu.engine.config.file import ConfigurationFile, KeyPath, Layer, joined, patterns_of, tables
from koetsu.engine.config.patterns import combined, read_patterns
from koetsu.engine.config.schemas import Schemas
from koetsu.engine.config.tables import PRESETS, PartialTable, Rules, Table
from koetsu.engine.globs import MOST_DEEP_STARS, MOST_STARS, has_too_many_stars, is_pattern
from koetsu.engine.upkeep import can_be_set
from koetsu.errors import UnreadableSourceError
from koetsu.message import Language, Value
from koetsu.rule import OptionError
from koetsu.text.source import Source, Span
from koetsu.text.tree import Node, SyntaxFault

_PRESET_FOLDER = Path(__file__).with_name("presets")


class Reader:
    """Reads configuration files and keeps every fault that it meets."""

    def __init__(self, registry: Rules, working_directory: str) -> None:
        self.registry = registry
        self.working_directory = working_directory
        self.faults: list[Fault] = []
        self.language: Language | None = None
        """What the last file that was asked for wants to be spoken to in."""

    def read(self, path: str, added: Sequence[str] = ()) -> list[Layer]:
        """The layers of a file, from the ground up: what it extends, the added presets, itself."""
        return self._read(path, added, [])

    def preset(self, name: str, base: str) -> list[Layer]:
        """The layer of a preset of the wheel, its patterns relative to a folder."""
        return self._read(str(_PRESET_FOLDER / f"{name}.toml"), (), [], preset=name, base=base)

    def shown(self, path: str) -> str:
        """A path as messages show it: relative where it lies in the working directory."""
        return printable(path.removeprefix(self.working_directory.rstrip("/") + "/"))

    def _read(self, path: str, added: Sequence[str], above: list[str], preset: str = "", base: str = "") -> list[Layer]:
        file = self._open(path)
        if file is None:
            return []
        faults: list[Fault] = []
        data = _parse(file, faults)
        if data is None:
            self.faults += faults
            return []
        if not above and not preset and data.get("language") in ("ja", "en"):
            self.language = data["language"]
        if preset and isinstance(data.get("rules"), dict):
            # A preset speaks of built-in rules, which need not be there where a registry is put together by hand.
            data["rules"] = {name: table for name, table in data["rules"].items() if self.registry.find(name)}
        before = len(self.faults)
        # First what it extends, which may define patterns that it names.
        layers = self._extended(file, data, [*above, os.path.realpath(path)], faults)
        patterns = read_patterns(file, data, self.registry, faults) if "patterns" in data else []
        known = self.registry.with_patterns(combined([*patterns_of(layers), *patterns]))
        table = self._table(file, data, known, faults)
        if not preset:
            faults += _patterns_refused(file, data)
            table = None if faults else table
        schemas = Schemas(self.shown, file, faults, trusted=bool(preset)).of(data)
        # The faults of a file come before those of what it extends.
        self.faults[before:before] = sorted(faults, key=lambda fault: fault.order)
        folder = os.path.dirname(path)
        for name in added:
            layers += self.preset(name, folder)
        name = f"preset {preset}" if preset else file.shown
        # Of a faulty file the patterns are known all the same: whoever extends it may name them.
        return [*layers, Layer(name, base or folder, table or Table(), file, schemas, patterns)]

    def _open(self, path: str) -> ConfigurationFile | None:
        name = self.shown(path)
        try:
            source = Source.read(Path(path), name)
        except UnreadableSourceError as error:
            self.faults.append(unreadable(error, name))
            return None
        return ConfigurationFile(path, name, source.text)

    def _table(
        self, file: ConfigurationFile, data: dict[str, Any], registry: Rules, faults: list[Fault]
    ) -> Table | None:
        """The typed table; None, and the faults, if there are any."""
        table: Table | None = None
        reason = ""
        try:
            table = msgspec.convert(data, Table)
        except msgspec.ValidationError as error:
            reason = str(error)
        refused = list(_refused(data, registry))
        if table is None or refused or not _names_known(table, registry):
            from koetsu.engine.config.check import check_table

            try:
                found = check_table(file.node, file.source, registry)
            except SyntaxFault:
                # A table nested so deeply that only tomllib reads it.
                faults.append(_syntax_fault(file))
                return None
            faults += [file.fault(file.at(at.start), key, near, **values) for at, key, values, near in found]
            explained = {finding.span for finding in found}
            for path, refusal in refused:
                # What the walk has explained need not be said again in the decoder's words.
                if explained.isdisjoint(_spans(file.node.at(path))):
                    faults.append(_refusal(file, path, refusal))
            if not faults:
                faults.append(file.fault(file.position(()), "refused", reason=reason))
        faults += _names_misused(file, data, registry)
        return None if faults else table

    def _extended(
        self, file: ConfigurationFile, data: dict[str, Any], above: list[str], faults: list[Fault]
    ) -> list[Layer]:
        layers: list[Layer] = []
        extends = data.get("extends")
        folder = os.path.dirname(file.path)
        for index, name in enumerate(extends if isinstance(extends, list) else ()):
            if not isinstance(name, str):
                continue
            if name in PRESETS:
                layers += self.preset(name, folder)
            elif not name.endswith(".toml"):
                faults.append(unknown_preset(file.shown, name, file.position(("extends", index))))
            else:
                layers += self._extended_file(file, name, index, above, faults)
        return layers

    def _extended_file(
        self, file: ConfigurationFile, name: str, index: int, above: list[str], faults: list[Fault]
    ) -> list[Layer]:
        path = joined(file.path, name)
        if not os.path.isfile(path):  # noqa: PTH113
            faults.append(file.fault(file.position(("extends", index)), "missing-file", path=printable(name)))
            return []
        real = os.path.realpath(path)
        if real in above:
            chain = [self.shown(step) for step in (*above[above.index(real) :], real)]
            faults.append(file.fault(file.position(("extends", index)), "circle", chain=chain))
            return []
        return self._read(path, (), above)


def _refused(data: dict[str, Any], registry: Rules) -> Iterator[tuple[KeyPath, msgspec.ValidationError]]:
    """The tables of options that the rule's own type does not take, and why."""
    for path, table in tables(data):
        rules = table.get("rules")
        for name, options in rules.items() if isinstance(rules, dict) else ():
            found = registry.find(name)
            if len(found) == 1 and isinstance(options, dict):
                try:
                    msgspec.convert(options, found[0].options_type)
                except msgspec.ValidationError as error:
                    yield (*path, "rules", name), error


def _names_misused(file: ConfigurationFile, data: dict[str, Any], registry: Rules) -> Iterator[Fault]:
    """A rule set under two names, and rules that cannot be set at all."""
    for path, table in tables(data):
        for section in ("select", "ignore", "severity", "rules"):
            names = table.get(section)
            if not isinstance(names, dict | list):
                continue
            seen: dict[str, str] = {}
            for index, name in enumerate(names):
                found = registry.find(name) if isinstance(name, str) else []
                place = (*path, section, index if isinstance(names, list) else name)
                if found and not any(map(can_be_set, found)):
                    yield file.fault(file.position(place, key=isinstance(names, dict)), "fixed-rule", name=name)
                elif len(found) == 1 and isinstance(names, dict) and name in (found[0].code, found[0].name):
                    code = found[0].code
                    first = seen.setdefault(code, name)
                    if first != name:
                        where = file.position(place, key=True)
                        yield file.fault(where, "same-rule", code=code, first=first, name=name)


def unknown_preset(place: str, name: str, where: tuple[int, int] | None = None) -> Fault:
    """The fault of a name that is no preset."""
    if where is not None:
        place = f"{place}:{where[0]}:{where[1]}"
    values: dict[str, Value] = {"name": shown(name), "choices": list(PRESETS)}
    return Fault(place, "unknown-preset", values, nearest(name, PRESETS), where or (0, 0))


def _patterns_refused(file: ConfigurationFile, data: dict[str, Any]) -> Iterator[Fault]:
    """The patterns for paths that mean nothing, or that could take all day to compare."""
    for path, table in tables(data):
        for keys in (("exclude",), ("files",), ("front-matter", "files")):
            patterns: Any = table
            for key in keys:
                patterns = patterns.get(key) if isinstance(patterns, dict) else None
            for index, pattern in enumerate(patterns if isinstance(patterns, list) else ()):
                if not isinstance(pattern, str):
                    continue
                where = (*path, *keys, index)
                if has_too_many_stars(pattern):
                    limits = {"most": MOST_STARS, "deep": MOST_DEEP_STARS}
                    yield file.fault(file.position(where), "many-stars", pattern=shown(pattern), **limits)
                elif not is_pattern(pattern):
                    yield file.fault(file.position(where), "no-glob", pattern=shown(pattern))


def _refusal(file: ConfigurationFile, path: KeyPath, error: msgspec.ValidationError) -> Fault:
    """The fault that a rule does not take its options: in the words of the rule, or in those of the decoder."""
    cause = error.__cause__
    if not isinstance(cause, OptionError):
        return file.fault(file.position(path, key=True), "refused", reason=str(error))
    where = file.position((*path, cause.option.replace("_", "-")))
    return file.fault(where, "refused", **cause.values)._replace(message=cause.message)


def _parse(file: ConfigurationFile, faults: list[Fault]) -> dict[str, Any] | None:
    """The table of a file as plain data; None, and the fault, if there is none."""
    import tomllib

    try:
        data: Any = tomllib.loads(file.source.text)
    except (ValueError, RecursionError):
        faults.append(_syntax_fault(file))
        return None
    for step in file.prefix:
        data = data.get(step) if isinstance(data, dict) else None
    if not isinstance(data, dict):
        faults.append(file.fault((1, 1), "no-table"))
        return None
    return data


def _syntax_fault(file: ConfigurationFile) -> Fault:
    try:
        file.node  # noqa: B018 - it is the reading that fails
    except SyntaxFault as fault:
        return file.fault(file.at(fault.span.start), fault.reason, **fault.values)
    return file.fault((1, 1), "toml-statement")


def _names_known(table: Table, registry: Rules) -> bool:
    parts: list[PartialTable] = [table, *table.overrides]
    for part in parts:
        names = [*(part.select or ()), *part.ignore, *part.severity]
        if not all(map(registry.find, names)) or not all(len(registry.find(name)) == 1 for name in part.rules):
            return False
        if any(name not in (rule.code, rule.name) for name in part.rules for rule in registry.find(name)):
            return False
    return True


def _spans(node: Node | None) -> Iterator[Span]:
    """Where the values and keys of a table stand."""
    for inner in node.walk() if node is not None else ():
        yield inner.span
        if inner.key_span is not None:
            yield inner.key_span
