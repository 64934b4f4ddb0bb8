"""How is it reported that entries of the baseline hold nothing back?"""

from __future__ import annotations

import os
from collections.abc import Container, Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from xxhash import xxh3_64_hexdigest

from koetsu.engine.report import FileReport, positions_of
from koetsu.engine.runner import shown_path
from koetsu.engine.stale_baseline_entry import StaleBaselineEntry

if TYPE_CHECKING:
    from koetsu.diagnostic import Diagnostic, Severity
    from koetsu.engine.baseline.acceptance import Acceptance
    from koetsu.engine.baseline.baseline import Entry
    from koetsu.engine.config import Configuration
    from koetsu.text.source import Span


def stale_report(
    acceptance: Acceptance, configuration: Configuration, folders: Iterable[Path] = (), *, strict: bool = False
) -> FileReport | None:
    """A report on the file of the baseline with a finding on the line of each stale entry; None if there is none.

    ``folders`` are those that were checked with all that is in them. ``strict`` makes the findings errors, whatever
    severity is configured. Raises ConfigurationError.
    """
    baseline = acceptance.baseline
    settings = configuration.settings(baseline.file)
    if StaleBaselineEntry.code not in settings.select:
        return None
    entries = acceptance.stale(configuration, folders)
    if not entries:
        return None
    severity = "error" if strict else settings.severity.get(StaleBaselineEntry.code, StaleBaselineEntry.severity)
    lines = baseline.lines()
    source = baseline.source
    known = configuration.registry.rules
    found = [_finding(acceptance, entry, source.line_span(lines[entry.key]), severity, known) for entry in entries]
    found.sort(key=lambda diagnostic: diagnostic.span)
    path = shown_path(baseline.file, configuration.working_directory)
    return FileReport(path, os.fspath(baseline.file), found, positions_of(source, found), is_article=False)


def _finding(acceptance: Acceptance, entry: Entry, line: Span, severity: Severity, known: Container[str]) -> Diagnostic:
    say = ""
    if entry.rule not in known:
        say = "unknown-rule"
    elif acceptance.is_gone(entry):
        say = "gone"
    diagnostic = StaleBaselineEntry().report(
        line,
        say,
        severity=severity,
        identity="\0".join(entry.key),
        path=entry.path,
        rule=entry.rule,
        excerpt=entry.excerpt,
    )
    fingerprint = xxh3_64_hexdigest("\0".join((diagnostic.rule, *entry.key)).encode("utf-8"))
    return msgspec.structs.replace(diagnostic, fingerprint=fingerprint)
