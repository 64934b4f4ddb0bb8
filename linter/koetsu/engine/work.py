"""How does one process check a share of the files?

Tasks go to the processes and results come back as plain data; findings travel encoded, as they lie in the cache.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from koetsu.diagnostic import Diagnostic
from koetsu.engine.cache import Key, KeyMaker
from koetsu.engine.check import Checker
from koetsu.engine.faults import RuleCrashed, unreadable
from koetsu.engine.registry import Registry, load_registry
from koetsu.engine.report import FileReport, Held, positions_of
from koetsu.errors import UnreadableSourceError
from koetsu.text.source import Source, read_bytes

if TYPE_CHECKING:
    from koetsu.engine.settings import Settings


class Task(NamedTuple):
    """A file to check."""

    number: int
    """Its place in the report, from 0."""
    file: str
    path: str
    """As it is shown."""
    settings: Settings
    data: bytes | None = None
    """What the file is to be taken to hold; None for what it holds on the disk."""

    def read(self) -> bytes:
        """What there is to check.

        Raises UnreadableSourceError.
        """
        return read_bytes(Path(self.file), self.path) if self.data is None else self.data


class Result(NamedTuple):
    """What was found in a file."""

    number: int
    key: Key | None
    """Under which the findings may be kept; None if they may not be, because koetsu could not do its work."""
    findings: bytes
    """Encoded ``Findings``."""


class Findings(msgspec.Struct, frozen=True, array_like=True):
    """What a report holds of a file besides its names."""

    diagnostics: list[Diagnostic]
    positions: dict[int, tuple[int, int]]
    held: list[Held] = []


encode = msgspec.msgpack.Encoder().encode
decode = msgspec.msgpack.Decoder(Findings).decode


def check_tasks(tasks: Sequence[Task]) -> list[Result]:
    """Check some files, one after the other."""
    return [_check(task) for task in tasks]


def report_of(task: Task, findings: bytes | msgspec.Raw) -> FileReport:
    """The part of the report that encoded findings stand for."""
    found = decode(findings)
    return FileReport(task.path, task.file, found.diagnostics, found.positions, found.held)


@cache
def _checker(registry: Registry) -> tuple[Checker, KeyMaker]:
    return Checker(registry), KeyMaker(registry.stamp)


def check_data(task: Task, data: bytes) -> Result:
    """Check the bytes of a file."""
    checker, keys = _checker(load_registry())
    try:
        source = Source.decode(task.path, data)
    except UnreadableSourceError as error:
        return _unreadable(task, error)
    diagnostics, held = checker.check(source, task.settings)
    failed = any(diagnostic.rule == RuleCrashed.code for diagnostic in diagnostics)
    key = None if failed else keys.key(task.settings.key(), task.path, data)
    positions = positions_of(source, [*diagnostics, *(found.diagnostic for found in held)])
    return Result(task.number, key, encode(Findings(diagnostics, positions, held)))


def _check(task: Task) -> Result:
    try:
        data = task.read()
    except UnreadableSourceError as error:
        return _unreadable(task, error)
    return check_data(task, data)


def _unreadable(task: Task, error: UnreadableSourceError) -> Result:
    return Result(task.number, None, encode(Findings([unreadable(error)], {0: (0, 0)})))
