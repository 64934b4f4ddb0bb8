"""Does an editor show, byte for byte, what ``koetsu check --output-format lsp`` says of the same text?"""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

from command_line import COMMAND
from language_client import Editor, editing, written

TESTS = Path(__file__).parents[1]


def checked(folder: Path, language: str) -> dict[str, list[dict[str, Any]]]:
    """What the command line says of each file of a folder."""
    command = [*COMMAND, "check", "--site", "--output-format", "lsp", "--language", language, "--no-cache", "."]
    done = subprocess.run(command, cwd=folder, capture_output=True, check=False)
    assert done.returncode in {0, 1}
    return {one["uri"]: one["diagnostics"] for one in json.loads(done.stdout)}


@pytest.mark.parametrize("folder", ["site", "articles"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_editor_shows_what_the_command_line_says(tmp_path: Path, folder: str, language: str) -> None:
    home = tmp_path / folder
    shutil.copytree(TESTS / folder, home)
    said = checked(home, language)
    assert sum(map(len, said.values())) > 5

    async def session(editor: Editor) -> None:
        for uri, diagnostics in said.items():
            file = Path(editor.path(uri))
            assert written(await editor.open(uri, file.read_bytes().decode("utf-8-sig"))) == diagnostics

    editing(session, home, how="push", options={"language": language})


def test_overview_shows_what_the_command_line_says(tmp_path: Path) -> None:
    home = tmp_path / "site"
    shutil.copytree(TESTS / "site", home)
    said = checked(home, "en")

    async def session(editor: Editor) -> None:
        found = await editor.overview()
        assert {editor.uri(name): written(items or []) for name, (items, _) in found.items()} == said

    editing(session, home)
