"""What is said where git cannot tell what changed?"""

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from git_repository import Repository
from koetsu.engine.changes.changes import Changes
from koetsu.engine.changes.git import GitError
from koetsu.errors import KoetsuError


@pytest.fixture(autouse=True)
def no_settings_of_the_user(monkeypatch):
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)


@pytest.fixture
def repository(git, tmp_path) -> Repository:
    repository = Repository(git, tmp_path / "site")
    for number in range(3):
        repository.commit({"a.md": f"{number}行目です。\n"})
    return repository


def said(folder: Path, revision: str | None = "main", language: str = "en") -> str:
    """The error that ends a question; without a revision, what is staged is asked for."""
    with pytest.raises(KoetsuError) as caught:
        Changes.staged(folder, language) if revision is None else Changes.since(revision, folder, language)
    return str(caught.value)


def clone(repository: Repository, folder: Path, *options: str) -> Repository:
    address = repository.folder.as_uri()
    repository.git("clone", "--quiet", *options, address, folder)
    return Repository(repository.program, folder, create=False)


@pytest.mark.parametrize("written", ["main..HEAD", "main...HEAD", "main..", "main...draft"])
def test_range_is_answered_by_its_start(repository, written):
    repository.commit({"a.md": "猫です。\n"})

    assert said(repository.folder, written) == (f"“{written}” is a range; name only what HEAD is compared with: “main”")


def test_unknown_revision_is_named(repository):
    assert said(repository.folder, "mian") == (
        "there is no revision “mian” in this repository; check how it is spelled"
    )
    assert said(repository.folder, "mian", "ja") == (
        "リビジョン「mian」がこのリポジトリーにありません。綴りを確かめてください"
    )


@pytest.mark.parametrize(
    "revision",
    ["--output=x.md", "-", "-O/dev/null", "main:a.md", "x y", "日本語", "a\nb", "a\0b", "*", "0" * 40],
)
def test_what_is_no_revision_is_never_anything_else(repository, revision):
    assert said(repository.folder, revision).startswith("there is no revision")
    assert [file.name for file in repository.folder.glob("*.md")] == ["a.md"]


def test_empty_revision_may_come_from_a_variable(repository):
    assert "perhaps from a variable that is not set" in said(repository.folder, "")


@pytest.mark.parametrize("revision", ["main", "HEAD~1", "HEAD^{/x}", "v1", "@", "refs/heads/main"])
def test_whatever_git_takes_for_a_commit_is_one(repository, revision):
    repository.git("tag", "--annotate", "--message=x", "v1")

    assert Changes.since(revision, repository.folder, "en").deleted == []


def test_branch_of_the_server_is_suggested(repository, tmp_path):
    repository.git("checkout", "--quiet", "-b", "feature/x")
    copy = clone(repository, tmp_path / "copy")

    assert "did you mean “origin/main”?" in said(copy.folder, "main")


def test_branch_that_was_not_fetched_is_to_be_fetched(repository, tmp_path):
    copy = clone(repository, tmp_path / "copy")
    repository.git("branch", "release/2")

    assert said(copy.folder, "origin/release/2").endswith("fetch it first: git fetch origin release/2")


def test_revision_that_a_shallow_clone_lacks_needs_the_history(repository, tmp_path):
    older = repository.git("rev-parse", "HEAD~2").decode().strip()
    copy = clone(repository, tmp_path / "copy", "--depth=1")

    for revision in (older, "HEAD~1", "origin/other"):
        words = said(copy.folder, revision)

        assert "fetch-depth: 0" in words
        assert "git fetch --unshallow" in words


def test_merge_base_that_a_shallow_clone_lacks_needs_the_history(repository, tmp_path):
    repository.git("checkout", "--quiet", "-b", "draft", "HEAD~1")
    repository.commit({"b.md": "草稿です。\n"})
    copy = clone(repository, tmp_path / "copy", "--depth=1", "--no-single-branch")
    words = said(copy.folder, "origin/main")

    assert "lacks the common ancestor" in words
    assert "git fetch --unshallow" in words


def test_shallow_clone_that_has_the_base_will_do(repository, tmp_path):
    copy = clone(repository, tmp_path / "copy", "--depth=2")

    assert Changes.since("HEAD~1", copy.folder, "en").files == [Path("a.md")]


def test_histories_without_a_common_ancestor_are_told_apart(repository):
    repository.git("checkout", "--quiet", "--orphan", "other")
    repository.commit({"b.md": "別の歴史です。\n"})

    assert "have no common ancestor" in said(repository.folder)


def test_several_merge_bases_are_as_good_as_one(repository):
    repository.git("checkout", "--quiet", "-b", "draft")
    draft = repository.commit({"b.md": "草稿です。\n"})
    repository.git("checkout", "--quiet", "main")
    repository.commit({"c.md": "本文です。\n"})
    repository.git("checkout", "--quiet", "draft")
    repository.git("merge", "--quiet", "--no-edit", "main")
    repository.git("checkout", "--quiet", "main")
    repository.git("merge", "--quiet", "--no-edit", "--no-ff", draft)
    repository.git("checkout", "--quiet", "draft")

    assert Changes.since("main", repository.folder, "en").deleted == []


def test_repository_without_a_commit_points_to_what_is_staged(git, tmp_path):
    repository = Repository(git, tmp_path / "site")

    assert "there is no commit yet" in said(repository.folder)


@pytest.mark.parametrize("revision", ["main", None])
def test_folder_outside_of_every_repository_is_named(git, tmp_path, monkeypatch, revision):
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))

    assert said(tmp_path, revision) == (
        f"{tmp_path} is in no git repository; run koetsu inside one, or check without asking for changed lines"
    )


def test_folder_of_git_itself_is_no_place_for_articles(repository):
    assert "is in no working tree of git" in said(repository.folder / ".git")


@pytest.mark.parametrize("revision", ["main", None])
def test_git_that_is_not_installed_is_named(repository, tmp_path, monkeypatch, revision):
    monkeypatch.setenv("PATH", str(tmp_path))

    assert "install git where PATH finds it" in said(repository.folder, revision)


def test_repository_of_somebody_else_is_opened_as_git_says(repository, unprivileged):
    if os.geteuid() != 0:
        pytest.skip("only root can give a folder to somebody else")
    shutil.chown(repository.folder, 12345)
    try:
        words = said(repository.folder)
    finally:
        shutil.chown(repository.folder, 0)

    assert "safe.directory" in words
    assert words.startswith("git refuses to read this repository")


def test_text_that_git_lost_is_named(repository):
    repository.write("a.md", "新しい行です。\n")
    changes = Changes.since("main", repository.folder, "en")
    blob = repository.git("rev-parse", "HEAD:a.md").decode().strip()
    (repository.folder / ".git" / "objects" / blob[:2] / blob[2:]).unlink()

    with pytest.raises(GitError, match=f"{blob} missing"):
        changes.base("a.md")


def test_failure_of_git_is_passed_on(repository):
    (repository.folder / ".git" / "index").write_bytes(b"no index")

    assert said(repository.folder).startswith("git failed (git ")
    assert subprocess.run([repository.program, "-C", repository.folder, "status"], check=False).returncode != 0
