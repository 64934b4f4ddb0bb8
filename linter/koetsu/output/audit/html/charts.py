"""Where do the marks of the charts stand?

Across in per cent of the width, so that a chart fills a phone as well as a sheet and its letters keep their size; down
in pixels from the top.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import sqrt

from koetsu.engine.audit.model import FamilyData, ReadingTimeData, Say

from .numbers import round_top
from .periods import Period, Timeline

_LABEL = 22
"""About so much of the width a label takes to either side."""


@dataclass(frozen=True)
class Tick:
    """A place on a scale."""

    at: float
    name: str


@dataclass(frozen=True)
class Column:
    """A period: two heights, the second inside the first."""

    period: Period
    left: float
    width: float
    whole: float
    part: float


@dataclass(frozen=True)
class Trend:
    """How many articles there are by period, and how many of them have a certain defect."""

    timeline: Timeline
    height: float
    columns: Sequence[Column]
    years: Sequence[Tick]
    grid: Sequence[Tick]
    worst: Column | None
    """The period with the largest share, among those with enough articles, hit or not, to speak of one."""
    clear: float
    """How far up its label has to stand so that no column is behind it."""


def trend(timeline: Timeline, height: float = 168) -> Trend:
    """The chart above the fold."""
    top = round_top(max((period.articles for period in timeline.periods), default=0))
    columns = [
        Column(
            period, *_slot(index, len(timeline.periods)), period.articles / top * height, period.certain / top * height
        )
        for index, period in enumerate(timeline.periods)
    ]
    telling = [column for column in columns if column.period.certain > 1 and timeline.is_telling(column.period)]
    worst = max(
        telling, key=lambda column: (column.period.certain / column.period.articles, column.whole), default=None
    )
    parts = next((parts for parts in (2, 3) if top % parts == 0), 1)  # there is no half of an article
    grid = [Tick(height - part / parts * height, f"{part * top / parts:,g}") for part in range(1, parts + 1)]
    near = [column.whole for column in columns if worst and abs(column.left - worst.left) < _LABEL]
    return Trend(timeline, height, columns, _years(timeline), grid, worst, max(near, default=0.0))


@dataclass(frozen=True)
class Bar:
    """How much one family finds in a period."""

    period: Period
    left: float
    width: float
    height: float
    rate: float


@dataclass(frozen=True)
class FamilyChart:
    """Findings of a family for each article, by period."""

    code: str
    title: Say
    height: float
    bars: Sequence[Bar]
    years: Sequence[Tick]
    peak: Bar
    mean: float


def family_charts(timeline: Timeline, families: Sequence[FamilyData], height: float = 64) -> Iterator[FamilyChart]:
    """A small chart for each family that found anything in an article with a date."""
    articles = sum(period.articles for period in timeline.periods)
    for family in families:
        rates = [period.rate(family.code) for period in timeline.periods]
        top = max(rates, default=0)
        if not top:
            continue
        bars = [
            Bar(period, *_slot(index, len(rates)), rate / top * height, rate)
            for index, (period, rate) in enumerate(zip(timeline.periods, rates, strict=True))
        ]
        found = sum(period.by_family[family.code] for period in timeline.periods)
        telling = [bar for bar in bars if timeline.is_telling(bar.period)]
        peak = max(telling or bars, key=lambda bar: bar.rate)
        yield FamilyChart(family.code, family.title, height, bars, _years(timeline), peak, found / articles)


@dataclass(frozen=True)
class Circle:
    """Articles that state so many minutes and take so many."""

    across: float
    down: float
    radius: float
    time: ReadingTimeData


@dataclass(frozen=True)
class ReadingChart:
    """Stated against measured minutes."""

    height: float
    circles: Sequence[Circle]
    across: Sequence[Tick]
    down: Sequence[Tick]
    articles: int
    most: int
    """The minutes that are stated most often."""
    most_articles: int
    near: int
    """Articles that state the measured time, or a minute more or less."""
    limit: int
    """The most minutes that the chart tells apart."""
    beyond: bool
    """Whether some lie above."""


def reading_chart(times: Sequence[ReadingTimeData], height: float = 280) -> ReadingChart:
    """The chart of reading times; the few that are far longer than the others stand on its edge."""
    limit = _limit(times)
    top = limit + 1
    largest = max((time.articles for time in times), default=1)
    circles = [
        Circle(
            across=min(time.measured, top) / top * 100,
            down=height - min(time.stated, top) / top * height,
            radius=max(2.0, sqrt(time.articles / largest) * 15),
            time=time,
        )
        for time in sorted(times, key=lambda time: (-time.articles, time.stated, time.measured))
    ]
    stated: dict[int, int] = {}
    for time in times:
        stated[time.stated] = stated.get(time.stated, 0) + time.articles
    most = min(stated, key=lambda minutes: (-stated[minutes], minutes), default=0)
    steps = range(0, top + 1, 2 if top <= 10 else 5 if top <= 40 else 10 if top <= 90 else 30)
    return ReadingChart(
        height,
        circles,
        [Tick(step / top * 100, str(step)) for step in steps],
        [Tick(height - step / top * height, str(step)) for step in steps if step],
        sum(stated.values()),
        most,
        stated.get(most, 0),
        sum(time.articles for time in times if abs(time.stated - time.measured) <= 1),
        limit,
        any(max(time.stated, time.measured) > limit for time in times),
    )


def _limit(times: Sequence[ReadingTimeData]) -> int:
    """So many minutes that all but a few articles state and take no more."""
    longest = sorted((max(time.stated, time.measured), time.articles) for time in times)
    within, enough = 0, 0.97 * sum(time.articles for time in times)
    for minutes, articles in longest:
        within += articles
        if within >= enough:
            return max(minutes, 1)
    return 1


def _slot(index: int, count: int) -> tuple[float, float]:
    """Left edge and width of a column."""
    width = 100 / max(count, 12)
    gap = 0.28 if count <= 36 else 0.16
    return index * width + width * gap / 2, width * (1 - gap)


def _years(timeline: Timeline) -> list[Tick]:
    width = 100 / max(len(timeline.periods), 12)
    return [Tick(index * width, year) for index, year in timeline.starts()]
