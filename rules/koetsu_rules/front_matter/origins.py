"""From which text was a title or a description taken, and where does it leave that text?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import NamedTuple

from koetsu import Document, Token, pattern, tokens

_WINDOW = 8
"""So many characters on either side decide how the dictionary divides a place."""

_SHARED = 8
"""Two texts that begin with so many equal characters have one origin."""

_PREFIX = 24
"""How far behind the start of a title the line may begin from which it was made."""

_OCCURRENCES = 30
_STANDS_FOR_CONTENT = pattern(r"[ァ-ヺ一-鿿々A-Za-z]")
_INFLECTION = pattern(r"(?:'?s|es|ed|ing|er|ly)\Z")
_BOUNDARY = pattern(r"[\s（(「『【\[［｜|:：、。！？!?—–\-~〜/／]|\Z")
_MARKUP = pattern(r"[\s*_`#>]+")
_STOP = pattern("[。！？!?]")
_INNER_STOP = pattern(r"[。！？!?](?=[^」』）)])")
_LONG = 40
"""So many characters in common are no chance."""

_REST = 6
"""So many characters more are more than an ending (です。) that a description may leave out."""


class Cut(NamedTuple):
    """Where a text leaves another inside a word."""

    at: int
    word: str
    piece: str
    """What of the word is left."""


class Origins:
    """The texts of a document from which its header may have been made."""

    def __init__(self, document: Document) -> None:
        self.document = document

    @cached_property
    def lines(self) -> Sequence[str]:
        """The first lines of the body."""
        shown = (block for block in self.document.blocks if block.text.strip())
        return [block.text.strip().split("\n")[0] for block, _ in zip(shown, range(3), strict=False)]

    @cached_property
    def _body(self) -> str:
        return "\n".join(block.text for block in self.document.blocks)

    @cached_property
    def _bare(self) -> Sequence[str]:
        return [_MARKUP.sub("", block.text) for block in self.document.blocks]

    def has(self, text: str) -> bool:
        """Whether the body has a text, letter for letter."""
        return text in self._body

    def has_word(self, word: str) -> bool:
        """Whether the body uses something as a word of its own, not only as a part of longer ones."""
        return any(self._is_word(at, at + len(word)) for at in self._places(word))

    def has_longer_word(self, piece: str) -> str:
        """A word of the body that begins with a piece; empty if there is none."""
        for at in self._places(piece):
            end = at + len(piece)
            word = _word_across(self._body, end)
            if word is not None and word.start == at:
                return word.surface
            behind = self._body[end : end + 1]
            if word is None and re.match("[一-鿿]", behind) and re.fullmatch("[一-鿿]+", piece):
                return piece + behind
        return ""

    def number_of(self, piece: str) -> str:
        """A number of the body that begins with a piece which ends in its point; empty if there is none."""
        found = re.search(re.escape(piece) + r"\d+", self._body)
        return found[0] if found else ""

    def _places(self, text: str) -> Iterator[int]:
        found = re.finditer(re.escape(text), self._body) if text else iter(())
        return (place.start() for place, _ in zip(found, range(_OCCURRENCES), strict=False))

    def _is_word(self, start: int, end: int) -> bool:
        before, behind = self._body[max(start - 1, 0) : start], self._body[end : end + 1]
        piece = self._body[start:end]
        for inner, outer in ((piece[0], before), (piece[-1], behind)):
            for kind in ("[ァ-ヺー]", "[A-Za-z]"):
                if re.match(kind, inner) and re.match(kind, outer):
                    return False
        return _word_across(self._body, start) is None and _word_across(self._body, end) is None

    def leaves_word(self, text: str, lines: Sequence[str]) -> Cut | None:
        """Where a text that begins as one of these lines does stops following it, inside a word of the line."""
        for line in lines:
            cut = self._leaves(text, line)
            if cut is not None:
                return cut
        return None

    def _leaves(self, text: str, line: str) -> Cut | None:
        start = text.find(line[:_SHARED], 0, _PREFIX + _SHARED) if len(line) > _SHARED else -1
        if start < 0:
            return None
        length = _common(text[start:], line)
        at = start + length
        if length == len(line):
            return None
        word = _word_across(line, length)
        if word is None or _word_across(text, at) is not None:
            return None
        piece = line[word.start : length]
        behind = text[at : at + 1]
        if not _BOUNDARY.match(behind) and not ("ぁ" <= behind <= "ん" and len(piece) == 1):
            return None
        if not _STANDS_FOR_CONTENT.search(piece):
            return Cut(at, word.surface, piece) if word.part == "名詞" else None
        if _INFLECTION.fullmatch(word.surface[len(piece) :]) or self.has_word(piece):
            return None
        return Cut(at, word.surface, piece)

    def embeds(self, text: str, lines: Sequence[str]) -> tuple[int, str] | None:
        """Where a text goes on behind one of these lines that it holds whole, if that line is a sentence and more."""
        for line in lines:
            start = text.find(line) if _SHARED < len(line) < len(text) else -1
            is_more = line[-1:] not in "」』" and start >= 0 and _INNER_STOP.search(line)
            if is_more and start + len(line) < len(text):
                return start + len(line), line
        return None

    def _stands_whole(self, bare: str) -> bool:
        """Whether a text stands as a line of its own: then it is a title, and nothing follows."""
        lines = (line for block in self.document.blocks if bare[:4] in block.text for line in block.text.split("\n"))
        return any(_MARKUP.sub("", line) == bare for line in lines)

    def goes_on(self, text: str) -> str:
        """What follows in the body where an extract stops in the middle of a sentence; empty where it does not."""
        bare = _MARKUP.sub("", text)
        if self._stands_whole(bare):
            return ""
        sentences = [part for part in re.split("(?<=[。！？!?])", bare) if part]
        tail = sentences[-1] if sentences else ""
        if len(tail) < _REST or (len(sentences) > 1 and not any(sentences[-2] in block for block in self._bare)):
            return ""
        for block in self._bare:
            at = block.find(tail)
            if at < 0:
                continue
            end = at + len(tail)
            rest = _STOP.split(block[end:])[0]
            word = _word_across(block, end)
            is_extract = len(sentences) > 1 or len(bare) >= _LONG
            if len(bare) >= _LONG // 2 and (word is not None or (is_extract and len(rest) >= _REST)):
                return rest[:12]
        return ""


def _common(one: str, other: str) -> int:
    length = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        length += 1
    return length


def _word_across(text: str, at: int) -> Token | None:
    """The word of a text inside which an offset lies, its place in the text."""
    start = max(at - _WINDOW, 0)
    for word in tokens(text[start : at + _WINDOW].replace("\n", " ")):
        if word.start < at - start < word.end:
            return word._replace(start=start + word.start)
    return None
