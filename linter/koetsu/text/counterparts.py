"""Which documents are one article in other versions or for other readers?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from koetsu.text.corpus import Summary
from koetsu.text.pattern import pattern

_VERSION = pattern(r"(?:v|version-|release-)?\d+(?:\.(?:\d+|x))+(?:[-.]?(?:rc|beta|alpha)\.?\d*)?|v\d+", re.IGNORECASE)
"""A folder that holds one version of a documentation: ``v2``, ``1.4``, ``version-3.x``."""

_CURRENT = {"versioned_docs": "docs"}
"""Folders that hold the older versions of what another folder holds."""


def counterpart_key(summary: Summary) -> str:
    """What the paths of one article's versions and translations have in common; of others, the path itself."""
    return _key(summary.path, summary.locale)


@lru_cache(maxsize=100_000)
def _key(path: str, locale: str) -> str:
    *folders, name = path.split("/")
    if locale:
        stem, *suffixes = name.split(".")
        name = ".".join([stem, *(suffix for suffix in suffixes if not _names(suffix, locale))])
    return "/".join([*_common(folders, locale), name])


def _common(folders: list[str], locale: str) -> Iterator[str]:
    for folder in folders:
        if not _VERSION.fullmatch(folder) and not (locale and _names(folder, locale)):
            yield _CURRENT.get(folder, folder)


def _names(part: str, locale: str) -> bool:
    """Whether a part of a path names a locale: ``en``, ``en-US`` and ``en_us`` name ``en``."""
    return part.lower().replace("_", "-").split("-")[0] == locale.lower().split("-")[0]


def are_counterparts(one: Summary, other: Summary) -> bool:
    """Whether two documents are translations of each other, or versions of one article: neither is a copy."""
    if one.language != other.language or not _are_for_the_same_readers(one.locale, other.locale):
        return True
    return counterpart_key(one) == counterpart_key(other)


def _are_for_the_same_readers(one: str, other: str) -> bool:
    """Whether locales do not exclude each other: ``ja`` and ``ja-jp`` do not, ``en-us`` and ``en-gb`` do."""
    return f"{one}-".startswith(f"{other}-") or f"{other}-".startswith(f"{one}-")
