"""What is shown as a heading only because of the line right under it, where the parser sees one of the two masked."""

import pytest

from koetsu import Block, Document, Source

CONFLICT = "<<<<<<< HEAD\n一\n\n二\n=======\n三\n>>>>>>> other"


def read(text: str) -> list[Block]:
    return Document(Source("a.md", text)).blocks


@pytest.mark.parametrize(
    ("text", "underline"),
    [
        ("文です。\n---END---\n---", "---"),
        ("---END---\n=====\n\n文です。", "====="),
        ("---END---\n\n---", None),
        ("- 項目\n---END---\n---", None),
        ("---END---\n***", None),
        ("---END---", None),
    ],
    ids=["a rule", "equals signs", "a blank line between", "the last line of a list", "asterisks", "end of file"],
)
def test_an_end_mark_over_a_line_is_shown_as_a_heading(text: str, underline: str | None) -> None:
    blocks = read(text)
    (marker,) = [block for block in blocks if block.kind == "marker"]

    assert (marker.underline and marker.document.source[marker.underline]) == underline
    assert not any(block.kind == "heading" or "==" in block.text for block in blocks)


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_the_middle_of_a_conflict_underlines_the_text_over_it(newline: str) -> None:
    blocks = read(CONFLICT.replace("\n", newline))

    assert [block.text for block in blocks if block.underline] == ["二"]
    assert [block.kind for block in blocks].count("conflict") == 3


@pytest.mark.parametrize("text", ["- 一\n=======\n二", "> 一\n=======\n二", "一\n\n=======\n二", "# 一\n=======\n二"])
def test_the_middle_of_a_conflict_underlines_paragraphs_only(text: str) -> None:
    blocks = read(f"<<<<<<< HEAD\n{text}\n>>>>>>> other")

    assert not any(block.underline for block in blocks)
