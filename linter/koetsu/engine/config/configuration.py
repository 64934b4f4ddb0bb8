"""What is configured?

A configuration is the nearest file above an article, on top of what that file extends, below what the command line
says. This module finds the files and remembers them by folder; ``reader`` reads one, ``layers`` works out what all of
them together say about an article.
"""

# os.path and not Path: these are asked for every folder and file of a site, and Path costs ten times as much.
# ruff: noqa: PTH100, PTH118, PTH120

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import cast, get_args

from koetsu.engine.config.faults import Fault, configuration_error, nearest, printable, shown
from koetsu.engine.config.file import FILE_NAMES, Layer, find_in, patterns_of
from koetsu.engine.config.layers import Layers, Origin
from koetsu.engine.config.patterns import combined
from koetsu.engine.config.reader import Reader, unknown_preset
from koetsu.engine.config.tables import PRESETS, Rules, Table
from koetsu.engine.patterns.pattern import Pattern
from koetsu.engine.settings import Level, RunSettings, Settings, spoken_language
from koetsu.engine.upkeep import can_be_set
from koetsu.errors import ConfigurationError
from koetsu.message import Language, Value

_LEVELS: list[str] = list(get_args(Level))


class Configuration:
    """The configuration of one run; made by ``load``."""

    def __init__(
        self,
        reader: Reader,
        command_line: Layer,
        preset: str | None,
        isolated: bool,
        language: Language | None,
        locale: Language | None,
    ) -> None:
        self.working_directory = Path(reader.working_directory)
        """The folder from which the configuration is seen, absolute."""
        self.file: Path | None = None
        """The file that ``config`` names, else the nearest one of the working directory; absolute."""
        self._reader = reader
        self._command_line = command_line
        self._preset = preset
        self._isolated = isolated
        self._language = language
        self._locale = locale
        self._by_folder: dict[str, Layers] = {}
        self._broken: dict[str, ConfigurationError] = {}
        self._patterns: dict[str, tuple[Pattern, str]] = {}
        self._ground = self._layers([])
        self._working_layers = self._ground
        self._fixed: Layers | None = self._ground if isolated else None

    @classmethod
    def load(
        cls,
        working_directory: Path,
        *,
        registry: Rules,
        config: Path | None = None,
        isolated: bool = False,
        preset: str | None = None,
        select: Iterable[str] | None = None,
        ignore: Iterable[str] = (),
        severity: Iterable[str] = (),
        language: Language | None = None,
        locale: Language | None = None,
    ) -> Configuration:
        """The configuration as seen from a folder.

        ``config`` names a file that is used for every article instead of those that stand near them; ``isolated`` uses
        no file at all; ``preset`` is put under the file, above what that extends. ``select`` and ``ignore`` are names
        of rules (each may hold several, with commas), ``severity`` entries of the form ``RULE=LEVEL``; all three
        outweigh every file. ``language`` is that of the errors; without it the file at fault decides, then ``locale``,
        by default that of the environment.

        Raises ConfigurationError with every fault of the command line, of the file of the folder and of all that it
        extends. Files further down are read when an article near them comes up.
        """
        folder = os.path.abspath(working_directory)
        reader = Reader(registry, folder)
        refused: list[Fault] = []
        if preset is not None and preset not in PRESETS:
            refused.append(unknown_preset("--preset", preset))
            preset = None
        file = None if isolated and config is None else _first_file(folder, config, refused)
        layers = reader.read(file, [preset] if preset else []) if file else []
        # The file comes first, as it may define patterns that the command line names; its faults are told last.
        known = registry.with_patterns(combined(patterns_of(layers)))
        options: list[Fault] = []
        command_line = _command_line(folder, known, options, select, ignore, severity)
        reader.faults = [*options, *refused, *reader.faults]
        configuration = cls(reader, command_line, preset, isolated, language, locale)
        if file:
            configuration._start(file, layers, only=config is not None)
        configuration._raise_faults()
        return configuration

    @property
    def run(self) -> RunSettings:
        """What the configuration of the working directory says about the run."""
        return self._working_layers.run()

    @property
    def settings_of_site(self) -> Settings:
        """What applies to the working directory as a whole: the options of rules that compare its files."""
        return self._working_layers.settings(os.path.join(self._reader.working_directory, FILE_NAMES[0]))

    @property
    def registry(self) -> Rules:
        """The rules that are installed, with the patterns of every file that was read so far."""
        return self._reader.registry.with_patterns([self._patterns[name][0] for name in sorted(self._patterns)])

    def settings(self, file: Path) -> Settings:
        """What applies to a file; the same object for all files that are treated alike.

        Raises ConfigurationError if the nearest configuration file is faulty.
        """
        path = self._absolute(file)
        return self.folder(os.path.dirname(path)).settings(path)

    def origins(self, file: Path) -> list[Origin]:
        """Every effective value for a file and where it comes from, ``exclude`` once a source.

        Raises ConfigurationError.
        """
        path = self._absolute(file)
        return list(self.folder(os.path.dirname(path)).origins(path))

    def sources(self, file: Path) -> list[str]:
        """The names of what counts for a file, from the ground up: presets and files, with paths as they are shown."""
        layers = self.folder(os.path.dirname(self._absolute(file))).layers
        return [layer.name for layer in layers if layer.file is not None]

    def folder(self, folder: str, names: Iterable[str] | None = None) -> Layers:
        """What counts for the files of a folder, given absolute.

        Whoever has just listed the folder gives the names in it, so that the disk need not be asked again. Raises
        ConfigurationError.
        """
        if self._fixed is not None:
            return self._fixed
        passed: list[str] = []
        found: Layers | None = None
        while True:
            if folder in self._broken:
                raise self._broken[folder]
            found = self._by_folder.get(folder)
            if found is not None:
                break
            if names is None or not set(FILE_NAMES).isdisjoint(names):
                file = find_in(folder)
                if file is not None:
                    found = self._by_folder[folder] = self._read(file, folder)
                    break
            names = None
            passed.append(folder)
            parent = os.path.dirname(folder)
            if parent == folder:
                found = self._ground
                break
            folder = parent
        self._by_folder.update(dict.fromkeys(passed, found))
        return found

    def _start(self, file: str, layers: list[Layer], *, only: bool) -> None:
        self.file = Path(file)
        self._working_layers = self._layers(layers)
        if only:
            self._fixed = self._working_layers
        else:
            self._by_folder[os.path.dirname(file)] = self._working_layers

    @property
    def _added(self) -> Sequence[str]:
        return [self._preset] if self._preset else []

    def _layers(self, layers: list[Layer]) -> Layers:
        if not layers and self._preset:
            layers = self._reader.preset(self._preset, self._reader.working_directory)
        if not self._reader.faults:
            self._note_patterns(layers)
        return Layers([*layers, self._command_line], self._reader.registry)

    def _note_patterns(self, layers: Iterable[Layer]) -> None:
        """Remember what the ids of these layers stand for; a fault for one that stands for something else already."""
        own = {pattern.id: (layer, index) for layer in layers for index, pattern in enumerate(layer.patterns)}
        for name, (layer, index) in own.items():
            pattern = layer.patterns[index]
            known, place = self._patterns.setdefault(name, (pattern, layer.name))
            if known != pattern and layer.file is not None:
                where = layer.file.position(("patterns", index, "id"))
                self._reader.faults.append(layer.file.fault(where, "pattern-differs", id=name, other=place))

    def _read(self, file: str, folder: str) -> Layers:
        layers = self._layers(self._reader.read(file, self._added))
        try:
            self._raise_faults()
        except ConfigurationError as error:
            self._broken[folder] = error
            raise
        return layers

    def _raise_faults(self) -> None:
        faults = self._reader.faults
        if faults:
            self._reader.faults = []
            locale = self._locale or spoken_language("auto", os.environ)
            raise configuration_error(faults, self._language or self._reader.language or locale)

    def _absolute(self, file: Path) -> str:
        # A Path holds no "." and no doubled slash; only ".." is left to resolve.
        path = f"{self._reader.working_directory.rstrip('/')}/{file}" if not file.is_absolute() else str(file)
        return os.path.normpath(path) if ".." in path else path


def _first_file(folder: str, config: Path | None, faults: list[Fault]) -> str | None:
    """The file that is asked for, else the nearest one; None if there is none, which is a fault if it is asked for."""
    if config is None:
        return next(filter(None, map(find_in, _upwards(folder))), None)
    path = os.path.normpath(os.path.join(folder, config))
    if os.path.isfile(path):  # noqa: PTH113 -- raises nothing where rights are missing
        return path
    faults.append(Fault("--config", "missing-file", {"path": printable(str(config))}))
    return None


def _upwards(folder: str) -> Iterator[str]:
    while True:
        yield folder
        parent = os.path.dirname(folder)
        if parent == folder:
            return
        folder = parent


def _command_line(
    folder: str,
    registry: Rules,
    faults: list[Fault],
    select: Iterable[str] | None,
    ignore: Iterable[str],
    severity: Iterable[str],
) -> Layer:
    """The layer of the options of a command, its faults noted."""
    table = Table()
    selected = [*_names("--select", select or (), registry, faults)]
    if selected:
        table.select = selected
    table.ignore = [*_names("--ignore", ignore, registry, faults)]
    table.severity = {}
    for entry in _split(severity):
        name, equals, level = entry.partition("=")
        if not equals:
            faults.append(Fault("--severity", "severity", {"value": shown(entry)}))
        elif level not in _LEVELS:
            values: dict[str, Value] = {"value": shown(level), "choices": _LEVELS}
            faults.append(Fault("--severity", "choice", values, nearest(level, _LEVELS)))
        else:
            table.severity |= dict.fromkeys(_names("--severity", [name], registry, faults), cast(Level, level))
    return Layer("command line", folder, table)


def _names(option: str, words: Iterable[str], registry: Rules, faults: list[Fault]) -> Iterator[str]:
    """The words that name rules; a fault for each that does not."""
    for word in _split(words):
        found = registry.find(word)
        if not found:
            faults.append(Fault(option, "unknown-rule", {"name": shown(word)}, registry.nearest(word)))
        elif not any(map(can_be_set, found)):
            faults.append(Fault(option, "fixed-rule", {"name": word}))
        else:
            yield word


def _split(words: Iterable[str]) -> Iterator[str]:
    for word in words:
        yield from filter(None, map(str.strip, word.split(",")))
