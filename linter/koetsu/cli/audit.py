"""How is an archive audited from the command line?"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from threading import Thread
from typing import TYPE_CHECKING, Any

import click

from koetsu.cli.shared.audit_files import (
    DATA_FILE,
    FORMER_FILE,
    REPORT_FILE,
    destinations_of,
    former_audit,
    is_stdout,
    write_audit,
)
from koetsu.cli.shared.destinations import Destination, check_destinations
from koetsu.cli.shared.parameters import JOBS, LANGUAGE
from koetsu.cli.shared.refusal import refusal
from koetsu.cli.shared.run import check, find
from koetsu.cli.shared.sections import SectionedCommand
from koetsu.cli.shared.settings import configuration_options, language_of, load_configuration
from koetsu.cli.shared.streams import say
from koetsu.engine.garbage import garbage_of_documents
from koetsu.message import Language, Message, Value

if TYPE_CHECKING:
    from koetsu.engine.audit.former import FormerAudit
    from koetsu.engine.audit.model import AuditData
    from koetsu.engine.audit.wording import Wording
    from koetsu.engine.config import Configuration
    from koetsu.engine.report import Report

_NOWHERE = Message(
    ja="結果を書くファイルを指定してください: koetsu audit -o report.html .",
    en="say where the audit goes: koetsu audit -o report.html .",
)
_NO_ARTICLE = Message(
    ja="記事がありません（{paths:list}）。対象は.md、.markdown、.mdxで、.gitignoreや設定で除外したものは含みません",
    en="no article in {paths:list}: koetsu reads .md, .markdown and .mdx, except for what .gitignore and the"
    " configuration exclude",
)
_SPLIT_ALONE = Message(
    ja="--splitは-oのレポートの分け方です。-o report.htmlも指定してください",
    en="--split is about the report of -o; give -o report.html as well",
)
_COMPARED = Message(
    ja="--compare-markdownは--compareの結果を書きます。--compare OLD.jsonも指定してください",
    en="--compare-markdown writes what --compare finds; give --compare OLD.json as well",
)
_SUMMARY = Message(
    ja="{articles}記事のうち、確かな不具合があるのは{certain}記事（{share:.0%}）。{files:list}に書きました",
    en="articles: {articles}; with a certain defect: {certain} ({share:.0%}); written: {files:list}",
)
_UNREAD = Message(
    ja="読めなかったファイルやフォルダーが{count}件あります。レポートに一覧があります: {paths:list}",
    en="files and folders that could not be read, listed in the report: {count} ({paths:list})",
)
_NAMED = 3

_SECTIONS = {
    "What is written": (
        "--output",
        "--split",
        "--json",
        "--csv",
        "--csv-articles",
        "--language",
    ),
    "Since the last audit": ("--compare", "--compare-markdown"),
    "Which rules": ("--select", "--ignore", "--severity", "--preset", "--config", "--isolated"),
}

_EPILOG = """\b
Examples:
  koetsu audit -o report.html .                   the archive below this folder
  koetsu audit -o report.html --json audit.json _posts/
  koetsu audit -o new.html --compare audit.json . what got better or worse
  koetsu audit --csv findings.csv .               a row a finding, for Excel
\b
The report is one file: it needs no network and speaks Japanese and English.
It lists at most 20 findings of a rule in an article; all of them are counted.
Findings that a directive in an article holds back are left out; a baseline
plays no part.
\b
The JSON of an audit can be compared with a later one, also in one go:
--compare audit.json --json audit.json compares, then replaces it.
\b
Tables are UTF-8 with a byte-order mark, so that Excel reads Japanese. A text
that a spreadsheet would take for a formula has an apostrophe before it.
\b
Exit status:
  0  the audit was written, whatever it found
  2  koetsu could not do its work: a bad option or configuration, a file that
     cannot be written, no article; or a file or folder that could not be read
     (the audit is written all the same, and lists it)
\b
終了コード: 0 書き出した（指摘があっても0）、2 できなかったことがある
記事の監査:  koetsu audit -o report.html --language ja .
"""


@click.command(cls=SectionedCommand, sections=_SECTIONS, epilog=_EPILOG, context_settings={"max_content_width": 100})
@click.argument("paths", nargs=-1, metavar="[PATH]...", type=click.Path(readable=False))
@click.option("-o", "--output", type=REPORT_FILE, help="The report, for people: one HTML file.")
@click.option("--split", is_flag=True, help="Put the findings into a folder beside the report, for very many articles.")
@click.option("--json", type=DATA_FILE, help="All of the audit as JSON; - for standard output.")
@click.option("--csv", type=DATA_FILE, help="The findings as a table, a row each; - for standard output.")
@click.option("--csv-articles", type=DATA_FILE, help="The articles as a table, a row each; - for standard output.")
@click.option("--compare", type=FORMER_FILE, help="Say what got better or worse since an older audit's JSON.")
@click.option(
    "--compare-markdown", type=DATA_FILE, help="That comparison alone, as Markdown for a pull request or chat."
)
@click.option("--language", type=LANGUAGE, is_eager=True, help="Language of messages and tables; auto is the locale's.")
@configuration_options
@click.option("--jobs", type=JOBS, help="How many processes; one a processor unless configured.")
@click.option("--dask", metavar="ADDRESS", help="Check on a Dask cluster: the address of its scheduler.")
@click.option("--no-cache", is_flag=True, help="Neither read nor write results of earlier runs.")
@click.option("-v", "--verbose", is_flag=True, help="Say on standard error what is done and with what.")
def command(paths: tuple[str, ...], **options: Any) -> int:
    """Look at an archive as a whole: how bad is it, where, since when, and what is to be done first?

    All Markdown files below the folders named (the working directory unless any is) are checked and compared with each
    other. No article is changed.
    """
    destinations = _destinations(options)
    configuration = load_configuration(options)
    language = language_of(options, configuration)
    found = find(paths, configuration, {"force_exclude": False, "pass_on_no_files": True}, language)
    if found.is_empty:
        raise refusal(_NO_ARTICLE, language, paths=[*(paths or (".",))])
    files = [destination for destination in destinations if not is_stdout(destination)]
    check_destinations([*files, *_beside(options)], language, found.files, [configuration.file])
    former = former_audit(options["compare"], language)
    wording = _wording(configuration)
    if options["output"] is not None:
        Thread(target=_prepare_the_page, daemon=True).start()  # this process waits for others, mostly
    report = check(found, configuration, options, language, site=True, heard=wording.hear)
    with garbage_of_documents():
        data = _audit(report, paths, configuration, former, wording)
        write_audit(data, destinations, language, split=options["split"])
    _sum_up(data, [str(destination.file) for destination in files], language)
    return 2 if report.exit_status == 2 else 0


def _destinations(options: Mapping[str, Any]) -> list[Destination]:
    destinations = destinations_of(options)
    if not destinations:
        raise refusal(_NOWHERE)
    if options["split"] and options["output"] is None:
        raise refusal(_SPLIT_ALONE)
    if options["compare_markdown"] is not None and options["compare"] is None:
        raise refusal(_COMPARED)
    return destinations


def _beside(options: Mapping[str, Any]) -> Iterator[Destination]:
    """A file in the folder beside the report, where there is something of that name already."""
    if options["split"]:
        from koetsu.output.audit.html.report import folder_beside

        folder = folder_beside(options["output"])
        if os.path.lexists(folder):
            yield Destination("--split", folder / "00000.js")


def _prepare_the_page() -> None:
    from koetsu.output.audit.html import prepare

    prepare()


def _wording(configuration: Configuration) -> Wording:
    from koetsu.engine.audit.wording import Wording

    return Wording(configuration.registry.rules)


def _audit(
    report: Report,
    paths: tuple[str, ...],
    configuration: Configuration,
    former: FormerAudit | None,
    wording: Wording,
) -> AuditData:
    from koetsu.engine.audit.builder import audit
    from koetsu.engine.audit.site import Standards

    standards = Standards.of(configuration.settings_of_site)
    return audit(report, paths or (".",), standards=standards, former=former, wording=wording, progress=True)


def _sum_up(data: AuditData, files: list[str], language: Language) -> None:
    """Say on standard error what came of it, as the rest stands in files."""
    totals = data.totals
    counts: dict[str, Value] = {
        "articles": totals.articles,
        "certain": totals.certain,
        "share": totals.certain / totals.articles if totals.articles else 0.0,
        "files": files,
    }
    if files:
        say(_SUMMARY.format(language, counts, {}))
    if data.unread:
        unread = [one.path for one in data.unread]
        more = ["…"] if len(unread) > _NAMED else []
        say(_UNREAD.format(language, {"count": len(unread), "paths": [*unread[:_NAMED], *more]}, {}))
