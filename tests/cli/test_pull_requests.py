"""Does a team with 200 old articles see what a pull request brings in, and nothing else?

A repository adopts koetsu with a baseline; then pull requests are played, each checked in both ways: by the lines that
changed, and by the baseline.
"""

import json
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

from old_site import ARTICLES, article, name, paragraph, section

CUT = 2
"""An article that has a sentence cut off, and no other defect."""
CLEAN = 1
CUT_TAIL = "残っていた切符を"
OTHER_CUT = "荷物を預けてから山の上まで歩いて登り、そこで見つけた小屋を"

Findings = set[tuple[str, str]]


class Site:
    """A repository of articles."""

    def __init__(self, folder: Path, git: str) -> None:
        self.folder = folder
        self._git = git
        self.environment = {
            "PATH": os.environ.get("PATH", ""),
            "HOME": str(folder.parent),
            "XDG_CACHE_HOME": str(folder.parent / "cache"),
            "GIT_CONFIG_NOSYSTEM": "1",
            "LANG": "en_US.UTF-8",
        }
        if "PYTHONPATH" in os.environ:
            self.environment["PYTHONPATH"] = os.environ["PYTHONPATH"]

    def git(self, *arguments: str) -> None:
        """Run a command of git."""
        identity = ("-c", "user.name=walker", "-c", "user.email=walker@example.com", "-c", "init.defaultBranch=main")
        subprocess.run([self._git, *identity, *arguments], cwd=self.folder, env=self.environment, check=True,
                       capture_output=True)  # fmt: skip

    def commit(self, message: str) -> None:
        """Commit everything."""
        self.git("add", "--all")
        self.git("commit", "--quiet", "--message", message)

    def koetsu(self, *arguments: str) -> "Ran":
        """Run koetsu in the root of the repository."""
        ran = subprocess.run([sys.executable, "-m", "koetsu", *arguments], cwd=self.folder, env=self.environment,
                             capture_output=True, encoding="utf-8", check=False)  # fmt: skip
        assert "Traceback" not in ran.stderr, ran.stderr
        return Ran(ran.returncode, ran.stdout, ran.stderr)

    def check(self, *arguments: str) -> "Checked":
        """Check, and give what was found."""
        ran = self.koetsu("check", "--output-format", "json", *arguments)
        found = json.loads(ran.out)["diagnostics"] if ran.out else []
        return Checked(ran.status, {(one["rule"], one["path"]) for one in found}, ran.err)

    def path(self, number: int) -> Path:
        """The file of an article."""
        return self.folder / name(number)

    def edit(self, number: int, change: Callable[[str], str]) -> None:
        """Change the text of an article."""
        file = self.path(number)
        before = file.read_text(encoding="utf-8")
        after = change(before)
        assert after != before
        file.write_text(after, encoding="utf-8")


class Ran(NamedTuple):
    """How a command ended."""

    status: int
    out: str
    err: str


class Checked(NamedTuple):
    """What a check found: rules and articles."""

    status: int
    found: Findings
    err: str


class PullRequest(NamedTuple):
    """A change, and what a reviewer wants to see of it."""

    play: Callable[[Site], None]
    status: int
    found: Findings
    stale: int = 0
    """How many accepted findings it mends."""


def replaced(old: str, new: str) -> Callable[[str], str]:
    return lambda text: text.replace(old, new, 1)


def second_paragraph(text: str) -> str:
    return text.split("\n\n")[2]


def clean_edit(site: Site) -> None:
    site.edit(CUT, lambda text: text.replace(second_paragraph(text), paragraph(random.Random(9001)), 1))


def new_defect(site: Site) -> None:
    site.edit(CUT, lambda text: text.replace(second_paragraph(text), second_paragraph(text) + "\n\n" + OTHER_CUT, 1))


def new_file(site: Site) -> None:
    chance = random.Random(9002)
    (site.folder / "posts/new.md").write_text(
        f"---\ntitle: 新しい散歩\n---\n\n{section(chance, '出発')}\n---END---\n", encoding="utf-8"
    )


def moved_file(site: Site) -> None:
    (site.folder / "archive").mkdir()
    site.git("mv", name(CUT), "archive/古い 散歩.md")


def pasted_copy(site: Site) -> None:
    """The new copy stands above the old one, so that the finding is on lines that did not change."""

    def paste(text: str) -> str:
        head, first, rest = text.split("## ", 2)
        return f"{head}## {rest.rstrip()}\n\n## {first}## {rest}"

    site.edit(CLEAN, paste)


def mended(site: Site) -> None:
    site.edit(CUT, replaced(CUT_TAIL, "残っていた切符を買いました。"))


def line_on_top(site: Site) -> None:
    site.edit(CUT, replaced("---\n\n", f"---\n\n{paragraph(random.Random(9003))}\n\n"))


def swapped(site: Site) -> None:
    mended(site)
    new_defect(site)


def renamed_and_edited(site: Site) -> None:
    new_defect(site)
    site.git("mv", name(CUT), "posts/renamed.md")


def merge_of_main(site: Site) -> None:
    site.git("branch", "--move", "topic")
    site.git("switch", "--quiet", "main")
    new_defect(site)
    assert site.koetsu("baseline", "update").status == 0
    site.commit("a defect that main accepts")
    site.git("switch", "--quiet", "topic")
    site.edit(CLEAN, lambda text: text.replace(second_paragraph(text), paragraph(random.Random(9004)), 1))
    site.commit("a clean edit")
    site.git("merge", "--quiet", "--no-edit", "main")


def revert(site: Site) -> None:
    site.git("switch", "--quiet", "main")
    mended(site)
    site.commit("mend the walk")
    site.git("switch", "--quiet", "--create", "tidy")
    assert site.koetsu("baseline", "prune").status == 0
    site.commit("forget what was mended")
    site.git("switch", "--quiet", "main")
    site.git("merge", "--quiet", "tidy")
    site.git("switch", "--quiet", "--force-create", "change")
    site.git("revert", "--no-edit", "HEAD~1")


def deleted(site: Site) -> None:
    site.git("rm", "--quiet", name(CUT))


CUT_FOUND = {("TR001", name(CUT))}
PULL_REQUESTS = {
    "clean edit of an article with a defect": PullRequest(clean_edit, 0, set()),
    "new defect in an old article": PullRequest(new_defect, 1, CUT_FOUND),
    "new article": PullRequest(new_file, 1, {("RS001", "posts/new.md")}),
    "article moved": PullRequest(moved_file, 0, set()),
    "copy of an old section pasted": PullRequest(pasted_copy, 1, {("DUP001", name(CLEAN)), ("DUP005", name(CLEAN))}),
    "defect mended": PullRequest(mended, 0, set(), stale=1),
    "line inserted on top": PullRequest(line_on_top, 0, set()),
    "defect swapped for another of its kind": PullRequest(swapped, 1, CUT_FOUND, stale=1),
    "article renamed and edited": PullRequest(renamed_and_edited, 1, {("TR001", "posts/renamed.md")}),
    "merge of main": PullRequest(merge_of_main, 0, set()),
    "revert of a fix": PullRequest(revert, 1, CUT_FOUND),
    "article deleted": PullRequest(deleted, 0, set(), stale=1),
}


@pytest.fixture(scope="module")
def adopted(git: str, tmp_path_factory: pytest.TempPathFactory) -> Site:
    """A repository of old articles that has adopted koetsu."""
    site = Site(tmp_path_factory.mktemp("adopted") / "site", git)
    for number in range(ARTICLES):
        file = site.path(number)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(article(number), encoding="utf-8")
    site.git("init", "--quiet")
    site.commit("two hundred walks")
    before = site.check(".")
    assert before.status == 1
    assert len({path for rule, path in before.found if rule == "TR001"}) == ARTICLES // 2
    assert site.koetsu("baseline", "create").status == 0
    site.commit("adopt koetsu")
    after = site.check(".", "--fail-on", "info")
    assert (after.status, after.found) == (0, set())
    return site


@pytest.mark.parametrize("title", PULL_REQUESTS)
def test_pull_request_answers_for_what_it_brings_in(title: str, adopted: Site, git: str, tmp_path: Path) -> None:
    request = PULL_REQUESTS[title]
    shutil.copytree(adopted.folder, tmp_path / "site")
    site = Site(tmp_path / "site", git)
    site.git("switch", "--quiet", "--create", "change")
    request.play(site)
    site.commit("the change") if title not in ("merge of main", "revert of a fix") else None

    by_lines = site.check("--diff-base", "main", "--no-baseline")
    by_baseline = site.check()

    assert (by_lines.status, by_lines.found) == (request.status, request.found), by_lines.err
    stale = {one for one in by_baseline.found if one[0] == "EN005"}
    assert (by_baseline.status, by_baseline.found - stale) == (request.status, request.found), by_baseline.err
    assert bool(stale) == bool(request.stale)
