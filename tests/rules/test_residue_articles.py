"""Is what generators leave behind found in whole articles, and is good text left alone?

The articles and what has to be found in them were written apart from the rules. Rules were then mended after what
they had missed here: the share that is found tells that nothing was lost, not how they do on a text they never met.
"""

import tomllib
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import NamedTuple

from koetsu.engine.check import Checker
from koetsu.engine.config import Configuration
from koetsu.engine.registry import load_registry
from koetsu.text.source import Source

ARTICLES = Path(__file__).parent.parent / "articles" / "residue"
FAMILIES = ("RS", "NT", "WD")
RECALL = 0.95
WARNINGS = 3
"""So many warnings a hundred articles without residue may have."""


class Found(NamedTuple):
    """A finding: its lines, from 1."""

    article: str
    first: int
    last: int
    rule: str
    severity: str
    line: str

    def __str__(self) -> str:
        return f"{self.article}:{self.first} {self.rule} {self.severity}: {self.line}"


class Expected(NamedTuple):
    """What is to be found: a finding of one of the rules that touches one of the lines."""

    article: str
    rules: tuple[str, ...]
    first: int
    last: int
    line: str

    def is_met_by(self, found: Found) -> bool:
        return (
            self.article == found.article
            and found.rule in self.rules
            and found.first <= self.last
            and self.first <= found.last
        )

    def __str__(self) -> str:
        return f"{self.article}:{self.first} {'/'.join(self.rules)}: {self.line}"


def expected(kind: str) -> list[Expected]:
    """What "must" or "may" be found."""
    labels = tomllib.loads((ARTICLES / "expected.toml").read_text(encoding="utf-8"))
    return [_read(article, label) for article, told in labels.items() for label in told.get(kind, ())]


def _read(article: str, label: str) -> Expected:
    rules, _, where = label.partition(" ")
    lines = (ARTICLES / article).read_text(encoding="utf-8").split("\n")
    first, _, last = where.partition("-")
    start = int(first or 1)
    return Expected(article, tuple(rules.split("/")), start, int(last or first or len(lines)), lines[start - 1])


@cache
def findings() -> list[Found]:
    """All that is found at default settings."""
    checker = Checker(load_registry())
    settings = Configuration.load(ARTICLES, registry=load_registry(), isolated=True).settings(ARTICLES / "a.md")
    return [found for file in sorted(ARTICLES.glob("*.md")) for found in _found(checker, settings, file)]


def _found(checker, settings, file: Path) -> Iterator[Found]:
    source = Source.read(file, file.name)
    for said in checker.check(source, settings).diagnostics:
        first, last = (source.position(at).line for at in said.span)
        line = source.text.split("\n")[first]
        yield Found(file.name, first + 1, last + 1, said.rule, said.severity, line)


def is_good(article: str) -> bool:
    return article not in {one.article for one in expected("must")}


def listed(what) -> str:
    return "\n" + "\n".join(map(str, what))


def test_articles_hold_every_kind_of_residue():
    rules = {code for code in load_registry().rules if code.startswith(FAMILIES)}
    held = {code: {one.article for one in expected("must") if code in one.rules} for code in rules}

    assert {code: len(articles) for code, articles in held.items() if len(articles) < 4} == {}
    assert sum(is_good(file.name) for file in ARTICLES.glob("*.md")) >= 60


def test_residue_in_articles_is_found():
    wanted = expected("must")
    missed = [one for one in wanted if not any(one.is_met_by(found) for found in findings())]

    assert len(missed) <= (1 - RECALL) * len(wanted), listed(missed)


def test_good_articles_have_no_error():
    alarms = [found for found in findings() if found.severity == "error" and is_good(found.article)]

    assert alarms == [], listed(alarms)


def test_good_articles_have_hardly_a_warning():
    good = [file for file in ARTICLES.glob("*.md") if is_good(file.name)]
    alarms = [
        found
        for found in findings()
        if found.rule.startswith(FAMILIES) and found.severity == "warning" and is_good(found.article)
    ]

    assert len(alarms) <= WARNINGS * len(good) / 100, listed(alarms)


def test_articles_with_residue_have_no_other_error():
    allowed = [*expected("must"), *expected("may")]
    alarms = [
        found
        for found in findings()
        if found.rule.startswith(FAMILIES)
        and found.severity == "error"
        and not any(one.is_met_by(found) for one in allowed)
    ]

    assert alarms == [], listed(alarms)
