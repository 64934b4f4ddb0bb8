"""When is a document checked, and which result counts?

One thread checks, one document after the other, always the text as it is when its turn has come. So a fast typist
never waits for old work, and a result that a newer version has overtaken is never seen.
"""

from __future__ import annotations

import asyncio
import gc
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import NamedTuple, TypeVar

from koetsu.errors import KoetsuError
from koetsu.lsp.documents import Buffer
from koetsu.lsp.session import Found, Place, Session

T = TypeVar("T")


class Result(NamedTuple):
    """What was found in one version of a document."""

    place: Place
    version: int | None
    state: int
    """Of the buffer."""
    found: Found
    age: int
    """How often the configuration had been read anew."""


class Checking:
    """The results of the open documents."""

    def __init__(self, session: Session, failed: Callable[[KoetsuError, Place], None]) -> None:
        self._session = session
        self._failed = failed
        self._thread = ThreadPoolExecutor(1, "koetsu-check")
        self._other_thread = ThreadPoolExecutor(1, "koetsu-overview")
        self._turn = asyncio.Lock()
        self._results: dict[str, Result] = {}
        self._age = 0

    def warm_up(self) -> None:
        """Begin to load what the first check needs, while the editor and the server still greet each other."""
        self._thread.submit(self._warm_up)

    def _warm_up(self) -> None:
        self._session.warm_up()
        # What is there by now stays: nobody has to look for garbage in it ever again.
        gc.freeze()
        gc.enable()

    def forget(self, uri: str) -> None:
        """Forget a document that was closed."""
        self._results.pop(uri, None)

    def reload(self) -> None:
        """Forget what depends on configuration files."""
        self._age += 1
        self._session.reload()

    def latest(self, buffer: Buffer) -> Result | None:
        """What was found in the very text that stands in a buffer, if it was checked."""
        result = self._results.get(buffer.uri)
        return result if result is not None and self._counts(result, buffer) else None

    async def result(self, buffer: Buffer, place: Place) -> Result:
        """What is found in the text of a buffer, which may change meanwhile: the result is that of the last version."""
        while True:
            async with self._turn:
                known = self.latest(buffer)
                if known is not None:
                    return known
                version, state, age, text = buffer.version, buffer.state, self._age, buffer.source
                try:
                    found = await self.in_thread(self._session.check, place, text)
                except KoetsuError as error:
                    self._failed(error, place)
                    found = Found(self._session.source(place, text), [], {})
                self._results[buffer.uri] = Result(place, version, state, found, age)

    async def in_thread(self, work: Callable[..., T], *arguments: object) -> T:
        """Do work beside the protocol, when the thread is free."""
        return await asyncio.get_running_loop().run_in_executor(self._thread, work, *arguments)

    async def in_background(self, work: Callable[..., T], *arguments: object) -> T:
        """Do long work that may not keep the open documents waiting."""
        return await asyncio.get_running_loop().run_in_executor(self._other_thread, work, *arguments)

    def close(self) -> None:
        """End the threads, without waiting for what nobody will see."""
        for thread in (self._thread, self._other_thread):
            thread.shutdown(wait=False, cancel_futures=True)

    def _counts(self, result: Result, buffer: Buffer) -> bool:
        return result.state == buffer.state and result.age == self._age
