"""Does an editor say, in the language of its user, what each key that a preset knows is for?"""

import json
import re
from pathlib import Path

import pytest
from lsprotocol import types as lsp

import koetsu.engine.config
from koetsu.lsp.schema_view import SchemaView
from language_client import Editor, editing

PRESETS = Path(koetsu.engine.config.__file__).with_name("presets")
SCHEMAS = {file.name.split(".")[0]: json.loads(file.read_text(encoding="utf-8")) for file in PRESETS.glob("*.json")}
KEYS = [(preset, key) for preset, schema in sorted(SCHEMAS.items()) for key in schema["properties"]]
KANA = re.compile("[ぁ-ヺ]")


@pytest.mark.parametrize(("preset", "key"), KEYS)
def test_every_key_is_described_in_both_languages(preset: str, key: str) -> None:
    view = SchemaView(SCHEMAS[preset])

    japanese, english = view.description([key], "ja"), view.description([key], "en")
    said = [(text or "").split("\n\n")[1] for text in (japanese, english)]

    assert KANA.search(said[0])
    assert said[0].endswith("。")
    assert not KANA.search(said[1])
    assert said[1].endswith(".")
    assert (japanese or "").count("。\n\n") == (english or "").count(".\n\n") == 1


def test_a_schema_of_one_language_is_shown_as_it_is() -> None:
    view = SchemaView({"properties": {"title": {"description": "The title."}}})

    assert view.description(["title"], "ja") == view.description(["title"], "en") == "**title**\n\nThe title."


@pytest.mark.parametrize(
    ("language", "said"), [("ja", "アイキャッチになる絵文字"), ("en", "One emoji that stands for")]
)
def test_hover_and_completion_say_what_a_key_is_for(tmp_path: Path, language: str, said: str) -> None:
    (tmp_path / "koetsu.toml").write_text(f'extends = ["zenn"]\nlanguage = "{language}"\n', encoding="utf-8")

    async def session(editor: Editor) -> None:
        await editor.open("articles/neko.md", "---\nemoji: 🐈\n---\n\n猫です。\n")
        assert said in (await editor.hover("articles/neko.md", lsp.Position(1, 2)) or "")

    editing(session, tmp_path)
