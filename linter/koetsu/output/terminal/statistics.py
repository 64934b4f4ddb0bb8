"""How many findings are there of which rule, and in which folder?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from posixpath import dirname

from koetsu.diagnostic import SEVERITIES, SEVERITY_WORDS
from koetsu.engine.report import Report
from koetsu.message import Language, Message
from koetsu.output import View
from koetsu.output.full import summary
from koetsu.output.terminal.cells import visible, width

_RULE = Message(ja="規則", en="rule")
_FOLDER = Message(ja="フォルダー", en="folder")
_FILES = Message(ja="ファイル", en="files")
_TOTAL = Message(ja="合計", en="total")

Row = tuple[str, ...]


def render(report: Report, view: View) -> Iterator[str]:
    """A table of the rules and one of the folders, those with most findings first, and a last line that sums up."""
    name_of = {code: rule.label() for code, rule in report.rules.items()}
    tables = (
        (_RULE, _rows(report, lambda path, rule: name_of[rule])),
        (_FOLDER, _rows(report, lambda path, rule: visible(dirname(path)) or ".")),
    )
    for title, rows in tables:
        if rows:
            yield from _table(title, rows, view.language)
            yield "\n"
    yield summary(report, view.language) + "\n"


def _rows(report: Report, group: Callable[[str, str], str]) -> list[Row]:
    """For each group of findings: its name, the findings of each severity, all of them, the files they are in."""
    findings: dict[str, Counter[str]] = {}
    files: dict[str, set[str]] = {}
    for file in report.files:
        for diagnostic in file.diagnostics:
            name = group(file.path, diagnostic.rule)
            findings.setdefault(name, Counter())[diagnostic.severity] += 1
            files.setdefault(name, set()).add(file.path)
    most_first = sorted(findings, key=lambda name: (-findings[name].total(), name))
    rows = []
    for name in most_first:
        counts = [findings[name][severity] for severity in SEVERITIES]
        rows.append((name, *(f"{count:,}" for count in (*counts, findings[name].total(), len(files[name])))))
    return rows


def _table(title: Message, rows: list[Row], language: Language) -> Iterator[str]:
    words = (title, *(SEVERITY_WORDS[severity] for severity in SEVERITIES), _TOTAL, _FILES)
    head = tuple(word.ja if language == "ja" else word.en for word in words)
    columns = [max(map(width, column)) for column in zip(head, *rows, strict=True)]
    for name, *numbers in (head, *rows):
        cells = [name + " " * (columns[0] - width(name))]
        cells += [" " * (wide - width(text)) + text for wide, text in zip(columns[1:], numbers, strict=True)]
        yield "  ".join(cells) + "\n"
