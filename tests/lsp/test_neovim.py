"""Does a user of Neovim who has followed the README get what it promises?"""

from pathlib import Path

import pytest

from editor_chapter import Snippet, snippets
from editor_visit import check_what_was_seen, visit

SCRIPT = Path(__file__).with_name("neovim.lua")


@pytest.mark.parametrize("snippet", snippets("Neovim"), ids=str)
def test_article_is_checked_explained_and_mended_in_neovim(neovim: str, snippet: Snippet, tmp_path: Path) -> None:
    settings = tmp_path / "config" / "nvim" / "init.lua"
    settings.parent.mkdir(parents=True)
    settings.write_text(snippet.text, encoding="utf-8")

    seen = visit([neovim, "--headless", "-n", "-i", "NONE", "{article}", "-c", f"luafile {SCRIPT}"], tmp_path)

    assert seen["encoding"] == "utf-8"
    check_what_was_seen(seen, snippet)
