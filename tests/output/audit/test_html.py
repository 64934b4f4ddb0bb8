"""What does the page of an audit hold, before any browser reads it?"""

import json
import re
import tomllib
from base64 import b64decode, b64encode
from gzip import decompress
from hashlib import sha256
from html.parser import HTMLParser
from importlib import resources
from pathlib import Path

import msgspec
import pytest

from audit_samples import article, finding
from invented_audit import HOSTILE, invented_audit
from koetsu.engine.audit.model import GROUP_KINDS, AuditData, Say
from koetsu.output.audit.html import write_html
from koetsu.output.audit.html.foreign import foreign
from koetsu.output.audit.html.numbers import percent, rate, round_top, signed
from koetsu.output.audit.html.periods import timeline
from koetsu.output.audit.html.prose import first_paragraph, other_paragraphs
from koetsu.output.audit.html.words import t


class _Elements(HTMLParser):
    """All start tags of a page, and the text of its scripts and styles."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.raw: list[tuple[dict[str, str | None], str]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag in ("script", "style"):
            self.raw.append((dict(attrs), ""))

    def handle_data(self, data: str) -> None:
        if self.cdata_elem:
            attributes, text = self.raw[-1]
            self.raw[-1] = (attributes, text + data)


def _written(data: AuditData, folder: Path, *, split: bool = False) -> str:
    file = folder / "report.html"
    write_html(data, file, split=split)
    return file.read_text(encoding="utf-8")


def _unpacked(text: str) -> object:
    return json.loads(decompress(b64decode(text)))


def test_same_audit_gives_the_same_bytes(tmp_path: Path) -> None:
    first = _written(invented_audit(60), tmp_path)
    second = _written(invented_audit(60), tmp_path)

    assert first == second


def test_page_lets_only_its_own_script_and_style_act(tmp_path: Path) -> None:
    page = _Elements(_written(invented_audit(30, hostile=True), tmp_path))

    [policy] = [a["content"] or "" for tag, a in page.tags if a.get("http-equiv") == "Content-Security-Policy"]
    hashes = {f"sha256-{b64encode(sha256(text.encode()).digest()).decode()}" for a, text in page.raw if "type" not in a}
    assert set(re.findall(r"'(sha256-[^']+)'", policy)) == hashes
    assert len(hashes) == 2
    assert policy.startswith("default-src 'none';")
    assert "unsafe" not in policy


def test_page_names_no_other_place(tmp_path: Path) -> None:
    page = _Elements(_written(invented_audit(30, hostile=True), tmp_path))

    for tag, attributes in page.tags:
        assert "style" not in attributes
        assert not any(name.startswith("on") for name in attributes), tag
        for name in ("src", "href", "action", "xlink:href"):
            assert (attributes.get(name) or "#").startswith(("#", "data:image/svg+xml,")), (tag, attributes)


def test_every_article_and_finding_is_packed_once(tmp_path: Path) -> None:
    data = invented_audit(150)
    page = _Elements(_written(data, tmp_path))
    packs = [text for a, text in page.raw if (a.get("id") or "").startswith("pack-")]
    index = _unpacked(next(text for a, text in page.raw if a.get("id") == "index"))

    findings = [found for pack in packs for found in _unpacked(pack)]  # type: ignore[attr-defined]
    assert findings == [msgspec.to_builtins(one.findings) for one in data.articles]
    assert isinstance(index, dict)
    assert [row[0] for row in index["rows"]] == [one.path for one in data.articles]
    assert len(packs) == len(index["starts"])


def test_findings_can_stand_beside_the_page(tmp_path: Path) -> None:
    data = invented_audit(150)
    whole = _written(data, tmp_path)
    page = _written(data, tmp_path, split=True)

    files = sorted((tmp_path / "report-data").iterdir())
    index = _unpacked(next(text for a, text in _Elements(page).raw if a.get("id") == "index"))
    assert isinstance(index, dict)
    assert index["names"] == [f"report-data/{file.name}" for file in files]
    assert 'id="pack-0"' in whole
    assert 'id="pack-0"' not in page


def test_files_of_an_older_page_go_once_the_new_one_is_there(tmp_path: Path) -> None:
    _written(invented_audit(150), tmp_path, split=True)
    (tmp_path / "report-data" / "notes.txt").write_text("of somebody else")
    _written(invented_audit(10, seed=2), tmp_path, split=True)
    left = sorted(file.name for file in (tmp_path / "report-data").iterdir())

    assert len(left) == 2
    assert left[1] == "notes.txt"


def test_nothing_is_left_of_a_page_that_cannot_be_written(tmp_path: Path) -> None:
    (tmp_path / "report.html").mkdir()

    with pytest.raises(IsADirectoryError):
        write_html(invented_audit(10), tmp_path / "report.html", split=True)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["report.html"]


@pytest.mark.parametrize("articles", [0, 1])
def test_smallest_archives_have_a_page(articles: int, tmp_path: Path) -> None:
    page = _written(invented_audit(articles), tmp_path)

    assert "</html>" in page


def test_article_without_title_date_or_findings_has_a_page(tmp_path: Path) -> None:
    bare = article("a.md", title="", findings=[], characters=0, lines=0)
    data = msgspec.structs.replace(invented_audit(0), articles=[bare])

    assert "</html>" in _written(data, tmp_path)


def test_page_speaks_the_language_it_is_asked_to_open_in(tmp_path: Path) -> None:
    write_html(invented_audit(3), tmp_path / "report.html", language="en")

    assert '<html lang="en">' in (tmp_path / "report.html").read_text(encoding="utf-8")


def test_hostile_text_is_shown_as_it_is() -> None:
    shown = foreign(HOSTILE)

    assert "<script" not in shown
    assert "<img" not in shown
    assert "\u202e" not in shown
    assert '<span class="unseen">U+202E</span>' in shown
    assert shown.startswith("<bdi>")


def test_japanese_text_says_that_it_is() -> None:
    assert foreign("味噌づくり") == '<bdi lang="ja">味噌づくり</bdi>'
    assert foreign("Docker 27") == "<bdi>Docker 27</bdi>"


def test_text_with_a_lone_surrogate_can_be_written() -> None:
    assert foreign("\ud800.md").encode() == b'<bdi><span class="unseen">U+D800</span>.md</bdi>'


def test_every_sentence_is_used_and_asks_for_the_same_values_in_both_languages() -> None:
    package = resources.files("koetsu.output.audit.html")
    words = tomllib.loads(package.joinpath("words.toml").read_text(encoding="utf-8"))
    parts = [*package.joinpath("templates").iterdir(), *package.joinpath("script").iterdir()]
    using = "".join(part.read_text(encoding="utf-8") for part in parts)
    formed = re.compile(
        "(error|warning|info)(-long)?|(kind|outlier)-.*|better|worse|mixed|added|removed|" + "|".join(GROUP_KINDS)
    )

    for name, sentence in [*words["page"].items(), *words["script"].items()]:
        assert f'"{name}"' in using or formed.fullmatch(name), name
        fields = [set(re.findall(r"\{(\w+)", sentence[language])) for language in ("ja", "en")]
        assert fields[0] == fields[1], name
        for text in sentence.values():
            assert not set(re.sub(r"\{\w+(\|[^{|}]*\|[^{|}]*)?\}", "", text)) & {*"{|}"}, name


def test_values_of_a_sentence_are_escaped_in_both_languages() -> None:
    said = t("lead-first", title=Say("<題>", "<title>"), articles=1)

    assert "&lt;題&gt;" in said
    assert "&lt;title&gt;" in said
    assert "1 article." in said


def test_page_of_a_rule_keeps_code_and_lists() -> None:
    say = Say("本文の`a < b`。\n\n- 一つ\n- **二つ**", "Text.")

    assert first_paragraph(say).startswith('<div class="t prose" lang="ja"><p>本文の<code>a &lt; b</code>。</p></div>')
    assert other_paragraphs(say) == (
        '<div class="t prose" lang="ja"><ul><li>一つ</li><li><strong>二つ</strong></li></ul></div>'
    )


def test_months_between_are_not_left_out() -> None:
    months = invented_audit(40).months
    time = timeline([month for month in months if month.month in ("", "2021-11", "2022-03")] or months[:1])

    names = [period.name for period in time.periods]
    assert names == sorted(names)
    assert not time.by_year


def test_many_years_are_shown_by_year() -> None:
    [month] = invented_audit(1).months
    far = [msgspec.structs.replace(month, month=name) for name in ("1970-01", "2024-02", "2024-03")]
    time = timeline(far)

    assert time.by_year
    assert [period.name for period in time.periods] == [str(year) for year in range(1970, 2025)]
    assert sum(period.articles for period in time.periods) == 3 * month.articles


def test_impossible_year_does_not_make_the_chart_endless() -> None:
    [month] = invented_audit(1).months
    far = [msgspec.structs.replace(month, month=name) for name in ("0001-01", "2024-02", "9999-12")]

    assert [period.name for period in timeline(far).periods] == ["0001", "2024", "9999"]


@pytest.mark.parametrize(
    ("part", "whole", "shown"),
    [
        (0, 9, "0%"), (1, 9999, "0.1%"), (1, 30, "3.3%"), (1, 2, "50%"),
        (9999, 10000, "99%"), (3, 3, "100%"), (0, 0, "–"),
    ],
)  # fmt: skip
def test_share_is_never_rounded_to_nothing_or_all(part: int, whole: int, shown: str) -> None:
    assert percent(part, whole) == shown


def test_numbers_are_written_for_people() -> None:
    assert [rate(value) for value in (0, 0.123, 1, 2.345)] == ["0", "0.12", "1.0", "2.3"]
    assert [signed(value) for value in (3, -1200, 0)] == ["+3", "−1,200", "±0"]
    assert [round_top(value) for value in (0, 0.7, 7, 18, 101)] == [1, 0.8, 8, 20, 150]


def test_finding_in_boilerplate_is_told_apart(tmp_path: Path) -> None:
    one = article("a.md", findings=[finding(counted=False)])
    data = msgspec.structs.replace(invented_audit(0), articles=[one])
    page = _Elements(_written(data, tmp_path))

    [pack] = [text for a, text in page.raw if a.get("id") == "pack-0"]
    assert _unpacked(pack)[0][0]["counted"] is False  # type: ignore[index]
