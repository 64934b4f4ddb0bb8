"""Which files does a run look at that is asked for what changed?"""

import os
from pathlib import Path

import pytest

from command_line import CommandLine
from git_repository import Repository

CAT = "# 題\n\n猫がいます。\n"


@pytest.fixture
def repository(koetsu: CommandLine, git: str) -> Repository:
    """A site with one article on main, and the branch on which koetsu is run."""
    repository = Repository(git, koetsu.folder)
    repository.commit({"old/a.md": CAT})
    repository.git("checkout", "--quiet", "-b", "draft")
    return repository


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("", "a path is empty"),
        ("nix.md", "nix.md: no such file or folder"),
        ("n" * 300, "no such file or folder"),
        ("..", ""),
    ],
)
def test_a_path_that_means_nothing_is_refused(
    koetsu: CommandLine, repository: Repository, path: str, said: str
) -> None:
    for option in (["--diff-base", "main"], ["--staged"]):
        status, out, err = koetsu.check(*option, path)

        assert (status, out) == ((2, "") if said else (0, "0 files checked: nothing to report.\n"))
        assert said in err


def test_a_path_outside_of_the_repository_is_no_success(koetsu: CommandLine, repository: Repository) -> None:
    other = koetsu.folder.parent / "other"
    other.mkdir()
    (other / "a.md").write_text(CAT, encoding="utf-8")
    (koetsu.folder / "link.md").symlink_to(other / "a.md")

    for path in ("../other", str(other / "a.md")):
        done = koetsu.check("--diff-base", "main", path)

        assert (done.status, done.out) == (2, "")
        assert done.err.startswith(f"{path} lies outside of {os.path.realpath(koetsu.folder)}, the repository")
    assert koetsu.check("--diff-base", "main", "link.md").status == 0


def test_a_repository_is_known_by_a_link_to_it(koetsu: CommandLine, repository: Repository) -> None:
    repository.write("old/a.md", CAT + "\n猫がまた来ます。\n")
    link = koetsu.folder.parent / "link"
    link.symlink_to(koetsu.folder)

    for path in (str(link), str(link / "old"), str(link / "old" / "a.md")):
        assert koetsu.check("--diff-base", "main", "--fail-on", "info", path).status == 1


def test_what_is_not_on_the_disk_is_meant_if_the_change_knows_of_it(
    koetsu: CommandLine, repository: Repository
) -> None:
    new = repository.write("new/b.md", "# 新しい題\n\nここにもいます。猫です。\n")
    repository.git("add", "--all")
    repository.git("rm", "--quiet", "-r", "old")
    new.unlink()
    new.parent.rmdir()

    for path in ("new/b.md", "new", str(new)):
        assert koetsu.check("--staged", "--fail-on", "info", path).status == 1
    for path in ("old/a.md", "old", str(koetsu.folder / "old" / "a.md")):
        assert koetsu.check("--staged", path) == (0, "0 files checked: nothing to report.\n", "")


def test_a_path_without_rights_is_no_fault_of_koetsu(
    koetsu: CommandLine, repository: Repository, unprivileged: list[str]
) -> None:
    secret = repository.write("secret/a.md", CAT).parent
    Path(secret).chmod(0)
    try:
        done = koetsu.check("--diff-base", "main", "secret/a.md", through=unprivileged)
    finally:
        Path(secret).chmod(0o755)

    assert (done.status, done.err) == (2, "secret/a.md: no such file or folder\n")
