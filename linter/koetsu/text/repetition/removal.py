"""Which characters go when blocks are taken out of a file?"""

from __future__ import annotations

from koetsu.text.block import Block
from koetsu.text.source import Source, Span


def removal(first: Block, last: Block) -> Span | None:
    """What to delete so that the blocks from ``first`` to ``last`` are gone and as many blank lines as before remain.

    None if they cannot be taken out by themselves: they are a part of a list or a quotation, or their heading would be
    left with nothing under it.
    """
    source = first.document.source
    start, end = source.line_of(first.span.start), source.line_of(max(last.span.end - 1, last.span.start))
    if not _stand_alone(first, last) or not _fill_lines(source, first, last, start, end):
        return None
    lead = start = source.line_of(_with_rule(first, last).span.start)
    while lead and _is_blank(source, lead - 1):
        lead -= 1
    if not lead:
        return None
    if end + 1 < len(source.line_starts) and not _is_blank(source, end + 1):
        # What follows without a blank line between is to keep its distance to what stands before.
        return Span(source.line_span(start).start, source.line_span(end + 1).start)
    return Span(source.line_span(lead - 1).end, source.line_span(end).end)


def _with_rule(first: Block, last: Block) -> Block:
    """The first block, or the rule above it that would part nothing any more: at the end, or above another rule."""
    above, below = first.previous, last.next
    if above is None or above.kind != "thematic_break" or above.depth or above.quoted:
        return first
    return above if below is None or below.kind == "thematic_break" else first


def _stand_alone(first: Block, last: Block) -> bool:
    before, after = first.previous, last.next
    if first.depth or first.quoted or last.quoted or last.underline is not None:
        return False
    if after is not None and last.depth and after.list == last.list:
        return False
    is_all_of_a_section = before is not None and before.kind == "heading" and (after is None or after.kind == "heading")
    return first.kind == "heading" or not is_all_of_a_section


def _fill_lines(source: Source, first: Block, last: Block, start: int, end: int) -> bool:
    """Whether nothing else stands on the first and the last line."""
    before = source.text[source.line_span(start).start : first.span.start]
    after = source.text[last.span.end : source.line_span(end).end]
    return not before.strip() and not after.strip()


def _is_blank(source: Source, line: int) -> bool:
    return not source[source.line_span(line)].strip()
