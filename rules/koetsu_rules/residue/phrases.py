"""Which known phrases stand in a text?

A list of phrases is a file ``<slug of the rule>.toml`` beside this module, one table ``[[phrase]]`` an entry:

``id``        its name, unique in the list
``kind``      what it is a case of; the rule has a word for it
``strength``  ``certain``: no author writes it; ``likely``: an author hardly would; ``sign``: in company only
``where``     ``line``: it fills a line; ``start``: a line begins with it; ``end``: a line ends with it; ``anywhere``
``words``     in lower case; one of them is in every text that the entry finds
``pattern``   a regular expression; case does not count, and a space stands for any white space, a line end included
``hits``      at least two texts, each a whole article, in which the rule must report something because of it
``misses``    at least two articles, much like them, in which the rule must report nothing

The last two are read by the tests only, which give each of them to the rule itself. ``words`` keep a list cheap: as
long as none of them is in an article, no expression is compiled.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

from koetsu import HOLE, Block, Document, pattern

Strength = Literal["certain", "likely", "sign"]
Where = Literal["line", "start", "end", "anywhere"]

_QUOTED = pattern(
    r"「[^「」]*+(?:「[^「」]*+」[^「」]*+)*+」|『[^『』]*+』|“[^“”]*+”|‘[^‘’\n]*+’(?![a-zA-Z])|\"[^\"\n]*+\""
)
_AROUND: dict[str, tuple[str, str]] = {
    "line": (r"^[ \t　]*(?:", r")[ \t　]*$"),
    "start": (r"^[ \t　]*(?:", ")"),
    "end": ("(?:", r")[ \t　]*$"),
    "anywhere": ("(?:", ")"),
}


class Phrase(NamedTuple):
    """One entry of a list."""

    id: str
    kind: str
    strength: Strength
    where: Where
    words: tuple[str, ...]
    expression: re.Pattern[str]
    """Compiled by its first use."""


class Found(NamedTuple):
    """A phrase in a text."""

    phrase: Phrase
    start: int
    end: int
    """Half-open, in offsets of the text; white space at its ends does not belong to it."""


@cache
def phrases(name: str) -> tuple[Phrase, ...]:
    """The entries of a list, read when they are first asked for."""
    return tuple(_phrase(entry) for entry in entries(name))


def entries(name: str) -> list[dict[str, Any]]:
    """The entries of a list as they are written."""
    import tomllib

    text = Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8")
    found: list[dict[str, Any]] = tomllib.loads(text)["phrase"]
    return found


def present(name: str, text: str) -> Sequence[Phrase]:
    """The phrases of a list that may stand in a text, told by their words alone; most texts have none."""
    lower = text.lower()
    return [phrase for phrase in phrases(name) if any(word in lower for word in phrase.words)]


def present_in(name: str, document: Document) -> Sequence[Phrase]:
    """The phrases of a list that may stand in a document, its header included."""
    lower = document.once(_lower)
    return [phrase for phrase in phrases(name) if any(word in lower for word in phrase.words)]


def find(candidates: Iterable[Phrase], text: str) -> Iterator[Found]:
    """Every place in a text where one of these phrases stands, phrase by phrase."""
    lower = text.lower()
    for phrase in candidates:
        if any(word in lower for word in phrase.words):
            for found in phrase.expression.finditer(text):
                bare = found[0].strip()
                start = found.start() + found[0].index(bare) if bare else found.start()
                yield Found(phrase, start, start + len(bare))


def readable(block: Block) -> str:
    """What the author says in a block, as long as ``block.text``: code, addresses and quotations are U+FFFC in it."""
    return without_quotations(block.masked)


def without_quotations(text: str) -> str:
    """A text, as long, with U+FFFC for whatever is in 「」 or quotation marks; a hard break is a line end."""
    return _QUOTED.sub(lambda found: HOLE * len(found[0]), text).replace("\u2028", "\n")


def _lower(document: Document) -> str:
    return document.source.text.lower()


def _phrase(entry: dict[str, Any]) -> Phrase:
    before, after = _AROUND[entry["where"]]
    expression = before + entry["pattern"].replace(" ", r"\s") + after
    return Phrase(
        entry["id"],
        entry["kind"],
        entry["strength"],
        entry["where"],
        tuple(entry["words"]),
        pattern(expression, re.IGNORECASE | re.MULTILINE),
    )
