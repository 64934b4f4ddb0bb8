"""What has to go so that a cut sentence runs on into its own repetition?"""

from __future__ import annotations

from koetsu import Block, Span
from koetsu_rules.truncation.verdicts import Verdict


def text_between(verdict: Verdict) -> Span | None:
    """From the first of the words that stand twice to where they stand again; None if no overlap proves the join, or
    if more than blank lines, rules and end marks would go, or half of some markup."""
    rest, block = verdict.continuation, verdict.tail.block
    if (
        rest is None
        or not rest.is_repeat
        or not _are_paragraphs(block, rest.block)
        or not _are_joined(block, rest.block)
    ):
        return None
    start = verdict.tail.sentence.end - (rest.end - rest.start)
    if _is_marked(block, start) or _is_marked(rest.block, rest.start):
        return None
    return Span(block.locate(start, start + 1).start, rest.block.locate(rest.start, rest.start + 1).start)


def _are_paragraphs(*blocks: Block) -> bool:
    return all(block.kind == "paragraph" and not block.depth and not block.quoted for block in blocks)


def _are_joined(block: Block, below: Block) -> bool:
    """Whether nothing stands between two blocks but what a generator left at its seam."""
    return all(
        between.kind in ("marker", "thematic_break") for between in block.document.blocks[block.index + 1 : below.index]
    )


def _is_marked(block: Block, offset: int) -> bool:
    return any(mark.start <= offset < mark.end for mark in block.marks)
