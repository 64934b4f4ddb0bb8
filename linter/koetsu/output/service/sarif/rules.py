"""What does a log in SARIF say about the rules?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from koetsu.diagnostic import Severity
from koetsu.engine.registry import family_name
from koetsu.message import Language, Message
from koetsu.output.service.sarif.model import Configuration, Help, Level, Rule, RuleProperties, Text
from koetsu.page import EXAMPLE_TITLES, Example, Page, page_of
from koetsu.rule import BaseRule

LEVELS: dict[Severity, Level] = {"error": "error", "warning": "warning", "info": "note"}

_PROPERTIES: dict[Severity, tuple[Any, Any]] = {
    "error": ("very-high", "error"),
    "warning": ("high", "warning"),
    "info": ("medium", "recommendation"),
}
"""Precision and severity in the words of code scanning. An error is what every reader would call a defect."""

_LONGEST = 1024
"""Characters of a description that GitHub takes."""
_FENCES = re.compile("`{3,}")
_WITH = Message(ja="設定", en="With")


def rule_of(rule: type[BaseRule[Any]], language: Language) -> Rule:
    """A rule with its page."""
    try:
        page = page_of(rule)
    except FileNotFoundError:  # a rule of a plug-in that brings no page
        page = Page()
    title = page.title.get(language) or next(iter(page.title.values()), rule.__doc__ or rule.name)
    text = page.text.get(language) or next(iter(page.text.values()), title)
    precision, severity = _PROPERTIES[rule.severity]
    return Rule(
        id=rule.code,
        name=rule.name,
        short_description=Text(_cut(title)),
        full_description=Text(_cut(text.split("\n\n")[0])),
        help=Help(text, "\n\n".join([text, *_examples(page, language)])),
        default_configuration=Configuration(LEVELS[rule.severity]),
        properties=RuleProperties([family_name(rule)], precision, severity),
    )


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _examples(page: Page, language: Language) -> Iterator[str]:
    for example in page.examples:
        yield f"**{EXAMPLE_TITLES[example.expectation].format(language, {}, {})}**"
        yield from _parts(example, language)


def _parts(example: Example, language: Language) -> Iterator[str]:
    if example.options:
        yield f"{_WITH.format(language, {}, {})}:"
        yield _fenced(example.options, "toml")
    yield _fenced(example.text, "md")
    if example.fixed is not None:
        yield f"**{EXAMPLE_TITLES['fixed'].format(language, {}, {})}**"
        yield _fenced(example.fixed, "md")


def _fenced(text: str, language: str) -> str:
    """A block of code, whatever fences the text holds itself."""
    fence = "`" * max([3, *(len(found) + 1 for found in _FENCES.findall(text))])
    lines = text if text.endswith("\n") else f"{text}\n"
    return f"{fence}{language}\n{lines}{fence}"
