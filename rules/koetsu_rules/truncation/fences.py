"""Which code fences are never closed, and what was meant to close them?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from koetsu import Block, Document, Severity, Span, pattern

_OPENING = pattern(r"(`{3,}|~{3,})")
_CLOSING = pattern(r"[ \t>]*(`{2,}|~{3,})[ \t]*\Z")
_INFORMED = pattern(r"[ >]{0,3}(`{3,}(?=[ \t]*[^\s`][^`]*\Z)|~{3,}(?=[ \t]*[^\s~]))")
"""A fence with an info string, which opens and never closes."""
_INDENTATION = pattern(r"[ \t>]*")
_MASKED = frozenset({"math", "template", "comment"})

Reason = Literal["short", "sign", "indented", "text", "outside"]
"""Why a line that looks like the closing fence is none: fewer marks, another sign, indented by four or more, text
behind it, or not indented enough to stand in the list or the quotation that holds the opening one."""

End = Literal["file", "item", "quotation", "fence"]
"""Up to where the text is taken for code: the end of the file or of what holds the fence, or another fence."""


class Attempt(NamedTuple):
    """A line that looks like the closing fence."""

    span: Span
    reason: Reason | Literal["opens"]


class OpenFence(NamedTuple):
    """A code fence that is never closed, or not where it was meant to be."""

    block: Block
    span: Span
    """The opening fence with its info string."""
    end: End
    lines: int
    """How many lines below it are taken for code, 0 if all are blank; at which line below it another fence opens."""
    severity: Severity
    attempt: Attempt | None


def open_fences(document: Document) -> Iterator[OpenFence]:
    """Every code fence of a document that no fence closes, in order."""
    outside: Block | None = None
    is_doubtful = False
    for block in document.blocks:
        is_doubtful = is_doubtful or (block.kind in _MASKED and _holds_fence(document, block))
        if block.kind != "code" or _is_plain(block):
            continue
        fence = _OPENING.match(document.source.text, block.span.start)
        if fence is None or block is outside or not _is_fenced(document, fence.group(), block):
            continue
        lines = _lines(document, block)
        if _is_closed(document, fence.group(), block, lines):
            yield from _overrun(document, fence.group(), block, lines)
            continue
        if is_doubtful:
            continue
        outside = _fence_outside(document, fence.group(), block)
        yield _open(document, fence.group(), block, lines, outside)


def _is_plain(block: Block) -> bool:
    """Whether a look at its ends shows that a block is closed, as nearly all are."""
    start, end = block.byte_start, block.byte_end
    code = block.document.source.encoded[start:end]
    marks = code[:3]
    return marks in (b"```", b"~~~") and code.endswith(b"\n" + marks) and code.count(marks) == 2


def _open(document: Document, fence: str, block: Block, lines: list[Span], outside: Block | None) -> OpenFence:
    held = block.depth > 0 or block.quoted
    end: End = "file" if not held else "quotation" if block.quoted else "item"
    # What holds the fence ends it for every CommonMark parser, as was meant; only there nothing is swallowed.
    harmless = held and outside is None and document.renderer == "commonmark"
    if outside is not None:
        attempt: Attempt | None = Attempt(_line(document, outside.span.start), "outside")
    else:
        attempt = _attempt(document, fence, lines[1:])
    shown = sum(1 for line in lines[1:] if document.source[line].strip(" \t>"))
    return OpenFence(block, lines[0], end, shown and len(lines) - 1, "warning" if harmless else "error", attempt)


def _overrun(document: Document, fence: str, block: Block, lines: list[Span]) -> Iterator[OpenFence]:
    """A closed fence in which another opens: the closing one of the first is lost."""
    for number, line in enumerate(lines[1:]):
        found = _INFORMED.match(document.source[line])
        if found and _closes(found.group(1), fence):
            yield OpenFence(block, lines[0], "fence", number + 1, "warning", Attempt(line, "opens"))
            return


def _attempt(document: Document, fence: str, lines: list[Span]) -> Attempt | None:
    """The first line that was perhaps meant to close a fence."""
    for line in lines:
        reason = _reason(document.source[line], fence)
        if reason is not None:
            bare = document.source[line].lstrip(" \t>")
            return Attempt(Span(line.end - len(bare), line.end), reason)
    return None


def _reason(line: str, fence: str) -> Reason | Literal["opens"] | None:
    found = _CLOSING.match(line)
    if found is None:
        informed = _INFORMED.match(line)
        if informed is None or not _closes(informed.group(1), fence):
            return None
        # ```js opens the next block; a sentence behind the marks does not.
        return "opens" if line[informed.end() :].strip().isascii() else "text"
    marks = found.group(1)
    if marks[0] != fence[0]:
        return "sign" if len(marks) >= 3 else None
    return "indented" if _closes(marks, fence) else "short"


def _closes(marks: str, fence: str) -> bool:
    return marks[0] == fence[0] and len(marks) >= len(fence)


def _is_closed(document: Document, fence: str, block: Block, lines: list[Span]) -> bool:
    if len(lines) < 2:
        return False
    last = document.source[lines[-1]]
    found = _CLOSING.match(last)
    if found is None or not _closes(found.group(1), fence):
        return False
    # In a list, a quotation or a footnote the line may be indented as the opening one is, and by three more.
    allowed = 3
    if block.depth or block.quoted or _column(document, block) > 3:
        allowed += _column(document, block)
    return len(last[: found.start(1)].expandtabs(4)) <= allowed or document.source.path.endswith(".mdx")


def _is_fenced(document: Document, fence: str, block: Block) -> bool:
    """Whether marks open a block of code, and are not the first line of one that is indented."""
    held = block.depth > 0 or block.quoted
    info = document.source[_lines(document, block)[0]][len(fence) :].strip()
    return bool(block.info) if info else held or _column(document, block) <= 3


def _column(document: Document, block: Block) -> int:
    start = _line(document, block.span.start).start
    return len(document.source[Span(start, block.span.start)].expandtabs(4))


def _fence_outside(document: Document, fence: str, block: Block) -> Block | None:
    """The code block that begins right below with a bare fence: meant to close this one, it opens another."""
    below = block.next
    if below is None or below.kind != "code" or not (block.depth or block.quoted):
        return None
    line = document.source[_line(document, below.span.start)]
    found = _CLOSING.match(line)
    adjacent = document.source.line_of(below.span.start) - block.lines[1] <= 1
    return below if found is not None and adjacent and _closes(found.group(1), fence) else None


def _holds_fence(document: Document, block: Block) -> bool:
    """Whether a formula, template or comment holds a fence: then those below it may be taken wrongly."""
    marks = document.source.encoded[block.byte_start : block.byte_end]
    if b"```" not in marks and b"~~~" not in marks:
        return False
    return any(_OPENING.match(document.source[line].lstrip(" \t>")) for line in _lines(document, block))


def _lines(document: Document, block: Block) -> list[Span]:
    """The lines of a block, the first from where it starts."""
    first, last = block.lines
    spans = [document.source.line_span(number) for number in range(first, last + 1)]
    spans[0] = Span(block.span.start, spans[0].end)
    return spans


def _line(document: Document, offset: int) -> Span:
    return document.source.line_span(document.source.line_of(offset))
