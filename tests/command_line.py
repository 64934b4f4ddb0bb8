"""How does a test run koetsu as a user does: as a process of its own?"""

import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from plugin_packages import rule_module, write_package

COMMAND = [sys.executable, "-m", "koetsu"]

_SLOW = """yield from ()
        import pathlib, time
        pathlib.Path(document.source.text.split("\\n")[0]).touch()
        time.sleep(8)"""


class Outcome(NamedTuple):
    """How a process ended."""

    status: int
    out: str
    err: str


class CommandLine:
    """koetsu in a working directory of its own, with a rule ZZ001 that finds 猫 and one, ZZ002, that takes its time."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "work"
        self.folder.mkdir()
        plugins = folder / "plugins"
        modules = {"stray_cat": rule_module("ZZ001", "StrayCat"), "slow_rule": rule_module("ZZ002", "SlowRule", _SLOW)}
        write_package(plugins, "zz_rules", modules)
        self.environment = {
            "PATH": os.environ.get("PATH", ""),
            "PYTHONPATH": os.pathsep.join(filter(None, (str(plugins), os.environ.get("PYTHONPATH")))),
            "XDG_CACHE_HOME": str(folder / "cache"),
            "HOME": str(folder),
            "LANG": "en_US.UTF-8",
        }

    def write(self, name: str, text: str) -> Path:
        """A file in the working directory."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8", newline="")
        return file

    def run(
        self,
        *arguments: str,
        stdin: str | bytes = b"",
        environment: Mapping[str, str] | None = None,
        through: Sequence[str] = (),
    ) -> Outcome:
        """Run a command to its end, if wanted through another one."""
        data = stdin.encode() if isinstance(stdin, str) else stdin
        process = subprocess.run(
            [*through, *COMMAND, *arguments],
            cwd=self.folder,
            env=self.environment | dict(environment or {}),
            input=data,
            capture_output=True,
            timeout=60,
            check=False,
        )
        assert b"Traceback" not in process.stderr, process.stderr.decode()
        return Outcome(process.returncode, process.stdout.decode(), process.stderr.decode())

    def check(self, *arguments: str, **how: object) -> Outcome:
        """Check with the rule that finds 猫 alone."""
        return self.run("check", "--select", "ZZ001", *arguments, **how)

    def start(self, *arguments: str, **streams: object) -> subprocess.Popen[bytes]:
        """Start a command in a process group of its own."""
        return subprocess.Popen(
            [*COMMAND, *arguments], cwd=self.folder, env=self.environment, start_new_session=True, **streams
        )
