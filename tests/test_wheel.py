"""Does what is shipped work without the repository?"""

import os
import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from koetsu.engine.registry import ENGINE_RULES, rules_in

ROOT = Path(__file__).parent.parent
RULES = [*rules_in("koetsu_rules"), *ENGINE_RULES]


def call(*command: str, cwd: Path, **variables: str) -> str:
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, **variables}, capture_output=True, encoding="utf-8", check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory):
    folder = tmp_path_factory.mktemp("wheel")
    call(sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", str(folder), str(ROOT), cwd=folder)
    return next(folder.glob("*.whl"))


@pytest.fixture(scope="module")
def koetsu(wheel, tmp_path_factory):
    """Run the wheel's own koetsu, far from the repository, on the dependencies that are installed here."""
    folder = tmp_path_factory.mktemp("installed")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    # Folders on PYTHONPATH are no site folders: the editable install beside the dependencies stays out of sight.
    paths = os.pathsep.join([str(folder), sysconfig.get_paths()["purelib"], sysconfig.get_paths()["platlib"]])
    python = str(Path(sys.base_prefix) / "bin" / "python3") if os.name != "nt" else sys.executable

    def run(*arguments: str) -> str:
        program = "from koetsu.__main__ import main; main()"
        return call(python, "-c", program, *arguments, cwd=folder, PYTHONPATH=paths, PYTHONUTF8="1")

    return run


def test_wheel_holds_the_two_packages_only(wheel):
    names = {name.split("/")[0] for name in zipfile.ZipFile(wheel).namelist()}

    assert {name for name in names if not name.endswith(".dist-info")} == {"koetsu", "koetsu_rules"}


def test_wheel_holds_pages_types_and_licence(wheel):
    names = zipfile.ZipFile(wheel).namelist()

    assert {"koetsu/py.typed", "koetsu_rules/py.typed"} <= set(names)
    assert any(name.endswith("licenses/LICENSE") for name in names)
    for rule in RULES:
        assert f"{rule.__module__.rpartition('.')[0].replace('.', '/')}/{rule.name.replace('-', '_')}.md" in names


@pytest.mark.parametrize("language", ["ja", "en"])
def test_installed_wheel_explains_every_rule(koetsu, language):
    for rule in RULES:
        assert rule.code in koetsu("explain", rule.code, "--language", language)


def test_installed_wheel_checks_an_article(koetsu):
    assert koetsu("check", "--isolated", "--no-cache", "--output-format", "json", "--pass-on-no-files", ".")


def test_installed_wheel_writes_the_report_of_an_audit(koetsu, tmp_path):
    (tmp_path / "a.md").write_text("---\ntitle: 題\n---\n\n文章です。\n", encoding="utf-8")
    koetsu("audit", "--isolated", "--no-cache", "-o", str(tmp_path / "report.html"), str(tmp_path))

    assert (tmp_path / "report.html").read_text(encoding="utf-8").endswith("</html>")
