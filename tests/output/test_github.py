"""Does GitHub show the findings that matter most, and obey nothing that an article says?"""

import re
from collections.abc import Iterable
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koetsu import Source, Span
from koetsu.engine.faults import unreadable
from koetsu.engine.report import Report
from koetsu.errors import UnreadableSourceError
from koetsu.output import View, concise, github
from koetsu.output.full import summary
from koetsu.output.service.commands import command, unheeded
from report_samples import RULES, RepeatedSection, TruncatedEnding, UnknownKey, file_report, report_of, span_of

JA = View("ja")


class Command(NamedTuple):
    """What the runner is told."""

    name: str
    properties: dict[str, str]
    data: str


KNOWN = {"error", "warning", "notice", "group", "endgroup", "stop-commands", "add-mask", "set-env", "add-path", "debug"}


def obeyed(text: str) -> list[Command]:
    """The commands that the runner of GitHub Actions finds in a log.

    Written after ``ActionCommand`` and ``ActionCommandManager`` of the runner: lines end at LF and CR; blanks before a
    command do not count; the older spelling ``##[name]`` is looked for anywhere in the line.
    """
    found = []
    resumes_at = None
    for line in re.split(r"\r\n|\r|\n", text):
        one = _newer(line, resumes_at) or _older(line, resumes_at)
        if one is None:
            continue
        if resumes_at is not None:
            resumes_at = None if one.name == resumes_at else resumes_at
        elif one.name == "stop-commands":
            resumes_at = one.data
        else:
            found.append(one)
    assert resumes_at is None
    return found


def _newer(line: str, token: str | None) -> Command | None:
    match = re.match(r"\s*::(.*?)::(.*)\Z", line, re.DOTALL)
    if match is None:
        return None
    name, _, properties = match[1].partition(" ")
    if name.lower() not in KNOWN and name != token:
        return None
    values = dict(pair.strip().split("=", 1) for pair in properties.split(",") if "=" in pair)
    codes = {"%0D": "\r", "%0A": "\n", "%3A": ":", "%2C": ","}
    return Command(
        name,
        {key: unescaped(value, codes) for key, value in values.items() if value},
        unescaped(match[2], {"%0D": "\r", "%0A": "\n"}),
    )


def _older(line: str, token: str | None) -> Command | None:
    match = re.search(r"##\[(.*?)\](.*)\Z", line, re.DOTALL)
    name = match[1].split(" ")[0] if match else ""
    return Command(name, {}, match[2]) if match and (name.lower() in KNOWN or name == token) else None


def unescaped(text: str, codes: dict[str, str]) -> str:
    for code, character in (*codes.items(), ("%25", "%")):
        text = text.replace(code, character)
    return text


def commands_of(report: Report, view: View = JA) -> list[Command]:
    return obeyed("".join(github.render(report, view)))


def sample() -> Report:
    source = Source("記事/a, b: 50%.md", "\ufeff一行目です。\r\n😀二行目が途切\r\n")
    rule, repeat = UnknownKey(), RepeatedSection()
    wrong = span_of(source, "二行")
    found = [
        rule.report(wrong, severity="info", scope="file", key="題: 50%, \n終"),
        repeat.report(Span(0, 9), related=[repeat.note(wrong, "first")], count=3),
    ]
    return report_of(source, *found)


def test_annotations_are_the_commands_to_the_letter() -> None:
    path = "docs/記事/a%2C b%3A 50%25.md"

    assert "".join(github.render(sample(), View("ja", prefix="docs/"))).split("::group::")[0] == (
        f"::error file={path},line=1,endLine=2,title=DUP001 repeated-section"
        "::3個の段落が繰り返しです。削ってください。%0Adocs/記事/a, b: 50%25.md:2:2: 最初の箇所\n"
        f"::notice file={path},line=2,endLine=2,col=2,endColumn=4,title=FM004 unknown-key"
        "::キー「題: 50%25, %0A終」は知られていません。\n"
    )


def test_log_lists_every_finding_and_sums_up() -> None:
    text = "".join(github.render(sample(), JA))
    log = text[text.index("::group::") :]

    assert log == (
        "::group::すべての指摘（2件）\n"
        + "".join(concise.render(sample(), JA))
        + f"::endgroup::\n{summary(sample(), 'ja')}\n"
    )
    assert [one.name for one in obeyed(text)] == ["error", "notice", "group", "endgroup"]


def test_report_without_findings_is_the_sum() -> None:
    text = "".join(github.render(report_of(Source("a.md", "本文です。\n")), JA))

    assert text == "1ファイルを検査しました。指摘はありません。\n"


@pytest.mark.parametrize("count", [10, 11, 37])
def test_tenth_annotation_of_a_level_says_how_many_there_are_besides(count: int) -> None:
    source = Source("a.md", "文が途切\n" * count)
    rule = TruncatedEnding()
    found = [
        rule.report(Span(at, at + 1), severity=severity, last="切")
        for severity in ("info", "warning", "error")
        for at in range(0, 5 * count, 5)
    ]
    shown = [one for one in commands_of(report_of(source, *found)) if "group" not in one.name]
    more = [one.data.split("\n")[1:] for one in shown]

    assert [one.name for one in shown] == ["error"] * 10 + ["warning"] * 10 + ["notice"] * 10
    assert [int(one.properties["line"]) for one in shown] == [*range(1, 11)] * 3
    if count == 10:
        assert not any(more)
    else:
        assert [at for at, lines in enumerate(more) if lines] == [9, 19, 29]
        assert all(f"ほかに{count - 10}件" in more[at][1] for at in (9, 19, 29))


def test_most_important_come_first() -> None:
    rule = TruncatedEnding()
    one = Source("a.md", "文が途切\n文が途切\n")
    two = Source("b.md", "文が途切\n")
    gone = unreadable(UnreadableSourceError("c.md", "missing", ""))
    report = Report(
        [
            file_report(
                one,
                [
                    rule.report(Span(0, 1), scope="file", last="一"),
                    rule.report(Span(0, 1), severity="warning", last="二"),
                    rule.report(Span(5, 6), last="三"),
                ],
            ),
            file_report(two, [rule.report(Span(0, 1), last="四")]),
            file_report(Source("c.md", ""), [gone]),
        ],
        RULES,
    )
    shown = [found for found in commands_of(report) if "file" in found.properties]

    assert [(found.properties["file"], found.name, found.data[2:3]) for found in shown] == [
        ("c.md", "error", "イ"),
        ("a.md", "error", "「"),
        ("b.md", "error", "「"),
        ("a.md", "error", "「"),
        ("a.md", "warning", "「"),
    ]
    assert [re.search("「(.)」", found.data)[1] for found in shown[1:]] == ["三", "四", "一", "二"]


HOSTILE = [
    "::error file=x.md::y",
    " \t::stop-commands::x",
    "##[add-mask]x",
    "a\n::error::y",
    "a\r::endgroup::",
    "%0A::error::y",
    "::endgroup::",
    "\u2028::error::y",
]


@pytest.mark.parametrize("text", HOSTILE)
def test_runner_obeys_nothing_that_an_article_or_its_name_says(text: str) -> None:
    source = Source(f"{text}.md", "文が途切\n")
    gone = file_report(Source(text, ""), [unreadable(UnreadableSourceError(text, "missing", ""))])
    found = file_report(source, [TruncatedEnding().report(Span(0, 1), last=text)])
    fault, one, *rest = commands_of(Report([found, gone], RULES))

    assert (fault.name, fault.properties["file"]) == ("error", text)
    assert (one.name, one.properties["file"], one.data) == ("error", f"{text}.md", f"文が「{text}」で途切れています。")
    assert [other.name for other in rest] == ["group", "endgroup"]


@given(st.text(), st.text())
def test_any_text_survives_a_command(value: str, data: str) -> None:
    path = f"{value}.md"  # the runner drops blanks at the end
    (found,) = obeyed(command("error", data, file=path))

    assert found == Command("error", {"file": path}, data)


@given(st.lists(st.text() | st.sampled_from(HOSTILE)))
def test_any_lines_are_written_as_they_are_and_not_obeyed(lines: Iterable[str]) -> None:
    pieces = [f"{line}\n" for line in lines]
    written = [*unheeded(pieces)]

    assert "".join(pieces) in "".join(written)
    assert [one.name for one in obeyed("".join([*written, command("error")]))] == ["error"]
