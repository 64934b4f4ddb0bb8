"""How does a command check what it is asked to?"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from koetsu.cli.shared.parameters import JOBS
from koetsu.cli.shared.refusal import refusal
from koetsu.cli.shared.streams import say
from koetsu.errors import ClusterError, KilledProcessError, UnreadableSourceError
from koetsu.message import Language, Message

if TYPE_CHECKING:
    from koetsu.engine.config import Configuration
    from koetsu.engine.report import FileReport, Report
    from koetsu.engine.runner import Workload

F = TypeVar("F", bound=Callable[..., Any])

EMPTY_PATH = Message(
    ja="空のパスがあります。値のない変数を使っていませんか。作業フォルダーは「.」と書きます",
    en="a path is empty, perhaps from a variable that is not set; the working directory is “.”",
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
_CLUSTER: dict[str, Message] = {
    "missing": Message(
        ja="--daskにはDaskが必要です。pip install 'koetsu[cluster]'を実行してください（{detail}）",
        en="--dask needs Dask: pip install 'koetsu[cluster]' ({detail})",
    ),
    "refused": Message(
        ja="--dask: {detail}のスケジューラーに接続できません。アドレスと、dask schedulerが動いていることを"
        "確かめてください",
        en="--dask: no scheduler answers at {detail}; check the address, and that dask scheduler is running",
    ),
    "idle": Message(
        ja="--dask: {detail}のスケジューラーにワーカーがいません。dask worker {detail}で加えてください",
        en="--dask: the scheduler at {detail} has no workers; add some with dask worker {detail}",
    ),
    "lost": Message(
        ja="--dask: {detail}のクラスターとの接続が検査の途中で切れました。キャッシュを使っていれば、"
        "そこまでの結果は残っています。クラスターを確かめて、実行し直してください",
        en="--dask: the cluster at {detail} was lost during the check; what it found is kept, unless there is"
        " no cache. Look after the cluster, and run again",
    ),
    "different": Message(
        ja="--dask: ワーカーのkoetsuがこちらと違います。同じ版を入れてください（{detail}）",
        en="--dask: a worker has no koetsu, or another one than this process; install the same versions ({detail})",
    ),
    "unseen": Message(
        ja="--dask: ワーカーから{detail}が見えません。記事を共有フォルダーに置き、どの計算機でも同じパスにしてください",
        en="--dask: a worker does not see {detail}; the articles must lie on a shared disk, under the same path"
        " everywhere",
    ),
}
_WORKLOAD = Message(
    ja="{files}ファイル（うち{known}ファイルはキャッシュにあります）、プロセス数{processes}",
    en="files: {files}; of these known from the cache: {known}; processes: {processes}",
)
_WORKLOAD_UNCACHED = Message(
    ja="{files}ファイル（キャッシュは使いません）、プロセス数{processes}",
    en="files: {files}; without cache; processes: {processes}",
)

_OPTIONS = (
    click.option("--force-exclude", is_flag=True, help="Leave out excluded files even if they are named, as hooks do."),
    click.option("--pass-on-no-files", is_flag=True, help="Exit with 0 where there is no file to check."),
    click.option("--jobs", type=JOBS, help="How many processes; one a processor unless configured."),
    click.option("--dask", metavar="ADDRESS", help="Check on a Dask cluster: the address of its scheduler."),
    click.option("--no-cache", is_flag=True, help="Neither read nor write results of earlier runs."),
    click.option("-v", "--verbose", is_flag=True, help="Say on standard error what is done and with what."),
)


def run_options(command: F) -> F:
    """Give a command the options that say which files are checked, and by what means."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


class Found(NamedTuple):
    """What there is to check."""

    files: list[Path]
    closed: list[UnreadableSourceError]
    """Files and folders that could not be looked into."""
    folders: list[Path]
    """Those of the paths that are folders: of what lies below them nothing was passed over but what is excluded."""

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing of which a report could tell."""
        return not self.files and not self.closed


def find(paths: tuple[str, ...], configuration: Configuration, options: Mapping[str, Any], language: Language) -> Found:
    """The files that paths mean, the working directory unless there are any; says so if there is none."""
    from koetsu.engine.discovery import discover

    if "" in paths:
        raise refusal(EMPTY_PATH, language)
    paths = paths or (".",)
    closed: list[UnreadableSourceError] = []
    files = discover(
        [Path(path) for path in paths],
        configuration,
        options["force_exclude"],
        unreadable=closed,
        language=language,
    )
    # Not Path.is_dir, which raises where rights are missing.
    found = Found(files, closed, [Path(path) for path in paths if os.path.isdir(path)])  # noqa: PTH112
    if found.is_empty and not options["pass_on_no_files"]:
        say(_NO_FILE.format(language, {"paths": [*paths]}, {}))
    return found


def check(
    found: Found,
    configuration: Configuration,
    options: Mapping[str, Any],
    language: Language,
    text: Callable[[Path], bytes | None] | None = None,
    *,
    site: bool = False,
    others: Sequence[Path] = (),
    heard: Callable[[FileReport], None] | None = None,
) -> Report:
    """What a run over the files finds, with the cache of the working directory unless it is not wanted.

    ``text`` says what a file is to be taken to hold, where that is not what stands on the disk. With ``site``, the
    files are compared as well, with each other and with ``others``. ``heard`` is told of files as soon as they are
    checked.
    """
    from koetsu.engine.cache import Cache
    from koetsu.engine.runner import run

    wants_cache = configuration.run.cache and not options["no_cache"]
    cache = Cache.of(Path.cwd()) if wants_cache else None

    def announce(workload: Workload) -> None:
        said = _WORKLOAD_UNCACHED if cache is None else _WORKLOAD
        say(said.format(language, workload._asdict(), {}))

    try:
        return run(
            found.files,
            configuration,
            jobs=options["jobs"] or configuration.run.jobs,
            cache=cache,
            progress=True,
            text=text,
            closed=found.closed,
            announce=announce if options["verbose"] else None,
            site=site,
            others=others,
            dask=options.get("dask"),
            heard=heard,
        )
    except KilledProcessError:
        raise refusal(_KILLED, language) from None
    except ClusterError as error:
        raise refusal(_CLUSTER[error.reason], language, detail=error.detail) from None
