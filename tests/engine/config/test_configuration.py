"""Does each file get the settings that its configuration gives it, and is everything wrong told at once?"""

from __future__ import annotations

import os
import pickle
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path
from typing import Any

import jsonschema_rs
import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from configured_rules import REGISTRY, UPKEEP
from koetsu.engine.config import Configuration, configuration_schema
from koetsu.engine.globs import is_pattern
from koetsu.engine.registry import load_registry
from koetsu.engine.settings import RunSettings, Settings, spoken_language
from koetsu.errors import ConfigurationError

_ALL = (*UPKEEP, "HD002", "XX001", "XX002")


def _write(folder: Path, text: str, name: str = "koetsu.toml") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / name
    file.write_text(text, "utf-8")
    return file


def _load(folder: Path, **options: Any) -> Configuration:
    return Configuration.load(folder, registry=REGISTRY, **{"language": "en", **options})


def _faults(folder: Path, **options: Any) -> list[str]:
    with pytest.raises(ConfigurationError) as caught:
        _load(folder, **options)
    return str(caught.value).split("\n")


def _settings(folder: Path, text: str, file: str = "a.md", **options: Any) -> Settings:
    _write(folder, text)
    return _load(folder, **options).settings(folder / file)


def test_without_a_file_every_rule_runs(tmp_path: Path) -> None:
    configuration = _load(tmp_path, isolated=True)

    assert configuration.settings(Path("a.md")) == Settings(select=_ALL)
    assert configuration.run == RunSettings()


def test_the_first_name_in_a_folder_counts(tmp_path: Path) -> None:
    _write(tmp_path, '[tool.koetsu]\nselect = ["XX001"]', "pyproject.toml")
    assert _load(tmp_path).settings(tmp_path / "a.md").select == ("XX001",)

    _write(tmp_path, 'select = ["XX002"]', ".koetsu.toml")
    assert _load(tmp_path).settings(tmp_path / "a.md").select == ("XX002",)

    _write(tmp_path, 'select = ["HD002"]', "koetsu.toml")
    assert _load(tmp_path).settings(tmp_path / "a.md").select == ("HD002",)


def test_a_pyproject_that_does_not_speak_of_koetsu_is_passed_over(tmp_path: Path) -> None:
    _write(tmp_path, 'select = ["XX001"]')
    _write(tmp_path / "docs", '[project]\nname = "koetsu-notes"', "pyproject.toml")
    _write(tmp_path / "docs" / "more", "this is no TOML", "pyproject.toml")

    assert _load(tmp_path).settings(tmp_path / "docs" / "more" / "a.md").select == ("XX001",)


def test_the_nearest_file_replaces_those_above(tmp_path: Path) -> None:
    _write(tmp_path, 'select = ["XX001"]\nrenderer = "kramdown"\nfail-on = "warning"')
    _write(tmp_path / "docs", 'ignore = ["XX002"]\nfail-on = "info"')
    configuration = _load(tmp_path)

    deep = configuration.settings(Path("docs/deep/a.md"))
    assert (deep.select, deep.renderer) == ((*UPKEEP, "HD002", "XX001"), "commonmark")
    assert configuration.settings(Path("a.md")).select == ("XX001",)
    assert configuration.run.fail_on == "warning"


def test_a_file_far_above_the_working_directory_counts(tmp_path: Path) -> None:
    _write(tmp_path, 'select = ["XX001"]\nlanguage = "ja"')
    inner = tmp_path / "a" / "b"
    inner.mkdir(parents=True)
    configuration = _load(inner)

    assert configuration.settings(Path("c.md")).select == ("XX001",)
    assert configuration.run.language == "ja"


def test_a_named_file_counts_for_every_article(tmp_path: Path) -> None:
    _write(tmp_path, 'select = ["XX001"]')
    named = _write(
        tmp_path / "etc", 'select = ["XX002"]\n[[overrides]]\nfiles = ["notes/**"]\nselect = ["HD002"]', "k.toml"
    )
    configuration = _load(tmp_path, config=named)

    assert configuration.settings(Path("a.md")).select == ("XX002",)
    assert configuration.settings(Path("notes/a.md")).select == ("XX002",)
    assert configuration.settings(Path("etc/notes/a.md")).select == ("HD002",)


def test_isolated_uses_no_file(tmp_path: Path) -> None:
    _write(tmp_path, "this is no TOML")

    assert _load(tmp_path, isolated=True).settings(Path("a.md")).select == _ALL


def test_extends_lies_below_the_file_in_its_order(tmp_path: Path) -> None:
    _write(tmp_path / "etc", 'renderer = "kramdown"\nrules.XX001 = {characters = 1, quoted = true}', "one.toml")
    _write(tmp_path / "etc", "rules.XX001 = {characters = 2}", "two.toml")
    settings = _settings(tmp_path, 'extends = ["etc/one.toml", "etc/two.toml"]\nrules.long-sentence.share = 0.25')

    assert settings.renderer == "kramdown"
    assert settings.options == {"XX001": {"characters": 2, "quoted": True, "share": 0.25}}


def test_one_base_may_be_extended_twice(tmp_path: Path) -> None:
    _write(tmp_path, 'ignore = ["XX001"]', "base.toml")
    _write(tmp_path, 'extends = ["base.toml"]', "left.toml")
    _write(tmp_path, 'extends = ["base.toml"]', "right.toml")

    assert _settings(tmp_path, 'extends = ["left.toml", "right.toml"]').select == (*UPKEEP, "HD002", "XX002")


def test_patterns_are_relative_to_the_file_they_stand_in(tmp_path: Path) -> None:
    _write(tmp_path / "etc", '[[overrides]]\nfiles = ["posts/**"]\nignore = ["XX001"]', "base.toml")
    _write(tmp_path, 'extends = ["etc/base.toml"]\n[[overrides]]\nfiles = ["posts/**"]\nignore = ["XX002"]')
    configuration = _load(tmp_path)

    assert configuration.settings(Path("posts/a.md")).select == (*UPKEEP, "HD002", "XX001")
    assert configuration.settings(Path("etc/posts/a.md")).select == (*UPKEEP, "HD002", "XX002")


@pytest.mark.parametrize(
    ("text", "select"),
    [
        ('select = ["XX"]', ("XX001", "XX002")),
        ('select = ["XX"]\nignore = ["XX001"]', ("XX002",)),
        ('select = ["XX001"]\nignore = ["XX"]', ("XX001",)),
        ('select = ["long-sentence"]\nignore = ["XX001"]', ()),
        ('select = ["ALL"]\nignore = ["XX"]', (*UPKEEP, "HD002")),
        ('ignore = ["EN"]', ("HD002", "XX001", "XX002")),
        ('select = ["XX002", "EN"]\nignore = ["stale-baseline-entry"]', ("EN003", "EN004", "XX002")),
        ('ignore = ["ALL"]', ()),
        ("select = []", ()),
        ('severity.XX = "off"', (*UPKEEP, "HD002")),
        ('severity = {XX = "off", XX001 = "error"}', (*UPKEEP, "HD002", "XX001")),
        ('ignore = ["XX001"]\nseverity = {XX = "off", XX001 = "error"}', (*UPKEEP, "HD002")),
        ('severity = {EN = "off", EN004 = "error"}', ("EN004", "HD002", "XX001", "XX002")),
    ],
)
def test_the_narrower_name_wins_and_ignore_wins_a_tie(tmp_path: Path, text: str, select: tuple[str, ...]) -> None:
    assert _settings(tmp_path, text).select == select


def test_the_command_line_outweighs_every_file(tmp_path: Path) -> None:
    text = 'select = ["XX001"]\nseverity.XX001 = "error"\n[[overrides]]\nfiles = ["*.md"]\nseverity.XX001 = "off"'
    settings = _settings(tmp_path, text, select=["XX,HD002"], ignore=["XX002"], severity=["XX001=warning"])

    assert settings.select == ("HD002", "XX001")
    assert settings.severity == {"XX001": "warning"}


def test_overrides_apply_in_order(tmp_path: Path) -> None:
    text = """
    [rules.XX001]
    characters = 1
    [[overrides]]
    files = ["posts/**"]
    renderer = "kramdown"
    severity = {XX001 = "error"}
    rules.XX001.characters = 2
    [[overrides]]
    files = ["posts/old/**", "!posts/old/new.md"]
    severity = {long-sentence = "info"}
    rules.long-sentence.characters = 3
    """
    _write(tmp_path, text)
    configuration = _load(tmp_path)
    plain, posts, old, new = (
        configuration.settings(Path(path)) for path in ("a.md", "posts/a.md", "posts/old/a.md", "posts/old/new.md")
    )

    assert [s.options["XX001"]["characters"] for s in (plain, posts, old, new)] == [1, 2, 3, 2]
    assert [s.severity.get("XX001") for s in (plain, posts, old, new)] == [None, "error", "info", "error"]
    assert [s.renderer for s in (plain, old)] == ["commonmark", "kramdown"]
    assert posts is new


def test_a_composed_pattern_fits_a_decomposed_name(tmp_path: Path) -> None:
    text = '[[overrides]]\nfiles = ["ガイド/**"]\nselect = ["XX001"]'

    assert _settings(tmp_path, text, "カ\u3099イト\u3099/a.md").select == ("XX001",)


def test_a_schema_applies_where_files_says(tmp_path: Path) -> None:
    text = """
    [front-matter]
    files = ["posts/**"]
    schema = {required = ["title"]}
    [[overrides]]
    files = ["posts/notes/**"]
    front-matter.schema = {required = ["date"]}
    [[overrides]]
    files = ["posts/notes/plain/**"]
    front-matter.files = []
    """
    _write(tmp_path, text)
    configuration = _load(tmp_path)
    schemas = [
        configuration.settings(Path(path)).schema
        for path in ("README.md", "posts/a.md", "posts/notes/a.md", "posts/notes/plain/a.md")
    ]

    assert schemas == [None, {"required": ["title"]}, {"required": ["date"]}, None]


def test_a_schema_without_files_applies_everywhere(tmp_path: Path) -> None:
    _write(tmp_path / "etc", '{"required": ["title"]}', "schema.json")

    assert _settings(tmp_path, 'front-matter.schema = "etc/schema.json"', "deep/a.md").schema == {"required": ["title"]}


def test_the_key_of_settings_follows_their_content(tmp_path: Path) -> None:
    one = _settings(tmp_path, "rules.XX001 = {characters = 1, quoted = true}")
    same = _settings(tmp_path, "rules.long-sentence = {quoted = true, characters = 1}")
    other = _settings(tmp_path, "rules.XX001 = {characters = 2, quoted = true}")

    assert one.key() == same.key() != other.key()
    assert hash(one) == hash(same)
    assert pickle.loads(pickle.dumps(one)) == one


def test_origins_name_the_source_and_place_of_every_value(tmp_path: Path) -> None:
    text = 'extends = ["jekyll"]\nignore = [\n  "XX",\n]\n[[overrides]]\nfiles = ["*.md"]\nrules.XX001.share = 0.25\n'
    _write(tmp_path, text)
    configuration = _load(tmp_path, severity=["HD002=error"])
    origins = {origin.key: origin[1:] for origin in configuration.origins(Path("a.md"))}

    assert origins["renderer"] == ("kramdown", "preset jekyll", "")
    assert origins["severity.XX001"] == ("off", "koetsu.toml", "koetsu.toml:3:3")
    assert origins["severity.HD002"] == ("error", "command line", "")
    assert origins["rules.XX001.share"] == (0.25, "koetsu.toml", "koetsu.toml:7:21")
    assert origins["rules.XX001.range"] == ([400, 650], "default", "")
    assert origins["rules.HD002.title-in-layout"] == (True, "preset jekyll", "")
    assert origins["front-matter.schema"][0] is None
    assert configuration.sources(Path("a.md")) == ["preset jekyll", "koetsu.toml"]


def test_every_fault_is_told_at_once(tmp_path: Path) -> None:
    text = """extends = ["jekyl", "missing.toml"]
select = ["XX01", "EN001"]
renderer = "kramdow"
jobs = 0
langage = "ja"
[severity]
XX001 = "eror"
[rules.XX001]
charactrs = 3
share = 1.5
range = [3, 1]
[rules.XX]
[front-matter]
schema = "missing.json"
[[overrides]]
ignore = "XX"
"""
    _write(tmp_path, text)

    assert _faults(tmp_path, select=["YY001"], severity=["XX001"], preset="hugoo") == [
        "--select: there is no rule “YY001”; did you mean “XX001”?",
        "--severity: “XX001” does not have the form RULE=LEVEL",
        "--preset: there is no preset “hugoo” (there are astro, hugo, jekyll, qiita, zenn; a file ends in .toml);"
        " did you mean “hugo”?",
        "koetsu.toml:1:12: there is no preset “jekyl” (there are astro, hugo, jekyll, qiita, zenn; a file ends in"
        " .toml); did you mean “jekyll”?",
        "koetsu.toml:1:21: there is no file “missing.toml”",
        "koetsu.toml:2:11: there is no rule “XX01”; did you mean “XX001”?",
        "koetsu.toml:2:19: “EN001” says that koetsu could not do its work and cannot be configured",
        "koetsu.toml:3:12: “kramdow” is not one of commonmark, kramdown; did you mean “kramdown”?",
        "koetsu.toml:4:8: 0 is too small; the least is 1",
        "koetsu.toml:5:1: unknown key “langage”; did you mean “language”?",
        "koetsu.toml:7:9: “eror” is not one of error, info, off, warning; did you mean “error”?",
        "koetsu.toml:9:1: unknown key “charactrs”; did you mean “characters”?",
        "koetsu.toml:10:9: 1.5 is too large; the most is 1",
        "koetsu.toml:12:8: “XX” names several rules; options belong to a single one",
        "koetsu.toml:14:10: there is no file “missing.json”",
        "koetsu.toml:15:3: the key “files” is missing",
        "koetsu.toml:16:10: must be an array, not a string",
    ]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("select = [", "1:10: a bracket is never closed"),
        ("jobs = 1\njobs = 2", "2:1: “jobs” stands twice"),
        ("jobs = two", "1:8: no value; a string needs quotes"),
        ("jobs", "1:1: no = behind the key"),
        ("a = " + "[" * 300 + "]" * 300, "1:70: nested too deeply"),
        ("jobs = 1979-05-27", "1:8: must be a whole number, not a date or time"),
        ("cache = 1", "1:9: must be true or false, not a whole number"),
        ("rules = 1", "1:9: must be a table, not a whole number"),
        ("rules.YY001.a = 1", "1:7: there is no rule “YY001”; did you mean “XX001”?"),
        ('ignore = ["xx001"]', "1:11: there is no rule “xx001”; did you mean “XX001”?"),
        ("severity.XX001 = 1", "1:18: “1” is not one of error, info, off, warning"),
        ("rules.XX001.range = [1, 2, 3]", "1:21: holds 3; at most 2 are allowed"),
        ("rules.XX001.range = [1]", "1:21: holds 1; at least 2 are needed"),
        ("rules.XX001.range = [3, 1]", "1:21: the lesser comes first: 3 is more than 1"),
        ("rules.XX001.range = [3, 0]", "1:25: 0 is too small; the least is 1"),
        ("rules.XX001.share = 0", "1:21: 0 must be more than 0"),
        ("rules.XX001.share = inf", "1:21: inf is too large; the most is 1"),
        ('rules.XX001.words = [""]', "1:22: is too short; the least is 1 characters"),
        ('rules.XX001.words = ["abcdefghi"]', "1:22: is too long; the most is 8 characters"),
        ('rules.XX001.prefix = "A"', "1:22: “A” does not have the form ^[a-z]+$"),
        ('rules.XX001.style = "polit"', "1:21: “polit” is not one of plain, polite; did you mean “polite”?"),
        ("rules.XX002.window = 1", "1:13: unknown key “window”"),
        ("rules.XX001.quoted = true\nrules.long-sentence.quoted = true",
         "2:7: rule XX001 is set twice, as “XX001” and as “long-sentence”; keep one of them"),
        ("[[overrides]]\nfiles = []", "2:9: holds 0; at least 1 are needed"),
        ('exclude = ["a/", "a["]', "1:18: the pattern “a[” means no file (patterns are those of .gitignore)"),
        ('front-matter.files = ["*a*a*a*a*"]',
         "1:23: the pattern “*a*a*a*a*” has too many stars: at most 2 times **/, 4 runs of stars in all"),
        ('[[overrides]]\nfiles = ["**/a/**/b/**/c"]',
         "2:10: the pattern “**/a/**/b/**/c” has too many stars: at most 2 times **/, 4 runs of stars in all"),
        ("front-matter.schema = 1", "1:23: must be a string or a table, not a whole number"),
        ("front-matter.schema.const = 2020-01-01", "1:29: a date or time is no JSON value; quote it"),
    ],
)  # fmt: skip
def test_a_fault_has_its_place(tmp_path: Path, text: str, fault: str) -> None:
    _write(tmp_path, text)

    assert _faults(tmp_path) == [f"koetsu.toml:{fault}"]


def test_a_schema_that_is_no_schema_is_a_fault(tmp_path: Path) -> None:
    _write(tmp_path, 'front-matter.schema = {type = "mapping"}')
    assert _faults(tmp_path) == [
        "koetsu.toml:1:31: “mapping” is not one of array, boolean, integer, null, number, object, string"
    ]

    _write(tmp_path, '[front-matter.schema.properties.title]\npattern = "("')
    assert _faults(tmp_path) == ["koetsu.toml:2:11: “(” is no regular expression"]

    _write(tmp_path, 'front-matter.schema = "schema.json"')
    _write(tmp_path, '{"type":\n  oops}', "schema.json")
    assert _faults(tmp_path) == ["schema.json:2:3: not JSON"]

    _write(tmp_path, "[]", "schema.json")
    assert _faults(tmp_path) == ["schema.json:1:1: not a JSON Schema: this is an array"]

    _write(tmp_path, "[" * 100_000, "schema.json")
    assert _faults(tmp_path) == ["schema.json:1:1: the JSON is nested too deeply"]

    (tmp_path / "schema.json").write_text("{}", "utf-16")
    assert _faults(tmp_path) == ["schema.json:1:1: this is UTF-16; save the file as UTF-8"]

    (tmp_path / "schema.json").write_bytes(b'{"title": "\x82\xa0"}')
    assert _faults(tmp_path) == ["schema.json:1:1: not UTF-8: the byte at offset 11 is wrong"]


@pytest.mark.parametrize(
    ("schema", "fault"),
    [
        ('{"properties":\n {"a": {"type": "objct"}}}',
         "2:17: “objct” is not one of array, boolean, integer, null, number, object, string; did you mean “object”?"),
        ('{"type": ["string", 3]}', "1:10: “3” is not one of array, boolean, integer, null, number, object, string"),
        ('{"type": ["string", "string"]}', "1:10: “[\"string\",\"string\"]” cannot stand at /type of a JSON Schema"),
        ('{"properties": {"a": {"minLength": -1}}}',
         "1:36: “-1” cannot stand at /properties/a/minLength of a JSON Schema"),
        ('{"patternProperties": {"(": {}}}', "1:24: “(” is no regular expression"),
        ('{"$ref": "https://example.com/a.json"}',
         "1:10: the $ref “https://example.com/a.json” of the JSON Schema leads nowhere;"
         " it can lead to #/… in the same schema only"),
        ('{"$defs": {"a": {}}, "allOf": [{"$ref": "#/$defs/a"}, {"$ref": "#/$defs/b"}]}',
         "1:64: the $ref “#/$defs/b” of the JSON Schema leads nowhere; it can lead to #/… in the same schema only"),
    ],
)  # fmt: skip
def test_a_fault_of_a_schema_has_its_place_in_the_file_of_the_schema(tmp_path: Path, schema: str, fault: str) -> None:
    _write(tmp_path, 'front-matter.schema = "schema.json"')
    _write(tmp_path, schema, "schema.json")

    assert _faults(tmp_path) == [f"schema.json:{fault}"]


def test_a_reversed_band_is_a_fault_in_both_languages(tmp_path: Path) -> None:
    _write(tmp_path, "[rules.RT001]\nwords-per-minute = [260, 200]")
    said = {}
    for language in ("ja", "en"):
        with pytest.raises(ConfigurationError) as caught:
            Configuration.load(tmp_path, registry=load_registry(), language=language)
        said[language] = str(caught.value)

    assert said == {
        "ja": "koetsu.toml:2:20: 遅い読者、速い読者の順に書いてください（260は200より大きい数です）",
        "en": "koetsu.toml:2:20: the slow reader comes first, and 260 is more than 200",
    }


def test_extends_in_a_circle_is_a_fault(tmp_path: Path) -> None:
    _write(tmp_path, 'extends = ["one.toml"]')
    _write(tmp_path, 'extends = ["two.toml"]', "one.toml")
    _write(tmp_path, 'extends = ["koetsu.toml"]', "two.toml")

    assert _faults(tmp_path) == [
        "two.toml:1:12: extends goes round in a circle: koetsu.toml, one.toml, two.toml, koetsu.toml"
    ]


def test_faults_of_an_extended_file_name_that_file(tmp_path: Path) -> None:
    _write(tmp_path, 'extends = ["etc/base.toml"]\njobs = 0')
    _write(tmp_path / "etc", '\n  renderer = "x"', "base.toml")

    assert _faults(tmp_path) == [
        "koetsu.toml:2:8: 0 is too small; the least is 1",
        "etc/base.toml:2:14: “x” is not one of commonmark, kramdown",
    ]


def test_a_file_in_a_parent_folder_that_does_not_parse_is_a_fault(tmp_path: Path) -> None:
    _write(tmp_path, "select = [")
    inner = tmp_path / "posts"
    inner.mkdir()

    assert _faults(inner) == [f"{tmp_path}/koetsu.toml:1:10: a bracket is never closed"]


def test_a_fault_in_a_file_further_down_is_told_when_an_article_needs_it(tmp_path: Path) -> None:
    _write(tmp_path / "docs", "jobs = 0")
    configuration = _load(tmp_path)

    assert configuration.settings(Path("a.md")).select == _ALL
    for article in ("docs/a.md", "docs/deep/b.md"):
        with pytest.raises(ConfigurationError, match=r"^docs/koetsu\.toml:1:8: 0 is too small"):
            configuration.settings(Path(article))


def test_a_named_file_that_does_not_exist_is_a_fault(tmp_path: Path) -> None:
    assert _faults(tmp_path, config=Path("none.toml")) == ["--config: there is no file “none.toml”"]


def test_a_file_that_is_not_utf_8_is_a_fault(tmp_path: Path) -> None:
    (tmp_path / "koetsu.toml").write_bytes(b'language = "\x93\xfa"')

    assert _faults(tmp_path) == ["koetsu.toml:1:1: not UTF-8: the byte at offset 12 is wrong"]


def test_a_byte_order_mark_and_crlf_move_no_place(tmp_path: Path) -> None:
    (tmp_path / "koetsu.toml").write_bytes("\ufeffcache = true\r\njobs = 0\r\n".encode())

    assert _faults(tmp_path) == ["koetsu.toml:2:8: 0 is too small; the least is 1"]


def test_faults_speak_the_language_of_the_file(tmp_path: Path) -> None:
    _write(tmp_path, 'language = "ja"\njobs = 0')

    assert _faults(tmp_path, language=None) == ["koetsu.toml:2:8: 0は小さすぎます。1以上にしてください"]


def test_a_pyproject_places_faults_in_the_whole_file(tmp_path: Path) -> None:
    _write(tmp_path, '[project]\nname = "x"\n\n[tool.koetsu]\njobs = 0', "pyproject.toml")

    assert _faults(tmp_path) == ["pyproject.toml:5:8: 0 is too small; the least is 1"]


@pytest.mark.parametrize(
    ("setting", "environment", "language"),
    [
        ("ja", {"LANG": "en_US.UTF-8"}, "ja"),
        ("auto", {"LANG": "ja_JP.UTF-8"}, "ja"),
        ("auto", {"LC_ALL": "C", "LANG": "ja_JP.UTF-8"}, "en"),
        ("auto", {"LC_ALL": "", "LANG": "ja_JP.UTF-8"}, "ja"),
        ("auto", {}, "en"),
    ],
)
def test_auto_is_the_language_of_the_locale(setting: Any, environment: dict[str, str], language: str) -> None:
    assert spoken_language(setting, environment) == language


_NAMES = st.sampled_from(["ALL", "XX", "XX001", "long-sentence", "XX002", "HD", "top-level-heading"])
# Whether a pattern means anything is more than a schema can say.
_PATHS = st.text(max_size=3).map("x{}y".format).filter(is_pattern)
_OPTIONS = st.fixed_dictionaries(
    {},
    optional={
        "characters": st.integers(-1, 3),
        "share": st.sampled_from([0, 0.5, 1, 1.5, 1.0]),
        "range": st.lists(st.integers(1, 2), min_size=1, max_size=3).map(sorted),
        "style": st.sampled_from(["plain", "rude"]),
        "quoted": st.booleans() | st.just(1),
        "words": st.lists(st.sampled_from(["", "語", "abcdefghijkl"])),
        "prefix": st.sampled_from(["a", "A"]),
        "unknown": st.just(True),
    },
)
_PARTIAL = {
    "select": st.lists(_NAMES | st.just("YY")),
    "ignore": st.lists(_NAMES),
    "severity": st.dictionaries(st.sampled_from(["XX", "XX001", "ZZ"]), st.sampled_from(["error", "off", "loud"])),
    "rules": st.fixed_dictionaries({}, optional={"XX001": _OPTIONS, "XX": _OPTIONS, "short-sentence": st.just({})}),
    "front-matter": st.fixed_dictionaries(
        {}, optional={"schema": st.sampled_from([{}, {"required": ["title"]}, True]), "files": st.lists(_PATHS)}
    ),
    "renderer": st.sampled_from(["kramdown", "gfm"]),
}
_TABLES = st.fixed_dictionaries(
    {},
    optional={
        **_PARTIAL,
        "extends": st.lists(st.sampled_from(["jekyll", "zenn"])),
        "exclude": st.lists(_PATHS),
        "overrides": st.lists(
            st.fixed_dictionaries({}, optional={**_PARTIAL, "files": st.lists(_PATHS, max_size=2)}), max_size=2
        ),
        "fail-on": st.sampled_from(["never", "info", "always"]),
        "language": st.sampled_from(["auto", "fr"]),
        "jobs": st.integers(-1, 2),
        "cache": st.booleans(),
        "output-format": st.sampled_from(["full", "xml"]),
        "typo": st.just(1),
    },
)


def _toml(value: Any) -> str:
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_toml(key)} = {_toml(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, str):
        return '"' + "".join(f"\\U{ord(character):08x}" for character in value) + '"'
    return str(value).lower() if isinstance(value, bool) else str(value)


@given(table=_TABLES)
def test_the_schema_takes_what_we_take_and_refuses_what_we_refuse(
    tmp_path_factory: pytest.TempPathFactory, table: dict[str, Any]
) -> None:
    folder = tmp_path_factory.mktemp("site")
    _write(folder, "".join(f"{key} = {_toml(value)}\n" for key, value in table.items()))
    validator = jsonschema_rs.Draft202012Validator(configuration_schema(REGISTRY))
    with pytest.raises(ConfigurationError, match=r".") if not validator.is_valid(table) else nullcontext() as caught:
        _load(folder)

    assert caught is None or "cannot be used" not in str(caught.value)


def test_the_schema_is_a_schema_and_lists_every_name() -> None:
    schema = configuration_schema(REGISTRY)
    jsonschema_rs.meta.validate(schema)

    assert {"ALL", "XX", "XX001", "long-sentence"} <= set(schema["$defs"]["rule-name"]["enum"])
    assert schema["properties"]["rules"]["properties"].keys() >= {"XX001", "long-sentence"}
    assert msgspec.json.decode(msgspec.json.encode(schema)) == schema


def test_the_schema_says_what_the_options_of_the_built_in_rules_do() -> None:
    definitions = configuration_schema(load_registry())["$defs"]
    options = {name: table.get("properties", {}) for name, table in definitions.items() if name.endswith("Options")}

    assert options
    assert [(name, key) for name, keys in options.items() for key in keys if not keys[key].get("description")] == []


@pytest.mark.parametrize(
    ("text", "loaded"),
    [
        ('select = ["ALL"]\nfail-on = "info"', []),
        ('extends = ["jekyll"]\nselect = ["ALL"]\n[[overrides]]\nfiles = ["a/**"]\nignore = ["XX"]', ["pathspec"]),
    ],
)
def test_a_faultless_configuration_loads_without_the_machinery_for_faults(
    tmp_path: Path, text: str, loaded: list[str]
) -> None:
    _write(tmp_path, text)
    program = """
import sys
from contextlib import nullcontext
from pathlib import Path
from configured_rules import REGISTRY, UPKEEP
from koetsu.engine.config import Configuration
Configuration.load(Path("."), registry=REGISTRY).settings(Path("a/b.md")).key()
heavy = {"jsonschema_rs", "pathspec", "rapidfuzz", "difflib", "koetsu.engine.config.check"}
print(*heavy & set(sys.modules))
"""
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])}
    command = [sys.executable, "-c", program]
    found = subprocess.run(command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=True)

    assert found.stdout.split() == loaded
