"""How many minutes does a text take, by the formula of which tool?

Each formula is the tool's own, from its published code or documentation, which its function names. What they count
differs: the page as it is printed, or the Markdown as it is written; code is part of both, unless a function says so.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Mapping
from typing import NamedTuple

from koetsu import Document, pattern
from koetsu_rules.reading_time.printed_text import image_count, printed_text, written_text


class Minutes(NamedTuple):
    """The whole minutes that a text takes, from the fast to the slow reader; equal for a formula without a range."""

    low: int
    high: int


def hugo(document: Document) -> Minutes:
    """Hugo where a site does not set ``hasCJKLanguage``: 213 words a minute, a word being what spaces enclose.

    Source: ``setWordCounts`` in gohugoio/hugo (``page__content.go``); gohugo.io/methods/page/readingtime rounds it
    to 212.
    """
    return _exactly(-(-len(printed_text(document).split()) // 213))


def hugo_cjk(document: Document) -> Minutes:
    """Hugo with ``hasCJKLanguage`` or ``isCJKLanguage``: 501 a minute, where a word of ASCII is one and any other
    counts all its characters.

    Source: as for ``hugo``.
    """
    words = printed_text(document).split()
    return _exactly(-(-sum(1 if word.isascii() else len(word) for word in words) // 501))


MEDIUM_CHARACTERS, MEDIUM_WORDS = 500, 265


def medium(document: Document) -> Minutes:
    """Medium: 500 characters a minute of Chinese, Japanese and Korean, else 265 words, and some seconds an image.

    Source: help.medium.com/hc/en-us/articles/214991667-Read-time. How it rounds is not said: both ways are right.
    """
    text = printed_text(document)
    if document.language in ("ja", "zh", "ko"):
        minutes = len("".join(text.split())) / MEDIUM_CHARACTERS
    else:
        minutes = len(text.split()) / MEDIUM_WORDS
    minutes += image_seconds(image_count(document)) / 60
    return Minutes(max(1, math.floor(minutes)), max(1, math.ceil(minutes)))


def image_seconds(images: int) -> int:
    """What so many images take: 12 seconds the first, 11 the second, and so on, none less than 3.

    Source: Medium's figures, as the documentation of the npm package read-time-estimate gives them.
    """
    descending = min(images, 9)
    return sum(range(12, 12 - descending, -1)) + (images - descending) * 3


_NPM_CJK = "\u3040-\u309f\u4e00-\u9fff\uac00-\ud7a3"
_NPM_SPACE = " \n\r\t"
_NPM_PUNCTUATION = r"!-/:-@\[-`{-~\u3000-\u303f\uff00-\uffef"
_NPM_WORD = pattern(f"[{_NPM_CJK}][{_NPM_PUNCTUATION}{_NPM_SPACE}]*|[^{_NPM_CJK}{_NPM_SPACE}]+")


def npm_reading_time(document: Document) -> Minutes:
    """The npm package reading-time 1.5 (Docusaurus and many blogs of Next and Astro), on the Markdown as written.

    200 words a minute; a hiragana, a kanji or a syllable of Hangul is a word and takes in the punctuation behind it;
    a run of anything else is one word, and katakana are no exception. Source: ``lib/reading-time.js`` of
    ngryman/reading-time 1.5.0.
    """
    words = len(_NPM_WORD.findall(written_text(document)))
    return _exactly(math.ceil(round(words / 200, 2)))


_SCRIPTS = (
    "\u1100-\u11ff\u2e80-\u2e99\u2e9b-\u2ef3\u2f00-\u2fd5\u3005\u3007\u3021-\u3029\u302e\u302f\u3038-\u303b"
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fd-\u30ff\u3131-\u318e\u31f0-\u31ff\u3200-\u321e\u3260-\u327e"
    "\u32d0-\u32fe\u3300-\u3357\u3400-\u4dbf\u4e00-\u9fff\ua960-\ua97c\uac00-\ud7a3\ud7b0-\ud7fb\uf900-\ufad9"
    "\uff66-\uff6f\uff71-\uff9d\uffa0-\uffdc\U00020000-\U000323af"
)
"""What ``\\p{Han}\\p{Katakana}\\p{Hiragana}\\p{Hangul}`` of Ruby matches; the mark ー belongs to none of them."""
_JEKYLL_WORD = pattern(f"[{_SCRIPTS}]|[^{_SCRIPTS}\\s]+")


def chirpy(document: Document) -> Minutes:
    """The Jekyll theme Chirpy: 180 words a minute, rounded down, at least 1; kana, kanji and Hangul are a word each.

    Source: ``_includes/read-time.html`` of cotes2020/jekyll-theme-chirpy and ``number_of_words`` (mode ``auto``) in
    ``lib/jekyll/filters.rb`` of Jekyll 4.1 and later.
    """
    return _exactly(max(1, len(_JEKYLL_WORD.findall(printed_text(document))) // 180))


_ZOLA_CHARACTERS = {"ja": 653, "zh": 439}
_ZOLA_WORDS = {"en": 238, "ko": 202}
_ZOLA_OTHER_WORDS = 200
_ZOLA_WORD = pattern(r"\w+(?:['’.]\w+)*")


def zola(document: Document) -> Minutes:
    """Zola since it knows the speed of languages, on the Markdown as written, without fenced code.

    Letters at 653 a minute of Japanese and 439 of Chinese, words at 238 of English, 202 of Korean and 200 of others,
    rounded up. Source: ``get_reading_analytics`` in ``components/content/src/utils.rs`` of getzola/zola (pull
    request 3145).
    """
    text = "".join(written_text(document).split("```")[::2])
    speed = _ZOLA_CHARACTERS.get(document.language)
    if speed is not None:
        return _exactly(-(-sum(map(str.isalpha, text)) // speed))
    return _exactly(-(-len(_ZOLA_WORD.findall(text)) // _ZOLA_WORDS.get(document.language, _ZOLA_OTHER_WORDS)))


def _exactly(minutes: int) -> Minutes:
    return Minutes(minutes, minutes)


FORMULAS: Mapping[str, Callable[[Document], Minutes]] = {
    "hugo": hugo,
    "hugo-cjk": hugo_cjk,
    "medium": medium,
    "npm-reading-time": npm_reading_time,
    "chirpy": chirpy,
    "zola": zola,
}
"""The formulas that fix both what is counted and how fast it is read, by the name of the tool."""
