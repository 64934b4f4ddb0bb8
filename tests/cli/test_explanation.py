"""Does the page of a rule read well on a terminal?"""

from pathlib import Path

import pytest

from koetsu.cli.shared.explanation import explanation
from koetsu.engine.registry import load_registry
from plugin_packages import installed, write_package

MODULE = '''"""A rule for tests."""

from koetsu import Diagnostics, Document, Message, Options, PositiveInt, Rule


class StrayCatOptions(Options, frozen=True):
    limit: PositiveInt = 3
    """猫の数の上限。
    How many cats are too many."""
    names: tuple[str, ...] = ("タマ", "Mike")
    """猫の名前。
    What they are called."""


class StrayCat(Rule[StrayCatOptions]):
    """Finds a cat."""

    code = "ZZ001"
    severity = "warning"
    message = Message(ja="猫です。", en="A cat.")

    def check(self, document: Document) -> Diagnostics:
        yield from ()
'''

PAGE = """# ja: 迷い猫
記事に猫が紛れ込むと、
読者は犬の話を忘れます。

## どう直すか
- 猫を外に出す。
- 犬を呼ぶ。

```sh
cat a.md
```

# en: A stray cat
A cat in an article makes
readers forget the dog.

```toml
limit = 1
```

```md bad
これは⟦猫⟧です。
```

```md fixed
これは犬です。
```

```md good
これは犬です。
```
"""


@pytest.fixture
def stray_cat(tmp_path: Path):
    write_package(tmp_path, "zz_rules", {"stray_cat": MODULE})
    (tmp_path / "zz_rules" / "stray_cat.md").write_text(PAGE, encoding="utf-8")
    with installed(tmp_path):
        yield load_registry().rules["ZZ001"]


def test_explanation_in_japanese(stray_cat) -> None:
    assert list(explanation(stray_cat, "ja", 80, False)) == [
        "ZZ001 stray-cat: 迷い猫",
        "重大度: 警告",
        "",
        "記事に猫が紛れ込むと、読者は犬の話を忘れます。",
        "",
        "どう直すか",
        "- 猫を外に出す。",
        "- 犬を呼ぶ。",
        "",
        "    cat a.md",
        "",
        "設定 [rules.ZZ001]",
        "  limit (既定値: 3)",
        "    猫の数の上限。",
        '  names (既定値: ["タマ", "Mike"])',
        "    猫の名前。",
        "",
        "指摘する例（⟦ ⟧の中を指摘）",
        "  設定: limit = 1",
        "  │ これは⟦猫⟧です。",
        "修正後",
        "  │ これは犬です。",
        "",
        "指摘しない例",
        "  設定: limit = 1",
        "  │ これは犬です。",
    ]


def test_explanation_in_english(stray_cat) -> None:
    lines = list(explanation(stray_cat, "en", 80, False))

    assert lines[:4] == [
        "ZZ001 stray-cat: A stray cat",
        "Severity: warning",
        "",
        "A cat in an article makes readers forget the dog.",
    ]
    assert lines[5:8] == ["Options [rules.ZZ001]", "  limit (default: 3)", "    How many cats are too many."]


def test_explanation_fits_a_narrow_terminal_and_shows_colours(stray_cat) -> None:
    lines = list(explanation(stray_cat, "ja", 40, True))

    assert lines[0] == "\x1b[1mZZ001 stray-cat: 迷い猫\x1b[0m"
    assert lines[3:5] == ["記事に猫が紛れ込むと、読者は犬の話を忘れ", "ます。"]
