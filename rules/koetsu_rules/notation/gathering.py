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

    kind: str
    """What is wrong."""
    span: Span
    text: str
    """What should stand there instead; empty where nothing should, or where nobody knows."""
    mends: bool = True
    """Whether ``text`` mends it."""
    harmless: bool = False
    """Whether no reader could see that it was mended, as far as these characters alone can tell."""
    characters: str = ""
    """Which characters are at fault, if faults with others are not the same."""

    @property
    def key(self) -> tuple[str, str]:
        """What equal faults have in common."""
        return self.kind, self.characters


class Gathered(NamedTuple):
    """Equal faults of one line, or how many there are behind the last finding that tells about them."""

    runs: list[Run]
    more: int = 0
    """With more than 0, so many were not told, of which ``runs`` holds the first."""


def gathered(source: Source, runs: Iterable[Run]) -> Iterator[Gathered]:
    """The faults of a text, those that are equal and stand in one line together; ``runs`` are in order."""
    told: Counter[tuple[str, str]] = Counter()
    rest: dict[tuple[str, str], Gathered] = {}
    waiting: dict[tuple[str, str], list[Run]] = {}
    line_end = -1
    for run in runs:
        if run.span.start >= line_end:
            yield from map(Gathered, waiting.values())
            waiting.clear()
            line_end = source.line_span(source.line_of(run.span.start)).end
        key = run.key
        if told[key] >= LIMIT and key not in waiting:
            first = rest.get(key, Gathered([run]))
            rest[key] = first._replace(more=first.more + 1)
            continue
        together = waiting.setdefault(key, [])
        if not together:
            told[key] += 1
        together.append(run)
        if len(together) == TOGETHER:
            yield Gathered(waiting.pop(key))
    yield from map(Gathered, waiting.values())
    yield from rest.values()
