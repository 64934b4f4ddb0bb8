"""Does the code keep to its own layout?"""

import ast
import subprocess
import sys
from pathlib import Path

import pytest
from importlinter.cli import lint_imports

ROOT = Path(__file__).parent.parent
SOURCES = sorted([*(ROOT / "linter").rglob("*.py"), *(ROOT / "rules").rglob("*.py")])
RULES = sorted((ROOT / "rules").rglob("*.py"))

HEAVY = {
    "concurrent.futures",
    "difflib",
    "fugashi",
    "jsonschema_rs",
    "koetsu.page",
    "koetsu.text.markdown",
    "lsprotocol",
    "multiprocessing",
    "pygls",
    "pyromark",
    "rapidfuzz",
    "regex",
    "rich",
    "ruamel.yaml",
    "unidic_lite",
}
"""What a run that finds everything in its cache has no use for."""

WARM_RUN = """
import sys
from koetsu.cli import main

sys.argv = ["koetsu", "check", "a.md", "--output-format", "concise"]
try:
    main()
finally:
    print(*sorted(set(sys.modules) & {heavy!r}), file=sys.stderr)
"""


def name_of(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def test_imports_point_one_way(monkeypatch):
    monkeypatch.chdir(ROOT)

    assert lint_imports(config_filename="pyproject.toml", no_cache=True) == 0


@pytest.mark.parametrize("file", SOURCES, ids=name_of)
def test_module_says_what_question_it_answers(file):
    docstring = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8")))

    assert docstring
    assert docstring.split("\n")[0].strip()


@pytest.mark.parametrize("file", RULES, ids=name_of)
def test_rule_imports_koetsu_and_none_of_its_modules(file):
    imported = set()
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom):
            imported.add(node.module or "")
        elif isinstance(node, ast.Import):
            imported.update(alias.name for alias in node.names)

    assert [module for module in imported if module.startswith("koetsu.")] == []


@pytest.mark.parametrize("file", RULES, ids=name_of)
def test_rule_compiles_no_regular_expression_while_it_is_imported(file):
    """``pattern`` of koetsu compiles one by its first use; a warm run imports every rule and uses none of them."""
    found = [
        node.value.lineno
        for node in ast.parse(file.read_text(encoding="utf-8")).body
        if isinstance(node, ast.Assign | ast.AnnAssign)
        and isinstance(node.value, ast.Call)
        and ast.unparse(node.value.func) == "re.compile"
    ]

    assert found == [], "use koetsu.pattern instead of re.compile in these lines"


def test_warm_run_imports_nothing_heavy(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "caches"))
    (tmp_path / "a.md").write_text("---\ntitle: 猫\n---\n\n猫が来ました。\n", encoding="utf-8")
    said = ""
    for _ in range(2):
        done = subprocess.run(
            [sys.executable, "-c", WARM_RUN.format(heavy=HEAVY)],
            cwd=tmp_path,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )
        assert done.returncode in (0, 1), done.stderr
        said = done.stderr.strip()

    assert said == ""
