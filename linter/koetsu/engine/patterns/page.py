"""What does the page of a pattern say?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from koetsu.engine.patterns.expression import Allowance, find
from koetsu.message import Language, Message

if TYPE_CHECKING:
    from koetsu.engine.patterns.pattern import Pattern

_INTRODUCTION = Message(
    ja="このサイトの決まりです。設定ファイルの[[patterns]]に書かれています。",
    en="A rule of this site, written in its configuration file under [[patterns]].",
)
_EXPRESSION = Message(ja="指摘する表現（正規表現）", en="What is reported (a regular expression)")
_WORDS = Message(ja="指摘する語", en="What is reported (words)")
_SCOPE = Message(ja="調べる場所", en="Where it is looked for")
_REPLACEMENT = Message(ja="--unsafe-fixesで置き換える表現", en="What --unsafe-fixes puts instead")
_NOTHING = Message(ja="（削除）", en="(it is deleted)")
_SCOPES = {
    "prose": Message(ja="本文", en="running text"),
    "headings": Message(ja="見出し", en="headings"),
    "tables": Message(ja="表", en="tables"),
    "quotes": Message(ja="引用", en="quotations"),
    "link-text": Message(ja="リンクの文字", en="link texts"),
    "front-matter": Message(ja="ヘッダー", en="the header"),
}
_LANGUAGES: tuple[Language, ...] = ("ja", "en")
_FENCES = re.compile("`{3,}")


def page_of_pattern(pattern: Pattern) -> str:
    """A page as those of rules are written, in both languages, its examples those of the configuration."""
    parts: list[str] = []
    for language in _LANGUAGES:
        parts += [f"# {language}: {' '.join(getattr(pattern.message, language).split())}", *_text(pattern, language)]
    for text in pattern.hits:
        parts.append(_fenced("md bad", _marked(pattern, text)))
    for text in pattern.misses:
        parts.append(_fenced("md good", text))
    return "\n\n".join(parts) + "\n"


def _text(pattern: Pattern, language: Language) -> Iterator[str]:
    yield getattr(_INTRODUCTION, language)
    yield f"## {getattr(_WORDS if pattern.expression is None else _EXPRESSION, language)}"
    yield _fenced("text", "\n".join(pattern.words) if pattern.expression is None else pattern.expression)
    yield f"## {getattr(_SCOPE, language)}"
    yield Message("{scope:term}", "{scope:term}").format(language, {"scope": list(pattern.scope)}, _SCOPES)
    if pattern.replacement is not None:
        yield f"## {getattr(_REPLACEMENT, language)}"
        yield _fenced("text", pattern.replacement or getattr(_NOTHING, language))


def _marked(pattern: Pattern, text: str) -> str:
    parts: list[str] = []
    done = 0
    for found in find(pattern, text, Allowance(len(text))):
        parts += [text[done : found.start()], "⟦", found.group(), "⟧"]
        done = found.end()
    return "".join([*parts, text[done:]])


def _fenced(kind: str, text: str) -> str:
    fence = "`" * max([3, *(len(found) + 1 for found in _FENCES.findall(text))])
    return f"{fence}{kind}\n{text.removesuffix(chr(10))}\n{fence}"
