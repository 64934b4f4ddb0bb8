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
from koetsu.errors import KoetsuError, UnreadableSourceError
from koetsu.lsp.errand import Errand
from koetsu.lsp.session import Place, Session, Site

_encode = msgspec.msgpack.Encoder().encode


class Overlay(NamedTuple):
    """A text that is open in the editor, which counts instead of the file."""

    version: int | None
    state: int
    """Another one whenever the text is another one."""
    text: str


_NO_OVERLAY = Overlay(None, 0, "")


class Entry(NamedTuple):
    """What was found in one article."""

    file: Path
    uri: str
    version: int | None
    """Of the open text; None for the file."""
    state: int
    """Of the open text; 0 for the file."""
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
        self.faults: list[tuple[KoetsuError, Place]] = []
        """What kept the articles of a folder from being checked, when they were last looked at."""

    def forget(self) -> None:
        """Look at everything again: the settings may have changed."""
        self._changed = None

    def touch(self, files: Iterable[Path]) -> None:
        """Look at some files again."""
        if self._changed is not None:
            self._changed.update(files)

    def refreshed(self, overlays: dict[Path, Overlay], errand: Errand) -> list[Entry]:
        """What is found in every article, in the order of the paths.

        Raises KoetsuError for a configuration or a baseline that cannot be read, and StoppedError for an errand that
        is not wanted any more; what was to be looked at still is.
        """
        asked, self._changed = self._changed, set()
        try:
            self._entries = self._looked_at(asked, overlays, errand)
        except BaseException:
            self._changed = None if asked is None or self._changed is None else self._changed | asked
            raise
        return [entry for _, entry in sorted(self._entries.items())]

    def _looked_at(self, asked: set[Path] | None, overlays: dict[Path, Overlay], errand: Errand) -> dict[Path, Entry]:
        everything = asked is None
        changed = set(asked or ())
        changed |= {file for file, entry in self._entries.items() if entry.state and file not in overlays}
        changed |= {
            file
            for file, overlay in overlays.items()
            if file not in self._entries or self._entries[file].state != overlay.state
        }
        # What was found in the others stays; a changed file may be gone, or excluded by now.
        entries = {} if everything else {file: one for file, one in self._entries.items() if file not in changed}
        self.faults = []
        for folder in self._session.folders:
            site = self._session.site(folder)
            if site.fault is not None:
                self.faults.append((site.fault, Place(folder, None)))
                continue
            files = _all_of(site) if everything else [*_some_of(site, changed, overlays, self._session)]
            own = [file for file in files if self._session.place(site.folder / file).folder == site.folder]
            entries |= self._checked(site, own, overlays, errand, Cache.of(folder) if everything else None)
        return entries

    def _checked(
        self, site: Site, files: list[Path], overlays: dict[Path, Overlay], errand: Errand, cache: Cache | None
    ) -> dict[Path, Entry]:
        configuration = site.configuration
        if configuration is None or not files:
            return {}

        def text(file: Path) -> bytes | None:
            overlay = overlays.get(site.folder / file)
            return overlay.text.encode("utf-8", "replace") if overlay is not None else None

        jobs = configuration.run.jobs or available_processors()
        report = run(
            files,
            configuration,
            jobs=jobs,
            cache=cache,
            text=text,
            announce=errand.announced,
            advanced=errand.advanced,
        )
        found = site.acceptance.hold(report.files) if site.acceptance is not None else report.files
        entries = {}
        for file, one in zip(files, found, strict=True):
            overlay = overlays.get(site.folder / file)
            version, state, _ = overlay or _NO_OVERLAY
            name = xxh3_64_hexdigest(_encode((one.diagnostics, one.positions)))
            path = site.folder / file
            entries[path] = Entry(path, path.as_uri(), version, state, report.with_files([one]), name)
        return entries


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
