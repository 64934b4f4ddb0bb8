"""Into which files does a run write its findings, besides what it shows?"""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TextIO

import click
from click.shell_completion import CompletionItem

from koetsu.cli.shared.parameters import FORMAT, name_of
from koetsu.cli.shared.refusal import refusal
from koetsu.cli.shared.streams import write
from koetsu.errors import UsageError
from koetsu.message import Language, Message
from koetsu.output import View, format_named, formats

if TYPE_CHECKING:
    from koetsu.engine.report import Report

STDOUT = "-"
"""What stands for standard output where a file is asked for."""

_NO_EQUALS = Message(
    ja="{option}: {value:quote}に「=」がありません。sarif=report.sarifのように、形式とファイルを指定してください。"
    "形式は{names:list}です",
    en="{option}: {value:quote} has no “=”; write a format and a file, as in sarif=report.sarif; formats: {names:list}",
)
_NO_FILE = Message(
    ja="{option}: {value:quote}の「=」の後にファイルがありません。値のない変数を使っていませんか。"
    "空白を挟まずに、ファイル名まで続けて書いてください",
    en="{option}: no file stands behind the “=” of {value:quote}, perhaps from a variable that is not set; name one,"
    " without a space between",
)
_NAMES_STDOUT = Message(
    ja="{option}: {value:quote}の「-」は使えません。標準出力に書くには-f {format}を指定してください",
    en="{option}: {value:quote} does not take “-”; what goes to standard output is chosen with -f {format}",
)
_NO_FOLDER = Message(
    ja="{file:quote}に書けません。フォルダー{obstacle:quote}がありません。先に作ってください",
    en="cannot write {file:quote}: there is no folder {obstacle:quote}; make it first",
)
_NOT_A_FOLDER = Message(
    ja="{file:quote}に書けません。{obstacle:quote}はフォルダーではなくファイルです。別の場所を指定してください",
    en="cannot write {file:quote}: {obstacle:quote} is a file, not a folder; name another place",
)
_IS_FOLDER = Message(
    ja="{obstacle:quote}はフォルダーです。その中のファイルを指定してください",
    en="{obstacle:quote} is a folder; name a file in it",
)
_PROTECTED = Message(
    ja="{file:quote}に書く権限がありません。権限を与えるか、別のファイルを指定してください",
    en="no permission to write {file:quote}; grant it, or name another file",
)
_PROTECTED_FOLDER = Message(
    ja="{file:quote}に書けません。フォルダー{obstacle:quote}にファイルを作る権限がありません。権限を与えるか、別の場所を"
    "指定してください",
    en="cannot write {file:quote}: no permission to make files in the folder {obstacle:quote}; grant it, or name"
    " another place",
)
_FAILED = Message(
    ja="{file:quote}に書けません（{obstacle}）。別のファイルを指定してください",
    en="cannot write {file:quote} ({obstacle}); name another file",
)
_TWICE = Message(
    ja="{first:quote}と{second:quote}は同じファイルに書くことになります。別々のファイルを指定してください",
    en="{first:quote} and {second:quote} would write the same file; name two files",
)
_ARTICLE = Message(
    ja="{file:quote}は検査する原稿なので、上書きしません。別のファイルを指定するか、excludeで検査から外してください",
    en="{file:quote} is an article to check and is not overwritten; name another file, or leave it out with exclude",
)
_GROUND = Message(
    ja="{file:quote}はこの検査が従う設定かベースラインなので、上書きしません。別のファイルを指定してください",
    en="{file:quote} is the configuration or the baseline of this run and is not overwritten; name another file",
)


class Destination(NamedTuple):
    """A file, and the format in which findings are written into it."""

    format: str
    file: Path
    """As it was given: it may be a link, a pipe, or nothing yet."""

    def __str__(self) -> str:
        return f"{self.format}={self.file}"


class Output(click.ParamType[Destination]):
    """``FORMAT=FILE``; whether the file can be written, ``check_destinations`` says."""

    name = "output"

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """How the help writes the value."""
        return "FORMAT=FILE"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> Destination:
        """The value, if it means something."""
        option = name_of(param)
        format_name, equals, file = value.partition("=")
        if not equals:
            raise refusal(_NO_EQUALS, option=option, value=value, names=[*formats()])
        format_name = FORMAT.convert(format_name, param, ctx)
        if not file:
            raise refusal(_NO_FILE, option=option, value=value)
        if file == STDOUT:
            raise refusal(_NAMES_STDOUT, option=option, value=value, format=format_name)
        if file.endswith(("/", os.sep)):
            raise refusal(_IS_FOLDER, obstacle=file)
        return Destination(format_name, Path(file))

    def shell_complete(self, ctx: click.Context, param: click.Parameter, incomplete: str) -> list[CompletionItem]:
        """What the value may go on to be."""
        return [CompletionItem(f"{name}=") for name in formats() if name.startswith(incomplete)]


OUTPUT = Output()


def check_destinations(
    destinations: Sequence[Destination],
    language: Language,
    articles: Iterable[Path] = (),
    grounds: Iterable[Path | None] = (),
) -> None:
    """Refuse what could not be written, before anything is done.

    ``articles`` are the files about to be checked, ``grounds`` those that say what counts. Raises UsageError.
    """
    for number, destination in enumerate(destinations):
        refused = _obstacle(destination.file, language)
        if refused is not None:
            raise refused
        for earlier in destinations[:number]:
            if _is_same(earlier.file, destination.file):
                raise refusal(_TWICE, language, first=str(earlier), second=str(destination))
    _spare(articles, destinations, _ARTICLE, language)
    _spare(filter(None, grounds), destinations, _GROUND, language)


def write_outputs(destinations: Iterable[Destination], report: Report, view: View) -> None:
    """Write the findings into each file, whole or not at all; the view is that of the terminal.

    Raises UsageError for a file that cannot be written after all; those before it are written then.
    """
    view = view._replace(width=View().width, colour=False)
    for destination in destinations:
        text = "".join(format_named(destination.format)(report, view))
        write_file(destination.file, [text.encode("utf-8", "backslashreplace")], view.language)


def write_file(file: Path, pieces: Iterable[bytes], language: Language) -> None:
    """Write pieces of UTF-8 into a file, all of them or none.

    Raises UsageError for a file that cannot be written.
    """
    from koetsu.engine.atomic import write_atomically

    stream = _own_stream(file)
    if stream is not None:
        write((piece.decode("utf-8") for piece in pieces), stream)
        return
    try:
        write_atomically(file, pieces)
    except BrokenPipeError:
        return  # whoever reads a pipe may stop listening at any time
    except OSError as error:
        raise failed(error, file, language) from None


def failed(error: OSError, file: Path, language: Language) -> UsageError:
    """What the user is told of a file that could not be written after all."""
    return refusal(_FAILED, language, file=str(file), obstacle=error.strerror or str(error))


def _own_stream(file: Path) -> TextIO | None:
    """The stream of this process that leads into the file, as it does for ``/dev/stdout``.

    It is written through: to replace the file would cut the stream off from it.
    """
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):  # closed, or none at all
            if os.path.samestat(os.fstat(stream.fileno()), file.stat()):
                return stream
    return None


def _obstacle(file: Path, language: Language) -> UsageError | None:
    """What stands against writing a file."""

    def refused(message: Message, obstacle: Path | str = "") -> UsageError:
        return refusal(message, language, file=str(file), obstacle=str(obstacle))

    folder = Path(os.path.realpath(file)).parent
    mode = stat.S_IFREG
    try:
        mode = file.stat().st_mode
    except (FileNotFoundError, NotADirectoryError):
        if not folder.exists():
            return refused(_NO_FOLDER, _as_given(file, folder))
        if not folder.is_dir():
            return refused(_NOT_A_FOLDER, _as_given(file, folder))
    except OSError as error:
        return refused(_FAILED, error.strerror or str(error))
    else:
        if stat.S_ISDIR(mode):
            return refused(_IS_FOLDER, file)
        if not os.access(file, os.W_OK):
            return refused(_PROTECTED)
    # Nothing is made beside a pipe or a device.
    if stat.S_ISREG(mode) and not os.access(folder, os.W_OK | os.X_OK):
        return refused(_PROTECTED_FOLDER, _as_given(file, folder))
    return None


def _as_given(file: Path, folder: Path) -> Path:
    """The folder as the user wrote it, unless a link leads elsewhere."""
    return folder if file.is_symlink() else file.parent


def _spare(files: Iterable[Path], destinations: Sequence[Destination], message: Message, language: Language) -> None:
    """Refuse a destination that is one of some files."""
    # By name first: a run may have very many articles, and to ask the disk for each would take longer than the run.
    names = {name: one.file for one in destinations for name in (one.file.name, Path(os.path.realpath(one.file)).name)}
    for read in files:
        file = names.get(read.name)
        if file is not None and _is_same(read, file):
            raise refusal(message, language, file=str(file))


def _is_same(one: Path, other: Path) -> bool:
    try:
        return one.samefile(other)
    except OSError:  # one of them is not there yet
        return os.path.realpath(one) == os.path.realpath(other)
