"""What do the commands about accepted findings have in common?"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from koetsu.cli.shared.parameters import LANGUAGE
from koetsu.cli.shared.refusal import refusal
from koetsu.cli.shared.run import check, find, run_options
from koetsu.cli.shared.settings import configuration_options, language_of, load_configuration
from koetsu.cli.shared.streams import say
from koetsu.message import Language, Message

if TYPE_CHECKING:
    from koetsu.engine.baseline.baseline import Baseline
    from koetsu.engine.config import Configuration
    from koetsu.engine.report import Report

F = TypeVar("F", bound=Callable[..., Any])

_NONE = Message(
    ja="ベースラインがありません。koetsu baseline createで作れます。ほかの場所にあるときは--baselineで指定してください",
    en="there is no baseline: koetsu baseline create makes one; if it lies elsewhere, name it with --baseline",
)
_NOTHING_WRITTEN = Message(
    ja="読めないファイルか異常終了した規則があるため、ベースラインは書き換えていません。直すか検査から外して、もう一度"
    "実行してください",
    en="the baseline was not written, because not everything could be checked; mend that or leave it out, and run this"
    " again",
)


def baseline_options(command: F) -> F:
    """Give a command what all of them take."""
    for add in (
        run_options,
        configuration_options,
        click.option("--site", is_flag=True, help="Compare the articles with each other as well."),
        click.option("--language", type=LANGUAGE, is_eager=True, help="Language of the messages."),
        click.option("--baseline", type=click.Path(path_type=Path), metavar="FILE", help="The file of the baseline."),
        click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(readable=False)),
    ):
        command = add(command)
    return command


class Asked(NamedTuple):
    """What a command was asked to work on."""

    configuration: Configuration
    language: Language
    file: Path | None
    """The baseline; None if there is none and nobody has named one."""

    @property
    def baseline(self) -> Baseline:
        """The baseline that is there. Raises KoetsuError."""
        from koetsu.engine.baseline.baseline import Baseline

        if self.file is None:
            raise refusal(_NONE, self.language)
        return Baseline.read(self.file, self.language)


def asked_for(options: Mapping[str, Any]) -> Asked:
    """What these options ask for."""
    from koetsu.engine.baseline.baseline import find_baseline

    configuration = load_configuration(options)
    file: Path | None = options["baseline"] or find_baseline(configuration)
    return Asked(configuration, language_of(options, configuration), file)


def check_all(paths: tuple[str, ...], asked: Asked, options: Mapping[str, Any]) -> tuple[Report | None, list[Path]]:
    """What is found, and the folders that were checked; None, and said so, unless everything could be checked."""
    found = find(paths, asked.configuration, options, asked.language)
    if found.is_empty and not options["pass_on_no_files"]:
        return None, found.folders
    report = check(found, asked.configuration, options, asked.language, site=options["site"])
    if report.exit_status != 2:
        return report, found.folders
    _tell_faults(report, asked.language)
    say(_NOTHING_WRITTEN.format(asked.language, {}, {}))
    return None, found.folders


def _tell_faults(report: Report, language: Language) -> None:
    from koetsu.engine.report import is_fault

    for file in report.files:
        for diagnostic in filter(is_fault, file.diagnostics):
            sentence = report.rules[diagnostic.rule].say(diagnostic.message, diagnostic.values, language)
            say(f"{file.path}: {diagnostic.rule} {sentence}")


def shown(file: Path) -> str:
    """A file as it is named to the user."""
    from koetsu.engine.runner import shown_path

    return shown_path(file, Path.cwd())
