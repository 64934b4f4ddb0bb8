"""Which settings come out of the layers for one file, and from which layer does each come?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from msgspec import UNSET, UnsetType

from koetsu.diagnostic import Severity
from koetsu.engine.config.file import Layer, Part, composed, patterns_of
from koetsu.engine.config.patterns import combined
from koetsu.engine.config.tables import Rules
from koetsu.engine.globs import Globs
from koetsu.engine.patterns.pattern import Pattern
from koetsu.engine.settings import Level, Renderer, RunSettings, Settings
from koetsu.engine.upkeep import can_be_set

_RUN_KEYS = ("fail-on", "language", "jobs", "cache", "output-format")


class Origin(NamedTuple):
    """One effective value and where it comes from."""

    key: str
    """Dotted, as in a configuration file: ``renderer``, ``severity.HD003``, ``rules.RT001.characters-per-minute``.
    Every rule has a ``severity``; that of a rule that does not run is ``off``."""
    value: Any
    """Plain data, ready for JSON; None where nothing is set."""
    source: str
    """``default``, ``preset jekyll``, ``command line``, or the path of a file."""
    place: str
    """``path:line:column`` of the value, both from 1; empty unless a file of the site says it."""


class _Choice(NamedTuple):
    """A value, the part that sets it, and the path of the value in that part; no part for a default."""

    value: Any
    part: Part | None = None
    path: tuple[str | int, ...] = ()


class Exclusions:
    """What of the content of one folder is to be left out."""

    def __init__(self, patterns: list[tuple[Globs, str]]) -> None:
        self._patterns = patterns
        """With the path of the folder as these patterns see it, a slash behind it; the strongest first."""

    def decide(self, name: str, is_folder: bool) -> bool | None:
        """Whether to leave out what has this name: True, False if a pattern asks for it, None if none fits."""
        for globs, folder in self._patterns:
            decision = globs.decide(folder + composed(name), is_folder)
            if decision is not None:
                return decision
        return None


class Layers:
    """What counts for the files of one folder: all layers, from the ground up."""

    def __init__(self, layers: Iterable[Layer], registry: Rules) -> None:
        self.layers = list(layers)
        self.patterns = combined(patterns_of(self.layers))
        """What is looked for besides the rules of the registry."""
        self._registry = registry.with_patterns(self.patterns)
        self._parts = [part for layer in self.layers for part in layer.parts]
        self._excluding = [layer for layer in reversed(self.layers) if layer.exclude]
        self._resolved: dict[tuple[Part, ...] | tuple[int, ...], _Resolution] = {}

    def settings(self, path: str) -> Settings:
        """The settings of a file, given absolute; the same object for all files that are treated alike."""
        resolution = self.resolution(path)
        return resolution.with_schema if resolution.has_schema(path) else resolution.without_schema

    def exclusions(self, folder: str) -> Exclusions:
        """What of the content of a folder, given absolute, is to be left out."""
        return Exclusions([(layer.exclude, layer.relative(f"{folder.rstrip('/')}/")) for layer in self._excluding])

    def run(self) -> RunSettings:
        """What these layers say about a run."""
        values = {key.replace("-", "_"): choice.value for key, choice in self._run_choices() if choice.part}
        return RunSettings(**values)

    def resolution(self, path: str) -> _Resolution:
        """What the parts that are for a file make of the defaults."""
        fitting = tuple(
            index
            for index, part in enumerate(self._parts)
            if part.files is None or part.files.decide(part.layer.relative(path))
        )
        resolution = self._resolved.get(fitting)
        if resolution is None:
            parts = [self._parts[index] for index in fitting]
            resolution = self._resolved[fitting] = _Resolution(parts, self._registry, self.patterns)
        return resolution

    def origins(self, path: str) -> Iterator[Origin]:
        """Every effective value for a file, with its source."""
        for key, choice in self._run_choices():
            yield _origin(key, choice)
        for layer in self.layers:
            if layer.table.exclude:
                yield _origin("exclude", _Choice(layer.table.exclude, layer.parts[0], ("exclude",)))
            for index, pattern in enumerate(layer.patterns):
                looked_for = list(pattern.words) if pattern.expression is None else pattern.expression
                yield _origin(f"patterns.{pattern.id}", _Choice(looked_for, layer.parts[0], ("patterns", index)))
        for key, choice in self.resolution(path).choices(path):
            yield _origin(key, choice)

    def _run_choices(self) -> Iterator[tuple[str, _Choice]]:
        for key in _RUN_KEYS:
            name = key.replace("-", "_")
            choice = _Choice(getattr(RunSettings(), name))
            for layer in self.layers:
                value = getattr(layer.table, name)
                if value is not UNSET:
                    choice = _Choice(value, layer.parts[0], (key,))
            yield key, choice


class _Resolution:
    """The outcome of some parts, applied from the ground up."""

    def __init__(self, parts: Sequence[Part], registry: Rules, patterns: tuple[Pattern, ...]) -> None:
        self._registry = registry
        self._patterns = patterns
        self.renderer = _Choice("commonmark")
        self.schema = _Choice(None)
        self.files = _Choice(None)
        self.selected = {code: _Choice(True) for code, rule in registry.rules.items() if can_be_set(rule)}
        self.severity: dict[str, _Choice] = {}
        self.options: dict[str, dict[str, _Choice]] = {}
        for part in parts:
            self._apply(part)
        self.with_schema = self._settings(self.schema.value)
        self.without_schema = self.with_schema if self.schema.value is None else self._settings(None)

    def has_schema(self, path: str) -> bool:
        """Whether the front-matter schema applies to an absolute path."""
        return self.schema.value is not None and self.is_article(path)

    def is_article(self, path: str) -> bool:
        """Whether an absolute path is one of those to which a schema applies where there is one."""
        part = self.files.part
        if part is None or part.front_matter_files is None:
            return True
        return bool(part.front_matter_files.decide(part.layer.relative(path)))

    def choices(self, path: str) -> Iterator[tuple[str, _Choice]]:
        """Every value, named as in a configuration file."""
        yield "renderer", self.renderer
        applies = self.has_schema(path)
        written = self.schema.part.table.front_matter.schema if self.schema.part else None
        where = self.schema._replace(value=written)
        yield "front-matter.schema", where if applies else _Choice(None, self.files.part, self.files.path)
        yield "front-matter.files", self.files
        for code, rule in self._registry.rules.items():
            if not can_be_set(rule):
                continue
            level = self.severity.get(code, _Choice(rule.severity))
            selected = self.selected[code]
            yield f"severity.{code}", level if selected.value else selected._replace(value="off")
            for key, choice in self._options(code, rule.options_type):
                yield f"rules.{code}.{key}", choice

    def _options(self, code: str, options_type: type) -> Iterator[tuple[str, _Choice]]:
        import msgspec

        written = self.options.get(code, {})
        for field in msgspec.structs.fields(options_type):
            if field.encode_name in written:
                yield field.encode_name, written[field.encode_name]
            elif not field.required:
                default = field.default if field.default_factory is msgspec.NODEFAULT else field.default_factory()
                yield field.encode_name, _Choice(msgspec.json.decode(msgspec.json.encode(default)))

    def _settings(self, schema: dict[str, Any] | None) -> Settings:
        severity: dict[str, Severity] = {code: choice.value for code, choice in sorted(self.severity.items())}
        options = {
            code: {key: choice.value for key, choice in sorted(written.items())}
            for code, written in sorted(self.options.items())
            if written
        }
        renderer: Renderer = self.renderer.value
        select = tuple(sorted(code for code, choice in self.selected.items() if choice.value))
        return Settings(select, severity, options, renderer, schema, self._patterns)

    def _apply(self, part: Part) -> None:
        table = part.table
        self._select(part, table.select, table.ignore)
        self._grade(part, table.severity)
        for name, options in table.rules.items():
            code = self._registry.find(name)[0].code
            for key, value in options.items():
                self.options.setdefault(code, {})[key] = _Choice(value, part, ("rules", name, key))
        if table.renderer is not UNSET:
            self.renderer = _Choice(table.renderer, part, ("renderer",))
        if part.schema is not None:
            self.schema = _Choice(part.schema, part, ("front-matter", "schema"))
            if part.files is not None:
                # The override itself says for which files; those of a layer below it do not narrow it.
                self.files = _Choice(None)
        if part.front_matter_files is not None:
            self.files = _Choice(table.front_matter.files, part, ("front-matter", "files"))

    def _select(self, part: Part, select: list[str] | UnsetType, ignore: list[str]) -> None:
        """A ``select`` starts anew; an ``ignore`` takes away, unless the ``select`` beside it is narrower."""
        wanted: dict[str, int] = {}
        if select is not UNSET:
            self.selected = {code: _Choice(False, part, ("select",)) for code in self.selected}
            for index, _, code, narrowness in self._ranked(select):
                if narrowness >= wanted.get(code, -1):
                    wanted[code] = narrowness
                    self.selected[code] = _Choice(True, part, ("select", index))
        for index, _, code, narrowness in self._ranked(ignore):
            if narrowness >= wanted.get(code, -1) and self.selected[code].value:
                self.selected[code] = _Choice(False, part, ("ignore", index))

    def _grade(self, part: Part, severity: dict[str, Level]) -> None:
        ranked = sorted(self._ranked(severity), key=lambda entry: entry[3])
        for _, name, code, _ in ranked:
            level = severity[name]
            choice = _Choice(level, part, ("severity", name))
            if level == "off":
                self.severity.pop(code, None)
                if self.selected[code].value:
                    self.selected[code] = choice._replace(value=False)
                continue
            self.severity[code] = choice
            decided = self.selected[code]
            if not decided.value and decided.path[:1] == ("severity",):
                # What a severity switched off, a later or narrower one brings back.
                self.selected[code] = choice._replace(value=True)

    def _ranked(self, names: Iterable[str]) -> Iterator[tuple[int, str, str, int]]:
        """Position, name, code and narrowness (ALL, a family, one rule) of every rule that is named."""
        for index, name in enumerate(names):
            for rule in self._registry.find(name):
                if rule.code in self.selected:
                    narrowness = 2 if name in (rule.code, rule.name) else 0 if name == "ALL" else 1
                    yield index, name, rule.code, narrowness


def _origin(key: str, choice: _Choice) -> Origin:
    part = choice.part
    if part is None:
        return Origin(key, choice.value, "default", "")
    file = part.layer.file
    if file is None or part.layer.is_preset:
        return Origin(key, choice.value, part.layer.name, "")
    line, column = file.position((*part.path, *choice.path))
    return Origin(key, choice.value, part.layer.name, f"{file.shown}:{line}:{column}")
