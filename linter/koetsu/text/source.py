"""Where does a character stand in the file?

The text of one file and every conversion of a position: nothing outside this module counts bytes, UTF-16 units or
lines. An offset is a number of code points from the start of the decoded text, a byte-order mark not counted.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from codecs import BOM_UTF16_BE, BOM_UTF16_LE, BOM_UTF32_LE
from functools import cached_property
from itertools import accumulate
from pathlib import Path
from typing import Literal, NamedTuple

from koetsu.errors import UnreadableSourceError

Unit = Literal["code-points", "utf-8", "utf-16"]
"""What a column counts: code points (also UTF-32), bytes of UTF-8, or code units of UTF-16."""

_BOM = "\ufeff"
_UTF_16 = (BOM_UTF16_LE, BOM_UTF16_BE)
_CHUNK = 512
_LINE_END = re.compile(r"\r\n|\n|\r")
_SURROGATE = re.compile("[\ud800-\udfff]")


class Span(NamedTuple):
    """A half-open range of code points in the text of a file."""

    start: int
    end: int

    @property
    def span(self) -> Span:
        """Itself, so that whatever stands somewhere can be reported the same way."""
        return self

    def cover(self, other: Span) -> Span:
        """The smallest span that holds both."""
        return Span(min(self.start, other.start), max(self.end, other.end))

    def overlaps(self, other: Span) -> bool:
        """Whether both share at least one character."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: Span) -> bool:
        """Whether the other lies in this one, ends included."""
        return self.start <= other.start and other.end <= self.end


class Position(NamedTuple):
    """A line and a column, both from 0."""

    line: int
    column: int


class _UnitIndex:
    """Code points to another unit and back, in time that does not depend on the length of the text.

    A checkpoint every 512 code points: what is left to count is never more than that, however long a line is.
    """

    def __init__(self, text: str, encoded: bytes, codec: str, width: int) -> None:
        self._text = text
        self._encoded = encoded
        self._codec = codec
        self._width = width
        chunks = (text[at : at + _CHUNK] for at in range(0, len(text), _CHUNK))
        self._checkpoints = list(accumulate((len(chunk.encode(codec)) // width for chunk in chunks), initial=0))

    def units(self, offset: int) -> int:
        """How many units stand before a code point."""
        chunk = offset // _CHUNK
        if chunk >= len(self._checkpoints):
            return self._checkpoints[-1]
        return self._checkpoints[chunk] + len(self._text[chunk * _CHUNK : offset].encode(self._codec)) // self._width

    def code_points(self, units: int) -> int:
        """How many whole code points stand before a unit; inside a code point, those before it."""
        chunk = max(min(bisect_right(self._checkpoints, units), len(self._checkpoints) - 1) - 1, 0)
        head = self._encoded[self._checkpoints[chunk] * self._width : units * self._width]
        return chunk * _CHUNK + len(head.decode(self._codec, "ignore"))


class Source:
    """The text of one file as it was written, line ends included."""

    def __init__(self, path: str, text: str) -> None:
        self.path = path
        """As it is shown: relative to the working directory, with ``/``."""
        self.has_bom = text.startswith(_BOM)
        """Whether the file began with a byte-order mark, which is not part of the text."""
        text = text[1:] if self.has_bom else text
        try:
            self.encoded = text.encode("utf-8")
            """The text as UTF-8."""
        except UnicodeEncodeError:
            # A lone surrogate, which only a host program can hand over: U+FFFD is as wide in every unit.
            text = _SURROGATE.sub("\ufffd", text)
            self.encoded = text.encode("utf-8")
        self.text = text
        """The decoded text; every offset counts its code points."""

    @classmethod
    def decode(cls, path: str, data: bytes) -> Source:
        """The source that these bytes are.

        Raises UnreadableSourceError (``not-utf-8``) with the offset of the first wrong byte, or (``utf-16``).
        """
        try:
            return cls(path, data.decode("utf-8"))
        except UnicodeDecodeError as error:
            if data.startswith(_UTF_16) and not data.startswith(BOM_UTF32_LE):
                raise UnreadableSourceError(path, "utf-16", "UTF-16, not UTF-8") from None
            raise UnreadableSourceError(path, "not-utf-8", str(error.start)) from None

    @classmethod
    def read(cls, file: Path, path: str | None = None) -> Source:
        """The source that stands in a file.

        Raises UnreadableSourceError.
        """
        shown = file.as_posix() if path is None else path
        return cls.decode(shown, read_bytes(file, shown))

    @property
    def data(self) -> bytes:
        """The bytes of the file, its byte-order mark included."""
        return _BOM.encode("utf-8") + self.encoded if self.has_bom else self.encoded

    def with_text(self, text: str) -> Source:
        """The same file with another text; it begins with a byte-order mark if it did before."""
        return Source(self.path, _BOM + text if self.has_bom else text)

    def __getitem__(self, span: Span) -> str:
        return self.text[span.start : span.end]

    def __len__(self) -> int:
        return len(self.text)

    @cached_property
    def line_starts(self) -> list[int]:
        """The offset at which each line starts; there is always a first line.

        Lines end as in CommonMark and LSP: at ``\\n``, ``\\r\\n`` and ``\\r``, never at U+2028 or a form feed.
        """
        if "\r" in self.text:
            return [0, *(end.end() for end in _LINE_END.finditer(self.text))]
        return list(accumulate((len(line) + 1 for line in self.text.split("\n")[:-1]), initial=0))

    def line_of(self, offset: int) -> int:
        """The line, from 0, in which a code point stands."""
        return bisect_right(self.line_starts, offset) - 1

    def line_span(self, line: int) -> Span:
        """One line, from 0, without its end."""
        start = self.line_starts[line]
        following = self.line_starts[line + 1] if line + 1 < len(self.line_starts) else len(self.text)
        return Span(start, start + len(self.text[start:following].rstrip("\r\n")))

    def position(self, offset: int, unit: Unit = "code-points") -> Position:
        """Line and column, both from 0, of an offset."""
        line = self.line_of(offset)
        return Position(line, self._count(offset, unit) - self._count(self.line_starts[line], unit))

    def offset(self, position: Position, unit: Unit = "code-points") -> int:
        """The offset of a line and column, kept inside the text and inside the line."""
        if position.line >= len(self.line_starts):
            return len(self.text)
        line = self.line_span(max(position.line, 0))
        units = self._count(line.start, unit) + max(position.column, 0)
        offset = units if unit == "code-points" else self._index(unit).code_points(units)
        return min(offset, line.end)

    def span_of_bytes(self, start: int, end: int) -> Span:
        """The span of a range of bytes of ``encoded``."""
        return Span(self._utf8.code_points(start), self._utf8.code_points(end))

    def code_point(self, byte: int) -> int:
        """The offset of a byte of ``encoded``."""
        return self._utf8.code_points(byte)

    def byte_offset(self, offset: int) -> int:
        """The byte of ``encoded`` at which a code point starts."""
        return self._utf8.units(offset)

    @cached_property
    def newline(self) -> str:
        """The line end that the file uses first; ``\\n`` if it has one line only."""
        found = _LINE_END.search(self.text)
        return found.group() if found else "\n"

    @cached_property
    def _utf8(self) -> _UnitIndex:
        return _UnitIndex(self.text, self.encoded, "utf-8", 1)

    @cached_property
    def _utf16(self) -> _UnitIndex:
        return _UnitIndex(self.text, self.text.encode("utf-16-le"), "utf-16-le", 2)

    def _index(self, unit: Unit) -> _UnitIndex:
        return self._utf8 if unit == "utf-8" else self._utf16

    def _count(self, offset: int, unit: Unit) -> int:
        return offset if unit == "code-points" else self._index(unit).units(offset)


def read_bytes(file: Path, path: str) -> bytes:
    """What a file holds.

    Raises UnreadableSourceError, with ``path`` as the name to show.
    """
    try:
        return file.read_bytes()
    except FileNotFoundError:
        if file.is_symlink():
            raise UnreadableSourceError(path, "dangling", "a link to a file that is not there") from None
        raise UnreadableSourceError(path, "missing", "no such file") from None
    except PermissionError:
        raise UnreadableSourceError(path, "permission", "permission denied") from None
    except IsADirectoryError:
        raise UnreadableSourceError(path, "directory", "is a directory") from None
    except OSError as error:
        raise UnreadableSourceError(path, "failed", error.strerror or str(error)) from None
