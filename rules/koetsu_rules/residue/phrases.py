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

The last two are read by the tests only, which give each of them to the rule itself. All ``words`` of a list are
looked for in one go; an article that has none of an entry costs nothing more, and its expression is not even compiled.
Choose few words, the same for many entries, that start with a rare character that is no hiragana; no two may overlap in
a text. Where they are common, let ``also`` be rare.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cache
from itertools import accumulate, groupby
from operator import itemgetter
from pathlib import Path
from string import ascii_lowercase
from typing import Any, Literal, NamedTuple

import msgspec

from koetsu import HOLE, Block, Document, Span, pattern

Strength = Literal["certain", "likely", "possible", "sign"]
Where = Literal["line", "start", "end", "anywhere"]

_QUOTED = pattern(
    r"「[^「」]*+(?:「[^「」]*+」[^「」]*+)*+」|『[^『』]*+』|“[^“”]*+”|‘[^‘’\n]*+’(?![a-zA-Z])|\"[^\"\n]*+\""
)
_LATIN = pattern("[a-z]+")
_KANA = pattern("[ぁ-ゖ]")
_LETTERS = bytes(sign if chr(sign) in ascii_lowercase else 0x20 for sign in range(256))
"""Leaves nothing but Latin letters in lower case."""
_TOGETHER = ("assistant_reply", "prompt_echo")
"""Lists that are wanted of every text, and so looked for in one go."""
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
    found = document.once(_together) if name in _TOGETHER else _candidates(document, (name,))
    return found.get(name, [])


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
    """What is looked through: in lower case, the header and then what a reader sees of each block."""

    text: str
    starts: list[int]
    """Where the header, each block and the end begin."""
    blocks: list[Block]
    latin: frozenset[bytes]
    """All Latin words in it."""


def _shown(document: Document) -> _Shown:
    blocks = [block for block in document.blocks if block.kind not in _UNSEEN]
    parts = [document.source[Span(0, document.body_span.start)], *[block.text for block in blocks]]
    text = "\n".join(parts).lower()
    starts = [0, *accumulate([len(part) + 1 for part in parts])]
    if len(text) + 1 != starts[-1]:  # İ is two characters in lower case
        parts = [part.lower() for part in parts]
        text = "\n".join(parts)
        starts = [0, *accumulate([len(part) + 1 for part in parts])]
    # An expression takes six times as long to find the words.
    latin = frozenset(text.encode("ascii", "replace").translate(_LETTERS).split())
    return _Shown(text, starts, blocks, latin)


class _Known(NamedTuple):
    """Some lists, and their words by how they are found fastest."""

    entries: list[tuple[str, Phrase]]
    """The phrases, each with the name of its list."""
    numbers: dict[str, list[int]]
    """The phrases, by their place among these, that each word may lead to."""
    latin: dict[bytes, str]
    others: tuple[re.Pattern[str], ...]
    """Those that start with hiragana, and the rest: one expression stops so often that it takes twice as long."""


@cache
def _known(names: tuple[str, ...]) -> _Known:
    entries = [(name, phrase) for name in names for phrase in phrases(name)]
    numbers: dict[str, list[int]] = {}
    for number, (_, phrase) in enumerate(entries):
        for word in phrase.words:
            numbers.setdefault(word, []).append(number)
    latin = {word.encode(): word for word in numbers if _LATIN.fullmatch(word)}
    others = sorted(numbers.keys() - latin.values())
    kana = [word for word in others if _KANA.match(word)]
    rest = [word for word in others if not _KANA.match(word)]
    return _Known(entries, numbers, latin, tuple(_any_of(words) for words in (kana, rest) if words))


def _any_of(words: Iterable[str]) -> re.Pattern[str]:
    """An expression for one of these words, which are sorted, that looks at their first character once."""
    by_head = groupby(words, itemgetter(0))
    return re.compile(
        "|".join(
            [f"{re.escape(head)}(?:{'|'.join([re.escape(word[1:]) for word in group])})" for head, group in by_head]
        )
    )


def _together(document: Document) -> dict[str, list[tuple[Block | None, list[Phrase]]]]:
    return _candidates(document, _TOGETHER)


def _candidates(document: Document, names: tuple[str, ...]) -> dict[str, list[tuple[Block | None, list[Phrase]]]]:
    """Of each of these lists, the blocks in which phrases of it may stand."""
    shown, known = document.once(_shown), _known(names)
    parts: defaultdict[int, set[int]] = defaultdict(set)
    for start, word in _words_in(shown, known):
        parts[bisect_right(shown.starts, start)].update(known.numbers[word])
    result: dict[str, list[tuple[Block | None, list[Phrase]]]] = {}
    for part, numbers in sorted(parts.items()):
        text = shown.text[shown.starts[part - 1] : shown.starts[part]].replace("\n", " ")
        block = shown.blocks[part - 2] if part > 1 else None
        if block is None:
            text += " ".join(spaced(text).split())
        likely = [known.entries[number] for number in sorted(numbers) if _may_hold(text, known.entries[number][1])]
        for name, entries in groupby(likely, itemgetter(0)):
            result.setdefault(name, []).append((block, [phrase for _, phrase in entries]))
    return result


def _words_in(shown: _Shown, known: _Known) -> Iterator[tuple[int, str]]:
    """Every place where a word of a list stands."""
    text = shown.text
    for expression in known.others:
        for found in expression.finditer(text):
            yield found.start(), found[0]
    for word in [known.latin[word] for word in shown.latin & known.latin.keys()]:
        for start in _places(text, word):
            if not _LATIN.match(text, start + len(word)) and not _LATIN.match(text[start - 1 : start]):
                yield start, word


def _places(text: str, word: str) -> Iterator[int]:
    start = text.find(word)
    while start >= 0:
        yield start
        start = text.find(word, start + 1)


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
