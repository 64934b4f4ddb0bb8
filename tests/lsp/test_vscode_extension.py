"""Is the extension of VS Code of a piece: texts in both languages, a lock without addresses, what the READMEs show?

What it does once VS Code runs it, tests/lsp/vscode/visit.mjs tries.
"""

import json
import re
import tomllib
from pathlib import Path
from typing import Any

import pytest

from editor_chapter import Snippet, snippets

ROOT = Path(__file__).parent.parent.parent
FOLDER = ROOT / "linter" / "editors" / "vscode"

pytestmark = pytest.mark.skipif(not FOLDER.exists(), reason="the sources that are published do not hold it")


def read(name: str) -> Any:
    return json.loads((FOLDER / name).read_text("utf-8"))


def test_version_and_licence_are_those_of_koetsu() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]

    assert (read("package.json")["version"], read("package.json")["license"]) == (project["version"], "MIT")
    assert (FOLDER / "LICENSE").read_text("utf-8") == (ROOT / "LICENSE").read_text("utf-8")


def test_lock_names_no_registry() -> None:
    packages = read("package-lock.json")["packages"]

    assert len(packages) > 1
    assert [name for name, package in packages.items() if "resolved" in package] == []
    assert [name for name, package in packages.items() if name and not package.get("integrity")] == []


def test_manifest_says_everything_in_both_languages() -> None:
    used = set(re.findall(r"%([\w.]+)%", (FOLDER / "package.json").read_text("utf-8")))
    english, japanese = read("package.nls.json"), read("package.nls.ja.json")

    assert used == set(english) == set(japanese)
    assert [key for key, text in japanese.items() if re.fullmatch(r"[ -~]*", text)] == []


def test_messages_are_translated_with_the_same_holes() -> None:
    source = "".join(file.read_text("utf-8") for file in sorted((FOLDER / "src").glob("*.ts")))
    said = {json.loads(text) for text in re.findall(r'l10n\.t\(\s*("(?:[^"\\]|\\.)*")', source)}
    translated = read("l10n/bundle.l10n.ja.json")

    assert said == set(translated)
    assert source.count("l10n.t(") >= len(said) > 10
    for english, japanese in translated.items():
        assert sorted(re.findall(r"\{\d\}", english)) == sorted(re.findall(r"\{\d\}", japanese))


@pytest.mark.parametrize("name", ["README.md", "README.ja.md"])
def test_settings_and_commands_are_explained(name: str) -> None:
    contributed = read("package.json")["contributes"]
    strings = read("package.nls.ja.json" if ".ja." in name else "package.nls.json")
    text = (FOLDER / name).read_text("utf-8")

    assert re.findall(r"^\| `(koetsu\.[\w.]+)` \|", text, re.MULTILINE) == [*contributed["configuration"]["properties"]]
    for command in contributed["commands"]:
        assert f"**koetsu: {strings[command['title'].strip('%')]}**" in text


@pytest.mark.parametrize("snippet", [one for one in snippets("VS Code") if one.language == "json"], ids=str)
def test_chapter_about_editors_shows_settings_that_there_are(snippet: Snippet) -> None:
    settings = json.loads(snippet.text)
    known = read("package.json")["contributes"]["configuration"]["properties"]

    assert settings["koetsu.language"] == ("ja" if ".ja." in snippet.readme.name else "en")
    assert {name for name in settings if name.startswith("koetsu.")} <= set(known)


def test_folder_that_is_not_trusted_sets_nothing_that_is_run() -> None:
    manifest = read("package.json")
    settings = {"koetsu.path", "koetsu.interpreter", "koetsu.arguments"}

    assert set(manifest["capabilities"]["untrustedWorkspaces"]["restrictedConfigurations"]) == settings
    assert settings <= set(manifest["contributes"]["configuration"]["properties"])
