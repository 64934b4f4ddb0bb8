"""Does a site get a first configuration that is right, and never lose one that it has?"""

import json
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


def headed(number: int, header: str = "") -> str:
    return f"---\ntitle: 猫の話その{number}\ndate: 2026-01-{number % 28 + 1:02}\n{header}---\n猫です。\n"


def site_with_outliers(koetsu: CommandLine, folder: str) -> None:
    for number in range(200):
        koetsu.write(f"{folder}/2026-01-01-{number}.md", headed(number, "category: 猫\ntags: [猫, 犬]\n"))
    koetsu.write(f"{folder}/2026-01-01-a.md", headed(1, "category: 猫\ntags: 猫\n"))
    koetsu.write(f"{folder}/2026-01-01-b.md", "---\ntitle: 日付なし\ncategory: 猫\ntags: [猫]\n---\n猫です。\n")
    koetsu.write(f"{folder}/2026-01-01-c.md", headed(2, "catgory: 猫\ntags: [猫]\n"))
    koetsu.write(f"{folder}/2026-01-01-d.md", headed(3, "category: 犬\ntags: [猫]\nauthor: [\n"))
    koetsu.write(f"{folder}/2026-01-01-e.md", headed(4, "category: 鳥\ntags: [猫]\n"))


def reported(koetsu: CommandLine) -> list[str]:
    """The findings about schema and header, as a list of outliers writes them."""
    out = koetsu.run("check", ".", "--select", "FM001,FM003,FM004,FM005,FM008", "--output-format", "json").out
    found = [(one, one["range"]["start"]) for one in json.loads(out)["diagnostics"]]
    return [f"{one['path']}:{at['line']}:{at['column']}: {one['rule']} {one['message']}" for one, at in found]


def listed(err: str) -> list[str]:
    return [line.strip() for line in err.splitlines() if re.match(r"  \S+:\d+:\d+: FM", line)]


@pytest.mark.parametrize(("generator", "folder"), [("jekyll", "_posts"), ("astro", "src/content"), ("none", "posts")])
def test_the_outliers_are_what_check_then_reports(koetsu: CommandLine, generator: str, folder: str) -> None:
    if generator != "none":
        koetsu.write(*next(iter(SITES[generator].items())))
    koetsu.write("README.md", "# 猫のサイト\n")
    site_with_outliers(koetsu, folder)

    status, out, err = koetsu.run("init", "--infer-schema", "--language", "en")
    found = reported(koetsu)
    schema = json.loads((koetsu.folder / "front-matter.schema.json").read_text(encoding="utf-8"))

    assert (status, out) == (0, "")
    assert schema["required"] == ["title", "date", "category", "tags"]
    assert schema["properties"]["category"]["enum"] == ["猫"]
    assert schema["properties"]["date"]["format"] == ("jekyll-date" if generator == "jekyll" else "date")
    assert {line.split(": ")[1].split()[0] for line in found} == {"FM001", "FM003", "FM004", "FM005"}
    assert listed(err) == found


def test_the_schema_of_a_preset_is_carried_over(koetsu: CommandLine) -> None:
    lay_out(koetsu, "zenn")
    for number in range(40):
        header = f"title: 猫の話その{number}\nemoji: 🐈\ntype: tech\ntopics: [neko]\npublished: true\n"
        koetsu.write(f"articles/neko-{number:02}.md", f"---\n{header}---\n猫です。\n")
    koetsu.write("books/inu/1.md", "---\ntitle: 犬\n---\n犬です。\n")
    koetsu.write("README.md", "# 猫と犬\n")
    (koetsu.folder / "articles/neko.md").unlink()

    status, _, err = koetsu.run("init", "--infer-schema", "--language", "ja")
    schema = json.loads((koetsu.folder / "front-matter.schema.json").read_text(encoding="utf-8"))
    properties = schema["properties"]

    assert status == 0
    assert "ほかの形のヘッダーを持つ記事（1本）" in err
    assert properties["type"]["enum"] == ["tech", "idea"]
    assert (properties["emoji"]["format"], properties["title"]["maxLength"]) == ("emoji", 20)
    assert properties["topics"]["items"]["maxLength"] == 18
    assert properties["published_at"]["format"] == "zenn-date"
    assert reported(koetsu) == []


def test_beside_a_configuration_only_the_schema_is_written(koetsu: CommandLine) -> None:
    site_with_outliers(koetsu, "posts")
    koetsu.write("koetsu.toml", 'language = "en"\n[front-matter]\nfiles = ["posts/**"]\n')

    status, out, err = koetsu.run("init", "--infer-schema")
    lines = err[err.index("Add to koetsu.toml:") :].splitlines()[1:]

    assert (status, out) == (0, "")
    assert (koetsu.folder / "koetsu.toml").read_text(encoding="utf-8").startswith("language")
    assert [line.strip() for line in lines] == ["[front-matter]", 'schema = "front-matter.schema.json"']


def test_lines_for_pyproject_name_its_table(koetsu: CommandLine) -> None:
    site_with_outliers(koetsu, "posts")
    koetsu.write("README.md", "# 猫\n")
    pyproject = koetsu.write("pyproject.toml", "[tool.koetsu]\n")

    err = koetsu.run("init", "--infer-schema").err
    lines = err[err.index("Add to [tool.koetsu] (pyproject.toml):") :].splitlines()[1:]
    pyproject.write_text("[tool.koetsu]\n" + "\n".join(lines), encoding="utf-8")

    assert 'files = ["/posts/**"]' in err
    assert reported(koetsu) == listed(err)


def test_a_schema_is_never_overwritten(koetsu: CommandLine) -> None:
    site_with_outliers(koetsu, "posts")
    koetsu.write("front-matter.schema.json", "{}")

    status, out, err = koetsu.run("init", "--infer-schema")

    assert (status, out) == (2, "")
    assert "front-matter.schema.json is already there" in err
    assert (koetsu.folder / "front-matter.schema.json").read_text(encoding="utf-8") == "{}"
    assert not (koetsu.folder / "koetsu.toml").exists()


def test_a_printed_schema_is_all_that_comes_out(koetsu: CommandLine) -> None:
    site_with_outliers(koetsu, "posts")

    status, out, _ = koetsu.run("init", "--infer-schema", "--print")

    assert status == 0
    assert json.loads(out)["type"] == "object"
    assert {path.name for path in koetsu.folder.iterdir()} == {"posts"}


def test_few_articles_make_no_schema(koetsu: CommandLine) -> None:
    for number in range(19):
        koetsu.write(f"posts/{number}.md", headed(number))

    status, out, err = koetsu.run("init", "--infer-schema")

    assert (status, out) == (2, "")
    assert "only 19 of 19 articles have a header; a schema is not made from fewer than 20" in err
    assert {path.name for path in koetsu.folder.iterdir()} == {"posts"}


def test_articles_that_cannot_be_read_are_named(koetsu: CommandLine) -> None:
    site_with_outliers(koetsu, "posts")
    (koetsu.folder / "posts" / "sjis.md").write_bytes("---\ntitle: 猫\n---\n".encode("shift_jis"))

    status, _, err = koetsu.run("init", "--infer-schema", "--language", "en")

    assert status == 2
    assert "posts/sjis.md: " in err
    assert (koetsu.folder / "front-matter.schema.json").exists()
    assert (koetsu.folder / "koetsu.toml").exists()


def test_a_schema_of_the_site_is_carried_over_and_replaced(koetsu: CommandLine) -> None:
    site_with_outliers(koetsu, "posts")
    koetsu.write("koetsu.toml", '[front-matter.schema.properties]\ncategory = {enum = ["猫", "犬", "鳥"]}\n')

    status, out, err = koetsu.run("init", "--infer-schema", "--print")

    assert status == 0
    assert "Write in koetsu.toml, in place of the schema there" in err
    assert json.loads(out)["properties"]["category"]["enum"] == ["猫", "犬", "鳥"]


def test_a_preset_is_not_chosen_beside_a_configuration(koetsu: CommandLine) -> None:
    site_with_outliers(koetsu, "posts")
    koetsu.write("koetsu.toml", "")

    status, out, err = koetsu.run("init", "--infer-schema", "--preset", "zenn")

    assert (status, out) == (2, "")
    assert "koetsu.toml says what the preset is" in err


def test_what_has_a_configuration_of_its_own_is_left_out(koetsu: CommandLine) -> None:
    site_with_outliers(koetsu, "posts")
    koetsu.write("old/koetsu.toml", "")
    for number in range(50):
        koetsu.write(f"old/{number}.md", f"---\nname: 犬{number}\n---\n犬です。\n")

    err = koetsu.run("init", "--infer-schema", "--language", "en").err

    assert "made from the headers of 204 articles" in err
    assert listed(err) == reported(koetsu)
