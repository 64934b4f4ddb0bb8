"""How is the language server started?"""

from __future__ import annotations

import gc
import logging
import os
import sys
from typing import BinaryIO

import click

from koetsu.engine.garbage import look_for_garbage_seldom
from koetsu.lsp.loading import load_quickly


@click.command()
@click.option("-v", "--verbose", is_flag=True, help="Say on standard error what the editor asks.")
def command(verbose: bool) -> int:
    """Start the language server, which speaks to an editor through standard input and output.

    Editors start it themselves; how, the README says for each of them.
    """
    # What is loaded at the start is never garbage; the server looks for some once it is warm.
    gc.disable()
    look_for_garbage_seldom()
    if not verbose:  # what is said there are those very types
        load_quickly()
    from koetsu.lsp.server import make_server

    logging.basicConfig(stream=sys.stderr, level=logging.INFO if verbose else logging.ERROR)
    server = make_server()
    server.start_io(*_own_streams())
    return 0 if server.was_shut_down else 1


def _own_streams() -> tuple[BinaryIO, BinaryIO]:
    """What comes from the editor and what goes to it, out of the reach of everything else that reads or prints."""
    asked, said = os.fdopen(os.dup(0), "rb"), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.dup2(2, 1)
    os.close(nothing)
    return asked, said
