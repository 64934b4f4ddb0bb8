"""How does a diagnostic speak?

A diagnostic carries values; the sentence is formed only when it is shown, in the language of the reader.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from string import Formatter
from typing import Literal, NamedTuple

Language = Literal["ja", "en"]
"""The languages in which koetsu speaks."""

Value = str | int | float | bool | list[str]
"""What a message may be filled with: plain data, so that it can be cached and compared."""


class Message(NamedTuple):
    """One sentence in both languages, with the same fields in braces.

    A field may say how its value is shown: ``{key:quote}`` sets it in 「」 or quotation marks, ``{keys:list}`` joins a
    list, ``{type:term}`` looks the value up among the rule's own messages, so that a value that is itself a word is
    translated. ``quote`` and ``term`` also apply to each part of a list.
    """

    ja: str
    en: str

    @property
    def fields(self) -> frozenset[str]:
        """The names of the values that both languages ask for; raises ValueError where they differ."""
        ja, en = _fields(self.ja), _fields(self.en)
        if ja != en:
            raise ValueError(f"the languages ask for different values: {sorted(ja ^ en)}")
        return ja

    def format(self, language: Language, values: Mapping[str, Value], terms: Mapping[str, Message]) -> str:
        """The sentence, filled in."""
        # An audit forms every sentence twice: a loop costs half of what a generator does.
        pieces = []
        for literal, name, how in _parts(self.ja if language == "ja" else self.en):
            pieces.append(literal)
            if name is not None:
                value = values[name]
                pieces.append(value if not how and type(value) is str else _shown(value, how, language, terms))
        return "".join(pieces)


@cache
def _parts(template: str) -> list[tuple[str, str | None, str]]:
    """Words and, if one stands behind them, a field and how its value is shown."""
    return [(literal, name, how or "") for literal, name, how, _ in Formatter().parse(template)]


def _fields(template: str) -> frozenset[str]:
    return frozenset(name for _, name, _ in _parts(template) if name is not None)


def _shown(value: Value, how: str, language: Language, terms: Mapping[str, Message]) -> str:
    if isinstance(value, list):
        separator = "、" if language == "ja" else ", "
        return separator.join(_shown(part, how, language, terms) for part in value)
    if how == "quote":
        return f"「{value}」" if language == "ja" else f"“{value}”"
    if how == "term":
        term = terms.get(str(value))
        return str(value) if term is None else str(getattr(term, language))
    return str(value) if how == "list" else format(value, how)


def excerpt(text: str, limit: int = 24) -> str:
    """A text in one line, of at most ``limit`` code points, its middle left out if it is longer."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    head = (limit - 1) * 2 // 3
    return f"{line[:head]}…{line[len(line) - (limit - 1 - head) :]}"
