"""A real repository of git, built by a test."""

import os
import subprocess
from pathlib import Path

_IDENTITY = {
    f"GIT_{who}_{what}": value
    for who in ("AUTHOR", "COMMITTER")
    for what, value in (("NAME", "koetsu"), ("EMAIL", "koetsu@example.com"), ("DATE", "2024-01-01T00:00:00Z"))
}
_NO_SETTINGS = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_SYSTEM": os.devnull}


class Repository:
    """A folder with a repository, whose branch is named main."""

    def __init__(self, git: str, folder: Path, *, create: bool = True) -> None:
        self.program = git
        self.folder = folder
        if create:
            folder.mkdir(parents=True, exist_ok=True)
            self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str | bytes | Path) -> bytes:
        """The output of a command of git."""
        done = subprocess.run(
            [self.program, "-c", "protocol.file.allow=always", *arguments],
            cwd=self.folder,
            env=os.environ | _IDENTITY | _NO_SETTINGS,
            capture_output=True,
            check=False,
        )
        assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
        return done.stdout

    def write(self, name: str, text: str | bytes) -> Path:
        """A file with a text, line ends as they are."""
        file = self.folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text if isinstance(text, bytes) else text.encode("utf-8"))
        return file

    def commit(self, files: dict[str, str | bytes] | None = None) -> str:
        """The id of a commit of everything in the folder, with these files written before."""
        for name, text in (files or {}).items():
            self.write(name, text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "--message=x")
        return self.git("rev-parse", "HEAD").decode("ascii").strip()
