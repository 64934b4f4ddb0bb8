"""How is a report shown to reviewdog line by line?"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from koetsu.engine.report import Report
from koetsu.output import View
from koetsu.output.data.reviewdog import Origin, reviewdog_diagnostics


def render(report: Report, view: View) -> Iterator[str]:
    """One ``Diagnostic`` of the Reviewdog Diagnostic Format a line; nothing if there is no finding."""
    encode = msgspec.json.Encoder().encode
    for diagnostic in reviewdog_diagnostics(report, view.language, Origin()):
        yield encode(diagnostic).decode() + "\n"
