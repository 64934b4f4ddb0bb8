"""Which files, and which lines of them, does git say have changed?"""

import os
from pathlib import Path

import pytest

from git_repository import Repository
from koetsu import Source
from koetsu.engine.changes.changes import Changes

OLD = "一行目です。\n二行目です。\n三行目です。\n四行目です。\n五行目です。\n"


@pytest.fixture(autouse=True)
def no_settings_of_the_user(monkeypatch):
    for name in ("GIT_CONFIG_GLOBAL", "GIT_CONFIG_SYSTEM"):
        monkeypatch.setenv(name, os.devnull)


@pytest.fixture
def repository(git, tmp_path) -> Repository:
    return Repository(git, tmp_path / "サイト 1")


def since(repository: Repository, revision: str = "main", folder: str = ".") -> Changes:
    return Changes.since(revision, repository.folder / folder, "en")


def changed(changes: Changes, name: str, text: str | bytes) -> list[str]:
    """What the text of a file holds in each place that changed."""
    source = Source.decode(name, text.encode() if isinstance(text, str) else text)
    return [source[span] for span in changes.touched(name, source).changed]


def branch(repository: Repository, files: dict[str, str | bytes]) -> None:
    """A branch off main, which has these files."""
    repository.commit(files)
    repository.git("checkout", "--quiet", "-b", "draft")


def test_commits_and_uncommitted_changes_are_compared_with_the_merge_base(repository):
    branch(repository, {"a.md": OLD, "b.md": OLD, "c.md": OLD, "elsewhere.md": OLD})
    repository.git("checkout", "--quiet", "main")
    repository.commit({"elsewhere.md": OLD + "mainで足した行です。\n"})
    repository.git("checkout", "--quiet", "draft")
    repository.commit({"a.md": OLD.replace("二", "2")})
    repository.write("b.md", OLD.replace("三", "3"))
    repository.git("add", "b.md")
    repository.write("c.md", OLD.replace("四", "4"))
    repository.write("new/d.md", OLD)
    changes = since(repository)

    assert changes.files == [Path("a.md"), Path("b.md"), Path("c.md"), Path("new/d.md")]
    assert changed(changes, "a.md", OLD.replace("二", "2")) == ["2行目です。\n"]
    assert changed(changes, "b.md", OLD.replace("三", "3")) == ["3行目です。\n"]
    assert changed(changes, "c.md", OLD.replace("四", "4")) == ["4行目です。\n"]
    assert changed(changes, "new/d.md", OLD) == [OLD]
    assert changed(changes, "elsewhere.md", OLD) == []
    assert changes.text("a.md") is None
    assert changes.base("a.md") == OLD.encode()
    assert changes.base("new/d.md") is None


def test_staged_is_what_will_be_committed(repository):
    repository.commit({"a.md": OLD, "b.md": OLD})
    staged = OLD.replace("二", "2")
    repository.write("a.md", staged)
    repository.git("add", "a.md")
    repository.write("a.md", "まったく違う文です。\n")
    repository.write("b.md", "まだaddしていません。\n")
    repository.write("untracked.md", OLD)
    changes = Changes.staged(repository.folder, "en")

    assert changes.files == [Path("a.md")]
    assert changes.text("a.md") == staged.encode()
    assert changes.base("a.md") == OLD.encode()
    assert changes.text("b.md") is None
    assert changed(changes, "a.md", staged) == ["2行目です。\n"]


def test_staged_works_before_the_first_commit(repository):
    repository.write("a.md", OLD)
    repository.git("add", "a.md")
    changes = Changes.staged(repository.folder, "en")

    assert changes.files == [Path("a.md")]
    assert changes.text("a.md") == OLD.encode()
    assert changes.base("a.md") is None


def test_staged_reads_the_index_that_a_hook_is_given(repository, monkeypatch):
    repository.commit({"a.md": OLD, "b.md": OLD})
    repository.write("a.md", OLD + "六行目です。\n")
    repository.git("add", "a.md")
    repository.write("b.md", OLD + "六行目です。\n")
    monkeypatch.setenv("GIT_INDEX_FILE", ".git/next-index")
    repository.git("read-tree", "HEAD")
    repository.git("add", "b.md")

    assert Changes.staged(repository.folder, "en").files == [Path("b.md")]


NAMES = [
    "空白 あり.md",
    "日本語.md",
    'quote".md',
    "tab\t.md",
    "new\nline.md",
    "back\\slash.md",
    "-dash.md",
    " .md",
    "b/b/b.md",
]


@pytest.mark.parametrize("name", NAMES)
def test_name_of_any_kind_is_found(repository, name):
    branch(repository, {name: OLD})
    repository.write(name, OLD.replace("二", "2"))
    changes = since(repository)

    assert changes.files == [Path(name)]
    assert changed(changes, name, OLD.replace("二", "2")) == ["2行目です。\n"]
    assert changes.base(name) == OLD.encode()


def test_name_that_is_no_utf_8_is_found(repository):
    name = os.fsdecode(b'\x82\xa0 "\t.md')
    branch(repository, {name: OLD, "a.md": OLD})
    repository.write(name, OLD.replace("二", "2"))
    changes = since(repository)
    source = Source("?.md", OLD.replace("二", "2"))

    assert changes.files == [Path(name)]
    assert changes.touched(name, source).changed == ((7, 14),)


@pytest.mark.parametrize("suffix", [".md", ".txt"])
def test_renamed_file_is_compared_with_itself(repository, suffix):
    branch(repository, {f"古い 名前{suffix}": OLD, "moved.md": OLD * 2})
    (repository.folder / f"古い 名前{suffix}").rename(repository.folder / "新しい名前.md")
    (repository.folder / "moved.md").rename(repository.folder / "moved again.md")
    text = OLD.replace("五", "5")
    repository.commit({"新しい名前.md": text})
    changes = since(repository)

    assert changes.files == [Path("moved again.md"), Path("新しい名前.md")]
    assert changes.deleted == []
    assert changes.old_name("新しい名前.md") == Path(f"古い 名前{suffix}")
    assert changes.base("新しい名前.md") == OLD.encode()
    assert changed(changes, "新しい名前.md", text) == ["5行目です。\n"]
    assert changed(changes, "moved again.md", OLD * 2) == []


def test_many_files_that_are_renamed_and_edited_at_once_are_compared_with_themselves(repository):
    names = [f"{name}.md" for name in "abcdef"]
    branch(repository, {name: f"{name}の話です。\n" + OLD * 3 for name in names})
    repository.git("config", "diff.renameLimit", "1")
    for name in names:
        (repository.folder / name).rename(repository.folder / f"2024-{name}")
    repository.commit({f"2024-{name}": f"{name}の話です。\n" + OLD * 3 + "足した行です。\n" for name in names})
    changes = since(repository)

    assert [changes.old_name(f"2024-{name}") for name in names] == [Path(name) for name in names]


def test_deleted_file_is_no_file_to_check(repository):
    branch(repository, {"a.md": OLD, "b.md": OLD + OLD, "keep.md": "残る文です。\n"})
    repository.git("rm", "--quiet", "a.md")
    (repository.folder / "b.md").unlink()
    changes = since(repository)

    assert changes.files == []
    assert changes.deleted == [Path("a.md"), Path("b.md")]


def test_file_that_was_only_dropped_from_the_index_is_new(repository):
    branch(repository, {"a.md": OLD})
    repository.git("rm", "--quiet", "--cached", "a.md")
    changes = since(repository)

    assert changes.files == [Path("a.md")]
    assert changes.deleted == []
    assert changes.base("a.md") is None


@pytest.mark.parametrize("attributes", ["", "*.md binary\n", "*.md -diff\n", "*.md diff=x\n"])
def test_lines_of_what_git_calls_binary_are_known(repository, attributes):
    text = OLD.replace("一", "\0")
    branch(repository, {"a.md": text, ".gitattributes": attributes, "image.png": b"\x89PNG\0\r\n" * 9})
    repository.git("config", "diff.x.binary", "true")
    repository.git("config", "diff.x.textconv", "sort")
    repository.write("image.png", b"\x89PNG\0\n\xff" * 9)
    edited = text.replace("二", "2")
    repository.write("a.md", edited)
    changes = since(repository)

    assert changes.files == [Path("a.md"), Path("image.png")]
    assert changed(changes, "a.md", edited) == ["2行目です。\n"]


def test_lines_of_a_file_that_is_named_unlike_an_article_are_known(repository):
    branch(repository, {"README": OLD})
    repository.write("README", OLD.replace("二", "2"))

    assert changed(since(repository), "README", OLD.replace("二", "2")) == ["2行目です。\n"]


def test_line_that_looks_like_a_part_of_the_patch_is_only_a_line(repository):
    branch(repository, {"a.md": OLD, "b.md": OLD})
    text = "++ b/b.md\n@@ -1 +1 @@\n" + OLD + "-- a/b.md\ndiff --git a/b.md b/b.md"
    repository.write("a.md", text)
    repository.write("b.md", OLD.replace("二", "2"))
    changes = since(repository)

    assert changed(changes, "a.md", text) == ["++ b/b.md\n@@ -1 +1 @@\n", "-- a/b.md\ndiff --git a/b.md b/b.md"]
    assert changed(changes, "b.md", OLD.replace("二", "2")) == ["2行目です。\n"]


def test_mode_alone_touches_no_line(repository):
    branch(repository, {"a.md": OLD})
    (repository.folder / "a.md").chmod(0o755)
    unstaged = since(repository)
    repository.commit()

    assert changed(unstaged, "a.md", OLD) == []
    assert changed(since(repository), "a.md", OLD) == []


def test_time_alone_is_no_change(repository):
    branch(repository, {"a.md": OLD})
    os.utime(repository.folder / "a.md", (1, 1))

    assert since(repository).files == []


def test_byte_order_mark_and_line_ends_do_not_move_lines(repository):
    text = "\ufeff" + "一\r二\r\n三\n四\u2028五\r\n六".replace("\n", "。\n")
    branch(repository, {"a.md": text})
    edited = text.replace("四", "よん")
    repository.write("a.md", edited)

    assert changed(since(repository), "a.md", edited) == ["よん\u2028五\r。\n"]


def test_line_ends_alone_are_no_change_of_a_line(repository):
    branch(repository, {"a.md": OLD})
    edited = OLD.replace("\n", "\r\n").replace("二", "2")
    repository.write("a.md", edited)

    assert changed(since(repository), "a.md", edited) == ["2行目です。\r\n"]


def test_line_ends_that_git_converts_do_not_move_lines(repository):
    repository.git("config", "core.autocrlf", "true")
    text = OLD.replace("\n", "\r\n")
    branch(repository, {"a.md": text})
    edited = text.replace("二", "2")
    repository.write("a.md", edited)
    changes = since(repository)

    assert changes.base("a.md") == OLD.encode()
    assert changed(changes, "a.md", edited) == ["2行目です。\r\n"]


def test_link_and_inner_repository_are_left_out(repository, git):
    inner = Repository(git, repository.folder.parent / "inner")
    inner.commit({"x.md": OLD})
    branch(repository, {"a.md": OLD, "b.md": OLD * 2})
    (repository.folder / "link.md").symlink_to("a.md")
    repository.git("submodule", "--quiet", "add", inner.folder.as_posix(), "module")
    repository.commit()
    (repository.folder / "untracked link.md").symlink_to("a.md")
    Repository(git, repository.folder / "clone").commit({"y.md": OLD})
    (repository.folder / "b.md").unlink()
    (repository.folder / "b.md").symlink_to("a.md")
    repository.write("module/x.md", "変えました。\n")
    changes = since(repository)

    assert changes.files == [Path(".gitmodules")]
    assert changes.deleted == []


def test_link_that_became_a_file_is_new(repository):
    repository.commit({"a.md": OLD})
    (repository.folder / "b.md").symlink_to("a.md")
    branch(repository, {})
    (repository.folder / "b.md").unlink()
    repository.write("b.md", OLD)
    changes = since(repository)

    assert changes.files == [Path("b.md")]
    assert changes.base("b.md") is None
    assert changed(changes, "b.md", OLD) == [OLD]


def test_link_stands_for_the_file_that_it_leads_to(repository):
    branch(repository, {"a.md": OLD})
    (repository.folder / "link.md").symlink_to("a.md")
    repository.write("a.md", OLD.replace("二", "2"))

    assert changed(since(repository), "link.md", OLD.replace("二", "2")) == ["2行目です。\n"]


def test_ignored_file_is_no_part_of_the_change(repository):
    branch(repository, {"a.md": OLD, ".gitignore": "draft.md\n"})
    repository.write("draft.md", OLD)

    assert since(repository).files == []


def test_conflict_is_new_text_as_a_whole(repository):
    branch(repository, {"a.md": OLD})
    repository.commit({"a.md": OLD.replace("二", "2")})
    repository.git("checkout", "--quiet", "main")
    repository.commit({"a.md": OLD.replace("二", "弐")})
    repository.git("checkout", "--quiet", "draft")
    with pytest.raises(AssertionError):
        repository.git("merge", "main")
    text = (repository.folder / "a.md").read_text(encoding="utf-8")
    changes = since(repository)

    assert changes.files == [Path("a.md")]
    assert "<<<<<<<" in "".join(changed(changes, "a.md", text))


def test_working_directory_may_lie_inside_the_repository(repository):
    branch(repository, {"docs/a.md": OLD, "b.md": OLD * 2})
    repository.write("docs/a.md", OLD.replace("二", "2"))
    repository.write("docs/new.md", OLD)
    repository.write("b.md", OLD * 3)
    changes = since(repository, folder="docs")

    assert changes.files == [Path("../b.md"), Path("a.md"), Path("new.md")]
    assert changed(changes, "a.md", OLD.replace("二", "2")) == ["2行目です。\n"]
    assert changes.base("../b.md") == (OLD * 2).encode()
    assert changed(changes, str(repository.folder / "b.md"), OLD * 3) == [OLD]


def test_working_directory_may_be_a_link(repository, tmp_path):
    branch(repository, {"docs/a.md": OLD})
    repository.write("docs/a.md", OLD.replace("二", "2"))
    (tmp_path / "link").symlink_to(repository.folder / "docs")
    changes = Changes.since("main", tmp_path / "link", "en")

    assert changes.files == [Path("a.md")]
    assert changed(changes, str(tmp_path / "link" / "a.md"), OLD.replace("二", "2")) == ["2行目です。\n"]


def test_second_working_tree_is_compared_for_itself(repository, git, tmp_path):
    branch(repository, {"a.md": OLD, "b.md": OLD})
    repository.git("worktree", "add", "--quiet", tmp_path / "tree", "-b", "other")
    tree = Repository(git, tmp_path / "tree", create=False)
    tree.write("b.md", OLD.replace("二", "2"))

    assert since(tree).files == [Path("b.md")]
    assert since(repository).files == []


def test_repository_may_lie_where_git_dir_says(repository, tmp_path, monkeypatch):
    branch(repository, {"a.md": OLD})
    repository.write("a.md", OLD.replace("二", "2"))
    (repository.folder / ".git").rename(tmp_path / "elsewhere")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    monkeypatch.setenv("GIT_WORK_TREE", str(repository.folder))

    assert since(repository).files == [Path("a.md")]
    assert changed(since(repository), "a.md", OLD.replace("二", "2")) == ["2行目です。\n"]


POISON = {
    "color.ui": "always",
    "color.diff": "always",
    "core.pager": "cat >/dev/null",
    "core.quotePath": "true",
    "diff.algorithm": "patience",
    "diff.autoRefreshIndex": "false",
    "diff.colorMoved": "zebra",
    "diff.context": "7",
    "diff.external": "false",
    "diff.ignoreSubmodules": "none",
    "diff.interHunkContext": "9",
    "diff.orderFile": "nowhere",
    "diff.relative": "true",
    "diff.renameLimit": "1",
    "diff.renames": "false",
    "diff.submodule": "log",
    "diff.suppressBlankEmpty": "true",
    "diff.x.command": "false",
    "diff.x.textconv": "false",
    "diff.x.xfuncname": "^(.*)$",
    "pager.diff": "cat >/dev/null",
}
VARIABLES = {
    "GIT_DIFF_OPTS": "--unified=5",
    "GIT_EXTERNAL_DIFF": "false",
    "GIT_LITERAL_PATHSPECS": "1",
    "GIT_TRACE": "1",
    "LANGUAGE": "ja",
    "LC_ALL": "ja_JP.UTF-8",
}


@pytest.mark.parametrize("prefixes", ["diff.noprefix", "diff.mnemonicPrefix"])
def test_settings_of_the_user_change_nothing(repository, monkeypatch, prefixes):
    files = {"猫 1.md": OLD, "docs/b.md": OLD * 3, "c.md": "\n一\n\n二\n\n", ".gitattributes": "*.md diff=x\n"}
    branch(repository, files)
    for name, value in (POISON | {prefixes: "true"}).items():
        repository.git("config", name, value)
    for name, value in VARIABLES.items():
        monkeypatch.setenv(name, value)
    repository.write("猫 1.md", OLD.replace("二", "2").replace("四", "4"))
    os.utime(repository.folder / "c.md", (1, 1))
    (repository.folder / "docs/b.md").rename(repository.folder / "docs/d.md")
    repository.git("add", "docs")
    changes = since(repository, folder="docs")

    assert changes.files == [Path("../猫 1.md"), Path("d.md")]
    assert changes.old_name("d.md") == Path("b.md")
    assert changed(changes, "../猫 1.md", OLD.replace("二", "2").replace("四", "4")) == [
        "2行目です。\n",
        "4行目です。\n",
    ]


def test_index_may_be_locked(repository):
    branch(repository, {"a.md": OLD})
    repository.write("a.md", OLD * 2)
    (repository.folder / ".git" / "index.lock").touch()

    assert since(repository).files == [Path("a.md")]
