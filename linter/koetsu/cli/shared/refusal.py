"""How is a caller told that a command cannot do what it is asked?"""

from __future__ import annotations

import os
from typing import cast, get_args

import click

from koetsu.engine.settings import LanguageSetting, spoken_language
from koetsu.errors import UsageError
from koetsu.message import Language, Message, Value


def refusal(message: Message, language: Language | None = None, /, **values: Value) -> UsageError:
    """The error that says so, in a language: by default as the command was asked to speak, else as the locale does."""
    return UsageError(message.format(language or asked_language(), values, {}))


def asked_language() -> Language:
    """The language that ``--language`` asks the command to speak, as far as it has been read; else that of the locale.

    The option is eager, so that faults of all others are told in its language wherever they stand.
    """
    context = click.get_current_context(silent=True)
    asked = context.params.get("language") if context is not None else None
    setting: LanguageSetting = "auto"
    if asked in get_args(LanguageSetting):  # what was not given may be there as well, as a mark of click's own
        setting = cast(LanguageSetting, asked)
    return spoken_language(setting, os.environ)
