"""What is said of the options of a rule?"""

from __future__ import annotations

import ast
import inspect
import textwrap
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any, NamedTuple

import msgspec

from koetsu.message import Language
from koetsu.rule import BaseRule, Options


class Option(NamedTuple):
    """One thing that can be set."""

    name: str
    """As it is written in a configuration."""
    default: Any
    """In plain JSON values."""
    schema: Mapping[str, Any]
    """Type and bounds, as JSON Schema."""
    text: dict[Language, str]
    """What it does; empty where the rule does not say."""


def options_of(rule: type[BaseRule[Any]]) -> list[Option]:
    """The options of a rule, in the order in which the class states them."""
    options = rule.options_type
    _, definitions = msgspec.json.schema_components([options], ref_template="{name}")
    properties = definitions[options.__name__].get("properties", {})
    defaults = msgspec.to_builtins(options())
    texts = _texts(options)
    return [
        Option(field.encode_name, defaults[field.encode_name], properties[field.encode_name], texts.get(field.name, {}))
        for field in msgspec.structs.fields(options)
    ]


def _texts(options: type[Options]) -> dict[str, dict[Language, str]]:
    """By field: the first line of the string below it is Japanese, the rest English."""
    texts = {}
    for base in reversed(options.__mro__):
        if issubclass(base, Options) and base is not Options:
            texts.update(dict(_strings_below_fields(base)))
    return texts


def _strings_below_fields(options: type[Options]) -> Iterator[tuple[str, dict[Language, str]]]:
    try:
        source = inspect.getsource(options)
    except OSError:  # a package that came without its source
        return
    tree = ast.parse(textwrap.dedent(source))
    body = tree.body[0].body if isinstance(tree.body[0], ast.ClassDef) else []
    for field, below in pairwise(body):
        if (
            isinstance(field, ast.AnnAssign)
            and isinstance(field.target, ast.Name)
            and isinstance(below, ast.Expr)
            and isinstance(below.value, ast.Constant)
            and isinstance(below.value.value, str)
        ):
            ja, _, en = inspect.cleandoc(below.value.value).partition("\n")
            yield field.target.id, {"ja": ja.strip(), "en": " ".join(en.split())}
