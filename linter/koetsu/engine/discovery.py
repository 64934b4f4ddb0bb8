"""Which files are to be checked?

A file that is named is checked; a folder that is named is walked. What is left out in a walk: what git ignores, what
the configuration excludes, folders whose name begins with a dot, ``node_modules``, change logs and licences.
"""

# os.path and not Path: these are asked for every folder and file of a site, and Path costs ten times as much.
# ruff: noqa: PTH110, PTH112, PTH113, PTH116, PTH118, PTH120

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator, Sequence
from operator import itemgetter
from pathlib import Path
from typing import NamedTuple

from koetsu.engine.config import Configuration, Layers
from koetsu.engine.config.faults import printable
from koetsu.engine.globs import Globs
from koetsu.errors import ConfigurationError, UnreadableSourceError, UsageError
from koetsu.message import Language, Message

SUFFIXES = (".md", ".markdown", ".mdx")
"""How the name of an article ends, in any case."""

_LEFT_OUT = re.compile(
    r"CHANGELOG.*|LICEN[CS]E.*|(?i:changelog|licen[cs]e)\.[^.]*|\._.*|\.#.*", re.DOTALL
)  # "._name" is what macOS leaves beside a file on foreign disks, ".#name" the link by which Emacs locks one

MISSING = Message(ja="{path}: ファイルもフォルダーもありません", en="{path}: no such file or folder")
"""What is said of a path that does not exist."""


def discover(
    paths: Iterable[Path],
    configuration: Configuration,
    force_exclude: bool = False,
    *,
    unreadable: list[UnreadableSourceError] | None = None,
    language: Language = "en",
) -> list[Path]:
    """The files that are meant by some paths: sorted, each file once, written as the path that led to it.

    A path that is named itself is exempt from every exclusion unless ``force_exclude``. Folders that cannot be listed
    are added to ``unreadable``; without such a list, the first of them is raised.

    Raises UsageError naming every path that does not exist, ConfigurationError with the faults of every configuration
    file on the way, and UnreadableSourceError.
    """
    walk = _Walk(configuration)
    missing = []
    for path in paths:
        try:
            walk.start(os.fspath(path), force_exclude)
        except FileNotFoundError:
            missing.append(MISSING.format(language, {"path": printable(os.fspath(path))}, {}))
    if missing:
        raise UsageError("\n".join(missing))
    walk.finish()
    if walk.faults:
        raise ConfigurationError("\n".join(dict.fromkeys(walk.faults)))
    errors = sorted(walk.unreadable, key=lambda error: error.path)
    if unreadable is not None:
        unreadable += errors
    elif errors:
        raise errors[0]
    return [Path(path) for _, _, path in sorted(walk.files.values(), key=itemgetter(1))]


def is_excluded(file: Path, configuration: Configuration) -> bool:
    """Whether ``discover`` with ``force_exclude`` leaves out a file, which need not exist.

    Raises ConfigurationError.
    """
    walk = _Walk(configuration)
    excluded = walk.excludes(os.path.normpath(os.path.join(walk.working_directory, file)))
    if walk.faults:
        raise ConfigurationError("\n".join(dict.fromkeys(walk.faults)))
    return excluded


def _sort_key(path: str) -> str:
    # A folder before what only begins like it: "a/b" before "a-b".
    return path.replace("/", "\0")


class _Ignore(NamedTuple):
    """The ignore file of one folder."""

    folder: str
    """Absolute."""
    globs: Globs


class _Folder(NamedTuple):
    """A folder to walk."""

    path: str
    """As it is shown: what was named, and what lies below it."""
    absolute: str
    """For the configuration: the working directory and the path, links and all."""
    real: str
    """Without links."""
    ignores: tuple[_Ignore, ...]
    """The ignore files that count in it, the nearest last."""


class _Walk:
    def __init__(self, configuration: Configuration) -> None:
        self.configuration = configuration
        self.working_directory = str(configuration.working_directory)
        self.files: dict[str, tuple[bool, str, str]] = {}
        """By real path: whether a link led to it, a key to sort by, the path to show. The least of several counts."""
        self.faults: list[str] = []
        self.unreadable: list[UnreadableSourceError] = []
        self._seen: set[str] = set()
        # Links are followed when all else is known, so that what they lead to is shown under its own name.
        self._links: list[tuple[_Folder, str]] = []
        self._roots: list[str] = []

    def start(self, path: str, force_exclude: bool) -> None:
        """Take in one path that was named. Raises FileNotFoundError."""
        named = os.path.join(self.working_directory, path)
        absolute = os.path.normpath(named)
        try:
            folder = os.path.isdir(named)
            if not folder:
                os.stat(named)
        except PermissionError:
            self.unreadable.append(UnreadableSourceError(path, "out-of-reach", "permission denied"))
            return
        except (NotADirectoryError, OSError, ValueError) as error:
            raise FileNotFoundError(path) from error
        ignores = _above(os.path.dirname(absolute))
        if force_exclude and self._is_excluded_above(absolute, folder, ignores):
            return
        real = os.path.realpath(named)
        if not folder:
            self._add(path, real, link=absolute != real)
            return
        self._roots.append(real)
        self._walk(_Folder(path, absolute, real, ignores))

    def excludes(self, absolute: str) -> bool:
        """Whether a file is left out wherever it is met."""
        return self._is_excluded_above(absolute, False, _above(os.path.dirname(absolute)))

    def finish(self) -> None:
        """Follow the links that stay inside what was walked."""
        while self._links:
            links, self._links = sorted(self._links, key=lambda link: _sort_key(f"{link[0].path}/{link[1]}")), []
            for folder, name in links:
                self._follow(folder, name)

    def _follow(self, folder: _Folder, name: str) -> None:
        link = _joined(folder.real, name)
        real = os.path.realpath(link)
        if not os.path.exists(real):
            # It looks like an article and is none: whoever reads it says so.
            self._add(_joined(folder.path, name), link, link=True)
            return
        if not any(real == root or real.startswith(f"{root.rstrip('/')}/") for root in self._roots):
            return
        path, absolute = _joined(folder.path, name), _joined(folder.absolute, name)
        if os.path.isdir(real):
            self._walk(_Folder(path, absolute, real, folder.ignores))
        elif os.path.isfile(real):
            self._add(path, real, link=True)

    def _add(self, path: str, real: str, *, link: bool) -> None:
        entry = (link, _sort_key(path), path)
        self.files[real] = min(self.files.get(real, entry), entry)

    def _walk(self, start: _Folder) -> None:
        waiting = [start]
        while waiting:
            folder = waiting.pop()
            if folder.real in self._seen:
                continue
            self._seen.add(folder.real)
            waiting += self._list(folder)

    def _list(self, folder: _Folder) -> Iterator[_Folder]:
        """Take in the files of one folder; yields the folders in it that are to be walked."""
        try:
            with os.scandir(folder.real) as listing:
                entries = {entry.name: entry for entry in listing}
        except OSError as error:
            reason = "permission" if isinstance(error, PermissionError) else "failed"
            self.unreadable.append(UnreadableSourceError(folder.path, reason, error.strerror or str(error)))
            return
        layers = self._layers(folder.absolute, entries)
        ignores = _in_folder(folder, entries)
        content = _Content(folder.absolute, layers, ignores)
        for name, entry in entries.items():
            article = name.endswith(SUFFIXES) or name.lower().endswith(SUFFIXES)
            link = entry.is_symlink()
            if not article and not link and not entry.is_dir(follow_symlinks=False):
                continue
            is_folder = _is_folder(entry)
            if content.leaves_out(name, is_folder, link):
                continue
            if link:
                if article or is_folder:
                    self._links.append((folder._replace(ignores=ignores), name))
            elif is_folder:
                path, absolute, real = folder.path, folder.absolute, folder.real
                yield _Folder(_joined(path, name), _joined(absolute, name), _joined(real, name), ignores)
            elif entry.is_file(follow_symlinks=False):
                self._add(_joined(folder.path, name), _joined(folder.real, name), link=False)

    def _layers(self, folder: str, names: Iterable[str] | None) -> Layers | None:
        try:
            return self.configuration.folder(folder, names)
        except ConfigurationError as error:
            # All faults are told at once, so the walk goes on to find the others.
            self.faults += str(error).split("\n")
            return None

    def _is_excluded_above(self, absolute: str, is_folder: bool, ignores: Sequence[_Ignore]) -> bool:
        """Whether a walk from the top of the repository, or of the configuration, would have left a path out."""
        top = _repository(os.path.dirname(absolute)) or self.working_directory
        parts = absolute.strip("/").split("/")
        for length, name in enumerate(parts):
            folder = "/" + "/".join(parts[:length])
            nearer = tuple(ignore for ignore in ignores if len(ignore.folder) <= len(folder))
            content = _Content(folder, self._layers(folder, None), nearer)
            below = folder == top or folder.startswith(f"{top.rstrip('/')}/")
            if content.leaves_out(name, is_folder or length < len(parts) - 1, link=False, by_default=below):
                return True
        return False


class _Content:
    """What of the content of one folder is left out."""

    def __init__(self, folder: str, layers: Layers | None, ignores: Sequence[_Ignore]) -> None:
        self._exclusions = layers.exclusions(folder) if layers is not None else None
        below = f"{folder.rstrip('/')}/"
        # The nearest ignore file with an opinion decides.
        self._ignores = [(ignore.globs, below[len(ignore.folder.rstrip("/")) + 1 :]) for ignore in reversed(ignores)]

    def leaves_out(self, name: str, is_folder: bool, link: bool, by_default: bool = True) -> bool:
        """Whether what has this name is left out; ``by_default``: also for no reason but its name."""
        for globs, below in self._ignores:
            # To git a link is a file wherever it leads.
            decision = globs.decide(below + name, is_folder and not link)
            if decision:
                return True
            if decision is not None:
                break
        decision = self._exclusions.decide(name, is_folder) if self._exclusions else None
        if decision is not None:
            return decision
        if not by_default:
            return False
        if is_folder:
            return name == "node_modules" or name.startswith(".")
        return _LEFT_OUT.fullmatch(name) is not None


def _joined(folder: str, name: str) -> str:
    # The slowest part of a walk would be os.path.join.
    if folder == ".":
        return name
    return f"{folder}{name}" if folder.endswith("/") else f"{folder}/{name}"


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:
        return False  # a link that leads round in a circle


def _ignore_file(file: str, folder: str) -> Iterator[_Ignore]:
    try:
        text = Path(file).read_bytes().decode("utf-8", "surrogateescape")
    except OSError:
        return
    globs = Globs(text.removeprefix("\ufeff").split("\n"))
    if globs:
        yield _Ignore(folder, globs)


def _in_folder(folder: _Folder, names: Iterable[str]) -> tuple[_Ignore, ...]:
    """The ignore files that count in a folder: those above it and its own; a repository in a repository starts anew."""
    ignores = folder.ignores
    if ".git" in names:
        ignores = (*_of_repository(folder.absolute),)
    if ".gitignore" in names:
        ignores = (*ignores, *_ignore_file(f"{folder.absolute}/.gitignore", folder.absolute))
    return ignores


def _above(folder: str) -> tuple[_Ignore, ...]:
    """The ignore files between the top of the repository and a folder, that folder included; none outside of git."""
    top = _repository(folder)
    if top is None:
        return ()
    ignores = [*_of_repository(top)]
    between = folder[len(top) :].strip("/").split("/")
    for length in range(len(between) + 1):
        inner = "/".join([top.rstrip("/"), *between[:length]]) if between != [""] else top
        ignores += _ignore_file(f"{inner}/.gitignore", inner)
        if between == [""]:
            break
    return tuple(ignores)


def _repository(folder: str) -> str | None:
    """The top of the git repository in which a folder lies."""
    while not os.path.exists(f"{folder}/.git"):
        parent = os.path.dirname(folder)
        if parent == folder:
            return None
        folder = parent
    return folder


def _of_repository(top: str) -> Iterator[_Ignore]:
    """The patterns that git keeps for one copy of a repository."""
    git = f"{top}/.git"
    if not os.path.isdir(git):
        # In a linked work tree or a submodule ".git" is a file that says where the real folder is.
        try:
            line = Path(git).read_text("utf-8", "surrogateescape").strip()
            git = os.path.join(top, line.removeprefix("gitdir: "))
            common = Path(git, "commondir")
            if common.is_file():
                git = os.path.join(git, common.read_text("utf-8", "surrogateescape").strip())
        except (OSError, ValueError):
            return
    yield from _ignore_file(f"{git}/info/exclude", top)
