"""In which steps does a run go from files to a report?"""

# os.path and not Path: this is done for every file of a site, and Path costs ten times as much.
# ruff: noqa: PTH117, PTH118

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from koetsu.engine.cache import Cache
from koetsu.engine.faults import unreadable_folder
from koetsu.engine.pool import Pool, available_processors
from koetsu.engine.progress import progress_bar
from koetsu.engine.recall import Recall
from koetsu.engine.report import FileReport, Report
from koetsu.engine.work import Task, check_data, report_of
from koetsu.errors import UnreadableSourceError
from koetsu.text.source import Source

if TYPE_CHECKING:
    from koetsu.diagnostic import Diagnostic
    from koetsu.engine.cluster import Cluster
    from koetsu.engine.config import Configuration
    from koetsu.engine.site.comparison import Comparison, Member


class Workload(NamedTuple):
    """What a run is about to do."""

    files: int
    known: int
    """How many of the files were checked before, text and settings being the same."""
    processes: int
    """How many check the others."""


def run(
    files: Sequence[Path],
    configuration: Configuration,
    *,
    jobs: int | None = None,
    cache: Cache | None = None,
    progress: bool = False,
    stdin: tuple[str, bytes] | None = None,
    text: Callable[[Path], bytes | None] | None = None,
    closed: Sequence[UnreadableSourceError] = (),
    announce: Callable[[Workload], None] | None = None,
    advanced: Callable[[int], None] | None = None,
    site: bool = False,
    others: Sequence[Path] = (),
    dask: str | None = None,
    gathered: list[Member] | None = None,
    heard: Callable[[FileReport], None] | None = None,
) -> Report:
    """Check files, and the text that came through standard input with the name that it goes by.

    ``jobs`` is the largest number of processes, by default as many as there are processors. ``text`` says what a file
    is to be taken to hold, where that is not what stands on the disk. ``closed`` tells of folders
    that could not be looked into; the report names them after the files. ``announce`` is told beforehand what there is
    to do. ``advanced`` is told how many more files are done, whenever some are; what it raises ends the run, and what
    was found until then is in the cache. With ``site``, the files are compared as well: with each other, and with
    ``others``, which are not checked themselves; the report names only those of them in which the comparison found
    anything. ``dask`` is the address of the scheduler of a Dask cluster, whose workers check the files instead. To
    ``gathered``, what the files are compared by is added, for whoever compares them later and more often. ``heard`` is
    told what was found in a file as soon as that is known, before the files are compared; not of files known from an
    earlier run.
    """
    tasks = [_task(number, file, configuration, text) for number, file in enumerate(files)]
    if site or gathered is not None:
        tasks = [task._replace(digests=True) for task in tasks]
        tasks += [_other(number, file, configuration, text) for number, file in enumerate(others, len(tasks))]
    recall = Recall(tasks, cache)
    pool = _pool(recall.missing, jobs, dask)
    if announce is not None:
        announce(Workload(len(tasks), len(tasks) - len(recall.missing), pool.processes))
    try:
        with progress_bar(len(recall.missing), wanted=progress) as advance:
            for result in pool.check(advance):
                recall.take(result)
                if heard is not None and result.findings is not None:
                    heard(report_of(tasks[result.number], result.findings))
                if advanced is not None:
                    advanced(1)
    finally:
        recall.save()
    # Taken out one by one, so that very many findings are not held twice.
    reports = [report_of(task, recall.findings.pop(task.number)) for task in tasks if task.lints]
    comparison: Comparison | None = None
    if gathered is not None:
        gathered += _members(tasks, recall)
    elif site:
        comparison = _compare(_members(tasks, recall), configuration)
    if comparison is not None:
        reports = _with_compared(tasks, reports, comparison)
    sources = _sources(tasks, reports)
    reports += [_report_of_closed(error, configuration) for error in closed]
    if stdin is not None:
        report, source = _check_stdin(*stdin, configuration)
        reports.append(report)
        sources |= source
    if comparison is None:
        return Report(reports, configuration.registry.rules, configuration.run.fail_on, sources)
    reports += _report_of_faults(comparison.faults, configuration)
    compared = {task.path: task.file for task in tasks}
    return Report(
        reports, configuration.registry.rules, configuration.run.fail_on, sources, comparison.corpus, compared
    )


def _pool(tasks: Sequence[Task], jobs: int | None, dask: str | None) -> Pool | Cluster:
    """Whoever checks the files."""
    if dask is None:
        return Pool(tasks, jobs or available_processors())
    from koetsu.engine.cluster import Cluster

    return Cluster(tasks, dask)


def _members(tasks: Iterable[Task], recall: Recall) -> list[Member]:
    """The files that could be read, with what they are compared by."""
    from koetsu.engine.site.comparison import Member
    from koetsu.engine.site.digest import decode

    return [
        Member(decode(recall.digests.pop(task.number)), task.settings, task.source)
        for task in tasks
        if task.number in recall.digests
    ]


def _compare(members: list[Member], configuration: Configuration) -> Comparison:
    from koetsu.engine.site.comparison import compare
    from koetsu.engine.site.out_of_core import finder_for
    from koetsu.text.corpus import Corpus

    finder = finder_for(sum(len(member.digest.summary.sentences) for member in members))
    return compare(Corpus((member.digest.summary for member in members), finder), members, configuration)


def _with_compared(tasks: Iterable[Task], reports: Iterable[FileReport], comparison: Comparison) -> list[FileReport]:
    """The reports with what the comparison found, and those of the other files in which it found anything."""
    from koetsu.engine.site.comparison import joined

    others = [
        FileReport(task.path, task.file, [], {}, was_checked=False)
        for task in tasks
        if not task.lints and task.path in comparison.found
    ]
    return [joined(report, comparison.found.get(report.path)) for report in (*reports, *others)]


def shown_path(file: str | os.PathLike[str], working_directory: str | os.PathLike[str]) -> str:
    """The path of a file as every output shows it: relative to the working directory, with ``/``."""
    path = os.fspath(file)
    with suppress(ValueError):  # of a file on another drive
        # A relative path counts from the working directory already; behind ".." it may lead back into it.
        path = os.path.normpath(path)
        if os.path.isabs(path) or path.startswith(os.pardir):
            path = os.path.relpath(os.path.join(working_directory, path), working_directory)
    # A name that is no UTF-8 cannot be written in any output.
    return os.fsencode(path.replace(os.sep, "/")).decode("utf-8", "replace")


def _task(number: int, file: Path, configuration: Configuration, text: Callable[[Path], bytes | None] | None) -> Task:
    folder = str(configuration.working_directory)
    name = str(file)
    data = text(file) if text is not None else None
    return Task(number, os.path.join(folder, name), shown_path(name, folder), configuration.settings(file), data)


def _other(number: int, file: Path, configuration: Configuration, text: Callable[[Path], bytes | None] | None) -> Task:
    """The task of a file that is only compared."""
    return _task(number, file, configuration, text)._replace(lints=False, digests=True)


def _sources(tasks: Iterable[Task], reports: Sequence[FileReport]) -> dict[str, Source]:
    """The texts, by path, of the files of which findings speak and that were not read from the disk."""
    wanted = {report.path for report in reports if report.diagnostics or report.held}
    wanted.update(path for report in reports for path in report.elsewhere)
    sources = {}
    for task in tasks:
        if task.data is not None and task.path in wanted:
            with suppress(UnreadableSourceError):
                sources[task.path] = task.source()
    return sources


def _report_of_faults(faults: list[Diagnostic], configuration: Configuration) -> list[FileReport]:
    """What says that rules could not compare the files; it stands in none of them."""
    folder = str(configuration.working_directory)
    return [FileReport(".", folder, faults, {0: (0, 0)}, is_article=False)] if faults else []


def _report_of_closed(error: UnreadableSourceError, configuration: Configuration) -> FileReport:
    folder = configuration.working_directory
    file = os.path.join(folder, error.path)
    return FileReport(shown_path(error.path, folder), file, [unreadable_folder(error)], {0: (0, 0)})


def _check_stdin(name: str, data: bytes, configuration: Configuration) -> tuple[FileReport, Mapping[str, Source]]:
    task = Task(0, "", name, configuration.settings(Path(name)))
    findings = check_data(task, data).findings
    assert findings is not None
    report = report_of(task, findings)
    try:
        return report, {name: Source.decode(name, data)}
    except UnreadableSourceError:
        return report, {}
