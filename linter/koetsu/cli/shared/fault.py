"""What is said when koetsu itself is at fault?"""

from __future__ import annotations

import platform
import traceback
from importlib.metadata import version

from koetsu.cli.shared.streams import say


def confess(error: Exception, *, verbose: bool) -> None:
    """Say that it is not the user's fault, and what a report should hold."""
    if verbose:
        say("".join(traceback.format_exception(error)).rstrip())
    words = " ".join(str(error).split())[:300]
    say(f"koetsu failed: {type(error).__name__}: {words}")
    say("This is a fault of koetsu, not of your text. Please report it with the line above, the command that you ran")
    say(f"and this: koetsu {version('koetsu')}, Python {platform.python_version()}, {platform.system()}.")
    if not verbose:
        say("Run it again with --verbose to see where it happened.")
