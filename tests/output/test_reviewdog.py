"""Does reviewdog learn the bytes that were meant, and suggestions that mend them?"""

import json

import pytest

from koetsu import Edit, Source, Span
from koetsu.engine.report import Report
from koetsu.output import View, rdjson, rdjsonl
from report_samples import RULES, RepeatedSection, UnknownKey, file_report, lines_of, report_of, span_of


def sample() -> Report:
    source = Source("記事/a b.md", "\ufeff一行目です。\r\n😀二行目が途切\r\n")
    rule, repeat = UnknownKey(), RepeatedSection()
    wrong = span_of(source, "二行")
    return report_of(
        source,
        rule.report(wrong, fixes=[rule.fix("rename", Edit(wrong, "名"), safe=True)], scope="file", key="題\n"),
        repeat.report(Span(0, 6), related=[repeat.note(wrong, "first")], count=3),
    )


def parsed(report: Report, view: View) -> list[dict]:
    return json.loads("".join(rdjson.render(report, view)))["diagnostics"]


def test_rdjson_is_the_format_to_the_letter() -> None:
    wrong = {"start": {"line": 2, "column": 5}, "end": {"line": 2, "column": 11}}

    assert json.loads("".join(rdjson.render(sample(), View("ja")))) == {
        "source": {"name": "koetsu"},
        "diagnostics": [
            {
                "message": "キー「題\n」は知られていません。",
                "location": {"path": "記事/a b.md", "range": wrong},
                "severity": "WARNING",
                "code": {"value": "FM004"},
                "suggestions": [{"range": wrong, "text": "名"}],
            },
            {
                "message": "3個の段落が繰り返しです。削ってください。",
                "location": {
                    "path": "記事/a b.md",
                    "range": {"start": {"line": 1, "column": 1}, "end": {"line": 1, "column": 19}},
                },
                "severity": "ERROR",
                "code": {"value": "DUP001"},
                "related_locations": [{"message": "最初の箇所", "location": {"path": "記事/a b.md", "range": wrong}}],
            },
        ],
    }


def test_rdjsonl_gives_the_same_line_by_line_each_with_its_source() -> None:
    *lines, last = lines_of(rdjsonl.render(sample(), View("ja")))

    assert last == ""
    assert [json.loads(line) for line in lines] == [
        {**diagnostic, "source": {"name": "koetsu"}} for diagnostic in parsed(sample(), View("ja"))
    ]


def test_fix_of_several_edits_is_one_suggestion() -> None:
    source = Source("a.md", "「😀一」\nと\n「二」\n")
    rule = UnknownKey()
    edits = [Edit(Span(8, 9), "〈"), Edit(Span(0, 1), "『"), Edit(Span(3, 4), "』")]
    (diagnostic,) = parsed(
        report_of(source, rule.report(Span(0, 4), fixes=[rule.fix("rename", *edits, safe=False)], key="")), View()
    )

    assert diagnostic["suggestions"] == [
        {
            "range": {"start": {"line": 1, "column": 1}, "end": {"line": 3, "column": 7}},
            "text": "『😀一』\nと\n「〈",
        }
    ]


@pytest.mark.parametrize("edits", [[], [Edit(Span(0, 3), "甲"), Edit(Span(2, 4), "乙")]])
def test_fix_that_can_mean_nothing_is_no_suggestion(edits: list[Edit]) -> None:
    source = Source("a.md", "文が途切\n")
    rule = UnknownKey()
    (diagnostic,) = parsed(
        report_of(source, rule.report(Span(0, 4), fixes=[rule.fix("rename", *edits, safe=False)], key="")), View()
    )

    assert "suggestions" not in diagnostic


def test_file_that_is_gone_has_lines_and_no_columns() -> None:
    source = Source("a.md", "一行目。\n二行目\n")
    rule = UnknownKey()
    wrong = span_of(source, "二行目")
    found = rule.report(wrong, fixes=[rule.fix("rename", Edit(wrong, ""), safe=True)], key="")
    (diagnostic,) = parsed(Report([file_report(source, [found], "/nowhere/a.md")], RULES), View())

    assert diagnostic["location"]["range"] == {"start": {"line": 2}, "end": {"line": 2}}
    assert "suggestions" not in diagnostic
