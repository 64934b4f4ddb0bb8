"""Does a stranger get from ``make rule`` to green in three files and no other edit?"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from koetsu.engine.registry import rules_in
from koetsu.testing import PLACEHOLDER

ROOT = Path(__file__).parent.parent
FAMILY, NAME = "duplication", "echoed-word"
NEW_FILES = {
    "rules/koetsu_rules/duplication/echoed_word.py",
    "rules/koetsu_rules/duplication/echoed_word.md",
    "tests/rules/duplication/echoed_word.md",
}

MODULE = '''"""Echoed word: which kana word stands twice in a row?"""

import re

from koetsu import Diagnostics, Document, Message, Options, Rule

_ECHO = re.compile("(とても|すごく)\\\\1")


class EchoedWord(Rule[Options]):
    """A word that stands twice in a row."""

    code = "{code}"
    severity = "info"
    message = Message(
        ja="「{{word}}」が続けて二度書かれています。一つ削ってください。",
        en="“{{word}}” stands twice in a row; delete one.",
    )

    def check(self, document: Document) -> Diagnostics:
        for span in document.prose.find(_ECHO):
            yield self.report(span, word=document.source[span])
'''

PAGE = """# ja: 続けて書かれた同じ言葉
同じ言葉が続くと、読む人は書き間違いだと思います。

## どう直すか
一つを削ります。

## わからないこと
わざと重ねた言葉かどうかは、わかりません。

# en: A word written twice
Readers take a doubled word for a slip.

## How to mend it
Delete one.

## What it cannot know
Whether the word was doubled on purpose.

```md bad
今日は⟦とてもとても⟧寒いです。
```

```md good
今日はとても寒いです。
```
"""

CASES = """# echoed-word

## sees a word in emphasis

```md bad
今日は**⟦とてもとても⟧**寒いです。
```
"""


@pytest.fixture
def checkout(tmp_path, make_program):
    """A copy of the repository, as a stranger would clone it."""
    for name in ("linter", "rules", "tests", "Makefile", "pyproject.toml"):
        if (ROOT / name).is_dir():
            shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(ROOT / name, tmp_path / name)
    return tmp_path


def make(checkout: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Call make with the interpreter that runs this test, and the packages of the copy."""
    paths = [str(checkout / "linter"), str(checkout / "rules"), os.environ.get("PYTHONPATH", "")]
    return subprocess.run(
        ["make", *arguments, f"PYTHON={sys.executable}"],
        cwd=checkout,
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, paths)), "PYTHONDONTWRITEBYTECODE": "1"},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def contents(folder: Path) -> dict[str, bytes]:
    return {
        file.relative_to(folder).as_posix(): file.read_bytes()
        for file in folder.rglob("*")
        if file.is_file() and not any(part.endswith("_cache") or part == "__pycache__" for part in file.parts)
    }


def test_new_rule_is_green_in_three_files(checkout):
    before = contents(checkout)
    made = make(checkout, "rule", f"family={FAMILY}", f"name={NAME}")
    assert made.returncode == 0, made.stdout + made.stderr
    after = contents(checkout)
    assert set(after) - set(before) == NEW_FILES
    assert set(made.stdout.split()) >= NEW_FILES
    module = checkout / "rules/koetsu_rules/duplication/echoed_word.py"
    code = next(line.split('"')[1] for line in module.read_text(encoding="utf-8").split("\n") if "code = " in line)
    assert code not in {rule.code for rule in rules_in("koetsu_rules")}

    untouched = make(checkout, "test", f"only={code}")
    assert untouched.returncode != 0
    assert PLACEHOLDER in untouched.stdout

    module.write_text(MODULE.format(code=code), encoding="utf-8")
    module.with_suffix(".md").write_text(PAGE, encoding="utf-8")
    (checkout / "tests/rules/duplication/echoed_word.md").write_text(CASES, encoding="utf-8")
    done = make(checkout, "test", f"only={code}")
    assert done.returncode == 0, done.stdout + done.stderr
    assert " 6 passed" in done.stdout
    assert {name for name, text in contents(checkout).items() if before.get(name) != text} == NEW_FILES


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["family=duplication", "name=Repeated"], "repeated-sentence"),
        (["family=duplication", "name=repeated-section"], "there already is"),
        (["family=brand_new", "name=odd-thing"], "letters=XX"),
        (["name=odd-thing"], "a family is written like"),
    ],
)
def test_wrong_request_is_told_in_words(checkout, arguments, said):
    before = contents(checkout)
    made = make(checkout, "rule", *arguments)

    assert made.returncode != 0
    assert said in made.stderr
    assert "Traceback" not in made.stderr
    assert contents(checkout) == before


def test_new_family_starts_with_its_first_code(checkout):
    made = make(checkout, "rule", "family=brand_new", "name=odd-thing", "letters=BN")

    assert made.returncode == 0, made.stderr
    assert 'code = "BN001"' in (checkout / "rules/koetsu_rules/brand_new/odd_thing.py").read_text(encoding="utf-8")
    assert (checkout / "rules/koetsu_rules/brand_new/__init__.py").exists()
