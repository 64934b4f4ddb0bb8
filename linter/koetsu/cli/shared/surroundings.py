"""Where does koetsu run: in which part of a repository, and in whose workflow?"""

from __future__ import annotations

import os
from pathlib import Path

GITHUB = "github"


def default_format() -> str:
    """The format of the findings where nobody asks for one."""
    return GITHUB if os.environ.get("GITHUB_ACTIONS") == "true" else "full"


def job_summary() -> Path | None:
    """The file in which a step of GitHub Actions leaves its part of the job's summary."""
    file = os.environ.get("GITHUB_STEP_SUMMARY")
    return Path(file) if file and default_format() == GITHUB else None


def repository_prefix() -> str:
    """From the root of the repository to the working directory, as ``docs/``; empty in the root and in no repository.

    Services count paths from there, wherever in the repository koetsu was started.
    """
    here = Path.cwd()
    root = next((folder for folder in (here, *here.parents) if (folder / ".git").exists()), here)
    below = here.relative_to(root).as_posix()
    return "" if below == "." else f"{below}/"
