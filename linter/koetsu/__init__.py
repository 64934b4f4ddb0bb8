"""What a rule author speaks: the names of ``vocabulary``."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from koetsu.vocabulary import *  # noqa: F403


def __getattr__(name: str) -> object:
    # Imported when the first rule asks: the command must have started before, so that it can be interrupted in peace.
    from importlib import import_module

    return getattr(import_module("koetsu.vocabulary"), name)
