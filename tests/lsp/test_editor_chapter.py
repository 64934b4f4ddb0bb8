"""Can what the chapter about editors shows be read by those editors, in both languages alike?"""

import json
import re
import tomllib

import pytest

from editor_chapter import Snippet, snippets
from readme import READMES

READERS = {"json": json.loads, "toml": tomllib.loads}
DATA = [snippet for snippet in snippets() if snippet.language in READERS and snippet.editor != "VS Code"]


@pytest.mark.parametrize("snippet", DATA, ids=str)
def test_snippet_of_data_is_valid_and_starts_the_server_in_the_language_of_the_readme(snippet: Snippet) -> None:
    values = list(leaves(READERS[snippet.language](snippet.text)))
    language = "ja" if snippet.readme.name.endswith(".ja.md") else "en"

    assert values.index("koetsu") == values.index("lsp") - 1
    assert language in values


def test_readmes_show_the_same_but_for_the_language() -> None:
    of_each = [
        [(snippet.editor, without_language(snippet.text)) for snippet in snippets() if snippet.readme == readme]
        for readme in READMES
    ]

    assert of_each[0] == of_each[1]
    assert {editor for editor, _ in of_each[0]} == {"Neovim", "Emacs", "Helix", "Sublime Text", "Zed", "VS Code"}


def leaves(value: object) -> list[object]:
    """The values at the ends of a table, in order."""
    if isinstance(value, dict):
        value = list(value.values())
    return [leaf for one in value for leaf in leaves(one)] if isinstance(value, list) else [value]


def without_language(text: str) -> str:
    """A snippet without the language that it asks for, and without the sentence that documents a command."""
    return re.sub(r'"(ja|en)"|"[^"\n]*(safe fix|安全な修正)[^"\n]*"', "…", text)
