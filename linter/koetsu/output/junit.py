"""How is a report shown to a service that reads the results of tests?

A file is a suite. What fails the run is a failure, what koetsu could not do an error; a finding that does not fail the
run is a skipped test, so that the service is as red as the gate and no redder. The names of tests hold no line: a
service tells by the name whether a failure is new.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from os.path import splitext
from typing import Literal

from koetsu.diagnostic import Diagnostic, Related
from koetsu.engine.report import FileReport, Report, is_fault
from koetsu.message import Language
from koetsu.output import View
from koetsu.output.data.model import plain
from koetsu.output.data.xml import HEAD, content, opening, tag
from koetsu.text.source import Span

Outcome = Literal["failure", "error", "skipped"]

_TIME = "0"
"""How long a test took: the same report has the same bytes."""


def render(report: Report, view: View) -> Iterator[str]:
    """A suite for every file: a test for each finding, or one that passed.

    Only what the schema of Jenkins' xUnit plug-in knows is written. It refuses a file or a line on a test, which some
    services read, but not all; the place stands in front of the message instead, lines and columns from 1.
    """
    total: Counter[str] = Counter()
    for file in report.files:
        total += _counts(report, file)
    sums = {name: total[name] for name in ("tests", "failures", "errors")}
    yield HEAD + opening("testsuites", name="koetsu", **sums, time=_TIME) + "\n"
    for file in report.files:
        yield from _suite(report, file, view.language)
    yield "</testsuites>\n"


def _suite(report: Report, file: FileReport, language: Language) -> Iterator[str]:
    path = plain(file.path)
    counts = _counts(report, file)
    sums = {name: counts[name] for name in ("tests", "failures", "errors", "skipped")}
    yield opening("testsuite", name=path, **sums, time=_TIME) + "\n"
    # Services cut a class name at its last dot and group by what stands before.
    case = {"classname": splitext(path)[0], "time": _TIME}  # noqa: PTH122
    if not file.diagnostics:
        yield f"  {tag('testcase', name=path, **case)}\n"
    for diagnostic in file.diagnostics:
        rule = report.rules[diagnostic.rule]
        places: list[Diagnostic | Related] = [diagnostic, *diagnostic.related]
        lines = [
            f"{_place(report, file, place)}: {rule.say(place.message, place.values, language)}" for place in places
        ]
        outcome = _outcome(report, diagnostic)
        name = f"{rule.label()} {diagnostic.fingerprint}".rstrip()
        yield f"  {opening('testcase', name=name, **case)}\n"
        text = content("\n".join(lines))
        yield f"    {opening(outcome, message=lines[0], type=diagnostic.severity)}{text}</{outcome}>\n"
        yield "  </testcase>\n"
    yield "</testsuite>\n"


def _counts(report: Report, file: FileReport) -> Counter[str]:
    outcomes = Counter(_outcome(report, diagnostic) for diagnostic in file.diagnostics)
    return Counter(
        tests=len(file.diagnostics) or 1,
        failures=outcomes["failure"],
        errors=outcomes["error"],
        skipped=outcomes["skipped"],
    )


def _outcome(report: Report, diagnostic: Diagnostic) -> Outcome:
    if is_fault(diagnostic):
        return "error"
    return "failure" if diagnostic.severity in report.failing else "skipped"


def _place(report: Report, file: FileReport, place: Diagnostic | Related) -> str:
    path = file.path
    where: Span | Related = place.span
    if isinstance(place, Related):
        path, where = place.path or path, place
    (line, column), _ = report.range(file, where)
    return f"{plain(path)}:{line + 1}:{column + 1}"
