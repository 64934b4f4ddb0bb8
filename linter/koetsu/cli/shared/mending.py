"""How does a command mend what it finds?"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from koetsu.cli.shared.refusal import refusal
from koetsu.cli.shared.streams import say
from koetsu.errors import UnwritableFileError
from koetsu.message import Language, Message

if TYPE_CHECKING:
    from koetsu.engine.fixing import Fixed
    from koetsu.engine.gate import Gate
    from koetsu.engine.report import Report

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS = (
    click.option("--fix", is_flag=True, help="Apply safe fixes: those that change nothing else a reader sees."),
    click.option("--unsafe-fixes", is_flag=True, help="With --fix or --diff: also those that want to be looked at."),
    click.option("--diff", is_flag=True, help="Show what --fix would change as a diff, and change nothing."),
)

_UNSAFE_ALONE = Message(
    ja="--unsafe-fixesは--fixか--diffと一緒に指定してください",
    en="--unsafe-fixes says which fixes --fix applies or --diff shows; give one of the two",
)
_NO_FILE = Message(
    ja="--fixはファイルを書き換えます。標準入力の「-」には使えません。変更の内容は--diffで見られます",
    en="--fix writes files, and “-” is none; --diff shows what it would change",
)
_STAGED = Message(
    ja="--fixは作業フォルダーのファイルを書き換えます。--stagedはコミットされる本文を検査するので、一緒に使えません",
    en="--fix writes the files of the working tree, but --staged checks what will be committed: give one of the two",
)
_MENDED = Message(ja="{files}ファイルの{fixes}か所を修正しました", en="mended in files: {files}; fixes: {fixes}")
_WOULD_MEND = Message(
    ja="--fixで{files}ファイルの{fixes}か所を修正できます", en="--fix would mend in files: {files}; fixes: {fixes}"
)
_UNSAFE_LEFT = Message(
    ja="ほかに、確認の必要な修正案が{fixes}件あります（--unsafe-fixes）",
    en="fixes that want to be looked at, for --unsafe-fixes: {fixes}",
)


class Mended(NamedTuple):
    """What became of a run."""

    report: Report
    """What is still to be said."""
    files: list[Fixed]
    """The files that changed, or would."""
    failed: bool
    """Whether one of them could not be written."""


def fix_options(command: F) -> F:
    """Give a command the options that say what is mended."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def refuse_what_cannot_be_mended(options: Mapping[str, Any], *, on_stdin: bool) -> None:
    """Refuse options that leave nothing to mend, or no file to write it to. Raises UsageError."""
    if options["unsafe_fixes"] and not (options["fix"] or options["diff"]):
        raise refusal(_UNSAFE_ALONE)
    if options["fix"] and not options["diff"]:
        if on_stdin:
            raise refusal(_NO_FILE)
        if options["staged"]:
            raise refusal(_STAGED)


def mend(report: Report, gate: Gate, options: Mapping[str, Any], language: Language) -> Mended:
    """Apply the fixes of a report; each file is written as soon as it is mended, unless a diff was asked for."""
    from koetsu.engine.fixing import fix_file, told, write_fixed
    from koetsu.engine.progress import progress_bar

    unsafe = options["unsafe_fixes"]
    files, changed, sources, failed = [], [], {}, False
    fixable = sum(_is_fixable(file.diagnostics, unsafe) for file in report.files)
    with progress_bar(fixable, wanted=True) as advance:
        for file in report.files:
            if not _is_fixable(file.diagnostics, unsafe):
                files.append(file)
                continue
            source = report.source(file)
            fixed = fix_file(source, gate.recheck(file, source), unsafe=unsafe)
            advance(1)
            if fixed.is_changed and not options["diff"]:
                try:
                    write_fixed(fixed)
                except UnwritableFileError as error:
                    say(told(error, language))
                    failed = True
                    fixed = fixed._replace(report=file, after=source, edits=())
            if fixed.is_changed:
                changed.append(fixed)
                sources[file.path] = fixed.after
            files.append(fixed.report)
    return Mended(report.with_files(files, sources), changed, failed)


def diff_of(mended: Mended) -> Iterator[str]:
    """What would be changed, as a diff."""
    from koetsu.engine.fixing import unified_diff

    for fixed in mended.files:
        yield from unified_diff(fixed.before, fixed.edits)


def sum_up(mended: Mended, options: Mapping[str, Any], language: Language) -> None:
    """Say how much was mended, and what else could be."""
    if mended.files:
        values = {"files": len(mended.files), "fixes": sum(len(fixed.applied) for fixed in mended.files)}
        say((_WOULD_MEND if options["diff"] else _MENDED).format(language, {**values}, {}))
    if not options["unsafe_fixes"]:
        left = sum(bool(found.fixes) for file in mended.report.files for found in file.diagnostics)
        if left:
            say(_UNSAFE_LEFT.format(language, {"fixes": left}, {}))


def _is_fixable(diagnostics: list[Any], unsafe: bool) -> bool:
    return any(fix.safe or unsafe for diagnostic in diagnostics for fix in diagnostic.fixes)
