"""Which bold lines stand where a heading should?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from koetsu import HOLE, Block, Document, is_terminated, normalise, pattern

LIMIT = 60
"""A bold line longer than this, in code points, is a statement that somebody stresses."""

TITLE_LIMIT = 300
"""So much of a title is compared, in code points."""

_SENTENCE_END = pattern(r"[。！!]")
_QUESTION = pattern(r"[？?][」』）)】]*\Z")
_LABEL = pattern(r"[:：]\Z")
_CAPTION = pattern(
    r"(?:図|表|写真|図表|グラフ|リスト|Fig(?:ure)?|Table|Listing|Photo)\.?\s*[0-9０-９一二三四五六七八九十]",
    re.IGNORECASE,
)
_MARKS = pattern(r"[#＃]")
"""A heading in bold type: that its marks are printed is another fault."""
_LABELLED = frozenset({"list_item", "code", "table_cell", "html", "math", "template"})
"""What a label with a colon introduces."""
_CAPTIONED = frozenset({"code", "table_cell"})
_NO_CONTENT = frozenset({"heading", "thematic_break", "marker", "conflict", "comment", "attribute_list", "container"})


def pseudo_headings_of(document: Document) -> list[Block]:
    """The paragraphs that are one bold line, no sentence, over the text that they head."""
    return document.once(_find)


def _find(document: Document) -> list[Block]:
    return list(_candidates(document))


def _candidates(document: Document) -> Iterator[Block]:
    title = normalise((document.title or "")[:TITLE_LIMIT])
    for block in document.blocks:
        if block.marks and block.kind == "paragraph" and block.only == "strong" and not block.depth and _heads(block):
            own = normalise(block.text)
            if own and own not in title:  # where the title stands again it is no heading
                yield block


def _heads(block: Block) -> bool:
    text = block.text
    below = block.next
    if below is None or below.kind in _NO_CONTENT or len(text) > LIMIT or "\n" in text or HOLE in text:
        return False
    if _SENTENCE_END.search(text) or (is_terminated(text) and not _QUESTION.search(text)):
        return False
    if any(mark.kind == "link" for mark in block.marks) or _CAPTION.match(text) or _MARKS.match(text):
        return False
    # Right over code or a table it is their caption; with a colon, the label of a list.
    return below.kind not in (_LABELLED if _LABEL.search(text) else _CAPTIONED)
