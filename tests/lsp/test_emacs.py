"""Does a user of Emacs who has followed the README get what it promises?"""

from pathlib import Path

import pytest

from editor_chapter import Snippet, snippets
from editor_visit import check_what_was_seen, visit

SCRIPT = Path(__file__).with_name("emacs.el")


@pytest.mark.parametrize("snippet", snippets("Emacs"), ids=str)
def test_article_is_checked_explained_and_mended_in_emacs(emacs: str, snippet: Snippet, tmp_path: Path) -> None:
    settings = tmp_path / "init.el"
    settings.write_text(snippet.text, encoding="utf-8")
    activated = [emacs, "--batch", "--no-init-file", "--funcall", "package-initialize", "--load", str(settings)]

    seen = visit([*activated, "{article}", "--load", str(SCRIPT)], tmp_path)

    check_what_was_seen(seen, snippet)
