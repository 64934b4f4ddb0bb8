"""What does a test of a real editor open, and what must its user see?

The editor opens an article, is asked about a finding, is typed into, applies a quick fix, undoes it, and then applies
every safe fix. The scripts ``tests/lsp/neovim.lua`` and ``tests/lsp/emacs.el`` do that and write down what is seen.
"""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

from editor_chapter import Snippet

CUT = "最後まで書いていない文をここに置いたままにして、机の上の包みを"
TYPED = "開けました🎁。"
MARK = "---END---"
ARTICLE = f"# 夜の市場\n\n😀港の文章です。\n\n{MARK}\n\n😀{CUT}\n\n{MARK}\n"
QUICKLY_FIXED = ARTICLE.replace(CUT, CUT + TYPED).replace(f"{MARK}\n\n", "", 1)
FIXED = f"# 夜の市場\n\n😀港の文章です。\n\n😀{CUT}{TYPED}\n"

_LANGUAGES = {"README.md": ("How to mend it", "delete it."), "README.ja.md": ("どう直すか", "消してください。")}
"""What stands in the page of a rule and in its message, in the language that the snippet of a README asks for."""
_PATIENCE = 60


def visit(command: list[str], folder: Path, **environment: str) -> dict[str, Any]:
    """Let an editor visit the article, with nothing of this machine's user; what was seen."""
    site = folder / "夜の site"
    site.mkdir()
    (site / "koetsu.toml").write_text('select = ["RS001", "TR001"]\n', encoding="utf-8")
    article, seen = site / "記事 1.md", folder / "seen.json"
    article.write_text(ARTICLE, encoding="utf-8")
    surroundings = {
        **os.environ,
        "PATH": os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]]),
        "LANG": "C.UTF-8",
        "HOME": str(folder),
        **{f"XDG_{kind.upper()}_HOME": str(folder / kind) for kind in ("config", "data", "state", "cache")},
        "SEEN": str(seen),
        **environment,
    }
    whole = [str(article) if word == "{article}" else word for word in command]
    run = subprocess.run(
        whole,
        cwd=site,
        env=surroundings,
        input="\n\n\n",
        capture_output=True,
        encoding="utf-8",
        timeout=_PATIENCE,
        check=False,
    )
    assert seen.exists(), run.stdout + run.stderr
    return json.loads(seen.read_text("utf-8"))


def check_what_was_seen(seen: dict[str, Any], snippet: Snippet) -> None:
    """The findings at their places before and after, the page, and the texts that the fixes leave."""
    section, advice = _LANGUAGES[snippet.readme.name]

    assert "fault" not in seen, seen
    assert [finding[:2] for finding in seen["opened"]] == [["RS001", MARK], ["RS001", MARK], ["TR001", "包みを"]]
    assert seen["opened"][0][2].endswith(advice)
    assert "RS001 end-marker" in seen["hover"]
    assert section in seen["hover"]
    assert [finding[:2] for finding in seen["typed"]] == [["RS001", MARK], ["RS001", MARK]]
    assert seen["quick_fix"] == QUICKLY_FIXED
    assert seen["fix_all"] == FIXED
