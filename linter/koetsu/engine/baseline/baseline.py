"""Which old findings were accepted, and how is that written down?

One line a finding, sorted, without line numbers and counts: so the file changes only where a finding comes or goes, a
reviewer can read what is accepted, and git merges it. What a merge by lines leaves behind, doubled and unsorted lines,
means the same as the tidy file.
"""

# os.path and not Path: this is done for every file of a site, and Path costs ten times as much.
# ruff: noqa: PTH100

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec

from koetsu.engine.atomic import write_atomically
from koetsu.engine.config.file import composed
from koetsu.engine.runner import shown_path
from koetsu.errors import BaselineError, UnreadableSourceError
from koetsu.message import Language, Message, Value
from koetsu.text.source import Source

if TYPE_CHECKING:
    from koetsu.engine.config import Configuration

NAME = "koetsu-baseline.jsonl"
"""What the file is called where nobody says otherwise."""

_FORMAT = 1
_HEADER = b'{"format": 1, "tool": "koetsu"}'
_CONFLICT = re.compile(r"<{7}|={7}|>{7}|\|{7}")

_MISSING = Message(
    ja="{path}: ベースラインがありません。koetsu baseline createで作れます",
    en="{path}: no such baseline; koetsu baseline create makes one",
)
_UNREADABLE = Message(
    ja="{path}: ベースラインを読めません（{detail}）", en="{path}: the baseline cannot be read: {detail}"
)
_NOT_UTF_8 = Message(
    ja="{path}: ベースラインがUTF-8ではありません。UTF-8で保存し直すか、バージョン管理から戻してください",
    en="{path}: the baseline is not UTF-8; save it as UTF-8, or restore it from version control",
)
_UNWRITABLE = Message(
    ja="{path}: ベースラインを書き込めません（{detail}）", en="{path}: the baseline cannot be written: {detail}"
)
_NO_HEADER = Message(
    ja="{path}:1: ベースラインではありません。最初の行は{header}です。バージョン管理から戻すか、消してから"
    "koetsu baseline createで作り直してください",
    en="{path}:1: this is no baseline, whose first line is {header}; restore the file from version control, or delete"
    " it and run koetsu baseline create",
)
_OTHER_FORMAT = Message(
    ja="{path}:1: 形式{format}のベースラインです。このkoetsuが読めるのは形式{known}だけです。koetsuを更新するか、"
    "消してからkoetsu baseline createで作り直してください",
    en="{path}:1: a baseline of format {format}, and this koetsu reads format {known} only; update koetsu, or delete"
    " the file and run koetsu baseline create",
)
_IN_CONFLICT = Message(
    ja="{path}:{line}: マージの衝突が残っています。両側の行を残し、<<<<<<<、=======、>>>>>>>の行を消してください。"
    "順序や重複はかまいません。整えるにはkoetsu baseline pruneを実行します",
    en="{path}:{line}: a merge conflict; keep the lines of both sides and delete those with <<<<<<<, ======= and"
    " >>>>>>>. Order and doubled lines do not matter; koetsu baseline prune tidies up",
)
_NO_ENTRY = Message(
    ja="{path}:{line}: ベースラインの行として読めません（{detail}）。バージョン管理から戻すか、この行を消してください",
    en="{path}:{line}: this line is no entry of a baseline: {detail}; restore it from version control, or delete it",
)

Finding = tuple[str, str]
"""The code of a rule and a fingerprint: what makes a finding the same one wherever it stands."""


class Entry(msgspec.Struct, frozen=True):
    """One accepted finding."""

    path: str
    """Of the article, relative to the folder of the baseline, with ``/``."""
    rule: str
    """The code."""
    fingerprint: str
    excerpt: str = ""
    """What is meant, for the reader of the file: nothing depends on it."""

    @property
    def finding(self) -> Finding:
        """What is accepted, wherever it stands."""
        return self.rule, self.fingerprint

    @property
    def key(self) -> tuple[str, str, str]:
        """What makes it another entry than the next one; also the order of the file."""
        return self.path, self.rule, self.fingerprint


class _Header(msgspec.Struct):
    format: int
    tool: str


_decode_header = msgspec.json.Decoder(_Header).decode
_decode_entry = msgspec.json.Decoder(Entry).decode


class Baseline:
    """The accepted findings that a file holds."""

    def __init__(self, file: Path, entries: Iterable[Entry] = (), source: Source | None = None) -> None:
        self.file = file
        """Absolute."""
        self.entries = [*{entry.key: entry for entry in entries}.values()]
        """Each once, in the order of the file."""
        self.source = source or Source(file.name, self.data.decode("utf-8"))
        """The text of the file."""

    @classmethod
    def read(cls, file: Path, language: Language = "en") -> Baseline:
        """The baseline that stands in a file.

        Raises BaselineError, with the place and what to do, for a file that is none from its first to its last line.
        """
        file = file.absolute()
        path = shown_path(file, Path.cwd())
        try:
            source = Source.read(file, path)
        except UnreadableSourceError as error:
            message = {"missing": _MISSING, "not-utf-8": _NOT_UTF_8, "utf-16": _NOT_UTF_8}
            said = message.get(error.reason, _UNREADABLE)
            raise _error(said, language, path=path, detail=error.detail) from None
        return cls(file, _entries(source, language), source)

    @property
    def folder(self) -> Path:
        """The folder that the paths of the entries start from."""
        return self.file.parent

    def relative(self, path: str) -> str:
        """A path, absolute or from the working directory, as the entries have it."""
        path, folder = os.path.abspath(path), str(self.folder)
        start = f"{folder.rstrip(os.sep)}{os.sep}"
        if path.startswith(start):
            path = path[len(start) :]
        else:
            # The way there may lead through a link.
            path = os.path.relpath(os.path.realpath(path), os.path.realpath(folder))
        # A name that is no UTF-8 cannot be written, and one system composes what another one takes apart.
        return composed(os.fsencode(path.replace(os.sep, "/")).decode("utf-8", "replace"))

    def start_of(self, path: str) -> str:
        """How the paths of the entries below a path start, if each of them had a slash behind it."""
        path = self.relative(path)
        return "" if set(path.split("/")) <= {".", ".."} else f"{path}/"

    def lines(self) -> dict[tuple[str, str, str], int]:
        """The line, from 0, on which each entry first stands."""
        lines: dict[tuple[str, str, str], int] = {}
        for number, line in enumerate(self.source.text.split("\n")):
            if number and line.strip():
                lines.setdefault(_decode_entry(line).key, number)
        return lines

    @property
    def data(self) -> bytes:
        """What the file is to hold: the entries, sorted."""
        entries = sorted(self.entries, key=lambda entry: entry.key)
        lines = [_HEADER, *(msgspec.json.format(msgspec.json.encode(entry), indent=0) for entry in entries)]
        return b"".join(line + b"\n" for line in lines)

    def write(self, language: Language = "en") -> None:
        """Write the entries in place of what the file held.

        Raises BaselineError.
        """
        try:
            write_atomically(self.file, self.data)
        except OSError as error:
            path = shown_path(self.file, Path.cwd())
            raise _error(_UNWRITABLE, language, path=path, detail=error.strerror or str(error)) from None


def find_baseline(configuration: Configuration) -> Path | None:
    """The baseline that counts where nobody names one: beside the configuration file, else at the top of the
    repository; where there is neither, in the working directory.
    """
    files = [folder / NAME for folder in _homes(configuration)]
    return next((file for file in files if os.path.lexists(file)), None)


def place_for_baseline(configuration: Configuration) -> Path:
    """Where ``find_baseline`` looks first."""
    return next(_homes(configuration)) / NAME


def _homes(configuration: Configuration) -> Iterator[Path]:
    folder = configuration.working_directory
    top = next((above for above in (folder, *folder.parents) if (above / ".git").exists()), None)
    if configuration.file is not None:
        yield configuration.file.parent
    if top is not None:
        yield top
    elif configuration.file is None:
        yield folder


def _entries(source: Source, language: Language) -> list[Entry]:
    """The entries of a file, doubled lines included."""
    lines = source.text.split("\n")
    entries = []
    for number, line in enumerate(lines):
        try:
            if number == 0:
                _verify(_decode_header(line), source.path, language)
            elif line.strip():
                entries.append(_decode_entry(line))
        except msgspec.MsgspecError as error:
            raise _fault(lines, number, source.path, str(error), language) from None
    return entries


def _verify(header: _Header, path: str, language: Language) -> None:
    if header.tool != "koetsu":
        raise msgspec.ValidationError(header.tool)
    if header.format != _FORMAT:
        raise _error(_OTHER_FORMAT, language, path=path, format=header.format, known=_FORMAT)


def _fault(lines: list[str], number: int, path: str, detail: str, language: Language) -> BaselineError:
    message = _NO_ENTRY if number else _NO_HEADER
    if _CONFLICT.match(lines[number]):
        message = _IN_CONFLICT
    return _error(message, language, path=path, line=number + 1, detail=detail, header=_HEADER.decode())


def _error(message: Message, language: Language, /, **values: Value) -> BaselineError:
    return BaselineError(message.format(language, values, {}))
