"""Which files of a site are articles, what do their headers hold, and how do these differ from a schema?"""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

from koetsu.errors import UnreadableSourceError
from koetsu.text.corpus import Fact
from koetsu.text.pattern import pattern
from koetsu.text.source import Source

if TYPE_CHECKING:
    from koetsu.diagnostic import Diagnostic
    from koetsu.engine.config import Configuration
    from koetsu.engine.registry import Registry

SCHEMA_RULES = ("FM001", "FM003", "FM004", "FM005", "FM008")
"""The rules that speak of headers, keys and values which a schema does not allow."""

_MOSTLY = 0.9
"""So large a share of the files of a folder must have a header for all of them to be articles."""

_GUIDE = pattern(r"(?i)readme\.")
"""Words about a folder, which have no header in most sites."""


class Headed(NamedTuple):
    """An article with the values of its header; without any where it has none, or one that does not parse."""

    file: Path
    path: str
    """As it is shown."""
    header: tuple[Fact, ...]


class Field(NamedTuple):
    """The articles to which one schema is to apply."""

    files: list[Path]
    base: Mapping[str, Any]
    """The schema that they have so far; empty if there is none."""
    patterns: list[str] | None
    """Where they lie, as in ``front-matter.files``, if that has to be said."""
    others: int = 0
    """So many other articles have a schema of their own, which is to stay."""
    is_own: bool = False
    """Whether the configuration of the site, and not a preset, says what their schema is."""


class Misfit(NamedTuple):
    """A finding about the header of an article."""

    path: str
    line: int
    """From 1."""
    column: int
    diagnostic: Diagnostic


def field_of(files: Sequence[Path], configuration: Configuration, elsewhere: Sequence[str]) -> Field:
    """The articles among some files, given absolute, as a configuration sees them.

    ``elsewhere`` names folders of the site which hold the articles although the configuration does not say so. Where
    articles have different schemas, those of the most frequent one are meant. What has a configuration further down is
    none of this one's.
    """
    root = str(configuration.working_directory)
    if elsewhere:
        folders = tuple(os.path.join(root, name, "") for name in elsewhere)  # noqa: PTH118
        files = [file for file in files if str(file).startswith(folders)]
    governed = {root: False}
    by_schema: dict[int, list[Path]] = {}
    resolutions = {}
    for file in files:
        path = str(file)
        if _has_other(str(file.parent), governed):
            continue
        resolution = configuration.folder(os.path.dirname(path)).resolution(path)  # noqa: PTH120
        if elsewhere or resolution.is_article(path):
            key = id(resolution.schema.value)
            by_schema.setdefault(key, []).append(file)
            resolutions[key] = resolution
    if not by_schema:
        return Field([], {}, None)
    key, chosen = max(by_schema.items(), key=lambda entry: len(entry[1]))
    schema, patterns = resolutions[key].schema, resolutions[key].files.value
    base = schema.value if isinstance(schema.value, dict) else {}
    is_own = schema.part is not None and not schema.part.layer.is_preset
    if len(by_schema) > 1 and patterns is not None:
        others = sum(map(len, by_schema.values())) - len(chosen)
        return Field(chosen, base, list(patterns), others, is_own)
    is_said = elsewhere or patterns is not None or base
    return Field(chosen, base, None if is_said else [], 0, is_own)


def _has_other(folder: str, known: dict[str, bool]) -> bool:
    """Whether a folder, or one above it that is not yet known, has a configuration of its own."""
    from koetsu.engine.config.file import find_in

    if folder not in known:
        above = os.path.dirname(folder)  # noqa: PTH120
        known[folder] = find_in(folder) is not None or (above != folder and _has_other(above, known))
    return known[folder]


def read(files: Iterable[Path], shown: Callable[[Path], str], faults: list[UnreadableSourceError]) -> Iterator[Headed]:
    """The headers of some files; those that cannot be read are noted among the faults."""
    from koetsu.text.front_matter import FrontMatter
    from koetsu.text.header_facts import header_facts

    for file in files:
        path = shown(file)
        try:
            text = Source.read(file, path).text
        except UnreadableSourceError as error:
            faults.append(error)
            continue
        yield Headed(file, path, header_facts(FrontMatter.parse(text)))


def folders_of(headed: Sequence[Headed], root: Path) -> list[str]:
    """Patterns for the folders in which nearly every file has a header, as ``front-matter.files`` takes them."""
    counts: Counter[str] = Counter()
    having: Counter[str] = Counter()
    guides = [_upwards(_folder(one, root)) for one in headed if not one.header and _GUIDE.match(one.file.name)]
    for one in headed:
        if not one.header and _GUIDE.match(one.file.name):
            continue
        for folder in _upwards(_folder(one, root)):
            counts[folder] += 1
            having[folder] += bool(one.header)
    chosen = [folder for folder in counts if having[folder] >= _MOSTLY * counts[folder]]
    at_the_top = [bool(one.header) for one in headed if one.file.parent == root and not _GUIDE.match(one.file.name)]
    if "." in chosen and (not at_the_top or not all(at_the_top)):
        chosen.remove(".")  # the articles lie further down; what lies here will not always have a header
    top = [folder for folder in chosen if not any(above in chosen for above in _upwards(folder)[1:])]
    patterns = [f"/{_escaped(folder)}/**" for folder in sorted(top) if folder != "."] or ["**"]
    inside = any(not top or not set(top).isdisjoint(folders) for folders in guides)
    return [*patterns, *(["!README.*"] if inside else [])]


def misfits(
    headed: Iterable[Headed], schema: Mapping[str, Any], configuration: Configuration, registry: Registry
) -> Iterator[list[Misfit]]:
    """What ``check`` reports of each article once a schema applies to it."""
    from koetsu.engine.check import Checker

    checker = Checker(registry)
    for one in headed:
        settings = configuration.settings(one.file)
        select = tuple(code for code in settings.select if code in SCHEMA_RULES)
        settings = msgspec.structs.replace(settings, schema=schema, select=select)
        try:
            source = Source.read(one.file, one.path)
        except UnreadableSourceError:
            yield []  # it was there a moment ago; whoever read it first says so
            continue
        found = checker.check(source, settings).diagnostics
        places = [(diagnostic, source.position(diagnostic.span.start)) for diagnostic in found]
        yield [
            Misfit(one.path, line + 1, column + 1, diagnostic)
            for diagnostic, (line, column) in places
            if diagnostic.rule in select
        ]


def _folder(one: Headed, root: Path) -> str:
    return os.path.relpath(one.file.parent, root)


def _upwards(folder: str) -> list[str]:
    """A relative folder and all above it, up to the root."""
    found = [folder]
    while found[-1] != ".":
        found.append(os.path.dirname(found[-1]) or ".")  # noqa: PTH120
    return found


def _escaped(folder: str) -> str:
    return "".join(f"\\{character}" if character in "*?[]\\!#" else character for character in folder)
