"""How are the findings accepted that were there before koetsu was?"""

# os.path and not Path, which raises where rights are missing.
# ruff: noqa: PTH110

from __future__ import annotations

import os
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

import click

from koetsu.cli.shared.accepting import Asked, asked_for, baseline_options, check_all, shown
from koetsu.cli.shared.parameters import Named
from koetsu.cli.shared.refusal import refusal
from koetsu.cli.shared.streams import say, write
from koetsu.message import Language, Message, Value

if TYPE_CHECKING:
    from koetsu.engine.baseline.baseline import Baseline, Entry
    from koetsu.engine.baseline.renewal import Renewal

_FORMAT = Named("format", lambda: ("text", "json"))

_EXISTS = Message(
    ja="{path}: ベースラインはすでにあります。新しい指摘も受け入れるにはkoetsu baseline update、直した指摘を外すだけ"
    "ならkoetsu baseline pruneを実行してください",
    en="{path}: there is a baseline already; koetsu baseline update accepts what is new, koetsu baseline prune only"
    " drops what was mended",
)
_CREATED = Message(
    ja="{path}: {articles}本の原稿の指摘{entries}件を受け入れました",
    en="{path}: findings accepted: {entries}, in articles: {articles}",
)
_UPDATED = Message(
    ja="{path}: {added}件を加え、{dropped}件を外し、{moved}件を移動先に付け替えました。いまは{entries}件です",
    en="{path}: {added} added, {dropped} dropped, {moved} moved along, {entries} now",
)
_PRUNED = Message(
    ja="{path}: {dropped}件を外しました。残りは{entries}件です", en="{path}: {dropped} dropped, {entries} left"
)

_GROUP_EPILOG = """\b
To start with an old site, and to see only what is new from then on:
  koetsu baseline create .
  git add koetsu-baseline.jsonl
  koetsu check .
\b
koetsu check finds the file by itself beside the configuration or at the top of
the repository. It holds one line a finding and no line numbers: text may move
within an article, and an article may be moved or renamed. Edit the words that
are at fault, or paste them a second time, and they are reported.
\b
So that git merges two changes of the file without asking:
  echo 'koetsu-baseline.jsonl merge=union' >> .gitattributes
\b
既存の指摘を受け入れて始めるには:  koetsu baseline create .
直した指摘を外すには:              koetsu baseline prune
"""

_CREATE_EPILOG = """\b
Examples:
  koetsu baseline create .
  koetsu baseline create posts/ --baseline old.jsonl
  koetsu baseline create --select ALL --ignore HD .
\b
Exit status: 0 written; 2 not written, because there is a baseline already or
because something could not be read.
"""

_UPDATE_EPILOG = """\b
Examples:
  koetsu baseline update .             after a rule was switched on
  koetsu baseline update posts/new.md  accept what is found in one article
\b
Look at the difference before it is committed: every line that is added is a
finding that will not be reported.
"""

_PRUNE_EPILOG = """\b
Example:
  koetsu baseline prune                after articles were mended
"""

_SHOW_EPILOG = """\b
Examples:
  koetsu baseline show                 what is accepted, by rule, folder, article
  koetsu baseline show posts/2019      in some articles
  koetsu baseline show --stale         what prune would drop
  koetsu baseline show -f json         for a program
"""


@click.group(epilog=_GROUP_EPILOG)
def command() -> None:
    """Accept the findings that are there, so that only new ones are reported."""


@command.command(epilog=_CREATE_EPILOG)
@baseline_options
def create(paths: tuple[str, ...], **options: Any) -> int:
    """Accept everything that is found in articles, the working directory unless named.

    The file is written beside the configuration, else at the top of the repository, else here.
    """
    from koetsu.engine.baseline.baseline import Baseline, place_for_baseline
    from koetsu.engine.baseline.renewal import renewed

    asked = asked_for(options)
    file = asked.file or place_for_baseline(asked.configuration)
    if os.path.exists(file):
        raise refusal(_EXISTS, asked.language, path=shown(file))
    return _change(renewed, Baseline(file.absolute()), _CREATED, asked, paths, options)


@command.command(epilog=_UPDATE_EPILOG)
@baseline_options
def update(paths: tuple[str, ...], **options: Any) -> int:
    """Accept what is new in articles as well, and drop what is no longer there.

    What is accepted in articles that PATH does not name stays as it is.
    """
    from koetsu.engine.baseline.renewal import renewed

    asked = asked_for(options)
    return _change(renewed, asked.baseline, _UPDATED, asked, paths, options)


@command.command(epilog=_PRUNE_EPILOG)
@baseline_options
def prune(paths: tuple[str, ...], **options: Any) -> int:
    """Drop what is no longer there, and accept nothing new.

    What is accepted in articles that PATH does not name stays as it is.
    """
    from koetsu.engine.baseline.renewal import pruned

    asked = asked_for(options)
    return _change(pruned, asked.baseline, _PRUNED, asked, paths, options)


@command.command(epilog=_SHOW_EPILOG)
@baseline_options
@click.option("--stale", is_flag=True, help="Check, and show only what is no longer there.")
@click.option("-f", "--output-format", type=_FORMAT, default="text", show_default=True, help="How it is written.")
def show(paths: tuple[str, ...], stale: bool, output_format: str, **options: Any) -> int:
    """Show what is accepted, in all articles unless some are named."""
    from koetsu.cli.shared.accepted import as_json, as_text
    from koetsu.engine.baseline.renewal import pruned

    asked = asked_for(options)
    baseline = asked.baseline
    entries = _below(baseline, paths, asked.language)
    if stale:
        report, folders = check_all(paths, asked, options)
        if report is None:
            return 2
        entries = pruned(baseline, report, asked.configuration, folders).dropped
    render = as_json if output_format == "json" else as_text
    entries = sorted(entries, key=lambda entry: entry.key)
    write(render(shown(baseline.file), entries, asked.language, stale=stale))
    return 0


def _change(
    change: Callable[..., Renewal],
    baseline: Baseline,
    message: Message,
    asked: Asked,
    paths: tuple[str, ...],
    options: dict[str, Any],
) -> int:
    """Check, change the baseline accordingly, and say what came of it."""
    report, folders = check_all(paths, asked, options)
    if report is None:
        return 2
    renewal = change(baseline, report, asked.configuration, folders)
    if not os.path.exists(baseline.file) or renewal.baseline.data != baseline.source.encoded:
        renewal.baseline.write(asked.language)
    entries = renewal.baseline.entries
    counts: dict[str, Value] = {
        "path": shown(baseline.file),
        "entries": len(entries),
        "articles": len({entry.path for entry in entries}),
        "added": len(renewal.added),
        "dropped": len(renewal.dropped),
        "moved": len(renewal.moved),
    }
    say(message.format(asked.language, counts, {}))
    return 0


def _below(baseline: Baseline, paths: tuple[str, ...], language: Language) -> list[Entry]:
    """The entries of the articles that paths mean, be they there or gone."""
    from koetsu.engine.discovery import MISSING

    entries = {} if paths else {entry.key: entry for entry in baseline.entries}
    for path in paths:
        start = baseline.start_of(path)
        found = {entry.key: entry for entry in baseline.entries if f"{entry.path}/".startswith(start)}
        if not found and not os.path.exists(path):
            raise refusal(MISSING, language, path=path)
        entries |= found
    return [*entries.values()]
