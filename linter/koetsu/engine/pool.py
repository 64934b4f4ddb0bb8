"""How is the work shared between processes?"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from koetsu.engine.garbage import garbage_of_documents, look_for_garbage_seldom
from koetsu.engine.work import Result, Task, check_tasks
from koetsu.errors import KilledProcessError

if TYPE_CHECKING:
    from concurrent.futures import ProcessPoolExecutor

WORTH_A_POOL = 6_000_000
"""Bytes of text below which starting processes takes longer than they save."""

_CHUNKS_A_PROCESS = 16
_SMALLEST_CHUNK = 100_000

Advance = Callable[[int], None]
"""Told how many files are done, whenever some are."""


class Pool:
    """The processes that check some files: up to ``jobs``, and no more than are worth it."""

    def __init__(self, tasks: Sequence[Task], jobs: int) -> None:
        self._tasks = tasks
        self._sizes = sizes_of(tasks)
        self._total = sum(self._sizes.values())
        self.processes = min(jobs, len(tasks)) if self._total >= WORTH_A_POOL else 1
        """How many there are; 1 is this process itself."""

    def check(self, advance: Advance) -> Iterator[Result]:
        """Check the files, in no certain order.

        Raises KilledProcessError if one of the processes is killed.
        """
        if self.processes < 2:
            with garbage_of_documents():
                for task in self._tasks:
                    yield from check_tasks([task])
                    advance(1)
            return
        with _processes(self.processes) as executor:
            yield from _collect(executor, list(chunks(self._tasks, self._sizes, self.processes)), advance)


def available_processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _collect(executor: ProcessPoolExecutor, shares: Sequence[Sequence[Task]], advance: Advance) -> Iterator[Result]:
    from concurrent.futures import as_completed
    from concurrent.futures.process import BrokenProcessPool

    try:
        with _interrupts_ignored():  # a process inherits it: on Ctrl-C only this one speaks
            futures = [executor.submit(check_tasks, share) for share in shares]
        for future in as_completed(futures):
            results = future.result()
            yield from results
            advance(len(results))
    except BrokenProcessPool as error:
        raise KilledProcessError("a process that checked files was killed") from error


@contextmanager
def _processes(jobs: int) -> Iterator[ProcessPoolExecutor]:
    from concurrent.futures import ProcessPoolExecutor
    from multiprocessing import active_children, get_all_start_methods, get_context

    # Never fork: threads of the host (an editor, a test) would be copied in the middle of their work.
    method = "forkserver" if "forkserver" in get_all_start_methods() else "spawn"
    context = get_context(method)
    if method == "forkserver":
        context.set_forkserver_preload(["__main__", "koetsu.engine.work", "koetsu.text.document"])
    others = set(active_children())
    executor = ProcessPoolExecutor(jobs, context, initializer=_start_process)
    try:
        with _ends_in_order():
            yield executor
    except (KeyboardInterrupt, SystemExit, GeneratorExit):
        # They ignore it themselves, and no one will read what they would still find.
        for process in set(active_children()) - others:
            process.terminate()
            process.join()
        # One that ended in the middle of a result leaves a reader who waits for the rest as long as anyone could write.
        executor._result_queue._writer.close()  # type: ignore[attr-defined]
        raise
    finally:
        executor.shutdown(wait=True, cancel_futures=True)


def chunks(tasks: Sequence[Task], sizes: dict[int, int], processes: int) -> Iterator[list[Task]]:
    """Shares of about the same size, those with the largest files first, so that no process is late at the end."""
    size = max(sum(sizes.values()) // (processes * _CHUNKS_A_PROCESS), _SMALLEST_CHUNK)
    chunk: list[Task] = []
    filled = 0
    for task in sorted(tasks, key=lambda task: -sizes[task.number]):
        chunk.append(task)
        filled += sizes[task.number]
        if filled >= size:
            yield chunk
            chunk, filled = [], 0
    if chunk:
        yield chunk


def sizes_of(tasks: Sequence[Task]) -> dict[int, int]:
    """By the numbers of tasks, how many bytes their files have."""
    return {task.number: _size(task.file) for task in tasks}


def _size(file: str) -> int:
    try:
        return Path(file).stat().st_size
    except (OSError, ValueError):
        return 0


def _start_process() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    look_for_garbage_seldom()


@contextmanager
def _ends_in_order() -> Iterator[None]:
    """A request to end (SIGTERM) ends the processes as well, unless the host of this one has plans of its own."""
    main = threading.current_thread() is threading.main_thread()
    if not main or signal.getsignal(signal.SIGTERM) != signal.SIG_DFL:
        yield
        return

    def end(number: int, _: object) -> None:
        raise SystemExit(128 + number)

    signal.signal(signal.SIGTERM, end)
    try:
        yield
    finally:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)


@contextmanager
def _interrupts_ignored() -> Iterator[None]:
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
