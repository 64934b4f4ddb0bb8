"""Which findings count, by the options of a command?"""

from __future__ import annotations

import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from koetsu.cli.shared.parameters import FAIL_ON, MAX_WARNINGS
from koetsu.cli.shared.refusal import refusal
from koetsu.cli.shared.run import EMPTY_PATH, Found, find
from koetsu.message import Language, Message

if TYPE_CHECKING:
    from koetsu.engine.baseline.acceptance import Acceptance
    from koetsu.engine.changes.changes import Changes
    from koetsu.engine.config import Configuration

F = TypeVar("F", bound=Callable[..., Any])

_OPTIONS = (
    click.option(
        "--fail-on", type=FAIL_ON, help="From which severity on the exit status is 1; error unless configured."
    ),
    click.option("--max-warnings", type=MAX_WARNINGS, help="Exit with 1 if there are more warnings."),
    click.option(
        "--diff-base", metavar="REV", help="Only what changed since HEAD left REV, in commits and not yet committed."
    ),
    click.option("--staged", is_flag=True, help="Only what git has staged, in the text that will be committed."),
    click.option(
        "--baseline", metavar="FILE", type=click.Path(path_type=Path), help="The accepted findings; found by itself."
    ),
    click.option("--no-baseline", is_flag=True, help="Report accepted findings too."),
    click.option("--strict-baseline", is_flag=True, help="Entries of the baseline that are out of date are errors."),
)

_TWO_CHANGES = Message(
    ja="--diff-baseと--stagedは一緒に使えません。どちらか一方を指定してください",
    en="--diff-base and --staged exclude each other; give one of them",
)
_TWO_BASELINES = Message(
    ja="--baselineと--no-baselineは一緒に使えません。どちらか一方を指定してください",
    en="--baseline and --no-baseline exclude each other; give one of them",
)
_NOTHING_STRICT = Message(
    ja="--strict-baselineは--no-baselineと一緒に使えません", en="--strict-baseline has no use with --no-baseline"
)
_OUTSIDE = Message(
    ja="{path}は、変更を調べるリポジトリー（{root}）の外にあります。そのパスのあるリポジトリーの中で実行してください",
    en="{path} lies outside of {root}, the repository whose changes are looked at; run koetsu in the one that holds it",
)


def gate_options(command: F) -> F:
    """Give a command the options that say which findings count, and which of them fail."""
    for option in reversed(_OPTIONS):
        command = option(command)
    return command


def refuse_contradictions(options: Mapping[str, Any]) -> None:
    """Refuse options of which one makes nonsense of the other. Raises UsageError."""
    if options["diff_base"] is not None and options["staged"]:
        raise refusal(_TWO_CHANGES)
    if options["no_baseline"] and options["baseline"] is not None:
        raise refusal(_TWO_BASELINES)
    if options["no_baseline"] and options["strict_baseline"]:
        raise refusal(_NOTHING_STRICT)


def looks_at_changes(options: Mapping[str, Any]) -> bool:
    """Whether only what changed is to be checked."""
    return options["diff_base"] is not None or bool(options["staged"])


def changes_of(options: Mapping[str, Any], language: Language) -> Changes | None:
    """The change that is to be looked at, if only one is.

    Raises GitError.
    """
    if not looks_at_changes(options):
        return None
    from koetsu.engine.changes.changes import Changes

    if options["staged"]:
        return Changes.staged(Path.cwd(), language)
    return Changes.since(options["diff_base"], Path.cwd(), language)


def baseline_file(configuration: Configuration, options: Mapping[str, Any]) -> Path | None:
    """The baseline, if there is one, be it asked for or not."""
    from koetsu.engine.baseline.baseline import find_baseline

    file: Path | None = options["baseline"] or find_baseline(configuration)
    return file


def acceptance_of(configuration: Configuration, options: Mapping[str, Any], language: Language) -> Acceptance | None:
    """The accepted findings, if there are any.

    Raises BaselineError.
    """
    file = baseline_file(configuration, options)
    if file is None or options["no_baseline"]:
        return None
    from koetsu.engine.baseline.acceptance import Acceptance
    from koetsu.engine.baseline.baseline import Baseline

    return Acceptance(Baseline.read(file, language), configuration.working_directory)


def changed_files(
    changes: Changes,
    paths: tuple[str, ...],
    configuration: Configuration,
    options: Mapping[str, Any],
    language: Language,
) -> Found:
    """The articles that a change touched, among those that paths mean.

    Raises UsageError for a path that can mean none.
    """
    from koetsu.engine.discovery import SUFFIXES, is_excluded

    roots = [_meant(path, changes, language) for path in paths or (".",)]
    files = []
    for file in changes.files:
        absolute = os.path.realpath(file)
        is_named = absolute in roots
        is_meant = is_named or (absolute.lower().endswith(SUFFIXES) and any(_holds(root, absolute) for root in roots))
        may_be_left_out = options["force_exclude"] or not is_named
        if is_meant and not (may_be_left_out and is_excluded(file, configuration)):
            files.append(file)
    # Only who looks at all articles can tell that one is gone, and was not just moved to where nobody looked.
    return Found(files, [], [])


def with_others(
    found: Found,
    paths: tuple[str, ...],
    configuration: Configuration,
    options: Mapping[str, Any],
    language: Language,
) -> tuple[Found, list[Path]]:
    """The articles that a change touched, with what could not be looked into, and the others that paths mean."""
    from koetsu.engine.runner import shown_path

    there = tuple(path for path in paths if os.path.lexists(path))
    if paths and not there:
        return found, []
    all_files = find(there, configuration, {**options, "pass_on_no_files": True}, language)
    known = {shown_path(file, configuration.working_directory) for file in found.files}
    others = [file for file in all_files.files if shown_path(file, configuration.working_directory) not in known]
    return Found(found.files, all_files.closed, found.folders), others


def _meant(path: str, changes: Changes, language: Language) -> str:
    """A path without links. What is not on the disk is something still, if the change knows of it."""
    from koetsu.engine.discovery import MISSING

    if not path:
        raise refusal(EMPTY_PATH, language)
    real = os.path.realpath(path)
    # Not Path.exists, which raises where rights are missing.
    if not os.path.lexists(path) and not any(
        _holds(real, os.path.realpath(file)) for file in (*changes.files, *changes.deleted)
    ):
        raise refusal(MISSING, language, path=path)
    # A link that leads out is something that git keeps.
    places = (real, os.path.abspath(path))  # noqa: PTH100
    if not any(_holds(changes.root, place) or _holds(place, changes.root) for place in places):
        raise refusal(_OUTSIDE, language, path=path, root=changes.root)
    return real


def _holds(folder: str, path: str) -> bool:
    """Whether a path is that of a folder or of something below it; both absolute."""
    return path == folder or path.startswith(f"{folder.rstrip(os.sep)}{os.sep}")
