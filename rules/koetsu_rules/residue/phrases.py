"""Which known phrases stand in a text?

A list of phrases is a file ``<slug of the rule>.toml`` beside this module, one table ``[[phrase]]`` an entry, each of
whose values stands on the line of its key:

``id``        its name, unique in the list
``kind``      what it is a case of; the rule has a word for it
``strength``  ``certain``: no author writes it; ``likely``: an author hardly would; ``possible``: an author might;
              ``sign``: many do, so it counts in company only
``where``     ``line``: it fills a line; ``start``: a line or a sentence begins with it;
              ``end``: a line ends with it; ``anywhere``
``words``     in lower case, Latin ones whole and without a space; one of them is in every text that the entry finds
``also``      optional; in lower case; one of these is in it too, be it as part of a word
``pattern``   a regular expression; case does not count, and a space stands for any white space, a line end included
``hits``      at least two texts, each a whole article, in which the rule must report something because of it
``misses``    at least two articles, much like them, in which the rule must report nothing

The last two are read by the tests only, which give each of them to the rule itself. All ``words`` of all lists are
looked for in one go; an article that has none of an entry costs nothing more, and its expression is not even compiled.
Choose few words, the same for many entries, that hold a rare character. Where they are common, let ``also`` be rare.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate
from pathlib import Path
from typing import Any, Literal, NamedTuple

import msgspec

from koetsu import HOLE, Block, Document, pattern
from koetsu_rules.residue.words import Lettering, Words

Strength = Literal["certain", "likely", "possible", "sign"]
Where = Literal["line", "start", "end", "anywhere"]

_QUOTED = pattern(
    r"「[^「」]*+(?:「[^「」]*+」[^「」]*+)*+」|『[^『』]*+』|“[^“”]*+”|‘[^‘’\n]*+’(?![a-zA-Z])|\"[^\"\n]*+\""
)
LISTS = ("assistant_reply", "length_note", "placeholder", "prompt_echo")
"""All lists: they are looked for in one go."""
_UNSEEN = frozenset({"code", "html", "comment", "math", "template", "attribute_list"})
_READ = ("id", "kind", "strength", "where", "words", "also", "pattern")
_AROUND: dict[str, tuple[str, str]] = {
    "line": (r"^[ \t　]*(?:", r")[ \t　]*$"),
    "start": (r"(?:^[ \t　]*|(?<=[。！？])|(?<=[.!?:：]\s))(?:", ")"),
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
    also: tuple[str, ...]
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
    """The entries of a list as they are written, without the texts for the tests.

    To parse TOML takes ten times as long as to read it line by line.
    """
    found: list[dict[str, Any]] = []
    for line in file_of(name).read_text(encoding="utf-8").split("\n"):
        key, _, value = line.partition(" = ")
        if line == "[[phrase]]":
            found.append({})
        elif value and key in _READ:
            found[-1][key] = value[1:-1] if value[0] == "'" else msgspec.json.decode(value)
    return found


def file_of(name: str) -> Path:
    """Where a list is kept."""
    return Path(__file__).with_name(f"{name}.toml")


def candidates(name: str, document: Document) -> list[tuple[Block | None, list[Phrase]]]:
    """The blocks in which phrases of a list may stand, each with these; None is the header. Mostly few or none."""
    return document.once(_candidates).get(name, [])


def find(candidates: Iterable[Phrase], text: str) -> Iterator[Found]:
    """Every place in a text where one of these phrases stands, phrase by phrase."""
    for phrase in candidates:
        for found in phrase.expression.finditer(text):
            bare = found[0].strip()
            start = found.start() + found[0].index(bare) if bare else found.start()
            yield Found(phrase, start, start + len(bare))


def readable(block: Block) -> str:
    """What the author says in a block, as long as ``block.text``: code, addresses and quotations are U+FFFC in it."""
    return without_quotations(block.masked)


def spaced(address: str) -> str:
    """An address, as long, with spaces for what stands between its words."""
    return address.replace("-", " ").replace("_", " ").replace("/", " ")


def without_quotations(text: str) -> str:
    """A text, as long, with U+FFFC for whatever is in 「」 or quotation marks; a hard break is a line end."""
    return _QUOTED.sub(lambda found: HOLE * len(found[0]), text).replace("\u2028", "\n")


class _Shown(NamedTuple):
    """What is looked through: the header, and then what a reader sees of each block."""

    lettering: Lettering
    starts: list[int]
    """Where the header, each block and the end begin."""
    blocks: list[Block]


def shown(document: Document) -> _Shown:
    """What is looked through of a document."""
    blocks = [block for block in document.blocks if block.kind not in _UNSEEN]
    parts = [document.source.text[: document.body_span.start], *[block.text for block in blocks]]
    starts = [0, *accumulate([len(part) + 1 for part in parts])]
    return _Shown(Lettering.of("\n".join(parts)), starts, blocks)


class _Known(NamedTuple):
    """The phrases of all lists, each with the name of its list, and their words."""

    entries: list[tuple[str, Phrase]]
    words: Words
    """Each leads to the places of phrases among these."""


@cache
def _known() -> _Known:
    entries = [(name, phrase) for name in LISTS for phrase in phrases(name)]
    numbers: dict[str, list[int]] = {}
    for number, (_, phrase) in enumerate(entries):
        for word in phrase.words:
            numbers.setdefault(word, []).append(number)
    return _Known(entries, Words(numbers))


def _candidates(document: Document) -> dict[str, list[tuple[Block | None, list[Phrase]]]]:
    """Of each list, the blocks in which phrases of it may stand."""
    seen, known = document.once(shown), _known()
    text, starts = seen.lettering.text, seen.starts
    parts: dict[int, set[int]] = {}
    first = end = 0
    for start, numbers in known.words.find(seen.lettering):
        if not first <= start < end:
            part = bisect_right(starts, start)
            first, end = starts[part - 1], starts[part]
            expected = parts.setdefault(part, set())
        expected.update(numbers)
    result: dict[str, list[tuple[Block | None, list[Phrase]]]] = {}
    for part in sorted(parts):
        block = seen.blocks[part - 2] if part > 1 else None
        held = text[starts[part - 1] : starts[part]].lower()
        if block is None:
            held += spaced(held)
        held = " ".join(held.split())
        for number in sorted(parts[part]):
            name, phrase = known.entries[number]
            if _may_hold(held, phrase):
                blocks = result.setdefault(name, [])
                if not blocks or blocks[-1][0] is not block:
                    blocks.append((block, []))
                blocks[-1][1].append(phrase)
    return result


def _may_hold(text: str, phrase: Phrase) -> bool:
    for word in phrase.also:
        if word in text:
            return True
    return not phrase.also


def _phrase(entry: dict[str, Any]) -> Phrase:
    before, after = _AROUND[entry["where"]]
    expression = before + entry["pattern"].replace(" ", r"\s") + after
    return Phrase(
        entry["id"],
        entry["kind"],
        entry["strength"],
        entry["where"],
        tuple(entry["words"]),
        tuple(entry.get("also", ())),
        pattern(expression, re.IGNORECASE | re.MULTILINE),
    )
