"""How are the types of the protocol loaded in time for an editor that waits?"""

from __future__ import annotations

from functools import partial


def load_quickly() -> None:
    """Load them without what the server never does with them: to compare two of them, to print one.

    A third of the time in which nothing else happens goes into compiling that for each of five hundred classes. Has an
    effect only where nobody has loaded them before.
    """
    import attrs

    define = attrs.define
    attrs.define = partial(define, eq=False, repr=False)
    try:
        from lsprotocol import types  # noqa: F401
    finally:
        attrs.define = define
