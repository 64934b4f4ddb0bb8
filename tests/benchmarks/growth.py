"""Does the cost grow no faster than the input?"""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from worst import WORST

LIMIT = 1.5
"""How much dearer a byte of the largest size may be than one of the smallest: caches and noise have their share."""
PATIENCE = 120
"""Seconds after which a case has failed."""
_SCRIPT = Path(__file__).with_name("relint.py")


class Check(NamedTuple):
    """One worst case, checked once in a process of its own."""

    seconds: float
    peak: float
    """Gigabytes."""
    failure: str = ""


def growth_table(sizes: Sequence[float], names: Sequence[str] = ()) -> str:
    """Seconds of every worst case at each size, in megabytes, as Markdown."""
    lines = [
        f"Growth on worst cases; linear: a byte of the largest costs up to {LIMIT} times one of the smallest",
        "",
        f"| input | {' | '.join(f'{size:g} MB' for size in sizes)} | s/MB | cost of a byte | peak | verdict |",
        f"|---|{'---|' * (len(sizes) + 4)}",
    ]
    for name in names or WORST:
        lines.append(_line(name, sizes))
        print(lines[-1], file=sys.stderr, flush=True)
    return "\n".join([*lines, ""])


def _line(name: str, sizes: Sequence[float]) -> str:
    checks: list[Check] = []
    for size in sizes:
        checks.append(_check(name, size))
        if checks[-1].failure:
            break
    cells = [check.failure or f"{check.seconds:.2f}" for check in checks]
    cells += [""] * (len(sizes) - len(cells))
    return f"| {name.replace('|', chr(92) + '|')} | {' | '.join(cells)} | {' | '.join(_judged(checks, sizes))} |"


def _judged(checks: Sequence[Check], sizes: Sequence[float]) -> list[str]:
    last = checks[-1]
    if last.failure:
        return ["", "", "", "**failed**"]
    dearer = (last.seconds / sizes[-1]) / (checks[0].seconds / sizes[0])
    # What takes a few milliseconds cannot be compared.
    is_linear = dearer <= LIMIT or last.seconds < 0.05
    verdict = "linear" if is_linear else "**superlinear**"
    return [f"{last.seconds / sizes[-1]:.3f}", f"{dearer:.2f} x", f"{last.peak:.2f} GB", verdict]


def _check(name: str, size: float) -> Check:
    command = [sys.executable, str(_SCRIPT), name, str(int(size * 1e6))]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=PATIENCE, check=False)
    except subprocess.TimeoutExpired:
        return Check(0.0, 0.0, f"> {PATIENCE} s")
    if done.returncode:
        return Check(0.0, 0.0, (done.stderr.strip() or f"exit {done.returncode}").splitlines()[-1][:80])
    seconds, peak = done.stdout.split()
    return Check(float(seconds), int(peak) / 1024**2)
