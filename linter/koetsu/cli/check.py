"""How is a run started from the command line?"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from koetsu.cli.shared.parameters import FAIL_ON, FORMAT, LANGUAGE, Jobs
from koetsu.cli.shared.settings import configuration_options, language_of, load_configuration
from koetsu.cli.shared.streams import say, shows_colour, terminal_width, write
from koetsu.errors import UnreadableSourceError, UsageError

if TYPE_CHECKING:
    from koetsu.engine.config import Configuration
    from koetsu.engine.report import Report

_STDIN = "-"

_EPILOG = """\b
Examples:
  koetsu check .                              every article below this folder
  koetsu check posts/a.md -f json             for a program
  koetsu check --select TR,DUP001 posts/      some rules only
  koetsu check --severity HD003=error .       another severity
  koetsu check - --stdin-filename a.md <a.md  a text that is not saved yet
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


@click.command(epilog=_EPILOG)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(readable=False))
@click.option("-f", "--output-format", type=FORMAT, help="How findings are written; full unless configured.")
@click.option("--language", type=LANGUAGE, help="Language of the messages; auto is that of the locale.")
@configuration_options
@click.option("--fail-on", type=FAIL_ON, help="From which severity on the exit status is 1; error unless configured.")
@click.option("--force-exclude", is_flag=True, help="Leave out excluded files even if they are named, as hooks do.")
@click.option("--pass-on-no-files", is_flag=True, help="Exit with 0 where there is no file to check.")
@click.option("--show-files", is_flag=True, help="List the files that would be checked, and stop.")
@click.option("--jobs", type=Jobs(), help="How many processes; one a processor unless configured.")
@click.option("--no-cache", is_flag=True, help="Neither read nor write results of earlier runs.")
@click.option("--stdin-filename", metavar="PATH", help="The name of the text that '-' reads from standard input.")
@click.option("-v", "--verbose", is_flag=True, help="Say on standard error what is done and with what.")
def command(paths: tuple[str, ...], stdin_filename: str | None, **options: Any) -> int:
    """Check articles: Markdown files, and those below folders (the working directory unless named).

    Files named .md, .markdown and .mdx are checked, except for what .gitignore and the configuration exclude. A PATH
    of '-' is standard input.
    """
    _refuse_what_means_nothing(paths, stdin_filename)
    configuration = load_configuration(options)
    if _STDIN in paths:
        report = _run_on_stdin(stdin_filename or _STDIN, configuration, options)
    else:
        files, closed = _files(paths or (".",), configuration, options)
        if options["show_files"]:
            write(f"{_shown(file)}\n" for file in files)
            for error in closed:
                say(str(error))
        if options["show_files"] or not (files or closed):
            return 0 if not closed and (files or options["pass_on_no_files"]) else 2
        report = _run(files, closed, configuration, options)
    if options["fail_on"] is not None:
        report.fail_on = options["fail_on"]
    write(_pieces(report, configuration, options))
    return report.exit_status


def _refuse_what_means_nothing(paths: tuple[str, ...], stdin_filename: str | None) -> None:
    if "" in paths:
        raise UsageError("a path is empty, perhaps from a variable that is not set; the working directory is '.'")
    if _STDIN in paths and len(paths) > 1:
        raise UsageError("'-' reads standard input and stands alone; check the other paths in a run of their own")
    if stdin_filename is not None and _STDIN not in paths:
        raise UsageError("--stdin-filename names what standard input holds; give '-' as the path: koetsu check -")


def _files(
    paths: tuple[str, ...], configuration: Configuration, options: dict[str, Any]
) -> tuple[list[Path], list[UnreadableSourceError]]:
    """The files to check, and the folders that could not be looked into."""
    from koetsu.engine.discovery import discover

    closed: list[UnreadableSourceError] = []
    files = discover(
        [Path(path) for path in paths],
        configuration,
        options["force_exclude"],
        unreadable=closed,
        language=language_of(options, configuration),
    )
    if not files and not closed and not options["pass_on_no_files"]:
        say(
            f"no file to check in {', '.join(paths)}: koetsu reads .md, .markdown and .mdx, except for what .gitignore"
            " and the configuration exclude; --pass-on-no-files takes this for success"
        )
    return files, closed


def _run(
    files: list[Path], closed: list[UnreadableSourceError], configuration: Configuration, options: dict[str, Any]
) -> Report:
    from koetsu.engine.cache import Cache
    from koetsu.engine.runner import run

    wants_cache = configuration.run.cache and not options["no_cache"]
    cache = Cache.of(Path.cwd()) if wants_cache else None
    jobs = options["jobs"] or configuration.run.jobs
    if options["verbose"]:
        say(f"{len(files)} files, {jobs or 'as many as processors'} processes, {'with' if cache else 'without'} cache")
    return run(files, configuration, jobs=jobs, cache=cache, progress=True, closed=closed)


def _run_on_stdin(name: str, configuration: Configuration, options: dict[str, Any]) -> Report:
    from koetsu.engine.runner import run

    if sys.stdin is None:
        raise UsageError("'-' reads standard input, which is closed")
    return run([], configuration, stdin=(name, sys.stdin.buffer.read()))


def _pieces(report: Report, configuration: Configuration, options: dict[str, Any]) -> Iterator[str]:
    from koetsu.output import View, format_named

    render = format_named(options["output_format"] or configuration.run.output_format)
    return render(report, View(language_of(options, configuration), terminal_width(), shows_colour()))


def _shown(file: Path) -> str:
    from koetsu.engine.runner import shown_path
    from koetsu.output.terminal.cells import visible

    return visible(shown_path(file, Path.cwd()))
