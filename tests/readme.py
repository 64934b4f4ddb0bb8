"""Writes what the READMEs show of koetsu's own output: `python tests/readme.py`; test_readme.py finds no difference."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parent.parent
READMES = (ROOT / "README.md", ROOT / "README.ja.md")

_OUTPUT = re.compile(r"(<!-- output of: koetsu (?P<arguments>.+?) -->\n```text\n).*?(```\n)", re.DOTALL)
_RULES = re.compile(
    r"(<!-- table of: koetsu rules(?: --language (?P<language>ja|en))? -->\n).*?(?=\n## |\n`koetsu)", re.DOTALL
)


def generated(readme: str) -> str:
    """A README with each output and the table of rules as koetsu gives them now."""
    readme = _OUTPUT.sub(lambda found: found[1] + output_of(found["arguments"]) + found[3], readme)
    return _RULES.sub(lambda found: found[1] + "\n" + table_of_rules(found["language"] or "en"), readme)


def output_of(arguments: str) -> str:
    """What a koetsu command prints in a hundred columns without colour, from the root of the repository."""
    command = [sys.executable, "-m", "koetsu", *arguments.split()]
    environment = {**os.environ, "COLUMNS": "100", "NO_COLOR": "1"}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, encoding="utf-8", check=False).stdout


def table_of_rules(language: str) -> str:
    """The rules as a Markdown table: code, name, severity, one line."""
    rows = [line.split(maxsplit=3) for line in output_of(f"rules --language {language}").splitlines()]
    head = ("コード", "名前", "重大度", "指摘すること") if language == "ja" else ("code", "name", "severity", "finds")
    lines = [head, ("---",) * 4, *rows]
    return "".join(f"| {' | '.join(cells)} |\n" for cells in lines)


if __name__ == "__main__":
    for path in READMES:
        path.write_text(generated(path.read_text("utf-8")), "utf-8")
