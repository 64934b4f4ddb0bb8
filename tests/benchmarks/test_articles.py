"""Are the articles of the benchmark what they are said to be?"""

from __future__ import annotations

import re
from itertools import islice
from statistics import mean, median

import pytest
from worst import WORST

from articles import Article, articles

COUNT = 300
SAMPLE = list(articles(COUNT, seed=1))

LINES = {
    "accidental-setext-heading": r"---$",
    "conflict-marker": r"<<<<<<< ",
    "duplicate-key": r"tags: ",
    "emphasis-as-heading": r"\*\*[^*]+\*\*$",
    "end-marker": r"---END---$",
    "flattened-copy": r".{1500,}",
    "fragment-start": r"\.\.\.を",
    "inaccurate-reading-time": r"reading_time: \d+$",
    "literal-emphasis": r".*\*\*「[^*]+」\*\*が",
    "malformed-heading": r"[^#]+ ## .+。$",
    "mixed-heading-style": r"<h3>.+</h3>$",
    "prompt-echo": r"では、.+書いてください。$",
    "repeated-section": r".+",
    "repeated-title": r".+とは何か、.+から考える$",
    "skipped-level": r"#### ",
    "top-level-heading": r"### ",
    "truncated-ending": r".*[^。？！」]$",
    "truncated-heading": r"- \[「.+その\]\(",
}
"""What a line says on which a defect stands."""

RARE = {"duplicate-key", "mixed-heading-style", "skipped-level"}
"""Kinds that the sample is too small for."""


def blocks(article: Article) -> list[str]:
    body = article.text.split("\n---\n", 1)[1]
    return [block for block in re.split(r"\n\n+|\n(?=- )", body) if block.strip()]


def test_articles_are_the_same_every_time() -> None:
    again = list(articles(COUNT, seed=1))

    assert again == SAMPLE


def test_articles_of_another_seed_are_others() -> None:
    other = next(articles(COUNT, seed=2))

    assert other.text != SAMPLE[0].text


def test_articles_have_the_measured_size() -> None:
    sizes = [len(article.text.encode("utf-8")) for article in SAMPLE]

    assert 37_000 < mean(sizes) < 46_000
    assert 35_000 < median(sizes) < 48_000
    assert min(sizes) < 10_000
    assert max(sizes) > 84_000


def test_articles_have_the_measured_structure() -> None:
    sentences = mean(len(re.findall("[。？]", article.text)) for article in SAMPLE)

    assert 70 < mean(len(blocks(article)) for article in SAMPLE) < 100
    assert 13_000 < mean(len(article.text) for article in SAMPLE) < 17_000
    assert 220 < sentences < 300


def test_articles_repeat_themselves_as_often_as_measured() -> None:
    repeated = [article for article in SAMPLE if any(kind == "repeated-section" for _, kind in article.truth)]

    assert 0.6 < len(repeated) / COUNT < 0.75


def test_articles_without_a_planted_repeat_hardly_repeat_a_block() -> None:
    planted = {"repeated-section", "flattened-copy"}
    clean = [article for article in SAMPLE if not planted & {kind for _, kind in article.truth}]
    twice = [article for article in clean if len({b for b in blocks(article) if len(b) > 80}) < len(
        [b for b in blocks(article) if len(b) > 80])]  # fmt: skip

    assert len(clean) > 50
    assert len(twice) < len(clean) / 3


def test_articles_have_names_of_their_own() -> None:
    assert len({article.path for article in articles(2500, seed=3) if article}) == 2500


@pytest.mark.parametrize("kind", sorted(LINES))
def test_truth_names_the_line_of_the_defect(kind: str) -> None:
    found = 0
    for article in [*SAMPLE, *islice(articles(2500, seed=5), 900)] if kind in RARE else SAMPLE:
        lines = article.text.split("\n")
        for line in (line for line, name in article.truth if name == kind):
            assert re.match(LINES[kind], lines[line - 1]), f"{article.path}:{line}"
            found += 1

    assert found


def test_truth_knows_no_other_kind() -> None:
    assert {kind for article in SAMPLE for _, kind in article.truth} <= LINES.keys()


def test_truth_of_a_repeated_section_stands_earlier_in_the_article() -> None:
    for article in SAMPLE:
        lines = article.text.split("\n")
        for line in (line for line, kind in article.truth if kind == "repeated-section"):
            copy = [text for text in lines[line - 1 : line + 6] if text][:3]
            first = lines.index(copy[0])

            assert [text for text in lines[first : first + 9] if text][:3] == copy, f"{article.path}:{line}"


@pytest.mark.parametrize("name", WORST)
def test_worst_cases_have_the_size_that_was_asked_for(name: str) -> None:
    size = len(WORST[name](100_000).encode("utf-8"))

    assert 90_000 < size < 110_000
