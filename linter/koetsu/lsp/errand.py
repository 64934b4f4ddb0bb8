"""How does an editor see how far long work is, and how does it end it?"""

from __future__ import annotations

import asyncio
import threading
from typing import TYPE_CHECKING
from uuid import uuid4

from lsprotocol import types

if TYPE_CHECKING:
    from koetsu.engine.runner import Workload
    from koetsu.lsp.server import KoetsuServer

_WORTH_SHOWING = 100
"""Files below which nobody has to see how far the work is, unless the editor asks for it."""


class StoppedError(Exception):
    """The editor does not want the work any more."""


class Errand:
    """Work that is done in a thread for a request of the editor."""

    def __init__(self, server: KoetsuServer, asked: types.ProgressToken | None) -> None:
        self._server = server
        self._loop = asyncio.get_running_loop()
        self._token = asked
        """By which the work is shown; None as long as it is not."""
        self._asked = asked is not None
        self._begun = False
        self._stopped = threading.Event()
        self._total = 0
        self._done = 0
        self._shown = -1
        """The last percentage."""

    def stop(self) -> None:
        """End the work at the next file."""
        self._stopped.set()

    @property
    def is_cancelled(self) -> bool:
        """Whether the user has had enough of it."""
        future = self._server.work_done_progress.tokens.get(self._token) if self._token is not None else None
        return future is not None and future.cancelled()

    def announced(self, workload: Workload) -> None:
        """Told, in the thread, what there is to do."""
        self._total += workload.files - workload.known
        if self._asked or workload.files - workload.known >= _WORTH_SHOWING:
            self._loop.call_soon_threadsafe(self._begin)

    def advanced(self, more: int) -> None:
        """Told, in the thread, how many more files are done.

        Raises StoppedError.
        """
        if self._stopped.is_set() or self.is_cancelled:
            raise StoppedError
        self._done += more
        percentage = self._done * 100 // max(self._total, 1)
        if percentage > self._shown:
            self._shown = percentage
            self._loop.call_soon_threadsafe(self._report)

    def end(self) -> None:
        """The work is done, or will not be."""
        if self._begun and self._token is not None:
            self._server.work_done_progress.end(self._token, types.WorkDoneProgressEnd())
        if self._token is not None:
            self._server.work_done_progress.tokens.pop(self._token, None)
        self._begun, self._token = False, None

    def _begin(self) -> None:
        if self._asked:
            self._show()
            return
        window = self._server.client_capabilities.window
        if self._token is None and window is not None and window.work_done_progress:
            token = str(uuid4())
            # The editor may still refuse; then nothing is shown.
            self._server.work_done_progress.create(token, lambda _: self._show(token))

    def _show(self, token: types.ProgressToken | None = None) -> None:
        if self._begun or self._stopped.is_set():
            return
        self._token = token or self._token
        if self._token is not None:
            self._begun = True
            begin = types.WorkDoneProgressBegin("koetsu", cancellable=True, percentage=0, message=self._message)
            self._server.work_done_progress.begin(self._token, begin)

    def _report(self) -> None:
        if self._begun and self._token is not None:
            report = types.WorkDoneProgressReport(cancellable=True, message=self._message, percentage=self._shown)
            self._server.work_done_progress.report(self._token, report)

    @property
    def _message(self) -> str:
        return f"{self._done}/{self._total}"
