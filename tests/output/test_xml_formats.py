"""Do programs that read the reports of JUnit and Checkstyle find in ours what was meant?"""

import subprocess
import xml.etree.ElementTree as ET
from pathlib import Path

import pytest
from diff_cover.git_path import GitPathTool
from diff_cover.violationsreporters.java_violations_reporter import CheckstyleXmlDriver
from hypothesis import given
from hypothesis import strategies as st
from junitparser import Error, Failure, JUnitXml, Skipped

from koetsu import Document, Source, Span
from koetsu.engine.faults import crashed, unreadable
from koetsu.engine.lint import lint
from koetsu.engine.report import Report
from koetsu.errors import UnreadableSourceError
from koetsu.message import Language
from koetsu.output import View, checkstyle, junit
from koetsu.output.data.xml import content, possible, tag
from report_samples import RULES, RepeatedSection, TruncatedEnding, UnknownKey, file_report, report_of, span_of

ATTRIBUTES = {
    "testsuites": {"name", "time", "tests", "failures", "errors"},
    "testsuite": {"name", "tests", "failures", "errors", "skipped", "time"},
    "testcase": {"name", "classname", "time"},
    "failure": {"message", "type"},
    "error": {"message", "type"},
    "skipped": {"message", "type"},
}
"""What the schema junit-10.xsd of Jenkins' xUnit plug-in has for them, which writes ``errors`` for ``error``."""


def sample(fail_on: str = "error") -> Report:
    source = Source("記事/a & b.md", "一行目です。\r\n😀二行目が「途切\r\n")
    clean = file_report(Source("index.md", "本文です。\n"), [])
    rule, repeat = UnknownKey(), RepeatedSection()
    wrong = span_of(source, "二")
    found = [
        rule.report(wrong, scope="file", key='<題"\n>'),
        repeat.report(Span(0, 6), related=[repeat.note(wrong, "first")], count=3),
        crashed("XX001", source.path, ValueError("]]>\x1b[1m")),
    ]
    gone = file_report(Source("gone.md", ""), [unreadable(UnreadableSourceError("gone.md", "missing", ""))])
    return Report([file_report(source, found), gone, clean], RULES, fail_on)


def suites_of(report: Report, language: Language = "en") -> JUnitXml:
    return JUnitXml.fromstring("".join(junit.render(report, View(language))).encode())


def test_junit_has_a_suite_for_each_file_and_a_test_for_each_finding() -> None:
    report = suites_of(sample(), "ja")
    broken, gone, clean = report
    key, section, crash = broken

    assert [suite.name for suite in report] == ["記事/a & b.md", "gone.md", "index.md"]
    assert [(suite.tests, suite.failures, suite.errors, suite.skipped) for suite in report] == [
        (3, 1, 1, 1),
        (1, 0, 1, 0),
        (1, 0, 0, 0),
    ]
    assert (report.tests, report.failures, report.errors) == (5, 1, 2)
    assert [(case.name, case.classname) for case in broken] == [
        ("FM004 unknown-key", "記事/a & b"),
        ("DUP001 repeated-section", "記事/a & b"),
        ("EN002 rule-crashed", "記事/a & b"),
    ]
    assert [type(case.result[0]) for case in (key, section, crash, *gone)] == [Skipped, Failure, Error, Error]
    assert key.result[0].message == '記事/a & b.md:2:2: キー「<題"\n>」は知られていません。'
    assert section.result[0].message == "記事/a & b.md:1:1: 3個の段落が繰り返しです。削ってください。"
    assert section.result[0].text == f"{section.result[0].message}\n記事/a & b.md:2:2: 最初の箇所"
    assert "ValueError: ]]>␛[1m" in crash.result[0].text
    assert [(case.name, case.classname, case.result) for case in clean] == [("index.md", "index", [])]


@pytest.mark.parametrize(("fail_on", "failures"), [("info", 2), ("warning", 2), ("error", 1), ("never", 0)])
def test_junit_is_as_red_as_the_gate(fail_on: str, failures: int) -> None:
    report = suites_of(sample(fail_on))

    assert (report.tests, report.failures, report.errors) == (5, failures, 2)
    assert sum(suite.skipped for suite in report) == 2 - failures


def test_junit_is_red_where_there_are_too_many_warnings() -> None:
    report = sample()
    report.max_warnings = 0

    assert suites_of(report).failures == 2


def test_junit_keeps_to_the_strictest_schema() -> None:
    elements = [*ET.fromstring("".join(junit.render(sample(), View("en")))).iter()]

    assert {element.tag for element in elements} == set(ATTRIBUTES)
    assert all({*element.keys()} <= ATTRIBUTES[element.tag] for element in elements)
    assert {element.get("time") for element in elements} <= {"0", None}


def test_junit_names_a_finding_the_same_when_it_has_moved() -> None:
    def names(before: str) -> list[str]:
        class Stop(TruncatedEnding):
            def check(self, document):
                yield self.report(span_of(document.source, "途切"), last="切")

        source = Source("a.md", f"{before}文が途切\n")
        report = Report([file_report(source, lint(Document(source), [Stop()]))], {"TR001": Stop})
        return [case.name for suite in suites_of(report) for case in suite]

    assert names("") == names("一行目です。\n\n")


def test_checkstyle_is_read_by_diff_quality(git: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    subprocess.run([git, "init", "-q", tmp_path], check=True)
    monkeypatch.chdir(tmp_path)
    GitPathTool.set_cwd(str(tmp_path))
    text = "".join(checkstyle.render(sample(), View("en")))

    found = CheckstyleXmlDriver().parse_reports([text])

    assert {path: [(one.line, one.message) for one in violations] for path, violations in found.items()} == {
        "記事/a & b.md": [
            (2, 'warning: The key “<題"\n>” is unknown.'),
            (1, "error: 3 blocks are a repeat; delete them."),
            (
                1,
                "error: Rule XX001 crashed on 記事/a & b.md (ValueError: ]]>␛[1m) and reported nothing. This is a"
                " fault of koetsu or of a package of rules: please report it with this text.",
            ),
        ],
        "gone.md": [
            (1, "error: The file is gone: it was moved or deleted during the run. Run koetsu again."),
        ],
    }


def test_checkstyle_names_every_file_with_columns_and_rules() -> None:
    root = ET.fromstring("".join(checkstyle.render(sample(), View("ja"))))

    assert [file.get("name") for file in root] == ["記事/a & b.md", "gone.md", "index.md"]
    assert [[(one.get("line"), one.get("column"), one.get("source")) for one in file] for file in root] == [
        [("2", "2", "koetsu.FM004"), ("1", "1", "koetsu.DUP001"), ("1", "1", "koetsu.EN002")],
        [("1", "1", "koetsu.EN001")],
        [],
    ]


@given(st.text())
def test_any_text_survives_xml(text: str) -> None:
    meant = possible(text)
    element = ET.fromstring(f"<a>{tag('b', c=text)}{content(text)}</a>")

    assert element[0].get("c") == meant
    assert (element[0].tail or "") == meant


def test_what_xml_cannot_hold_is_made_visible() -> None:
    assert possible("a\x00\x1b\x1f\ufffe\ud800\t\r\n\x7f\x85\u2028😀") == "a␀␛␟\ufffd\ufffd\t\r\n\x7f\x85\u2028😀"


def test_reports_are_the_same_bytes_each_time() -> None:
    source = Source("a.md", "文が途切\n")
    report = report_of(source, TruncatedEnding().report(Span(3, 4), last="切"))

    for form in (junit, checkstyle):
        assert [*form.render(report, View())] == [*form.render(report, View())]
