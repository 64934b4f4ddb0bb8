"""How is a report shown with one line a finding, for problem matchers and for grep?"""

from __future__ import annotations

from collections.abc import Iterator

from koetsu.engine.report import Report
from koetsu.output import View
from koetsu.output.terminal.cells import visible


def render(report: Report, view: View) -> Iterator[str]:
    """``path:line:column: severity CODE message``; lines and columns count from 1, columns in code points."""
    for file in report.files:
        path = visible(file.path)
        for diagnostic in file.diagnostics:
            (line, column), _ = report.range(file, diagnostic.span)
            rule = report.rules[diagnostic.rule]
            message = visible(rule.say(diagnostic.message, diagnostic.values, view.language))
            yield f"{path}:{line + 1}:{column + 1}: {diagnostic.severity} {diagnostic.rule} {message}\n"
