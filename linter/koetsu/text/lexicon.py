"""Does a dictionary of MeCab hold a word, or a longer one that begins like it?

MeCab itself only tells how it divides a text. Its compiled dictionary is a double array (Aoe 1989, as Darts writes it):
a header of ten 32-bit numbers and the name of the encoding, then pairs of ``base`` and ``check``. MeCab maps the same
file, so that mapping it here a second time costs no memory.
"""

from __future__ import annotations

import mmap
import struct
from pathlib import Path

_HEADER = struct.Struct("<10I32s")
_UNIT = struct.Struct("<iI")
_MAGIC = 0xEF718F77
_VERSION = 102
_UTF_8 = (b"utf8", b"utf-8")
_FIRST_BYTES = (0xE3, *range(0xE4, 0xF5), *range(0xC2, 0xE3), *range(0x20, 0x80))
"""With what a character begins in UTF-8, kana and kanji first: what follows is nearly always one."""


class Lexicon:
    """The words of a compiled dictionary."""

    def __init__(self, array: memoryview) -> None:
        self._array = array
        self._root = _UNIT.unpack_from(array, 0)[0]

    @classmethod
    def open(cls, file: Path) -> Lexicon | None:
        """The words of ``sys.dic``; None for a file of another form, which MeCab could not read either."""
        if file.stat().st_size < _HEADER.size:
            return None
        with file.open("rb") as opened:
            mapped = mmap.mmap(opened.fileno(), 0, access=mmap.ACCESS_READ)
        magic, version, *numbers, encoding = _HEADER.unpack_from(mapped)
        size = numbers[4]
        known = magic ^ _MAGIC == len(mapped) and version == _VERSION and encoding.rstrip(b"\0").lower() in _UTF_8
        return cls(memoryview(mapped)[_HEADER.size : _HEADER.size + size]) if known else None

    def holds(self, word: str) -> bool:
        """Whether it is a word."""
        state = self._walk(word)
        return state is not None and self._ends_at(state)

    def continues(self, word: str) -> bool:
        """Whether some longer word begins with it."""
        state = self._walk(word)
        return state is not None and any(self._step(state, byte) is not None for byte in _FIRST_BYTES)

    def _walk(self, word: str) -> int | None:
        state: int | None = self._root
        for byte in word.encode("utf-8"):
            if state is None:
                return None
            state = self._step(state, byte)
        return state

    def _step(self, state: int, byte: int) -> int | None:
        base, check = self._unit(state + byte + 1)
        return base if check == state else None

    def _ends_at(self, state: int) -> bool:
        base, check = self._unit(state)
        return check == state and base < 0

    def _unit(self, number: int) -> tuple[int, int]:
        at = number * _UNIT.size
        if not 0 <= at < len(self._array):
            return 0, 0
        base, check = _UNIT.unpack_from(self._array, at)
        return base, check
