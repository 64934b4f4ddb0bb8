"""What does a run find that compares its files, whatever its processes, its cache and its settings?"""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from koetsu.engine.cache import Cache
from koetsu.engine.config import Configuration
from koetsu.engine.registry import load_registry
from koetsu.engine.runner import Workload, run
from plugin_packages import installed
from site_rules import write_site_rules

SENTENCE = "窓を開けて、部屋の空気をゆっくり入れ替えます。"
OTHER = "夕方になると、川の水は少しずつ引いていきます。"


@pytest.fixture
def site(tmp_path, monkeypatch):
    write_site_rules(tmp_path / "packages")
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.chdir(folder)
    with installed(tmp_path / "packages"):
        yield folder


def article(title: str, *sentences: str) -> str:
    return f"---\ntitle: {title}\n---\n\n" + "\n\n".join(sentences) + "\n"


def write(folder: Path, texts: dict[str, str]) -> list[Path]:
    for name, text in texts.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return sorted(map(Path, texts))


def compare(folder: Path, files: list[Path], **arguments):
    configuration = Configuration.load(folder, registry=load_registry(), select=["TWIN", "COPY", "BROKEN"])
    return run(files, configuration, site=True, **arguments)


def rules_by_path(report) -> dict[str, list[str]]:
    return {file.path: [found.rule for found in file.diagnostics] for file in report.files if file.diagnostics}


def test_a_finding_stands_in_its_file_and_names_the_place_in_another(site):
    files = write(site, {"a.md": article("猫", SENTENCE), "b.md": article("犬", OTHER, "短い。", SENTENCE)})
    report = compare(site, files)
    (first, second) = report.files
    (found,) = second.diagnostics
    (note,) = found.related

    assert not first.diagnostics
    assert (found.rule, note.path) == ("COPY001", "a.md")
    assert report.range(second, found.span) == ((8, 0), (8, len(SENTENCE)))
    assert report.range(second, note) == ((4, 0), (4, len(SENTENCE)))
    assert report.file_of(second, note) is first
    assert report.source(first)[note.span] == SENTENCE


def test_without_site_nothing_is_compared(site):
    files = write(site, {"a.md": article("猫", SENTENCE), "b.md": article("猫", SENTENCE)})
    configuration = Configuration.load(site, registry=load_registry())
    report = run(files, configuration)

    assert report.corpus is None
    assert not {"TWIN001", "COPY001"} & {found.rule for file in report.files for found in file.diagnostics}


def test_measures_of_rules_stand_in_the_summaries(site):
    files = write(
        site, {"a.md": article("題", "猫が二匹、猫の小屋にいるのを見ました。"), "b.md": article("題", "猫です。")}
    )
    report = compare(site, files)

    assert [summary.measures["cats"] for summary in report.corpus] == [2, 1]
    assert report.files[1].diagnostics[0].values["cats"] == 3


def test_corpus_holds_every_file_that_could_be_read(site):
    files = write(site, {"a.md": article("猫"), "b.md": article("犬")})
    (site / "c.md").write_bytes(b"\xff\xfe\xff")
    report = compare(site, [*files, Path("c.md")])

    assert [summary.path for summary in report.corpus] == ["a.md", "b.md"]
    assert report.exit_status == 2


def test_settings_of_the_file_decide_whether_a_finding_counts_and_how_much(site):
    (site / "koetsu.toml").write_text(
        '[severity]\nCOPY001 = "info"\n\n[[overrides]]\nfiles = ["old/**"]\nignore = ["COPY001"]\n', encoding="utf-8"
    )
    texts = {"a.md": article("一", SENTENCE), "b.md": article("二", SENTENCE), "old/c.md": article("三", SENTENCE)}
    configuration = Configuration.load(site, registry=load_registry())
    report = run(write(site, texts), configuration, site=True)
    found = [
        (file.path, found.severity) for file in report.files for found in file.diagnostics if found.rule == "COPY001"
    ]

    assert found == [("b.md", "info")]


def test_a_finding_about_the_whole_site_stands_where_the_rule_is_wanted(site):
    (site / "koetsu.toml").write_text(
        '[[overrides]]\nfiles = ["archive/**"]\nignore = ["DUP", "RT101"]\n', encoding="utf-8"
    )
    footer = "ご質問は、下の欄からお気軽にお寄せください。"
    texts = {
        f"{'archive' if number < 5 else 'posts'}/{number:02}.md": f"---\ntitle: 鉢{number}\nreadingTime: 25\n---\n\n"
        f"{number}番の鉢には、砂を多めに入れておきます。\n\n{footer}\n"
        for number in range(25)
    }
    configuration = Configuration.load(site, registry=load_registry())
    report = run(write(site, texts), configuration, site=True)
    found = {one.rule: (file.path, one) for file in report.files for one in file.diagnostics if one.rule[2:] != "001"}

    assert found["DUP102"][0] == found["RT101"][0] == "posts/05.md"
    assert found["DUP102"][1].values["articles"] == 25
    assert [note.path for note in found["DUP102"][1].related] == [f"archive/{number:02}.md" for number in range(3)]


def test_options_are_those_of_the_working_directory(site):
    (site / "koetsu.toml").write_text('[rules.TWIN001]\nignored = "お知らせ"\n', encoding="utf-8")
    texts = {name: article(title) for name, title in zip("abcd", ("お知らせ", "猫", "お知らせ", "猫"), strict=True)}
    report = compare(site, write(site, {f"{name}.md": text for name, text in texts.items()}))

    assert rules_by_path(report) == {"d.md": ["TWIN001"]}


@pytest.mark.parametrize(
    "directive",
    [
        "<!-- koetsu-disable-next-line COPY001 -- 両方に要る -->",
        "<!-- koetsu-disable-file COPY001 -- 両方に要る -->",
        "<!-- koetsu-disable copied-sentence -- 両方に要る -->",
    ],
)
def test_directive_in_the_file_holds_a_finding_back(site, directive):
    files = write(site, {"a.md": article("一", SENTENCE), "b.md": article("二", f"{directive}\n{SENTENCE}")})
    (_, second) = compare(site, files).files

    assert not second.diagnostics
    assert [(held.diagnostic.rule, held.by, held.reason) for held in second.held] == [
        ("COPY001", "directive", "両方に要る")
    ]


def test_header_in_the_file_holds_a_finding_back(site):
    text = f"---\ntitle: 二\nkoetsu: {{disable: [COPY001]}}\n---\n\n{SENTENCE}\n"
    (_, second) = compare(site, write(site, {"a.md": article("一", SENTENCE), "b.md": text})).files

    assert not second.diagnostics
    assert len(second.held) == 1


@pytest.mark.parametrize("names", ["COPY001", "COPY001, TWIN001"])
def test_a_directive_for_comparisons_is_never_called_unused(site, names):
    text = article("一", f"<!-- koetsu-disable-next-line {names} -- 要る -->\n{SENTENCE}")
    configuration = Configuration.load(site, registry=load_registry())
    (file,) = run(write(site, {"a.md": text}), configuration).files

    assert "EN004" not in {found.rule for found in file.diagnostics}


def test_fingerprint_holds_whatever_stands_before_it_and_whatever_the_files_are_called(site):
    texts = {"a.md": article("一", SENTENCE), "b.md": article("二", SENTENCE)}
    (before,) = compare(site, write(site, texts)).files[1].diagnostics
    moved = {"c.md": article("三", OTHER, SENTENCE), "d.md": article("四", "別の話がここに長々と入ります。", SENTENCE)}
    (after,) = compare(site, write(site, moved)).files[1].diagnostics

    assert before.fingerprint == after.fingerprint
    assert before.span != after.span


def test_fingerprints_tell_equal_findings_in_a_file_apart(site):
    texts = {"a.md": article("一", SENTENCE), "b.md": article("二", SENTENCE, OTHER, SENTENCE)}
    found = compare(site, write(site, texts)).files[1].diagnostics

    assert len({one.fingerprint for one in found}) == len(found) == 2


def test_number_of_processes_changes_no_byte(site, monkeypatch):
    monkeypatch.setattr("koetsu.engine.pool.WORTH_A_POOL", 1)
    files = write(site, {f"{number}.md": article(f"題{number % 2}", SENTENCE, OTHER) for number in range(9)})
    alone, together = compare(site, files, jobs=1), compare(site, files, jobs=2)

    assert msgspec.json.encode(alone.files) == msgspec.json.encode(together.files)
    assert list(alone.corpus) == list(together.corpus)
    assert alone.counts["error"] == 16


def test_order_of_the_files_changes_no_finding(site):
    files = write(site, {f"{name}.md": article("同じ題", SENTENCE) for name in "abc"})

    assert rules_by_path(compare(site, files)) == rules_by_path(compare(site, files[::-1]))


def test_cache_gives_the_same_and_leaves_the_findings_of_other_runs_alone(site, tmp_path):
    files = write(site, {"a.md": article("一", SENTENCE), "b.md": article("一", SENTENCE)})
    workloads: list[Workload] = []

    def again(**arguments):
        cache = Cache.of(site, tmp_path / "cache")
        return compare(site, files, cache=cache, announce=workloads.append, **arguments)

    first, second = again(), again()
    write(site, {"b.md": article("二", SENTENCE)})
    third = again()

    assert msgspec.json.encode(first.files) == msgspec.json.encode(second.files)
    assert list(first.corpus) == list(second.corpus)
    assert [work.known for work in workloads] == [0, 2, 1]
    assert rules_by_path(third) == {"b.md": ["COPY001"]}


def test_summaries_are_kept_beside_the_findings(site, tmp_path):
    files = write(site, {"a.md": article("一", SENTENCE)})
    configuration = Configuration.load(site, registry=load_registry())
    run(files, configuration, cache=Cache.of(site, tmp_path / "cache"))
    (alone,) = (tmp_path / "cache").iterdir()
    size = alone.stat().st_size
    compare(site, files, cache=Cache.of(site, tmp_path / "cache"))

    assert len([*(tmp_path / "cache").iterdir()]) == 2
    assert alone.stat().st_size < size + 500


def test_others_are_compared_and_named_only_where_something_is_found(site):
    texts = {"a.md": article("一", SENTENCE), "b.md": article("二", OTHER), "c.md": article("三", OTHER)}
    write(site, texts)
    report = compare(site, [Path("b.md")], others=[Path("a.md"), Path("c.md")])

    assert [(file.path, file.was_checked) for file in report.files] == [("b.md", True), ("c.md", False)]
    assert report.checked == 1
    assert len(report.corpus) == 3


def test_text_that_is_not_on_the_disk_is_compared(site):
    files = write(site, {"a.md": article("一", SENTENCE), "b.md": article("二", OTHER)})
    staged = {Path("b.md"): article("二", SENTENCE).encode()}
    report = compare(site, files, text=staged.get)

    assert rules_by_path(report) == {"b.md": ["COPY001"]}
    assert SENTENCE in report.source(report.files[1]).text


@pytest.fixture
def broken(tmp_path, request, monkeypatch):
    write_site_rules(tmp_path / "packages", request.param)
    folder = tmp_path / "site"
    folder.mkdir()
    monkeypatch.chdir(folder)
    with installed(tmp_path / "packages"):
        yield folder


@pytest.mark.parametrize(
    "broken",
    [
        "raise ZeroDivisionError('つまずいた')",
        "return [('nowhere.md', self.report(corpus[0].first_line))]",
        "return [(corpus[0].path, self.report(corpus[0].first_line.span._replace(end=10**6)))]",
        "return [(corpus[0].path, self.report(corpus[0].first_line, 'no-such-key'))]",
    ],
    indirect=True,
)
def test_a_rule_that_crashes_is_told_and_the_others_go_on(broken):
    files = write(broken, {"a.md": article("一", SENTENCE), "b.md": article("一", OTHER)})
    report = compare(broken, files)

    assert rules_by_path(report) == {"b.md": ["TWIN001"], ".": ["EN002"]}
    assert report.exit_status == 2
    assert report.checked == 2
