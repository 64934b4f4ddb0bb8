"""How is a rule explained?"""

from __future__ import annotations

import os
from typing import Any

import click

from koetsu.cli.shared.parameters import LANGUAGE, Rule
from koetsu.cli.shared.streams import shows_colour, terminal_width, write
from koetsu.engine.settings import spoken_language
from koetsu.errors import UsageError


@click.command(
    epilog="""\b
Examples:
  koetsu explain TR001
  koetsu explain truncated-ending --language ja     日本語で説明
"""
)
@click.argument("rule", type=Rule(), required=False)
@click.option("--language", type=LANGUAGE, default="auto", help="Language of the text; auto is that of the locale.")
def command(rule: str | None, language: Any) -> None:
    """Explain a rule, named by code or name: what it finds, why, how to mend it, what can be set, examples."""
    from koetsu.cli.shared.explanation import explanation
    from koetsu.engine.registry import load_registry

    registry = load_registry()
    if rule is None:
        raise UsageError("which rule? Give its code or name, such as: koetsu explain TR001 (koetsu rules lists them)")
    found = registry.find(rule) or registry.find(rule.upper()) or registry.find(rule.lower())
    if len(found) != 1:
        nearest = registry.nearest(rule)
        if found:
            raise UsageError(f"{rule} names {len(found)} rules; give one: {', '.join(one.code for one in found)}")
        raise UsageError(
            f"there is no rule {rule!r}."
            + (f" Did you mean {nearest}?" if nearest else "")
            + " koetsu rules lists them."
        )
    spoken = spoken_language(language, os.environ)
    write(f"{line}\n" for line in explanation(found[0], spoken, terminal_width(), shows_colour()))
