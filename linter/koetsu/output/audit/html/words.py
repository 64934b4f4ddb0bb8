"""How does the page speak two languages at once?

Every sentence stands in the page in Japanese and in English, and the style sheet shows one of them. So the page can be
read without a script, and the language is changed without loading anything.
"""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files

from markupsafe import Markup, escape

from koetsu.engine.audit.model import Say
from koetsu.message import Language

LANGUAGES: tuple[Language, ...] = ("ja", "en")

Filling = str | int | Say
"""What stands in a sentence: text is escaped unless it is Markup, numbers get their commas."""

_FIELD = re.compile(r"\{(\w+)(?:\|([^|}]*)\|([^}]*))?\}")


@cache
def _words() -> dict[str, dict[str, dict[Language, str]]]:
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text(encoding="utf-8"))


def script_words() -> dict[str, dict[Language, str]]:
    """The sentences that the script forms, by their names."""
    return _words()["script"]


def plain(name: str, language: Language) -> str:
    """A sentence of the script, which has no values, in one language."""
    return script_words()[name][language]


def t(name: str, **values: Filling) -> Markup:
    """A sentence of the page in both languages, filled in."""
    templates = _words()["page"][name]
    return _both({language: _filled(templates[language], language, values) for language in LANGUAGES})


GAP = Markup('<span class="t" lang="en"> </span>')
"""What stands between two sentences: a space in English, nothing in Japanese."""


def both(say: Say) -> Markup:
    """A text of the audit in both languages."""
    return _both({language: escape(say.in_language(language)) for language in LANGUAGES})


def _both(texts: dict[Language, Markup]) -> Markup:
    if texts["ja"] == texts["en"]:
        return texts["ja"]
    return Markup("").join(Markup('<span class="t" lang="{}">{}</span>').format(*text) for text in texts.items())


def _filled(template: str, language: Language, values: dict[str, Filling]) -> Markup:
    parts: list[Markup] = []
    end = 0
    for field in _FIELD.finditer(template):
        parts.append(escape(template[end : field.start()]))
        value = values[field[1]]
        if field[2] is not None:
            parts.append(escape(field[2] if value == 1 else field[3]))
        else:
            parts.append(_shown(value, language))
        end = field.end()
    return Markup("").join([*parts, escape(template[end:])])


def _shown(value: Filling, language: Language) -> Markup:
    if isinstance(value, Say):
        return escape(value.in_language(language))
    return Markup(f"{value:,}") if isinstance(value, int) else escape(value)


def in_svg(words: Markup) -> Markup:
    """The same sentence for a text of a picture: a span would end the picture."""
    return Markup(str(words).replace("<span ", "<tspan ").replace("</span>", "</tspan>"))
