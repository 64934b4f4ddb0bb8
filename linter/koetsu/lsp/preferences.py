"""What does the editor's own configuration ask for?

There is little of it, in the section ``koetsu``: what decides over findings belongs into koetsu.toml, where the command
line finds it too.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from lsprotocol import types
from pygls import uris

from koetsu.lsp.convert import plain
from koetsu.lsp.session import Preferences

if TYPE_CHECKING:
    from koetsu.lsp.server import KoetsuServer

SECTION = "koetsu"


def register(server: KoetsuServer) -> None:
    """Follow the settings of the editor."""

    @server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)
    async def configuration_changed(params: types.DidChangeConfigurationParams) -> None:
        if can_be_asked(server):
            await ask(server)
            return
        settings = plain(params.settings)
        section = settings.get(SECTION) if isinstance(settings, dict) else None
        _take_over(server, Preferences.read(plain(section), server.initial), {})


def can_be_asked(server: KoetsuServer) -> bool:
    """Whether the editor says what it is set to, folder by folder."""
    workspace = server.client_capabilities.workspace
    return workspace is not None and bool(workspace.configuration)


async def ask(server: KoetsuServer) -> None:
    """Let the editor say what it is set to, for each folder and for what lies in none."""
    folders = {uri: Path(path) for uri in _folders(server) if (path := uris.to_fs_path(uri))}
    items = [types.ConfigurationItem(section=SECTION)]
    items += [types.ConfigurationItem(uri, SECTION) for uri in folders]
    first, *others = await server.workspace_configuration_async(types.ConfigurationParams(items))
    said = [Preferences.read(plain(value), server.initial) for value in (first, *others)]
    _take_over(server, said[0], dict(zip(folders.values(), said[1:], strict=False)))


def registrations(server: KoetsuServer) -> list[types.Registration]:
    """What to ask the editor for, so that it tells of changes."""
    workspace = server.client_capabilities.workspace
    changes = workspace.did_change_configuration if workspace is not None else None
    if changes is None or not changes.dynamic_registration:
        return []
    options = types.DidChangeConfigurationRegistrationOptions(SECTION)
    return [types.Registration("koetsu-settings", types.WORKSPACE_DID_CHANGE_CONFIGURATION, options)]


def _folders(server: KoetsuServer) -> list[str]:
    return [folder.uri for folder in server.workspace.folders.values()]


def _take_over(server: KoetsuServer, default: Preferences, by_folder: dict[Path, Preferences]) -> None:
    if server.session.prefer(default, by_folder):
        server.reload()
