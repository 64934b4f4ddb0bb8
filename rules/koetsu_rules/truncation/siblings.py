"""Which last item of a list alone stops without an end?"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator

from koetsu import Block
from koetsu_rules.truncation.tails import is_finished

_ITEMS = 3
_FINISHED = 2
_SHARE = 0.6


def odd_last_items(blocks: Iterable[Block], unfinished: Container[int]) -> Iterator[int]:
    """The index of each block that ends a list whose other items are finished; ``unfinished`` holds the indices of the
    blocks that are not.

    An odd item in the middle of a list is a slip of its author; where a list was cut it is the last one.
    """
    for items in _lists(blocks):
        *others, last = items
        if len(items) < _ITEMS or last.index not in unfinished or any(block.index in unfinished for block in others):
            continue
        finished = sum(map(is_finished, others))
        if finished >= _FINISHED and finished >= _SHARE * len(items):
            yield last.index


def _lists(blocks: Iterable[Block]) -> Iterable[list[Block]]:
    """The blocks that end the items of each list."""
    lists: dict[int, dict[int, Block]] = {}
    for block in blocks:
        if block.kind == "list_item" and block.list is not None and block.item is not None:
            lists.setdefault(block.list, {})[block.item] = block
    return [list(items.values()) for items in lists.values()]
