"""How does a baseline look on a terminal, and to a program?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby
from posixpath import dirname
from typing import TYPE_CHECKING

import msgspec

from koetsu.message import Language, Message
from koetsu.output.terminal.cells import visible, width

if TYPE_CHECKING:
    from koetsu.engine.baseline.baseline import Entry

_ALL = Message(
    ja="{path}: {articles}本の原稿の指摘{entries}件を受け入れています",
    en="{path}: findings accepted: {entries}, in articles: {articles}",
)
_STALE = Message(
    ja="{path}: もう指摘のない行は{articles}本の原稿の{entries}件です",
    en="{path}: entries of findings that are no longer there: {entries}, of articles: {articles}",
)


def as_text(path: str, entries: Sequence[Entry], language: Language, *, stale: bool = False) -> Iterator[str]:
    """A line that sums up, how many there are by rule and by folder, and each with its excerpt below its article."""
    articles = len({entry.path for entry in entries})
    head = (_STALE if stale else _ALL).format(
        language, {"path": path, "entries": len(entries), "articles": articles}, {}
    )
    yield f"{visible(head)}\n"
    if not entries:
        return
    for counted in (Counter(map(_rule, entries)), Counter(map(_folder, entries))):
        yield "\n"
        widest = max(map(width, counted))
        for name, count in sorted(counted.items(), key=lambda item: (-item[1], item[0])):
            yield f"{name}{' ' * (widest - width(name))}  {count}\n"
    for article, found in groupby(entries, key=lambda entry: entry.path):
        yield f"\n{visible(article)}\n"
        for entry in found:
            yield f"  {visible(entry.rule)}  {visible(entry.excerpt)}\n"


def as_json(path: str, entries: Sequence[Entry], language: Language, *, stale: bool = False) -> Iterator[str]:
    """One object, in no language, with the counts and the entries as the file has them."""
    shown = {
        "format": 1,
        "baseline": path,
        "stale": stale,
        "rules": Counter(entry.rule for entry in entries),
        "folders": Counter(dirname(entry.path) or "." for entry in entries),
        "entries": entries,
    }
    yield msgspec.json.encode(shown, order="sorted").decode() + "\n"


def _rule(entry: Entry) -> str:
    from koetsu.engine.registry import load_registry

    rule = load_registry().rules.get(entry.rule)
    return rule.label() if rule is not None else visible(entry.rule)


def _folder(entry: Entry) -> str:
    return visible(dirname(entry.path)) or "."
