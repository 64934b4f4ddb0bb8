"""How is a report shown to a person: as the notes of an editor, with the text they are about?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from koetsu.diagnostic import SEVERITIES, Diagnostic, Related
from koetsu.engine.report import FileReport, Report, is_in
from koetsu.message import Language, Message
from koetsu.output import View
from koetsu.output.terminal.cells import visible
from koetsu.output.terminal.excerpt import Excerpts
from koetsu.output.terminal.note import NoteWriter
from koetsu.output.terminal.style import Style
from koetsu.text.source import Source

_NARROWEST = 40
_WIDEST = 120
"""No one reads longer lines with ease."""
_NAMES = 3

_ALL_READ = Message(ja="", en="")
_UNREAD = Message(ja="{names:list}は読めませんでした。", en=", {names:list} not read")
_UNREAD_AND_MORE = Message(
    ja="{names:list}ほか{more}件は読めませんでした。", en=", {names:list} and {more} more not read"
)


def render(report: Report, view: View) -> Iterator[str]:
    """A note for each finding, and a last line that sums up."""
    for file in report.files:
        if file.diagnostics:
            yield from _file(report, file, view)
    yield summary(report, view.language) + "\n"


def _file(report: Report, file: FileReport, view: View) -> Iterator[str]:
    style = Style(view.colour)
    columns = min(max(view.width, _NARROWEST), _WIDEST)
    source = report.source(file)
    reach = max((diagnostic.span.end for diagnostic in file.diagnostics), default=0)
    # A file that has changed or gone since it was checked has no text to show at these places.
    excerpts = Excerpts(source, columns, style) if source.text and reach <= len(source) else None

    def line_elsewhere(note: Related) -> str | None:
        return None if is_in(file, note) else f"{visible(str(note.path))}:{report.range(file, note)[0].line + 1}"

    writer = NoteWriter(visible(file.path), excerpts, view.language, columns, style, line_elsewhere)
    for same in _same(report, source, file.diagnostics, view.language):
        start, _ = report.range(file, same[0].span)
        lines = writer.note((start.line + 1, start.column + 1), report.rules[same[0].rule], same)
        yield "\n".join((*lines, "", ""))


def _same(
    report: Report, source: Source, diagnostics: Iterable[Diagnostic], language: Language
) -> Iterable[list[Diagnostic]]:
    """Findings of a rule that say the same of the same words, or with the same other places: one note, at the first."""
    notes: dict[object, list[Diagnostic]] = {}
    for at, diagnostic in enumerate(diagnostics):
        sentence = report.rules[diagnostic.rule].say(diagnostic.message, diagnostic.values, language)
        places = tuple((note.path, note.span, note.message) for note in diagnostic.related)
        about = places or source[diagnostic.span].strip()
        key = at if diagnostic.scope == "file" else (diagnostic.rule, diagnostic.severity, sentence, about)
        notes.setdefault(key, []).append(diagnostic)
    return notes.values()


def summary(report: Report, language: Language) -> str:
    """How many files were checked, which could not be read, and how many findings of each severity there are."""
    errors, warnings, infos = (report.count(severity) for severity in SEVERITIES)
    nothing = not errors + warnings + infos
    if language == "ja":
        found = "指摘はありません。" if nothing else f"エラー{errors}件、警告{warnings}件、参考{infos}件。"
        return f"{report.checked}ファイルを検査しました。{_unread(report, language)}{found}"
    found = (
        "nothing to report" if nothing else f"{_plural(errors, 'error')}, {_plural(warnings, 'warning')}, {infos} info"
    )
    return f"{_plural(report.checked, 'file')} checked{_unread(report, language)}: {found}."


def _unread(report: Report, language: Language) -> str:
    """What could not be read: up to three names, and the number of the others."""
    names = [visible(file.path) for file in report.unread]
    more = len(names) - _NAMES
    message = (_UNREAD_AND_MORE if more > 0 else _UNREAD) if names else _ALL_READ
    return message.format(language, {"names": names[:_NAMES], "more": more}, {})


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
