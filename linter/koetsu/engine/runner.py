"""In which steps does a run go from files to a report?"""

# os.path and not Path: this is done for every file of a site, and Path costs ten times as much.
# ruff: noqa: PTH117, PTH118

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from koetsu.engine.cache import Cache, KeyMaker
from koetsu.engine.faults import unreadable_folder
from koetsu.engine.pool import Pool, available_processors
from koetsu.engine.progress import progress_bar
from koetsu.engine.registry import load_registry
from koetsu.engine.report import FileReport, Report
from koetsu.engine.work import Task, check_data, report_of
from koetsu.errors import UnreadableSourceError
from koetsu.text.source import Source

if TYPE_CHECKING:
    from koetsu.engine.config import Configuration

Encoded = bytes | msgspec.Raw


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
) -> Report:
    """Check files, and the text that came through standard input with the name that it goes by.

    ``jobs`` is the largest number of processes, by default as many as there are processors. ``text`` says what a file
    is to be taken to hold, where that is not what stands on the disk. ``closed`` tells of folders
    that could not be looked into; the report names them after the files. ``announce`` is told beforehand what there is
    to do. ``advanced`` is told how many more files are done, whenever some are; what it raises ends the run, and what
    was found until then is in the cache.
    """
    tasks = [_task(number, file, configuration, text) for number, file in enumerate(files)]
    found = _look_up(tasks, cache)
    missing = [task for task in tasks if task.number not in found]
    pool = Pool(missing, jobs or available_processors())
    if announce is not None:
        announce(Workload(len(tasks), len(found), pool.processes))
    try:
        with progress_bar(len(missing), wanted=progress) as advance:
            for result in pool.check(advance):
                found[result.number] = result.findings
                if cache is not None and result.key is not None:
                    cache.put(result.key, result.findings)
                if advanced is not None:
                    advanced(1)
    finally:
        if cache is not None:
            cache.save()
    # Taken out one by one, so that very many findings are not held twice.
    reports = [report_of(task, found.pop(task.number)) for task in tasks]
    sources = _sources(tasks, reports)
    reports += [_report_of_closed(error, configuration) for error in closed]
    if stdin is not None:
        report, source = _check_stdin(*stdin, configuration)
        reports.append(report)
        sources |= source
    return Report(reports, configuration.registry.rules, configuration.run.fail_on, sources)


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


def _sources(tasks: Iterable[Task], reports: Iterable[FileReport]) -> dict[str, Source]:
    """The texts, by path, of the files with findings that were not read from the disk."""
    sources = {}
    for task, report in zip(tasks, reports, strict=True):
        if task.data is not None and (report.diagnostics or report.held):
            with suppress(UnreadableSourceError):
                sources[task.path] = Source.decode(task.path, task.data)
    return sources


def _report_of_closed(error: UnreadableSourceError, configuration: Configuration) -> FileReport:
    folder = configuration.working_directory
    file = os.path.join(folder, error.path)
    return FileReport(shown_path(error.path, folder), file, [unreadable_folder(error)], {0: (0, 0)})


def _look_up(tasks: Sequence[Task], cache: Cache | None) -> dict[int, Encoded]:
    """The findings, by number, of the files whose very text was checked before."""
    found: dict[int, Encoded] = {}
    if cache is None or cache.is_empty:
        return found
    keys = KeyMaker(load_registry().stamp)
    for task in tasks:
        try:
            data = task.read()
        except UnreadableSourceError:
            continue  # whoever checks it says so
        encoded = cache.get(keys.key(task.settings.key(), task.path, data))
        if encoded is not None:
            found[task.number] = encoded
    return found


def _check_stdin(name: str, data: bytes, configuration: Configuration) -> tuple[FileReport, Mapping[str, Source]]:
    task = Task(0, "", name, configuration.settings(Path(name)))
    report = report_of(task, check_data(task, data).findings)
    try:
        return report, {name: Source.decode(name, data)}
    except UnreadableSourceError:
        return report, {}
