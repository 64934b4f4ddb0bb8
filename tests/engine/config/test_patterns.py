"""Is a pattern of the configuration a rule like any other, and is all that is wrong with one told?"""

from __future__ import annotations

import pickle
from pathlib import Path
from typing import Any

import jsonschema_rs
import pytest

from configured_rules import REGISTRY, UPKEEP
from koetsu.engine.config import Configuration, configuration_schema
from koetsu.engine.settings import Settings
from koetsu.errors import ConfigurationError

CATS = '[[patterns]]\nid = "CAT001"\nwords = ["猫"]\nmessage = "猫です。"\n'
DOGS = '[[patterns]]\nid = "good-dog"\nwords = ["犬"]\nmessage = "犬です。"\n'


def _write(folder: Path, text: str, name: str = "koetsu.toml") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(text, "utf-8")


def _load(folder: Path, **options: Any) -> Configuration:
    return Configuration.load(folder, registry=REGISTRY, **{"language": "en", **options})


def _settings(folder: Path, text: str, file: str = "a.md", **options: Any) -> Settings:
    _write(folder, text)
    return _load(folder, **options).settings(folder / file)


def _faults(folder: Path, text: str, **options: Any) -> list[str]:
    _write(folder, text)
    with pytest.raises(ConfigurationError) as caught:
        _load(folder, **options)
    return str(caught.value).split("\n")


def _pattern_faults(folder: Path, lines: str) -> list[str]:
    """What is said of one pattern whose other keys, in the first three lines, are right."""
    return [
        fault.removeprefix("koetsu.toml:")
        for fault in _faults(folder, f'[[patterns]]\nid = "X"\nmessage = "x"\n{lines}')
    ]


def test_a_pattern_runs_unless_it_is_ignored(tmp_path: Path) -> None:
    assert "CAT001" in _settings(tmp_path, CATS).select
    assert "CAT001" not in _settings(tmp_path, f'ignore = ["CAT001"]\n{CATS}').select
    assert _settings(tmp_path, f'select = ["good-dog"]\n{CATS}{DOGS}').select == ("good-dog",)


def test_patterns_of_the_same_letters_are_a_family(tmp_path: Path) -> None:
    text = CATS + CATS.replace("CAT001", "CAT002") + DOGS

    assert _settings(tmp_path, f'select = ["CAT"]\n{text}').select == ("CAT001", "CAT002")


def test_a_pattern_is_graded_and_overridden_as_a_rule(tmp_path: Path) -> None:
    text = f'severity.CAT001 = "error"\n{CATS}[[overrides]]\nfiles = ["old/"]\nseverity.CAT001 = "off"\n'
    _write(tmp_path, text)
    configuration = _load(tmp_path)

    assert configuration.settings(tmp_path / "a.md").severity == {"CAT001": "error"}
    assert "CAT001" not in configuration.settings(tmp_path / "old" / "a.md").select


def test_the_command_line_names_patterns_of_the_working_directory(tmp_path: Path) -> None:
    _write(tmp_path, CATS + DOGS)
    configuration = _load(tmp_path, select=["CAT,good-dog"], ignore=["good-dog"], severity=["CAT001=info"])
    settings = configuration.settings(tmp_path / "a.md")

    assert settings.select == ("CAT001",)
    assert settings.severity == {"CAT001": "info"}


def test_the_command_line_knows_no_patterns_where_no_file_is_read(tmp_path: Path) -> None:
    _write(tmp_path, CATS)

    with pytest.raises(ConfigurationError, match="--select: there is no rule “CAT001”"):
        _load(tmp_path, select=["CAT001"], isolated=True)


def test_a_file_names_patterns_of_what_it_extends_and_replaces_them(tmp_path: Path) -> None:
    _write(tmp_path, CATS + DOGS, "house.toml")
    text = 'extends = ["house.toml"]\nignore = ["good-dog"]\n' + CATS.replace("猫です", "ねこです")
    settings = _settings(tmp_path, text)

    assert "good-dog" not in settings.select
    assert [(pattern.id, pattern.message.ja) for pattern in settings.patterns] == [
        ("CAT001", "ねこです。"),
        ("good-dog", "犬です。"),
    ]


def test_patterns_belong_to_the_files_below_their_own(tmp_path: Path) -> None:
    _write(tmp_path, CATS)
    _write(tmp_path / "docs", DOGS)
    configuration = _load(tmp_path)
    settings = configuration.settings(tmp_path / "docs" / "a.md")

    assert settings.select == tuple(sorted((*UPKEEP, "HD002", "XX001", "XX002", "good-dog")))
    assert {"CAT001", "good-dog"} <= set(configuration.registry.rules)


def test_an_id_means_one_pattern_in_a_run(tmp_path: Path) -> None:
    _write(tmp_path, CATS)
    _write(tmp_path / "same", CATS)
    _write(tmp_path / "other", DOGS + CATS.replace("です", "だ"))
    configuration = _load(tmp_path)

    assert configuration.settings(tmp_path / "same" / "a.md").patterns
    with pytest.raises(
        ConfigurationError, match=r"^other/koetsu.toml:6:6: “CAT001” is another pattern in koetsu.toml;"
    ):
        configuration.settings(tmp_path / "other" / "a.md")


def test_settings_with_patterns_travel_and_their_key_follows_them(tmp_path: Path) -> None:
    one = _settings(tmp_path, CATS)
    other = _settings(tmp_path, CATS.replace("猫です", "ねこです"))

    assert pickle.loads(pickle.dumps(one)) == one
    assert len({one.key(), other.key(), _settings(tmp_path, "").key()}) == 3


def test_origins_show_patterns_with_their_place(tmp_path: Path) -> None:
    _write(tmp_path, CATS)
    origins = {origin.key: origin[1:] for origin in _load(tmp_path).origins(Path("a.md"))}

    assert origins["patterns.CAT001"] == (["猫"], "koetsu.toml", "koetsu.toml:1:1")
    assert origins["severity.CAT001"][0] == "warning"


def test_the_schema_of_a_configuration_knows_its_patterns(tmp_path: Path) -> None:
    _write(tmp_path, CATS)
    validator = jsonschema_rs.validator_for(configuration_schema(_load(tmp_path).registry))
    whole = {"id": "Y", "message": {"ja": "あ", "en": "a"}, "scope": ["quotes"], "examples": {"hit": ["a"]}}

    assert validator.is_valid({"ignore": ["CAT001"], "patterns": [{**whole, "words": ["a"], "replacement": ""}]})
    for wrong in (
        {"ignore": ["CAT002"]},
        {"patterns": [whole]},
        {"patterns": [{**whole, "words": ["a"], "pattern": "a"}]},
        {"patterns": [{**whole, "words": [" "]}]},
        {"patterns": [{**whole, "words": ["a"], "scope": ["footnotes"]}]},
        {"patterns": [{**whole, "words": ["a"], "id": "9X"}]},
        {"patterns": [{**whole, "words": ["a"], "message": {"ja": "あ"}}]},
    ):
        assert not validator.is_valid(wrong), wrong


def test_everything_wrong_is_told_at_once_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = """ignore = ["CAT001", "CATO01"]

[[patterns]]
id = "CAT001"
pattern = '猫(が|は'
message = "猫です。"

[[patterns]]
id = "good-dog"
words = ["犬"]
scope = ["prose", "heading"]
mesage = "犬です。"

[[patterns]]
id = "XX001"
pattern = "鳥"
message = "鳥です。"
examples.hit = ["鳥", "とり"]
"""

    assert _faults(tmp_path, text) == [
        "koetsu.toml:1:21: there is no rule “CATO01”; did you mean “CAT001”?",
        "koetsu.toml:5:17: no regular expression: a ) is missing in “猫(が|は”",
        "koetsu.toml:8:3: the key “message” is missing",
        "koetsu.toml:11:19: “heading” is not one of front-matter, headings, link-text, prose, quotes, tables;"
        " did you mean “headings”?",
        "koetsu.toml:12:1: unknown key “mesage”; did you mean “message”?",
        "koetsu.toml:15:6: “XX001” already names XX001 long-sentence; choose another id",
        "koetsu.toml:18:22: should be found in “とり”, and is not",
    ]
    assert _faults(tmp_path, text, language="ja")[1] == (
        "koetsu.toml:5:17: 正規表現「猫(が|は」のここが誤りです（「)」がありません）"
    )


@pytest.mark.parametrize(
    ("taken", "rule"),
    [
        ("XX001", "XX001 long-sentence"),
        ("xx001", "XX001 long-sentence"),
        ("Long-Sentence", "XX001 long-sentence"),
        ("XX", "XX001, XX002"),
        ("EN002", "EN002 rule-crashed"),
    ],
)
def test_an_id_may_not_name_a_rule(tmp_path: Path, taken: str, rule: str) -> None:
    fault = f"koetsu.toml:2:6: “{taken}” already names {rule}; choose another id"

    assert _faults(tmp_path, CATS.replace("CAT001", taken)) == [fault]


def test_an_id_stands_once_in_a_file(tmp_path: Path) -> None:
    assert _faults(tmp_path, CATS + DOGS + CATS) == [
        "koetsu.toml:10:6: there are two patterns “CAT001”; choose another id"
    ]


def test_a_pattern_of_a_faulty_file_is_known_to_those_that_extend_it(tmp_path: Path) -> None:
    _write(tmp_path, f"{CATS}pattern = '猫'\n", "house.toml")

    assert _faults(tmp_path, 'extends = ["house.toml"]\nignore = ["CAT001"]') == [
        "house.toml:3:9: give either pattern or words, and only one of them"
    ]


@pytest.mark.parametrize(
    ("lines", "faults"),
    [
        ("", ["1:1: give either pattern or words, and only one of them"]),
        ("words = []", ["4:9: holds 0; at least 1 are needed"]),
        ('words = [""]', ["4:10: “” does not have the form \\S"]),
        ('pattern = "\\\\d[a"', ["4:17: no regular expression: a [ is never closed in “\\d[a”"]),
        ('pattern = "*"', ["4:12: no regular expression: nothing to repeat in “*”"]),
        ("pattern = '''\n*'''", ["5:1: no regular expression: nothing to repeat in “*”"]),
        (
            'pattern = "a*"',
            ["4:12: no regular expression: it matches the empty text, which stands everywhere in “a*”"],
        ),
        ('pattern = ""', ["4:12: no regular expression: it matches the empty text, which stands everywhere in “”"]),
        ('pattern = "b(?R)?"', ["4:13: no regular expression: groups cannot be called by other groups in “b(?R)?”"]),
        (
            'pattern = "(?:a{200}){200}"',
            ["4:12: no regular expression: too much repetition by {n} in “(?:a{200}){200}”"],
        ),
        (
            'pattern = "(a)b"\nreplacement = "\\\\1\\\\2"',
            ["5:19: “\\1\\2” names a group that the pattern does not have"],
        ),
        (
            "pattern = '(?P<x>a)'\nreplacement = '\\g<x>\\g<y>'",
            ["5:21: “\\g<x>\\g<y>” names a group that the pattern does not have"],
        ),
        ('words = ["a"]\nexamples.miss = ["b a"]', ["5:18: should not be found in “b a”, but “a” is"]),
        ('words = ["a"]\nexamples.hit = ["ab"]', ["5:17: should be found in “ab”, and is not"]),
        ('words = ["a"]\nreplacement = "a"\nexamples.hit = ["a"]', ["6:17: should be found in “a”, and is not"]),
        ('words = ["a"]\nmessage.ja = "あ"', None),
    ],
)
def test_what_is_wrong_with_a_pattern_has_its_place(tmp_path: Path, lines: str, faults: list[str] | None) -> None:
    if faults is not None:
        assert _pattern_faults(tmp_path, lines) == faults
    else:
        assert len(_pattern_faults(tmp_path, lines)) == 1


def test_an_example_that_takes_too_long_is_a_fault(tmp_path: Path) -> None:
    slow = f'pattern = "(?:a|aa)+$"\nexamples.miss = ["{"a" * 60}b"]'

    (fault,) = _pattern_faults(tmp_path, slow)
    assert fault.startswith("5:18: takes too long in “aaaa")


@pytest.mark.parametrize(
    "expression", ["(" * 3000, "(" * 900 + ")" * 900, "[a-z]{60000}", "(?:" * 15 + "a" + "){2}" * 15]
)
def test_an_expression_that_would_become_huge_is_refused(tmp_path: Path, expression: str) -> None:
    assert len(_pattern_faults(tmp_path, f"pattern = '{expression}'")) == 1


def test_patterns_stand_in_pyproject_as_well(tmp_path: Path) -> None:
    _write(tmp_path, CATS.replace("[[patterns]]", "[[tool.koetsu.patterns]]"), "pyproject.toml")

    assert [pattern.id for pattern in _load(tmp_path).settings(tmp_path / "a.md").patterns] == ["CAT001"]


def test_patterns_that_are_no_tables_are_told(tmp_path: Path) -> None:
    assert _faults(tmp_path, "patterns = 1") == ["koetsu.toml:1:12: must be an array, not a whole number"]
    assert _faults(tmp_path, "patterns = [1]") == ["koetsu.toml:1:13: must be a table, not a whole number"]
    assert _faults(tmp_path, "[[patterns]]\nid = 1\nwords = ['a']\nmessage = 'a'") == [
        "koetsu.toml:2:6: must be a string, not a whole number"
    ]
