"""How are tens of thousands of articles held, each with its findings?

Encoded and compressed in blocks: a tenth of what the objects take. Whoever goes through them decodes one block after
the other.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Iterator, Sequence
from typing import overload

import msgspec

from koetsu.engine.audit.model import ArticleData

_BLOCK = 64
_FASTEST = 1

_encode = msgspec.msgpack.Encoder().encode
_decode = msgspec.msgpack.Decoder(list[ArticleData]).decode


class PackedArticles(Sequence[ArticleData]):
    """Articles in their order; each is made anew when it is asked for."""

    def __init__(self, articles: Iterable[ArticleData]) -> None:
        self._blocks: list[bytes] = []
        self._length = 0
        self._latest: tuple[int, list[ArticleData]] = (-1, [])
        block: list[ArticleData] = []
        for article in articles:
            block.append(article)
            if len(block) == _BLOCK:
                self._add(block)
                block = []
        if block:
            self._add(block)

    @overload
    def __getitem__(self, index: int) -> ArticleData: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[ArticleData]: ...
    def __getitem__(self, index: int | slice) -> ArticleData | Sequence[ArticleData]:
        if isinstance(index, slice):
            return [self[number] for number in range(*index.indices(self._length))]
        if not -self._length <= index < self._length:
            raise IndexError(index)
        block, place = divmod(index % self._length, _BLOCK)
        return self._block(block)[place]

    def __len__(self) -> int:
        return self._length

    def __iter__(self) -> Iterator[ArticleData]:
        for number in range(len(self._blocks)):
            yield from self._block(number)

    def _add(self, block: list[ArticleData]) -> None:
        self._blocks.append(zlib.compress(_encode(block), _FASTEST))
        self._length += len(block)

    def _block(self, number: int) -> list[ArticleData]:
        if self._latest[0] != number:
            self._latest = (number, _decode(zlib.decompress(self._blocks[number])))
        return self._latest[1]
