"""What does the page of a rule say to someone who has an archive to mend?"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from koetsu.engine.audit.model import FamilyData, Say
from koetsu.engine.registry import family_letters, family_name
from koetsu.message import Language
from koetsu.page import Page, page_of
from koetsu.rule import BaseRule

MENDING: Say = Say(ja="どう直すか", en="How to mend it")
"""The section of a page that says what to do."""

_SECTION = re.compile(r"^## +(.+)$", re.MULTILINE)

_FAMILIES = {
    "duplication": Say(ja="重複", en="Duplication"),
    "engine": Say(ja="検査そのもの", en="The check itself"),
    "front_matter": Say(ja="ヘッダー", en="Header"),
    "headings": Say(ja="見出し", en="Headings"),
    "notation": Say(ja="表記", en="Notation"),
    "reading_time": Say(ja="読了時間", en="Reading time"),
    "residue": Say(ja="生成の名残", en="Residue"),
    "truncation": Say(ja="途切れ", en="Truncation"),
    "wording": Say(ja="文章", en="Wording"),
}
"""What the families of koetsu itself are called, by the packages that hold them."""


class Help(NamedTuple):
    """What a person reads before mending."""

    title: Say
    why: Say
    mend: Say


def help_of(rule: type[BaseRule[Any]]) -> Help:
    """Title, reason and remedy as the page of a rule has them; a rule of a plug-in may have no page."""
    try:
        page = page_of(rule)
    except FileNotFoundError:
        page = Page()
    summary = (rule.__doc__ or rule.name).partition("\n")[0]
    parts = {language: _parts(page.text.get(language, ""), language) for language in page.text}
    return Help(
        _say({language: page.title[language] for language in page.title}, summary),
        _say({language: why for language, (why, _) in parts.items()}),
        _say({language: mend for language, (_, mend) in parts.items()}),
    )


def family_of(rule: type[BaseRule[Any]]) -> FamilyData:
    """The family of a rule; one of a plug-in is called by its package."""
    name = family_name(rule)
    return FamilyData(family_letters(rule.code), _FAMILIES.get(name) or Say(name, name))


def _parts(text: str, language: Language) -> tuple[str, str]:
    """The first paragraph, which says what is wrong and why a reader suffers, and the section about mending."""
    before, *sections = _SECTION.split(text)
    why = before.strip().partition("\n\n")[0]
    titled = dict(zip(sections[::2], sections[1::2], strict=True))
    return why, titled.get(MENDING.in_language(language), "").strip()


def _say(texts: dict[Language, str], otherwise: str = "") -> Say:
    """A text in both languages; one that is missing is replaced by the other."""
    ja, en = texts.get("ja", ""), texts.get("en", "")
    return Say(ja or en or otherwise, en or ja or otherwise)
