"""How is a report shown to a program that reads it line by line?"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from koetsu.engine.report import Report
from koetsu.output import View
from koetsu.output.data.model import FORMAT, LineData, diagnostic_data


def render(report: Report, view: View) -> Iterator[str]:
    """One JSON object a line for each finding, as ``jsonl.schema.json`` describes it; nothing if there is none."""
    encode = msgspec.json.Encoder().encode
    for file in report.files:
        for diagnostic in file.diagnostics:
            data = diagnostic_data(report, file, diagnostic, view.language)
            line = LineData(FORMAT, *(getattr(data, name) for name in data.__struct_fields__))
            yield encode(line).decode() + "\n"
