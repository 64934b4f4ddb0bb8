"""Which findings of a comparison does a change have to answer for?

Those whose lines it wrote, here or in the other article, and those that were not there when the articles are compared
as they were before: the whole site with the old text of what was changed.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from koetsu.diagnostic import Diagnostic
from koetsu.engine.changes.touched import Touched, overlaps
from koetsu.engine.check import Checker
from koetsu.engine.lint import place
from koetsu.engine.registry import load_registry
from koetsu.engine.report import FileReport, Held, Report, is_in
from koetsu.engine.runner import shown_path
from koetsu.engine.site.comparison import fingerprinted
from koetsu.engine.site.digest import Digester
from koetsu.errors import UnreadableSourceError
from koetsu.rule import CorpusRule
from koetsu.text.corpus import Corpus, Summary
from koetsu.text.source import Source, Span

if TYPE_CHECKING:
    from koetsu.engine.changes.changes import Changes
    from koetsu.engine.config import Configuration


class Parts(NamedTuple):
    """A file report, cut in two."""

    alone: FileReport
    """What was found in the file by itself."""
    compared: list[Diagnostic]
    """What was found by comparing it with others."""


class Earlier:
    """The findings of a comparison in the light of a change."""

    def __init__(self, report: Report, changes: Changes, configuration: Configuration) -> None:
        self._report = report
        self._changes = changes
        self._configuration = configuration
        folder = configuration.working_directory
        self._changed = {shown_path(file, folder): file for file in changes.files}
        self._touched: dict[str, Touched] = {}

    def parted(self, file: FileReport) -> Parts:
        """What was found in a file, by how it was found."""
        alone: list[Diagnostic] = []
        compared: list[Diagnostic] = []
        for found in file.diagnostics:
            (compared if issubclass(self._report.rules[found.rule], CorpusRule) else alone).append(found)
        return Parts(msgspec.structs.replace(file, diagnostics=alone), compared) if compared else Parts(file, [])

    def hold(self, file: FileReport, compared: Sequence[Diagnostic]) -> FileReport:
        """The report of a file, in which what was found alone is filtered already, with those that count.

        Raises GitError.
        """
        counting = [found for found in compared if self._counts(file, found)]
        held = [Held(found, "change") for found in compared if found not in counting]
        return msgspec.structs.replace(
            file,
            diagnostics=sorted([*file.diagnostics, *counting], key=place),
            held=sorted([*file.held, *held], key=lambda one: place(one.diagnostic)),
        )

    def _counts(self, file: FileReport, found: Diagnostic) -> bool:
        if found.scope == "text":
            others = [(self._report.file_of(file, note), note.span) for note in found.related if not is_in(file, note)]
            if any(self._is_touched(where, span) for where, span in ((file, found.span), *others)):
                return True
        before = self._before.get((file.path, found.rule, found.fingerprint))
        if before is None and found.identity is not None:
            # One about the whole site stands somewhere else as soon as its article is mended.
            before = self._elsewhere.get((found.rule, found.fingerprint))
        if before is None:
            return True
        return found.extent is not None and before.extent is not None and found.extent > before.extent

    def _is_touched(self, file: FileReport, span: Span) -> bool:
        if file.path not in self._changed:
            return False
        source = self._report.source(file)
        if file.path not in self._touched:
            self._touched[file.path] = self._changes.touched(self._changed[file.path], source)
        return overlaps(self._touched[file.path].changed, span, len(source))

    @cached_property
    def _before(self) -> dict[tuple[str, str, str], Diagnostic]:
        corpus = Corpus(self._summaries(), self._report.corpus.finder if self._report.corpus else None)
        if self._report.corpus is not None:
            corpus.deaf = self._report.corpus.deaf
        codes = {found.rule for file in self._report.files for found in self.parted(file).compared}
        found = fingerprinted(corpus, self._configuration, codes)
        return {(path, one.rule, one.fingerprint): one for path, all_of in found.items() for one in all_of}

    @cached_property
    def _elsewhere(self) -> dict[tuple[str, str], Diagnostic]:
        """Those of them that are no longer where they were, by what they are about."""
        now = {
            (file.path, one.rule, one.fingerprint) for file in self._report.files for one in self.parted(file).compared
        }
        return {key[1:]: found for key, found in self._before.items() if key not in now}

    def _summaries(self) -> Iterable[Summary]:
        """The site as it was; what was deleted since has no say."""
        registry = load_registry()
        checker, digester = Checker(registry), Digester(registry.rules)
        for summary in self._report.corpus or ():
            file = self._changed.get(summary.path)
            if file is None:
                yield summary
                continue
            data = self._changes.base(file)
            if data is None:
                continue
            try:
                source = Source.decode(summary.path, data)
            except UnreadableSourceError:
                continue
            settings = self._configuration.settings(Path(file))
            yield digester.digest(checker.document(source, settings)).summary
