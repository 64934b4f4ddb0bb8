"""How does one finding read?

A place, what is wrong there and what to do, the text itself, the other place that explains it, and a way to mend it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from koetsu.diagnostic import SEVERITY_WORDS, Diagnostic, Related
from koetsu.engine.faults import FAULTS
from koetsu.message import Language, Message
from koetsu.output.terminal.cells import visible
from koetsu.output.terminal.excerpt import Excerpts
from koetsu.output.terminal.style import Style
from koetsu.output.terminal.wrap import wrap
from koetsu.rule import AGAIN, BaseRule, Options
from koetsu.text.source import Span

_LINE = Message(ja="{lines}行目", en="line {lines}")
_LINES = Message(ja="{lines}行目", en="lines {lines}")
_MORE_LINES = Message(ja="{lines}行目ほか{count}か所", en="lines {lines} and {count} more")
_IN_COPIES = Message(ja="写しの中", en="in the copies")
_SAME = Message(ja="同じ指摘: {lines}", en="the same in {lines}")
_RELATED = Message(ja="{label}: {lines}", en="{label}: {lines}")
_ELSEWHERE_AND_MORE = Message(ja="{label}: {lines}ほか{count}か所", en="{label}: {lines} and {count} more")
_FIX = Message(ja="修正案: {title}", en="fix: {title}")
_SAFE_FIX = Message(ja="修正案（ほかの表示は変わりません）: {title}", en="safe fix: {title}")

_WITHOUT_TEXT = frozenset(fault.code for fault in FAULTS)
"""What is not about the text of the file."""
_EXCERPTS = 2
"""How many related places are shown; of more only the first, and the lines of the others. None is shown twice."""
_NUMBERS = 12
"""How many line numbers are listed."""


class NoteWriter:
    """Writes the notes on one manuscript."""

    def __init__(
        self,
        path: str,
        excerpts: Excerpts | None,
        language: Language,
        columns: int,
        style: Style,
        line_elsewhere: Callable[[Related], str | None] = lambda note: None,
    ) -> None:
        self._path = path
        self._line_elsewhere = line_elsewhere
        """Path and line of a related place in another manuscript; None for one in this."""
        self._excerpts = excerpts
        self._language = language
        self._columns = columns
        self._style = style
        self._shown: set[tuple[str, str, int]] = set()

    def note(self, place: tuple[int, int], rule: type[BaseRule[Options]], same: Sequence[Diagnostic]) -> Iterator[str]:
        """The lines of a note on findings that say the same; ``place`` is the line and column, from 1, of the first."""
        diagnostic = same[0]
        severity = self._style(diagnostic.severity, self._say(SEVERITY_WORDS[diagnostic.severity]))
        where = self._style("place", f"{self._path}:{place[0]}:{place[1]}")
        yield f"{where}  {severity}  {rule.label()}"
        message = visible(rule.say(diagnostic.message, diagnostic.values, self._language))
        yield from (f"  {line}" for line in wrap(message, self._columns - 2))
        if self._excerpts is not None and diagnostic.rule not in _WITHOUT_TEXT:
            yield from self._text(self._excerpts, diagnostic, rule, same)

    def _text(
        self, excerpts: Excerpts, diagnostic: Diagnostic, rule: type[BaseRule[Options]], same: Sequence[Diagnostic]
    ) -> Iterator[str]:
        here = [note for note in diagnostic.related if self._line_elsewhere(note) is None]
        candidates = [note for note in here if note.message != AGAIN]
        if len(candidates) > _EXCERPTS:
            candidates = candidates[:1]
        related = [note for note in candidates if self._identity(rule, note) not in self._shown]
        known = [note for note in here if note not in related]
        spans = [diagnostic.span, *(note.span for note in related)]
        digits = max(len(str(line)) for span in spans for line in excerpts.lines_of(span))
        yield from excerpts.of(diagnostic.span, digits, diagnostic.severity, "^")
        for note in related:
            yield from excerpts.of(note.span, digits, "related", "~", self._label(rule, note))
            self._shown.add(self._identity(rule, note))
        hints = [
            *self._known(excerpts, rule, known),
            *self._elsewhere(rule, diagnostic),
            *self._again(excerpts, same),
            *self._fixes(rule, diagnostic),
        ]
        for role, hint in hints:
            first, *others = wrap(hint, self._columns - digits - 5)
            for sign, line in (("╰", first), *((" ", line) for line in others)):
                yield f"  {' ' * digits} {self._style('frame', sign)} {self._style(role, line)}"

    def _identity(self, rule: type[BaseRule[Options]], note: Related) -> tuple[str, str, int]:
        """What makes two related places the same to a reader: where they begin, and what is said about them."""
        return rule.code, note.message, note.span.start

    def _known(
        self, excerpts: Excerpts, rule: type[BaseRule[Options]], known: Sequence[Related]
    ) -> Iterator[tuple[str, str]]:
        """The related places of which no excerpt is shown, by what is said about them."""
        groups: dict[str, list[Span]] = {}
        for note in known:
            groups.setdefault(self._label(rule, note), []).append(note.span)
        for label, spans in groups.items():
            yield "related", self._say(_RELATED, label=label.rstrip("。.:："), lines=self._lines(excerpts, spans))

    def _elsewhere(self, rule: type[BaseRule[Options]], diagnostic: Diagnostic) -> Iterator[tuple[str, str]]:
        """The related places in other manuscripts, by what is said about them, in order."""
        groups: dict[str, list[str]] = {}
        for note in diagnostic.related:
            line = self._line_elsewhere(note)
            if line is not None:
                groups.setdefault(self._label(rule, note), []).append(line)
        for label, lines in groups.items():
            named = ("、" if self._language == "ja" else ", ").join(lines[:_NUMBERS])
            message = _ELSEWHERE_AND_MORE if len(lines) > _NUMBERS else _RELATED
            left = len(lines) - _NUMBERS
            yield "related", self._say(message, label=label.rstrip("。.:："), lines=named, count=left)

    def _label(self, rule: type[BaseRule[Options]], note: Related) -> str:
        # The message has said how many copies there are; here they need no numbers.
        if note.message == AGAIN:
            return self._say(_IN_COPIES)
        return visible(rule.say(note.message, note.values, self._language))

    def _again(self, excerpts: Excerpts, same: Sequence[Diagnostic]) -> Iterator[tuple[str, str]]:
        if len(same) > 1:
            spans = [diagnostic.span for diagnostic in same[1:]]
            yield "place", self._say(_SAME, lines=self._lines(excerpts, spans))

    def _fixes(self, rule: type[BaseRule[Options]], diagnostic: Diagnostic) -> Iterator[tuple[str, str]]:
        for fix in diagnostic.fixes:
            title = visible(rule.say(fix.title, fix.values, self._language))
            yield "fix", self._say(_SAFE_FIX if fix.safe else _FIX, title=title)

    def _lines(self, excerpts: Excerpts, spans: Sequence[Span]) -> str:
        ranges = dict.fromkeys(excerpts.lines_of(span) for span in spans)
        numbers = [str(first) if first == last else f"{first}-{last}" for first, last in ranges]
        message = _LINE if len(numbers) == 1 and "-" not in numbers[0] else _LINES
        if len(numbers) > _NUMBERS:
            message = _MORE_LINES
        listed = ("、" if self._language == "ja" else ", ").join(numbers[:_NUMBERS])
        return self._say(message, lines=listed, count=len(numbers) - _NUMBERS)

    def _say(self, message: Message, **values: str | int) -> str:
        return message.format(self._language, values, {})
