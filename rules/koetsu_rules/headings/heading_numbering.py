"""Do the numbers of headings count on?"""

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from koetsu import Block, Diagnostics, Document, Message, Options, Rule, Section
from koetsu_rules.headings.numbers import Number, number_of


class Numbered(NamedTuple):
    """A heading with its number."""

    heading: Block
    number: Number
    fresh: bool
    """Whether a sibling without a number stands right before it, so that counting may start anew."""


class HeadingNumbering(Rule[Options]):
    """A number of a heading that jumps, stands twice or goes back, among headings under the same parent."""

    code = "HD007"
    severity = "warning"
    message = Message(
        ja="見出しの番号が「{before}」から「{number}」へ飛んでいます。抜けた節を補うか、番号を振り直してください。",
        en="The heading's number jumps from “{before}” to “{number}”: add what is missing, or number them anew.",
    )
    messages = {
        "again": Message(
            ja="見出しの番号「{before}」の次がまた「{number}」です。番号を振り直してください。",
            en="The number “{number}” follows on “{before}” among the headings: number them anew.",
        ),
        "back": Message(
            ja="見出しの番号が「{before}」から「{number}」へ戻っています。番号を振り直すか、見出しの段を直してください。",
            en="The heading's number goes back from “{before}” to “{number}”: number the headings anew, or mend their"
            " levels.",
        ),
        "before": Message(ja="直前の番号です。", en="The number before it."),
    }

    def check(self, document: Document) -> Diagnostics:
        for section in document.sections.walk():
            for series in _series_in(section):
                for before, after in _breaks(series):
                    step = after.number.value - before.number.value
                    yield self.report(
                        after.heading,
                        "back" if step < 0 else "" if step else "again",
                        related=[self.note(before.heading, "before")],
                        before=before.number.text,
                        number=after.number.text,
                    )


def _series_in(parent: Section) -> Iterator[list[Numbered]]:
    """The numbered headings right under a parent, those that are counted together."""
    series: dict[tuple[str, int], list[Numbered]] = {}
    counted = True
    for section in parent.sections:
        heading = section.heading
        if heading is None:
            continue
        number = number_of(heading.text)
        if number is not None:
            series.setdefault((number.series, heading.level), []).append(Numbered(heading, number, not counted))
        counted = number is not None
    return iter(series.values())


def _breaks(series: Sequence[Numbered]) -> list[tuple[Numbered, Numbered]]:
    """Where the numbers of a series do not count on; nowhere if they count something else than these headings."""
    pairs = list(pairwise(series))
    steps = [after.number.value - before.number.value for before, after in pairs]
    if not steps or all(step < 0 for step in steps):  # a countdown, or the newest first
        return []
    jumps = _jumps_matter(series, steps)
    return [pair for pair, step in zip(pairs, steps, strict=True) if (jumps and step > 1) or _goes_back(pair[1], step)]


def _jumps_matter(series: Sequence[Numbered], steps: Sequence[int]) -> bool:
    """Whether the numbers were given to these headings: they start at 0 or 1 and mostly go on by one.

    Others are chosen from a longer list, as the articles of a law or the versions of a program.
    """
    if series[0].number.value > 1:
        return False
    regular, jumps = steps.count(1), sum(step > 1 for step in steps)
    return regular >= jumps or (steps == [2] and not series[0].number.is_bare)


def _goes_back(after: Numbered, step: int) -> bool:
    """Whether a number stands again or goes back, other than behind a heading that begins a new count."""
    return step < 1 and not (after.fresh and after.number.value <= 1)
