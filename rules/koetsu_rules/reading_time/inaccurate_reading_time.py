"""Is the stated reading time true?"""

from collections.abc import Iterator
from typing import Annotated, Literal

import msgspec

from koetsu import Diagnostics, Document, Edit, Fix, Message, OptionError, Options, PositiveInt, Rule, excerpt
from koetsu_rules.reading_time.band import Speed, minutes_beside_text, raw_size, size_of, size_without_repeats
from koetsu_rules.reading_time.formulas import FORMULAS, Minutes
from koetsu_rules.reading_time.stated_time import KEYS, StatedTime, restated, stated_times

Formula = Literal["band", "raw-chars", "hugo", "hugo-cjk", "medium", "npm-reading-time", "chirpy", "zola"]
Rates = Annotated[tuple[PositiveInt, PositiveInt], msgspec.Meta(description="slow, fast")]

TOLERANCE = 1
"""So many minutes outside are a matter of rounding."""

_SLOW_FIRST = Message(
    ja="遅い読者、速い読者の順に書いてください（{slow}は{fast}より大きい数です）",
    en="the slow reader comes first, and {slow} is more than {fast}",
)


class InaccurateReadingTimeOptions(Options, frozen=True):
    """How the time is measured."""

    keys: tuple[str, ...] = KEYS
    """読了時間を書くキーの名前。

    The keys under which headers state a reading time.
    """
    formula: Formula = "band"
    """測り方。band は遅い読者から速い読者までの幅、ほかは同じ名前の道具がする計算です。

    How to measure: band is the range from fast to slow readers, raw-chars the same for the characters of the file as
    it is written, and the others are the formulas of the tools of these names.
    """
    characters_per_minute: Rates = (400, 650)
    """日本語と中国語を1分に読む文字数。遅い読者と速い読者の二つです。

    How many characters of Japanese or Chinese a slow and a fast reader read in a minute.
    """
    words_per_minute: Rates = (200, 260)
    """そのほかの言語を1分に読む語数。遅い読者と速い読者の二つです。

    How many words of other languages a slow and a fast reader read in a minute.
    """

    def __post_init__(self) -> None:
        for option in ("characters_per_minute", "words_per_minute"):
            slow, fast = getattr(self, option)
            if slow > fast:
                raise OptionError(option, _SLOW_FIRST, slow=slow, fast=fast)


class InaccurateReadingTime(Rule[InaccurateReadingTimeOptions]):
    """A stated reading time that is more than a minute outside of what the text takes."""

    code = "RT001"
    severity = "warning"
    message = Message(
        ja="{key} は「{stated}」ですが、本文は約{size}{unit:term}で、読むのに{low}〜{high}分かかります。",
        en="{key} says “{stated}”, but the text has about {size} {unit:term} and takes {low} to {high} minutes.",
    )
    messages = {
        "repeated": Message(
            ja="{key} は「{stated}」ですが、本文は約{size}{unit:term}で、読むのに{low}〜{high}分かかります。"
            "繰り返しを除くと約{unique}{unit:term}、{unique_low}〜{unique_high}分です。",
            en="{key} says “{stated}”, but the text has about {size} {unit:term} and takes {low} to {high} minutes;"
            " without what it repeats, about {unique} {unit:term} and {unique_low} to {unique_high} minutes.",
        ),
        "formula": Message(
            ja="{key} は「{stated}」ですが、{formula} の計算では{low}分です。",
            en="{key} says “{stated}”, but the formula of {formula} gives {low} min.",
        ),
        "formula-range": Message(
            ja="{key} は「{stated}」ですが、{formula} の計算では{low}〜{high}分です。",
            en="{key} says “{stated}”, but the formula of {formula} gives {low} to {high} minutes.",
        ),
        "correct": Message(ja="値を「{value}」に直す", en="Correct the value to “{value}”"),
        "characters": Message(ja="字", en="characters"),
        "words": Message(ja="語", en="words"),
    }

    def check(self, document: Document) -> Diagnostics:
        """Compare each time that the header states."""
        for time in stated_times(document, self.options.keys):
            if time.minutes is not None:
                compare = self._by_formula if self.options.formula in FORMULAS else self._by_speed
                yield from compare(document, time, time.minutes)

    def _by_formula(self, document: Document, time: StatedTime, stated: tuple[float, float]) -> Diagnostics:
        minutes = FORMULAS[self.options.formula](document)
        if _is_outside(stated, minutes):
            yield self.report(
                time.node,
                "formula" if minutes.low == minutes.high else "formula-range",
                scope="file",
                extent=_distance(stated, minutes),
                fixes=self._fixes(document, time, minutes),
                key=time.key,
                stated=excerpt(time.node.text),
                formula=self.options.formula,
                low=minutes.low,
                high=minutes.high,
            )

    def _by_speed(self, document: Document, time: StatedTime, stated: tuple[float, float]) -> Diagnostics:
        raw = self.options.formula == "raw-chars"
        size = raw_size(document) if raw else size_of(document)
        characters = Speed(*sorted(self.options.characters_per_minute))
        speed = characters if size.unit == "characters" else Speed(*sorted(self.options.words_per_minute))
        minutes = speed.minutes(size.amount)
        if not _is_outside(stated, minutes):
            return  # code and images could only make the range wider
        more = 0.0 if raw else minutes_beside_text(document, characters)
        minutes = speed.minutes(size.amount, more)
        if _is_outside(stated, minutes):
            unique = size if raw else size_without_repeats(document, size)
            unique_minutes = speed.minutes(unique.amount, more)
            yield self.report(
                time.node,
                "" if unique_minutes == minutes else "repeated",
                scope="file",
                extent=_distance(stated, minutes),
                fixes=self._fixes(document, time, minutes),
                key=time.key,
                stated=excerpt(time.node.text),
                size=_about(size.amount),
                unit=size.unit,
                low=minutes.low,
                high=minutes.high,
                unique=_about(unique.amount),
                unique_low=unique_minutes.low,
                unique_high=unique_minutes.high,
            )

    def _fixes(self, document: Document, time: StatedTime, minutes: Minutes) -> Iterator[Fix]:
        """The middle of the range, in the form that the value has: who the readers are is not for a tool to say."""
        value = restated(document, time, (minutes.low + minutes.high) // 2)
        if value is not None:
            yield self.fix("correct", Edit(time.node.span, value), safe=False, value=value)


def _is_outside(stated: tuple[float, float], minutes: Minutes) -> bool:
    return _distance(stated, minutes) > TOLERANCE


def _distance(stated: tuple[float, float], minutes: Minutes) -> float:
    """How many minutes lie between what is stated and what the text takes; none if they meet."""
    return max(minutes.low - stated[1], stated[0] - minutes.high, 0)


def _about(amount: int) -> str:
    """An amount to two or three places, with its thousands apart."""
    return f"{round(amount, -2) if amount >= 1000 else round(amount, -1):,}"
