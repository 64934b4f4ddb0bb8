"""How often does Python look for garbage?"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_OBJECTS = 10_000
"""About so many objects make a document, which is garbage as a whole once it is checked: to look for garbage at every
seven hundredth, as Python does, takes a tenth of the time."""


def look_for_garbage_seldom() -> None:
    """Do so in this process from now on."""
    gc.set_threshold(_OBJECTS)


@contextmanager
def garbage_of_documents() -> Iterator[None]:
    """Do so for a while, in a process that may be someone else's."""
    before = gc.get_threshold()
    gc.set_threshold(max(before[0], _OBJECTS) if before[0] else 0)  # 0: the host wants none to be looked for
    try:
        yield
    finally:
        gc.set_threshold(*before)
