"""How does a test of an output get a report without running a rule?"""

from collections.abc import Iterable, Sequence

from koetsu import Diagnostic, Message, Options, Rule, Source, Span
from koetsu.engine.faults import FAULTS
from koetsu.engine.report import FileReport, Report, positions_of


class _Silent(Rule[Options]):
    severity = "error"

    def check(self, document):
        yield from ()


class RepeatedSection(_Silent):
    """A section that stands again."""

    code = "DUP001"
    message = Message(
        ja="{count}個の段落が繰り返しです。削ってください。", en="{count} blocks are a repeat; delete them."
    )
    messages = {
        "first": Message(ja="最初の箇所", en="first stands here"),
        "delete": Message(ja="{count}個の段落を削る", en="delete {count} blocks"),
    }


class TruncatedEnding(_Silent):
    """A text that stops."""

    code = "TR001"
    message = Message(ja="文が{last:quote}で途切れています。", en="The sentence breaks off at {last:quote}.")
    messages = {"goes-on": Message(ja="続きはここにあります。", en="it goes on here")}


class UnknownKey(_Silent):
    """A key that is none."""

    code = "FM004"
    severity = "warning"
    message = Message(ja="キー{key:quote}は知られていません。", en="The key {key:quote} is unknown.")
    messages = {"rename": Message(ja="キーの名前を直す", en="rename the key")}


RULES = {rule.code: rule for rule in (RepeatedSection, TruncatedEnding, UnknownKey, *FAULTS)}


def file_report(source: Source, diagnostics: Iterable[Diagnostic], file: str = "") -> FileReport:
    """What was found in a text."""
    found = list(diagnostics)
    return FileReport(source.path, file, found, positions_of(source, found))


def report_of(source: Source, *diagnostics: Diagnostic) -> Report:
    """A report on one text that stands on no disk."""
    return Report([file_report(source, diagnostics)], RULES, sources={source.path: source})


def span_of(source: Source, text: str, after: str = "") -> Span:
    """Where a text stands, looked for behind another one."""
    start = source.text.index(text, source.text.index(after) + len(after))
    return Span(start, start + len(text))


def lines_of(pieces: Iterable[str]) -> Sequence[str]:
    """The lines of what a format gives."""
    return "".join(pieces).split("\n")
