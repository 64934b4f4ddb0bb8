"""What is left of the findings in a text, and of the text, once everything that can be mended is mended?"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple

from koetsu.engine.fixing.choice import Applied, choose
from koetsu.engine.fixing.revision import Revision
from koetsu.engine.report import FileReport
from koetsu.fix import Edit
from koetsu.rule import AGAIN
from koetsu.text.source import Source

LIMIT = 25
"""How often a text is mended and checked again. Fixes that do not get into each other's way need two rounds, those
that overlap a few; a fault in a section that is there twenty times over is mended copy by copy."""

Recheck = Callable[[Source, Sequence[Edit]], FileReport]
"""What a run reports of the new text, given what leads to it: edits of the text before the first round, in order."""


class Fixed(NamedTuple):
    """A file after fixing."""

    report: FileReport
    """What is still to be said."""
    before: Source
    after: Source
    edits: tuple[Edit, ...]
    """What leads from ``before`` to ``after``: edits in order and apart, whose spans count in ``before``."""
    applied: tuple[Applied, ...]
    """The fixes that did it, round after round."""

    @property
    def is_changed(self) -> bool:
        """Whether there is anything to write."""
        return bool(self.edits)


class _State(NamedTuple):
    """A text between two rounds."""

    source: Source
    revision: Revision
    report: FileReport
    applied: tuple[Applied, ...]
    """The fixes of the round that led to it."""


def fix_file(source: Source, recheck: Recheck, *, unsafe: bool, limit: int = LIMIT) -> Fixed:
    """Apply the fixes of what is reported in a text, and afterwards again, until there are none left to apply.

    The text is checked first, whatever a run said of the file: it may have changed since. Safe fixes only, unless
    ``unsafe``. No rule makes its own case worse: where its fixes leave it with as many findings as before, they are not
    applied, and neither are those that lead back to a text that was there already.
    """
    states = [_State(source, Revision(source.text), recheck(source, ()), ())]
    barred: set[str] = set()
    circling: set[str] = set()
    while len(states) <= limit:
        current = states[-1]
        chosen = choose(current.report.diagnostics, unsafe=unsafe, barred=barred | circling)
        if not chosen:
            break
        following = _next(current, chosen, recheck)
        idle = _rules_of(chosen) if following is None else _idle_rules(current, following)
        if following is None or idle:
            barred |= idle  # the others may go without them, and then leave them something to do
            continue
        barred.clear()
        states.append(following)
        earlier = next(number for number, state in enumerate(states) if state.source.text == following.source.text)
        circling |= _rules_of([fix for state in states[earlier + 1 :] for fix in state.applied])
        del states[earlier + 1 :]
    last = states[-1]
    applied = tuple(fix for state in states for fix in state.applied)
    return Fixed(last.report, source, last.source, last.revision.edits, applied)


def _next(state: _State, chosen: Sequence[Applied], recheck: Recheck) -> _State | None:
    """The text after a round; None if it is one that no file can hold."""
    revision = state.revision.revised(edit for found in chosen for edit in found.fix.edits)
    source = state.source.with_text(revision.text)
    if source.text != revision.text:  # a lone surrogate, or what would be read as a byte-order mark
        return None
    return _State(source, revision, recheck(source, revision.edits), tuple(chosen))


def _idle_rules(before: _State, after: _State) -> set[str]:
    """The rules that still have as much to say although their fixes were applied."""
    return {rule for rule in _rules_of(after.applied) if _weight(after.report, rule) >= _weight(before.report, rule)}


def _weight(report: FileReport, rule: str) -> int:
    """How many findings of a rule there are, also those that are not reported and those in copies of a section."""
    found = [*report.diagnostics, *(held.diagnostic for held in report.held)]
    return sum(1 + int(str(diagnostic.values.get(AGAIN, 0))) for diagnostic in found if diagnostic.rule == rule)


def _rules_of(applied: Sequence[Applied]) -> set[str]:
    return {found.diagnostic.rule for found in applied}
