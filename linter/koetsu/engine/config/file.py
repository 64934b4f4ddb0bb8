"""What is one configuration file, and what does it mean for a path?"""

# os.path and not Path: these are asked for every folder and file of a site, and Path costs ten times as much.
# ruff: noqa: PTH113, PTH118, PTH120

from __future__ import annotations

import os
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from msgspec import UNSET

from koetsu.engine.config.faults import Fault
from koetsu.engine.config.tables import PartialTable, Table
from koetsu.engine.globs import Globs
from koetsu.engine.patterns.pattern import Pattern
from koetsu.text.source import Source
from koetsu.text.tree import Node, SyntaxFault

FILE_NAMES = ("koetsu.toml", ".koetsu.toml", "pyproject.toml")
"""What a configuration file may be called; the first one found in a folder counts."""

KeyPath = tuple[str | int, ...]
"""Keys and indices that lead to a value in a table."""


class Part(NamedTuple):
    """A table of settings: the whole of a file, or one of its overrides."""

    layer: Layer
    path: KeyPath
    """Where it stands in the table of the file: nowhere deeper, or below ``overrides``."""
    table: PartialTable
    files: Globs | None
    """Which files it is for; None for all."""
    front_matter_files: Globs | None
    """Where its front-matter schema applies; None if it does not say."""
    schema: dict[str, Any] | None


class Layer:
    """What one source of settings says: a file, a preset, or the command line."""

    def __init__(
        self,
        name: str,
        base: str,
        table: Table,
        file: ConfigurationFile | None = None,
        schemas: dict[KeyPath, dict[str, Any]] | None = None,
        patterns: Sequence[Pattern] = (),
    ) -> None:
        self.name = name
        """As it is shown: ``koetsu.toml``, ``preset jekyll``, ``command line``."""
        self.base = base
        """The folder that patterns are relative to, absolute."""
        self._start = f"{base.rstrip('/')}/"
        self.table = table
        self.file = file
        """None for the command line."""
        self.is_preset = name.startswith("preset ")
        self.schemas = schemas or {}
        self.patterns = patterns
        """Those that the file itself defines, in its order."""

    @cached_property
    def exclude(self) -> Globs:
        """What is left out of folders."""
        return _globs(self.table.exclude)

    @cached_property
    def parts(self) -> list[Part]:
        """Its settings for all files, then its overrides in order."""
        return [
            self._part((), self.table, None),
            *(
                self._part(("overrides", index), override, _globs(override.files))
                for index, override in enumerate(self.table.overrides)
            ),
        ]

    def _part(self, path: KeyPath, table: PartialTable, files: Globs | None) -> Part:
        front_matter = table.front_matter
        where = None if front_matter.files is UNSET else _globs(front_matter.files)
        return Part(self, path, table, files, where, self.schemas.get(path))

    def relative(self, path: str) -> str:
        """An absolute path as patterns see it: below the folder of the file, or else from the root; composed."""
        return composed(path[len(self._start) :] if path.startswith(self._start) else path.lstrip("/"))


def _globs(patterns: Sequence[str]) -> Globs:
    return Globs(map(composed, patterns), subtree=True)


def composed(path: str) -> str:
    """A path or pattern with composed characters: a pattern typed on one system fits the file names of another."""
    return path if path.isascii() else unicodedata.normalize("NFC", path)


class ConfigurationFile:
    """A file and the table in it."""

    def __init__(self, path: str, shown: str, text: str) -> None:
        self.path = path
        self.shown = shown
        self.source = Source(shown, text)
        self.prefix: KeyPath = ("tool", "koetsu") if Path(path).name == "pyproject.toml" else ()

    @cached_property
    def node(self) -> Node:
        """The table with its places. Raises SyntaxFault."""
        # Only faults and `koetsu config` need places.
        from koetsu.text.toml import parse_toml

        root = parse_toml(self.source.text)
        return root.at(self.prefix) or root

    def position(self, path: KeyPath, *, key: bool = False) -> tuple[int, int]:
        """Line and column, both from 1, of the value under a path, or of its key; of the table around it if there is
        no such value, and of the file where places cannot be worked out.
        """
        try:
            return self._position(path, key)
        except SyntaxFault:
            return 1, 1

    def _position(self, path: KeyPath, key: bool) -> tuple[int, int]:
        while path and self.node.at(path) is None:
            path = path[:-1]
        node = self.node.at(path)
        assert node is not None
        return self.at(node.key_span.start if key and node.key_span else node.span.start)

    def at(self, offset: int) -> tuple[int, int]:
        """Line and column, both from 1, of an offset."""
        position = self.source.position(offset)
        return position.line + 1, position.column + 1

    def fault(self, where: tuple[int, int], key: str, near: str | None = None, /, **values: Any) -> Fault:
        """A fault at a line and column."""
        return Fault(f"{self.shown}:{where[0]}:{where[1]}", key, values, near, where)


def find_in(folder: str) -> str | None:
    """The configuration file that stands in a folder, if one does."""
    for name in FILE_NAMES[:2]:
        path = os.path.join(folder, name)
        if os.path.isfile(path):
            return path
    path = os.path.join(folder, FILE_NAMES[2])
    return path if _holds_table(path) else None


def _holds_table(path: str) -> bool:
    """Whether a pyproject.toml speaks of koetsu at all; whether it does so in a table, or cannot be read, is found out
    when it is.
    """
    try:
        data = Path(path).read_bytes()
    except (FileNotFoundError, NotADirectoryError):
        return False
    except OSError:
        return True
    if b"koetsu" not in data:
        return False
    import tomllib

    try:
        tool = tomllib.loads(data.decode("utf-8-sig")).get("tool")
    except (ValueError, RecursionError):
        return True
    return isinstance(tool, dict) and "koetsu" in tool


def joined(file: str, name: str) -> str:
    """A path that stands in a file, absolute."""
    return os.path.normpath(os.path.join(os.path.dirname(file), name))


def patterns_of(layers: Iterable[Layer]) -> Iterator[Pattern]:
    """The patterns of some layers, from the ground up."""
    return (pattern for layer in layers for pattern in layer.patterns)


def tables(data: dict[str, Any]) -> Iterator[tuple[KeyPath, dict[str, Any]]]:
    """The tables of settings in a file, whether or not the rest of it makes sense."""
    yield (), data
    overrides = data.get("overrides")
    for index, override in enumerate(overrides if isinstance(overrides, list) else ()):
        if isinstance(override, dict):
            yield ("overrides", index), override
