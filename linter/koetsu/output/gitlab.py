"""How is a report shown on a merge request at GitLab?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256

import msgspec

from koetsu.diagnostic import Diagnostic, Severity
from koetsu.engine.report import FileReport, Report, is_fault
from koetsu.output import View
from koetsu.output.data.model import PositionData
from koetsu.output.service.paths import path_from_root

_SEVERITIES: dict[Severity, str] = {"error": "major", "warning": "minor", "info": "info"}
_FAULT = "blocker"


class Positions(msgspec.Struct, frozen=True):
    """A stretch of text; lines and columns from 1, in code points, the end exclusive."""

    begin: PositionData
    end: PositionData


class Location(msgspec.Struct, frozen=True):
    """A stretch of a file."""

    path: str
    """From the root of the repository."""
    positions: Positions


class Issue(msgspec.Struct, frozen=True):
    """A finding, as the report of Code Quality has it."""

    description: str
    check_name: str
    fingerprint: str
    severity: str
    location: Location


def render(report: Report, view: View) -> Iterator[str]:
    """One JSON array, an issue a line; also where there is none, because GitLab compares with an earlier report."""
    encode = msgspec.json.Encoder().encode
    separator = "["
    for file in report.files:
        again: Counter[str] = Counter()
        for diagnostic in file.diagnostics:
            yield separator + encode(_issue(report, file, diagnostic, again, view)).decode()
            separator = ",\n"
    yield "[]\n" if separator == "[" else "]\n"


def _issue(report: Report, file: FileReport, diagnostic: Diagnostic, again: Counter[str], view: View) -> Issue:
    rule = report.rules[diagnostic.rule]
    path = path_from_root(file.path, view)
    begin, end = (PositionData(line + 1, column + 1) for line, column in report.range(file, diagnostic.span))
    identity = f"{path}\0{rule.code}\0{diagnostic.fingerprint}"
    again[identity] += 1
    return Issue(
        # GitLab shows the description only, in one line.
        description=f"{rule.code}: {rule.say(diagnostic.message, diagnostic.values, view.language)}",
        check_name=rule.code,
        fingerprint=sha256(f"{identity}\0{again[identity]}".encode()).hexdigest(),
        severity=_FAULT if is_fault(diagnostic) else _SEVERITIES[diagnostic.severity],
        location=Location(path, Positions(begin, end)),
    )
