"""Does a site get a first configuration that is right, and never lose one that it has?"""

import re
import tomllib
from pathlib import Path

import pytest

from command_line import CommandLine
from koetsu.cli.shared.starter import Choice, starter
from koetsu.engine.config import PRESETS, Configuration
from koetsu.engine.registry import load_registry

SITES = {
    "jekyll": {"_config.yml": "title: 猫のブログ\n", "_posts/2026-01-02-neko.md": ""},
    "hugo": {"hugo.toml": 'baseURL = "https://example.org/"\n', "content/posts/neko.md": ""},
    "zenn": {"package.json": '{"dependencies": {"zenn-cli": "^0.1.150"}}', "articles/neko.md": ""},
    "qiita": {"qiita.config.json": "{}", "public/neko.md": ""},
    "astro": {"astro.config.mjs": "", "src/content/blog/neko.md": ""},
    "none": {"posts/neko.md": ""},
}


def lay_out(koetsu: CommandLine, generator: str) -> None:
    for name, text in SITES[generator].items():
        koetsu.write(name, text)


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("generator", SITES)
def test_every_generator_gets_a_configuration_that_loads(koetsu: CommandLine, generator: str, language: str) -> None:
    lay_out(koetsu, generator)

    status, out, err = koetsu.run("init", "--language", language)
    table = tomllib.loads((koetsu.folder / "koetsu.toml").read_text(encoding="utf-8"))
    configuration = Configuration.load(koetsu.folder, registry=load_registry())

    assert (status, out) == (0, "")
    assert table.get("extends", ["none"]) == [generator]
    assert configuration.settings(koetsu.folder / "a.md").renderer == table["renderer"]
    assert "koetsu baseline create" in err
    assert {path.name for path in koetsu.folder.iterdir()} == {name.split("/")[0] for name in SITES[generator]} | {
        "koetsu.toml"
    }


@pytest.mark.parametrize("language", ["ja", "en"])
@pytest.mark.parametrize("preset", [*PRESETS, None])
def test_every_setting_that_is_commented_out_is_right(tmp_path: Path, preset: str | None, language: str) -> None:
    text = starter(Choice("commonmark", preset, "Hugo", ["hugo.toml"], ["記事", 'a"b'], []), language)
    (tmp_path / "koetsu.toml").write_text(re.sub(r"^#(?=\S)", "", text, flags=re.MULTILINE), encoding="utf-8")

    table = tomllib.loads((tmp_path / "koetsu.toml").read_text(encoding="utf-8"))
    Configuration.load(tmp_path, registry=load_registry()).settings(tmp_path / "記事" / "a.md")

    assert {"extends", "language", "exclude", "fail-on", "ignore", "front-matter", "rules", "overrides"} <= set(table)
    assert table["front-matter"]["files"] == ["記事/**", 'a"b/**']


def test_both_languages_set_the_same(koetsu: CommandLine) -> None:
    choice = Choice("kramdown", "jekyll", "Jekyll", ["_config.yml"], ["_posts"], ["src/data"])
    japanese, english = (tomllib.loads(starter(choice, language)) for language in ("ja", "en"))

    assert japanese.pop("language") == "ja"
    assert japanese == english


def test_names_of_files_cannot_break_out_of_a_comment() -> None:
    text = starter(Choice("commonmark", "zenn", "Zenn", ["a\nselect = []"], ["\x07x\r"], []), "en")

    assert tomllib.loads(text) == {"extends": ["zenn"], "renderer": "commonmark"}


def test_the_header_is_asked_for_where_the_articles_really_are(koetsu: CommandLine) -> None:
    koetsu.write("hugo.toml", 'contentDir = "honbun"\n')
    article = koetsu.write("honbun/neko.md", "猫です。\n")
    koetsu.run("init")

    configuration = Configuration.load(koetsu.folder, registry=load_registry())

    assert configuration.settings(article).schema is not None
    assert configuration.settings(koetsu.folder / "README.md").schema is None


def test_comments_are_in_the_language_of_the_caller(koetsu: CommandLine) -> None:
    lay_out(koetsu, "zenn")

    japanese = koetsu.run("init", "--print", environment={"LANG": "ja_JP.UTF-8"})
    english = koetsu.run("init", "--print")

    assert "Zennのサイトです（package.json、articles/）。記事は1本です" in japanese.err
    assert "記事のあるところ: articles" in japanese.out
    assert "The articles: articles." in english.out


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("koetsu.toml", "", "koetsu.toml is already there"),
        (".koetsu.toml", "", ".koetsu.toml is already there"),
        ("pyproject.toml", "[tool.koetsu]\n", "[tool.koetsu] (pyproject.toml) is already there"),
        ("koetsu.toml/inside", "", "koetsu.toml is already there"),
    ],
)
def test_a_configuration_is_never_overwritten(koetsu: CommandLine, name: str, text: str, said: str) -> None:
    koetsu.write(name, text)

    status, out, err = koetsu.run("init")

    assert (status, out) == (2, "")
    assert said in err
    assert "--print" in err
    assert (koetsu.folder / name).read_text(encoding="utf-8") == text
    assert koetsu.run("init", "--print").status == 0


def test_a_link_that_leads_nowhere_is_not_written_through(koetsu: CommandLine) -> None:
    (koetsu.folder / "koetsu.toml").symlink_to("elsewhere.toml")

    assert koetsu.run("init").status == 2
    assert not (koetsu.folder / "elsewhere.toml").exists()


def test_a_pyproject_without_koetsu_is_no_configuration(koetsu: CommandLine) -> None:
    koetsu.write("pyproject.toml", '[project]\nname = "koetsu-site"\n')

    assert koetsu.run("init").status == 0


def test_a_preset_can_be_chosen_and_the_others_are_named(koetsu: CommandLine) -> None:
    lay_out(koetsu, "zenn")
    lay_out(koetsu, "qiita")
    koetsu.write("articles/inu.md", "")

    chosen = koetsu.run("init", "--print")
    asked = koetsu.run("init", "--print", "--preset", "qiita")
    none = koetsu.run("init", "--print", "--preset", "none")

    assert tomllib.loads(chosen.out)["extends"] == ["zenn"]
    assert (
        "It also looks like Qiita (qiita.config.json, public/); to choose that: koetsu init --preset qiita"
        in chosen.err
    )
    assert tomllib.loads(asked.out)["extends"] == ["qiita"]
    assert "extends" not in tomllib.loads(none.out)
    assert (asked.err.count("\n"), none.err) == (1, "")


def test_a_site_further_down_is_pointed_to(koetsu: CommandLine) -> None:
    for name, text in SITES["jekyll"].items():
        koetsu.write(f"my docs/{name}", text)

    err = koetsu.run("init", "--print").err

    assert "my docs looks like a site built by Jekyll; to set it up there: koetsu init 'my docs'" in err


def test_a_folder_is_set_up_from_outside(koetsu: CommandLine) -> None:
    koetsu.write("koetsu.toml", "")
    koetsu.write("docs/_posts/2026-01-02-neko.md", "")

    status, _, err = koetsu.run("init", "docs")

    assert status == 0
    assert "Wrote docs/koetsu.toml" in err
    assert "cd docs" in err
    assert "it replaces" in err
    assert koetsu.run("init", "docs").status == 2


@pytest.mark.parametrize("path", ["missing", "a.md", ""])
def test_what_is_no_folder_is_refused(koetsu: CommandLine, path: str) -> None:
    koetsu.write("a.md", "")

    status, out, err = koetsu.run("init", path)

    assert (status, out) == (2, "")
    assert "not a folder" in err
    assert not (koetsu.folder / "koetsu.toml").exists()


def test_a_folder_that_may_not_be_written_is_named(koetsu: CommandLine, unprivileged: list[str]) -> None:
    (koetsu.folder / "closed").mkdir(mode=0o500)

    status, out, err = koetsu.run("init", "closed", through=unprivileged)

    assert (status, out) == (2, "")
    assert "closed/koetsu.toml cannot be written: Permission denied" in err
    assert list((koetsu.folder / "closed").iterdir()) == []


def test_a_folder_that_may_not_be_looked_into_is_named(koetsu: CommandLine, unprivileged: list[str]) -> None:
    closed = koetsu.folder / "closed"
    closed.mkdir(mode=0)
    try:
        outcome = koetsu.run("init", "closed", through=unprivileged)
    finally:
        closed.chmod(0o755)

    assert outcome == (2, "", "closed: no permission to look into the folder; grant it\n")


def test_an_unknown_preset_is_answered_by_the_nearest(koetsu: CommandLine) -> None:
    status, _, err = koetsu.run("init", "--preset", "zen")

    assert status == 2
    assert "did you mean “zenn”?" in err
