"""What is found in all articles of the open folders, whether they are open or not?

The first answer checks everything, as ``koetsu check`` does: with several processes and the cache. After that only what
has changed is checked: files of which the editor says so, and open texts that were edited.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

import msgspec
from xxhash import xxh3_64_hexdigest

from koetsu.engine.cache import Cache
from koetsu.engine.discovery import discover
from koetsu.engine.pool import available_processors
from koetsu.engine.report import FileReport, Report
from koetsu.engine.runner import run
from koetsu.errors import UnreadableSourceError
from koetsu.lsp.session import Session, Site

_encode = msgspec.msgpack.Encoder().encode


class Overlay(NamedTuple):
    """A text that is open in the editor, which counts instead of the file."""

    version: int | None
    text: str


class Entry(NamedTuple):
    """What was found in one article."""

    file: Path
    version: int | None
    """Of the open text; None for the file."""
    report: Report
    """On this article alone."""
    name: str
    """Changes whenever what is found does."""

    @property
    def found(self) -> FileReport:
        """The findings."""
        return self.report.files[0]


class Overview:
    """The articles of all open folders and what is found in them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._entries: dict[Path, Entry] = {}
        self._changed: set[Path] | None = None
        """The files to look at again; None for all."""

    def forget(self) -> None:
        """Look at everything again: the settings may have changed."""
        self._changed = None

    def touch(self, files: Iterable[Path]) -> None:
        """Look at some files again."""
        if self._changed is not None:
            self._changed.update(files)

    def refreshed(self, overlays: dict[Path, Overlay]) -> list[Entry]:
        """What is found in every article, in the order of the paths.

        Raises KoetsuError for a configuration or a baseline that cannot be read.
        """
        everything = self._changed is None
        changed = set(self._changed or ())
        changed |= {file for file, entry in self._entries.items() if entry.version is not None and file not in overlays}
        changed |= {
            file
            for file, overlay in overlays.items()
            if file not in self._entries or self._entries[file].version != overlay.version
        }
        for file in list(self._entries) if everything else changed:
            self._entries.pop(file, None)  # it may be gone, or excluded by now
        for folder in self._session.folders:
            site = self._session.site(folder)
            files = _all_of(site) if everything else [*_some_of(site, changed, overlays, self._session)]
            self._check(site, files, overlays)
        self._changed = set()
        return [entry for _, entry in sorted(self._entries.items())]

    def _check(self, site: Site, files: list[Path], overlays: dict[Path, Overlay]) -> None:
        if site.fault is not None:
            raise site.fault
        configuration = site.configuration
        if configuration is None or not files:
            return

        def text(file: Path) -> bytes | None:
            overlay = overlays.get(site.folder / file)
            return overlay.text.encode("utf-8", "replace") if overlay is not None else None

        jobs = configuration.run.jobs or available_processors()
        report = run(files, configuration, jobs=jobs, cache=Cache.of(site.folder), text=text)
        found = site.acceptance.hold(report.files) if site.acceptance is not None else report.files
        for file, one in zip(files, found, strict=True):
            overlay = overlays.get(site.folder / file)
            version = overlay.version if overlay is not None else None
            name = xxh3_64_hexdigest(_encode((one.diagnostics, one.positions)))
            entry = Entry(site.folder / file, version, report.with_files([one]), name)
            self._entries[entry.file] = entry


def _all_of(site: Site) -> list[Path]:
    """Every article of a folder, from the folder."""
    if site.configuration is None:
        return []
    unreadable: list[UnreadableSourceError] = []
    return discover([Path(site.folder)], site.configuration, unreadable=unreadable)


def _some_of(site: Site, changed: Iterable[Path], overlays: Container[Path], session: Session) -> Iterator[Path]:
    """Of some files those that are articles of a folder and are there, on the disk or in the editor."""
    for file in sorted(changed):
        place = session.place(file)
        is_there = file in overlays or file.is_file()
        if is_there and place.folder == site.folder and session.is_article(place):
            yield file
