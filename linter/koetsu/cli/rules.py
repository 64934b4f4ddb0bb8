"""How are the rules listed?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import click

from koetsu.cli.shared.parameters import LANGUAGE, Named
from koetsu.cli.shared.refusal import asked_language
from koetsu.cli.shared.settings import known_rules
from koetsu.cli.shared.streams import write
from koetsu.diagnostic import SEVERITY_WORDS
from koetsu.message import Language

if TYPE_CHECKING:
    from koetsu.rule import BaseRule

_FORMAT = Named("format", lambda: ("text", "json"))


@click.command(
    epilog="""\b
Example:
  koetsu rules --language ja     規則の一覧を日本語で表示
"""
)
@click.option("-f", "--output-format", type=_FORMAT, default="text", show_default=True, help="How they are written.")
@click.option("--language", type=LANGUAGE, is_eager=True, help="Language of the titles; auto is that of the locale.")
def command(output_format: str, **_: Any) -> None:
    """List every rule, patterns of the configuration included: code, name, severity and what it finds."""
    rules = list(known_rules().rules.values())
    spoken = asked_language()
    write(_json(rules, spoken) if output_format == "json" else _table(rules, spoken))


def _table(rules: list[type[BaseRule[Any]]], language: Language) -> Iterator[str]:
    from koetsu.output.terminal.cells import width

    codes = max(len(rule.code) for rule in rules)
    names = max(len(rule.name) for rule in rules)
    words = {severity: getattr(word, language) for severity, word in SEVERITY_WORDS.items()}
    widest = max(map(width, words.values()))
    for rule in rules:
        severity = words[rule.severity] + " " * (widest - width(words[rule.severity]))
        yield f"{rule.code:<{codes}}  {rule.name:<{names}}  {severity}  {title_of(rule, language)}\n"


def _json(rules: list[type[BaseRule[Any]]], language: Language) -> Iterator[str]:
    import msgspec

    from koetsu.engine.registry import family_name

    listed = [
        {
            "code": rule.code,
            "name": rule.name,
            "family": family_name(rule),
            "severity": rule.severity,
            "title": title_of(rule, language),
        }
        for rule in rules
    ]
    yield msgspec.json.encode(listed).decode() + "\n"


def title_of(rule: type[BaseRule[Any]], language: Language) -> str:
    """What a rule finds, in one line: the title of its page; a rule of a plug-in may have none."""
    from koetsu.page import page_of

    try:
        titles = page_of(rule).title
    except FileNotFoundError:
        titles = {}
    return titles.get(language) or next(iter(titles.values()), "") or (rule.__doc__ or "").partition("\n")[0]
