"""What did a run find?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import msgspec

from koetsu.diagnostic import SEVERITIES, Diagnostic, Related, Severity
from koetsu.engine.faults import FAULTS, UnreadableFile
from koetsu.engine.settings import FailOn
from koetsu.errors import UnreadableSourceError
from koetsu.rule import BaseRule
from koetsu.text.source import Position, Source, Span

if TYPE_CHECKING:
    from koetsu.text.corpus import Corpus

_SOURCES = 8
"""How many texts are held: that of a file, and those of others of which its findings speak."""

_FAULT_CODES = frozenset(fault.code for fault in FAULTS)

ExitStatus = Literal[0, 1, 2]
"""0: nothing that fails the gate; 1: findings; 2: koetsu could not do its work."""


Positions = dict[int, tuple[int, int]]
"""Line and column, from 0 and in code points, by offset."""

HeldBy = Literal["directive", "baseline", "change"]
"""What keeps a finding from being reported: a directive in the article, the accepted old findings, or that it lies
outside of the lines that changed."""


class Held(msgspec.Struct, frozen=True, array_like=True):
    """A finding that is not reported."""

    diagnostic: Diagnostic
    by: HeldBy
    reason: str = ""
    """What the author of a directive says; empty if nothing."""


def is_fault(diagnostic: Diagnostic) -> bool:
    """Whether it says that koetsu could not do its work."""
    return diagnostic.rule in _FAULT_CODES


class FileReport(msgspec.Struct, frozen=True):
    """What was found in one file."""

    path: str
    """As it is shown: relative to the working directory, with ``/``."""
    file: str
    """The file on the disk; empty for standard input."""
    diagnostics: list[Diagnostic]
    """In the order of the text."""
    positions: Positions
    """Of every offset that the diagnostics mention, held ones included."""
    held: Sequence[Held] = ()
    """What was found and is not reported, in the order of the text."""
    is_article: bool = True
    """Whether it was there to be checked; a file of koetsu's own, such as the baseline, was not."""
    elsewhere: Mapping[str, Positions] = {}
    """By path, of every offset in another file that the diagnostics mention."""
    was_checked: bool = True
    """Whether rules looked at it alone; not where it was only compared with what was to be checked."""
    was_compared: bool = False
    """Whether rules compared it with the other files."""


class Report:
    """All that a run found, file by file, in the order of the paths."""

    def __init__(
        self,
        files: Sequence[FileReport],
        rules: Mapping[str, type[BaseRule[Any]]],
        fail_on: FailOn = "error",
        sources: Mapping[str, Source] | None = None,
        corpus: Corpus | None = None,
        compared: Mapping[str, str] | None = None,
    ) -> None:
        self.files = files
        """Every file that was checked, with findings or without, and whatever could not be read."""
        self.rules = rules
        """By code; the engine's own included."""
        self.fail_on = fail_on
        self.max_warnings: int | None = None
        """How many warnings there may be; None for any number."""
        self.corpus = corpus
        """The summaries of all files that could be read, if they were compared."""
        self.compared = dict(compared or {})
        """The files on the disk, by path, that were compared with each other."""
        self._sources = dict(sources or {})
        self._latest: dict[str, Source] = {}

    @cached_property
    def counts(self) -> dict[Severity, int]:
        """How many diagnostics there are of each severity."""
        counts = dict.fromkeys(SEVERITIES, 0)
        for file in self.files:
            for diagnostic in file.diagnostics:
                counts[diagnostic.severity] += 1
        return counts

    def count(self, severity: Severity) -> int:
        """How many diagnostics there are of a severity."""
        return self.counts[severity]

    def held(self, by: HeldBy) -> int:
        """How many findings something keeps from being reported."""
        return sum(held.by == by for file in self.files for held in file.held)

    @cached_property
    def unread(self) -> list[FileReport]:
        """The files and folders that could not be read, and so were not checked."""
        return [file for file in self.files if any(found.rule == UnreadableFile.code for found in file.diagnostics)]

    @property
    def checked(self) -> int:
        """How many files were checked."""
        return sum(file.is_article and file.was_checked for file in self.files) - len(self.unread)

    @property
    def failing(self) -> tuple[Severity, ...]:
        """The severities that fail the gate; warnings also where there are too many of them."""
        failing = () if self.fail_on == "never" else SEVERITIES[: SEVERITIES.index(self.fail_on) + 1]
        return (*failing, "warning") if self.has_too_many_warnings and "warning" not in failing else failing

    @property
    def exit_status(self) -> ExitStatus:
        """What the process ends with."""
        if any(is_fault(diagnostic) for file in self.files for diagnostic in file.diagnostics):
            return 2
        return 1 if any(self.counts[severity] for severity in self.failing) else 0

    @property
    def has_too_many_warnings(self) -> bool:
        """Whether there are more warnings than there may be."""
        return self.max_warnings is not None and self.counts["warning"] > self.max_warnings

    def with_files(self, files: Sequence[FileReport], sources: Mapping[str, Source] | None = None) -> Report:
        """The same run with other findings, and with the texts, by path, that are not those on the disk."""
        report = Report(
            files, self.rules, self.fail_on, {**self._sources, **(sources or {})}, self.corpus, self.compared
        )
        report.max_warnings = self.max_warnings
        return report

    def narrowed(self, severities: Sequence[Severity]) -> Report:
        """The same run with the findings of some severities only."""
        return self.with_files(
            [
                msgspec.structs.replace(file, diagnostics=[d for d in file.diagnostics if d.severity in severities])
                for file in self.files
            ]
        )

    def source(self, file: FileReport) -> Source:
        """The text of a file, read when first asked for; empty if it can no longer be read."""
        if file.path in self._sources:
            return self._sources[file.path]
        source = self._latest.pop(file.path, None) or self._read(file)
        self._latest[file.path] = source  # the last one asked for is the last one to go
        if len(self._latest) > _SOURCES:
            del self._latest[next(iter(self._latest))]
        return source

    def _read(self, file: FileReport) -> Source:
        try:
            return Source.read(Path(file.file), file.path)
        except UnreadableSourceError:
            return Source(file.path, "")

    def range(self, file: FileReport, place: Span | Related) -> tuple[Position, Position]:
        """Where a span of a diagnostic, or a related place, starts and ends, in lines and columns from 0."""
        start, end = place.span
        positions = file.positions
        if isinstance(place, Related) and not is_in(file, place):
            positions = file.elsewhere[str(place.path)]
        return Position(*positions[start]), Position(*positions[end])

    def file_of(self, file: FileReport, place: Related) -> FileReport:
        """The file in which a related place stands; the finding stands in ``file``."""
        if is_in(file, place):
            return file
        path = str(place.path)
        return self._by_path.get(path) or FileReport(path, self.compared.get(path, path), [], {}, was_checked=False)

    @cached_property
    def _by_path(self) -> dict[str, FileReport]:
        return {file.path: file for file in self.files}


def is_in(file: FileReport, place: Related) -> bool:
    """Whether a related place stands in a file, which is that of its finding."""
    return place.path is None or place.path == file.path


def positions_of(source: Source, diagnostics: Iterable[Diagnostic]) -> Positions:
    """Line and column, from 0, of every offset that the diagnostics mention."""
    return {offset: source.position(offset) for offset in _offsets(diagnostics)}


def _offsets(diagnostics: Iterable[Diagnostic]) -> Iterable[int]:
    for diagnostic in diagnostics:
        yield from diagnostic.span
        for related in diagnostic.related:
            if related.path is None:
                yield from related.span
        for fix in diagnostic.fixes:
            for edit in fix.edits:
                yield from edit.span
