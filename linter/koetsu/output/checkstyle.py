"""How is a report shown to the many services that read what Checkstyle writes?"""

from __future__ import annotations

from collections.abc import Iterator

from koetsu.engine.report import Report
from koetsu.output import View
from koetsu.output.data.model import plain
from koetsu.output.data.xml import HEAD, opening, tag

_LAYOUT = "4.3"
"""The version of Checkstyle whose reports have this layout; readers look for nothing else."""


def render(report: Report, view: View) -> Iterator[str]:
    """Every file with its findings; ``source`` is ``koetsu.`` and the code of the rule.

    Lines and columns count from 1, columns in code points. The layout has no place for ends, related places and fixes.
    """
    yield HEAD + opening("checkstyle", version=_LAYOUT) + "\n"
    for file in report.files:
        if not file.diagnostics:
            yield tag("file", name=plain(file.path)) + "\n"
            continue
        yield opening("file", name=plain(file.path)) + "\n"
        for diagnostic in file.diagnostics:
            rule = report.rules[diagnostic.rule]
            (line, column), _ = report.range(file, diagnostic.span)
            error = tag(
                "error",
                line=line + 1,
                column=column + 1,
                severity=diagnostic.severity,
                message=rule.say(diagnostic.message, diagnostic.values, view.language),
                source=f"koetsu.{diagnostic.rule}",
            )
            yield f"  {error}\n"
        yield "</file>\n"
    yield "</checkstyle>\n"
