"""What sentences does the benchmark consist of?

They are made of the words in ``words.toml`` and the patterns below, all written for this project. There are far more
combinations than sentences in the benchmark, so that two equal sentences of one article are a planted repeat and
hardly ever chance.
"""

from __future__ import annotations

import tomllib
from pathlib import Path
from random import Random
from typing import Any, NamedTuple, TypeVar

T = TypeVar("T")


class Topic(NamedTuple):
    """What an article is about."""

    name: str
    slug: str
    people: list[str]
    places: list[str]
    things: list[str]


_FILE: dict[str, Any] = tomllib.loads((Path(__file__).parent / "words.toml").read_text(encoding="utf-8"))
_VERBS: list[tuple[str, str]] = [(stem, verb) for stem, verb in _FILE.pop("verbs")]
TOPICS = [Topic(**topic) for topic in _FILE.pop("topics")]
_ASPECTS: list[str] = _FILE["aspects"]
_QUALITIES: list[str] = _FILE["qualities"]
_TIMES: list[str] = _FILE["times"]
_CONNECTIVES: list[str] = _FILE["connectives"]
_REASONS: list[str] = _FILE["reasons"]
_MANNERS: list[str] = _FILE["manners"]
_ENDINGS: list[str] = _FILE["endings"]
_PLAIN_ENDINGS: list[str] = _FILE["plain-endings"]
_QUESTIONS: list[str] = _FILE["questions"]


class Voice:
    """A source of sentences about one topic; the same generator of random numbers gives the same sentences."""

    def __init__(self, random: Random, topic: Topic) -> None:
        self.topic = topic
        self._random = random

    def _of(self, words: list[T]) -> T:
        # A third of the time of random.choice, which matters for a third of a million sentences.
        return words[int(self._random.random() * len(words))]

    def thing(self) -> str:
        """A thing of the topic."""
        return self._of(self.topic.things)

    def phrase(self) -> str:
        """A noun phrase, such as a heading."""
        shapes = [
            f"{self.thing()}の{self._of(_ASPECTS)}",
            f"{self.thing()}と{self.thing()}の{self._of(_ASPECTS)}",
            f"{self._of(self.topic.places)}で見る{self.thing()}",
            f"{self._of(self.topic.people)}に聞く{self.thing()}の{self._of(_ASPECTS)}",
        ]
        return self._of(shapes)

    def plain(self) -> str:
        """A sentence of the other register."""
        return f"{self._clause()}、{self._of(_MANNERS)}{self._of(_VERBS)[1]}{self._of(_PLAIN_ENDINGS)}。"

    def question(self) -> str:
        """A sentence that ends in a question mark."""
        return f"{self.thing()}の{self._of(_ASPECTS)}について、{self._of(_QUESTIONS)}"

    def sentence(self) -> str:
        """A whole sentence of 30 to 90 characters."""
        shape = int(self._random.random() * 9)
        start = self._of(_CONNECTIVES) if self._random.random() < 0.3 else ""
        stem, verb = self._of(_VERBS)
        if shape == 0:
            return f"{start}{self._clause()}、{self._object()}を{self._of(_MANNERS)}{stem}ました。"
        if shape == 1:
            return f"{start}{self._clause()}、{self._object()}を{verb}{self._of(_ENDINGS)}。"
        if shape == 2:
            return f"{start}{self.thing()}は{self._of(_QUALITIES)}ため、{self._object()}よりも先に{stem}ておきます。"
        if shape == 3:
            return f"{start}{self._object()}を{self._of(_MANNERS)}{verb}のは、{self._of(_REASONS)}。"
        if shape == 4:
            count = int(self._random.random() * 96) + 3
            return (
                f"{self._of(_TIMES)}{self._of(self.topic.places)}で{stem}た{self.thing()}は{count}件で、"
                f"そのうち{self._object()}に関わるものが{count // 3 + 1}件を占めていました。"
            )
        if shape == 5:
            return (
                f"{self._of(self.topic.people)}は「{self.thing()}の{self._of(_ASPECTS)}は{self._of(_QUALITIES)}」と話し、"
                f"{self._object()}を{self._of(_MANNERS)}{stem}ています。"
            )
        if shape == 6:
            return (
                f"{start}{self._of(self.topic.places)}では、{self.thing()}や{self.thing()}の{self._of(_ASPECTS)}が"
                f"{self._of(_QUALITIES)}ことを、{self._of(self.topic.people)}から教わりました。"
            )
        if shape == 7:
            return f"{start}{self._clause(past=True)}ものの、{self._object()}まで{verb}{self._of(_ENDINGS)}。"
        return (
            f"{self._of(_TIMES)}、{self._of(self.topic.people)}が{self._object()}を{stem}、"
            f"{self.thing()}の{self._of(_ASPECTS)}もあわせて{self._of(_VERBS)[0]}ました。"
        )

    def paragraph(self, sentences: int) -> list[str]:
        """So many sentences."""
        return [self.question() if self._random.random() < 0.03 else self.sentence() for _ in range(sentences)]

    def _clause(self, past: bool = False) -> str:
        if self._random.random() < 0.5:
            seen = f"{self._of(_TIMES)}{self._of(self.topic.places)}で{self.thing()}の{self._of(_ASPECTS)}"
            return f"{seen}が{self._of(_QUALITIES)}とわか{'った' if past else 'り'}"
        helper = f"{self._of(self.topic.people)}が{self.thing()}の{self._of(_ASPECTS)}"
        return f"{helper}を{self._of(_VERBS)[0]}てくれ{'た' if past else ''}"

    def _object(self) -> str:
        return f"{self.thing()}の{self._of(_ASPECTS)}"
