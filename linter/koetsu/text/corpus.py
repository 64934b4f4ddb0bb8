"""What do rules see that compare documents?

One small summary a document, never its text: of each sentence a hash and where it stands, of the header its values cut
short. Whoever reads a corpus opens no file; every place carries its line and column.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import TYPE_CHECKING, Any, Concatenate, Literal, NamedTuple, ParamSpec, TypeVar, cast, overload

import msgspec

from koetsu.text.language import Language
from koetsu.text.source import Position, Span

if TYPE_CHECKING:
    from koetsu.text.shared import Finder

T = TypeVar("T")
P = ParamSpec("P")

FactKind = Literal["string", "integer", "number", "boolean", "null", "date", "array", "object"]
"""What JSON calls a value; date: a text or a timestamp that is an ISO date, with or without a time."""

_WIDTHS = {"Q": 8, "I": 4}
_COLUMNS = "QIIIIIII"
"""The types of the columns: the hash, start, end, line, column, end_line, end_column, size."""

_BEFORE = [sum(_WIDTHS[code] for code in _COLUMNS[:number]) for number in range(len(_COLUMNS))]
"""How many bytes of a sentence stand in the columns before each."""

SENTENCE_BYTES = sum(_WIDTHS[code] for code in _COLUMNS)
"""How much of memory a sentence of a corpus takes."""


class Place(NamedTuple):
    """Where something stands in a file, for readers who do not have the file."""

    span: Span
    start: Position
    end: Position
    """Lines and columns, both from 0 and in code points."""

    def cover(self, other: Place) -> Place:
        """The smallest place that holds both."""
        return Place(self.span.cover(other.span), min(self.start, other.start), max(self.end, other.end))


NOWHERE = Place(Span(0, 0), Position(0, 0), Position(0, 0))
"""The very start of a file."""


class Fact(msgspec.Struct, frozen=True, array_like=True):
    """One value of a header."""

    key: str
    """``title``, ``author.name``, ``tags[]``: one fact for each item of a list, whose own fact is of kind ``array``."""
    kind: FactKind
    value: str
    """As JSON spells it, a string without its quotation marks, cut to 80 code points; empty for arrays and objects."""
    length: int
    """Of a string in code points, of an array in items; else 0."""


class SentenceRow(NamedTuple):
    """A sentence before it is packed."""

    hash: int
    """xxh3_64 of its normalised text."""
    place: Place
    size: int
    """How many letters and digits it has."""


class Sentences(msgspec.Struct, frozen=True, array_like=True):
    """The sentences of running text that are long enough to be compared, packed into columns, in the order of the text.

    What ``document.repeats`` leaves out (quotations, code, tables, lines of links, verses) is left out here.
    """

    data: bytes = b""
    """The columns, one behind the other."""

    @classmethod
    def pack(cls, rows: Iterable[SentenceRow]) -> Sentences:
        """The columns of some sentences."""
        values = [(row.hash, *row.place.span, *row.place.start, *row.place.end, row.size) for row in rows]
        return cls.of_columns(*zip(*values, strict=True)) if values else cls()

    @classmethod
    def of_columns(cls, *columns: Sequence[int]) -> Sentences:
        """The same from the columns: hash, start, end, line, column, end_line, end_column, size."""
        return cls(b"".join([array(code, column).tobytes() for code, column in zip(_COLUMNS, columns, strict=True)]))

    def __len__(self) -> int:
        return len(self.data) // SENTENCE_BYTES

    @property
    def hashes(self) -> memoryview[int]:
        """By sentence, the hash of its normalised text: 64 bits."""
        return self._column(0)

    @property
    def starts(self) -> memoryview[int]:
        """By sentence, the offset in the file at which it starts."""
        return self._column(1)

    @property
    def ends(self) -> memoryview[int]:
        """By sentence, the offset in the file at which it ends."""
        return self._column(2)

    @property
    def lines(self) -> memoryview[int]:
        """By sentence, the line, from 0, on which it starts."""
        return self._column(3)

    @property
    def end_lines(self) -> memoryview[int]:
        """By sentence, the line, from 0, on which it ends."""
        return self._column(5)

    @property
    def sizes(self) -> memoryview[int]:
        """By sentence, how many letters and digits it has."""
        return self._column(7)

    def place(self, index: int) -> Place:
        """Where a sentence stands."""
        start, end, line, column, end_line, end_column = (self._column(number)[index] for number in range(1, 7))
        return Place(Span(start, end), Position(line, column), Position(end_line, end_column))

    def holds(self, digest: int) -> bool:
        """Whether a sentence with this hash is among them."""
        return self._find(digest) >= 0

    def index(self, digest: int) -> int:
        """The number of the first sentence with this hash. Raises ValueError if there is none."""
        at = self._find(digest)
        if at < 0:
            raise ValueError("no sentence has this hash")
        return at

    def _find(self, digest: int) -> int:
        """The same, or a negative number; looked for without unpacking anything."""
        wanted, end = digest.to_bytes(8, sys.byteorder), 8 * len(self)
        at = self.data.find(wanted, 0, end)
        while at % 8 and at >= 0:  # parts of two hashes
            at = self.data.find(wanted, at + 1, end)
        return at // 8

    def cover(self, first: int, last: int) -> Place:
        """The place from the start of a sentence to the end of another, both included."""
        return self.place(first).cover(self.place(last))

    def position(self, offset: int) -> Position | None:
        """The line and column of an offset at which a sentence starts or ends; None for any other."""
        for offsets, lines, columns in ((1, 3, 4), (2, 5, 6)):
            number = bisect_left(self._column(offsets), offset)
            if number < len(self) and self._column(offsets)[number] == offset:
                return Position(self._column(lines)[number], self._column(columns)[number])
        return None

    def _column(self, number: int) -> memoryview[int]:
        count = len(self)
        start = _BEFORE[number] * count
        code = _COLUMNS[number]
        return cast("memoryview[int]", memoryview(self.data)[start : start + _WIDTHS[code] * count].cast(code))  # type: ignore[call-overload]


_encode_facts = msgspec.msgpack.Encoder().encode
_decode_facts = msgspec.msgpack.Decoder(tuple[Fact, ...]).decode


def pack_facts(facts: Iterable[Fact]) -> bytes:
    """Facts as a summary holds them: a tenth of what the objects take."""
    return _encode_facts(tuple(facts))


class Summary(msgspec.Struct, frozen=True, array_like=True, kw_only=True):
    """What is kept of one document: never its text."""

    path: str
    """As it is shown."""
    language: Language = "other"
    locale: str = ""
    """For which readers the article is (``en``, ``ja``), as its folder, its file name or its header says; empty if
    none does. Two articles of different locales are translations, not copies."""
    title: str | None = None
    title_place: Place = NOWHERE
    """Where a finding about the title stands: on its value in the header, else where those about the file stand."""
    date: str | None = None
    """The ISO day of the article, such as ``2024-05-01``: as its header says, else its file name."""
    first_line: Place = NOWHERE
    """Where a finding about the whole file stands."""
    characters: int = 0
    """How many visible characters of running text it has."""
    repeated: int = 0
    """How many of them have stood in it before."""
    sentences: Sentences = Sentences()
    facts: bytes = b"\x90"
    """What its header says, packed: see ``header``."""
    measures: dict[str, float] = {}
    """What rules over many files measured in it."""

    @property
    def header(self) -> tuple[Fact, ...]:
        """What its header says, unpacked each time."""
        return _decode_facts(self.facts)


class Corpus(Sequence[Summary]):
    """The summaries of all documents of a run, in the order of their paths."""

    def __init__(
        self, summaries: Iterable[Summary], finder: Finder | None = None, before: Corpus | None = None
    ) -> None:
        self.finder = finder
        """Which way to the sentences that stand in several documents suits so many; None for that in memory."""
        self._summaries = sorted(summaries, key=lambda summary: summary.path)
        self.before = before
        """The same documents before some of them were edited: what was worked out of these, much of it holds still."""
        if before is not None:
            before.before = None  # one step back is enough, and no more are kept
        self.deaf: Mapping[str, Collection[str]] = {}
        """By the code of a rule, the paths of the documents in which its findings are not wanted."""
        self._made: dict[tuple[object, ...], Any] = {}

    @overload
    def __getitem__(self, index: int) -> Summary: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Summary]: ...
    def __getitem__(self, index: int | slice) -> Summary | Sequence[Summary]:
        return self._summaries[index]

    def __len__(self) -> int:
        return len(self._summaries)

    def __iter__(self) -> Iterator[Summary]:
        return iter(self._summaries)

    @cached_property
    def by_path(self) -> dict[str, Summary]:
        """The summaries by the paths of their documents."""
        return {summary.path: summary for summary in self._summaries}

    @cached_property
    def changed(self) -> tuple[int, ...] | None:
        """The numbers of the summaries that are not as they were; None if nothing is known of that, or if documents
        came or went."""
        before = self.before
        if before is None or len(before) != len(self):
            return None
        pairs = list(zip(before, self, strict=True))
        if any(one is not other and one.path != other.path for one, other in pairs):
            return None
        return tuple(number for number, (one, other) in enumerate(pairs) if one is not other and one != other)

    def wants(self, rule: str, document: Summary) -> bool:
        """Whether findings of a rule, given by its code, may stand in a document.

        A finding in a document that wants none is dropped. So a rule has to ask only where it can choose the place, as
        for a finding about the whole site.
        """
        return document.path not in self.deaf.get(rule, ())

    def once(self, make: Callable[Concatenate[Corpus, P], T], *arguments: P.args, **named: P.kwargs) -> T:
        """What ``make`` works out from this corpus, made when it is first asked for: several rules may need it."""
        key = (make, arguments, tuple(named.items()))
        if key not in self._made:
            self._made[key] = make(self, *arguments, **named)
        return cast("T", self._made[key])

    def known(self, make: Callable[Concatenate[Corpus, P], T], *arguments: P.args, **named: P.kwargs) -> T | None:
        """What ``once`` has made; None if it was not asked for."""
        return cast("T | None", self._made.get((make, arguments, tuple(named.items()))))
