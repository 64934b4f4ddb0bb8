"""Which findings of a run count?

Two filters, one after the other: what was accepted, and what was there before the change. What a directive in an
article keeps back, whoever checked it has taken out already.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from koetsu.diagnostic import Diagnostic
from koetsu.engine.check import Checker
from koetsu.engine.registry import load_registry
from koetsu.engine.report import FileReport, Report, positions_of
from koetsu.fix import Edit
from koetsu.text.source import Source

if TYPE_CHECKING:
    from koetsu.engine.baseline.acceptance import Acceptance
    from koetsu.engine.changes.changes import Changes
    from koetsu.engine.config import Configuration
    from koetsu.engine.settings import Settings


class Gate:
    """What a run lets through."""

    def __init__(
        self, configuration: Configuration, acceptance: Acceptance | None = None, changes: Changes | None = None
    ) -> None:
        self._configuration = configuration
        self._acceptance = acceptance
        self._changes = changes
        self._checker = Checker(load_registry())

    def filtered(self, report: Report) -> Report:
        """The report with everything held back that does not count.

        Raises GitError and ConfigurationError.
        """
        files = list(report.files)
        if self._acceptance is not None:
            files = self._acceptance.hold(files)
        if self._changes is not None:
            files = self._held_by_change(files, report, self._changes)
        return report if files == report.files else report.with_files(files)

    def _held_by_change(self, files: Sequence[FileReport], report: Report, changes: Changes) -> list[FileReport]:
        unread = {file.path for file in report.unread}

        def held(file: FileReport) -> FileReport:
            return changes.hold(file, None if file.path in unread else report.source(file), self._lint(file))

        if report.corpus is None:
            return [held(file) for file in files]
        from koetsu.engine.site.earlier import Earlier

        earlier = Earlier(report.with_files(files), changes, self._configuration)
        parts = [earlier.parted(file) for file in files]
        return [earlier.hold(held(alone), compared) if compared else held(alone) for alone, compared in parts]

    def recheck(self, file: FileReport, before: Source) -> Callable[[Source, Sequence[Edit]], FileReport]:
        """How to check and filter a file again whose text was edited.

        What it gives wants the new text and the edits that lead to it, whose spans count in the text ``before``.
        """
        settings = self._settings(file)

        def check(source: Source, edits: Sequence[Edit]) -> FileReport:
            diagnostics, held = self._checker.check(source, settings)
            positions = positions_of(source, [*diagnostics, *(found.diagnostic for found in held)])
            report = FileReport(file.path, file.file, diagnostics, positions, held)
            if self._acceptance is not None:
                (report,) = self._acceptance.hold([report])
            if self._changes is not None:
                touched = self._changes.touched(file.file or file.path, before).after(edits)
                report = self._changes.hold(report, source, self._lint(file), touched)
            return report

        return check

    def _lint(self, file: FileReport) -> Callable[[Source], Sequence[Diagnostic]]:
        """What would be found in the text that a file held before the change, under the settings that it has now."""
        settings = self._settings(file)
        return lambda source: self._checker.check(source, settings).diagnostics

    def _settings(self, file: FileReport) -> Settings:
        return self._configuration.settings(Path(file.file or file.path))
