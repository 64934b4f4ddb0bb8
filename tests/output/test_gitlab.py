"""Does GitLab's Code Quality get a report that it takes, with findings that it knows again?"""

import json
import re

import pytest

from koetsu import Document, Source, Span
from koetsu.engine.faults import unreadable
from koetsu.engine.lint import lint
from koetsu.engine.report import Report
from koetsu.errors import UnreadableSourceError
from koetsu.output import View, gitlab
from report_samples import RULES, RepeatedSection, TruncatedEnding, UnknownKey, file_report, report_of, span_of

SEVERITIES = {"info", "minor", "major", "critical", "blocker"}


def issues_of(report: Report, view: View) -> list[dict]:
    """The issues of a report that keeps to what GitLab documents: one array in UTF-8, its fields, distinct issues."""
    text = "".join(gitlab.render(report, view))
    assert not text.startswith("\ufeff")
    issues = json.loads(text.encode())
    for issue in issues:
        assert issue.keys() == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in SEVERITIES
        assert re.fullmatch("[0-9a-f]{64}", issue["fingerprint"])
        assert not issue["location"]["path"].startswith(("./", "../"))
        begin, end = (issue["location"]["positions"][edge] for edge in ("begin", "end"))
        assert 1 <= begin["line"] <= end["line"]
        assert begin["column"] >= 1
    assert len({issue["fingerprint"] for issue in issues}) == len(issues)
    return issues


def test_issues_are_the_format_to_the_letter() -> None:
    source = Source("./記事/a b.md", "\ufeff一行目です。\r\n😀二行目が途切\r\n")
    repeat, key = RepeatedSection(), UnknownKey()
    wrong = span_of(source, "二行")
    gone = file_report(Source("../c.md", ""), [unreadable(UnreadableSourceError("c.md", "missing", ""))])
    found = [
        key.report(wrong, key='"題"\n'),
        key.report(wrong, severity="info", key="題"),
        repeat.report(Span(0, 9), count=3),
    ]
    issues = issues_of(Report([file_report(source, found), gone], RULES), View("ja", prefix="docs/"))

    assert [(one["description"], one["check_name"], one["severity"]) for one in issues[:3]] == [
        ('FM004: キー「"題"\n」は知られていません。', "FM004", "minor"),
        ("FM004: キー「題」は知られていません。", "FM004", "info"),
        ("DUP001: 3個の段落が繰り返しです。削ってください。", "DUP001", "major"),
    ]
    assert issues[0]["location"] == {
        "path": "docs/記事/a b.md",
        "positions": {"begin": {"line": 2, "column": 2}, "end": {"line": 2, "column": 4}},
    }
    assert (issues[3]["severity"], issues[3]["location"]["path"]) == ("blocker", "c.md")


def test_report_without_findings_is_an_empty_array() -> None:
    assert "".join(gitlab.render(report_of(Source("a.md", "本文です。\n")), View())) == "[]\n"


def fingerprints(text: str, path: str = "a.md", view: View = View()) -> list[str]:  # noqa: B008
    class Stop(TruncatedEnding):
        def check(self, document):
            for match in re.finditer(r"途切(?=\n)", document.source.text):
                yield self.report(Span(*match.span()), last="切")

    source = Source(path, text)
    report = Report([file_report(source, lint(Document(source), [Stop()]))], {"TR001": Stop})
    return [issue["fingerprint"] for issue in issues_of(report, view)]


@pytest.mark.parametrize("before", ["一行目です。\n\n", "\ufeff", "😀\n"])
def test_finding_is_known_again_when_it_has_moved(before: str) -> None:
    assert fingerprints("文が途切\n") == fingerprints(f"{before}文が途切\n")


def test_equal_findings_stay_distinct_and_the_first_keeps_its_fingerprint() -> None:
    first, second = fingerprints("文が途切\n\n話が途切\n")

    assert [first] == fingerprints("文が途切\n")
    assert first != second


def test_same_finding_in_two_files_is_two() -> None:
    assert fingerprints("文が途切\n", "a.md") != fingerprints("文が途切\n", "b.md")


def test_finding_is_the_same_wherever_in_the_repository_koetsu_ran() -> None:
    assert fingerprints("文が途切\n", "docs/a.md") == fingerprints("文が途切\n", "a.md", View(prefix="docs/"))
