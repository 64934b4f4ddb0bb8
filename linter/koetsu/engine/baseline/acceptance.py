"""Which findings of a run does the baseline hold back, and which of its entries hold nothing back?"""

# os.path and not Path: this is done for every file of a site, and Path costs ten times as much.
# ruff: noqa: PTH118

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from koetsu.engine.baseline.baseline import Baseline, Entry, Finding
from koetsu.engine.baseline.moves import Moves
from koetsu.engine.faults import RuleCrashed
from koetsu.engine.report import FileReport, Held, is_fault
from koetsu.rule import CorpusRule

if TYPE_CHECKING:
    from koetsu.diagnostic import Diagnostic
    from koetsu.engine.config import Configuration

_TELLING = 12
"""From how many code points on a text tells articles apart."""


class _Outcome(NamedTuple):
    """What a run found in one article, as far as the baseline is concerned."""

    held: dict[Finding, Entry]
    faults: list[Diagnostic]
    """Why koetsu could not do its work there."""
    was_checked: bool
    was_compared: bool

    def hides(self, rule: str) -> bool:
        """Whether what a rule would find is not known, because it or all of them could not do their work."""
        return any(fault.rule != RuleCrashed.code or fault.values["rule"] == rule for fault in self.faults)


class Acceptance:
    """A baseline in one run, and what it has held back.

    A file may be given again with what is left in it after a fix: what is held back then takes the place of what was,
    and what it has taken over from an article that is gone stays its own.
    """

    def __init__(self, baseline: Baseline, working_directory: Path) -> None:
        self.baseline = baseline
        self._working_directory = str(working_directory)
        self._own: dict[str, dict[Finding, Entry]] = defaultdict(dict)
        for entry in baseline.entries:
            self._own[entry.path][entry.finding] = entry
        self._moves = Moves(str(baseline.folder), self._own)
        self._outcomes: dict[str, _Outcome] = {}
        self._crashed: set[str] = set()
        """The rules that could not compare the articles."""

    def hold(self, files: Iterable[FileReport]) -> list[FileReport]:
        """The files, with the accepted findings among what is held back."""
        named = [(self.path_of(file), file) for file in files]
        self._moves.are_there(path for path, _ in named)
        self._moves.follow({path: self._unknown(path, file) for path, file in named})
        return [self._held(path, file) for path, file in named]

    def stale(self, configuration: Configuration, folders: Iterable[Path] = ()) -> list[Entry]:
        """The entries that hold nothing back although this run would have shown what they are for.

        ``folders`` are those that were checked with all that is in them: what lay there and is gone was looked for.
        Without them, an article that is gone may just have been moved to where the run did not look. Raises
        ConfigurationError.
        """
        held = {entry for outcome in self._outcomes.values() for entry in outcome.held.values()}
        covered = tuple(self.baseline.start_of(os.path.join(self._working_directory, folder)) for folder in folders)
        return [
            entry
            for entry in self.baseline.entries
            if entry not in held and self._was_looked_for(entry, covered, configuration)
        ]

    def moved(self) -> Iterator[tuple[Entry, str]]:
        """The entries of articles that are gone, each with the path of the article that has taken it over."""
        for path, outcome in self._outcomes.items():
            yield from ((entry, path) for entry in outcome.held.values() if entry.path != path)

    def is_gone(self, entry: Entry) -> bool:
        """Whether the article of an entry is no longer there."""
        return self._moves.is_gone(entry.path)

    def path_of(self, file: FileReport) -> str:
        """The path of a file as entries have it."""
        return self.baseline.relative(file.file or os.path.join(self._working_directory, file.path))

    def _unknown(self, path: str, file: FileReport) -> dict[Finding, bool]:
        """What no entry accepts so far."""
        return {
            _finding(diagnostic): _tells_articles_apart(diagnostic)
            for diagnostic in file.diagnostics
            if can_be_accepted(diagnostic) and self._entry(path, diagnostic) is None
        }

    def _held(self, path: str, file: FileReport) -> FileReport:
        entries = [self._entry(path, diagnostic) for diagnostic in file.diagnostics]
        faults = [diagnostic for diagnostic in file.diagnostics if is_fault(diagnostic)]
        accepted = {entry.finding: entry for entry in entries if entry is not None}
        self._outcomes[path] = _Outcome(accepted, faults, file.was_checked, file.was_compared)
        if not file.is_article:
            self._crashed.update(str(fault.values["rule"]) for fault in faults if fault.rule == RuleCrashed.code)
        if not any(entries):
            return file
        pairs = [*zip(file.diagnostics, entries, strict=True)]
        held = [*file.held, *(Held(diagnostic, "baseline") for diagnostic, entry in pairs if entry is not None)]
        return msgspec.structs.replace(
            file,
            diagnostics=[diagnostic for diagnostic, entry in pairs if entry is None],
            held=sorted(held, key=lambda one: one.diagnostic.span),
        )

    def _entry(self, path: str, diagnostic: Diagnostic) -> Entry | None:
        """What accepts a finding in an article."""
        if not can_be_accepted(diagnostic):
            return None
        finding = _finding(diagnostic)
        return self._own.get(path, {}).get(finding) or self._moves.taken_by(path).get(finding)

    def _was_looked_for(self, entry: Entry, covered: tuple[str, ...], configuration: Configuration) -> bool:
        outcome = self._outcomes.get(entry.path)
        rule = configuration.registry.rules.get(entry.rule)
        is_comparison = rule is not None and issubclass(rule, CorpusRule)
        if outcome is not None:
            if outcome.hides(entry.rule) or not (outcome.was_compared if is_comparison else outcome.was_checked):
                return False
            if is_comparison and (entry.rule in self._crashed or not self._are_all_below(covered)):
                return False
        elif not entry.path.startswith(covered) or not self.is_gone(entry):
            return False
        if rule is None:
            return True
        return entry.rule in configuration.settings(self.baseline.folder / entry.path).select

    def _are_all_below(self, covered: tuple[str, ...]) -> bool:
        """Whether the run looked at all articles that the baseline knows: the copy of one may be any other."""
        return all(entry.path.startswith(covered) for entry in self.baseline.entries)


def can_be_accepted(diagnostic: Diagnostic) -> bool:
    """Whether a finding can be put on a baseline: not one that says that koetsu could not do its work."""
    return not is_fault(diagnostic)


def _finding(diagnostic: Diagnostic) -> Finding:
    return diagnostic.rule, diagnostic.fingerprint


def _tells_articles_apart(diagnostic: Diagnostic) -> bool:
    """Whether its fingerprint is that of a text which is hardly the same in two articles by chance."""
    start, end = diagnostic.span
    length = end - start if diagnostic.identity is None else len(diagnostic.identity)
    return diagnostic.scope == "text" and length >= _TELLING
