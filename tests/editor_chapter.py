"""Which configurations of editors does the chapter of the READMEs about editors show?

The tests start the editors with them, so that what the chapter says is what works.
"""

import re
from pathlib import Path
from typing import NamedTuple

from readme import READMES

_CHAPTER = re.compile(r"^## (?:In your editor|エディターで使う)\n(?P<text>.*?)(?=^## )", re.DOTALL | re.MULTILINE)
_PART = re.compile(r"^### (?P<editor>.+?)\n(?P<text>.*?)(?=^### |\Z)", re.DOTALL | re.MULTILINE)
_FENCE = re.compile(r"^```(?P<language>\w+)\n(?P<text>.*?)^```$", re.DOTALL | re.MULTILINE)


class Snippet(NamedTuple):
    """What the chapter asks to write into a file of an editor."""

    readme: Path
    editor: str
    language: str
    """Of the file: ``lua``, ``elisp``, ``toml``, ``json``."""
    text: str

    def __str__(self) -> str:
        return f"{self.editor} in {self.readme.name}"


def snippets(editor: str = "") -> list[Snippet]:
    """What the READMEs show for an editor, or for all of them; one each for Japanese and English."""
    return [
        Snippet(readme, part["editor"], fence["language"], fence["text"])
        for readme in READMES
        for part in _PART.finditer(_chapter(readme))
        for fence in _FENCE.finditer(part["text"])
        if part["editor"].startswith(editor)
    ]


def _chapter(readme: Path) -> str:
    found = _CHAPTER.search(readme.read_text("utf-8"))
    assert found is not None, f"{readme.name} says nothing about editors"
    return found["text"]
