"""How is a run started from the command line?"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from koetsu.cli.shared.parameters import FAIL_ON, FORMAT, LANGUAGE
from koetsu.cli.shared.refusal import refusal
from koetsu.cli.shared.run import check, find, run_options
from koetsu.cli.shared.settings import configuration_options, language_of, load_configuration
from koetsu.cli.shared.streams import say, shows_colour, terminal_width, write
from koetsu.message import Language, Message

if TYPE_CHECKING:
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

_EPILOG = """\b
Examples:
  koetsu check .                              every article below this folder
  koetsu check posts/a.md -f json             for a program
  koetsu check --select TR,DUP001 posts/      some rules only
  koetsu check --severity HD003=error .       another severity
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


@click.command(epilog=_EPILOG)
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(readable=False))
@click.option("-f", "--output-format", type=FORMAT, help="How findings are written; full unless configured.")
@click.option("--language", type=LANGUAGE, is_eager=True, help="Language of the messages; auto is that of the locale.")
@configuration_options
@click.option("--fail-on", type=FAIL_ON, help="From which severity on the exit status is 1; error unless configured.")
@click.option("--show-files", is_flag=True, help="List the files that would be checked, and stop.")
@click.option("--stdin-filename", metavar="PATH", help="The name of the text that '-' reads from standard input.")
@run_options
def command(paths: tuple[str, ...], stdin_filename: str | None, **options: Any) -> int:
    """Check articles: Markdown files, and those below folders (the working directory unless named).

    Files named .md, .markdown and .mdx are checked, except for what .gitignore and the configuration exclude. A PATH
    of '-' is standard input.
    """
    _refuse_what_means_nothing(paths, stdin_filename, options["show_files"])
    configuration = load_configuration(options)
    language = language_of(options, configuration)
    if _STDIN in paths:
        report = _run_on_stdin(stdin_filename, configuration, options, language)
    else:
        found = find(paths, configuration, options, language)
        if options["show_files"]:
            write(f"{_shown(file)}\n" for file in found.files)
            for error in found.closed:
                say(str(error))
        if options["show_files"] or found.is_empty:
            return 0 if not found.closed and (found.files or options["pass_on_no_files"]) else 2
        report = check(found, configuration, options, language)
    if options["fail_on"] is not None:
        report.fail_on = options["fail_on"]
    write(_pieces(report, configuration, options, language))
    return report.exit_status


def _refuse_what_means_nothing(paths: tuple[str, ...], stdin_filename: str | None, show_files: bool) -> None:
    if _STDIN in paths and len(paths) > 1:
        raise refusal(_ALONE)
    if stdin_filename is not None and _STDIN not in paths:
        raise refusal(_NO_STDIN)
    if show_files and _STDIN in paths:
        raise refusal(_NOT_LISTED)


def _run_on_stdin(
    name: str | None, configuration: Configuration, options: dict[str, Any], language: Language
) -> Report:
    from koetsu.engine.discovery import is_excluded
    from koetsu.engine.runner import run

    if sys.stdin is None:
        raise refusal(_CLOSED_STDIN, language)
    data = sys.stdin.buffer.read()
    if name is not None and options["force_exclude"] and is_excluded(Path(name), configuration):
        return run([], configuration)
    return run([], configuration, stdin=(name or _STDIN, data))


def _pieces(report: Report, configuration: Configuration, options: dict[str, Any], language: Language) -> Iterator[str]:
    from koetsu.output import View, format_named

    render = format_named(options["output_format"] or configuration.run.output_format)
    return render(report, View(language, terminal_width(), shows_colour()))


def _shown(file: Path) -> str:
    from koetsu.engine.runner import shown_path
    from koetsu.output.terminal.cells import visible

    return visible(shown_path(file, Path.cwd()))
