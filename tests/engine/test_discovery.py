"""Are exactly the files found that are meant, whatever lies in their way?"""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

from configured_rules import REGISTRY
from koetsu.engine.config import Configuration
from koetsu.engine.discovery import discover
from koetsu.errors import ConfigurationError, UnreadableSourceError, UsageError


def _site(folder: Path, *names: str, config: str = "") -> Path:
    for name in names:
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.touch()
    if config:
        (folder / "koetsu.toml").write_text(config, "utf-8")
    return folder


def _found(folder: Path, *paths: str, force_exclude: bool = False) -> list[str]:
    configuration = Configuration.load(folder, registry=REGISTRY, language="en")
    return [str(file) for file in discover(map(Path, paths or (".",)), configuration, force_exclude)]


def test_a_folder_is_walked_for_articles(tmp_path: Path) -> None:
    _site(tmp_path, "a.md", "b.markdown", "c.mdx", "D.MD", "e.txt", "f.md.bak", "md", "deep/er/g.md")

    assert _found(tmp_path) == ["D.MD", "a.md", "b.markdown", "c.mdx", "deep/er/g.md"]


def test_what_is_never_an_article_is_left_out(tmp_path: Path) -> None:
    names = ["CHANGELOG.md", "CHANGELOG-2.md", "changelog.md", "LICENSE.md", "LICENCE.ja.md", "Licence.md", "._a.md"]
    _site(tmp_path, *names, "node_modules/a.md", ".github/b.md", "license-guide.md", "docs/node_modules.md")

    assert _found(tmp_path) == ["docs/node_modules.md", "license-guide.md"]


def test_exclude_takes_away_and_gives_back(tmp_path: Path) -> None:
    config = 'exclude = ["drafts/", "posts/old/**", "!posts/old/kept.md", "!.well-known/", "!CHANGELOG.md", "/top.md"]'
    names = ["a.md", "drafts/a.md", "x/drafts/a.md", "posts/old/a.md", "posts/old/kept.md", "top.md", "x/top.md"]
    _site(tmp_path, *names, ".well-known/a.md", "CHANGELOG.md", config=config)

    assert _found(tmp_path) == [".well-known/a.md", "CHANGELOG.md", "a.md", "posts/old/kept.md", "x/top.md"]


def test_exclude_of_a_folder_reaches_down_to_the_next_configuration(tmp_path: Path) -> None:
    _site(tmp_path, "a.md", "docs/a.md", "docs/b.md", config='exclude = ["a.md"]')
    _site(tmp_path / "docs", config='exclude = ["b.md"]')

    assert _found(tmp_path) == ["docs/a.md"]


def test_excludes_of_presets_stay_when_the_file_has_its_own(tmp_path: Path) -> None:
    _site(tmp_path, "a.md", "_site/a.md", "b.md", config='extends = ["jekyll"]\nexclude = ["b.md"]')

    assert _found(tmp_path) == ["a.md"]


def test_a_named_file_is_checked_even_so(tmp_path: Path) -> None:
    _site(tmp_path, "notes.txt", "node_modules/a.md", "out/a.md", ".x/b.md", config='exclude = ["out/"]')
    named = ("notes.txt", "node_modules/a.md", "out/a.md", ".x/b.md")

    assert sorted(_found(tmp_path, *named)) == sorted(named)
    assert _found(tmp_path, *named, force_exclude=True) == ["notes.txt"]


def test_a_named_folder_is_walked_even_so(tmp_path: Path) -> None:
    _site(tmp_path, "out/a.md", "out/.x/a.md", ".github/a.md", config='exclude = ["out"]')

    assert _found(tmp_path, ".github") == [".github/a.md"]
    assert _found(tmp_path, "out/.x") == []
    assert _found(tmp_path, "out", ".github", force_exclude=True) == []


def test_force_exclude_minds_no_folder_above_the_site(tmp_path: Path) -> None:
    folder = _site(tmp_path / ".cache" / "node_modules" / "site", "a.md")

    assert _found(folder, "a.md", force_exclude=True) == ["a.md"]


def test_each_file_is_found_once_in_a_fixed_order(tmp_path: Path) -> None:
    _site(tmp_path, "b/x.md", "b-c/x.md", "b/c/x.md", "a.md", "b.md")
    expected = ["a.md", "b/c/x.md", "b/x.md", "b-c/x.md", "b.md"]

    assert _found(tmp_path) == expected
    assert _found(tmp_path, "b.md", "b", ".", "b/c/x.md", "./b/../a.md")[1:] == expected[1:]
    assert len(_found(tmp_path, "a.md", str(tmp_path / "a.md"), ".")) == 5


def test_absolute_paths_stay_absolute(tmp_path: Path) -> None:
    _site(tmp_path, "posts/a.md")

    assert _found(tmp_path, str(tmp_path / "posts")) == [str(tmp_path / "posts" / "a.md")]


def test_paths_that_do_not_exist_are_named_together(tmp_path: Path) -> None:
    _site(tmp_path, "a.md")

    with pytest.raises(UsageError) as caught:
        _found(tmp_path, "none.md", "a.md", "a.md/b.md", "x\0y", "新\n.md")
    assert str(caught.value).split("\n") == [
        "none.md: no such file or folder",
        "a.md/b.md: no such file or folder",
        "x\\x00y: no such file or folder",
        "新\\n.md: no such file or folder",
    ]


def test_every_name_that_a_disk_takes_is_found(tmp_path: Path) -> None:
    names = [
        "a b.md",
        "new\nline.md",
        "quo'te\".md",
        "記事.md",
        "カ\u3099.md",
        "-x.md",
        "絵文字🗾.md",
        "a" * 252 + ".md",
    ]
    _site(tmp_path, *names)
    (tmp_path / os.fsdecode(b"\x83e\x83X\x83g.md")).touch()

    found = _found(tmp_path)
    assert sorted(found) == sorted([*names, os.fsdecode(b"\x83e\x83X\x83g.md")])
    assert sorted(_found(tmp_path, *found[1:], f"./{found[0]}")) == sorted(found)


def test_a_name_that_is_no_text_meets_patterns(tmp_path: Path) -> None:
    _site(tmp_path, os.fsdecode(b"\x83e.md"), "日本.md", config='exclude = ["x*", "日*"]')
    (tmp_path / ".gitignore").write_bytes("y*\nあ*\n".encode())

    assert _found(tmp_path) == [os.fsdecode(b"\x83e.md")]


def test_links_lead_to_each_file_once(tmp_path: Path) -> None:
    _site(tmp_path, "posts/a.md", ".hidden/b.md")
    (tmp_path / "posts" / "0.md").symlink_to("a.md")
    (tmp_path / "0").symlink_to("posts")
    (tmp_path / "1").symlink_to(".hidden")
    (tmp_path / "2.md").symlink_to(".hidden/b.md")

    assert _found(tmp_path) == ["1/b.md", "posts/a.md"]
    assert _found(tmp_path, "posts/0.md") == ["posts/0.md"]
    assert _found(tmp_path, "posts/0.md", "posts/a.md") == ["posts/a.md"]


def test_an_article_that_is_a_link_to_nowhere_is_found_so_that_it_is_reported(tmp_path: Path) -> None:
    site = _site(tmp_path, "a.md")
    for name, target in {
        "self.md": "self.md",
        "x.md": "nowhere",
        "y.md": "nowhere",
        ".#a.md": "me@here",
        "z": "x",
    }.items():
        (site / name).symlink_to(target)

    assert _found(site) == ["a.md", "self.md", "x.md", "y.md"]


def test_links_that_lead_out_or_round_are_not_followed(tmp_path: Path) -> None:
    site = _site(tmp_path / "site", "a.md", "deep/b.md")
    _site(tmp_path / "other", "c.md", "d.md")
    (site / "out").symlink_to(tmp_path / "other")
    (site / "out.md").symlink_to(tmp_path / "other" / "c.md")
    (site / "deep" / "up").symlink_to(site)
    (site / "self").symlink_to("self")

    assert _found(site) == ["a.md", "deep/b.md"]
    assert _found(site, "out.md", "out") == ["out/c.md", "out/d.md"]


def test_only_files_are_found(tmp_path: Path) -> None:
    _site(tmp_path, "folder.md/a.md")
    os.mkfifo(tmp_path / "pipe.md")

    assert _found(tmp_path) == ["folder.md/a.md"]


def test_a_folder_that_cannot_be_listed_is_told(tmp_path: Path) -> None:
    _site(tmp_path, "a.md")
    # Too deep for any path, which stops even root, whom no missing right stops.
    level = os.open(tmp_path, os.O_DIRECTORY)
    for _ in range(20):
        os.mkdir("d" * 250, dir_fd=level)
        inner = os.open("d" * 250, os.O_DIRECTORY, dir_fd=level)
        os.close(level)
        level = inner
    os.close(level)
    configuration = Configuration.load(tmp_path, registry=REGISTRY)
    unreadable: list[UnreadableSourceError] = []

    assert discover([Path()], configuration, unreadable=unreadable) == [Path("a.md")]
    assert [(error.path[:250], error.reason) for error in unreadable] == [("d" * 250, "failed")]
    with pytest.raises(UnreadableSourceError, match="dddd"):
        discover([Path()], configuration)


def test_the_faults_of_every_configuration_on_the_way_are_told_at_once(tmp_path: Path) -> None:
    _site(tmp_path, "a/b/c.md", "x/y.md")
    _site(tmp_path / "a", config="jobs = 0")
    _site(tmp_path / "x", config="typo = 0")

    with pytest.raises(ConfigurationError) as caught:
        _found(tmp_path)
    assert sorted(str(caught.value).split("\n")) == [
        "a/koetsu.toml:1:8: 0 is too small; the least is 1",
        "x/koetsu.toml:1:1: unknown key “typo”",
    ]


def test_the_walk_finds_what_git_does_not_ignore(tmp_path: Path, git: str) -> None:
    names = [
        "a.md", "b.md", "build/a.md", "build/kept.md", "deep/build/a.md", "deep/a.md", "deep/b.md", "deep/er/b.md",
        "deep/er/tmp/a.md", "x/y/z.md", "x/z.md", "excluded.md", "sub/excluded.md",
        "日本/記事.md", "日本/下書き.md", "[a].md",
    ]  # fmt: skip
    _site(tmp_path, *names)
    subprocess.run([git, "init", "--quiet", tmp_path], check=True)
    (tmp_path / ".gitignore").write_text("build/\n!build/kept.md\nb.md\nx/*\n!x/z.md\n\\[a].md\n下書き.md\r\n", "utf-8")
    (tmp_path / "deep" / ".gitignore").write_text("!b.md\ntmp\n/a.md\n", "utf-8")
    (tmp_path / ".git" / "info" / "exclude").write_text("excluded.md\n", "utf-8")
    command = [git, "-c", "core.excludesFile=", "ls-files", "-z", "--others", "--exclude-standard", "*.md"]
    output = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True).stdout
    listed = output.decode().split("\0")

    assert sorted(_found(tmp_path)) == sorted(filter(None, listed))
    assert _found(tmp_path / "deep" / "er") == ["b.md"]
    assert _found(tmp_path, "build/a.md", "b.md", "deep/b.md", force_exclude=True) == ["deep/b.md"]


def test_a_repository_in_a_repository_starts_anew(tmp_path: Path) -> None:
    _site(tmp_path, ".git/HEAD", "inner/a.md", "inner/b.md", "a.md")
    (tmp_path / ".gitignore").write_text("a.md\n")
    (tmp_path / "inner" / ".git").write_text("gitdir: ../.git/modules/inner\n")
    exclude = tmp_path / ".git" / "modules" / "inner" / "info" / "exclude"
    exclude.parent.mkdir(parents=True)
    exclude.write_text("b.md\n")

    assert _found(tmp_path) == ["inner/a.md"]


def test_thousands_of_files_are_found(tmp_path: Path) -> None:
    _site(tmp_path, *(f"{number % 7}/{number}.md" for number in range(2000)))

    assert len(_found(tmp_path)) == 2000
