"""How is a report shown on a page, such as the summary of a job on GitHub?

The files with the gravest findings come first. GitHub takes no summary of more than 1 MiB; what does not fit is
counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from koetsu.diagnostic import SEVERITIES, SEVERITY_WORDS, Diagnostic
from koetsu.engine.report import FileReport, HeldBy, Report, is_in
from koetsu.message import Language, Message, excerpt
from koetsu.output import View
from koetsu.output.full import summary
from koetsu.output.service.github_markdown import row, shown
from koetsu.text.source import Source

LIMIT = 1_000_000
"""Bytes of UTF-8. Less than 1 MiB, because a step may write more than this into its summary."""
_EXCERPT = 40

_RULE = Message(ja="規則", en="Rule")
_LINE = Message(ja="行:桁", en="Line:column")
_SEVERITY = Message(ja="重大度", en="Severity")
_FINDING = Message(ja="指摘", en="Finding")
_TEXT = Message(ja="箇所", en="Text")
_TOTAL = Message(ja="合計", en="total")
_FILES = Message(ja="ファイル", en="files")
_LEFT_OUT = Message(
    ja="ほかに{count}件の指摘がありますが、長くなるため省きました。",
    en="Findings left out here, because the page would grow too long: {count}.",
)
_HELD: dict[HeldBy, Message] = {
    "directive": Message(ja="原稿の指示により表示しない指摘: {count}件", en="Held back by directives: {count}"),
    "baseline": Message(ja="受け入れ済みの指摘: {count}件", en="Accepted in the baseline: {count}"),
    "change": Message(ja="変更していない箇所の指摘: {count}件", en="Outside of what changed: {count}"),
}


def render(report: Report, view: View) -> Iterator[str]:
    """A sum, a table of the rules, then a table of findings for each file; lines and columns count from 1."""
    room = LIMIT
    for piece in _head(report, view.language):
        room -= len(piece.encode())
        yield piece
    told = 0
    for file in sorted(report.files, key=_gravity):  # files that are as grave stay in the order of the paths
        opening = _opening(file, view.language) if file.diagnostics else ""
        for piece in _rows(report, file, view.language):
            needed = len((opening + piece).encode())
            if needed > room:
                left = sum(report.counts.values()) - told
                yield "\n" + _LEFT_OUT.format(view.language, {"count": left}, {}) + "\n"
                return
            yield opening + piece
            opening = ""
            room -= needed
            told += 1


def _gravity(file: FileReport) -> int:
    return min((SEVERITIES.index(found.severity) for found in file.diagnostics), default=len(SEVERITIES))


def _head(report: Report, language: Language) -> Iterator[str]:
    yield f"## koetsu\n\n{shown(summary(report, language))}\n"
    for by, message in _HELD.items():
        count = report.held(by)
        if count:
            yield f"\n{message.format(language, {'count': count}, {})}\n"
    if any(report.counts.values()):
        yield from _table_of_rules(report, language)


def _table_of_rules(report: Report, language: Language) -> Iterator[str]:
    """The rules that have found something, those with most findings first."""
    findings: dict[str, Counter[str]] = {}
    files: Counter[str] = Counter()
    for file in report.files:
        for diagnostic in file.diagnostics:
            findings.setdefault(diagnostic.rule, Counter())[diagnostic.severity] += 1
        files.update({diagnostic.rule for diagnostic in file.diagnostics})
    words = (_RULE, *SEVERITY_WORDS.values(), _TOTAL, _FILES)
    yield "\n" + row(word.format(language, {}, {}) for word in words)
    yield row(["---", *["---:"] * (len(words) - 1)])
    for code in sorted(findings, key=lambda code: (-findings[code].total(), code)):
        counts = [findings[code][severity] for severity in SEVERITIES]
        name = shown(report.rules[code].label())
        yield row([name, *map(str, (*counts, findings[code].total(), files[code]))])


def _opening(file: FileReport, language: Language) -> str:
    words = (_LINE, _SEVERITY, _RULE, _FINDING, _TEXT)
    head = row(word.format(language, {}, {}) for word in words)
    return f"\n### <code>{shown(file.path)}</code>\n\n{head}{row(['---:', *['---'] * (len(words) - 1)])}"


def _rows(report: Report, file: FileReport, language: Language) -> Iterator[str]:
    if not file.diagnostics:
        return
    source = report.source(file)
    for diagnostic in file.diagnostics:
        (line, column), _ = report.range(file, diagnostic.span)
        yield row(
            (
                f"{line + 1}:{column + 1}",
                SEVERITY_WORDS[diagnostic.severity].format(language, {}, {}),
                shown(diagnostic.rule),
                "<br>".join(_sentences(report, file, diagnostic, language)),
                _meant(source, diagnostic),
            )
        )


def _sentences(report: Report, file: FileReport, diagnostic: Diagnostic, language: Language) -> Iterator[str]:
    """What is wrong, then the places that explain it."""
    rule = report.rules[diagnostic.rule]
    yield shown(rule.say(diagnostic.message, diagnostic.values, language))
    for note in diagnostic.related:
        (line, column), _ = report.range(file, note)
        path = "" if is_in(file, note) else f"<code>{shown(str(note.path))}</code>:"
        yield f"{path}{line + 1}:{column + 1} {shown(rule.say(note.message, note.values, language))}"


def _meant(source: Source, diagnostic: Diagnostic) -> str:
    """The text that is meant, cut short; nothing where the whole file is, or if the file is another one by now."""
    if diagnostic.scope == "file" or diagnostic.span.end > len(source):
        return ""
    text = excerpt(source[diagnostic.span], _EXCERPT)
    return f"<code>{shown(text)}</code>" if text else ""
