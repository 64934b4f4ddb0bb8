"""Do the presets know where each generator keeps its articles?"""

from __future__ import annotations

from pathlib import Path

import msgspec
import pytest

from configured_rules import REGISTRY, UPKEEP
from koetsu.engine.config import PRESETS, Configuration
from koetsu.engine.registry import load_registry
from koetsu.text.schema import Schema

_FOLDER = Path(__file__).parents[3] / "linter" / "koetsu" / "engine" / "config" / "presets"


def _load(folder: Path, preset: str) -> Configuration:
    return Configuration.load(folder, registry=REGISTRY, preset=preset, isolated=True)


def test_every_preset_in_the_folder_is_known() -> None:
    assert {file.stem for file in _FOLDER.glob("*.toml")} == set(PRESETS)


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_sets_schema_renderer_and_the_title_of_the_layout(tmp_path: Path, preset: str) -> None:
    configuration = _load(tmp_path, preset)
    settings = configuration.settings(Path("README.md"))

    assert settings.schema is None
    assert settings.renderer == ("kramdown" if preset == "jekyll" else "commonmark")
    assert settings.options["HD002"]["title-in-layout"] is True
    assert settings.options["HD002"].get("sections-at-h1", False) is (preset == "qiita")


@pytest.mark.parametrize("preset", PRESETS)
def test_a_preset_suits_the_installed_rules(tmp_path: Path, preset: str) -> None:
    Configuration.load(tmp_path, registry=load_registry(), preset=preset, isolated=True)


@pytest.mark.parametrize("file", sorted(_FOLDER.glob("*.schema.json")), ids=lambda file: file.name)
def test_a_schema_of_a_preset_is_a_schema(file: Path) -> None:
    Schema(msgspec.json.decode(file.read_bytes()))


@pytest.mark.parametrize(
    ("preset", "path", "title"),
    [
        ("jekyll", "_posts/2026-01-02-a.md", "Jekyll"),
        ("jekyll", "docs/travel/_posts/2026-01-02-a.markdown", "Jekyll"),
        ("jekyll", "_drafts/a.md", "Jekyll"),
        ("jekyll", "folder/posts/2026-01-02-a.md", "Jekyll"),
        ("jekyll", "2026-01-02-a.md", "Jekyll"),
        ("jekyll", "_includes/a.md", None),
        ("jekyll", "about.md", None),
        ("jekyll", "posts/notes-2026-01-02-a.md", None),
        ("hugo", "content/posts/a.md", "Hugo"),
        ("hugo", "site/content/a/index.md", "Hugo"),
        ("hugo", "README.md", None),
        ("zenn", "articles/a1b2c3.md", "Zenn article"),
        ("zenn", "books/my-book/introduction.md", "Chapter of a Zenn book"),
        ("zenn", "books/README.md", None),
        ("zenn", "articles/images/a.md", None),
        ("qiita", "public/a.md", "Qiita"),
        ("qiita", "public/deep/a.md", None),
        ("astro", "src/content/blog/a.mdx", "Astro"),
        ("astro", "src/content/blog/_parts/a.md", None),
        ("astro", "src/pages/a.md", None),
    ],
)
def test_a_schema_applies_to_the_articles_of_the_generator(
    tmp_path: Path, preset: str, path: str, title: str | None
) -> None:
    schema = _load(tmp_path, preset).settings(Path(path)).schema

    if title is None:
        assert schema is None
    else:
        assert isinstance(schema, dict)
        assert title.casefold() in str(schema["title"]).casefold()


def test_a_preset_applies_to_articles_outside_of_the_working_directory(tmp_path: Path) -> None:
    folder = tmp_path / "work"
    folder.mkdir()

    assert _load(folder, "jekyll").settings(tmp_path / "site" / "_posts" / "2026-01-02-a.md").schema is not None


def test_a_preset_of_the_command_line_lies_below_the_file(tmp_path: Path) -> None:
    (tmp_path / "koetsu.toml").write_text(
        'extends = ["zenn"]\n[front-matter]\nschema = {required = ["author"]}', "utf-8"
    )
    configuration = Configuration.load(tmp_path, registry=REGISTRY, preset="jekyll")
    post, article = (configuration.settings(Path(path)) for path in ("_posts/a.md", "articles/a.md"))

    assert (post.schema, article.schema) == ({"required": ["author"]}, None)
    assert post.renderer == "kramdown"
    assert configuration.sources(Path("a.md")) == ["preset zenn", "preset jekyll", "koetsu.toml"]


def test_a_preset_works_where_its_rules_are_not_installed(tmp_path: Path) -> None:
    from koetsu.engine.registry import Registry

    few = Registry([rule for rule in REGISTRY.rules.values() if rule.code == "XX001"], {})

    assert Configuration.load(tmp_path, registry=few, preset="hugo").settings(Path("a.md")).select == (*UPKEEP, "XX001")
