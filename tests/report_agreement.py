"""Does what a format tells agree with what a rule reported?"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from koetsu import Diagnostic, Span
from koetsu.engine.report import Report
from koetsu.output import View, format_named
from report_readers import READERS, Note, Range, Reader, Text, Told

VIEW = View("ja", prefix="記事 #1/")


def text_of(file: Path) -> Text:
    return Text(file.read_bytes().decode("utf-8", "replace").removeprefix("\ufeff"))


def told_by(name: str, report: Report) -> list[Told]:
    return [*READERS[name].read("".join(format_named(name)(report, VIEW)))]


def as_told(reader: Reader, texts: Mapping[str, Text], diagnostic: Diagnostic, path: str, rule: type) -> Told:
    """All that a format could tell of a finding."""
    root = VIEW.prefix * reader.from_root

    def place(span: Span, of: str) -> Range:
        text = texts[of]
        return Range(*text.place(span.start, reader.unit), *text.place(span.end, reader.unit))

    def say(key: str, values: dict) -> str:
        return reader.spelled(rule.say(key, values, VIEW.language))

    return Told(
        root + path,
        diagnostic.rule,
        say(diagnostic.message, diagnostic.values),
        place(diagnostic.span, path),
        [
            Note(say(note.message, note.values), place(note.span, note.path or path), root + (note.path or path))
            for note in diagnostic.related
        ],
        [(edit.text, place(edit.span, path)) for fix in diagnostic.fixes for edit in fix.edits],
    )


def agrees(told: Told, full: Told) -> bool:
    """Whether a format tells of a finding, as far as it tells anything."""

    def same(part: Range, whole: Range) -> bool:
        return all(shown in (None, number) for shown, number in zip(part, whole, strict=True))

    def all_same(parts: list | None, wholes: list) -> bool:
        return parts is None or (
            len(parts) == len(wholes)
            and all(
                (part[0], *part[2:]) == (whole[0], *whole[2:]) and same(part[1], whole[1])
                for part, whole in zip(parts, wholes, strict=True)
            )
        )

    return (
        told[:3] == full[:3]
        and same(told.range, full.range)
        and all_same(told.related, full.related)
        and all_same(told.edits, full.edits)
    )


def tells_all(told: list[Told], expected: list[Told]) -> bool:
    """Whether every finding is told once, in whatever order."""
    if not told:
        return not expected
    one, *others = told
    return any(
        agrees(one, full) and tells_all(others, expected[:number] + expected[number + 1 :])
        for number, full in enumerate(expected)
    )
