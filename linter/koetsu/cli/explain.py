"""How is a rule explained?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click

from koetsu.cli.shared.parameters import LANGUAGE, Rule
from koetsu.cli.shared.refusal import asked_language, refusal
from koetsu.cli.shared.settings import known_rules
from koetsu.cli.shared.streams import shows_colour, terminal_width, write
from koetsu.message import Message

if TYPE_CHECKING:
    from koetsu.engine.config.tables import Rules
    from koetsu.rule import BaseRule

_WHICH = Message(
    ja="規則をコードか名前で指定してください。例: koetsu explain TR001（一覧はkoetsu rules）",
    en="which rule? Give its code or name, such as: koetsu explain TR001 (koetsu rules lists them)",
)
_SEVERAL = Message(
    ja="{word:quote}に当たる規則は{count}件あります。一つを指定してください: {codes:list}",
    en="{word:quote} names {count} rules; give one: {codes:list}",
)
_UNKNOWN = Message(
    ja="{word:quote}という規則はありません（一覧はkoetsu rules）",
    en="there is no rule {word:quote}; koetsu rules lists them",
)
_UNKNOWN_BUT_LIKE = Message(
    ja="{word:quote}という規則はありません。{nearest:quote}のことですか（一覧はkoetsu rules）",
    en="there is no rule {word:quote}; did you mean {nearest:quote}? koetsu rules lists them",
)


@click.command(
    epilog="""\b
Examples:
  koetsu explain TR001
  koetsu explain truncated-ending --language ja     日本語で説明
"""
)
@click.argument("rule", type=Rule(), required=False)
@click.option("--language", type=LANGUAGE, is_eager=True, help="Language of the text; auto is that of the locale.")
def command(rule: str | None, **_: Any) -> None:
    """Explain a rule, named by code or name: what it finds, why, how to mend it, what can be set, examples."""
    from koetsu.cli.shared.explanation import explanation
    from koetsu.engine.registry import load_registry

    if rule is None:
        raise refusal(_WHICH)
    registry: Rules = load_registry()
    found = _named(rule, registry)
    if not found:
        # Only now, so that a rule can be looked up whatever is wrong with the configuration.
        registry = known_rules()
        found = _named(rule, registry)
    if len(found) > 1:
        raise refusal(_SEVERAL, word=rule, count=len(found), codes=[one.code for one in found])
    if not found:
        nearest = registry.nearest(rule)
        raise refusal(_UNKNOWN_BUT_LIKE, word=rule, nearest=nearest) if nearest else refusal(_UNKNOWN, word=rule)
    write(f"{line}\n" for line in explanation(found[0], asked_language(), terminal_width(), shows_colour()))


def _named(word: str, registry: Rules) -> Sequence[type[BaseRule[Any]]]:
    return registry.find(word) or registry.find(word.upper()) or registry.find(word.lower())
