"""Are all rules found, and is a broken package named?"""

import pytest

from koetsu.engine.registry import ENGINE_RULES, Registry, family_letters, load_registry, registry_of, rules_in
from koetsu.engine.upkeep import can_be_set
from koetsu.errors import PluginError
from plugin_packages import installed, rule_module, write_package


@pytest.fixture
def registry(tmp_path):
    write_package(
        tmp_path,
        "cat_rules",
        {
            "felines/__init__": '"""Cats."""\n',
            "felines/stray_cat": rule_module("CAT002", "StrayCat"),
            "felines/big_cat": rule_module("CAT001", "BigCat"),
        },
        version="2.5",
    )
    with installed(tmp_path):
        yield load_registry()


def test_rules_of_an_installed_package_are_found(registry):
    assert registry.rules["CAT001"].name == "big-cat"
    assert registry.rules["CAT002"].name == "stray-cat"


def test_rules_stand_in_the_order_of_their_codes(registry):
    assert list(registry.rules) == sorted(registry.rules)


def test_what_the_engine_reports_are_rules_too(registry):
    assert registry.find("EN") == list(ENGINE_RULES)


@pytest.mark.parametrize("word", ["CAT002", "stray-cat"])
def test_rule_is_found_by_code_and_by_name(registry, word):
    assert [rule.code for rule in registry.find(word)] == ["CAT002"]


def test_family_is_found_by_its_letters(registry):
    assert [rule.code for rule in registry.find("CAT")] == ["CAT001", "CAT002"]
    assert registry.families["CAT"] == "felines"


def test_all_is_every_rule(registry):
    assert registry.find("ALL") == list(registry.rules.values())


def test_unknown_word_finds_nothing(registry):
    assert registry.find("CAT01") == []
    assert registry.find("") == []


@pytest.mark.parametrize(
    ("word", "nearest"),
    [("stray_cat", "stray-cat"), ("cat001", "CAT001"), ("stray-cats", "stray-cat"), ("all", "ALL"), ("wombat!!", None)],
)
def test_nearest_word_is_one_that_means_something(registry, word, nearest):
    assert registry.nearest(word) == nearest


def test_versions_name_every_distribution_that_decides(registry):
    assert registry.versions["cat_rules"] == "2.5"
    assert {"koetsu", "unidic-lite"} <= set(registry.versions)


def test_registry_is_read_once_in_a_process(registry):
    assert load_registry() is registry


@pytest.mark.parametrize("name", ["old_dog.py", "old_dog.md", "words/old_dog.toml"])
def test_stamp_changes_with_each_file_of_a_package(tmp_path, name):
    write_package(tmp_path, "dog_rules", {"old_dog": rule_module("DOG001", "OldDog")})
    file = tmp_path / "dog_rules" / name
    file.parent.mkdir(exist_ok=True)
    file.touch()
    with installed(tmp_path):
        before = load_registry().stamp
    file.write_text(file.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    with installed(tmp_path):
        after = load_registry().stamp

    assert before != after


@pytest.mark.parametrize(
    "text", ["import module_that_no_one_has\n", "def broken(:\n", "raise SystemError('wires crossed')\n"]
)
def test_broken_package_is_named_with_its_module(tmp_path, text):
    write_package(tmp_path, "broken_rules", {"broken": text})

    with installed(tmp_path), pytest.raises(PluginError, match=r"broken_rules cannot .* module broken_rules\.broken: "):
        load_registry()


def test_missing_package_is_named(tmp_path):
    write_package(tmp_path, "gone_rules", {})
    (tmp_path / "gone_rules" / "__init__.py").unlink()
    (tmp_path / "gone_rules").rmdir()

    with installed(tmp_path), pytest.raises(PluginError, match="gone_rules"):
        load_registry()


@pytest.mark.parametrize(("code", "name", "word"), [("CAT001", "OtherCat", "CAT001"), ("CAT009", "BigCat", "big-cat")])
def test_two_rules_of_one_name_are_refused(tmp_path, code, name, word):
    write_package(tmp_path, "first_rules", {"big_cat": rule_module("CAT001", "BigCat")})
    write_package(tmp_path, "second_rules", {"second": rule_module(code, name)})

    with installed(tmp_path), pytest.raises(PluginError, match=rf"{word}: first_rules.*second_rules"):
        load_registry()


def test_imported_and_abstract_classes_are_no_rules(tmp_path):
    write_package(
        tmp_path,
        "shy_rules",
        {
            "base": "from koetsu import Options, Rule\n\n\nclass Base(Rule[Options]):\n    code = 'SHY001'\n",
            "loud": rule_module("SHY002", "Loud") + "\n\nfrom shy_rules.base import Base\n",
        },
    )
    with installed(tmp_path):
        found = [rule.code for rule in rules_in("shy_rules")]

    assert found == ["SHY002"]


def test_no_rule_at_all_is_an_error():
    with pytest.raises(PluginError, match="no rule is installed"):
        registry_of([])


def test_registry_without_a_package_knows_the_rules_of_the_engine_only():
    assert list(Registry([], {}).rules.values()) == list(ENGINE_RULES)


def test_what_tells_that_koetsu_could_not_work_cannot_be_set():
    assert [rule.code for rule in ENGINE_RULES if not can_be_set(rule)] == ["EN001", "EN002"]


def test_family_letters_are_the_code_without_its_number():
    assert family_letters("DUP001") == "DUP"
