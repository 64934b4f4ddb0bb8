"""How are many equal faults told without a flood of findings?"""

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from koetsu import Source, Span

TOGETHER = 50
"""So many faults of one line are one finding; those behind them are the next."""
LIMIT = 100
"""So many findings about equal faults; one more counts the rest."""


class Run(NamedTuple):
    """One faulty stretch of a text."""

    key: str
    """What is equal: the characters, the way in which the text broke."""
    span: Span
    text: str
    """What should stand there instead; empty where nothing should, or where nobody knows."""
    mends: bool = False
    """Whether ``text`` mends it."""
    safe: bool = False
    """Whether that changes nothing that a reader sees."""

    @property
    def is_safe(self) -> bool:
        """Whether it can be mended without being looked at."""
        return self.mends and self.safe


class Gathered(NamedTuple):
    """Equal faults of one line, or how many there are behind the last finding that tells about them."""

    runs: list[Run]
    more: int = 0
    """With more than 0, so many were not told, of which ``runs`` holds the first."""


def gathered(source: Source, runs: Iterable[Run]) -> Iterator[Gathered]:
    """The faults of a text, those that are equal and stand in one line together; ``runs`` are in order."""
    told: Counter[str] = Counter()
    rest: dict[str, Gathered] = {}
    waiting: dict[str, list[Run]] = {}
    line_end = -1
    for run in runs:
        if told[run.key] >= LIMIT:
            first = rest.get(run.key, Gathered([run]))
            rest[run.key] = first._replace(more=first.more + 1)
            continue
        if run.span.start >= line_end:
            yield from map(Gathered, waiting.values())
            waiting.clear()
            line_end = source.line_span(source.line_of(run.span.start)).end
        together = waiting.setdefault(run.key, [])
        if not together:
            told[run.key] += 1
        together.append(run)
        if len(together) == TOGETHER:
            yield Gathered(waiting.pop(run.key))
    yield from map(Gathered, waiting.values())
    yield from rest.values()
