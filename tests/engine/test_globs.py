"""Does a pattern mean what it means to git?"""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from koetsu.engine.globs import Globs, has_too_many_stars, is_pattern

# What people write: names, stars for a whole segment or for a part of it, sets of characters, escapes.
_NAMES = ["a", "b", "ab", "fa", "f*", "*b", "*a*", "f*b", "?a", "f?b", "[ab]", "f[!b]", "[a-f]a", "\\!a", "f\\*", "記*"]
_SEGMENTS = st.sampled_from([*_NAMES, "*", "**"])
_PATTERNS = st.builds(
    "{}{}{}{}{}".format,
    st.sampled_from(["", "", "!"]),
    st.sampled_from(["", "", "/"]),
    st.lists(_SEGMENTS, min_size=1, max_size=4).map("/".join),
    st.sampled_from(["", "", "/"]),
    st.sampled_from(["", "", " ", "\r"]),
).filter(lambda line: not has_too_many_stars(line))
_LINES = _PATTERNS | st.sampled_from(["# a", "", "/", "*", "!*/", "!a/b/", "a/", "!fa"])

_FOLDERS = ["", "a/", "b/", "a/b/", "a/b/c/", "ab/", "b/a/", "c/a/b/", "fc/"]
_FILES = ["fa", "fb", "fab", "f*", "!a", "記事"]


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory, git: str) -> Path:
    top = tmp_path_factory.mktemp("repository")
    subprocess.run([git, "init", "--quiet", top], check=True)
    for folder in _FOLDERS:
        (top / folder).mkdir(parents=True, exist_ok=True)
    return top


def _git_ignores(top: Path, lines: list[str], paths: list[str]) -> set[str]:
    (top / ".gitignore").write_bytes("\n".join(lines).encode())
    command = ["git", "-C", str(top), "-c", "core.excludesFile=", "check-ignore", "--no-index", "-z", "--stdin"]
    found = subprocess.run(command, input="\0".join(paths).encode(), capture_output=True, check=False)
    return set(found.stdout.decode().split("\0")) - {""}


def _walk_ignores(lines: list[str], path: str) -> bool:
    globs = Globs(lines)
    parts = path.split("/")
    return any(
        globs.decide("/".join(parts[:length]), folder=length < len(parts)) for length in range(1, len(parts) + 1)
    )


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(lines=st.lists(_LINES, min_size=1, max_size=4))
def test_patterns_as_people_write_them_mean_what_they_mean_to_git(repository: Path, lines: list[str]) -> None:
    paths = [f"{folder}{name}" for folder in _FOLDERS for name in _FILES]

    assert {path for path in paths if _walk_ignores(lines, path)} == _git_ignores(repository, lines, paths)


@pytest.mark.parametrize(
    ("line", "path", "git_ignores"),
    [
        ("記?", "記事", False),  # to git ? is a byte, to us a character
        ("[[:lower:]]", "a", True),  # no classes by name
        ("[\\!]", "\\", False),  # a backslash in brackets escapes nothing
        ("x\t", "x", False),  # every kind of blank at the end is dropped
        ("b", "x\ny/b", True),  # a folder whose name holds a line end is not looked into
        ("*1*2*3*4*5", "12345", True),  # too many stars
        ("**/1/**/2/**/3", "1/2/3", True),
    ],
)  # fmt: skip
def test_a_known_difference_to_git(repository: Path, line: str, path: str, git_ignores: bool) -> None:
    assert (path in _git_ignores(repository, [line], [path])) is git_ignores
    assert _walk_ignores([line], path) is not git_ignores


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


def test_a_subtree_is_given_back_whatever_fits_the_files_in_it() -> None:
    globs = Globs(["*.md", "!drafts/"], subtree=True)

    assert [globs.decide(path) for path in ("a.md", "drafts/a.md")] == [True, False]


@pytest.mark.parametrize(
    "pattern", ["*a" * 60 + "b", "[a-z]*" * 60 + "b", "a/**/" * 60 + "b", "**/*a*a*a*/" * 20 + "b"]
)
@pytest.mark.parametrize("path", ["a" * 250, "/".join(["a"] * 400), "/".join(["a" * 200] * 20)])
def test_a_pattern_full_of_stars_fits_nothing_and_takes_no_time(pattern: str, path: str) -> None:
    assert has_too_many_stars(pattern)
    assert Globs([pattern], subtree=True).decide(path) is None


@pytest.mark.parametrize("pattern", ["**/posts/**/drafts/**", "[0-9]*-[0-9]*-[0-9]*-*.md", "**/*-old-*.md", "\\*" * 9])
def test_a_pattern_as_people_write_it_has_few_stars(pattern: str) -> None:
    assert not has_too_many_stars(pattern)


@pytest.mark.parametrize("pattern", ["", "/", "a[", "[", "a\\", "[b-a]", "[]", "!", "# note", "  "])
def test_a_pattern_that_means_nothing_fits_nothing(pattern: str) -> None:
    assert not is_pattern(pattern)
    assert Globs([pattern], subtree=True).decide("a/b.md") is None
