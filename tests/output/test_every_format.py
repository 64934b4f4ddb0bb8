"""Does every format tell the same findings, each at the very text that the rule meant?"""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koetsu import Diagnostic, Edit, Source, Span
from koetsu.engine.config import Configuration
from koetsu.engine.registry import load_registry
from koetsu.engine.report import Report
from koetsu.engine.runner import run
from koetsu.output import format_named, formats
from koetsu.testing import unmark
from report_agreement import VIEW, as_told, tells_all, text_of, told_by
from report_readers import READERS, Text
from report_samples import RepeatedSection, TruncatedEnding, UnknownKey, report_of

FAMILY = "👩\u200d👩\u200d👧\u200d👦"
DECOMPOSED = "か\u3099き\u3099く\u3099\u0301"
AGAIN = (
    f"春の庭では、まず土を起こします{FAMILY}。固くなった土をほぐすと、根が深くまで伸びて、夏の日照りにも強くなります。\r\n"
    f"{DECOMPOSED}りんの木の下は、日が当たりにくいので、先に落ち葉を集めておくと、あとの仕事が楽になります。"
)

ARTICLES = {
    "芽 生え.md": f"{FAMILY}と庭に出ました。⟦---END---⟧\n\n次の段落です。\n",
    'it\'s "#1" & 50%.md': f"庭のことを書きます。\r\n\r\n{AGAIN}\r\n\r\n間の文です。\r\n\r\n⟦{AGAIN}⟧\r\n",
    "old/mac.md": f"一行目です。\r\r{DECOMPOSED}を数えました。⟦---END---⟧\r\r次の段落です。\r",
    "old/bom.md": "\ufeff---\ntitle: 庭\ntags: [春]\n⟦title⟧: 春の庭\n---\n\n庭に出ました。\n",
    "old/bom first line.md": f"\ufeff{FAMILY}が来ました。⟦---END---⟧\n",
    "clean.md": "庭に出ました。\n",
}
"""What is reported stands in marks. Names and texts are such as have gone wrong in other linters."""
UNREADABLE = "old/broken.md"


class Sample(NamedTuple):
    """Articles on the disk, and what a run over them found."""

    folder: Path
    report: Report
    meant: dict[str, str]
    """By path, the text that is reported."""


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sample]:
    folder = tmp_path_factory.mktemp("庭 の 記事")
    meant = {UNREADABLE: ""}
    for path, marked in ARTICLES.items():
        text, spans = unmark(marked)
        folder.joinpath(path).parent.mkdir(exist_ok=True)
        folder.joinpath(path).write_bytes(text.encode())
        for span in spans:
            meant[path] = text[span.start : span.end]
    folder.joinpath(UNREADABLE).write_bytes(b"\xff\xfe")
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        configuration = Configuration.load(
            folder, registry=load_registry(), isolated=True, select=["RS001", "FM002", "DUP002"]
        )
        files = [Path(path) for path in sorted([*ARTICLES, UNREADABLE])]
        yield Sample(folder, run(files, configuration, jobs=1), meant)


def test_sample_holds_each_finding_once(sample: Sample) -> None:
    found = {
        file.path: [sample.report.source(file)[one.span] for one in file.diagnostics] for file in sample.report.files
    }

    assert {path: texts for path, texts in found.items() if texts} == {
        path: [text] for path, text in sample.meant.items()
    }


@pytest.mark.parametrize("name", formats())
def test_format_tells_every_finding_where_it_stands(sample: Sample, name: str) -> None:
    reader = READERS[name]
    texts = {file.path: text_of(Path(file.path)) for file in sample.report.files}
    expected = [
        as_told(reader, texts, diagnostic, file.path, sample.report.rules[diagnostic.rule])
        for file in sample.report.files
        for diagnostic in file.diagnostics
    ]

    told = told_by(name, sample.report)
    assert tells_all(told, expected), (told, expected)


@pytest.mark.parametrize("name", formats())
def test_text_at_the_told_range_is_what_the_rule_meant(sample: Sample, name: str) -> None:
    reader = READERS[name]
    told = told_by(name, sample.report)
    whole = [one for one in told if None not in one.range]

    assert len(whole) == len(told) or not reader.tells_ends
    for one in whole:
        path = one.path.removeprefix(VIEW.prefix * reader.from_root)
        assert text_of(Path(path)).cut(one.range, reader.unit) == sample.meant[path]


@pytest.mark.parametrize("name", formats())
def test_format_is_the_same_bytes_each_time(sample: Sample, name: str) -> None:
    assert [*format_named(name)(sample.report, VIEW)] == [*format_named(name)(sample.report, VIEW)]


_TEXT = st.lists(
    st.sampled_from([*"かな漢。a \t😀👨\u200d\U0001f1ef\u3099\u0301\u2028\x0c\ufeff\n\r", "\r\n"]), max_size=40
).map("".join)
_PATHS = st.sampled_from(["a.md", "記事 1.md", 'it\'s "#1" & <50%>.md', "a,b;c=d.md", "か\u3099/[x](y)|`z`.md"])
_WORDS = st.text(st.characters(exclude_categories=["Cs"]), max_size=12) | st.sampled_from(
    ["]]>", "%0A,::", "\x1b[31m", "a\r\nb", "<b>&amp;", "|`*_[x](y)", "::error file=x::y", "\x00\ufffe"]
)


@st.composite
def _findings(draw: st.DrawFn, length: int) -> Diagnostic:
    def span() -> Span:
        return Span(*sorted((draw(st.integers(0, length)), draw(st.integers(0, length)))))

    rule = draw(st.sampled_from([TruncatedEnding(), UnknownKey(), RepeatedSection()]))
    note, *_ = rule.messages
    values = {"last": draw(_WORDS), "key": draw(_WORDS), "count": draw(st.integers())}
    return rule.report(
        span(),
        severity=draw(st.sampled_from(["error", "warning", "info"])),
        related=[rule.note(span(), note, **values) for _ in range(draw(st.integers(0, 2)))],
        fixes=[
            rule.fix(note, Edit(span(), draw(_WORDS)), safe=draw(st.booleans()), **values)
            for _ in range(draw(st.integers(0, 2)))
        ],
        scope=draw(st.sampled_from(["text", "file"])),
        **values,
    )


@given(_TEXT, st.booleans(), _PATHS, st.data())
def test_any_findings_on_any_text_survive_the_way_there_and_back(
    text: str, bom: bool, path: str, data: st.DataObject
) -> None:
    source = Source(path, "\ufeff" * bom + text)
    found = data.draw(st.lists(_findings(len(source)), max_size=3))
    report = report_of(source, *found)
    written = Text(source.text)

    for name in sorted({*formats()} - {"full"}):  # which makes one note of what says the same, for a person
        expected = [as_told(READERS[name], {path: written}, one, path, report.rules[one.rule]) for one in found]
        told = told_by(name, report)
        assert tells_all(told, expected), (name, told, expected)
