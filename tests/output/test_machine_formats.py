"""Do the formats of koetsu's own keep to their contracts and schemas?"""

import json
from importlib.resources import files
from typing import get_args

import jsonschema_rs
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from koetsu import Edit, Position, Source, Span
from koetsu.engine.report import Report
from koetsu.engine.settings import OutputFormat
from koetsu.output import View, concise, format_named, formats, jsonl, lsp
from koetsu.output import json as json_format
from koetsu.output.data.schema import published
from report_samples import RULES, RepeatedSection, TruncatedEnding, UnknownKey, file_report, lines_of, report_of

JA = View("ja")


def sample() -> Report:
    source = Source("posts/a.md", "一行目です。\n😀二行目が途切\n")
    rule, repeat = UnknownKey(), RepeatedSection()
    wrong = Span(8, 9)
    return report_of(
        source,
        rule.report(wrong, fixes=[rule.fix("rename", Edit(wrong, "名"), safe=True)], scope="file", key="題\n"),
        repeat.report(Span(0, 6), related=[repeat.note(wrong, "first")], count=3),
    )


def test_json_is_the_contract_to_the_letter() -> None:
    text = "".join(json_format.render(sample(), JA))

    assert text.endswith("\n")
    assert text.count("\n") == 1
    assert json.loads(text) == {
        "format": 1,
        "tool": {"name": "koetsu", "version": json.loads(text)["tool"]["version"]},
        "summary": {"files": 1, "errors": 1, "warnings": 1, "infos": 0, "suppressed": 0, "baselined": 0},
        "diagnostics": [
            {
                "path": "posts/a.md",
                "rule": "FM004",
                "name": "unknown-key",
                "severity": "warning",
                "message": "キー「題\n」は知られていません。",
                "range": {"start": {"line": 2, "column": 2}, "end": {"line": 2, "column": 3}},
                "related": [],
                "fixes": [
                    {
                        "title": "キーの名前を直す",
                        "safe": True,
                        "edits": [
                            {
                                "range": {"start": {"line": 2, "column": 2}, "end": {"line": 2, "column": 3}},
                                "text": "名",
                            }
                        ],
                    }
                ],
                "scope": "file",
                "fingerprint": "",
            },
            {
                "path": "posts/a.md",
                "rule": "DUP001",
                "name": "repeated-section",
                "severity": "error",
                "message": "3個の段落が繰り返しです。削ってください。",
                "range": {"start": {"line": 1, "column": 1}, "end": {"line": 1, "column": 7}},
                "related": [
                    {
                        "message": "最初の箇所",
                        "path": "posts/a.md",
                        "range": {"start": {"line": 2, "column": 2}, "end": {"line": 2, "column": 3}},
                    }
                ],
                "fixes": [],
                "scope": "text",
                "fingerprint": "",
            },
        ],
    }
    assert list(json.loads(text)["diagnostics"][0]) == [
        *("path", "rule", "name", "severity", "message", "range", "related", "fixes", "scope", "fingerprint")
    ]
    assert "キー" in text


def test_jsonl_gives_the_same_diagnostics_line_by_line() -> None:
    whole = json.loads("".join(json_format.render(sample(), JA)))["diagnostics"]

    *lines, last = lines_of(jsonl.render(sample(), JA))

    assert last == ""
    assert [json.loads(line) for line in lines] == [{"format": 1, **diagnostic} for diagnostic in whole]


def test_concise_gives_one_line_a_finding() -> None:
    assert lines_of(concise.render(sample(), View("en"))) == [
        "posts/a.md:2:2: warning FM004 The key “題␊” is unknown.",
        "posts/a.md:1:1: error DUP001 3 blocks are a repeat; delete them.",
        "",
    ]


def test_lsp_gives_what_an_editor_is_sent() -> None:
    (document,) = json.loads("".join(lsp.render(sample(), View("en"))))

    assert document["uri"].startswith("file:///")
    assert document["uri"].endswith("/posts/a.md")
    wrong = {"start": {"line": 1, "character": 2}, "end": {"line": 1, "character": 3}}
    assert document["diagnostics"] == [
        {
            "range": wrong,
            "severity": 2,
            "code": "FM004",
            "source": "koetsu",
            "message": "The key “題\n” is unknown.",
            "data": {
                "fingerprint": "",
                "scope": "file",
                "fixes": [{"title": "rename the key", "safe": True, "edits": [{"range": wrong, "newText": "名"}]}],
            },
        },
        {
            "range": {"start": {"line": 0, "character": 0}, "end": {"line": 0, "character": 6}},
            "severity": 1,
            "code": "DUP001",
            "source": "koetsu",
            "message": "3 blocks are a repeat; delete them.",
            "data": {"fingerprint": "", "scope": "text", "fixes": []},
            "tags": [1],
            "relatedInformation": [
                {"location": {"uri": document["uri"], "range": wrong}, "message": "first stands here"}
            ],
        },
    ]


def test_lsp_clears_files_without_findings_and_encodes_their_names(tmp_path) -> None:
    named = tmp_path / "記事 #1%.md"
    clean = file_report(Source("記事 #1%.md", "本文。"), [], str(named))
    unsaved = file_report(Source("-", "本文。"), [])

    documents = json.loads("".join(lsp.render(Report([clean, unsaved], RULES), JA)))

    assert documents == [
        {"uri": f"file://{tmp_path}/%E8%A8%98%E4%BA%8B%20%231%25.md", "diagnostics": []},
        {"uri": "untitled:-", "diagnostics": []},
    ]


@pytest.mark.parametrize("name", ["json", "jsonl"])
def test_published_schema_is_made_from_the_types(name: str) -> None:
    file = files("koetsu.output") / f"{name}.schema.json"

    assert file.read_text(encoding="utf-8") == published(file.name), "run python -m koetsu.output.data.schema"


def test_published_schemas_accept_what_is_written_and_refuse_what_is_not() -> None:
    report, line = (
        jsonschema_rs.validator_for(json.loads(published(name))) for name in ("json.schema.json", "jsonl.schema.json")
    )
    whole = json.loads("".join(json_format.render(sample(), JA)))

    assert report.is_valid(whole)
    assert report.is_valid(json.loads("".join(json_format.render(Report([], RULES), JA))))
    assert all(line.is_valid(json.loads(row)) for row in lines_of(jsonl.render(sample(), JA))[:-1])
    assert not report.is_valid({**whole, "format": 2})
    assert not report.is_valid({**whole, "diagnostics": [{"path": "a.md"}]})


@pytest.mark.parametrize("name", formats())
def test_every_format_writes_an_empty_report(name: str) -> None:
    text = "".join(format_named(name)(Report([], RULES), JA))

    assert text == "" or text.endswith("\n")


def test_formats_that_can_be_configured_are_the_modules_of_the_folder() -> None:
    assert formats() == get_args(OutputFormat)


@pytest.mark.parametrize("name", formats())
def test_every_format_can_write_a_file_name_that_is_no_utf8(name: str) -> None:
    source = Source("caf\udce9.md", "行き渡")
    report = report_of(source, TruncatedEnding().report(Span(0, 2), last="き"))

    "".join(format_named(name)(report, JA)).encode("utf-8")


_PIECES = [*"かな漢。a \t😀👨\u200d\U0001f1ef\u3099\u0301\u2028\x0c\ufeff\n\r", "\r\n"]
_TEXTS = st.lists(st.sampled_from(_PIECES), max_size=60).map("".join)


@given(_TEXTS)
def test_lsp_serves_other_units_of_a_client(text: str) -> None:
    source = Source("a.md", text)
    finding = TruncatedEnding().report(Span(0, len(source)), last="")

    for unit in ("code-points", "utf-8", "utf-16"):
        end = lsp.convert(source, finding, TruncatedEnding, uri="file:///a", language="ja", unit=unit).range.end
        assert source.offset(Position(end.line, end.character), unit) == len(source)


def test_model_reads_back_what_it_wrote() -> None:
    from koetsu.output.data.model import ReportData

    text = "".join(json_format.render(sample(), JA))

    assert msgspec.json.encode(msgspec.json.decode(text, type=ReportData)).decode() + "\n" == text
