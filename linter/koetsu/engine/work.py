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
from koetsu.engine.report import FileReport, Held, Positions, positions_of
from koetsu.engine.site.digest import Digester
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
    lints: bool = True
    """Whether to look for faults in it."""
    digests: bool = False
    """Whether to work out what it is compared by."""

    def read(self) -> bytes:
        """What there is to check.

        Raises UnreadableSourceError.
        """
        return read_bytes(Path(self.file), self.path) if self.data is None else self.data

    def source(self) -> Source:
        """The text that it holds. Raises UnreadableSourceError."""
        return Source.decode(self.path, self.read())


class Result(NamedTuple):
    """What was found in a file."""

    number: int
    key: Key | None
    """Under which the findings may be kept; None if they may not be, because koetsu could not do its work."""
    findings: bytes | None
    """Encoded ``Findings``; None if they were not asked for."""
    digest_key: Key | None = None
    digest: bytes | None = None
    """The same for an encoded ``Digest``; there is none of a file that cannot be read."""


class Findings(msgspec.Struct, frozen=True, array_like=True):
    """What a report holds of a file besides its names."""

    diagnostics: list[Diagnostic]
    positions: Positions
    held: list[Held] = []


encode = msgspec.msgpack.Encoder().encode
decode = msgspec.msgpack.Decoder(Findings).decode


def check_tasks(tasks: Sequence[Task], stamp: str = "") -> list[Result]:
    """Check some files, one after the other; ``stamp`` is that of the registry in whose cache the results are kept."""
    return [_check(task, stamp) for task in tasks]


def report_of(task: Task, findings: bytes | msgspec.Raw) -> FileReport:
    """The part of the report that encoded findings stand for."""
    found = decode(findings)
    return FileReport(task.path, task.file, found.diagnostics, found.positions, found.held)


def finding_key(keys: KeyMaker, task: Task, data: bytes) -> Key:
    """Under which the findings in a file are kept."""
    return keys.key(task.settings.key(), task.path, data)


def digest_key(keys: KeyMaker, task: Task, data: bytes) -> Key:
    """Under which the digest of a file is kept: no rule that is selected or set has a say in it."""
    return keys.key(f"digest {task.settings.renderer}", task.path, data)


class _Tools(NamedTuple):
    checker: Checker
    digester: Digester
    keys: KeyMaker


@cache
def _tools(registry: Registry, stamp: str) -> _Tools:
    return _Tools(Checker(registry), Digester(registry.rules), KeyMaker(stamp or registry.stamp))


def check_data(task: Task, data: bytes, stamp: str = "") -> Result:
    """Check the bytes of a file."""
    tools = _tools(load_registry(), stamp)
    try:
        source = Source.decode(task.path, data)
    except UnreadableSourceError as error:
        return _unreadable(task, error)
    document = tools.checker.document(source, task.settings)
    result = Result(task.number, None, None)
    if task.lints:
        diagnostics, held = tools.checker.check_document(document, task.settings)
        failed = any(diagnostic.rule == RuleCrashed.code for diagnostic in diagnostics)
        positions = positions_of(source, [*diagnostics, *(found.diagnostic for found in held)])
        result = result._replace(
            key=None if failed else finding_key(tools.keys, task, data),
            findings=encode(Findings(diagnostics, positions, held)),
        )
    if task.digests:
        digest = tools.digester.digest(document)
        result = result._replace(
            digest_key=None if digest.faults else digest_key(tools.keys, task, data),
            digest=encode(digest),
        )
    return result


def _check(task: Task, stamp: str) -> Result:
    try:
        data = task.read()
    except UnreadableSourceError as error:
        return _unreadable(task, error)
    return check_data(task, data, stamp)


def _unreadable(task: Task, error: UnreadableSourceError) -> Result:
    findings = encode(Findings([unreadable(error)], {0: (0, 0)})) if task.lints else None
    return Result(task.number, None, findings)
