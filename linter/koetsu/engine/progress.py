"""How far is a long run?"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager

_PATIENCE = 0.7
"""Seconds after which a run is long enough to show that it moves."""


@contextmanager
def progress_bar(total: int, *, wanted: bool) -> Iterator[Callable[[int], None]]:
    """What to tell of every step; a bar on standard error appears if that is a terminal and the run takes a while.

    It says how many steps are done, how many a second, and how long the others will take.
    """
    if not wanted or not sys.stderr.isatty():
        yield _say_nothing
        return
    with ExitStack() as stack:
        yield _Bar(total, stack).advance


class _Bar:
    def __init__(self, total: int, stack: ExitStack) -> None:
        self._total = total
        self._stack = stack
        self._started = time.monotonic()
        self._done = 0
        self._draw: Callable[[int], None] | None = None

    def advance(self, steps: int) -> None:
        self._done += steps
        if self._draw is None and time.monotonic() - self._started > _PATIENCE:
            self._draw = self._open()
        if self._draw is not None:
            self._draw(self._done)

    def _open(self) -> Callable[[int], None]:
        from rich.console import Console
        from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

        # Numbers only: 1234/2500  310/s  0:00:04. They are the same in every language.
        rate = TextColumn("{task.fields[rate]:.0f}/s")
        columns = BarColumn(), MofNCompleteColumn(), rate, TimeRemainingColumn()
        bar = Progress(*columns, console=Console(stderr=True), transient=True)
        self._stack.enter_context(bar)
        number = bar.add_task("", total=self._total, rate=0.0)

        def draw(done: int) -> None:
            bar.update(number, completed=done, rate=done / max(time.monotonic() - self._started, _PATIENCE))

        return draw


def _say_nothing(steps: int) -> None:
    """Where no one looks."""
