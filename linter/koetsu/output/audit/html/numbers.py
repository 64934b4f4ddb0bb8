"""How are numbers written for people?"""

from __future__ import annotations

from math import floor, log10


def number(value: int) -> str:
    """A count, with commas."""
    return f"{value:,}"


def rate(value: float) -> str:
    """How many there are for each; with two figures that tell, mostly."""
    return "0" if not value else f"{value:,.2f}" if value < 1 else f"{value:,.1f}"


def percent(part: float, whole: float = 1) -> str:
    """A share, never rounded to nothing or to all."""
    if not whole:
        return "–"
    share = 100 * part / whole
    if 0 < share < 10:
        return f"{max(share, 0.1):.1f}%"
    return f"{min(share, 99):.0f}%" if share < 100 else "100%"


def signed(value: int) -> str:
    """A change; ± where there is none."""
    return f"+{value:,}" if value > 0 else f"−{-value:,}" if value < 0 else "±0"


def round_top(value: float) -> float:
    """A round number that is not below this one, on which a scale can end."""
    if value <= 0:
        return 1
    magnitude = float(10 ** floor(log10(value)))
    return next(step * magnitude for step in (1, 1.5, 2, 3, 4, 5, 6, 8, 10) if step * magnitude >= value)
