"""What does the baseline hold once what a run found is accepted?"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from koetsu.engine.baseline.acceptance import Acceptance, can_be_accepted
from koetsu.engine.baseline.baseline import Baseline, Entry
from koetsu.engine.config.faults import printable
from koetsu.message import excerpt

if TYPE_CHECKING:
    from koetsu.diagnostic import Diagnostic
    from koetsu.engine.config import Configuration
    from koetsu.engine.report import Report
    from koetsu.text.source import Source

_EXCERPT = 40
"""The largest number of code points of an excerpt."""

_SHORT = 12
"""A text of fewer code points says little by itself."""


class Renewal(NamedTuple):
    """What becomes of a baseline."""

    baseline: Baseline
    """The new one; not written yet."""
    added: list[Entry]
    dropped: list[Entry]
    moved: list[Entry]
    """Those of articles that are gone, under the path of the article that has taken them over."""


def renewed(baseline: Baseline, report: Report, configuration: Configuration, folders: Iterable[Path] = ()) -> Renewal:
    """The baseline that accepts everything that a run found, without the entries that hold nothing back.

    ``folders`` were checked with all that is in them. What the run did not look at stays as it is. Raises
    ConfigurationError.
    """
    acceptance = Acceptance(baseline, configuration.working_directory)
    files = acceptance.hold(report.files)
    added = [
        Entry(path, diagnostic.rule, diagnostic.fingerprint, excerpt_of(diagnostic, report.source(file)))
        for path, file in ((acceptance.path_of(file), file) for file in files)
        for diagnostic in file.diagnostics
        if can_be_accepted(diagnostic)
    ]
    dropped = acceptance.stale(configuration, folders)
    moved = {entry: msgspec.structs.replace(entry, path=path) for entry, path in acceptance.moved()}
    left = {*dropped, *moved}
    kept = [entry for entry in baseline.entries if entry not in left]
    return Renewal(Baseline(baseline.file, [*kept, *moved.values(), *added]), added, dropped, [*moved.values()])


def pruned(baseline: Baseline, report: Report, configuration: Configuration, folders: Iterable[Path] = ()) -> Renewal:
    """The baseline without the entries that hold nothing back, all else in it as it is.

    Raises ConfigurationError.
    """
    acceptance = Acceptance(baseline, configuration.working_directory)
    acceptance.hold(report.files)
    dropped = acceptance.stale(configuration, folders)
    left = {*dropped}
    return Renewal(Baseline(baseline.file, [entry for entry in baseline.entries if entry not in left]), [], dropped, [])


def excerpt_of(diagnostic: Diagnostic, source: Source) -> str:
    """What a finding is about, in one line that can be read: a few letters with what stands before them, and the name
    of what is missing from a file.
    """
    start, end = diagnostic.span
    if end - start < _SHORT:
        line = source.line_span(source.line_of(end)).start
        start = max(line if end - line >= _SHORT else 0, end - _EXCERPT, 0)
    text = source.text[start:end]
    if diagnostic.scope == "file" and diagnostic.identity:
        text = diagnostic.identity
    return excerpt(printable(excerpt(text, _EXCERPT)), _EXCERPT)
