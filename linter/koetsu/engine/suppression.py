"""What does an author keep from being reported, and what becomes of each directive?

A finding is hidden by where it starts. One that starts on a line with nothing but comments (the first line of an
article is where findings about the whole file stand) counts as if it started on the next line that holds text.
"""

from __future__ import annotations

from abc import abstractmethod
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, NamedTuple

from koetsu.diagnostic import Diagnostic, Diagnostics
from koetsu.engine.report import Held
from koetsu.engine.upkeep import UpkeepRule
from koetsu.rule import CorpusRule, O, Rule

if TYPE_CHECKING:
    from koetsu.engine.registry import Registry
    from koetsu.text.directives import Directive, HeaderFault, Name
    from koetsu.text.document import Document


SIGN = "koetsu"
"""A file in which this does not stand has no directives."""


class Target(NamedTuple):
    """One name in a directive, or all rules where it names none."""

    name: Name | None
    is_known: bool
    """Whether the name means anything."""
    codes: frozenset[str]
    """The rules that it names, as far as their findings can be hidden."""


class Effect(NamedTuple):
    """A directive and what it did."""

    directive: Directive
    targets: tuple[Target, ...]
    is_void: bool
    """Whether it hides nothing because it gives no reason."""
    did: set[str]
    """The rules of which it hid a finding, or which it switched on again."""


class Account(NamedTuple):
    """What became of all findings and of all directives of a document."""

    document: Document
    registry: Registry
    kept: list[Diagnostic]
    held: list[Held]
    effects: list[Effect]
    faults: list[HeaderFault]
    ran: frozenset[str]
    """The rules that had their say."""
    lines: Sequence[int]
    """The lines, from 0, that hold anything but comments."""

    def holds_text(self, offset: int) -> bool:
        """Whether the line of an offset holds anything but comments."""
        line = self.document.source.line_of(offset)
        number = bisect_left(self.lines, line)
        return number < len(self.lines) and self.lines[number] == line


class DirectiveRule(UpkeepRule[O]):
    """A rule about directives."""

    @property
    def requires_reason(self) -> bool:
        """Whether a directive without a reason hides nothing."""
        return False

    @abstractmethod
    def check(self, account: Account) -> Diagnostics:
        """Yield a diagnostic for each fault."""


def suppress(
    document: Document,
    found: Sequence[Diagnostic],
    registry: Registry,
    ran: Iterable[str],
    *,
    reason_required: bool,
) -> Account:
    """Apply the directives of a document to what was found in it by the rules that ``ran``."""
    from koetsu.text.comments import lines_of_text
    from koetsu.text.directives import directives_of

    directives = directives_of(document)
    hideable = _hideable(registry)
    effects = []
    for directive in directives.orders:
        targets = tuple(_targets(directive, registry, hideable))
        is_void = reason_required and directive.order not in (None, "enable") and not directive.reason
        effects.append(Effect(directive, targets, is_void, set()))
    lines = lines_of_text(document.source, document.comments)
    cover = _Cover(document, effects, lines)
    kept: list[Diagnostic] = []
    held: list[Held] = []
    for diagnostic in found:
        reason = cover.reason(diagnostic)
        if reason is None:
            kept.append(diagnostic)
        else:
            held.append(Held(diagnostic, "directive", reason))
    return Account(document, registry, kept, held, effects, directives.faults, frozenset(ran), lines)


def _hideable(registry: Registry) -> frozenset[str]:
    """The rules of articles: what the engine itself reports is never hidden."""
    return frozenset(code for code, rule in registry.rules.items() if issubclass(rule, Rule | CorpusRule))


def _targets(directive: Directive, registry: Registry, hideable: frozenset[str]) -> Iterable[Target]:
    if not directive.names:
        yield Target(None, True, hideable)
    for name in directive.names:
        rules = registry.find(name.word)
        yield Target(name, bool(rules), hideable & {rule.code for rule in rules})


class _Zone(NamedTuple):
    """A stretch in which a rule is switched off."""

    start: int
    end: int
    effect: Effect


class _Cover:
    """Which directive hides the findings of a rule, and where.

    Of several that hide the same rule in the same way (two for one line, one range in another) the first counts.
    """

    def __init__(self, document: Document, effects: Sequence[Effect], lines: Sequence[int]) -> None:
        self._source = document.source
        self._text_lines = lines
        self._lines: dict[tuple[str, int], Effect] = {}
        self._ranges: dict[str, list[_Zone]] = defaultdict(list)
        self._files: dict[str, Effect] = {}
        self._open: dict[str, _Zone] = {}
        for effect in effects:
            self._add(effect)
        for code in list(self._open):
            self._end(code, len(self._source) + 1)

    def reason(self, diagnostic: Diagnostic) -> str | None:
        """Why a finding is hidden, in the author's words, which may be empty; None if it is not."""
        hiding = list(filter(None, self._hiding(diagnostic)))
        for effect in hiding:
            effect.did.add(diagnostic.rule)
        # What is said nearest to the finding is said of it.
        return next((effect.directive.reason for effect in hiding if effect.directive.reason), "") if hiding else None

    def _hiding(self, diagnostic: Diagnostic) -> Iterable[Effect | None]:
        """What hides a finding, the narrowest first."""
        code, start = diagnostic.rule, diagnostic.span.start
        line = self._source.line_of(start)
        text_line = self._text_line(line)
        if text_line > line:
            start = self._source.line_starts[text_line]
        yield self._lines.get((code, text_line))
        zones = self._ranges.get(code, ())
        number = bisect_right(zones, start, key=lambda zone: zone.start) - 1
        yield zones[number].effect if number >= 0 and start < zones[number].end else None
        yield self._files.get(code)

    def _text_line(self, line: int) -> int:
        """A line, or if it holds no text the next that does; itself if none follows."""
        number = bisect_left(self._text_lines, line)
        return self._text_lines[number] if number < len(self._text_lines) else line

    def _add(self, effect: Effect) -> None:
        directive = effect.directive
        codes = frozenset[str]().union(*(target.codes for target in effect.targets))
        if directive.order == "enable":
            effect.did.update(codes & self._open.keys())
            for code in effect.did:
                self._end(code, directive.span.start)
        elif directive.order == "disable":
            for code in codes:
                self._begin(code, directive.span.start, effect)
        elif not effect.is_void and directive.order == "disable-file":
            for code in codes:
                self._files.setdefault(code, effect)
        elif not effect.is_void and directive.order is not None:
            for line in self._lines_of(directive):
                for code in codes:
                    self._lines.setdefault((code, line), effect)

    def _lines_of(self, directive: Directive) -> Iterable[int]:
        """The lines that a directive for a line is about."""
        first, last = map(self._source.line_of, directive.span)
        if directive.order == "disable-line":
            return {first, last}
        number = bisect_right(self._text_lines, last)
        return self._text_lines[number : number + 1]

    def _begin(self, code: str, start: int, effect: Effect) -> None:
        open_zone = self._open.get(code)
        if open_zone is None or (open_zone.effect.is_void and not effect.is_void):
            self._end(code, start)
            self._open[code] = _Zone(start, start, effect)

    def _end(self, code: str, end: int) -> None:
        zone = self._open.pop(code, None)
        if zone is not None and not zone.effect.is_void:
            self._ranges[code].append(zone._replace(end=end))
