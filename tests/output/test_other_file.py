"""Does every format say in which file the place stands that explains a finding, and where in it?"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from koetsu.engine.config import Configuration
from koetsu.engine.registry import load_registry
from koetsu.engine.report import Report
from koetsu.engine.runner import run
from koetsu.output import View, format_named, formats
from plugin_packages import installed
from report_agreement import VIEW, as_told, tells_all, text_of, told_by
from report_readers import READERS
from site_rules import write_site_rules

SENTENCE = "👩\u200d👩\u200d👧\u200d👦が来て、か\u3099き\u3099くを庭で数えていました。"
ARTICLES = {
    "古い 庭.md": f"---\ntitle: 庭\n---\n\nはじめに。👩\u200d👧と{SENTENCE}\r\n\r\n{SENTENCE}\r\n",
    "b/新しい庭.md": f"\ufeff---\ntitle: 庭\n---\n\n{SENTENCE}\n",
    "b/また庭.md": f"先に短い文。{SENTENCE}おわり。\n",
}


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Report]:
    folder = tmp_path_factory.mktemp("庭 の 記事")
    write_site_rules(folder / "packages")
    site = folder / "site"
    for path, text in ARTICLES.items():
        site.joinpath(path).parent.mkdir(exist_ok=True, parents=True)
        site.joinpath(path).write_bytes(text.encode())
    with pytest.MonkeyPatch.context() as patch, installed(folder / "packages"):
        patch.chdir(site)
        configuration = Configuration.load(site, registry=load_registry(), select=["TWIN", "COPY"])
        yield run([Path(path) for path in sorted(ARTICLES)], configuration, site=True, jobs=1)


def test_sample_holds_findings_that_other_files_explain(sample: Report) -> None:
    notes = [(file.path, note.path) for file in sample.files for one in file.diagnostics for note in one.related]

    assert notes
    assert all(path != other for path, other in notes)


@pytest.mark.parametrize("name", formats())
def test_format_tells_the_file_and_the_place_in_it(sample: Report, name: str) -> None:
    reader = READERS[name]
    texts = {path: text_of(Path(path)) for path in ARTICLES}
    expected = [
        as_told(reader, texts, one, file.path, sample.rules[one.rule])
        for file in sample.files
        for one in file.diagnostics
    ]

    told = told_by(name, sample)
    assert tells_all(told, expected), (told, expected)


def test_full_names_path_and_line_for_a_person(sample: Report) -> None:
    text = "".join(format_named("full")(sample, View("ja")))

    assert "╰ 先にここにあります: b/また庭.md:1\n" in text


def test_notes_on_the_same_words_explained_by_different_files_stay_apart(sample: Report) -> None:
    text = "".join(format_named("full")(sample, VIEW))

    assert text.count("COPY001") == sum(one.rule == "COPY001" for file in sample.files for one in file.diagnostics)
