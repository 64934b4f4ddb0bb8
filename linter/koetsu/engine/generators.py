"""Which generator builds the site in a folder, and where are its articles?

A generator is known by files that only it has; a name that several use, such as ``_config.yml`` or ``public``, counts
together with something else. Nothing is run, and of no file more is read than its beginning.
"""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

from koetsu.engine.discovery import SUFFIXES

_BEGINNING = 200_000  # bytes; what is looked for stands near the top of a file
_SAMPLE = 5  # so many articles tell what kind of header a folder has
_NOT_ENTERED = re.compile(r"\.|node_modules$|vendor$|_site$")


class Site(NamedTuple):
    """A generator that a folder was recognised by, or is said to be of."""

    preset: str
    """The name of its preset."""
    title: str
    """As it calls itself."""
    marks: list[str]
    """Files and folders (these end in ``/``) that gave it away, relative to the folder of the site."""
    articles: list[str]
    """The folders that hold its articles, relative to that of the site; those that are there."""
    elsewhere: list[str]
    """Those of them that the preset does not look into for articles."""
    renderer: str | None
    """The Markdown that its settings ask for, where that is not what the preset says."""
    size: int
    """How many articles lie there."""


def recognise(folder: Path) -> list[Site]:
    """The generators that a folder shows traces of, that with the most articles first."""
    found = []
    for generator in _GENERATORS:
        marks = generator.marks(_Folder(folder))
        if marks:
            found.append(_site(generator, folder, marks))
    return sorted(found, key=lambda site: (-site.size, -len(site.marks)))


def site_of(preset: str, folder: Path) -> Site:
    """A folder as the generator of a preset sees it, whether or not it shows traces of it."""
    generator = next(generator for generator in _GENERATORS if generator.preset == preset)
    return _site(generator, folder, generator.marks(_Folder(folder)))


def sites_below(folder: Path) -> Iterator[tuple[str, Site]]:
    """Sites that lie at most two folders deeper, with the relative paths of their folders."""
    root = _Folder(folder)
    for name in (*root.find("*/"), *root.find("*/*/")):
        for site in recognise(folder / name)[:1]:
            yield name.rstrip("/"), site


class _Folder:
    """What is looked up in a folder."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def find(self, *patterns: str) -> list[str]:
        """The relative paths that fit a pattern; one that ends in ``/`` is for folders, any other for files."""
        return list(dict.fromkeys(name for pattern in patterns for name in sorted(self._fitting(pattern))))

    def _fitting(self, pattern: str) -> Iterator[str]:
        wants_folder = pattern.endswith("/")
        try:
            for path in self.path.glob(pattern.rstrip("/")):
                parts = path.relative_to(self.path).parts
                if any(_NOT_ENTERED.match(part) for part in parts[:-1] + (parts[-1:] if wants_folder else ())):
                    continue
                if path.is_dir() if wants_folder else path.is_file():
                    yield "/".join(parts) + ("/" if wants_folder else "")
        except OSError:
            return  # a folder that may not be looked into tells nothing

    def that_say(self, pattern: str, *names: str) -> list[str]:
        """Those of some files (patterns) in which a regular expression is found, line by line."""
        return [name for name in self.find(*names) if re.search(pattern, self.text(name), re.MULTILINE)]

    def values(self, key: str, *names: str) -> list[str]:
        """What stands behind a key in some files, written as in TOML, YAML, JSON or JavaScript."""
        pattern = rf"""(?<![\w.])["']?{key}["']?[ \t]*[:=][ \t]*["']?([^"'\s,#}}]+)"""
        return [value for name in self.find(*names) for value in re.findall(pattern, self.text(name))]

    def text(self, name: str) -> str:
        """The beginning of a file; nothing if it cannot be read."""
        try:
            with (self.path / name).open("rb") as stream:
                return stream.read(_BEGINNING).decode("utf-8-sig", "replace")
        except OSError:
            return ""

    def heads(self, pattern: str, *keys: str) -> bool:
        """Whether all these keys stand in the headers of most of the first articles that fit a pattern."""
        headers = [self.text(name).split("\n---", 1)[0] for name in self.find(pattern)[:_SAMPLE]]
        fitting = [head for head in headers if all(re.search(rf"^{key}:", head, re.MULTILINE) for key in keys)]
        return len(fitting) * 2 > len(headers)


class _Generator(NamedTuple):
    preset: str
    title: str
    marks: Callable[[_Folder], list[str]]
    articles: tuple[str, ...]
    """Patterns of the folders that the preset knows to hold articles."""
    elsewhere: Callable[[_Folder], list[str]] = lambda folder: []
    renderer: Callable[[_Folder], str | None] = lambda folder: None


_HUGO = tuple(f"{name}.{form}" for name in ("hugo", "config/*/hugo") for form in ("toml", "yaml", "yml", "json"))
_HUGO_OLD = tuple(
    f"{name}.{form}" for name in ("config", "config/*/config") for form in ("toml", "yaml", "yml", "json")
)
_ASTRO = tuple(f"astro.config.{form}" for form in ("mjs", "js", "ts", "mts", "cjs"))
_COLLECTIONS = ("src/content.config.*", "src/content/config.*")
_JEKYLL = ("_config.yml", "_config.yaml", "_config.toml")


def _jekyll(folder: _Folder) -> list[str]:
    # Hexo and Jupyter Book have a _config.yml as well.
    if folder.find("source/_posts/", "_toc.yml") or folder.that_say('"hexo"', "package.json"):
        return []
    return folder.find(*_JEKYLL, "_posts/")


def _hugo(folder: _Folder) -> list[str]:
    marks = folder.find(*_HUGO)
    if not marks and folder.find("content/"):
        marks = folder.that_say(r"(?i)^\W*base_?url\b", *_HUGO_OLD)
    return marks and marks + folder.find("content/")


def _zenn(folder: _Folder) -> list[str]:
    marks = folder.that_say('"zenn-cli"', "package.json")
    if marks or folder.heads("articles/*.md", "emoji", "topics"):
        return marks + folder.find("articles/", "books/")
    return []


def _qiita(folder: _Folder) -> list[str]:
    marks = folder.find("qiita.config.json") + folder.that_say('"@qiita/qiita-cli"', "package.json")
    if marks or folder.heads("public/*.md", "organization_url_name"):
        return marks + folder.find("public/")
    return []


def _astro(folder: _Folder) -> list[str]:
    marks = folder.find(*_ASTRO)
    return marks and marks + folder.find("src/content/")


def _hugo_elsewhere(folder: _Folder) -> list[str]:
    named = folder.values("(?i:contentDir)", *_HUGO, *_HUGO_OLD)
    return [name for name in named if "content" not in name.split("/")]


def _astro_elsewhere(folder: _Folder) -> list[str]:
    return [name for name in folder.values("base", *_COLLECTIONS) if "src/content" not in name]


def _jekyll_renderer(folder: _Folder) -> str | None:
    chosen = folder.values("markdown", *_JEKYLL)
    return "commonmark" if chosen and chosen[0].lower().startswith("commonmark") else None


_GENERATORS = (
    _Generator(
        "jekyll", "Jekyll", _jekyll, ("_posts/", "_drafts/", "*/_posts/", "*/_drafts/"), renderer=_jekyll_renderer
    ),
    _Generator("hugo", "Hugo", _hugo, ("content/",), elsewhere=_hugo_elsewhere),
    _Generator("zenn", "Zenn", _zenn, ("articles/", "books/")),
    _Generator("qiita", "Qiita", _qiita, ("public/",)),
    _Generator("astro", "Astro", _astro, ("src/content/",), elsewhere=_astro_elsewhere),
)


def _site(generator: _Generator, folder: Path, marks: list[str]) -> Site:
    inside = _Folder(folder)
    elsewhere = [name for name in map(_plain, generator.elsewhere(inside)) if name and (folder / name).is_dir()]
    elsewhere = list(dict.fromkeys(elsewhere))
    articles = [name.rstrip("/") for name in inside.find(*generator.articles)] + elsewhere
    size = sum(1 for name in articles for _ in _articles(folder / name))
    return Site(generator.preset, generator.title, marks, articles, elsewhere, generator.renderer(inside), size)


def _plain(path: str) -> str:
    """A relative path as patterns write it; nothing if it leads out of the folder or is made of variables."""
    parts = [part for part in path.split("/") if part not in ("", ".")]
    return "" if path.startswith("/") or ".." in parts or re.search(r"[$`*?\[\]\\!]", path) else "/".join(parts)


def _articles(folder: Path) -> Iterator[str]:
    for _, folders, files in os.walk(folder):
        folders[:] = [name for name in folders if not _NOT_ENTERED.match(name)]
        yield from (name for name in files if name.lower().endswith(SUFFIXES))
