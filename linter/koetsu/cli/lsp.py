"""How is the language server started?"""

from __future__ import annotations

import gc
import logging
import sys

import click

from koetsu.lsp.protocol import load_quickly


@click.command()
@click.option("-v", "--verbose", is_flag=True, help="Say on standard error what the editor asks.")
def command(verbose: bool) -> int:
    """Start the language server, which speaks to an editor through standard input and output.

    Editors start it themselves; how, the README says for each of them.
    """
    # What is loaded at the start is never garbage; the server looks for some once it is warm.
    gc.disable()
    if not verbose:  # what is said there are those very types
        load_quickly()
    from koetsu.lsp.server import make_server

    logging.basicConfig(stream=sys.stderr, level=logging.INFO if verbose else logging.ERROR)
    server = make_server()
    server.start_io()
    return 0 if server.was_shut_down else 1
