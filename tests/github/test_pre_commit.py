"""Do the hooks do in a commit what they say, installed by pre-commit from a clone of the repository?"""

import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from ruamel.yaml import YAML

ROOT = Path(__file__).parent.parent.parent
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
PRE_COMMIT = [sys.executable, "-m", "pre_commit"]

pytestmark = pytest.mark.skipif(not MANIFEST.exists(), reason="the sources that are published do not hold it")


class Site:
    """A repository of articles in which hooks are installed."""

    def __init__(self, git: str, folder: Path, environment: dict[str, str]) -> None:
        self.git = git
        self.folder = folder
        self.environment = environment
        folder.mkdir()
        self("init", "-q", "-b", "main")

    def __call__(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self.run([self.git, *arguments])

    def run(self, command: Sequence[str]) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            command,
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=300,
            check=False,
        )

    def use(self, repository: Path, revision: str, *hooks: str) -> None:
        """Configure hooks and have them called by git commit."""
        lines = ["repos:", f"- repo: {repository}", f"  rev: {revision}", "  hooks:"]
        self.write(".pre-commit-config.yaml", "\n".join([*lines, *(f"  - id: {hook}" for hook in hooks)]) + "\n")
        self.run([*PRE_COMMIT, "install"])

    def write(self, name: str, text: str) -> None:
        (self.folder / name).write_text(text, encoding="utf-8")
        self("add", name)

    def commit(self) -> subprocess.CompletedProcess[str]:
        return self("commit", "-m", "articles")

    def head(self) -> str:
        return self("ls-tree", "-r", "--name-only", "-z", "HEAD").stdout


@pytest.fixture(scope="module")
def hooks(
    git: str, registry: None, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Path, str, dict[str, str]]]:
    """A clone of the repository as it is now, its revision, and an environment that keeps what is installed."""
    folder = tmp_path_factory.mktemp("hooks")
    who = {f"GIT_{role}_{what}": "a@b.example" for role in ("AUTHOR", "COMMITTER") for what in ("NAME", "EMAIL")}
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("GIT_")},
        **who,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "PRE_COMMIT_HOME": str(folder / "home"),
        "PRE_COMMIT_COLOR": "never",
        "XDG_CACHE_HOME": str(folder / "cache"),
        "LANG": "C.UTF-8",
    }
    clone = folder / "koetsu"

    def run(*arguments: str, where: Path) -> str:
        command = [git, "-c", "safe.directory=*", *arguments]
        process = subprocess.run(command, cwd=where, env=environment, capture_output=True, encoding="utf-8", check=True)
        return process.stdout.strip()

    # What is not committed yet is tried as well.
    run("clone", "-q", "--no-local", str(ROOT), str(clone), where=folder)
    for name in ("linter", "rules", "pyproject.toml", ".pre-commit-hooks.yaml"):
        subprocess.run(["cp", "-R", str(ROOT / name), str(clone)], check=True)
    run("add", "-A", where=clone)
    run("commit", "-q", "--allow-empty", "-m", "now", where=clone)
    yield clone, run("rev-parse", "HEAD", where=clone), environment
    shutil.rmtree(folder)  # with the dictionary, hundreds of megabytes


@pytest.fixture
def site(git: str, hooks: tuple[Path, str, dict[str, str]], tmp_path: Path) -> Site:
    return Site(git, tmp_path / "site", hooks[2])


BAD = "# 猫の話\n\nよく晴れた日の朝でした。\n\n---END---\n"
GOOD = "# 猫の話\n\nよく晴れた日の朝でした。\n"


def test_the_manifest_is_one() -> None:
    process = subprocess.run([*PRE_COMMIT, "validate-manifest", str(MANIFEST)], capture_output=True, check=False)

    assert process.returncode == 0, process.stdout
    assert {hook["id"] for hook in YAML(typ="safe").load(MANIFEST)} == {"koetsu", "koetsu-fix", "koetsu-site"}


def test_a_commit_with_a_defect_is_blocked(site: Site, hooks: tuple[Path, str, dict[str, str]]) -> None:
    site.use(*hooks[:2], "koetsu")
    site.write("koetsu.toml", 'exclude = ["下書き.md"]\n')
    site.write("下書き.md", BAD)
    site.write("写真.png", "")
    assert site.commit().returncode == 0
    site.write("猫の 話.md", BAD)
    blocked = site.commit()
    site.write("猫の 話.md", GOOD)
    passed = site.commit()

    assert blocked.returncode == 1
    assert "猫の 話.md:5:1" in blocked.stdout
    assert "RS001" in blocked.stdout
    assert passed.returncode == 0, passed.stdout
    assert "猫の 話.md" in site.head()


def test_a_fix_blocks_once(site: Site, hooks: tuple[Path, str, dict[str, str]]) -> None:
    site.use(*hooks[:2], "koetsu-fix")
    site.write("猫.md", BAD)
    blocked = site.commit()
    fixed = (site.folder / "猫.md").read_text("utf-8")
    site("add", "猫.md")
    passed = site.commit()

    assert blocked.returncode == 1
    assert "files were modified by this hook" in blocked.stdout
    assert "---END---" not in fixed
    assert passed.returncode == 0, passed.stdout


def test_the_whole_site_is_checked_whatever_is_committed(site: Site, hooks: tuple[Path, str, dict[str, str]]) -> None:
    site.write("古い記事.md", BAD)
    site("commit", "-m", "before")
    site.use(*hooks[:2], "koetsu-site")
    site.write("猫.md", GOOD)

    blocked = site.commit()

    assert blocked.returncode == 1
    assert "古い記事.md:5:1" in blocked.stdout
