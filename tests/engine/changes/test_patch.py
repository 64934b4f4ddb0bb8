"""Are the lines that changed read rightly out of any patch?"""

import difflib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from git_repository import Repository
from koetsu import Source
from koetsu.engine.changes.patch import Hunk, hunks, records
from koetsu.engine.changes.touched import Touched

LINE = st.sampled_from(
    ["", "猫", "+++ b/x", "--- a/x", "@@ -1 +1 @@", "\\ No newline at end of file", "一\r二", "😀 a "]
)
TEXTS = st.builds(
    lambda lines, end: "\n".join(lines) + end, st.lists(LINE, max_size=12), st.sampled_from(["", "\n", "\r\n"])
)


def patch_of(files: dict[str, tuple[str, str]]) -> bytes:
    """What git would write, made by the standard library."""
    pieces = []
    for name, (old, new) in files.items():
        before, after = old.split("\n"), new.split("\n")
        lines = difflib.unified_diff(lines_of(before), lines_of(after), f"a/{name}", f"b/{name}", n=0)
        pieces.append(f"diff --git a/{name} b/{name}\nindex 1..2 100644\n")
        pieces += [line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines]
    return "".join(pieces).encode()


def lines_of(parts: list[str]) -> list[str]:
    return [f"{part}\n" for part in parts[:-1]] + parts[-1:] * bool(parts[-1])


@given(st.dictionaries(st.sampled_from(["a.md", "猫 b.md", "b/c.md"]), st.tuples(TEXTS, TEXTS), max_size=3))
def test_hunks_are_those_of_another_program(files):
    found = hunks(patch_of(files))

    for name, (old, new) in files.items():
        matcher = difflib.SequenceMatcher(None, lines_of(old.split("\n")), lines_of(new.split("\n")))
        expected = [Hunk(start, end - start) for kind, _, _, start, end in matcher.get_opcodes() if kind != "equal"]

        assert found.get(name.encode(), []) == expected


@settings(max_examples=25, deadline=None)
@given(edits=st.lists(st.tuples(TEXTS, TEXTS), min_size=1, max_size=20))
def test_what_git_does_not_call_changed_stood_there_before(git, tmp_path_factory, edits):
    """Taking the changed lines out of the new text leaves lines of the old one, in their order."""
    repository = Repository(git, tmp_path_factory.mktemp("site"))
    repository.commit({f"{number}.md": old for number, (old, _) in enumerate(edits)})
    for number, (_, new) in enumerate(edits):
        repository.write(f"{number}.md", new)
    found = hunks(repository.git("diff", "--unified=0", "--text", "HEAD"))

    for number, (old, new) in enumerate(edits):
        changed = Touched.of(Source("x", new), found.get(f"{number}.md".encode(), [])).changed
        rest = iter(lines_of(old.split("\n")))
        at = 0
        kept = ""
        for start, end in [*changed, (len(new), len(new))]:
            kept += new[at:start]
            at = end

        assert all(any(line == other for other in rest) for line in lines_of(kept.split("\n")))
        assert changed or old == new or len(old) > len(new)


@pytest.mark.parametrize(
    ("written", "name"),
    [
        (b"b/a.md", b"a.md"),
        (b"b/a b.md\t", b"a b.md"),
        ("b/猫.md".encode(), "猫.md".encode()),
        (rb'"b/\347\214\253.md"', "猫.md".encode()),
        (rb'"b/\"\\\t\n\r\a\b\v\f.md"', b'"\\\t\n\r\a\b\v\f.md'),
        (rb'"b/a\\347 .md"' + b"\t", rb"a\347 .md"),
    ],
)
def test_name_is_read_as_git_writes_it(written, name):
    assert hunks(b"--- a/x\n+++ " + written + b"\n@@ -1,0 +2,3 @@ x\n+a\n+b\n+c\n") == {name: [Hunk(1, 3)]}


def test_deletion_stands_before_the_line_that_follows_it():
    assert hunks(b"--- a/x\n+++ b/x\n@@ -3,2 +2,0 @@\n-a\n-b\n@@ -9 +5,0 @@\n-c\n") == {b"x": [Hunk(2, 0), Hunk(5, 0)]}


def test_records_tell_files_from_what_is_none():
    zero, one, two = "0" * 40, "1" * 40, "2" * 40
    raw = (
        f":100644 100755 {one} {two} M\0a.md\0"
        f":100644 100644 {one} {zero} R086\0old\n.md\0new.md\0"
        f":120000 100644 {one} {two} T\0link\0"
        f":000000 160000 {zero} {two} A\0module\0"
        f":100644 000000 {one} {zero} D\0gone.md\0"
    )

    assert [(found.status, found.name, found.old, found.new, found.is_file) for found in records(raw.encode())] == [
        ("M", b"a.md", one, two, True),
        ("R", b"new.md", one, None, True),
        ("T", b"link", None, two, True),
        ("A", b"module", None, None, False),
        ("D", b"gone.md", one, None, False),
    ]
