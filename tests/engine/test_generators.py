"""Is a site recognised by what lies in its folder?"""

from pathlib import Path

import pytest

from koetsu.engine.generators import recognise, site_of, sites_below

ZENN_HEADER = '---\ntitle: "題"\nemoji: "🐈"\ntype: "tech"\ntopics: ["python"]\npublished: true\n---\n'
QIITA_HEADER = "---\ntitle: 題\ntags:\n  - Python\norganization_url_name: null\nignorePublish: false\n---\n"

SITES = {
    "jekyll": {"_config.yml": "title: 猫のブログ\n", "_posts/2026-01-02-neko.md": "", "_drafts/inu.md": ""},
    "jekyll with posts alone": {"_posts/2026-01-02-neko.md": ""},
    "jekyll of a project": {"_config.yml": "theme: minima\n", "index.md": ""},
    "hugo": {"hugo.toml": 'baseURL = "https://example.org/"\n', "content/posts/neko.md": ""},
    "hugo of old": {"config.yaml": "baseurl: https://example.org/\n", "content/posts/neko.md": ""},
    "hugo with a folder of settings": {"config/_default/hugo.yaml": "title: 猫\n", "content/neko.md": ""},
    "zenn": {"package.json": '{"dependencies": {"zenn-cli": "^0.1.150"}}', "articles/neko.md": "", "books/a/1.md": ""},
    "zenn through GitHub": {"articles/neko.md": ZENN_HEADER},
    "qiita": {"qiita.config.json": '{"port": 8888}', "public/neko.md": QIITA_HEADER},
    "qiita without settings": {"public/neko.md": QIITA_HEADER},
    "astro": {"astro.config.mjs": "export default {}\n", "src/content/blog/neko.mdx": ""},
}

OTHERS = {
    "nothing": {},
    "articles only": {"posts/neko.md": "---\ntitle: 題\n---\n", "articles/neko.md": "# 猫\n"},
    "hexo": {"_config.yml": "title: 猫\n", "source/_posts/neko.md": ""},
    "hexo by its package": {"_config.yml": "title: 猫\n", "package.json": '{"dependencies": {"hexo": "^7.0.0"}}'},
    "jupyter book": {"_config.yml": "title: 猫\n", "_toc.yml": "format: jb-book\n"},
    "settings of something else": {"config.toml": 'name = "x"\n', "content/neko.md": ""},
    "what another program builds": {"public/index.html": "", "public/neko.md": "---\ntitle: 題\n---\n"},
}


def write(folder: Path, files: dict[str, str]) -> Path:
    for name, text in files.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return folder


@pytest.mark.parametrize("name", SITES)
def test_a_site_is_recognised(tmp_path: Path, name: str) -> None:
    sites = recognise(write(tmp_path, SITES[name]))

    assert [site.preset for site in sites] == [name.split()[0]]
    assert sites[0].marks


@pytest.mark.parametrize("name", OTHERS)
def test_what_is_no_such_site_is_not_taken_for_one(tmp_path: Path, name: str) -> None:
    assert recognise(write(tmp_path, OTHERS[name])) == []


def test_a_site_says_where_its_articles_are_and_how_many(tmp_path: Path) -> None:
    files = SITES["jekyll"] | {"旅/_posts/2026-03-04-kyoto.md": "", "_site/_posts/copy.md": "", "_posts/a.png": ""}

    site = recognise(write(tmp_path, files))[0]

    assert (site.articles, site.size) == (["_posts", "_drafts", "旅/_posts"], 3)
    assert site.marks == ["_config.yml", "_posts/"]


def test_the_site_with_most_articles_comes_first(tmp_path: Path) -> None:
    qiita = SITES["qiita"] | {"public/inu.md": QIITA_HEADER, "public/tori.md": QIITA_HEADER}

    assert [site.preset for site in recognise(write(tmp_path, SITES["zenn"] | qiita))] == ["qiita", "zenn"]


@pytest.mark.parametrize(
    ("files", "elsewhere"),
    [
        ({"hugo.toml": 'contentDir = "honbun"\n', "honbun/neko.md": ""}, ["honbun"]),
        ({"hugo.yaml": "languages:\n  ja:\n    contentDir: content/ja\n", "content/ja/neko.md": ""}, []),
        ({"hugo.json": '{"contentDir": "./記事/"}', "記事/neko.md": ""}, ["記事"]),
        ({"hugo.toml": 'contentDir = "../outside"\n'}, []),
        ({"hugo.toml": 'contentDir = "missing"\n'}, []),
        (
            {
                "astro.config.ts": "",
                "src/content.config.ts": "glob({ pattern: '**/*.md', base: './src/data/blog' })",
                "src/data/blog/neko.md": "",
            },
            ["src/data/blog"],
        ),
    ],
)
def test_articles_are_found_where_the_settings_of_the_site_say(
    tmp_path: Path, files: dict[str, str], elsewhere: list[str]
) -> None:
    site = recognise(write(tmp_path, files))[0]

    assert site.elsewhere == elsewhere
    assert site.size == (1 if len(files) > 1 else 0)


@pytest.mark.parametrize(("markdown", "renderer"), [("CommonMarkGhPages", "commonmark"), ("kramdown", None)])
def test_jekyll_says_which_markdown_it_speaks(tmp_path: Path, markdown: str, renderer: str | None) -> None:
    write(tmp_path, {"_config.yml": f"title: 猫\nmarkdown: {markdown}\n"})

    assert recognise(tmp_path)[0].renderer == renderer


def test_a_site_may_be_said_to_be_what_it_does_not_look_like(tmp_path: Path) -> None:
    site = site_of("zenn", write(tmp_path, {"articles/neko.md": "# 猫\n"}))

    assert (site.title, site.marks, site.articles, site.size) == ("Zenn", [], ["articles"], 1)


def test_sites_further_down_are_found_at_two_levels(tmp_path: Path) -> None:
    write(tmp_path / "docs", SITES["jekyll"])
    write(tmp_path / "apps" / "blog", SITES["astro"])
    write(tmp_path / "node_modules" / "theme", SITES["hugo"])

    assert [(name, site.preset) for name, site in sites_below(tmp_path)] == [("docs", "jekyll"), ("apps/blog", "astro")]


def test_settings_that_cannot_be_read_tell_nothing(tmp_path: Path) -> None:
    write(tmp_path, {"package.json/inside": ""})
    (tmp_path / "hugo.toml").write_bytes(b"\xff\xfe\x00contentDir")
    (tmp_path / "_posts").symlink_to("_posts")

    assert [site.preset for site in recognise(tmp_path)] == ["hugo"]
