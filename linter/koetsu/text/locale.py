"""For readers of which language, and where, is an article published?"""

from __future__ import annotations

import re

from koetsu.text.language import Language
from koetsu.text.pattern import pattern

_TAG = r"([a-z]{2})(?:[-_]([a-z]{4}))?(?:[-_]([a-z]{2}))?"
_NAME = pattern(rf"\.{_TAG}\.[a-z]+$", re.IGNORECASE)
_FOLDER = pattern(rf"{_TAG}$", re.IGNORECASE)
_ALIASES = {"jp": "ja", "kr": "ko", "cn": "zh-cn", "tw": "zh-tw"}
_OWN_SCRIPT = frozenset({"ja", "jp", "zh", "cn", "tw", "ko", "kr"})
_LATIN = frozenset(
    ["en", "fr", "de", "es", "pt", "it", "nl", "pl", "tr", "id", "vi", "sv", "da", "fi", "nb", "cs", "ro"]
)
_OTHERS = frozenset(["ru", "uk", "th", "ar", "he", "fa", "hi", "el", "bg"])
_CODES = _OWN_SCRIPT | _LATIN | _OTHERS
"""Languages that sites are published in. Not every code of ISO 639: ``my``, ``io`` and ``no`` are ordinary names."""


def locale_of(path: str, stated: str | None, language: Language) -> str:
    """The locale of an article, in lower case: ``ja``, ``en-us``, ``zh-hant-tw``; empty if nothing tells.

    Its folder (``en/``, ``i18n/ja/``) decides, then its file name (``about.en.md``), then what its header states, then
    the language in which it is written: an article that was put into a folder for a translation and never translated
    belongs there all the same.
    """
    *folders, name = path.replace("\\", "/").split("/")
    for folder in folders:
        tag = _tag(_FOLDER.match(folder))
        # A folder ``it`` or ``id`` full of Japanese text is about computers or identity.
        if tag and (tag[:2] == "en" or tag[:2] not in _LATIN or language != "ja"):
            return tag
    return _tag(_NAME.search(name)) or _tag(_FOLDER.match((stated or "").strip())) or _written(language)


def _tag(found: re.Match[str] | None) -> str:
    if found is None:
        return ""
    code, *rest = (part.lower() for part in found.groups() if part)
    if code not in _CODES:
        return ""
    return "-".join((_ALIASES.get(code, code), *rest))


def _written(language: Language) -> str:
    return "" if language == "other" else language
