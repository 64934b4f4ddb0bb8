"""How is the report of a run shown where it was started, and to a service that watches?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Any

from koetsu.cli.shared.streams import say, shows_colour, terminal_width, write
from koetsu.cli.shared.surroundings import GITHUB, default_format, job_summary, repository_prefix
from koetsu.message import Language, Message
from koetsu.output import View, format_named

if TYPE_CHECKING:
    from koetsu.engine.config import Configuration
    from koetsu.engine.report import Report

_SUMMED_UP = ("full", "concise", GITHUB)
"""Formats for people, of which there is a short form."""

_TOO_MANY = Message(
    ja="警告が{warnings}件あり、--max-warningsの{limit}件を超えています",
    en="{warnings} warnings, more than the {limit} that --max-warnings allows",
)
_NO_SUMMARY = Message(
    ja="ジョブの要約を{path}に書けませんでした（{detail}）",
    en="the job summary could not be written to {path}: {detail}",
)


def view(language: Language) -> View:
    """For whom standard output is written."""
    # Code scanning takes what is held back for open findings.
    tells_held = default_format() != GITHUB
    return View(language, terminal_width(), shows_colour(), repository_prefix(), tells_held)


def show(report: Report, configuration: Configuration, options: Mapping[str, Any], language: Language) -> None:
    """Write the report to standard output, and the job's summary on GitHub Actions."""
    name = options["output_format"] or configuration.run.output_format or default_format()
    shown = report
    if options["quiet"]:
        severities = ("error",) if report.fail_on == "never" else report.failing
        shown = report.narrowed(("error", "warning") if report.has_too_many_warnings else severities)
    write(_pieces(shown, name, options, language))
    if name == GITHUB:
        _summarise(report, language)
    if report.has_too_many_warnings:
        values = {"warnings": report.count("warning"), "limit": report.max_warnings or 0}
        say(_TOO_MANY.format(language, {**values}, {}))


def _pieces(report: Report, name: str, options: Mapping[str, Any], language: Language) -> Iterator[str]:
    if options["statistics"]:
        from koetsu.output.terminal.statistics import render

        return render(report, view(language))
    if options["quiet"] and name in _SUMMED_UP and not any(file.diagnostics for file in report.files):
        return iter(())
    return format_named(name)(report, view(language))


def _summarise(report: Report, language: Language) -> None:
    file = job_summary()
    if file is None:
        return
    try:
        # The file is the step's: what others have written stays.
        with file.open("a", encoding="utf-8", newline="\n") as summary:
            summary.writelines(format_named("markdown")(report, View(language)))
    except OSError as error:
        values = {"path": str(file), "detail": error.strerror or str(error)}
        say(_NO_SUMMARY.format(language, {**values}, {}))
