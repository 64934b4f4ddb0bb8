"""Which findings does a change have to answer for?

Those in lines that it wrote or edited, and those that it made appear. What stood there before is held back.
"""

# os.path and not Path: this is done for every file of a site, and Path costs ten times as much.
# ruff: noqa: PTH114, PTH118

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path

import msgspec

from koetsu.diagnostic import Diagnostic
from koetsu.engine.changes.before import Before
from koetsu.engine.changes.diff import is_article, lines_command, names_command
from koetsu.engine.changes.git import Blobs, Command, Git
from koetsu.engine.changes.patch import Hunk, Record, hunks, records
from koetsu.engine.changes.revision import merge_base, question
from koetsu.engine.changes.touched import Touched, overlaps
from koetsu.engine.faults import FAULTS
from koetsu.engine.report import FileReport, Held
from koetsu.engine.runner import shown_path
from koetsu.errors import UnreadableSourceError
from koetsu.message import Language
from koetsu.text.source import Source

Lint = Callable[[Source], Sequence[Diagnostic]]
"""What is found in a text, under the settings of the file that it belongs to."""

_FAULT_CODES = frozenset(fault.code for fault in FAULTS)

_PLACE = ("rev-parse", "--show-cdup")
_UNTRACKED = ("ls-files", "-z", "--others", "--exclude-standard", "--full-name", "--", ":(top)")


class Changes:
    """The files that a change touched, and what it has to answer for in each."""

    def __init__(
        self, git: Git, root: str, compared: Command, names: bytes, lines: bytes, untracked: Iterable[bytes] = ()
    ) -> None:
        """``compared`` are the arguments of ``git diff`` that say what is compared with what."""
        self._git = git
        self.root = root
        """The folder of the repository, without links."""
        self._compared = compared
        self._lines = hunks(lines)
        self._blobs = Blobs(git)
        self._before: dict[str, Before] = {}
        self._deleted: list[str] = []
        self._records: dict[str, Record] = {}
        for record in records(names):
            if record.is_file:
                self._records[self._absolute(record.name)] = record
            elif record.status == "D":
                self._deleted.append(self._absolute(record.name))
        for name in untracked:
            path = self._absolute(name)
            if not os.path.islink(path):
                self._records[path] = Record("A", name, name, None, None, True)

    @classmethod
    def since(cls, revision: str, working_directory: Path, language: Language) -> Changes:
        """What changed since the merge base of a revision and HEAD: in commits, and in files not committed yet.

        Files that git ignores are no part of it. Raises GitError.
        """
        git = Git(working_directory, language)
        answer, place, untracked = git.ask(question(git, revision), _PLACE, _UNTRACKED)
        root = _root(working_directory, git.output(place))
        compared = (merge_base(git, revision, answer),)
        names, lines = git.tell(names_command(compared), lines_command(compared))
        return cls(git, root, compared, names, lines, _files(git.output(untracked)))

    @classmethod
    def staged(cls, working_directory: Path, language: Language) -> Changes:
        """What is about to be committed.

        Raises GitError.
        """
        git = Git(working_directory, language)
        compared = ("--cached",)
        place, names, lines = git.tell(_PLACE, names_command(compared), lines_command(compared))
        return cls(git, _root(working_directory, place), compared, names, lines)

    @cached_property
    def files(self) -> list[Path]:
        """The files that are new or changed, from the working directory, in the order of their paths."""
        return sorted(map(self._relative, self._records))

    @cached_property
    def deleted(self) -> list[Path]:
        """The files that are there no more, from the working directory, in the order of their paths."""
        return sorted(self._relative(path) for path in self._deleted if path not in self._records)

    def text(self, file: str | os.PathLike[str]) -> bytes | None:
        """What a file, counted from the working directory, holds after the change; None where the disk tells.

        Raises GitError.
        """
        record = self._record(file)
        if record is None or record.new is None or self._compared != ("--cached",):
            return None
        return self._blobs.read(record.new)

    def base(self, file: str | os.PathLike[str]) -> bytes | None:
        """What a file held before the change, under its old name if it was renamed; None if it is new.

        Raises GitError.
        """
        record = self._record(file)
        return None if record is None or record.old is None else self._blobs.read(record.old)

    def old_name(self, file: str | os.PathLike[str]) -> Path | None:
        """How a file was called before the change, from the working directory; None if it is new or was not touched."""
        record = self._record(file)
        return None if record is None or record.old is None else self._relative(self._absolute(record.old_name))

    def touched(self, file: str | os.PathLike[str], source: Source) -> Touched:
        """Which parts of the text of a file the change touched.

        Raises GitError.
        """
        record = self._record(file)
        if record is None:
            return Touched((), ())
        return Touched.all_of(source) if record.old is None else Touched.of(source, self._hunks(record))

    def hold(self, report: FileReport, source: Source | None, lint: Lint, touched: Touched | None = None) -> FileReport:
        """The report of a file with the findings held back that were there before the change.

        ``source`` is the text that was checked, None if it could not be read; if it was edited since, ``touched`` says
        which parts of it count. ``lint`` is called at most once a file, with its text before the change.

        A finding counts if its lines or those of a related place were touched. One that touches none of them counts if
        it was not there before and is an error or stands beside them; one about the whole file, if it was not there
        before or is worse now. Raises GitError.
        """
        file = report.file or report.path
        record = self._record(file)
        if record is not None and record.old is None:
            return report
        if record is None or source is None:
            return _parted(report, lambda found: found.rule in _FAULT_CODES)
        parts = touched or self.touched(file, source)
        length = len(source)

        def counts(found: Diagnostic) -> bool:
            if found.rule in _FAULT_CODES:
                return True
            if found.scope == "file":
                return not self._found_before(report, record, lint).has_as_bad(found)
            places = [found.span, *(related.span for related in found.related)]
            if any(overlaps(parts.changed, place, length) for place in places):
                return True
            if found.severity == "error" or any(overlaps(parts.beside, place, length) for place in places):
                return not self._found_before(report, record, lint).has(source, found)
            return False

        return _parted(report, counts)

    def _found_before(self, report: FileReport, record: Record, lint: Lint) -> Before:
        key = self._absolute(record.name)
        if key not in self._before:
            assert record.old is not None
            path = report.path
            if record.old_name != record.name:
                path = shown_path(self._absolute(record.old_name), os.path.realpath(self._git.folder))
            try:
                source = Source.decode(path, self._blobs.read(record.old))
            except UnreadableSourceError:
                self._before[key] = Before(Source(path, ""), [])
            else:
                self._before[key] = Before(source, lint(source))
        return self._before[key]

    def _hunks(self, record: Record) -> Sequence[Hunk]:
        if record.name in self._lines or record.old == record.new:
            return self._lines.get(record.name, ())
        if not (is_article(record.name) and is_article(record.old_name)):
            command = lines_command(self._compared, {record.old_name, record.name})
            self._lines |= hunks(*self._git.tell(command))
        return self._lines.setdefault(record.name, [])

    def _record(self, file: str | os.PathLike[str]) -> Record | None:
        return self._records.get(os.path.realpath(os.path.join(self._git.folder, file)))

    def _absolute(self, name: bytes) -> str:
        return os.path.join(self.root, os.fsdecode(name).replace("/", os.sep))

    def _relative(self, path: str) -> Path:
        return Path(os.path.relpath(path, os.path.realpath(self._git.folder)))


def _root(working_directory: Path, place: bytes) -> str:
    """Where the repository lies, without links."""
    return os.path.realpath(os.path.join(working_directory, os.fsdecode(place.removesuffix(b"\n"))))


def _files(listing: bytes) -> Iterator[bytes]:
    """The names in a listing of git; one that ends in ``/`` is another repository."""
    return (name for name in listing.split(b"\0") if name and not name.endswith(b"/"))


def _parted(report: FileReport, counts: Callable[[Diagnostic], bool]) -> FileReport:
    diagnostics: list[Diagnostic] = []
    held = list(report.held)
    for found in report.diagnostics:
        if counts(found):
            diagnostics.append(found)
        else:
            held.append(Held(found, "change"))
    if len(diagnostics) == len(report.diagnostics):
        return report
    held.sort(key=lambda found: (found.diagnostic.span, found.diagnostic.rule))
    return msgspec.structs.replace(report, diagnostics=diagnostics, held=held)
