"""How is the result of a run shown?

One module a format: each has ``render(report, view)``, which gives the text in pieces. A module that is put into this
folder is a format of that name; what several formats share lies in the folders beside them. A format never lints and
decides no exit status.
"""

from __future__ import annotations

import pkgutil
from collections.abc import Callable, Iterator
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from koetsu.message import Language

if TYPE_CHECKING:
    from koetsu.engine.report import Report


class View(NamedTuple):
    """For whom a report is shown."""

    language: Language = "en"
    """Of the sentences; names and keys are never translated."""
    width: int = 100
    """The columns of the terminal, for what a person reads."""
    colour: bool = False
    """Whether the terminal shows colours."""
    prefix: str = ""
    """From the root of the repository to the working directory, as ``docs/``: what a service needs before a path."""
    tells_held: bool = True
    """Whether a format that can mark them also tells of findings that are held back. GitHub ignores such marks."""


Render = Callable[["Report", View], Iterator[str]]
"""What a format is."""


@cache
def formats() -> tuple[str, ...]:
    """The names of all formats, in the order of the alphabet."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules(__path__) if not module.ispkg))


def format_named(name: str) -> Render:
    """The format of a name that ``formats`` lists."""
    render: Render = import_module(f"{__name__}.{name}").render
    return render
