"""Does the action do in a workflow what it says: from an event and a history to annotations, summary and SARIF?"""

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from composite_action import CompositeAction, Outcome

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / ".github" / "actions" / "koetsu"
PROGRAM = {"install": {"program": str(Path(sys.executable).with_name("koetsu"))}}

OLD_DEFECT = "# 猫の話\n\n昔からある段落です。\n\n---END---\n"
ARTICLE = "# 犬の話\n\nよく晴れた日の朝でした。\n"

pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the sources that are published do not hold it")


class Repository:
    """A repository on a server with a pull request, and what a runner checks out of it."""

    def __init__(self, git: str, folder: Path) -> None:
        self.git = git
        self.folder = folder
        self.server = folder / "server.git"
        self.work = folder / "work"
        self("init", "-q", "--bare", "-b", "main", str(self.server), where=folder)
        self("config", "uploadpack.allowAnySHA1InWant", "true", where=self.server)
        self("init", "-q", "-b", "main", str(self.work), where=folder)
        self("remote", "add", "origin", self.server.as_uri())
        self.commit({"古い記事.md": OLD_DEFECT})
        self("push", "-q", "origin", "main")
        self.base = self("rev-parse", "HEAD")

    def __call__(self, *arguments: str, where: Path | None = None) -> str:
        who = {f"GIT_{role}_{what}": "a@b.example" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
        command = [self.git, *arguments]
        environment = {**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
        process = subprocess.run(
            command, cwd=where or self.work, env=environment, capture_output=True, encoding="utf-8", check=True
        )
        return process.stdout.strip()

    def commit(self, files: Mapping[str, str]) -> str:
        for name, text in files.items():
            (self.work / name).write_text(text, encoding="utf-8")
        self("add", "-A")
        self("commit", "-q", "--allow-empty", "-m", "change")
        return self("rev-parse", "HEAD")

    def pull_request(self, files: Mapping[str, str], meanwhile: Mapping[str, str] | None = None) -> str:
        """Open a pull request, let the base go on, and merge them as the host does; gives the merge."""
        self("checkout", "-q", "-b", "topic")
        topic = self.commit(files)
        self("checkout", "-q", "main")
        self.commit(meanwhile or {})
        self("push", "-q", "origin", "main")
        self("merge", "-q", "--no-ff", "-m", "merge", topic)
        merge = self("rev-parse", "HEAD")
        self("push", "-q", "origin", f"{merge}:refs/pull/7/merge", f"{topic}:refs/pull/7/head")
        return merge

    def checkout(self, revision: str, depth: int | None = 1) -> Path:
        """A clone as actions/checkout makes one."""
        workspace = self.folder / "workspace"
        self("init", "-q", str(workspace), where=self.folder)
        self("remote", "add", "origin", self.server.as_uri(), where=workspace)
        deep = [] if depth is None else [f"--depth={depth}"]
        self("fetch", "-q", "--no-tags", *deep, "origin", revision, where=workspace)
        self("checkout", "-q", "--detach", "FETCH_HEAD", where=workspace)
        return workspace


@pytest.fixture
def repository(git: str, tmp_path: Path) -> Repository:
    return Repository(git, tmp_path)


def run(repository: Repository, workspace: Path, **how: Any) -> Outcome:
    how.setdefault("known", PROGRAM)
    return CompositeAction(FOLDER).run(workspace, repository.folder / "temporary", **how)


def of_pull_request(repository: Repository, merge: str) -> dict[str, Any]:
    return {
        "event": {"pull_request": {"base": {"sha": repository.base}}},
        "environment": {
            "GITHUB_EVENT_NAME": "pull_request",
            "GITHUB_REF": "refs/pull/7/merge",
            "GITHUB_SHA": merge,
            "GITHUB_BASE_REF": "main",
        },
    }


def base_of(outcome: Outcome) -> str:
    found = re.search(r"Only what changed since (\w+) counts", outcome.log)
    return found[1] if found else ""


@pytest.mark.parametrize("depth", [1, 2, None])
def test_a_pull_request_answers_for_what_it_brings_in(repository: Repository, depth: int | None) -> None:
    meanwhile = {"他人の記事.md": OLD_DEFECT}
    merge = repository.pull_request({"新しい 記事.md": f"{ARTICLE}\n---END---\n"}, meanwhile)

    outcome = run(repository, repository.checkout(merge, depth), **of_pull_request(repository, merge))
    annotations = [line for line in outcome.log.splitlines() if line.startswith("::error ")]
    sarif = json.loads(Path(outcome.outputs["sarif-file"]).read_text("utf-8"))

    assert (outcome.status, outcome.outputs["exit-code"]) == (1, "1")
    assert base_of(outcome) == repository("rev-parse", f"{merge}^1")
    assert len(annotations) == 1
    assert "file=新しい 記事.md" in annotations[0]
    assert "RS001" in outcome.summary
    assert "新しい 記事.md" in outcome.summary
    assert [found["ruleId"] for found in sarif["runs"][0]["results"] if not found.get("suppressions")] == ["RS001"]


def test_a_pull_request_without_defects_passes_whatever_lies_around(repository: Repository) -> None:
    merge = repository.pull_request({"新しい記事.md": ARTICLE})

    outcome = run(repository, repository.checkout(merge), **of_pull_request(repository, merge))

    assert (outcome.status, outcome.outputs["exit-code"]) == (0, "0")
    assert "::error" not in outcome.log
    assert Path(outcome.outputs["sarif-file"]).is_file()


@pytest.mark.parametrize("depth", [1, None])
def test_the_head_of_a_pull_request_is_compared_with_where_it_left_the_base(
    repository: Repository, depth: int | None
) -> None:
    merge = repository.pull_request({"新しい記事.md": f"{ARTICLE}\n---END---\n"}, {"他人の記事.md": OLD_DEFECT})
    head = repository("rev-parse", f"{merge}^2")
    how = of_pull_request(repository, merge)
    how["event"] = {"pull_request": {"base": {"sha": repository("rev-parse", f"{merge}^1")}}}

    outcome = run(repository, repository.checkout(head, depth), **how)

    assert outcome.status == 1
    assert [line.count("新しい記事.md") for line in outcome.log.splitlines() if line.startswith("::error ")] == [1]


@pytest.mark.parametrize("how", [{}, {"inputs": {"diff-base": "none"}}])
def test_without_a_base_everything_is_checked(repository: Repository, how: dict[str, Any]) -> None:
    outcome = run(repository, repository.checkout("main"), environment={"GITHUB_EVENT_NAME": "push"}, **how)

    assert outcome.status == 1
    assert "file=古い記事.md" in outcome.log
    assert "Everything is checked" in outcome.log


@pytest.mark.parametrize("base", ["origin/main", "main", "{sha}"])
@pytest.mark.parametrize("depth", [1, None])
def test_a_base_that_is_given_is_fetched(repository: Repository, base: str, depth: int | None) -> None:
    merge = repository.pull_request({"新しい記事.md": ARTICLE})
    main = repository("rev-parse", f"{merge}^1")

    outcome = run(
        repository, repository.checkout("refs/pull/7/head", depth), inputs={"diff-base": base.format(sha=main)}
    )

    assert (outcome.status, base_of(outcome)) == (0, main)


def test_a_base_that_there_is_not_is_named(repository: Repository) -> None:
    outcome = run(repository, repository.checkout("main"), inputs={"diff-base": "--upload-pack=x"})

    assert outcome.status == 2
    assert "::error title=koetsu::There is no revision --upload-pack=x here" in outcome.log
    assert outcome.outputs == {"sarif-file": "", "exit-code": ""}


def test_a_base_without_a_common_commit_is_named(repository: Repository) -> None:
    repository("checkout", "-q", "--orphan", "other")
    repository.commit({"別の記事.md": ARTICLE})
    repository("push", "-q", "origin", "other")

    outcome = run(repository, repository.checkout("main"), inputs={"diff-base": "origin/other"})

    assert outcome.status == 2
    assert "have no commit in common" in outcome.log


def test_a_checkout_of_the_base_itself_is_warned_about(repository: Repository) -> None:
    event = {"pull_request": {"base": {"sha": repository.base}}}

    outcome = run(repository, repository.checkout("main"), event=event)

    assert outcome.status == 0
    assert "::warning title=koetsu::What is checked out is the base itself" in outcome.log


def test_files_of_another_user_are_read(repository: Repository) -> None:
    merge = repository.pull_request({"新しい記事.md": ARTICLE})
    how = of_pull_request(repository, merge)
    how["environment"] |= {"GIT_TEST_ASSUME_DIFFERENT_OWNER": "1", "GIT_CONFIG_GLOBAL": os.devnull}

    # With a depth at which nothing is fetched: the server would refuse to be that of another user, too.
    outcome = run(repository, repository.checkout(merge, 2), **how)

    assert outcome.status == 0, outcome.log


def test_inputs_reach_koetsu_word_by_word(repository: Repository) -> None:
    (repository.work / "docs").mkdir()
    repository.commit({"docs/一 つ.md": OLD_DEFECT, "docs/二つ.md": OLD_DEFECT})
    repository("push", "-q", "origin", "main")
    workspace = repository.checkout("main")

    outcome = run(
        repository,
        workspace,
        inputs={
            "working-directory": "docs",
            "paths": "\n  一 つ.md\n\n",
            "args": "--severity 'RS001=warning'\n--select \"RS\"",
            "fail-on": "warning",
            "language": "ja",
            "sarif-file": "out.sarif",
        },
    )

    assert outcome.status == 1
    assert re.findall(r"^::warning .*file=([^,]*)", outcome.log, re.MULTILINE) == ["docs/一 つ.md"]
    assert "残っています" in outcome.log
    assert outcome.outputs["sarif-file"] == str(workspace / "out.sarif")


def test_inputs_are_never_run(repository: Repository) -> None:
    workspace = repository.checkout("main")
    evil = "$(touch pwned) `touch pwned` ; touch pwned & | touch pwned \n touch pwned"
    names = [name for name in CompositeAction(FOLDER).description["inputs"] if name != "working-directory"]

    for name in names:
        known = PROGRAM if name not in ("source", "plugins") else {"base": {"base": ""}}
        outcome = run(repository, workspace, inputs={name: evil}, known=known)
        assert outcome.status in (1, 2), name

    assert not [*repository.folder.rglob("pwned")]


@pytest.mark.parametrize("name", ["source", "plugins"])
def test_what_is_installed_is_no_option_of_pip(repository: Repository, name: str) -> None:
    outcome = run(
        repository, repository.checkout("main"), inputs={name: "--index-url=http://x"}, known={"base": {"base": ""}}
    )

    assert outcome.status == 2
    assert "'--index-url=http://x' is an option of pip" in outcome.log


def test_modules_that_a_pull_request_brings_are_never_run(repository: Repository) -> None:
    evil = "import pathlib\npathlib.Path('pwned').touch()\n"
    repository.commit({f"{name}.py": evil for name in ("pip", "venv", "ensurepip", "runpy", "sys", "json")})
    repository("push", "-q", "origin", "main")

    outcome = run(repository, repository.checkout("main"), inputs={"source": "./nothing"}, known={"base": {"base": ""}})

    assert "pip could not install ./nothing" in outcome.log
    assert not [*repository.folder.rglob("pwned")]


def test_settings_of_git_in_the_environment_stay(repository: Repository) -> None:
    merge = repository.pull_request({"犬.md": ARTICLE})
    workspace = repository.checkout(merge)
    repository("remote", "set-url", "origin", "elsewhere:x", where=workspace)
    how = of_pull_request(repository, merge)
    how["environment"] |= {
        "GIT_CONFIG_COUNT": "1",
        "GIT_CONFIG_KEY_0": f"url.{repository.server.as_uri()}.insteadOf",
        "GIT_CONFIG_VALUE_0": "elsewhere:x",
    }

    assert base_of(run(repository, workspace, **how)) == repository("rev-parse", f"{merge}^1")


def test_a_folder_that_passes_for_a_repository_is_not_obeyed(repository: Repository) -> None:
    workspace = repository.checkout("main")
    trap = workspace / "trap"
    repository("init", "-q", "--bare", str(trap))
    repository("remote", "add", "origin", str(trap), where=trap)
    repository("config", "remote.origin.uploadpack", "touch pwned;", where=trap)

    outcome = run(repository, workspace, inputs={"working-directory": "trap", "diff-base": "v1"})

    assert outcome.status == 2
    assert not [*repository.folder.rglob("pwned")]


def test_arguments_that_cannot_be_read_are_named(repository: Repository) -> None:
    outcome = run(repository, repository.checkout("main"), inputs={"args": "--select 'RS"})

    assert outcome.status == 2
    assert "a quotation mark is never closed" in outcome.log


def test_a_run_that_cannot_be_done_gives_no_old_file(repository: Repository) -> None:
    workspace = repository.checkout("main")
    (workspace / "koetsu.sarif").write_text("{}")

    outcome = run(repository, workspace, inputs={"sarif-file": "koetsu.sarif", "args": "--select NOPE"})

    assert (outcome.status, outcome.outputs) == (2, {"sarif-file": "", "exit-code": "2"})
    assert "::error title=koetsu::koetsu could not do its work" in outcome.log


def test_the_action_installs_the_copy_in_which_it_lies(repository: Repository, registry: None) -> None:
    outcome = run(repository, repository.checkout("main"), known={})
    installed = repository.folder / "temporary" / "koetsu"

    assert outcome.status == 1, outcome.log
    assert (installed / "pyvenv.cfg").is_file()
    assert "file=古い記事.md" in outcome.log
    shutil.rmtree(installed)  # with the dictionary, hundreds of megabytes


def test_scripts_hold_no_expressions() -> None:
    steps = CompositeAction(FOLDER).description["runs"]["steps"]

    assert [step["name"] for step in steps if "${{" in step.get("run", "")] == []
    assert all(re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40}", step["uses"]) for step in steps if "uses" in step)
