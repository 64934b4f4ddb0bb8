"""Can what the READMEs show be copied: workflows, hooks, pipelines, commands?"""

import json
import re
import shlex
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import click
import pytest
from ruamel.yaml import YAML

from koetsu.cli import koetsu
from koetsu.engine.config import Configuration
from koetsu.engine.registry import load_registry
from readme import READMES, ROOT

HOST = ROOT / ".github"
HOOKS = ROOT / ".pre-commit-hooks.yaml"
ACTION = HOST / "actions" / "koetsu" / "action.yml"

# A block of the kind, with the language by which it is coloured.
_FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def yaml(text: str) -> Any:
    return YAML(typ="safe").load(text)


def blocks(language: str) -> list[Any]:
    """The blocks of a language in all READMEs, named by file and number."""
    return [
        pytest.param(text, id=f"{path.name}-{number}")
        for path in READMES
        for number, (found, text) in enumerate(_FENCE.findall(path.read_text("utf-8")))
        if found == language
    ]


def kind_of(document: Any) -> str:
    """Of what kind a piece of YAML is: a workflow, hooks of pre-commit, or a pipeline of GitLab."""
    if isinstance(document, list) or "jobs" in document:
        return "workflow"
    return "hooks" if "repos" in document else "pipeline"


def whole(document: Any) -> Any:
    """A workflow of which only some steps, or the jobs, are shown, with the rest that it needs."""
    if isinstance(document, list):
        document = {"jobs": {"job": {"runs-on": "ubuntu-latest", "steps": document}}}
    return {"on": "pull_request", **document}


@pytest.mark.parametrize("text", blocks("yaml"))
def test_an_example_keeps_to_its_schema(text: str, tmp_path: Path) -> None:
    document = yaml(text)
    kind = kind_of(document)
    file = tmp_path / "example.yaml"
    file.write_text(json.dumps(whole(document)) if kind == "workflow" else text, encoding="utf-8")
    schema = {"workflow": "vendor.github-workflows", "pipeline": "vendor.gitlab-ci"}
    if kind == "hooks":
        command = [sys.executable, "-m", "pre_commit", "validate-config", str(file)]
    else:
        command = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema[kind], str(file)]
    found = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)

    assert found.returncode == 0, found.stdout


@pytest.mark.skipif(not HOST.exists(), reason="the sources that are published do not hold it")
@pytest.mark.parametrize("text", blocks("yaml"))
def test_an_example_uses_what_there_is(text: str) -> None:
    document = yaml(text)
    if kind_of(document) == "hooks":
        known = {hook["id"] for hook in yaml(HOOKS.read_text("utf-8"))}
        shown = set(re.findall(r"- id: ([\w-]+)", text))  # those in comments as well
    else:
        action = yaml(ACTION.read_text("utf-8"))
        known = {*action["inputs"], *action["outputs"]}
        shown = {key for step in steps_of(document) for key in step.get("with", {}) if "koetsu" in step.get("uses", "")}
        shown |= set(re.findall(r"steps\.koetsu\.outputs\.([\w-]+)", text))

    assert shown <= known


def steps_of(document: Any) -> Iterator[dict[str, Any]]:
    jobs = whole(document)["jobs"] if kind_of(document) == "workflow" else {}
    for job in jobs.values():
        yield from job["steps"]


@pytest.mark.skipif(not HOST.exists(), reason="the sources that are published do not hold it")
@pytest.mark.parametrize("path", READMES, ids=[path.name for path in READMES])
def test_the_inputs_of_the_action_are_explained(path: Path) -> None:
    text = path.read_text("utf-8")
    explained = re.findall(r"^\| `([a-z-]+)` \|", text, re.MULTILINE)

    assert explained == [*yaml(ACTION.read_text("utf-8"))["inputs"]]


def commands() -> Iterator[Any]:
    """Every call of koetsu in a block or between backticks, without comments and what stands behind a pipe."""
    called = re.compile(
        r"koetsu (?:baseline|check|config|explain|init|rules)\b.*?(?= {2,}|$|[`|&)]| #| -->)", re.MULTILINE
    )
    for path in READMES:
        for line in dict.fromkeys(called.findall(path.read_text("utf-8"))):
            yield pytest.param(line, id=f"{path.name}: {line}")


@pytest.mark.parametrize("line", [*commands()])
def test_a_command_knows_its_options(line: str) -> None:
    words = shlex.split(line)[1:]
    command: click.Command = koetsu
    while isinstance(command, click.Group) and words and words[0].isascii():
        name = words.pop(0)
        found = command.get_command(click.Context(command), name)
        assert found is not None, name
        command = found
    options = {name for parameter in command.params for name in parameter.opts} | {"-"}

    assert [word for word in words if word.startswith("-") and word not in options] == []


@pytest.mark.parametrize("text", [block for block in blocks("toml") if "[language-server." not in block.values[0]])
def test_a_configuration_says_what_it_should(text: str, tmp_path: Path) -> None:
    shown = tomllib.loads(text)
    if "project" in shown:
        package = tomllib.loads((ROOT / "tests" / "house_style_package" / "pyproject.toml").read_text("utf-8"))

        assert shown["project"]["entry-points"] == package["project"]["entry-points"]
        return
    (tmp_path / "koetsu.toml").write_text(text, "utf-8")
    (tmp_path / "front-matter.schema.json").write_text("{}", "utf-8")
    settings = Configuration.load(tmp_path, registry=load_registry()).settings(tmp_path / "_posts" / "a.md")

    assert {pattern["id"] for pattern in shown.get("patterns", ())} <= set(settings.select)
