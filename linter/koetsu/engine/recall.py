"""Which part of a run is known from earlier runs?"""

from __future__ import annotations

from collections.abc import Iterable

import msgspec

from koetsu.engine.cache import Cache, KeyMaker
from koetsu.engine.registry import load_registry
from koetsu.engine.work import Result, Task, digest_key, finding_key
from koetsu.errors import UnreadableSourceError

Encoded = bytes | msgspec.Raw

_DIGESTS = "site"


class Recall:
    """What is known of the files of a run: at first from the cache, in the end all of it."""

    def __init__(self, tasks: Iterable[Task], cache: Cache | None) -> None:
        self._tasks = list(tasks)
        self.findings: dict[int, Encoded] = {}
        """By the number of the task."""
        self.digests: dict[int, Encoded] = {}
        self._cache = cache
        # In a file of their own: they are larger than all findings, and most runs have no use for them.
        self._site_cache = cache.beside(_DIGESTS) if cache and any(task.digests for task in self._tasks) else None
        self._look_up()
        self.missing = [left for left in map(self._left, self._tasks) if left is not None]
        """What is to be done still."""

    def take(self, result: Result) -> None:
        """Keep what came out of a task."""
        if result.findings is not None:
            self.findings[result.number] = result.findings
            if self._cache is not None and result.key is not None:
                self._cache.put(result.key, result.findings)
        if result.digest is not None:
            self.digests[result.number] = result.digest
            if self._site_cache is not None and result.digest_key is not None:
                self._site_cache.put(result.digest_key, result.digest)

    def save(self) -> None:
        """Write what was made for later runs."""
        for cache in (self._cache, self._site_cache):
            if cache is not None:
                cache.save()

    def _look_up(self) -> None:
        caches = [cache for cache in (self._cache, self._site_cache) if cache is not None]
        if all(cache.is_empty for cache in caches):
            return
        keys = KeyMaker(load_registry().stamp)
        for task in self._tasks:
            try:
                data = task.read()
            except UnreadableSourceError:
                continue  # whoever checks it says so
            if self._cache is not None and task.lints and not self._cache.is_empty:
                _put(self.findings, task, self._cache.get(finding_key(keys, task, data)))
            if self._site_cache is not None and task.digests and not self._site_cache.is_empty:
                _put(self.digests, task, self._site_cache.get(digest_key(keys, task, data)))

    def _left(self, task: Task) -> Task | None:
        lints = task.lints and task.number not in self.findings
        digests = task.digests and task.number not in self.digests
        return task._replace(lints=lints, digests=digests) if lints or digests else None


def _put(known: dict[int, Encoded], task: Task, encoded: msgspec.Raw | None) -> None:
    if encoded is not None:
        known[task.number] = encoded
