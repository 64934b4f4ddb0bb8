"""What does a command cost in time and in memory?"""

from __future__ import annotations

import os
import subprocess
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple


class Cost(NamedTuple):
    """What one run took."""

    seconds: float
    processor_seconds: float
    peak: int
    """Kibibytes of the largest process."""
    status: int


class Tool(NamedTuple):
    """A program that takes part, and how it is called for each kind of work."""

    name: str
    cold: Sequence[str]
    """Without a cache."""
    warm: Sequence[str]
    """With a cache that holds everything."""
    single: Sequence[str]
    """For one file, whose name is appended."""


def run(command: Sequence[str], folder: Path, environment: Mapping[str, str], sampled: bool = False) -> Cost:
    """One run of a command, its output written to a file as in a pipeline.

    ``sampled`` also asks every process of the command for its peak again and again, which costs a little time and
    finds those that nobody waits for, such as the helpers of a fork server.
    """
    with (folder / ".output").open("wb") as output:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=dict(environment), stdout=output, stderr=output, start_new_session=True
        )
        peak = _sampled_peak(process.pid) if sampled else 0
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    peak = max(peak, usage.ru_maxrss)
    return Cost(seconds, usage.ru_utime + usage.ru_stime, peak, process.returncode)


def _sampled_peak(session: int) -> int:
    peak = 0
    while os.waitid(os.P_PID, session, os.WEXITED | os.WNOHANG | os.WNOWAIT) is None:
        for status in Path("/proc").glob("[0-9]*/status"):
            try:
                if os.getsid(int(status.parent.name)) == session:
                    peak = max(peak, _high_water(status.read_text(encoding="utf-8")))
            except (OSError, ValueError):
                continue  # gone between the two looks
        time.sleep(0.02)
    return peak


def _high_water(status: str) -> int:
    line = next((line for line in status.splitlines() if line.startswith("VmHWM:")), "VmHWM: 0 kB")
    return int(line.split()[1])


def interleaved(
    commands: Mapping[str, Sequence[str]], folder: Path, environment: Mapping[str, str], rounds: int
) -> dict[str, list[float]]:
    """Seconds of each command, one run of every command a round, so that a busy machine is unfair to none."""
    seconds: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            seconds[name].append(run(command, folder, environment).seconds)
    return seconds


def shown(seconds: Sequence[float]) -> str:
    """The least and the median of some times."""
    if not seconds:
        return "-"
    factor, unit, digits = (1, "s", 2) if min(seconds) >= 0.1 else (1000, "ms", 1)
    return f"{min(seconds) * factor:.{digits}f} ({median(seconds) * factor:.{digits}f}) {unit}"
