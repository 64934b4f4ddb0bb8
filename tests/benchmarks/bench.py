"""How fast is koetsu, beside its peers and on inputs that are meant to hurt?

Builds the articles, times koetsu beside rumdl and markdownlint-cli2 where these are found, and prints a table with
budgets and verdicts as Markdown. Peers are looked for on the PATH::

    pip install rumdl                      # or: pipx install rumdl
    npm install --global markdownlint-cli2

Without them their columns stay empty and the ratios are left out.
"""

from __future__ import annotations

import argparse
import os
import platform
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path
from statistics import median
from typing import NamedTuple

from growth import growth_table
from keystroke import typing
from measure import Tool, interleaved, run, shown
from relint import article_of, relint
from workspace import overview

from articles import write


class Row(NamedTuple):
    """One line of the table."""

    work: str
    koetsu: str
    peers: str
    budget: str
    value: str
    verdict: str


def tools(cache: Path) -> tuple[Tool, list[Tool]]:
    """koetsu, and the peers that are found."""
    beside = Path(sys.executable).with_name("koetsu")
    program = str(beside) if beside.exists() else shutil.which("koetsu")
    if program is None:
        sys.exit("koetsu is not installed: run `make setup` first")
    # One line a finding: the peers are told to write nothing, or write as much.
    check = [program, "check", "--output-format", "concise"]
    koetsu = Tool("koetsu", [*check, "--no-cache", "."], [*check, "."], [*check, "--no-cache"])
    peers = []
    if rumdl := shutil.which("rumdl"):
        check = [rumdl, "check", "--silent"]
        warm = [*check, "--cache-dir", str(cache / "rumdl"), "."]
        peers.append(Tool("rumdl", [*check, "--no-cache", "."], warm, [*check, "--no-cache"]))
    if markdownlint := shutil.which("markdownlint-cli2"):
        every = [markdownlint, "**/*.md"]
        peers.append(Tool("markdownlint-cli2", every, every, [markdownlint]))
    return koetsu, peers


def main() -> None:
    """The command line."""
    parser = argparse.ArgumentParser(description="Time koetsu beside its peers.")
    parser.add_argument("--quick", action="store_true", help="few articles, few rounds, small worst cases")
    parser.add_argument("--count", type=int, help="articles to build (2500; 200 with --quick)")
    parser.add_argument("--rounds", type=int, help="interleaved runs of each tool (5; 2 with --quick)")
    parser.add_argument("--jobs", type=int, default=2, help="processes of koetsu")
    parser.add_argument("--only", choices=["peers", "growth"], help="one of the two tables")
    arguments = parser.parse_args()
    count = arguments.count or (200 if arguments.quick else 2500)
    rounds = arguments.rounds or (2 if arguments.quick else 5)
    with tempfile.TemporaryDirectory(prefix="koetsu-bench-") as name:
        home = Path(name)
        print(f"Python {platform.python_version()}, {os.cpu_count()} processors, {platform.system()}\n")
        if arguments.only != "growth":
            print(compare(home, count, rounds, arguments.jobs), flush=True)
        if arguments.only != "peers":
            print(growth_table([0.25, 0.5, 1, 2] if arguments.quick else [1, 2, 4, 8]), flush=True)


def compare(home: Path, count: int, rounds: int, jobs: int) -> str:
    """The table of the budgets."""
    site = home / "site"
    totals = write(site, count, seed=1)
    koetsu, peers = tools(home)
    # Compiled modules are kept, as they are wherever koetsu was installed and has run once.
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment |= {"XDG_CACHE_HOME": str(home / "cache"), "LC_ALL": "C.UTF-8", "NO_COLOR": "1"}
    run([*koetsu.single, "koetsu.toml"], site, environment)
    jobs_option = ["--jobs", str(jobs)]
    rows = [
        cold(site, koetsu, peers, environment, rounds, jobs_option),
        warm(site, koetsu, peers, environment, rounds, jobs_option),
        single(site, koetsu, peers, environment, rounds),
        editor(),
        memory(site, koetsu, environment, jobs_option),
        files(home, count, koetsu, environment, rounds, jobs_option),
        *changed(site, koetsu, environment, rounds),
        families(site, koetsu, environment, rounds, jobs_option),
        *audited(home, koetsu, environment, rounds, jobs_option),
        *keys(home),
        growth_of_server(home),
        *whole_site(home, site, koetsu, environment, rounds),
    ]
    size = (
        f"{totals['files']:,} articles, {totals['bytes'] / 1e6:.1f} MB, {totals['characters'] / 1e6:.1f} M characters"
    )
    head = f"{size}; {rounds} interleaved rounds; least (median)"
    lines = [head, "", "| work | koetsu | peers | budget | measured | verdict |", "|---|---|---|---|---|---|"]
    return "\n".join([*lines, *(f"| {' | '.join(row)} |" for row in rows), ""])


def cold(
    site: Path, koetsu: Tool, peers: Sequence[Tool], environment: Mapping[str, str], rounds: int, jobs: Sequence[str]
) -> Row:
    """Everything, without a cache."""
    fast = [tool for tool in peers if tool.name == "rumdl"]
    commands = {"koetsu": [*koetsu.cold, *jobs], **{tool.name: tool.cold for tool in fast}}
    seconds = interleaved(commands, site, environment, rounds)
    # The slow peer runs once: half a minute a round would make the machine's noise worse, not the figure better.
    for tool in peers:
        if tool not in fast:
            seconds[tool.name] = [run(tool.cold, site, environment).seconds]
    return _against(f"all, cold, {jobs[-1]} processes", seconds, 2.0)


def warm(
    site: Path, koetsu: Tool, peers: Sequence[Tool], environment: Mapping[str, str], rounds: int, jobs: Sequence[str]
) -> Row:
    """Everything again, from the cache."""
    commands = {"koetsu": [*koetsu.warm, *jobs], **{tool.name: tool.warm for tool in peers if tool.name == "rumdl"}}
    for command in commands.values():
        run(command, site, environment)
    return _against("all, warm cache", interleaved(commands, site, environment, rounds), 1.0)


def single(site: Path, koetsu: Tool, peers: Sequence[Tool], environment: Mapping[str, str], rounds: int) -> Row:
    """One file in a new process."""
    article = sorted((site / "_posts").iterdir())[7].relative_to(site)
    commands = {tool.name: [*tool.single, str(article)] for tool in (koetsu, *peers)}
    seconds = interleaved(commands, site, environment, max(rounds, 5))
    least = min(seconds["koetsu"])
    return Row("one article, cold process", shown(seconds["koetsu"]), _others(seconds), "0.15 s", f"{least:.3f} s",
               _verdict(least <= 0.15))  # fmt: skip


def editor() -> Row:
    """One article again and again in a warm process."""
    text = article_of(18_000)
    seconds = relint(text, 60)
    middle, late = median(seconds) * 1000, sorted(seconds)[len(seconds) * 95 // 100] * 1000
    return Row(f"re-lint of {len(text):,} characters", f"{middle:.1f} ms, p95 {late:.1f} ms", "-", "5 ms",
               f"{middle:.1f} ms", _verdict(middle <= 5))  # fmt: skip


def memory(site: Path, koetsu: Tool, environment: Mapping[str, str], jobs: Sequence[str]) -> Row:
    """The largest process while everything is checked."""
    peak = run([*koetsu.cold, *jobs], site, environment, sampled=True).peak / 1024**2
    return Row(
        "peak memory of the largest process", f"{peak:.2f} GB", "-", "0.30 GB", f"{peak:.2f} GB", _verdict(peak <= 0.3)
    )


def files(
    home: Path, count: int, koetsu: Tool, environment: Mapping[str, str], rounds: int, jobs: Sequence[str]
) -> Row:
    """Twice as many articles, in one process, so that starting others does not count."""
    half = home / "half"
    (half / "_posts").mkdir(parents=True)
    for article in sorted((home / "site" / "_posts").iterdir())[::2]:
        (half / "_posts" / article.name).write_bytes(article.read_bytes())
    shutil.copy(home / "site" / "koetsu.toml", half)
    command = [*koetsu.cold, "--jobs", "1"]
    both = [(run(command, half, environment).seconds, run(command, home / "site", environment).seconds)
            for _ in range(min(rounds, 2))]  # fmt: skip
    ratio = min(whole for _, whole in both) / min(part for part, _ in both)
    return Row("twice the articles, 1 process", shown([whole for _, whole in both]), "-", "2.2 x", f"{ratio:.2f} x",
               _verdict(ratio <= 2.2))  # fmt: skip


def changed(site: Path, koetsu: Tool, environment: Mapping[str, str], rounds: int) -> list[Row]:
    """One article of a repository that was edited, beside a plain check of that article; nothing without git."""
    if shutil.which("git") is None:
        return []
    git = ["git", "-c", "user.name=bench", "-c", "user.email=bench@example.com"]
    for command in (["init", "--quiet"], ["add", "--all"], ["commit", "--quiet", "--message", "old articles"]):
        run([*git, *command], site, environment)
    article = sorted((site / "_posts").iterdir())[7]
    with article.open("a", encoding="utf-8") as text:
        text.write("\n\n変更した記事だけを検査します。\n")
    commands = {
        "koetsu": [*koetsu.single, "--diff-base", "HEAD"],
        "plain": [*koetsu.single, str(article.relative_to(site))],
    }
    seconds = interleaved(commands, site, environment, max(rounds, 5))
    ratio = min(seconds["koetsu"]) / min(seconds["plain"])
    return [Row("one changed article of all, --diff-base", shown(seconds["koetsu"]), _others(seconds),
                "2.0 x plain check", f"{ratio:.2f} x", _verdict(ratio <= 2))]  # fmt: skip


def families(site: Path, koetsu: Tool, environment: Mapping[str, str], rounds: int, jobs: Sequence[str]) -> Row:
    """Everything, beside a run without what generators leave behind, broken text and wording."""
    commands = {"koetsu": [*koetsu.cold, *jobs], "without": [*koetsu.cold, *jobs, "--ignore", "RS,NT,WD"]}
    seconds = interleaved(commands, site, environment, rounds)
    ratio = min(seconds["koetsu"]) / min(seconds["without"])
    return Row("all rules beside all but RS, NT, WD", shown(seconds["koetsu"]), _others(seconds),
               "1.25 x without", f"{ratio:.2f} x", _verdict(ratio <= 1.25))  # fmt: skip


def audited(home: Path, koetsu: Tool, environment: Mapping[str, str], rounds: int, jobs: Sequence[str]) -> list[Row]:
    """The audit of everything beside the check of everything, its largest process, and that of half the articles."""
    site, half = home / "site", home / "half"
    audit = [koetsu.cold[0], "audit", ".", "--no-cache", *jobs, "--output", str(home / "report.html")]
    seconds = interleaved({"koetsu": audit, "check": [*koetsu.cold, *jobs]}, site, environment, rounds)
    ratio = min(seconds["koetsu"]) / min(seconds["check"])
    whole, part = (run(audit, folder, environment, sampled=True) for folder in (site, half))
    peak = whole.peak / 1024**2
    growth = whole.seconds / part.seconds
    return [
        Row("audit of all, with its report", shown(seconds["koetsu"]), _others(seconds), "1.4 x check",
            f"{ratio:.2f} x", _verdict(ratio <= 1.4)),
        Row("peak memory of the largest process of the audit", f"{peak:.2f} GB",
            f"half of them {part.peak / 1024**2:.2f} GB", "0.40 GB", f"{peak:.2f} GB", _verdict(peak <= 0.4)),
        Row("audit of twice the articles", f"{whole.seconds:.2f} s", f"half of them {part.seconds:.2f} s", "2.2 x",
            f"{growth:.2f} x", _verdict(growth <= 2.2)),
    ]  # fmt: skip


def keys(home: Path) -> list[Row]:
    """A keystroke in an editor, through the language server, and its start."""
    rows = []
    for characters, middle_budget, late_budget in ((18_000, 15, 40), (50_000, 100, None)):
        text = article_of(characters)
        folder = home / f"editor-{characters}"
        folder.mkdir()
        typed = typing(folder, text, 200)
        middle = median(typed.keystrokes) * 1000
        late = sorted(typed.keystrokes)[len(typed.keystrokes) * 95 // 100] * 1000
        fresh = median(relint(text, 30)) * 1000
        budget = f"{middle_budget} ms" + (f", p95 {late_budget} ms" if late_budget else "")
        is_met = middle <= middle_budget and (late_budget is None or late <= late_budget)
        rows.append(Row(f"keystroke to diagnostics, {len(text):,} characters", f"{middle:.1f} ms, p95 {late:.1f} ms",
                        f"fresh check {fresh:.1f} ms", budget, f"{middle:.1f} ms", _verdict(is_met)))  # fmt: skip
        if characters == 18_000:
            rows.append(Row("server start to first diagnostics", f"{typed.first:.2f} s", "-", "0.6 s",
                            f"{typed.first:.2f} s", _verdict(typed.first <= 0.6)))  # fmt: skip
    return rows


def growth_of_server(home: Path) -> Row:
    """The memory of the language server after ten thousand edits beside that after one thousand."""
    folder = home / "editor-long"
    folder.mkdir()
    grown = typing(folder, article_of(18_000)[:3000], 10_000).growth / 1024
    return Row("language server, edits 1,001 to 10,000", f"{grown:+.1f} MB", "-", "2 MB", f"{grown:+.1f} MB",
               _verdict(grown <= 2))  # fmt: skip


def whole_site(home: Path, site: Path, koetsu: Tool, environment: Mapping[str, str], rounds: int) -> list[Row]:
    """Every article through the language server, beside a check that fills its cache; and again after an edit."""
    checks, first, edited = [], [], []
    for number in range(min(rounds, 3)):
        check = {**environment, "XDG_CACHE_HOME": str(home / f"cache-check-{number}")}
        checks.append(run(koetsu.warm, site, check).seconds)
        seen = overview(site, {**environment, "XDG_CACHE_HOME": str(home / f"cache-lsp-{number}")})
        first.append(seen.first)
        edited.append(seen.edited)
    ratio = min(first) / min(checks)
    return [
        Row("all articles, language server", shown(first), f"koetsu check {shown(checks)}", "1.5 x check",
            f"{ratio:.2f} x", _verdict(ratio <= 1.5)),
        Row("all articles after an edit, language server", shown(edited), "-", "0.3 s", f"{min(edited):.2f} s",
            _verdict(min(edited) <= 0.3)),
    ]  # fmt: skip


def _against(work: str, seconds: Mapping[str, Sequence[float]], budget: float) -> Row:
    others = _others(seconds)
    if "rumdl" not in seconds:
        return Row(work, shown(seconds["koetsu"]), others, f"{budget} x rumdl", "-", "not compared")
    least = min(seconds["koetsu"]) / min(seconds["rumdl"])
    middle = median(a / b for a, b in zip(seconds["koetsu"], seconds["rumdl"], strict=True))
    return Row(
        work,
        shown(seconds["koetsu"]),
        others,
        f"{budget} x rumdl",
        f"{least:.2f} ({middle:.2f}) x",
        _verdict(least <= budget),
    )


def _others(seconds: Mapping[str, Sequence[float]]) -> str:
    return ", ".join(f"{name} {shown(runs)}" for name, runs in seconds.items() if name != "koetsu") or "-"


def _verdict(is_met: bool) -> str:
    return "met" if is_met else "**missed**"


if __name__ == "__main__":
    main()
