"""What of a document does a tool see that counts characters or words?"""

from __future__ import annotations

from koetsu import HOLE, Block, Document, pattern

_TAG = pattern(r"<[^<>]*>")
_FENCE = pattern(r"[ \t>]*(?:```|~~~)")


def printed_text(document: Document) -> str:
    """What is left of the page without its tags: text, tables and code, one block a line."""
    return "\n".join(filter(None, map(printed, document.blocks)))


def printed(block: Block) -> str:
    """What a block prints; nothing for what only a template knows."""
    if block.kind == "code":
        return "\n".join(code_lines(block))
    source = block.document.source
    if block.kind == "html":
        return _TAG.sub("", source[block.span])
    if block.kind in ("math", "marker", "conflict"):
        return source[block.span]
    return block.text.replace(HOLE, "")


def code_lines(block: Block) -> list[str]:
    """The lines of a code block, without its fences."""
    lines = block.document.source[block.span].split("\n")
    fenced = _FENCE.match(lines[0]) is not None
    closed = fenced and len(lines) > 1 and _FENCE.match(lines[-1]) is not None
    return lines[fenced : len(lines) - closed]


def written_text(document: Document) -> str:
    """The Markdown as it stands in the file, without the header."""
    return document.source[document.body_span]


def image_count(document: Document) -> int:
    """How many images stand in the text."""
    return sum(1 for block in document.blocks for _ in block.marks_of("image"))
