"""In which language is a document written?"""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice
from typing import Literal

from koetsu.text.pattern import pattern

Language = Literal["ja", "en", "zh", "ko", "other"]

KANA = pattern(r"[ぁ-ゖァ-ヺｦ-ﾝ]")
"""A character that only Japanese is written with."""

_HAN = pattern(r"[々㐀-䶿一-鿿豈-﫿𠀀-𯿿]")
_HANGUL = pattern(r"[가-힣ᄀ-ᇿㄱ-ㆎ]")
_LATIN = pattern(r"[A-Za-z]")
_NAME_SUFFIX = pattern(r"\.([a-z]{2})(?:[_-][a-z]{2,4})?\.[a-z]+$", re.IGNORECASE)
_NAMES: dict[str, Language] = {
    "ja": "ja",
    "jp": "ja",
    "en": "en",
    "zh": "zh",
    "cn": "zh",
    "tw": "zh",
    "ko": "ko",
    "kr": "ko",
}
_TEXTS = 100
_SAMPLE = 1500


def named_language(tag: str) -> Language:
    """The language that a tag such as ``ja-JP`` names; ``other`` for one that koetsu knows nothing about."""
    return _NAMES.get(re.split(r"[-_.]", tag.strip().lower())[0], "other")


def language_of_name(path: str) -> Language | None:
    """The language that a file name such as ``about.en.md`` states, if it states one that koetsu knows."""
    found = _NAME_SUFFIX.search(path)
    return _NAMES.get(found.group(1).lower()) if found else None


def language_of_text(texts: Iterable[str]) -> Language:
    """The language by its script, judged by how each of the texts (blocks, say) begins.

    A Japanese text has at least one kana in ten letters; technical Japanese full of Latin words still has.
    """
    heads = list(islice(texts, _TEXTS))
    sample = "".join(text[: _SAMPLE // len(heads)] for text in heads)
    kana = len(KANA.findall(sample))
    if kana and kana >= 0.1 * len(sample):
        return "ja"  # whatever the rest is
    han, hangul, latin = (len(script.findall(sample)) for script in (_HAN, _HANGUL, _LATIN))
    letters = kana + han + hangul + latin / 4  # four Latin letters carry about as much as one kana
    if kana and kana >= 0.1 * letters:
        return "ja"
    if hangul and hangul >= 0.2 * letters:
        return "ko"
    if han and han >= 0.3 * letters:
        return "zh"
    return "en" if latin else "other"
