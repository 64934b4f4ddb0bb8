"""Does ``koetsu audit`` write what it is asked for, and refuse at once what it could not write?"""

import csv
import json
import os
import signal
import time

import jsonschema_rs
import pytest

from command_line import CommandLine
from koetsu.output.audit.schema import published

CAT = "---\ntitle: {title}\ndate: 2024-05-01\ntags: [庭]\n---\n猫がいる。\n"


@pytest.fixture
def audit(koetsu: CommandLine):
    koetsu.write("posts/a.md", CAT.format(title="一"))
    koetsu.write("posts/b.md", "犬がいる。\n")

    def run(*arguments: str, **how: object):
        return koetsu.run(
            "audit", "--select", "ZZ001", "--severity", "ZZ001=error", "--language", "en", *arguments, **how
        )

    return run


def data_of(koetsu: CommandLine, name: str = "audit.json") -> dict:
    data = json.loads((koetsu.folder / name).read_bytes())
    jsonschema_rs.validator_for(json.loads(published())).validate(data)
    return data


def test_audit_with_findings_ends_with_0(koetsu, audit) -> None:
    outcome = audit("--json", "audit.json", ".")

    assert (outcome.status, outcome.out) == (0, "")
    assert outcome.err == "articles: 2; with a certain defect: 1 (50%); written: audit.json\n"
    assert [one["path"] for one in data_of(koetsu)["articles"]] == ["posts/a.md", "posts/b.md"]


def test_audit_says_where_it_is_to_go(audit) -> None:
    outcome = audit(".")

    assert outcome.status == 2
    assert outcome.err == "say where the audit goes: koetsu audit -o report.html .\n"


def test_report_is_one_page_in_the_language_that_was_asked_for(koetsu, audit) -> None:
    outcome = audit("-o", "report.html", ".")

    assert (outcome.status, outcome.out) == (0, "")
    text = (koetsu.folder / "report.html").read_text(encoding="utf-8")
    assert text.startswith("<!doctype html>")
    assert '<html lang="en"' in text
    assert sorted(file.name for file in koetsu.folder.iterdir()) == ["posts", "report.html"]


def test_report_can_be_split_into_a_page_and_its_data(koetsu, audit) -> None:
    audit("-o", "report.html", "--split", ".")

    assert [*(koetsu.folder / "report-data").iterdir()]
    assert (koetsu.folder / "report.html").exists()


def test_json_goes_to_standard_output(audit) -> None:
    outcome = audit("--json", "-", ".")

    assert outcome.status == 0
    assert json.loads(outcome.out)["totals"]["certain"] == 1
    assert outcome.err == ""


def test_tables_begin_with_a_byte_order_mark(koetsu, audit) -> None:
    audit("--csv", "f.csv", "--csv-articles", "a.csv", ".")

    for name, count in (("f.csv", 1), ("a.csv", 2)):
        assert (koetsu.folder / name).read_bytes().startswith(b"\xef\xbb\xbf")
        with (koetsu.folder / name).open(encoding="utf-8-sig", newline="") as stream:
            assert len(list(csv.DictReader(stream))) == count


def test_audit_is_the_same_with_a_cache_and_with_any_number_of_processes(koetsu, audit) -> None:
    written = []
    for arguments in (["--no-cache"], ["--jobs", "2"], []):
        audit("--json", "audit.json", *arguments, ".")
        written.append((koetsu.folder / "audit.json").read_bytes())

    assert len(set(written)) == 1


def test_unreadable_files_are_listed_and_end_with_2(koetsu, audit) -> None:
    (koetsu.folder / "posts" / "c.md").write_bytes(b"\xff\xfe\x00")

    outcome = audit("--json", "audit.json", ".")

    assert outcome.status == 2
    assert "could not be read, listed in the report: 1 (posts/c.md)" in outcome.err
    assert [one["path"] for one in data_of(koetsu)["unread"]] == ["posts/c.md"]
    assert data_of(koetsu)["totals"]["articles"] == 2


def test_folder_without_articles_is_told(koetsu, audit) -> None:
    koetsu.write("other/notes.txt", "猫")

    outcome = audit("--json", "audit.json", "other")

    assert outcome.status == 2
    assert outcome.err.startswith("no article in other: koetsu reads .md")
    assert not (koetsu.folder / "audit.json").exists()


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--json", "posts"], "“posts” is a folder"),
        (["--json", "posts/"], "--json: “posts/” is a folder"),
        (["--json", "none/a.json"], "there is no folder “none”"),
        (["--json", "posts/a.md"], "“posts/a.md” is an article to check"),
        (["-o", "posts/a.md"], "“posts/a.md” is an article to check"),
        (["-o", "-"], "--output: the report does not go to standard output"),
        (["--json", ""], "--json: the name of the file is empty"),
        (["--json", "a.out", "--csv", "a.out"], "“--json=a.out” and “--csv=a.out” would write the same file"),
        (["--json", "-", "--csv", "-"], "--json, --csv would all write to standard output"),
        (["--json", "koetsu.toml"], "“koetsu.toml” is the configuration"),
        (["--split", "--json", "a.json"], "give -o report.html as well"),
        (["--split", "-o", "koetsu.html"], "“koetsu-data” is a file, not a folder"),
        (["--json", "a.json", "--compare-markdown", "-"], "give --compare OLD.json as well"),
        (["--json", "a.json", "--compare", "none.json"], "--compare: “none.json” cannot be read (No such file"),
        (["--json", "a.json", "--compare", "koetsu.toml"], "--compare: “koetsu.toml” is no audit"),
    ],
)
def test_what_cannot_be_done_is_refused_before_anything_is(koetsu, audit, arguments, said) -> None:
    koetsu.write("koetsu.toml", "")
    koetsu.write("koetsu-data", "")
    before = {file: file.read_bytes() for file in koetsu.folder.rglob("*") if file.is_file()}

    outcome = koetsu.run("audit", "--select", "ZZ002", "--language", "en", *arguments, ".")  # which takes 8 s a file

    assert outcome.status == 2
    assert said in outcome.err
    assert {file: file.read_bytes() for file in koetsu.folder.rglob("*") if file.is_file()} == before


def test_audit_is_compared_with_an_older_one_and_takes_its_place(koetsu, audit) -> None:
    audit("--json", "audit.json", ".")
    koetsu.write("posts/a.md", CAT.format(title="一").replace("猫", "犬"))
    koetsu.write("posts/b.md", "猫がいる。猫が寝る。\n")

    outcome = audit("--compare", "audit.json", "--json", "audit.json", "--compare-markdown", "-", ".")

    assert outcome.status == 0
    assert "| ZZ001 stray-cat | 1 → 2 | 1 | 2 | 1 |" in outcome.out
    assert "### Articles that got worse (1)\n\n- <code>posts/b.md</code>: ZZ001 +2\n" in outcome.out
    comparison = data_of(koetsu)["comparison"]
    assert [(one["path"], one["status"]) for one in comparison["articles"]] == [
        ("posts/b.md", "worse"),
        ("posts/a.md", "better"),
    ]


def test_interrupted_audit_leaves_nothing(koetsu, audit) -> None:
    koetsu.write("audit.json", "old")
    process = koetsu.start("audit", "--select", "ZZ002", "--json", "audit.json", "posts")
    while not (koetsu.folder / "犬がいる。").exists() and not (koetsu.folder / "---").exists():
        time.sleep(0.05)
    os.killpg(process.pid, signal.SIGINT)

    assert process.wait(timeout=30) == 130
    assert (koetsu.folder / "audit.json").read_text() == "old"
    assert not [*koetsu.folder.glob(".koetsu-*")]


def test_names_in_decomposed_form_and_hostile_titles_are_data(koetsu, audit) -> None:
    name = "posts/か\u3099ん.md"
    koetsu.write(name, CAT.format(title='"</script><script>alert(1)</script> \\u202e"'))

    audit("--json", "audit.json", ".")

    [one] = [one for one in data_of(koetsu)["articles"] if one["path"] == name]
    assert len(one["findings"]) == 1


def test_help_says_what_ends_with_which_status(koetsu) -> None:
    text = koetsu.run("audit", "--help").out

    assert "0  the audit was written, whatever it found" in text
    assert "so that Excel reads Japanese" in text
    for heading in ("What is written:", "Since the last audit:", "Which rules:", "Examples:"):
        assert heading in text
