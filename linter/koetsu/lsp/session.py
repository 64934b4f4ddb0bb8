"""Which settings does a document of the editor have, and what is found in it?

Nothing here knows the protocol. A document is treated as ``koetsu check`` treats it when it is run in the folder that
the editor has opened.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from contextlib import suppress
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from koetsu.diagnostic import Diagnostic
from koetsu.engine.baseline.acceptance import Acceptance
from koetsu.engine.baseline.baseline import Baseline, Entry, find_baseline, place_for_baseline
from koetsu.engine.baseline.renewal import excerpt_of
from koetsu.engine.check import Checker
from koetsu.engine.config import Configuration
from koetsu.engine.discovery import SUFFIXES, is_excluded
from koetsu.engine.registry import Registry, RuleClass, load_registry
from koetsu.engine.report import FileReport, positions_of
from koetsu.engine.runner import shown_path
from koetsu.engine.settings import LanguageSetting
from koetsu.errors import KoetsuError
from koetsu.message import Language
from koetsu.text.source import Source

UNNAMED = "untitled.md"
"""The name of a text that was never saved."""

_SPECIMEN = "---\ntitle: 題\n---\n\n## 見出し\n\n机の上の包みを\n\n- 一つ目です\n- 二つ目です。\n"
"""A text that makes everything be loaded that most articles need."""


class Preferences(NamedTuple):
    """What an editor asks for, for one folder or for all."""

    language: LanguageSetting = "auto"
    configuration: str = ""
    """A file that is used instead of those that stand near the articles, from the folder; empty for those."""

    @classmethod
    def read(cls, value: object, default: Preferences | None = None) -> Preferences:
        """What a section of the editor's settings says; what it leaves open, or says wrongly, is as by default."""
        language, configuration = default or cls()
        if isinstance(value, dict):
            asked, file = value.get("language"), value.get("configuration")
            language = asked if asked == "ja" or asked == "en" or asked == "auto" else language
            configuration = file if isinstance(file, str) else configuration
        return cls(language, configuration)


_NONE = Preferences()


class Place(NamedTuple):
    """Where a document belongs."""

    folder: Path
    """The folder that counts as its working directory."""
    file: Path | None
    """None for a text that was never saved."""

    @property
    def path(self) -> str:
        """As it is shown, from the folder."""
        return UNNAMED if self.file is None else shown_path(self.file, self.folder)


class Found(NamedTuple):
    """What was found in a text."""

    source: Source
    diagnostics: list[Diagnostic]
    rules: Mapping[str, RuleClass]
    """By code: those that are installed and the patterns of its configuration."""


class Site:
    """A folder, its configuration and its accepted findings, as they were when they were last read."""

    def __init__(self, folder: Path, registry: Registry, asked: Preferences, locale: Language) -> None:
        self.folder = folder
        self.fault: KoetsuError | None = None
        """Why nothing can be checked, if the configuration or the baseline cannot be read."""
        self.configuration: Configuration | None = None
        self.acceptance: Acceptance | None = None
        language = None if asked.language == "auto" else asked.language
        config = folder / asked.configuration if asked.configuration else None
        try:
            self.configuration = Configuration.load(
                folder, registry=registry, config=config, language=language, locale=locale
            )
            baseline = find_baseline(self.configuration)
            if baseline is not None:
                self.acceptance = Acceptance(Baseline.read(baseline, self._language(asked.language, locale)), folder)
        except KoetsuError as error:
            self.fault = error
        self.language = self._language(asked.language, locale)
        """The language to speak here: as asked for, as configured, as the locale says."""

    def _language(self, asked: LanguageSetting, locale: Language) -> Language:
        configured = self.configuration.run.language if self.configuration is not None else "auto"
        spoken: tuple[LanguageSetting, ...] = (asked, configured)
        return next((setting for setting in spoken if setting != "auto"), locale)


class Session:
    """All that the server knows between two messages, but for the buffers."""

    def __init__(self, folders: Iterable[Path] = (), asked: Preferences = _NONE, locale: Language = "en") -> None:
        self.folders = [Path(folder) for folder in folders]
        """What the editor has opened."""
        self._asked = asked
        self._asked_by_folder: Mapping[Path, Preferences] = {}
        self._locale = locale
        self._sites: dict[Path, Site] = {}

    @cached_property
    def registry(self) -> Registry:
        """All rules that are installed."""
        return load_registry()

    @cached_property
    def _checker(self) -> Checker:
        return Checker(self.registry)

    def warm_up(self) -> None:
        """Load what the first check of a document would have to wait for."""
        with suppress(KoetsuError):  # whoever opens a document is told
            self.check(self.place(None), _SPECIMEN)

    def prefer(self, default: Preferences, by_folder: Mapping[Path, Preferences]) -> bool:
        """Take over what the editor is set to; whether that is something else than before."""
        folders = {*self._asked_by_folder, *by_folder}
        before = self._asked, [self._asked_by_folder.get(folder, self._asked) for folder in folders]
        self._asked, self._asked_by_folder = default, by_folder
        return before != (default, [by_folder.get(folder, default) for folder in folders])

    def language(self, place: Place) -> Language:
        """The language to speak of a document."""
        return self.site(place.folder).language

    def reload(self) -> None:
        """Forget what was read from configuration files, schemas, ignore files and baselines."""
        self._sites = {}

    def place(self, file: Path | None) -> Place:
        """Where a document belongs: to the innermost open folder around it, else to its own folder."""
        if file is None:
            return Place(self.folders[0] if self.folders else Path.cwd(), None)
        around = [folder for folder in self.folders if file.is_relative_to(folder)]
        return Place(max(around, key=lambda folder: len(folder.parts), default=file.parent), file)

    def site(self, folder: Path) -> Site:
        """What is configured in a folder, read when first asked for."""
        sites = self._sites  # a thread that is late writes into the table that was given up
        if folder not in sites:
            asked = self._asked_by_folder.get(folder, self._asked)
            sites[folder] = Site(folder, self.registry, asked, self._locale)
        return sites[folder]

    def is_article(self, place: Place) -> bool:
        """Whether ``koetsu check`` in its folder would check a document; one that was never saved is checked.

        Raises KoetsuError for a configuration that cannot be read.
        """
        configuration = self.site(place.folder).configuration
        if place.file is None or configuration is None:
            return True
        return place.file.name.lower().endswith(SUFFIXES) and not is_excluded(place.file, configuration)

    def schema(self, place: Place) -> dict[str, Any] | bool | None:
        """The JSON Schema of the header of a document, if one applies and the configuration can be read."""
        configuration = self.site(place.folder).configuration
        if configuration is None:
            return None
        try:
            return configuration.settings(place.file or Path(UNNAMED)).schema
        except KoetsuError:
            return None

    def accept(self, place: Place, source: Source, finding: Diagnostic) -> None:
        """Put a finding on the baseline of the folder, which is made if there is none.

        Raises KoetsuError.
        """
        site = self.site(place.folder)
        if site.configuration is None or place.file is None:
            return
        file = find_baseline(site.configuration) or place_for_baseline(site.configuration)
        baseline = Baseline.read(file, site.language) if file.exists() else Baseline(file)
        path = baseline.relative(str(place.file))
        entry = Entry(path, finding.rule, finding.fingerprint, excerpt_of(finding, source))
        Baseline(file, [*baseline.entries, entry]).write(site.language)

    def source(self, place: Place, text: str) -> Source:
        """The text of a document as rules read it."""
        return Source(place.path, text)

    def check(self, place: Place, text: str) -> Found:
        """What is found in the text of a document; nothing in one that is excluded.

        Raises KoetsuError for a configuration or a baseline that cannot be read.
        """
        source = self.source(place, text)
        site = self.site(place.folder)
        if site.fault is not None:
            raise site.fault
        if site.configuration is None or not self.is_article(place):
            return Found(source, [], {})
        file = place.file or Path(UNNAMED)
        settings = site.configuration.settings(file)
        diagnostics, held = self._checker.check(source, settings)
        if site.acceptance is not None and place.file is not None:
            report = FileReport(place.path, str(place.file), diagnostics, positions_of(source, diagnostics), held)
            (report,) = site.acceptance.hold([report])
            diagnostics = report.diagnostics
        return Found(source, diagnostics, self._checker.registry_of(settings).rules)
