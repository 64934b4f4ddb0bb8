"""How does a test run a composite action as a runner of GitHub does: each step a shell, fed by its environment?

Of the expression language it knows what the action uses: values by name, texts in quotes, ``==``, ``!=`` and ``||``.
"""

import os
import re
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any, NamedTuple

from ruamel.yaml import YAML

SHELL = ["bash", "--noprofile", "--norc", "-e", "-o", "pipefail"]

_EXPRESSION = re.compile(r"\$\{\{(.*?)\}\}", re.DOTALL)


class Outcome(NamedTuple):
    """How an action ended."""

    status: int
    """The exit status of the step that failed; 0 if none did."""
    log: str
    outputs: dict[str, str]
    summary: str


class CompositeAction:
    """An action as it lies in a folder."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.description: dict[str, Any] = YAML(typ="safe").load(folder / "action.yml")

    def run(
        self,
        workspace: Path,
        temporary: Path,
        *,
        inputs: Mapping[str, str] | None = None,
        event: Mapping[str, Any] | None = None,
        environment: Mapping[str, str] | None = None,
        known: Mapping[str, dict[str, str]] | None = None,
    ) -> Outcome:
        """Run the steps in a workspace, up to the first that fails.

        ``known`` holds the outputs of steps that are taken to be done; steps that use other actions are passed over.
        """
        temporary.mkdir(exist_ok=True)
        defaults = {name: str(spec.get("default", "")) for name, spec in self.description["inputs"].items()}
        steps: dict[str, Any] = {name: {"outputs": outputs} for name, outputs in (known or {}).items()}
        context = {"inputs": defaults | dict(inputs or {}), "github": {"event": event or {}}, "steps": steps}
        summary = temporary / "summary.md"
        files = {"GITHUB_OUTPUT": temporary / "output", "GITHUB_STEP_SUMMARY": summary}
        base = {
            **os.environ,
            "GITHUB_ACTIONS": "true",
            "GITHUB_ACTION_PATH": str(self.folder),
            "GITHUB_WORKSPACE": str(workspace),
            "RUNNER_TEMP": str(temporary),
            "XDG_CACHE_HOME": str(temporary / "cache"),
            "LANG": "C.UTF-8",
            **dict(environment or {}),
            **{name: str(file) for name, file in files.items()},
        }
        status, log = 0, ""
        for step in self.description["runs"]["steps"]:
            if "run" not in step or step.get("id") in (known or {}):
                continue
            files["GITHUB_OUTPUT"].write_text("")
            script = temporary / "step.sh"
            script.write_text(step["run"])
            process = subprocess.run(
                [*SHELL, str(script)],
                cwd=workspace / filled(step.get("working-directory", "."), context),
                env=base | {name: filled(value, context) for name, value in step.get("env", {}).items()},
                stdout=subprocess.PIPE,
                stderr=subprocess.STDOUT,
                encoding="utf-8",
                timeout=300,
                check=False,
            )
            log += process.stdout
            status = process.returncode
            lines = files["GITHUB_OUTPUT"].read_text("utf-8").splitlines()
            steps[step["id"]] = {"outputs": dict(line.split("=", 1) for line in lines)}
            if status != 0:
                break
        outputs = {name: filled(spec["value"], context) for name, spec in self.description["outputs"].items()}
        return Outcome(status, log, outputs, summary.read_text("utf-8") if summary.exists() else "")


def filled(text: str, context: Mapping[str, Any]) -> str:
    """A text with its expressions worked out."""
    return _EXPRESSION.sub(lambda found: _value(found[1], context), str(text))


def _value(expression: str, context: Mapping[str, Any]) -> str:
    if "||" in expression:
        return next(filter(None, (_value(part, context) for part in expression.split("||"))), "")
    for sign in ("==", "!="):
        if sign in expression:
            left, right = (_value(part, context) for part in expression.split(sign))
            return str((left == right) is (sign == "==")).lower()
    name = expression.strip()
    if name.startswith("'"):
        return name[1:-1]
    value: Any = context
    for key in name.split("."):
        value = value.get(key, "") if isinstance(value, Mapping) else ""
    return value if isinstance(value, str) else ""
