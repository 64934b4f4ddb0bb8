"""How is a report shown to reviewdog as a whole?"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from koetsu.engine.report import Report
from koetsu.output import View
from koetsu.output.data.reviewdog import Origin, reviewdog_diagnostics


def render(report: Report, view: View) -> Iterator[str]:
    """One ``DiagnosticResult`` of the Reviewdog Diagnostic Format, a line for each finding."""
    encode = msgspec.json.Encoder().encode
    yield f'{{"source":{encode(Origin()).decode()},"diagnostics":['
    separator = "\n"
    for diagnostic in reviewdog_diagnostics(report, view.language):
        yield separator + encode(diagnostic).decode()
        separator = ",\n"
    yield "]}\n"
