"""Is what the host of the repository and a newcomer read as it has to be?"""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from koetsu import vocabulary

ROOT = Path(__file__).parent.parent
HOST = ROOT / ".github"
CONFIG = HOST / "ISSUE_TEMPLATE" / "config.yml"
WORKFLOWS = [*(HOST / "workflows").glob("*.yml")]
FORMS = [file for file in (HOST / "ISSUE_TEMPLATE").glob("*.yml") if file != CONFIG]


@pytest.mark.skipif(not HOST.exists(), reason="the sources that are published do not hold it")
@pytest.mark.parametrize(
    ("schema", "files"),
    [
        ("vendor.github-workflows", WORKFLOWS),
        ("vendor.github-actions", [*(HOST / "actions").glob("*/action.yml")]),
        ("vendor.github-issue-forms", FORMS),
        ("vendor.github-issue-config", [CONFIG]),
    ],
)
def test_files_of_the_host_keep_to_their_schema(schema: str, files: list[Path]) -> None:
    command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, *map(str, files)]
    found = subprocess.run(command, capture_output=True, text=True, check=False)

    assert files
    assert found.returncode == 0, found.stdout


@pytest.mark.skipif(not HOST.exists(), reason="the sources that are published do not hold it")
def test_workflows_are_found_right_by_a_checker_of_workflows() -> None:
    checker = Path(sys.executable).with_name("actionlint")
    found = subprocess.run([checker, *WORKFLOWS], cwd=ROOT, capture_output=True, text=True, check=False)

    assert found.returncode == 0, found.stdout


@pytest.mark.skipif(not HOST.exists(), reason="the sources that are published do not hold it")
def test_scripts_are_found_right_by_a_checker_of_scripts() -> None:
    scripts = [*HOST.glob("actions/*/*.sh"), ROOT / ".ci" / "run"]
    checker = Path(sys.executable).with_name("shellcheck")
    found = subprocess.run([checker, "-x", "-P", "SCRIPTDIR", *scripts], capture_output=True, text=True, check=False)

    assert found.returncode == 0, found.stdout


@pytest.mark.skipif(not HOST.exists(), reason="the sources that are published do not hold it")
@pytest.mark.parametrize("file", [*HOST.glob("**/*.yml")], ids=lambda file: file.name)
def test_actions_of_others_are_pinned(file: Path) -> None:
    used = re.findall(r"uses: (\S+)", file.read_text("utf-8"))

    assert [name for name in used if not name.startswith("./") and not re.search("@[0-9a-f]{40}$", name)] == []


def test_every_function_that_a_rule_may_call_is_explained():
    text = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    functions = [name for name in vocabulary.__all__ if name.islower()]

    assert functions
    assert [name for name in functions if f"| `{name}(" not in text] == []
