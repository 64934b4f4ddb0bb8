import subprocess
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fixed_texts import fix
from koetsu.engine.fixing import unified_diff
from koetsu.engine.fixing.revision import Revision
from koetsu.fix import Edit
from koetsu.text.source import Source, Span

NAMES = [
    "a.md",
    "記事 その1.md",
    'say "hi".md',
    "back\\slash.md",
    "tab\there.md",
    "line\nend.md",
    "dir/sub dir/記事.md",
]

LINES = st.lists(st.sampled_from(["猫", "犬\n", "\n", "同じ行\n", "同じ行\r\n", "𠮷\r", "-- a\n"]), max_size=14)


def edit_of(text: str, start: int, end: int, new: str) -> Edit:
    start, end = sorted((min(start, len(text)), min(end, len(text))))
    return Edit(Span(start, end), new)


EDITS = st.lists(
    st.tuples(st.integers(0, 40), st.integers(0, 40), st.sampled_from(["", "\n", "猫\n", "犬", "同じ行\n\n"])),
    max_size=5,
)


def patched(before: str, diff: str) -> str:
    """A text after a diff, read as the format is specified: an interpreter that shares nothing with what wrote it."""
    rows = diff.split("\n")
    assert rows.pop() == ""
    old = before.split("\n")
    new: list[str] = []
    at = 0
    for number, row in enumerate(rows):
        ends = not (number + 1 < len(rows) and rows[number + 1].startswith("\\ "))
        if row.startswith(("--- a/", "+++ b/", "\\ ")):
            continue
        if row.startswith("@@ "):
            place = row.split()[1][1:].split(",")
            start = int(place[0]) - (place[1:] != ["0"])
            new += [f"{line}\n" for line in old[at:start]]
            at = start
            continue
        if row[0] in " -":
            assert old[at] == row[1:]
            assert ends == (at < len(old) - 1)
            at += 1
        if row[0] in " +":
            new.append(row[1:] + "\n" * ends)
    return "".join(new) + "\n".join(old[at:])


@given(LINES, EDITS, st.sampled_from(["", "\ufeff"]))
def test_diff_leads_from_one_text_to_the_other(lines, numbers, bom):
    source = Source("a.md", bom + "".join(lines))
    revision = Revision(source.text)
    for start, end, new in numbers:
        revision = revision.revised([edit_of(revision.text, start, end, new)])
    diff = "".join(unified_diff(source, revision.edits))

    assert patched(bom + source.text, diff) == bom + revision.text
    assert bool(diff) == (revision.text != source.text)


def test_nothing_changed_is_an_empty_diff():
    assert list(unified_diff(Source("a.md", "猫。\n"), [])) == []


def test_diff_shows_three_lines_around_a_change():
    before = "".join(f"{number}行目\n" for number in range(1, 30))
    at = before.index("15")
    diff = list(unified_diff(Source("a.md", before), [Edit(Span(at, at), "第")]))

    assert diff == [
        "--- a/a.md\n",
        "+++ b/a.md\n",
        "@@ -12,7 +12,7 @@\n",
        *(f" {number}行目\n" for number in (12, 13, 14)),
        "-15行目\n",
        "+第15行目\n",
        *(f" {number}行目\n" for number in (16, 17, 18)),
    ]


def test_changes_near_each_other_share_a_hunk():
    before = "".join(f"{number}\n" for number in range(40))
    ends = [before.index(f"\n{number}\n") for number in (5, 12, 30)]
    edits = [Edit(Span(end, end), "x") for end in ends]

    assert sum(line.startswith("@@ ") for line in unified_diff(Source("a.md", before), edits)) == 2


def written(folder: Path, name: str, data: bytes) -> Path:
    file = folder / name
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(data)
    return file


def repository(git: str, folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    subprocess.run([git, "init", "-q"], cwd=folder, check=True)
    return folder


TEXTS = {
    "plain": "本文です。\n---\n\n次の段落です。\n",
    "crlf": "本文です。\r\n---\r\n\r\n次の段落です。---END---\r\n",
    "cr": "本文です。\r---\r\r次の段落です。\r",
    "bom": "\ufeff<h2>見出し</h2>\n\n## 次\n\n## その次\n\n本文です。\n---",
    "no-last-newline": "## 見出し\n\n本文です。\n\n---END---",
    "far-apart": "一つ目です。\n---\n\n" + "間の段落です。\n\n" * 30 + "二つ目です。\n---\n\n終わりです。",
}


@pytest.mark.parametrize("text", TEXTS.values(), ids=TEXTS)
def test_git_applies_the_diff_as_fix_would_write(git, tmp_path, text):
    file = written(repository(git, tmp_path), "a.md", text.encode())
    fixed = fix(Source.read(file, "a.md"), "HD005", "HD004", "RS001")
    diff = "".join(unified_diff(fixed.before, fixed.edits)).encode()
    subprocess.run([git, "apply", "-"], input=diff, cwd=tmp_path, check=True)

    assert fixed.is_changed
    assert file.read_bytes() == fixed.after.data


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("below", ["", "posts"])
def test_git_finds_the_file_by_its_name(git, tmp_path, name, below):
    folder = repository(git, tmp_path) / below
    file = written(folder, name, TEXTS["plain"].encode())
    fixed = fix(Source.read(file, name), "HD005")
    diff = "".join(unified_diff(fixed.before, fixed.edits)).encode()
    subprocess.run([git, "apply", "-"], input=diff, cwd=folder, check=True)

    assert file.read_bytes() == fixed.after.data


@pytest.mark.parametrize("name", [name for name in NAMES if "\n" not in name])
def test_patch_applies_the_diff(patch_program, tmp_path, name):
    file = written(tmp_path, name, TEXTS["far-apart"].encode())
    fixed = fix(Source.read(file, name), "HD005")
    diff = "".join(unified_diff(fixed.before, fixed.edits)).encode()
    subprocess.run([patch_program, "-p1", "-s"], input=diff, cwd=tmp_path, check=True)

    assert file.read_bytes() == fixed.after.data
