"""Does a package of rules work once pip has installed it, and do its own tests run?"""

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parent / "house_style_package"


class House:
    """A copy of the package, and where it is installed."""

    def __init__(self, folder: Path) -> None:
        self.source = folder / "source"
        self.installed = folder / "installed"
        self.work = folder / "work"
        self.work.mkdir()
        shutil.copytree(PACKAGE, self.source, ignore=shutil.ignore_patterns("__pycache__", ".*"))

    def run(self, *arguments: str, folder: Path | None = None) -> subprocess.CompletedProcess[str]:
        environment = {
            **os.environ,
            "PYTHONPATH": str(self.installed),
            "PYTHONDONTWRITEBYTECODE": "1",
            "XDG_CACHE_HOME": str(self.work / ".cache"),
        }
        return subprocess.run(
            [sys.executable, "-m", *arguments],
            cwd=folder or self.work,
            env=environment,
            capture_output=True,
            encoding="utf-8",
            check=False,
        )


@pytest.fixture(scope="module")
def house(tmp_path_factory):
    """The package, installed by pip without any network."""
    house = House(tmp_path_factory.mktemp("house"))
    # Nothing is fetched: what builds it, and koetsu itself, are there already.
    offline = ["--no-index", "--no-build-isolation", "--no-deps", "--no-compile", "--disable-pip-version-check"]
    done = house.run("pip", "install", "-q", *offline, "--target", str(house.installed), str(house.source))
    assert done.returncode == 0, done.stdout + done.stderr
    return house


def test_pip_installs_rule_and_page_and_nothing_else(house):
    installed = {
        file.relative_to(house.installed).as_posix() for file in house.installed.rglob("*.*") if file.is_file()
    }

    assert {name for name in installed if not name.startswith("house_style-1.0.dist-info/")} == {
        "house_style/__init__.py",
        "house_style/repeated_exclamation.md",
        "house_style/repeated_exclamation.py",
    }


def test_the_rule_is_found_through_the_entry_point(house):
    rules = {rule["code"]: rule for rule in json.loads(house.run("koetsu", "rules", "-f", "json").stdout)}

    assert rules["HSE001"] == {
        "code": "HSE001",
        "name": "repeated-exclamation",
        "family": "house_style",
        "severity": "warning",
        "title": "Exclamation marks in a row",
    }
    assert "TR001" in rules


def test_the_rule_is_configured_explained_and_obeyed(house):
    (house.work / "koetsu.toml").write_text('select = ["HSE"]\n[rules.HSE001]\nmost = 2\n', "utf-8")
    (house.work / "a.md").write_text("港です！！\n\n船です！！！\n", "utf-8")
    done = house.run("koetsu", "check", "--language", "ja", "--output-format", "concise")

    assert done.stdout.splitlines()[0].startswith("a.md:3:4: ")
    assert "感嘆符が3個続いています。2個までにしてください。" in done.stdout
    assert "--unsafe-fixes" in house.run("koetsu", "explain", "repeated-exclamation").stdout
    assert "HSE001" in house.run("koetsu", "config", "--schema").stdout

    house.run("koetsu", "check", "--fix", "--unsafe-fixes")
    assert (house.work / "a.md").read_text("utf-8") == "港です！！\n\n船です！！\n"


def test_the_tests_of_the_package_run(house):
    done = house.run("pytest", "-q", "-p", "no:cacheprovider", "--import-mode=importlib", folder=house.source)

    assert done.returncode == 0, done.stdout + done.stderr
    assert "7 passed" in done.stdout
