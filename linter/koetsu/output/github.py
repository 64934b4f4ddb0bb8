"""How is a report shown on a pull request at GitHub, and in the log of the job?

GitHub shows ten annotations of each level for a step, in the order in which they come, and drops the rest without a
word. So the most important come first, the tenth says how many there are besides, and the log lists them all.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from koetsu.diagnostic import SEVERITIES, Diagnostic, Severity
from koetsu.engine.report import FileReport, Report, is_fault
from koetsu.message import Message
from koetsu.output import View, concise
from koetsu.output.full import summary
from koetsu.output.service.commands import command, unheeded
from koetsu.output.service.paths import path_from_root

_MOST = 10
"""How many annotations of a level GitHub shows."""

_LEVELS: dict[Severity, str] = {"error": "error", "warning": "warning", "info": "notice"}

_MORE: dict[Severity, Message] = {
    "error": Message(
        ja="エラーはほかに{count}件あります。ジョブのログにすべて並べました。",
        en="Errors besides those shown: {count}. The log of the job lists them all.",
    ),
    "warning": Message(
        ja="警告はほかに{count}件あります。ジョブのログにすべて並べました。",
        en="Warnings besides those shown: {count}. The log of the job lists them all.",
    ),
    "info": Message(
        ja="参考はほかに{count}件あります。ジョブのログにすべて並べました。",
        en="Findings of this level besides those shown: {count}. The log of the job lists them all.",
    ),
}
_ALL = Message(ja="すべての指摘（{count}件）", en="All findings: {count}")


class _Found(NamedTuple):
    file: FileReport
    diagnostic: Diagnostic


def render(report: Report, view: View) -> Iterator[str]:
    """Annotations as workflow commands, then a group of the log with a line for every finding, and a sum.

    Lines and columns count from 1, columns in code points, ends exclusive.
    """
    for severity in SEVERITIES:
        yield from _annotations(report, severity, view)
    count = sum(report.counts.values())
    if count:
        yield command("group", _ALL.format(view.language, {"count": count}, {}))
        yield from unheeded(concise.render(report, view))
        yield command("endgroup")
    yield from unheeded([summary(report, view.language) + "\n"])


def _annotations(report: Report, severity: Severity, view: View) -> Iterator[str]:
    found = [_Found(file, one) for file in report.files for one in file.diagnostics if one.severity == severity]
    found.sort(key=_importance)  # what is as important stays in the order of the paths and lines
    left = len(found) - _MOST
    for number, one in enumerate(found[:_MOST], 1):
        lines = [*_sentences(report, one, view)]
        if number == _MOST and left > 0:
            lines += ["", _MORE[severity].format(view.language, {"count": left}, {})]
        yield _annotation(report, one, "\n".join(lines), view)


def _importance(found: _Found) -> tuple[bool, bool]:
    """What koetsu could not do comes first; what is about a whole file is about no line of the change."""
    return not is_fault(found.diagnostic), found.diagnostic.scope == "file"


def _sentences(report: Report, found: _Found, view: View) -> Iterator[str]:
    """What is wrong, then a line for each place that explains it."""
    rule = report.rules[found.diagnostic.rule]
    yield rule.say(found.diagnostic.message, found.diagnostic.values, view.language)
    for note in found.diagnostic.related:
        path = path_from_root(note.path or found.file.path, view)
        (line, column), _ = report.range(found.file, note)
        yield f"{path}:{line + 1}:{column + 1}: {rule.say(note.message, note.values, view.language)}"


def _annotation(report: Report, found: _Found, text: str, view: View) -> str:
    (line, column), (end_line, end_column) = report.range(found.file, found.diagnostic.span)
    place = {"line": line + 1, "endLine": end_line + 1}
    if line == end_line:  # GitHub refuses an annotation of several lines that has columns
        place |= {"col": column + 1, "endColumn": end_column + 1}
    rule = report.rules[found.diagnostic.rule]
    return command(
        _LEVELS[found.diagnostic.severity],
        text,
        file=path_from_root(found.file.path, view),
        **place,
        title=rule.label(),
    )
