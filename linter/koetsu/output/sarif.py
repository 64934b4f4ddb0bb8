"""How is a report shown to code scanning, and to whatever else reads SARIF 2.1.0?"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from koetsu.engine.report import Held, Report, is_fault
from koetsu.message import Message
from koetsu.output import View
from koetsu.output.service.sarif.limits import Choice
from koetsu.output.service.sarif.model import Base, Driver, Invocation, Notification, Run, Text, Tool
from koetsu.output.service.sarif.results import ROOT, FileResults
from koetsu.output.service.sarif.rules import rule_of

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0.json"
_ROOT = Message(ja="リポジトリの最上位のフォルダー", en="The root of the repository")
_LEFT_OUT = Message(
    ja="{count}件の結果は、GitHubが扱える数を超えるため、重大度の低いものから省きました。",
    en="Results left out, the least severe ones, because there are more than GitHub takes: {count}.",
)


def render(report: Report, view: View) -> Iterator[str]:
    """A log of one run, a result a line.

    Lines and columns count from 1, columns in code points, ends are exclusive.
    """
    encode = msgspec.json.Encoder().encode
    choice = Choice(report, held=view.tells_held)
    indices = {code: index for index, code in enumerate(report.rules)}
    run = encode(_run(report, choice, indices, view)).decode()
    yield f'{{"$schema":"{_SCHEMA}","version":"2.1.0","runs":[{run.removesuffix("}")},"results":['
    separator = "\n"
    for file in report.files:
        results = FileResults(report, file, indices, view)
        for found in choice.of(file):
            if isinstance(found, Held):
                result = results.held(found)
            else:
                result = results.reported(found, beside_held=choice.holds_held)
            yield separator + encode(result).decode()
            separator = ",\n"
    yield "]}]}\n"


def _run(report: Report, choice: Choice, indices: dict[str, int], view: View) -> Run:
    from importlib.metadata import version

    number = version("koetsu")
    rules = [rule_of(rule, view.language) for rule in report.rules.values()]
    faults = [*_faults(report, indices, view)]
    notes = []
    if choice.left_out:
        notes.append(Notification("note", Text(_LEFT_OUT.format(view.language, {"count": choice.left_out}, {}))))
    return Run(
        tool=Tool(Driver("koetsu", number, number, view.language, rules)),
        language=view.language,
        column_kind="unicodeCodePoints",
        original_uri_base_ids={ROOT: Base(Text(_ROOT.format(view.language, {}, {})))},
        invocations=[Invocation(not faults, [*notes, *faults])],
    )


def _faults(report: Report, indices: dict[str, int], view: View) -> Iterator[Notification]:
    """What koetsu could not do, said of the run as well: whoever reads only results would think that all is checked."""
    for file in report.files:
        found = [diagnostic for diagnostic in file.diagnostics if is_fault(diagnostic)]
        if found:
            yield from map(FileResults(report, file, indices, view).notification, found)
