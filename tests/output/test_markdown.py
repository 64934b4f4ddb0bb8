"""Does the summary of a job show what was found, and nothing that an article makes of it?"""

import re
from collections.abc import Sequence
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from koetsu import Source, Span
from koetsu.engine.faults import unreadable
from koetsu.engine.report import FileReport, Held, Report, positions_of
from koetsu.errors import UnreadableSourceError
from koetsu.output import View, markdown
from koetsu.output.service.github_markdown import row, shown
from koetsu.output.terminal.cells import visible
from report_samples import RULES, RepeatedSection, TruncatedEnding, UnknownKey, file_report, report_of, span_of

JA = View("ja")


def html_of(text: str) -> str:
    return MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(text)


def tables_of(html: str) -> list[list[list[str]]]:
    """The cells of each table, as HTML."""
    return [
        [re.findall(r"<t[hd][^>]*>(.*?)</t[hd]>", line) for line in re.findall(r"<tr>(.*?)</tr>", table, re.DOTALL)]
        for table in re.findall(r"<table>(.*?)</table>", html, re.DOTALL)
    ]


def seen(html: str) -> str:
    """What is read where HTML is shown."""
    return unescape(re.sub(r"<!--.*?-->|<[^>]*>", "", html))


def sample(*held: Held) -> Report:
    source = Source("記事/a|b_c.md", "\ufeff一行目です。\r\n😀二行目が<途切>\r\n")
    rule, repeat = UnknownKey(), RepeatedSection()
    wrong = span_of(source, "<途切>")
    found = [
        rule.report(wrong, scope="file", key="題"),
        repeat.report(wrong, related=[repeat.note(Span(0, 2), "first")], count=3),
    ]
    clean = file_report(Source("clean.md", "本文です。\n"), [])
    return Report(
        [clean, FileReport(source.path, "", found, positions_of(source, found), held)],
        RULES,
        sources={source.path: source},
    )


def test_page_counts_the_rules_and_lists_the_findings_of_each_file() -> None:
    html = html_of("".join(markdown.render(sample(), JA)))
    rules, findings = ([[seen(cell) for cell in cells] for cells in table] for table in tables_of(html))

    assert seen(html).split("\n")[:2] == ["koetsu", "2ファイルを検査しました。エラー1件、警告1件、参考0件。"]
    assert rules == [
        ["規則", "エラー", "警告", "参考", "合計", "ファイル"],
        ["DUP001 repeated-section", "1", "0", "0", "1", "1"],
        ["FM004 unknown-key", "0", "1", "0", "1", "1"],
    ]
    assert "<h3><code>記事/a|b_c.md</code></h3>" in html
    assert findings == [
        ["行:桁", "重大度", "規則", "指摘", "箇所"],
        ["2:6", "警告", "FM004", "キー「題」は知られていません。", ""],
        ["2:6", "エラー", "DUP001", "3個の段落が繰り返しです。削ってください。1:1 最初の箇所", "<途切>"],
    ]


def test_report_without_findings_is_the_sum() -> None:
    text = "".join(markdown.render(report_of(Source("a.md", "本文です。\n")), View("en")))

    assert seen(html_of(text)) == "koetsu\n1 file checked: nothing to report.\n"


def test_page_says_what_is_held_back() -> None:
    found = TruncatedEnding().report(Span(0, 1), last="一")
    held = [Held(found, "directive"), *[Held(found, "baseline")] * 2, *[Held(found, "change")] * 3]
    text = seen(html_of("".join(markdown.render(sample(*held), JA))))

    assert "原稿の指示により表示しない指摘: 1件" in text
    assert "受け入れ済みの指摘: 2件" in text
    assert "変更していない箇所の指摘: 3件" in text


def test_gravest_files_come_first() -> None:
    rule = TruncatedEnding()
    files = [
        file_report(Source(f"{name}.md", "文\n"), [rule.report(Span(0, 1), severity=severity, last="")])
        for name, severity in zip("abcd", ["info", "error", "warning", "error"], strict=True)
    ]
    text = "".join(markdown.render(Report(files, RULES), JA))

    assert re.findall(r"<code>(\w)\.md", text) == ["b", "d", "c", "a"]


def long_report(files: Sequence[str]) -> Report:
    rule = TruncatedEnding()
    found = [rule.report(Span(0, 1), last="長い文" * 100)] * 400
    return Report([file_report(Source(path, "文\n"), found) for path in files], RULES)


def test_page_stays_under_the_limit_and_counts_what_is_left_out() -> None:
    report = long_report(["a.md", "b.md", "c.md", "d.md"])
    text = "".join(markdown.render(report, JA))
    told = sum(len(table) - 1 for table in tables_of(html_of(text))[1:])

    assert 900_000 < len(text.encode()) < 1_048_576
    assert text.endswith(f"\n\nほかに{1_600 - told}件の指摘がありますが、長くなるため省きました。\n")
    assert 0 < told < 1_600


def test_page_that_fits_leaves_nothing_out() -> None:
    text = "".join(markdown.render(long_report(["a.md"]), JA))

    assert "省きました" not in text
    assert sum(len(table) - 1 for table in tables_of(html_of(text))[1:]) == 400


def test_file_that_is_another_one_by_now_is_not_quoted() -> None:
    gone = unreadable(UnreadableSourceError("a.md", "missing", ""))
    source = Source("a.md", "文が途切\n")
    found = [gone, TruncatedEnding().report(Span(0, 2), last="")]
    html = html_of("".join(markdown.render(Report([file_report(source, found, "/nowhere/a.md")], RULES), JA)))

    assert [cells[-1] for cells in tables_of(html)[1]] == ["箇所", "", ""]


HARMFUL = [
    "@octocat さん",
    "#12 と GH-12",
    "octo/cat#12",
    "https://example.com www.example.com ftp://example.com",
    "a@example.com",
    ":tada:",
    "<img src=x onerror=y> &lt;b&gt;",
    "`code` **b** _i_ ~~s~~ [x](y) ![x](y) <!-- c -->",
    "a | b \\| c \\",
    "$x$ と $$y$$",
    "\x1b[31m\x00\u202e",
    "# 見出し\n- 項目",
]


@pytest.mark.parametrize("text", HARMFUL)
def test_text_shows_as_it_is_and_does_nothing(text: str) -> None:
    ((head, cells),) = tables_of(html_of(row(["a", "b"]) + row(["---"] * 2) + row([shown(text), "終"])))

    assert len(head) == len(cells) == 2
    assert seen(cells[0]) == visible(text).strip()
    assert re.sub(r"<!-- -->|</?span>", "", cells[0]).count("<") == 0
    for written in re.split(r"<[^>]*>", cells[0]):  # GitHub looks for these in what stands between tags
        assert not re.search(r"@\w|#\d|\bGH-\d|https?:/|www\.|:\w+:|\$.", unescape(written))


@given(st.text() | st.sampled_from(HARMFUL))
def test_any_text_stays_in_its_cell(text: str) -> None:
    ((_, cells),) = tables_of(html_of(row(["a", "b"]) + row(["---"] * 2) + row([f"<i>{shown(text)}</i>", "終"])))

    assert [seen(cell) for cell in cells] == [visible(text), "終"]
