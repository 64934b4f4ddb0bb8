"""Does ``koetsu baseline`` accept, update, drop and show what it is asked to?"""

import json

import pytest

from command_line import CommandLine, Outcome

CAT = "これは猫です。\n"
TWO_CATS = "これは猫です。\n\nあれも猫です。\n"
DOG = "これは犬です。\n"
NAME = "koetsu-baseline.jsonl"


def baseline(koetsu: CommandLine, *arguments: str, **how: object) -> Outcome:
    return koetsu.run("baseline", arguments[0], "--select", "ZZ001,EN", *arguments[1:], **how)


def check(koetsu: CommandLine, *arguments: str) -> list[str]:
    """The places and rules of what is reported."""
    outcome = koetsu.run("check", "--select", "ZZ001,EN", "-f", "concise", *arguments)
    return [" ".join(line.split(" ", 3)[:3]) for line in outcome.out.splitlines()]


def entries(koetsu: CommandLine, name: str = NAME) -> list[tuple[str, str, str]]:
    lines = (koetsu.folder / name).read_text(encoding="utf-8").splitlines()[1:]
    return [(entry["path"], entry["rule"], entry["excerpt"]) for entry in map(json.loads, lines)]


def test_what_is_accepted_is_not_reported_and_what_is_new_is(koetsu: CommandLine) -> None:
    koetsu.write("a.md", CAT)
    koetsu.write("posts/b.md", TWO_CATS)

    assert baseline(koetsu, "create") == (0, "", f"{NAME}: findings accepted: 3, in articles: 2\n")
    assert check(koetsu, ".") == []

    koetsu.write("a.md", f"# 見出し\n\n犬です。\n\n{CAT}")
    koetsu.write("posts/b.md", f"{TWO_CATS}\nそれも猫です。\n")

    assert check(koetsu, ".") == ["posts/b.md:5:4: warning ZZ001"]


def test_a_moved_article_keeps_what_is_accepted_and_a_copy_does_not(koetsu: CommandLine) -> None:
    article = koetsu.write("a.md", TWO_CATS)
    baseline(koetsu, "create")
    koetsu.write("c.md", TWO_CATS)

    assert check(koetsu, ".") == ["c.md:1:4: warning ZZ001", "c.md:3:4: warning ZZ001"]

    article.unlink()

    assert check(koetsu, ".") == []


def test_create_never_writes_over_a_baseline(koetsu: CommandLine) -> None:
    koetsu.write("a.md", CAT)
    koetsu.write(NAME, "mine")
    status, out, err = baseline(koetsu, "create")

    assert (status, out) == (2, "")
    assert "koetsu baseline update accepts what is new" in err
    assert (koetsu.folder / NAME).read_text(encoding="utf-8") == "mine"


@pytest.mark.parametrize("command", ["update", "prune", "show"])
def test_without_a_baseline_the_others_say_how_to_make_one(koetsu: CommandLine, command: str) -> None:
    koetsu.write("a.md", CAT)

    assert baseline(koetsu, command).status == 2
    assert "koetsu baseline create makes one" in baseline(koetsu, command).err
    assert "koetsu baseline create" in baseline(koetsu, command, "--baseline", "no.jsonl", "--language", "ja").err


@pytest.mark.parametrize("command", ["update", "prune", "show"])
def test_a_baseline_with_a_conflict_is_refused_and_left_alone(koetsu: CommandLine, command: str) -> None:
    text = '{"format": 1, "tool": "koetsu"}\n<<<<<<< HEAD\n'
    koetsu.write("a.md", CAT)
    koetsu.write(NAME, text)
    status, out, err = baseline(koetsu, command)

    assert (status, out) == (2, "")
    assert err.startswith(f"{NAME}:2: a merge conflict")
    assert (koetsu.folder / NAME).read_text(encoding="utf-8") == text


def test_update_accepts_what_is_new_and_drops_what_is_gone_in_the_articles_named(koetsu: CommandLine) -> None:
    for name in ("a.md", "b.md", "posts/c.md"):
        koetsu.write(name, CAT)
    baseline(koetsu, "create")
    koetsu.write("a.md", DOG)
    koetsu.write("b.md", DOG)
    koetsu.write("posts/c.md", TWO_CATS)
    koetsu.write("posts/d.md", CAT)
    err = baseline(koetsu, "update", "a.md", "posts").err

    assert err == f"{NAME}: 2 added, 1 dropped, 0 moved along, 4 now\n"
    assert [path for path, _, _ in entries(koetsu)] == ["b.md", "posts/c.md", "posts/c.md", "posts/d.md"]


def test_update_puts_moved_entries_under_their_new_path(koetsu: CommandLine) -> None:
    article = koetsu.write("a.md", CAT)
    baseline(koetsu, "create")
    article.rename(koetsu.folder / "b.md")

    assert baseline(koetsu, "update").err == f"{NAME}: 0 added, 0 dropped, 1 moved along, 1 now\n"
    assert entries(koetsu) == [("b.md", "ZZ001", "これは猫")]


def test_prune_drops_what_is_gone_and_accepts_nothing(koetsu: CommandLine) -> None:
    koetsu.write("a.md", CAT)
    gone = koetsu.write("posts/b.md", CAT)
    baseline(koetsu, "create")
    koetsu.write("c.md", TWO_CATS)
    koetsu.write("a.md", DOG)
    gone.unlink()

    assert check(koetsu, ".")[-2:] == [f"{NAME}:2:1: warning EN005", f"{NAME}:3:1: warning EN005"]
    assert koetsu.run("check", "--select", "ZZ001,EN").out.endswith(
        "\n2 files checked: 0 errors, 4 warnings, 0 info.\n"
    )
    assert baseline(koetsu, "prune", "c.md").err == f"{NAME}: 0 dropped, 2 left\n"
    assert baseline(koetsu, "prune").err == f"{NAME}: 2 dropped, 0 left\n"
    assert check(koetsu, ".") == ["c.md:1:4: warning ZZ001", "c.md:3:4: warning ZZ001"]


def test_prune_tidies_what_a_merge_left(koetsu: CommandLine) -> None:
    koetsu.write("a.md", CAT)
    koetsu.write("b.md", CAT)
    baseline(koetsu, "create")
    text = (koetsu.folder / NAME).read_text(encoding="utf-8")
    header, first, second = text.splitlines(keepends=True)
    koetsu.write(NAME, header + second + first + second)
    baseline(koetsu, "prune")

    assert (koetsu.folder / NAME).read_text(encoding="utf-8") == text


@pytest.mark.parametrize("command", ["create", "update", "prune"])
def test_nothing_is_written_unless_everything_could_be_checked(koetsu: CommandLine, command: str) -> None:
    koetsu.write("a.md", CAT)
    if command != "create":
        baseline(koetsu, "create")
    koetsu.write("a.md", TWO_CATS)
    (koetsu.folder / "b.md").write_bytes(b"\xff")
    before = entries(koetsu) if command != "create" else None
    status, out, err = baseline(koetsu, command)

    assert (status, out) == (2, "")
    assert err.startswith("b.md: EN001 Not UTF-8")
    assert "the baseline was not written" in err
    assert before == (entries(koetsu) if (koetsu.folder / NAME).exists() else None)


def test_the_baseline_lies_beside_the_configuration_and_its_paths_start_there(koetsu: CommandLine) -> None:
    koetsu.write("site/koetsu.toml", "")
    koetsu.write("site/posts/a.md", CAT)
    koetsu.folder = koetsu.folder / "site" / "posts"
    said = baseline(koetsu, "create").err

    assert said.startswith(f"../{NAME}: ")
    assert entries(koetsu, f"../{NAME}") == [("posts/a.md", "ZZ001", "これは猫")]
    assert check(koetsu, ".") == []


def test_a_baseline_may_lie_anywhere(koetsu: CommandLine) -> None:
    koetsu.write("posts/a.md", CAT)
    koetsu.write("ci/keep", "")
    baseline(koetsu, "create", "--baseline", "ci/old.jsonl", "posts")

    assert entries(koetsu, "ci/old.jsonl") == [("../posts/a.md", "ZZ001", "これは猫")]
    assert check(koetsu, "--baseline", "ci/old.jsonl", ".") == []
    assert check(koetsu, ".") == ["posts/a.md:1:4: warning ZZ001"]


def test_a_baseline_that_cannot_be_read_is_told_before_anything_is_checked(koetsu: CommandLine) -> None:
    koetsu.write("a.md", "seen\n")
    koetsu.write(NAME, "mine")

    assert koetsu.check("--select", "ZZ002", "a.md").status == 2
    assert not (koetsu.folder / "seen").exists()  # the slow rule makes the file that the text names


def test_a_baseline_that_is_no_file_is_not_passed_over(koetsu: CommandLine) -> None:
    koetsu.write("a.md", CAT)
    (koetsu.folder / NAME).mkdir()

    outcome = koetsu.check(".")

    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith(f"{NAME}: the baseline cannot be read: ")


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (
            ("baseline", "create", "--baseline", "closed/b", "--select", "ZZ001", "a.md"),
            "closed/b: the baseline cannot be written: Permission denied\n",
        ),
        (("check", "--baseline", "closed/b", "a.md"), "closed/b: the baseline cannot be read: permission denied\n"),
        (("check", "--config", "closed/b"), "--config: there is no file “closed/b”\n"),
        (("config", "closed/b"), "closed/b: no such file or folder\n"),
        (("baseline", "show", "closed/b"), "there is no baseline"),
    ],
)
def test_a_folder_without_rights_is_no_fault_of_koetsu(
    koetsu: CommandLine, unprivileged: list[str], command: tuple[str, ...], said: str
) -> None:
    koetsu.write("a.md", CAT)
    closed = koetsu.folder / "closed"
    closed.mkdir(mode=0)
    try:
        outcome = koetsu.run(*command, through=unprivileged)
    finally:
        closed.chmod(0o755)

    assert (outcome.status, outcome.out) == (2, "")
    assert outcome.err.startswith(said)


def test_a_folder_that_is_missing_is_told(koetsu: CommandLine) -> None:
    koetsu.write("a.md", CAT)
    outcome = baseline(koetsu, "create", "--baseline", "no/old.jsonl")

    assert outcome.status == 2
    assert outcome.err.startswith("no/old.jsonl: the baseline cannot be written")


def test_no_article_at_all_is_told(koetsu: CommandLine) -> None:
    assert baseline(koetsu, "create").status == 2
    assert not (koetsu.folder / NAME).exists()
    assert baseline(koetsu, "create", "--pass-on-no-files").status == 0


def test_show_counts_by_rule_and_folder_and_lists_each_with_its_excerpt(koetsu: CommandLine) -> None:
    koetsu.write("a.md", CAT)
    koetsu.write("posts/b.md", CAT)
    koetsu.write("posts/c.md", CAT)
    baseline(koetsu, "create")

    assert baseline(koetsu, "show").out == (
        f"{NAME}: findings accepted: 3, in articles: 3\n"
        "\n"
        "ZZ001 stray-cat  3\n"
        "\n"
        "posts  2\n"
        ".      1\n"
        "\n"
        "a.md\n"
        "  ZZ001  これは猫\n"
        "\n"
        "posts/b.md\n"
        "  ZZ001  これは猫\n"
        "\n"
        "posts/c.md\n"
        "  ZZ001  これは猫\n"
    )


def test_show_keeps_to_the_articles_that_are_named(koetsu: CommandLine) -> None:
    koetsu.write("a.md", CAT)
    gone = koetsu.write("posts/b.md", CAT)
    baseline(koetsu, "create")
    gone.unlink()

    def paths(*named: str) -> list[str]:
        shown = json.loads(baseline(koetsu, "show", "-f", "json", *named).out)
        return [entry["path"] for entry in shown["entries"]]

    assert paths() == ["a.md", "posts/b.md"]
    assert paths("posts") == paths("posts/b.md") == paths("--stale") == ["posts/b.md"]
    assert paths("a.md", ".") == ["a.md", "posts/b.md"]
    assert baseline(koetsu, "show", "typo").status == 2


def test_the_commands_speak_japanese(koetsu: CommandLine) -> None:
    koetsu.write("a.md", CAT)

    assert baseline(koetsu, "create", "--language", "ja").err == f"{NAME}: 1本の原稿の指摘1件を受け入れました\n"
    assert baseline(koetsu, "update", "--language", "ja").err.startswith(f"{NAME}: 0件を加え、0件を外し")
    assert baseline(koetsu, "prune", "--language", "ja").err == f"{NAME}: 0件を外しました。残りは1件です\n"
    assert baseline(koetsu, "show", "--language", "ja").out.startswith(
        f"{NAME}: 1本の原稿の指摘1件を受け入れています\n"
    )


@pytest.mark.parametrize("command", [[], ["create"], ["update"], ["prune"], ["show"]])
def test_help_shows_examples(koetsu: CommandLine, command: list[str]) -> None:
    outcome = koetsu.run("baseline", *command, "--help")

    assert outcome.status == 0
    assert "koetsu baseline " in outcome.out
