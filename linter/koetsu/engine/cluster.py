"""How is the work shared between the machines of a Dask cluster?

Paths go to the scheduler and results come back, never a text: the workers read the files themselves, under the same
paths. What a file's result is, only its text, its path, its settings and the versions say, so it does not matter on
which worker, or how often, a file is checked.
"""

from __future__ import annotations

import asyncio
import concurrent.futures
import logging
import os
from collections.abc import Iterator, Sequence
from threading import Lock
from typing import TYPE_CHECKING, Any

from koetsu.engine.faults import UnreadableFile
from koetsu.engine.pool import Advance, chunks, sizes_of
from koetsu.engine.registry import load_registry
from koetsu.engine.work import Result, Task, check_tasks, decode
from koetsu.errors import ClusterError
from koetsu.text.pattern import pattern

if TYPE_CHECKING:
    from distributed import Client

CONNECTION_SECONDS = 5
"""How long a scheduler is waited for."""

_PATIENCE_SECONDS = 20
"""How long a result may take before someone looks whether there are workers left."""

_ADDRESS = pattern(r"(?:(?:tcp|tls|ucx|wss?)://)?[^/\s]+:\d+")
_LOCK = Lock()
_DIFFERENT = "different koetsu"


class Cluster:
    """The workers of a running Dask cluster that check some files; the extra ``[cluster]`` brings what it takes."""

    def __init__(self, tasks: Sequence[Task], address: str) -> None:
        """Connects to the scheduler, unless there is nothing to do. Raises ClusterError."""
        self._address = address
        # A text that stands on no disk is checked here: it goes to no other machine.
        self._own = [task for task in tasks if task.data is not None]
        self._tasks = [task for task in tasks if task.data is None]
        self._client = self._connect() if self._tasks else None
        self.processes = self._threads()
        """How many threads the workers have together."""

    def check(self, advance: Advance) -> Iterator[Result]:
        """Check the files, in no certain order. Raises ClusterError."""
        for task in self._own:
            yield from check_tasks([task])
            advance(1)
        if self._client is None:
            return
        with self._client:
            for results in self._results(self._client):
                yield from results
                advance(len(results))

    def _connect(self) -> Client:
        try:
            from distributed import Client
        except ImportError as error:
            raise ClusterError("missing", str(error)) from error
        if not _ADDRESS.fullmatch(self._address):
            raise ClusterError("refused", self._address)
        for name in ("distributed", "tornado", "asyncio"):
            logging.getLogger(name).setLevel(logging.CRITICAL)  # what they have to say is said by us, once
        try:
            return Client(self._address, timeout=CONNECTION_SECONDS)
        except (OSError, ValueError) as error:
            raise ClusterError("refused", self._address) from error

    def _threads(self) -> int:
        if self._client is None:
            return 1
        threads: int = sum(self._client.nthreads().values())
        if not threads:
            self._client.close()
            raise ClusterError("idle", self._address)
        return threads

    def _results(self, client: Client) -> Iterator[list[Result]]:
        from distributed import wait

        stamp, versions = load_registry().stamp, _versions()
        by_number = {task.number: task for task in self._tasks}
        shares = list(chunks(self._tasks, sizes_of(self._tasks), self.processes))
        futures = client.map(check_as, shares, stamp=stamp, versions=versions, pure=False, batch_size=len(shares))
        waiting = set(futures)
        try:
            while waiting:
                try:
                    done, waiting = wait(waiting, timeout=_PATIENCE_SECONDS, return_when="FIRST_COMPLETED")
                except TimeoutError:
                    self._threads()  # whether there is anyone left to wait for
                    continue
                for future in done:
                    results = self._result(future)
                    future.release()
                    for result in results:
                        self._verify_seen(by_number[result.number], result)
                    yield results
        except (OSError, asyncio.CancelledError, concurrent.futures.CancelledError) as error:
            raise ClusterError("lost", self._address) from error
        finally:
            if client.status == "running" and waiting:
                client.cancel(list(waiting), force=True)

    def _result(self, future: Any) -> list[Result]:
        from distributed import KilledWorker

        try:
            results: list[Result] = future.result()
        except KilledWorker as error:
            raise ClusterError("lost", self._address) from error
        except (ImportError, AttributeError) as error:
            raise ClusterError("different", str(error)) from error
        except ValueError as error:
            if _DIFFERENT in str(error):
                raise ClusterError("different", str(error).removeprefix(f"{_DIFFERENT}: ")) from error
            raise
        return results

    def _verify_seen(self, task: Task, result: Result) -> None:
        """Raise ClusterError for a file that is here and that a worker found missing."""
        if result.key is None and result.findings is not None and os.path.exists(task.file):  # noqa: PTH110
            for found in decode(result.findings).diagnostics:
                if found.rule == UnreadableFile.code and found.message == "missing":
                    raise ClusterError("unseen", task.file)


def check_as(tasks: Sequence[Task], stamp: str, versions: str) -> list[Result]:
    """Check some files on a worker that has the koetsu of the caller, whose cache the results may go to.

    Raises ValueError where it has another one.
    """
    own = _versions()
    if own != versions:
        raise ValueError(f"{_DIFFERENT}: {own}; {versions}")
    with _LOCK:  # the rules and the dictionary are made for one thread a process
        return check_tasks(tasks, stamp)


def _versions() -> str:
    """koetsu, the packages of rules and the dictionary, each with its version: what findings depend on."""
    return ", ".join(f"{name} {version}" for name, version in sorted(load_registry().versions.items()))
