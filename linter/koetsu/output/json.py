"""How is a report shown to a program that reads it whole?"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from koetsu.engine.report import Report
from koetsu.output import View
from koetsu.output.data.model import FORMAT, ReportData, SummaryData, ToolData, diagnostic_data


def render(report: Report, view: View) -> Iterator[str]:
    """One JSON object in one line, as ``json.schema.json`` describes it."""
    from importlib.metadata import version

    summary = SummaryData(
        files=report.checked,
        errors=report.count("error"),
        warnings=report.count("warning"),
        infos=report.count("info"),
        suppressed=report.held("directive"),
        baselined=report.held("baseline"),
    )
    encode = msgspec.json.Encoder().encode
    frame = encode(ReportData(FORMAT, ToolData("koetsu", version("koetsu")), summary, [])).decode()
    yield frame[: -len("]}")]
    separator = ""
    for file in report.files:
        for diagnostic in file.diagnostics:
            yield separator + encode(diagnostic_data(report, file, diagnostic, view.language)).decode()
            separator = ","
    yield "]}\n"
