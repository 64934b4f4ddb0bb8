"""What happens when a file changes that decides over findings?

Most editors watch files for a server. Neovim on Linux does not; there the server looks for itself.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls import uris

from koetsu.engine.baseline.baseline import NAME as BASELINE
from koetsu.engine.config import FILE_NAMES
from koetsu.engine.discovery import SUFFIXES
from koetsu.lsp import preferences

if TYPE_CHECKING:
    from koetsu.lsp.server import KoetsuServer

_NAMES = (*FILE_NAMES, BASELINE, ".gitignore")
_SCHEMAS = "*.schema.json"
_WATCHED = [f"**/{name}" for name in (*_NAMES, "*.toml", _SCHEMAS, *(f"*{suffix}" for suffix in SUFFIXES))]
_PERIOD = 1.0
"""Seconds after which the server looks again, where it has to look for itself."""

Stamps = dict[Path, tuple[int, int]]
"""When files were written, in nanoseconds, and how many bytes they hold."""


def register(server: KoetsuServer) -> None:
    """Follow the files and folders of the editor."""

    @server.feature(types.INITIALIZED)
    async def initialized(_: types.InitializedParams) -> None:
        workspace = server.client_capabilities.workspace
        watches = workspace.did_change_watched_files if workspace is not None else None
        wanted = preferences.registrations(server)
        is_told = watches is not None and bool(watches.dynamic_registration)
        if is_told:
            options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(g) for g in _WATCHED])
            wanted.append(types.Registration("koetsu-watch", types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options))
        if preferences.can_be_asked(server):
            await preferences.ask(server)
        if wanted:
            await server.client_register_capability_async(types.RegistrationParams(wanted))
        if not is_told:
            await _look(server)

    @server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)
    async def files_changed(params: types.DidChangeWatchedFilesParams) -> None:
        paths = [path for path in map(uris.to_fs_path, (change.uri for change in params.changes)) if path]
        articles = [Path(path) for path in paths if path.lower().endswith(SUFFIXES)]
        server.overview.touch(articles)
        if len(articles) < len(params.changes):
            server.reload()

    @server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)
    async def folders_changed(_: types.DidChangeWorkspaceFoldersParams) -> None:
        server.folders_changed()
        if preferences.can_be_asked(server):
            await preferences.ask(server)


async def _look(server: KoetsuServer) -> None:
    """Read the settings anew whenever a file of the open folders, or of those of the open texts, is another one."""
    known = _stamps(_folders(server))
    while not server.was_shut_down:
        await asyncio.sleep(_PERIOD)
        found = _stamps(_folders(server))
        if found != known:
            known = found
            server.reload()


def _folders(server: KoetsuServer) -> set[Path]:
    """Every folder in which a file counts for a text that is open, or may be."""
    inmost = {*server.session.folders, *(file.parent for file in server.overlays())}
    return {above for folder in inmost for above in (folder, *folder.parents)}


def _stamps(folders: Iterable[Path]) -> Stamps:
    found: Stamps = {}
    for folder in folders:
        there = dict(_stamped(folder / name for name in _NAMES))
        found |= there
        if there:  # a schema stands beside a configuration
            found |= dict(_stamped(folder.glob(_SCHEMAS)))
    return found


def _stamped(files: Iterable[Path]) -> Iterator[tuple[Path, tuple[int, int]]]:
    for file in files:
        try:
            status = file.stat()
        except OSError:  # most of them are not there
            continue
        yield file, (status.st_mtime_ns, status.st_size)
