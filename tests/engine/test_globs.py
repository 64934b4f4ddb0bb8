"""Does a pattern mean what it means to git?"""

from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koetsu.engine.globs import Globs, ignore_lines

_TOKENS = [
    "a",
    "b",
    "c",
    "f",
    "x",
    "*",
    "**",
    "?",
    "/",
    "/",
    "[ab]",
    "[!a]",
    "[a-c]",
    "[",
    "]",
    "!",
    "#",
    "\\",
    "-",
    " ",
]
_TOKENS += ["[[:alpha:]]", "f*", "**/", "/**", "\\*", "記", "\r"]
_FOLDERS = ["", "a/", "b/", "a/b/", "a/b/c/", "ab/", "abc/", "a-b/", "c/a/b/", "ax/"]
_PATTERNS = st.lists(st.sampled_from(_TOKENS), min_size=1, max_size=6).map("".join) | st.builds(
    "{}{}".format, st.sampled_from(_FOLDERS[1:]), st.sampled_from(["*", "**", "fa", "*/fa", "**/fa", "b", "b/"])
)
_NAMES = ["fa", "fb", "fab", "f a", "f[a]", "f*", "!a", "#a", "記事", "a\\b", "x "]
_LINES = st.builds("{}{}".format, st.sampled_from(["", "", "!"]), _PATTERNS)


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    top = tmp_path_factory.mktemp("repository")
    subprocess.run(["git", "init", "--quiet", top], check=True)
    for folder in _FOLDERS:
        (top / folder).mkdir(parents=True, exist_ok=True)
        for name in _NAMES:
            (top / folder / name).touch()
    return top


def _git_ignores(top: Path, paths: list[str]) -> set[str]:
    command = ["git", "-C", str(top), "-c", "core.excludesFile=", "check-ignore", "--no-index", "-z", "--stdin"]
    found = subprocess.run(command, input="\0".join(paths).encode(), capture_output=True, check=False)
    return set(found.stdout.decode().split("\0")) - {""}


def _walk_ignores(globs: Globs, path: str) -> bool:
    parts = [part.encode().decode("latin-1") for part in path.split("/")]
    return any(
        globs.decide("/".join(parts[:length]), folder=length < len(parts)) for length in range(1, len(parts) + 1)
    )


@pytest.mark.skipif(shutil.which("git") is None, reason="git is not installed")
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(_LINES, min_size=1, max_size=4))
def test_globs_agree_with_git(repository: Path, lines: list[str]) -> None:
    paths = [f"{folder}{name}" for folder in _FOLDERS for name in _NAMES]
    (repository / ".gitignore").write_bytes("\n".join(lines).encode())
    globs = Globs(ignore_lines("\n".join(lines).encode().decode("latin-1")))

    assert {path for path in paths if _walk_ignores(globs, path)} == _git_ignores(repository, paths)


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("_posts/**", "_posts/a.md", True),
        ("_posts/**", "_posts/old/a.md", True),
        ("_posts/**", "docs/_posts/a.md", False),
        ("**/_posts/**", "docs/_posts/a.md", True),
        ("**/_posts/**", "_posts/a.md", True),
        ("posts", "posts/a/b.md", True),
        ("posts/", "posts/a/b.md", True),
        ("posts/", "posts", False),
        ("*.md", "posts/a.md", True),
        ("/*.md", "posts/a.md", False),
        ("articles/*.md", "articles/deep/a.md", False),
        ("記事?.md", "記事あ.md", True),
    ],
)
def test_a_subtree_pattern_fits_all_that_a_folder_holds(pattern: str, path: str, fits: bool) -> None:
    assert bool(Globs([pattern], subtree=True).decide(path)) is fits


def test_the_last_pattern_that_fits_decides() -> None:
    globs = Globs(["*.md", "!a.md", "/deep/a.md"])

    assert [globs.decide(path) for path in ("b.md", "a.md", "deep/a.md", "c.txt")] == [True, False, True, None]


@pytest.mark.parametrize(
    "pattern", ["*a" * 60 + "b", "[a-z]*" * 60 + "b", "a/**/" * 60 + "b", "**/*a*a*a*/" * 20 + "b"]
)
@pytest.mark.parametrize("path", ["a" * 250, "/".join(["a"] * 400), "/".join(["a" * 200] * 20)])
def test_a_pattern_full_of_stars_ends(pattern: str, path: str) -> None:
    assert Globs([pattern], subtree=True).decide(path) is None


@pytest.mark.parametrize("pattern", ["", "/", "a[", "[", "a\\", "[[:nothing:]]", "[]", "!"])
def test_a_pattern_that_can_fit_nothing_fits_nothing(pattern: str) -> None:
    assert Globs([pattern], subtree=True).decide("a/b.md") is None
