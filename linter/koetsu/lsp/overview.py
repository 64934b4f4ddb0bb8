"""What is found in all articles of the open folders, whether they are open or not?

The first answer checks everything, as ``koetsu check`` does: with several processes and the cache. After that only what
has changed is checked: files of which the editor says so, and open texts that were edited. All are compared with each
other, which an edit anywhere may change for any of them.
"""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import msgspec
from xxhash import xxh3_64_hexdigest

from koetsu.engine.cache import Cache
from koetsu.engine.discovery import discover
from koetsu.engine.pool import available_processors
from koetsu.engine.registry import RuleClass
from koetsu.engine.report import FileReport, Report
from koetsu.engine.runner import run
from koetsu.engine.site.comparison import Compared, Member, joined
from koetsu.errors import KoetsuError, PluginError, UnreadableSourceError
from koetsu.lsp.errand import Errand
from koetsu.lsp.neighbours import Neighbours
from koetsu.lsp.session import Place, Session, Site
from koetsu.text.source import Source

_encode = msgspec.msgpack.Encoder().encode


class Overlay(NamedTuple):
    """A text that is open in the editor, which counts instead of the file."""

    version: int | None
    state: int
    """Another one whenever the text is another one."""
    text: str


_NO_OVERLAY = Overlay(None, 0, "")


class Looked(NamedTuple):
    """An article that was checked."""

    folder: Path
    """The open folder to which it belongs."""
    file: Path
    uri: str
    version: int | None
    """Of the open text; None for the file."""
    state: int
    """Of the open text; 0 for the file."""
    alone: FileReport
    """What was found in it by itself."""
    rules: Mapping[str, RuleClass]


class Entry(NamedTuple):
    """What is to be shown of an article."""

    looked: Looked
    compared: Compared | None
    """What was found by comparing it with the others of its folder."""
    found: FileReport
    """The findings of both kinds that count."""
    name: str
    """Changes whenever what is found does."""

    @property
    def uri(self) -> str:
        """Its address."""
        return self.looked.uri


class Overview:
    """The articles of all open folders and what is found in them."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._entries: dict[Path, Entry] = {}
        self._changed: set[Path] | None = None
        """The files to look at again; None for all."""
        self._neighbours: dict[Path, Neighbours] = {}
        """By folder."""
        self._overlays: dict[Path, Overlay] = {}
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
            self._entries, self._neighbours = self._looked_at(asked, overlays, errand)
        except BaseException:
            self._changed = None if asked is None or self._changed is None else self._changed | asked
            raise
        self._overlays = overlays
        return [entry for _, entry in sorted(self._entries.items())]

    def report(self, entry: Entry) -> Report:
        """The findings in an article, with the texts that are open; made for one use, so that no text is kept."""
        folder = entry.looked.folder
        files = {entry.found.path: entry.looked.file} | {path: folder / path for path in entry.found.elsewhere}
        texts = {
            path: Source(path, self._overlays[file].text) for path, file in files.items() if file in self._overlays
        }
        compared = {path: str(file) for path, file in files.items()}
        return Report([entry.found], entry.looked.rules, sources=texts, compared=compared)

    def _looked_at(
        self, asked: set[Path] | None, overlays: dict[Path, Overlay], errand: Errand
    ) -> tuple[dict[Path, Entry], dict[Path, Neighbours]]:
        everything = asked is None
        changed = set(asked or ())
        changed |= {file for file, entry in self._entries.items() if entry.looked.state and file not in overlays}
        changed |= {
            file
            for file, overlay in overlays.items()
            if file not in self._entries or self._entries[file].looked.state != overlay.state
        }
        # What was found in the others stays; a changed file may be gone, or excluded by now.
        known = {} if everything else {file: one for file, one in self._entries.items() if file not in changed}
        entries: dict[Path, Entry] = {}
        neighbours: dict[Path, Neighbours] = {}
        self.faults = []
        for folder in self._session.folders:
            site = self._session.site(folder)
            if site.fault is not None:
                self.faults.append((site.fault, Place(folder, None)))
                continue
            files = _all_of(site) if everything else [*_some_of(site, changed, overlays, self._session)]
            own = [file for file in files if self._session.place(site.folder / file).folder == site.folder]
            looked, members = _checked(site, own, overlays, errand, Cache.of(folder) if everything else None)
            if site.configuration is not None:
                former = None if everything else self._neighbours.get(folder)
                if former is None:
                    neighbours[folder] = Neighbours.of(members, site.configuration)
                else:
                    before = [self._entries[file].looked for file in changed if file in self._entries]
                    gone = {one.alone.path for one in before if one.folder == folder}
                    neighbours[folder] = former.after(gone, members)
                self._tell_crashes(neighbours[folder], folder)
                stayed = (entry for entry in known.values() if entry.looked.folder == folder)
                entries |= _compared(site, stayed, looked, neighbours[folder])
        return entries, neighbours

    def _tell_crashes(self, neighbours: Neighbours, folder: Path) -> None:
        language = self._session.language(Place(folder, None))
        for fault in neighbours.comparison.faults:
            said = self._session.registry.rules[fault.rule].say(fault.message, fault.values, language)
            self.faults.append((PluginError(said), Place(folder, None)))


def _checked(
    site: Site, files: list[Path], overlays: dict[Path, Overlay], errand: Errand, cache: Cache | None
) -> tuple[list[Looked], list[Member]]:
    """What is found in each of some files alone, and what they are compared by."""
    configuration = site.configuration
    if configuration is None or not files:
        return [], []

    def text(file: Path) -> bytes | None:
        overlay = overlays.get(site.folder / file)
        return overlay.text.encode("utf-8", "replace") if overlay is not None else None

    members: list[Member] = []
    report = run(
        files,
        configuration,
        jobs=configuration.run.jobs or available_processors(),
        cache=cache,
        text=text,
        announce=errand.announced,
        advanced=errand.advanced,
        gathered=members,
    )
    looked = []
    for file, one in zip(files, report.files, strict=True):
        path = site.folder / file
        version, state, _ = overlays.get(path) or _NO_OVERLAY
        looked.append(Looked(site.folder, path, path.as_uri(), version, state, one, report.rules))
    return looked, members


def _compared(
    site: Site, stayed: Iterable[Entry], looked: Iterable[Looked], neighbours: Neighbours
) -> dict[Path, Entry]:
    """What is to be shown of the articles of a folder, those included in which the others have changed something."""
    entries: dict[Path, Entry] = {}
    anew: list[tuple[Looked, Compared | None]] = []
    for entry in stayed:
        compared = neighbours.compared(entry.looked.alone.path)
        if compared == entry.compared:
            entries[entry.looked.file] = entry
        else:
            anew.append((entry.looked, compared))
    anew += [(one, neighbours.compared(one.alone.path)) for one in looked]
    reports = [joined(one.alone, compared) for one, compared in anew]
    found = site.acceptance.hold(reports) if site.acceptance is not None else reports
    for (one, compared), report in zip(anew, found, strict=True):
        name = xxh3_64_hexdigest(_encode((report.diagnostics, report.positions, report.elsewhere)))
        entries[one.file] = Entry(one, compared, report, name)
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
