"""How is a run started from the command line?"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from koetsu.cli.shared.destinations import OUTPUT, check_destinations, write_outputs
from koetsu.cli.shared.gating import (
    acceptance_of,
    baseline_file,
    changed_files,
    changes_of,
    gate_options,
    looks_at_changes,
    refuse_contradictions,
    with_others,
)
from koetsu.cli.shared.mending import diff_of, fix_options, mend, refuse_what_cannot_be_mended, sum_up
from koetsu.cli.shared.parameters import FORMAT, LANGUAGE
from koetsu.cli.shared.refusal import refusal
from koetsu.cli.shared.run import Found, check, find, run_options
from koetsu.cli.shared.sections import SectionedCommand
from koetsu.cli.shared.settings import configuration_options, language_of, load_configuration
from koetsu.cli.shared.showing import show, view
from koetsu.cli.shared.streams import say, write
from koetsu.message import Language, Message

if TYPE_CHECKING:
    from koetsu.engine.baseline.acceptance import Acceptance
    from koetsu.engine.changes.changes import Changes
    from koetsu.engine.config import Configuration
    from koetsu.engine.report import Report

_STDIN = "-"

_ALONE = Message(
    ja="標準入力を表す「-」は、ほかのパスと一緒には使えません。ほかのパスは別に検査してください",
    en="“-” reads standard input and stands alone; check the other paths in a run of their own",
)
_NO_STDIN = Message(
    ja="--stdin-filenameは標準入力の原稿の名前です。パスに「-」を指定してください: koetsu check -",
    en="--stdin-filename names what standard input holds; give “-” as the path: koetsu check -",
)
_NOT_LISTED = Message(
    ja="--show-filesはファイルを一覧します。標準入力の「-」とは一緒に使えません",
    en="--show-files lists files; “-” is standard input, which is none",
)
_CLOSED_STDIN = Message(
    ja="「-」は標準入力を読みますが、標準入力が閉じられています", en="“-” reads standard input, which is closed"
)

_TWO_SHAPES = Message(
    ja="{options:list}は、どれも標準出力に何を書くかを決めます。どれか一つを指定してください。ファイルには--outputで書けます",
    en="{options:list}: each says what goes to standard output; give one of them (--output writes to a file besides)",
)
_NO_CHANGE = Message(
    ja="--diff-baseと--stagedは、gitが管理するファイルの変更を検査します。標準入力の「-」とは一緒に使えません",
    en="--diff-base and --staged look at files that git knows; “-” is standard input, which is none",
)
_NO_SITE = Message(
    ja="--siteは記事を互いに比べます。標準入力の「-」とは一緒に使えません",
    en="--site compares articles with each other; “-” is standard input, which is one text",
)
_SITE_IS_READ = Message(
    ja="--siteの指摘は複数の記事にまたがるため、--fixや--diffとは一緒に使えません。直してから--siteで検査してください",
    en="--site looks at articles together, --fix and --diff at each alone; mend first, then check with --site",
)
_HELD_BY_BASELINE = Message(
    ja="{path}で受け入れ済みの{count}件は表示していません",
    en="accepted in {path}, and not shown: {count}",
)
_HELD_BY_CHANGE = Message(
    ja="変更していない箇所の{count}件は表示していません", en="outside of what changed, and not shown: {count}"
)

_SECTIONS = {
    "Which files": ("--force-exclude", "--pass-on-no-files", "--show-files", "--stdin-filename"),
    "Which rules": ("--site", "--select", "--ignore", "--severity", "--preset", "--config", "--isolated"),
    "What counts": (
        "--fail-on",
        "--max-warnings",
        "--diff-base",
        "--staged",
        "--baseline",
        "--no-baseline",
        "--strict-baseline",
    ),
    "Mending": ("--fix", "--unsafe-fixes", "--diff"),
    "What is shown": ("--output-format", "--output", "--language", "--quiet", "--statistics"),
}

_EPILOG = """\b
Examples:
  koetsu check .                              every article below this folder
  koetsu check --select TR,DUP001 posts/      some rules only
  koetsu check --fix posts/a.md               mend what can safely be mended
  koetsu check --diff-base origin/main        only what this branch brought in
  koetsu check --site .                       copies of articles as well
  koetsu check . --output sarif=koetsu.sarif  for people and for a service
  koetsu check - --stdin-filename a.md <a.md  a text that is not saved yet
\b
For hooks and editors, which name every file that changed: --force-exclude
leaves out what is excluded, also the text of '-' by its --stdin-filename.
\b
Exit status:
  0  nothing at or above --fail-on
  1  findings
  2  koetsu could not do its work: a bad option or configuration, a path that
     does not exist, a file or folder that cannot be read, no file at all
\b
Findings go to standard output, everything else to standard error.
What a rule means: koetsu explain TR001
\b
終了コード: 0 指摘なし、1 指摘あり、2 検査できなかった
日本語で表示: koetsu check --language ja .
"""


@click.command(cls=SectionedCommand, sections=_SECTIONS, epilog=_EPILOG, context_settings={"max_content_width": 100})
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(readable=False))
@click.option("-f", "--output-format", type=FORMAT, help="How findings are written; full, or github on GitHub Actions.")
@click.option("--output", multiple=True, type=OUTPUT, help="Write the findings into a file as well; may be repeated.")
@click.option("--language", type=LANGUAGE, is_eager=True, help="Language of the messages; auto is that of the locale.")
@click.option("-q", "--quiet", is_flag=True, help="Show what makes the run fail, and nothing else.")
@click.option("--statistics", is_flag=True, help="Count the findings by rule and by folder instead of listing them.")
@click.option("--site", is_flag=True, help="Compare the articles with each other as well: copies, titles.")
@configuration_options
@gate_options
@fix_options
@click.option("--show-files", is_flag=True, help="List the files that would be checked, and stop.")
@click.option("--stdin-filename", metavar="PATH", help="The name of the text that '-' reads from standard input.")
@run_options
def command(paths: tuple[str, ...], **options: Any) -> int:
    """Check articles: Markdown files, and those below folders (the working directory unless named).

    Files named .md, .markdown and .mdx are checked, except for what .gitignore and the configuration exclude. A PATH
    of '-' is standard input.
    """
    _refuse_what_means_nothing(paths, options)
    configuration = load_configuration(options)
    language = language_of(options, configuration)
    changes = changes_of(options, language)
    acceptance = acceptance_of(configuration, options, language)
    grounds = (configuration.file, baseline_file(configuration, options))
    if _STDIN in paths:
        found = Found([], [], [])
        check_destinations(options["output"], language, grounds=grounds)
        report = _run_on_stdin(configuration, options, language)
    else:
        found = _found(paths, changes, configuration, options, language)
        if options["show_files"]:
            return _list(found, options)
        if found.is_empty and changes is None and not options["pass_on_no_files"]:
            return 2
        check_destinations(options["output"], language, found.files, grounds)
        text = changes.text if changes is not None else None
        others: list[Path] = []
        if options["site"] and changes is not None:
            found, others = with_others(found, paths, configuration, options, language)
        report = check(found, configuration, options, language, text, site=options["site"], others=others)
    return _Outcome(configuration, options, language).of(report, found.folders, acceptance, changes)


class _Outcome:
    """What is made of the findings of a run."""

    def __init__(self, configuration: Configuration, options: dict[str, Any], language: Language) -> None:
        self._configuration = configuration
        self._options = options
        self._language = language

    def of(
        self, report: Report, folders: Sequence[Path], acceptance: Acceptance | None, changes: Changes | None
    ) -> int:
        """Filter, mend and show a report; the exit status. ``folders`` are those whose articles were all checked."""
        from koetsu.engine.gate import Gate

        options, language = self._options, self._language
        gate = Gate(self._configuration, acceptance, changes)
        report.fail_on = options["fail_on"] or report.fail_on
        report.max_warnings = options["max_warnings"]
        report = gate.filtered(report)
        mended = mend(report, gate, options, language) if options["fix"] or options["diff"] else None
        failed = mended is not None and mended.failed
        differs = False
        if mended is not None and not options["diff"]:
            report = mended.report
        if acceptance is not None:
            report = self._with_stale(report, acceptance, folders)
        if mended is not None and options["diff"]:
            differs = bool(mended.files)
            write(diff_of(mended))
        else:
            show(report, self._configuration, options, language)
        write_outputs(options["output"], report, view(language))
        if not options["quiet"]:
            if mended is not None:
                sum_up(mended, options, language)
            self._tell_what_is_held(report, acceptance)
        return 2 if failed else max(report.exit_status, int(differs))

    def _with_stale(self, report: Report, acceptance: Acceptance, folders: Sequence[Path]) -> Report:
        """The report with what is out of date in the baseline."""
        from koetsu.engine.baseline.stale import stale_report

        stale = stale_report(acceptance, self._configuration, folders, strict=self._options["strict_baseline"])
        return report if stale is None else report.with_files([*report.files, stale])

    def _tell_what_is_held(self, report: Report, acceptance: Acceptance | None) -> None:
        from koetsu.engine.runner import shown_path

        accepted, before = report.held("baseline"), report.held("change")
        if accepted and acceptance is not None:
            path = shown_path(acceptance.baseline.file, Path.cwd())
            say(_HELD_BY_BASELINE.format(self._language, {"path": path, "count": accepted}, {}))
        if before:
            say(_HELD_BY_CHANGE.format(self._language, {"count": before}, {}))


def _refuse_what_means_nothing(paths: tuple[str, ...], options: dict[str, Any]) -> None:
    on_stdin = _STDIN in paths
    if on_stdin and len(paths) > 1:
        raise refusal(_ALONE)
    if options["stdin_filename"] is not None and not on_stdin:
        raise refusal(_NO_STDIN)
    if options["show_files"] and on_stdin:
        raise refusal(_NOT_LISTED)
    if looks_at_changes(options) and on_stdin:
        raise refusal(_NO_CHANGE)
    if options["site"] and on_stdin:
        raise refusal(_NO_SITE)
    if options["site"] and (options["fix"] or options["diff"]):
        raise refusal(_SITE_IS_READ)
    shapes = [f"--{name.replace('_', '-')}" for name in ("diff", "statistics", "output_format") if options[name]]
    if len(shapes) > 1:
        raise refusal(_TWO_SHAPES, options=shapes)
    refuse_contradictions(options)
    refuse_what_cannot_be_mended(options, on_stdin=on_stdin)


def _found(
    paths: tuple[str, ...],
    changes: Changes | None,
    configuration: Configuration,
    options: dict[str, Any],
    language: Language,
) -> Found:
    if changes is None:
        return find(paths, configuration, options, language)
    return changed_files(changes, paths, configuration, options, language)


def _list(found: Found, options: dict[str, Any]) -> int:
    write(f"{_shown(file)}\n" for file in found.files)
    for error in found.closed:
        say(str(error))
    return 0 if not found.closed and (found.files or options["pass_on_no_files"] or looks_at_changes(options)) else 2


def _run_on_stdin(configuration: Configuration, options: dict[str, Any], language: Language) -> Report:
    from koetsu.engine.discovery import is_excluded
    from koetsu.engine.runner import run

    if sys.stdin is None:
        raise refusal(_CLOSED_STDIN, language)
    data = sys.stdin.buffer.read()
    name = options["stdin_filename"]
    if name is not None and options["force_exclude"] and is_excluded(Path(name), configuration):
        return run([], configuration)
    return run([], configuration, stdin=(name or _STDIN, data))


def _shown(file: Path) -> str:
    from koetsu.engine.runner import shown_path
    from koetsu.output.terminal.cells import visible

    return visible(shown_path(file, Path.cwd()))
