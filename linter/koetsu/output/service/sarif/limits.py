"""Which findings go into a log, if there are more than a service takes?

GitHub refuses a run of more than 25,000 results and shows 5,000 of those that it takes.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from koetsu.diagnostic import SEVERITIES, Diagnostic, Severity
from koetsu.engine.report import FileReport, Held, Report

MOST = 5_000
"""How many results a log holds."""


class Kind(NamedTuple):
    """How much a finding matters."""

    held: bool
    severity: Severity


_ORDER = [Kind(held, severity) for held in (False, True) for severity in SEVERITIES]
"""What matters most first."""


class Choice:
    """The findings that go into a log: by severity, then in the order of the report; last what is held back."""

    def __init__(self, report: Report, *, held: bool) -> None:
        found: Counter[Kind] = Counter()
        for file in report.files:
            found.update(Kind(False, diagnostic.severity) for diagnostic in file.diagnostics)
            found.update(Kind(True, one.diagnostic.severity) for one in self._told(file) if held)
        self.holds_held = any(kind.held for kind in found)
        """Whether there are findings that are held back."""
        self._room: Counter[Kind] = Counter()
        for kind in _ORDER:
            self._room[kind] = min(found[kind], MOST - self._room.total())
        self.left_out = found.total() - self._room.total()
        """How many findings do not go in."""

    def of(self, file: FileReport) -> Iterator[Diagnostic | Held]:
        """Those of a file; to be asked once for every file, in the order of the report."""
        for diagnostic in file.diagnostics:
            if self._take(Kind(False, diagnostic.severity)):
                yield diagnostic
        for held in self._told(file):
            if self._take(Kind(True, held.diagnostic.severity)):
                yield held

    def _take(self, kind: Kind) -> bool:
        self._room[kind] -= 1
        return self._room[kind] >= 0

    @staticmethod
    def _told(file: FileReport) -> Iterator[Held]:
        """What lies outside of what changed is no one's decision, so no suppression of the standard fits it."""
        return (held for held in file.held if held.by != "change")
