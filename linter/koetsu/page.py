"""What does the page of a rule say?

A page is Markdown: ``# ja: title`` and its text, ``# en: title`` and its text, then examples. A file of cases is read
the same way, with one ``## behaviour`` before the examples of each. An example of a rule that compares documents holds
several, each below a line ``<!-- file: a.md -->``.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal, Protocol

from koetsu.message import Language, Message

Expectation = Literal["bad", "good"]

EXAMPLE_TITLES: dict[Expectation | Literal["fixed"], Message] = {
    "bad": Message(ja="指摘する例（⟦ ⟧の中を指摘）", en="Reported (what stands in ⟦ ⟧)"),
    "good": Message(ja="指摘しない例", en="Not reported"),
    "fixed": Message(ja="修正後", en="Mended"),
}
"""What stands above the text of an example, and above that text once it is mended."""

_LANGUAGE = re.compile(r"# (ja|en): *(.+)")
_FENCE = re.compile(r"(`{3,})(toml|md bad|md good|md fixed)$")
_ANY_FENCE = re.compile(r"(`{3,}|~{3,})")
_CASE = re.compile(r"## +(.+)")
_FILE = re.compile(r"^<!-- file: *(\S.*?) *-->\n", re.MULTILINE)


@dataclass(frozen=True)
class Example:
    """A text with what must be reported in it."""

    expectation: Expectation
    """``bad``: what ``⟦ ⟧`` enclose is reported; ``good``: nothing is."""
    text: str
    """With its marks."""
    options: str = ""
    """TOML: the options of the rule, and under ``[document]`` what applies to the text."""
    fixed: str | None = None
    """The text once the fixes were applied."""
    title: str = ""
    """The behaviour that a case shows; empty on a page."""
    line: int = 0
    """The line of the page, from 1, on which the example starts."""

    def documents(self, path: str) -> dict[str, str]:
        """The documents of an example of a rule that compares some, by the lines ``<!-- file: a.md -->`` before each.

        ``path`` is that of the one before which no such line stands.
        """
        first, *others = _FILE.split(self.text)
        return {**({path: first} if first.strip() or not others else {}), **dict(zip(*[iter(others)] * 2, strict=True))}


@dataclass(frozen=True)
class Page:
    """The help of a rule."""

    title: dict[Language, str] = field(default_factory=dict)
    text: dict[Language, str] = field(default_factory=dict)
    """Markdown; sections in it start with ``##``."""
    examples: tuple[Example, ...] = ()


class Paged(Protocol):
    """A rule class, as far as its page is concerned."""

    name: str

    def page_text(self) -> str:
        """Its page as it was written."""


def page_of(rule: Paged) -> Page:
    """The page of a rule.

    Raises FileNotFoundError where there is none.
    """
    return parse_page(rule.page_text(), f"the page of {rule.name}")


def parse_page(text: str, name: str = "page") -> Page:
    """The page that a Markdown text is; ``name`` says in an error which one.

    Raises ValueError.
    """
    titles: dict[Language, str] = {}
    texts: dict[Language, list[str]] = {}
    language: Language | None = None
    lines = text.split("\n")
    examples = [replace(example, title="") for example in _examples(lines, name)]
    for line in (part for part in _parts(lines, name) if isinstance(part, str)):
        heading = _LANGUAGE.fullmatch(line)
        if heading:
            language = "ja" if heading[1] == "ja" else "en"
            titles[language] = heading[2].strip()
            texts[language] = []
        elif language is not None:
            texts[language].append(line)
    return Page(titles, {language: "\n".join(kept).strip() for language, kept in texts.items()}, tuple(examples))


@dataclass(frozen=True)
class _Fence:
    kind: str
    text: str
    line: int


def parse_cases(text: str, name: str = "cases") -> list[Example]:
    """The examples of a file of cases, each with the behaviour under which it stands as its title.

    Raises ValueError.
    """
    return list(_examples(text.split("\n"), name))


def _examples(lines: list[str], name: str) -> Iterator[Example]:
    """Every example; options hold for the texts up to the next heading or the next options."""
    title = options = ""
    waiting: Example | None = None
    for part in _parts(lines, name):
        if isinstance(part, str):
            heading = _CASE.fullmatch(part)
            if heading:
                title, options = heading[1].strip(), ""
        elif part.kind == "toml":
            options = part.text
        elif part.kind == "md fixed":
            if waiting is None or waiting.expectation != "bad":
                raise ValueError(f"{name}, line {part.line}: a fixed text stands after the bad text that it mends")
            waiting = replace(waiting, fixed=part.text)
        else:
            if waiting is not None:
                yield waiting
            expectation: Expectation = "bad" if part.kind == "md bad" else "good"
            waiting = Example(expectation, part.text, options, None, title, part.line)
    if waiting is not None:
        yield waiting


def _parts(lines: list[str], name: str) -> Iterator[str | _Fence]:
    """The lines of a text, with each fence of an example as one part; any other fence is text."""
    number = 0
    while number < len(lines):
        opening = _FENCE.fullmatch(lines[number])
        if opening is None:
            other = _ANY_FENCE.match(lines[number])
            end = _closing(lines, number, other[1]) if other else number
            yield from lines[number : end + 1]
            number = end + 1
            continue
        end = _closing(lines, number, opening[1])
        if end == len(lines):
            raise ValueError(f"{name}, line {number + 1}: this fence is not closed")
        yield _Fence(opening[2], "".join(f"{line}\n" for line in lines[number + 1 : end]), number + 1)
        number = end + 1


def _closing(lines: list[str], opening: int, fence: str) -> int:
    """The number of the line that closes a fence; the number of lines if none does."""
    for number in range(opening + 1, len(lines)):
        line = lines[number].rstrip()
        if line.startswith(fence) and not line.strip(fence[0]):
            return number
    return len(lines)
