"""How is a run started from the command line?"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from koetsu.cli.shared.parameters import FAIL_ON, FORMAT, LANGUAGE, Jobs
from koetsu.cli.shared.refusal import refusal
from koetsu.cli.shared.settings import configuration_options, language_of, load_configuration
from koetsu.cli.shared.streams import say, shows_colour, terminal_width, write
from koetsu.errors import KilledProcessError, UnreadableSourceError
from koetsu.message import Language, Message

if TYPE_CHECKING:
    from koetsu.engine.config import Configuration
    from koetsu.engine.report import Report
    from koetsu.engine.runner import Workload

_STDIN = "-"

_EMPTY_PATH = Message(
    ja="空のパスがあります。値のない変数を使っていませんか。作業フォルダーは「.」と書きます",
    en="a path is empty, perhaps from a variable that is not set; the working directory is “.”",
)
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
_NO_FILE = Message(
    ja="検査するファイルがありません（{paths:list}）。対象は.md、.markdown、.mdxで、.gitignoreや設定で除外したものは"
    "含みません。ファイルがなくてもよいときは--pass-on-no-filesを指定してください",
    en="no file to check in {paths:list}: koetsu reads .md, .markdown and .mdx, except for what .gitignore and the"
    " configuration exclude; --pass-on-no-files takes this for success",
)
_KILLED = Message(
    ja="検査中のプロセスが強制終了されました。メモリーが足りないのかもしれません。--jobs 1を付けて実行し直してください",
    en="a process that checked files was killed, perhaps because the memory ran out; try again with --jobs 1",
)
_WORKLOAD = Message(
    ja="{files}ファイル（うち{known}ファイルはキャッシュにあります）、プロセス数{processes}",
    en="files: {files}; of these known from the cache: {known}; processes: {processes}",
)
_WORKLOAD_UNCACHED = Message(
    ja="{files}ファイル（キャッシュは使いません）、プロセス数{processes}",
    en="files: {files}; without cache; processes: {processes}",
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
    _refuse_what_means_nothing(paths, stdin_filename, options["show_files"])
    configuration = load_configuration(options)
    language = language_of(options, configuration)
    if _STDIN in paths:
        report = _run_on_stdin(stdin_filename, configuration, options, language)
    else:
        files, closed = _files(paths or (".",), configuration, options, language)
        if options["show_files"]:
            write(f"{_shown(file)}\n" for file in files)
            for error in closed:
                say(str(error))
        if options["show_files"] or not (files or closed):
            return 0 if not closed and (files or options["pass_on_no_files"]) else 2
        report = _run(files, closed, configuration, options, language)
    if options["fail_on"] is not None:
        report.fail_on = options["fail_on"]
    write(_pieces(report, configuration, options, language))
    return report.exit_status


def _refuse_what_means_nothing(paths: tuple[str, ...], stdin_filename: str | None, show_files: bool) -> None:
    if "" in paths:
        raise refusal(_EMPTY_PATH)
    if _STDIN in paths and len(paths) > 1:
        raise refusal(_ALONE)
    if stdin_filename is not None and _STDIN not in paths:
        raise refusal(_NO_STDIN)
    if show_files and _STDIN in paths:
        raise refusal(_NOT_LISTED)


def _files(
    paths: tuple[str, ...], configuration: Configuration, options: dict[str, Any], language: Language
) -> tuple[list[Path], list[UnreadableSourceError]]:
    """The files to check, and the files and folders that could not be looked into."""
    from koetsu.engine.discovery import discover

    closed: list[UnreadableSourceError] = []
    files = discover(
        [Path(path) for path in paths],
        configuration,
        options["force_exclude"],
        unreadable=closed,
        language=language,
    )
    if not files and not closed and not options["pass_on_no_files"]:
        say(_NO_FILE.format(language, {"paths": [*paths]}, {}))
    return files, closed


def _run(
    files: list[Path],
    closed: list[UnreadableSourceError],
    configuration: Configuration,
    options: dict[str, Any],
    language: Language,
) -> Report:
    from koetsu.engine.cache import Cache
    from koetsu.engine.runner import run

    wants_cache = configuration.run.cache and not options["no_cache"]
    cache = Cache.of(Path.cwd()) if wants_cache else None

    def announce(workload: Workload) -> None:
        said = _WORKLOAD_UNCACHED if cache is None else _WORKLOAD
        say(said.format(language, workload._asdict(), {}))

    try:
        return run(
            files,
            configuration,
            jobs=options["jobs"] or configuration.run.jobs,
            cache=cache,
            progress=True,
            closed=closed,
            announce=announce if options["verbose"] else None,
        )
    except KilledProcessError:
        raise refusal(_KILLED, language) from None


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
