"""How does a diagnostic speak?

A diagnostic carries values; the sentence is formed only when it is shown, in the language of the reader.
"""

from __future__ import annotations

from collections.abc import Mapping
from string import Formatter
from typing import Any, Literal, NamedTuple

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
        return _MessageFormatter(language, terms).vformat(getattr(self, language), (), values)


def _fields(template: str) -> frozenset[str]:
    return frozenset(name for _, name, _, _ in Formatter().parse(template) if name is not None)


class _MessageFormatter(Formatter):
    def __init__(self, language: Language, terms: Mapping[str, Message]) -> None:
        self._language = language
        self._terms = terms

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, list):
            separator = "、" if self._language == "ja" else ", "
            return separator.join(self.format_field(part, format_spec) for part in value)
        if format_spec == "quote":
            return f"「{value}」" if self._language == "ja" else f"“{value}”"
        if format_spec == "term":
            term = self._terms.get(str(value))
            return str(value) if term is None else str(getattr(term, self._language))
        if format_spec == "list":
            return str(value)
        return str(super().format_field(value, format_spec))


def excerpt(text: str, limit: int = 24) -> str:
    """A text in one line, of at most ``limit`` code points, its middle left out if it is longer."""
    line = " ".join(text.split())
    if len(line) <= limit:
        return line
    head = (limit - 1) * 2 // 3
    return f"{line[:head]}…{line[len(line) - (limit - 1 - head) :]}"
