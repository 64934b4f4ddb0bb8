"""Does code scanning learn from SARIF what was found, and does the log keep to the standard and to GitHub's limits?"""

import gzip
import json
from collections import Counter
from functools import cache
from pathlib import Path

import jsonschema_rs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from koetsu import Diagnostic, Edit, Source, Span
from koetsu.engine.config import Configuration
from koetsu.engine.faults import crashed, unreadable
from koetsu.engine.registry import load_registry
from koetsu.engine.report import FileReport, Held, Report, positions_of
from koetsu.engine.runner import run
from koetsu.errors import UnreadableSourceError
from koetsu.message import Language
from koetsu.output import View, sarif
from koetsu.output.service.sarif.limits import MOST
from koetsu.page import page_of
from report_samples import RULES, RepeatedSection, TruncatedEnding, UnknownKey, file_report, report_of, span_of

SCHEMA = Path(__file__).parent / "schemas" / "sarif-2.1.0-rtm.5.json"
SITE = Path(__file__).parent.parent / "site"

TEXT = "\ufeff一行目です。\r\n😀二行目が途切\r\n三行目です。\r\n"
PATH = '記事/a b#1 "50%".md'


@cache
def schema() -> jsonschema_rs.Draft4Validator:
    text = SCHEMA.read_text(encoding="utf-8")
    # A bracket too many: it is no regular expression for validators that look.
    return jsonschema_rs.Draft4Validator(json.loads(text.replace("{2}]?$", "{2}?$")), validate_formats=True)


def run_of(report: Report, view: View) -> dict:
    """The one run of a log that keeps to the schema."""
    log = json.loads("".join(sarif.render(report, view)))
    assert [*map(str, schema().iter_errors(log))] == []
    assert log["version"] == "2.1.0"
    (one,) = log["runs"]
    return one


def sample(*held: Held) -> Report:
    source = Source(PATH, TEXT)
    rule, repeat = UnknownKey(), RepeatedSection()
    wrong = span_of(source, "二行")
    found = [
        rule.report(wrong, fixes=[rule.fix("rename", Edit(wrong, "名"), safe=True)], scope="file", key="題[x](1)\n"),
        repeat.report(span_of(source, "二行目が途切\r\n三"), related=[repeat.note(Span(0, 2), "first")], count=3),
    ]
    positions = positions_of(source, [*found, *(one.diagnostic for one in held)])
    return Report([FileReport(PATH, "", found, positions, held)], RULES, sources={PATH: source})


def place(start: int, start_column: int, end: int, end_column: int) -> dict:
    return {
        "artifactLocation": {
            "uri": "docs/%E8%A8%98%E4%BA%8B/a%20b%231%20%2250%25%22.md",
            "uriBaseId": "%SRCROOT%",
        },
        "region": {"startLine": start, "startColumn": start_column, "endLine": end, "endColumn": end_column},
    }


def test_results_are_the_format_to_the_letter() -> None:
    key, section = run_of(sample(), View("ja", prefix="docs/"))["results"]

    assert key == {
        "ruleId": "FM004",
        "ruleIndex": [*RULES].index("FM004"),
        "level": "warning",
        "message": {"text": "キー「題[x\\](1)\n」は知られていません。"},
        "locations": [{"physicalLocation": place(2, 2, 2, 4)}],
        "partialFingerprints": {"koetsu/v1": ""},
        "fixes": [
            {
                "description": {"text": "キーの名前を直す"},
                "artifactChanges": [
                    {
                        "artifactLocation": place(2, 2, 2, 4)["artifactLocation"],
                        "replacements": [
                            {"deletedRegion": place(2, 2, 2, 4)["region"], "insertedContent": {"text": "名"}}
                        ],
                    }
                ],
                "properties": {"safe": True},
            }
        ],
    }
    assert section == {
        "ruleId": "DUP001",
        "ruleIndex": [*RULES].index("DUP001"),
        "level": "error",
        "message": {"text": "3個の段落が繰り返しです。削ってください。 [最初の箇所](1) [該当箇所の全体](2)"},
        "locations": [
            {
                "physicalLocation": place(2, 2, 2, 8),
                "relationships": [{"target": 2, "kinds": ["isIncludedBy"]}],
            }
        ],
        "partialFingerprints": {"koetsu/v1": ""},
        "relatedLocations": [
            {"physicalLocation": place(1, 1, 1, 3), "id": 1, "message": {"text": "最初の箇所"}},
            {"physicalLocation": place(2, 2, 3, 2), "id": 2, "message": {"text": "該当箇所の全体"}},
        ],
    }


def test_finding_of_several_lines_stands_at_its_start_if_the_file_is_gone() -> None:
    source = Source("a.md", "一\n二\n")
    report = Report([file_report(source, [TruncatedEnding().report(Span(0, 3), last="")], "/nowhere/a.md")], RULES)
    (result,) = run_of(report, View())["results"]

    assert result["locations"][0]["physicalLocation"]["region"] == place(1, 1, 1, 1)["region"]


def test_run_says_in_which_unit_and_language_it_speaks_and_from_where_paths_count() -> None:
    run = run_of(sample(), View("ja"))

    assert (run["columnKind"], run["language"]) == ("unicodeCodePoints", "ja")
    assert run["tool"]["driver"]["name"] == "koetsu"
    assert run["tool"]["driver"]["semanticVersion"]
    assert [*run["originalUriBaseIds"]] == ["%SRCROOT%"]
    assert run["invocations"] == [{"executionSuccessful": True}]


@pytest.mark.parametrize("language", ["ja", "en"])
def test_every_rule_brings_its_page(language: Language) -> None:
    rules = load_registry().rules
    told = run_of(Report([], rules), View(language))["tool"]["driver"]["rules"]

    assert [rule["id"] for rule in told] == [*rules]
    for rule in told:
        page = page_of(rules[rule["id"]])
        assert rule["name"] == rules[rule["id"]].name
        assert rule["shortDescription"] == {"text": page.title[language]}
        assert 0 < len(rule["fullDescription"]["text"]) <= 1024
        assert rule["help"]["text"] == page.text[language]
        assert all(example.text in rule["help"]["markdown"] for example in page.examples)
        assert rule["defaultConfiguration"]["level"] in ("error", "warning", "note")
        assert rule["properties"]["tags"]
        assert "helpUri" not in rule


def test_help_has_fences_that_no_example_closes() -> None:
    rules = load_registry().rules
    (rule,) = run_of(Report([], {"TR005": rules["TR005"]}), View())["tool"]["driver"]["rules"]
    lines = rule["help"]["markdown"].split("\n")

    assert any(line.startswith("```") and not line.endswith("md") for line in lines)
    assert "````md" in lines


def test_what_is_held_back_is_told_with_what_holds_it() -> None:
    rule = TruncatedEnding()
    hidden = [
        Held(rule.report(Span(0, 1), last="一"), "directive", "題名 <だから>"),
        Held(rule.report(Span(0, 1), last="二"), "baseline"),
        Held(rule.report(Span(0, 1), last="三"), "change"),
    ]
    results = run_of(sample(*hidden), View("ja"))["results"]

    assert [(one["ruleId"], one["suppressions"]) for one in results] == [
        ("FM004", []),
        ("DUP001", []),
        ("TR001", [{"kind": "inSource", "justification": "題名 <だから>"}]),
        ("TR001", [{"kind": "external"}]),
    ]


def test_nothing_is_said_of_suppressions_where_there_are_none_or_no_one_reads_them() -> None:
    hidden = Held(TruncatedEnding().report(Span(0, 1), last="一"), "baseline")

    for results in (run_of(sample(), View())["results"], run_of(sample(hidden), View(tells_held=False))["results"]):
        assert [one["ruleId"] for one in results] == ["FM004", "DUP001"]
        assert not any("suppressions" in one for one in results)


def test_what_koetsu_could_not_do_is_said_of_the_run_too() -> None:
    gone = file_report(Source("gone.md", ""), [unreadable(UnreadableSourceError("gone.md", "missing", ""))])
    crash = file_report(Source("a.md", "本文\n"), [crashed("XX001", "a.md", ValueError("\x1b\x00"), Span(0, 2))])
    run = run_of(Report([gone, crash], RULES), View("ja"))
    (invocation,) = run["invocations"]

    assert [one["ruleId"] for one in run["results"]] == ["EN001", "EN002"]
    assert invocation["executionSuccessful"] is False
    assert [
        (one["level"], one["associatedRule"], one["locations"][0]["physicalLocation"]["artifactLocation"]["uri"])
        for one in invocation["toolExecutionNotifications"]
    ] == [
        ("error", {"id": "EN001", "index": [*RULES].index("EN001")}, "gone.md"),
        ("error", {"id": "EN002", "index": [*RULES].index("EN002")}, "a.md"),
    ]


def test_log_holds_what_github_takes_and_says_what_it_leaves_out() -> None:
    rule = TruncatedEnding()
    files = []
    for number in range(3):
        source = Source(f"{number}.md", "文が途切\n")
        found = [
            rule.report(Span(0, 1), severity=severity, last="切")
            for severity, count in {"info": 900, "error": 900, "warning": 900}.items()
            for _ in range(count)
        ]
        held = [Held(found[-1], "baseline")] * 10
        files.append(FileReport(source.path, "", found, positions_of(source, found), held))
    run = run_of(Report(files, RULES), View())

    levels = [one["level"] for one in run["results"]]
    assert Counter(levels) == {"error": 2_700, "warning": MOST - 2_700}
    assert run["invocations"] == [
        {
            "executionSuccessful": True,
            "toolExecutionNotifications": [
                {
                    "level": "note",
                    "message": {
                        "text": "Results left out, the least severe ones, because there are more than GitHub takes:"
                        " 3130."
                    },
                }
            ],
        }
    ]


def test_log_stays_small_with_many_copies() -> None:
    repeat = RepeatedSection()
    source = Source("a.md", "".join(f"{number}行目です。\n" for number in range(1_000)))
    copies = [repeat.note(Span(at, at + 2), "first") for at in range(0, 2_000, 2)]
    found = [repeat.report(Span(0, 2), related=copies, count=3)] * 200
    text = "".join(sarif.render(report_of(source, *found), View()))
    related = json.loads(text)["runs"][0]["results"][0]["relatedLocations"]

    assert [one["id"] for one in related] == [*range(1, 100)]
    assert len(gzip.compress(text.encode())) < 1_000_000


@pytest.mark.parametrize(
    ("path", "prefix", "uri"),
    [
        ("a.md", "", "a.md"),
        ("../a.md", "docs/", "a.md"),
        ("./x/../a.md", "docs/", "docs/a.md"),
        ("a:b,c;d?e&f=g'h.md", "", "a%3Ab%2Cc%3Bd%3Fe%26f%3Dg%27h.md"),
        ("か\u3099\n\t.md", "", "%E3%81%8B%E3%82%99%0A%09.md"),
        ("\udce9\udcff.md", "", "%E9%FF.md"),
        ("/外/a.md", "docs/", "file:///%E5%A4%96/a.md"),
        ("-", "", "-"),
    ],
)
def test_address_is_relative_to_the_root_of_the_repository(path: str, prefix: str, uri: str) -> None:
    source = Source(path, "本文\n")
    (result,) = run_of(report_of(source, TruncatedEnding().report(Span(0, 1), last="")), View(prefix=prefix))["results"]

    assert result["locations"][0]["physicalLocation"]["artifactLocation"] == {
        "uri": uri,
        **({} if uri.startswith("file:") else {"uriBaseId": "%SRCROOT%"}),
    }


@given(st.text(), st.text())
def test_any_words_keep_to_the_schema_and_lead_nowhere_else(words: str, note: str) -> None:
    class Saying(RepeatedSection):
        messages = {"note": TruncatedEnding.message}

    source = Source("a.md", "本文です。\n")
    rule = Saying()
    found: Diagnostic = rule.report(Span(0, 2), related=[rule.note(Span(1, 2), "note", last=note)], count=words)
    (result,) = run_of(Report([file_report(source, [found])], {"DUP001": Saying}), View())["results"]
    text = result["message"]["text"]

    assert text.endswith("](1)")
    assert text[: -len("](1)")].replace("\\](", "").count("](") == 0


def test_site_keeps_to_the_schema(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(SITE)
    configuration = Configuration.load(SITE, registry=load_registry())
    files = [file.relative_to(SITE) for file in sorted(SITE.rglob("*.md"))]
    report = run(files, configuration, jobs=1)
    results = run_of(report, View("ja"))["results"]

    assert len(results) == sum(report.counts.values()) > 5
    assert all(one["partialFingerprints"]["koetsu/v1"] for one in results)
    assert all(one["locations"][0]["physicalLocation"]["region"]["endColumn"] for one in results)
    for one in results:
        region = one["locations"][0]["physicalLocation"]["region"]
        assert region["startLine"] == region["endLine"]
