"""Into which files does an audit go?"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal

import click

from koetsu.cli.shared.destinations import STDOUT, Destination, failed, write_file
from koetsu.cli.shared.parameters import name_of
from koetsu.cli.shared.refusal import refusal
from koetsu.cli.shared.streams import write
from koetsu.message import Language, Message

if TYPE_CHECKING:
    from koetsu.engine.audit.former import FormerAudit
    from koetsu.engine.audit.model import AuditData

AuditFormat = Literal["--output", "--json", "--csv", "--csv-articles", "--compare-markdown"]
"""The options that name a file, each a format of its own."""

_FORMATS: tuple[AuditFormat, ...] = ("--output", "--json", "--csv", "--csv-articles", "--compare-markdown")

_EMPTY = Message(
    ja="{option}: ファイル名が空です。値のない変数を使っていませんか",
    en="{option}: the name of the file is empty, perhaps from a variable that is not set",
)
_REPORT_ON_STDOUT = Message(
    ja="{option}: レポートは標準出力には書けません。report.htmlのようにファイルを指定してください",
    en="{option}: the report does not go to standard output; name a file, such as report.html",
)
_IS_FOLDER = Message(
    ja="{option}: {file:quote}はフォルダーです。その中のファイルを指定してください",
    en="{option}: {file:quote} is a folder; name a file in it",
)
_TWO_ON_STDOUT = Message(
    ja="{options:list}は、どれも標準出力に書くことになります。「-」は一つだけにしてください",
    en="{options:list} would all write to standard output; give “-” to one of them",
)
_NOT_READ = Message(
    ja="--compare: {file:quote}を読めません（{reason}）",
    en="--compare: {file:quote} cannot be read ({reason})",
)
_NO_AUDIT = Message(
    ja="--compare: {file:quote}は監査の結果ではありません。koetsu audit --jsonで書いたファイルを指定してください",
    en="--compare: {file:quote} is no audit; give a file that koetsu audit --json wrote",
)
_OTHER_FORMAT = Message(
    ja="--compare: {file:quote}は別の版のkoetsuが書いた形式{format}です。この版で書き直したものと比べてください",
    en="--compare: {file:quote} has the format {format} of another version of koetsu; compare with an audit that this"
    " version wrote",
)


class AuditFile(click.ParamType[Path]):
    """A file to write; whether that can be done, ``check_destinations`` says."""

    name = "file"

    def __init__(self, *, takes_stdout: bool) -> None:
        self._takes_stdout = takes_stdout

    def get_metavar(self, param: click.Parameter, ctx: click.Context) -> str:
        """How the help writes the value."""
        return "FILE"

    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The value, if it means something."""
        file = os.fspath(value)
        option = name_of(param)
        if not file:
            raise refusal(_EMPTY, option=option)
        if file == STDOUT and not self._takes_stdout:
            raise refusal(_REPORT_ON_STDOUT, option=option)
        if file.endswith(("/", os.sep)):
            raise refusal(_IS_FOLDER, option=option, file=file)
        return Path(file)


REPORT_FILE = AuditFile(takes_stdout=False)
DATA_FILE = AuditFile(takes_stdout=True)
FORMER_FILE = click.Path(path_type=Path)
"""An older audit; whether it is one, ``former_audit`` says."""


def destinations_of(options: Mapping[str, Any]) -> list[Destination]:
    """What the options ask for, in the order in which it is written; refuses two that would share standard output."""
    asked = []
    for form in _FORMATS:
        file = options[form.removeprefix("--").replace("-", "_")]
        if file is not None:
            asked.append(Destination(form, file))
    on_stdout = [destination.format for destination in asked if is_stdout(destination)]
    if len(on_stdout) > 1:
        raise refusal(_TWO_ON_STDOUT, options=on_stdout)
    return asked


def former_audit(file: Path | None, language: Language) -> FormerAudit | None:
    """The older audit in a file, if any is named.

    Raises UsageError for a file that holds none.
    """
    if file is None:
        return None
    from koetsu.engine.audit.former import NoAuditError, OtherFormatError, read_former

    try:
        return read_former(file)
    except OSError as error:
        raise refusal(_NOT_READ, language, file=str(file), reason=error.strerror or str(error)) from None
    except OtherFormatError as error:
        raise refusal(_OTHER_FORMAT, language, file=str(file), format=str(error)) from None
    except NoAuditError:
        raise refusal(_NO_AUDIT, language, file=str(file)) from None


def is_stdout(destination: Destination) -> bool:
    """Whether it is standard output and no file."""
    return str(destination.file) == STDOUT


def write_audit(data: AuditData, destinations: Sequence[Destination], language: Language, *, split: bool) -> None:
    """Write an audit in each form that is asked for, whole or not at all.

    Raises UsageError for a file that cannot be written after all; those before it are written then.
    """
    for form, file in destinations:
        if form == "--output":
            _write_report(data, file, language, split=split)
        elif str(file) == STDOUT:
            write((piece.decode("utf-8") for piece in _pieces(form, data, language)), sys.stdout)
        else:
            write_file(file, _pieces(form, data, language), language)


def _pieces(form: str, data: AuditData, language: Language) -> Iterable[bytes]:
    from koetsu.output.audit import comparison, csv, json

    forms: dict[str, Iterator[bytes]] = {
        "--json": json.render(data),
        "--csv": csv.findings(data, language),
        "--csv-articles": csv.articles(data),
        "--compare-markdown": (piece.encode() for piece in comparison.render(data, language)),
    }
    return forms[form]


def _write_report(data: AuditData, file: Path, language: Language, *, split: bool) -> None:
    from koetsu.output.audit.html import write_html

    try:
        write_html(data, file, split=split, language=language)
    except OSError as error:
        raise failed(error, file, language) from None
