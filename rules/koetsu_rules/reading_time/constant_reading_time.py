"""One reading time for all articles."""

from collections import Counter
from collections.abc import Iterable, Mapping

from koetsu import Corpus, CorpusRule, Diagnostic, Document, Message, Options, PositiveInt, Share, Summary
from koetsu_rules.reading_time.band import Speed, minutes_beside_text, size_of
from koetsu_rules.reading_time.formulas import MEDIUM_CHARACTERS, MEDIUM_WORDS
from koetsu_rules.reading_time.stated_time import KEYS, stated_times

STATED, MEASURED = "stated-minutes", "measured-minutes"

_SLOW, _FAST = 0.8, 1.3
"""How fast the slow and the fast reader are, measured by the one in the middle: 400 and 650 characters to 500."""


class ConstantReadingTimeOptions(Options, frozen=True):
    share: Share = 0.4
    """読了時間を書いた記事のうち、どれだけを超えて同じ値なら報告するか。
    In more than which part of the articles that state a reading time it must be the same."""
    articles: PositiveInt = 10
    """同じ値の記事が何件以上あれば報告するか。
    How many articles must have the same value at least."""


class ConstantReadingTime(CorpusRule[ConstantReadingTimeOptions]):
    """A reading time that is the same on most articles, however long they are."""

    code = "RT101"
    severity = "warning"
    message = Message(
        ja="読了時間を書いた{stated}件のうち{count}件（{share:.0%}）が、長さに関係なく「{minutes:g}分」です"
        "（実際は{low}〜{high}分）。本文から計算するか、読了時間を書くのをやめてください。",
        en="{count} of {stated} articles with a reading time ({share:.0%}) say “{minutes:g} min” whatever their length"
        " (they take {low} to {high} min). Compute it from the text, or leave it out.",
    )
    messages = {
        "alike": Message(
            ja="読了時間を書いた{stated}件のうち{count}件（{share:.0%}）が「{minutes:g}分」ですが、"
            "実際はどれも{low}分ほどです。本文から計算するか、読了時間を書くのをやめてください。",
            en="{count} of {stated} articles with a reading time ({share:.0%}) say “{minutes:g} min”, but each takes"
            " about {low} min. Compute it from the text, or leave it out.",
        )
    }

    def measures(self, document: Document) -> Mapping[str, float]:
        """The time that the header states, in the middle where it is a range, and what the text takes."""
        stated = next((time.minutes for time in stated_times(document, KEYS) if time.minutes is not None), None)
        if stated is None:
            return {}
        size = size_of(document)
        a_minute = MEDIUM_CHARACTERS if size.unit == "characters" else MEDIUM_WORDS
        beside = minutes_beside_text(document, Speed(MEDIUM_CHARACTERS, MEDIUM_CHARACTERS)) / 2
        return {STATED: sum(stated) / 2, MEASURED: round(size.amount / a_minute + beside, 2)}

    def check(self, corpus: Corpus) -> Iterable[tuple[str, Diagnostic]]:
        """One finding for the site, in the first article that states the time and wants to hear of it."""
        stating = [summary for summary in corpus if STATED in summary.measures]
        counts = Counter(summary.measures[STATED] for summary in stating)
        for minutes, count in counts.most_common(1):
            same = [summary for summary in stating if summary.measures[STATED] == minutes]
            if count < self.options.articles or count <= self.options.share * len(stating) or _are_right(same):
                continue
            measured = [max(1, round(summary.measures[MEASURED])) for summary in same]
            low, high = min(measured), max(measured)
            first = next((summary for summary in same if corpus.wants(self.code, summary)), same[0])
            yield (
                first.path,
                self.report(
                    first.first_line,
                    "alike" if low == high else "",
                    scope="file",
                    identity=f"{minutes:g}",
                    minutes=minutes,
                    count=count,
                    stated=len(stating),
                    share=count / len(stating),
                    low=low,
                    high=high,
                ),
            )


def _are_right(summaries: list[Summary]) -> bool:
    """Whether what most of some articles state is what their text takes one reader or another."""
    right = 0
    for summary in summaries:
        stated, measured = summary.measures[STATED], summary.measures[MEASURED]
        right += measured / _FAST - 1 <= stated <= measured / _SLOW + 1
    return 2 * right > len(summaries)
