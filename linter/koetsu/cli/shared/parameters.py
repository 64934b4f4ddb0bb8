"""Which values may an option have?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import get_args

import click
from click.shell_completion import CompletionItem

from koetsu.cli.shared.refusal import refusal
from koetsu.engine.settings import FailOn, LanguageSetting, Level
from koetsu.message import Message
from koetsu.output import formats

_UNKNOWN = Message(
    ja="{option}: {value:quote}は使えません。{names:list}のどれかを指定してください",
    en="{option}: {value:quote} is unknown; give one of {names:list}",
)
_UNKNOWN_BUT_LIKE = Message(
    ja="{option}: {value:quote}は使えません。{nearest:quote}のことですか。使えるのは{names:list}です",
    en="{option}: {value:quote} is unknown; did you mean {nearest:quote}? Known: {names:list}",
)
_JOBS = Message(
    ja="{option}: {value:quote}は使えません。1以上の数を指定してください。指定しなければプロセッサーの数になります",
    en="{option}: {value:quote} cannot be; give 1 or more, or leave the option out for one process a processor",
)
_MAX_WARNINGS = Message(
    ja="{option}: {value:quote}は使えません。0以上の数を指定してください。警告を1件も許さないときは0です",
    en="{option}: {value:quote} cannot be; give 0 or more, 0 for no warning at all",
)
_NO_RULE = Message(
    ja="{option}: 規則の指定がありません。DUP001,TRのように、コード、名前、系統を指定してください",
    en="{option}: no rule is named; give codes, names or families, such as DUP001,TR",
)


class Named(click.ParamType[str]):
    """One of some names; any other is answered by all of them and the nearest."""

    def __init__(self, name: str, names: Callable[[], Sequence[str]]) -> None:
        self.name = name
        self._names = names

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """How the help writes the value."""
        return f"[{'|'.join(self._names())}]"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The value, if it means something."""
        names = [*self._names()]
        if value in names:
            return value
        nearest = _nearest(value, names)
        if nearest is None:
            raise refusal(_UNKNOWN, option=name_of(param), value=value, names=names)
        raise refusal(_UNKNOWN_BUT_LIKE, option=name_of(param), value=value, names=names, nearest=nearest)

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """What the value may go on to be."""
        return [CompletionItem(name) for name in self._names() if name.startswith(incomplete)]


FORMAT = Named("format", formats)
LANGUAGE = Named("language", lambda: get_args(LanguageSetting))
FAIL_ON = Named("level", lambda: get_args(FailOn))


class Number(click.ParamType[int]):
    """A whole number from some least value on."""

    name = "number"

    def __init__(self, least: int, message: Message) -> None:
        self._least = least
        self._message = message

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """How the help writes the value."""
        return "N"

    def convert(self, value: str | int, param: click.Parameter | None, ctx: click.Context | None) -> int:
        """The value, if it means something."""
        try:
            number = int(value)
        except ValueError:
            number = self._least - 1
        if number < self._least:
            raise refusal(self._message, option=name_of(param), value=value)
        return number


JOBS = Number(1, _JOBS)
MAX_WARNINGS = Number(0, _MAX_WARNINGS)


class RuleWords(click.ParamType[str]):
    """Rules by code, name or family, separated by commas; whether there are such rules, the configuration says."""

    name = "rules"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """How the help writes the value."""
        return "RULE,..."

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The value, if it means something."""
        if not value.strip(" ,"):
            raise refusal(_NO_RULE, option=name_of(param))
        return value

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """What the value may go on to be."""
        before, comma, word = incomplete.rpartition(",")
        return [CompletionItem(before + comma + found, help=text) for found, text in rule_words(word)]


class RuleLevels(click.ParamType[str]):
    """``RULE=LEVEL``, separated by commas; whether they mean something, the configuration says."""

    name = "levels"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """How the help writes the value."""
        return "RULE=LEVEL,..."

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """What the value may go on to be."""
        before, comma, word = incomplete.rpartition(",")
        rule, equals, level = word.partition("=")
        if not equals:
            return [CompletionItem(f"{before}{comma}{found}=", help=text) for found, text in rule_words(rule)]
        return [
            CompletionItem(f"{before}{comma}{rule}={known}") for known in get_args(Level) if known.startswith(level)
        ]


class Rule(click.ParamType[str]):
    """A rule by code or name."""

    name = "rule"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """What the value may go on to be."""
        return [CompletionItem(found, help=text) for found, text in rule_words(incomplete)]


class Preset(click.ParamType[str]):
    """A preset of the wheel."""

    name = "preset"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """How the help writes the value."""
        return "NAME"

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """What the value may go on to be."""
        from koetsu.engine.config import PRESETS

        return [CompletionItem(name) for name in PRESETS if name.startswith(incomplete)]


def rule_words(beginning: str) -> Iterable[tuple[str, str]]:
    """The codes and names of rules that begin so, each with the other one to explain it."""
    from koetsu.cli.shared.settings import known_rules
    from koetsu.engine.registry import load_registry
    from koetsu.errors import ConfigurationError

    try:
        registry = known_rules()
    except ConfigurationError:  # nobody reads a message while he completes a word
        registry = load_registry()
    for code, rule in registry.rules.items():
        if code.lower().startswith(beginning.lower()):
            yield code, rule.name
        elif beginning and rule.name.startswith(beginning.lower()):
            yield rule.name, code


def _nearest(value: str, names: Sequence[str]) -> str | None:
    from difflib import get_close_matches

    return next(iter(get_close_matches(value.lower(), names, n=1, cutoff=0.5)), None)


def name_of(parameter: click.Parameter | None) -> str:
    """How a message calls an option."""
    return parameter.opts[-1] if parameter is not None else ""
