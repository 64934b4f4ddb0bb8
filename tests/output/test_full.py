"""Does a person read what is wrong, where, and what to do, in a form that fits the terminal?"""

from pathlib import Path

import pytest

from koetsu import Diagnostic, Edit, Source, Span
from koetsu.engine.faults import unreadable
from koetsu.engine.report import Report
from koetsu.errors import UnreadableSourceError
from koetsu.output import View
from koetsu.output.full import render
from koetsu.output.terminal.cells import width
from koetsu.rule import AGAIN
from report_samples import RULES, RepeatedSection, TruncatedEnding, UnknownKey, file_report, report_of, span_of

EN, JA = View("en", 80), View("ja", 80)


def full(report: Report, view: View = EN) -> str:
    return "".join(render(report, view))


def test_full_underlines_part_of_a_line_and_the_related_place() -> None:
    source = Source("posts/a.md", "# 見出し\n\n恩恵が広く行き渡\n\n...るのか、問われます。\n")
    rule = TruncatedEnding()
    rest = span_of(source, "...るのか")
    finding = rule.report(span_of(source, "行き渡"), related=[rule.note(rest, "goes-on")], last="行き渡")

    assert full(report_of(source, finding)) == (
        "posts/a.md:3:6  error  TR001 truncated-ending\n"
        "  The sentence breaks off at “行き渡”.\n"
        "  3 │ 恩恵が広く行き渡\n"
        "    │           ^^^^^^\n"
        "  5 │ ...るのか、問われます。\n"
        "    │ ~~~~~~~~~ it goes on here\n"
        "\n"
        "1 file checked: 1 error, 0 warnings, 0 info.\n"
    )
    assert full(report_of(source, finding), JA) == (
        "posts/a.md:3:6  エラー  TR001 truncated-ending\n"
        "  文が「行き渡」で途切れています。\n"
        "  3 │ 恩恵が広く行き渡\n"
        "    │           ^^^^^^\n"
        "  5 │ ...るのか、問われます。\n"
        "    │ ~~~~~~~~~ 続きはここにあります。\n"
        "\n"
        "1ファイルを検査しました。エラー1件、警告0件、参考0件。\n"
    )


def test_full_shows_first_and_last_line_of_many_and_each_related_place_once() -> None:
    source = Source("a.md", "一つ目の段落。\n\n二つ目の段落。\n\n" * 6)
    rule = RepeatedSection()

    def copy(number: int) -> Span:
        return Span(source.line_span(4 * number).start, source.line_span(4 * number + 2).end)

    findings = [rule.report(copy(n), related=[rule.note(copy(0), "first")], count=n + 1) for n in (1, 3)]

    assert full(report_of(source, *findings)) == (
        "a.md:5:1  error  DUP001 repeated-section\n"
        "  2 blocks are a repeat; delete them.\n"
        "  5 ┏ 一つ目の段落。\n"
        "  7 ┗ 二つ目の段落。\n"
        "  1 ┏ 一つ目の段落。\n"
        "  3 ┗ 二つ目の段落。\n"
        "    ╰ first stands here\n"
        "\n"
        "a.md:13:1  error  DUP001 repeated-section\n"
        "  4 blocks are a repeat; delete them.\n"
        "  13 ┏ 一つ目の段落。\n"
        "  15 ┗ 二つ目の段落。\n"
        "     ╰ first stands here: lines 1-3\n"
        "\n"
        "1 file checked: 2 errors, 0 warnings, 0 info.\n"
    )


def test_full_names_the_lines_of_many_related_places() -> None:
    source = Source("a.md", "同じ文。\n" * 20)
    rule = RepeatedSection()
    places = [rule.note(source.line_span(line), "first") for line in range(1, 20)]
    finding = rule.report(source.line_span(0), related=places, count=1)

    lines = full(report_of(source, finding), JA).split("\n")

    assert lines[2:6] == [
        "  1 ┃ 同じ文。",
        "  2 ┃ 同じ文。",
        "    ╰ 最初の箇所",
        "    ╰ 最初の箇所: 3、4、5、6、7、8、9、10、11、12、13、14行目ほか6か所",
    ]


def test_full_names_the_lines_of_the_copies_in_which_a_finding_stands_again() -> None:
    source = Source("a.md", "恩恵が行き渡\n\n" * 4 + "るのか。\n")
    rule = TruncatedEnding()
    copies = [rule.note(source.line_span(2 * n), AGAIN, number=n, total=3) for n in (1, 2, 3)]
    rest = rule.note(source.line_span(8), "goes-on")

    lines = full(
        report_of(source, rule.report(source.line_span(0), related=[rest, *copies], last="渡", **{AGAIN: 3})), JA
    ).split("\n")

    assert lines[1:6] == [
        "  文が「渡」で途切れています。（写しの中にあと3か所）",
        "  1 ┃ 恩恵が行き渡",
        "  9 ┃ るのか。",
        "    ╰ 続きはここにあります。",
        "    ╰ 写しの中: 3、5、7行目",
    ]


def test_full_says_once_what_is_found_several_times_word_for_word() -> None:
    source = Source("a.md", "titel: 一\n\ntitel: 二\n\ntitle: 三\n")
    rule = UnknownKey()

    def wrong(after: str) -> Span:
        return span_of(source, "titel", after)

    findings = [
        rule.report(wrong(after), fixes=[rule.fix("rename", Edit(wrong(after), "title"), safe=safe)], key="titel")
        for after, safe in (("", False), ("一", False))
    ]

    assert full(report_of(source, *findings)) == (
        "a.md:1:1  warning  FM004 unknown-key\n"
        "  The key “titel” is unknown.\n"
        "  1 │ titel: 一\n"
        "    │ ^^^^^\n"
        "    ╰ the same in line 3\n"
        "    ╰ fix: rename the key\n"
        "\n"
        "1 file checked: 0 errors, 2 warnings, 0 info.\n"
    )


def test_full_clips_a_paragraph_around_what_is_meant() -> None:
    source = Source("a.md", "あ" * 5000 + "行き渡" + "い" * 5000)

    line, underline = full(report_of(source, TruncatedEnding().report(span_of(source, "行き渡"), last="渡"))).split(
        "\n"
    )[2:4]

    assert line.startswith("  1 │ …あ")
    assert line.endswith("い…")
    assert width(line) <= 80
    assert width(line[: line.index("行")]) == underline.index("^")
    assert underline.count("^") == 6


def test_full_puts_what_is_said_of_a_place_where_there_is_room() -> None:
    source = Source("a.md", "い" * 5000 + "行き渡\n\nるのか。\n")
    rule = TruncatedEnding()
    end = span_of(source, "行き渡")

    lines = full(
        report_of(source, rule.report(span_of(source, "るのか"), related=[rule.note(end, "goes-on")], last="渡"))
    ).split("\n")

    assert lines[4] == "    │" + " " * (width(lines[3]) - 27) + "it goes on here ~~~~~~"
    assert width(lines[4]) == width(lines[3]) <= 80


def test_full_writes_no_control_character_of_a_manuscript_or_a_name() -> None:
    source = Source("a\n\x1b[2J.md", "\x1b[31m赤\u202e\tと\x07\n")

    text = full(report_of(source, TruncatedEnding().report(span_of(source, "赤\u202e"), last="\x1b\n")))

    assert text.startswith("a␊␛[2J.md:1:6  error  TR001 truncated-ending\n  The sentence breaks off at “␛␊”.\n")
    assert "  1 │ ␛[31m赤<U+202E>    と␇\n    │      ^^^^^^^^^^\n" in text


def test_full_shows_colours_only_where_they_are_wanted() -> None:
    source = Source("a.md", "行き渡\n")
    report = report_of(source, TruncatedEnding().report(Span(0, 2), last="き"))

    plain, coloured = full(report), full(report, View("en", 80, colour=True))

    assert "\x1b" not in plain
    assert "\x1b[1;31m^^^^\x1b[0m" in coloured
    assert _without_colours(coloured) == plain


def test_full_shows_no_text_of_a_file_that_is_gone_or_has_shrunk(tmp_path: Path) -> None:
    source = Source("a.md", "行き渡\n")
    gone = file_report(source, [TruncatedEnding().report(Span(0, 2), last="き")], str(tmp_path / "a.md"))
    head = "a.md:1:1  error  TR001 truncated-ending\n  The sentence breaks off at “き”.\n\n"

    assert full(Report([gone], RULES)).startswith(head)

    (tmp_path / "a.md").write_text("行", encoding="utf-8")

    assert full(Report([gone], RULES)).startswith(head)


def test_full_says_that_there_is_nothing_to_report() -> None:
    nothing = Report([file_report(Source(name, "本文。"), []) for name in ("a.md", "b.md")], RULES)

    assert full(nothing) == "2 files checked: nothing to report.\n"
    assert full(nothing, JA) == "2ファイルを検査しました。指摘はありません。\n"


@pytest.mark.parametrize(
    ("unread", "en", "ja"),
    [
        (1, "1 file checked, 0.md not read: 1 error", "1ファイルを検査しました。0.mdは読めませんでした。エラー1件"),
        (
            5,
            "1 file checked, 0.md, 1.md, 2.md and 2 more not read: 5 errors",
            "1ファイルを検査しました。0.md、1.md、2.mdほか2件は読めませんでした。エラー5件",
        ),
    ],
)
def test_full_counts_what_was_checked_and_names_what_was_not(unread: int, en: str, ja: str) -> None:
    errors = [UnreadableSourceError(f"{number}.md", "permission", "") for number in range(unread)]
    files = [file_report(Source(error.path, ""), [unreadable(error)]) for error in errors]
    report = Report([*files, file_report(Source("z.md", "本文。"), [])], RULES)

    assert full(report).splitlines()[-1] == f"{en}, 0 warnings, 0 info."
    assert full(report, JA).splitlines()[-1] == f"{ja}、警告0件、参考0件。"


def test_full_stands_at_the_end_of_a_text_without_line_end() -> None:
    source = Source("a.md", "行き渡")

    assert "  1 │ 行き渡\n    │       ^\n" in full(report_of(source, TruncatedEnding().report(Span(3, 3), last="渡")))


def test_full_leaves_a_line_end_out_of_what_is_meant() -> None:
    source = Source("a.md", "一行目\r\n二行目\r\n")

    assert "  1 ┃ 一行目\n\n" in full(report_of(source, TruncatedEnding().report(Span(0, 5), last="目")))


def _without_colours(text: str) -> str:
    import re

    return re.sub(r"\x1b\[[0-9;]*m", "", text)


def test_copies_of_one_section_are_one_note_that_lists_their_lines() -> None:
    source = Source("a.md", "一つ目の段落。\n\n二つ目の段落。\n\n" * 4)
    rule = RepeatedSection()

    def copy(number: int) -> Span:
        return Span(source.line_span(4 * number).start, source.line_span(4 * number + 2).end)

    def finding(number: int, count: int) -> Diagnostic:
        return rule.report(copy(number), related=[rule.note(copy(0), "first")], count=count)

    text = full(report_of(source, finding(1, 2), finding(2, 2), finding(3, 1)))

    assert text.count("DUP001") == 2
    assert "╰ the same in lines 9-11\n" in text
    assert "3 errors" in text
