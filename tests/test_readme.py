"""What the READMEs show is what koetsu prints."""

from pathlib import Path

import pytest

from readme import READMES, generated


@pytest.mark.parametrize("path", READMES, ids=[path.name for path in READMES])
def test_the_readme_shows_what_koetsu_prints(path: Path) -> None:
    text = path.read_text("utf-8")

    assert generated(text) == text
    assert "<!-- output of: " in text
