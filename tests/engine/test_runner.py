"""Does a run give the same report whatever its processes, its cache and its luck?"""

import gc
import os
import signal
import stat
import subprocess
import sys
import time
from pathlib import Path

import msgspec
import pytest

from koetsu.engine.cache import Cache
from koetsu.engine.config import Configuration
from koetsu.engine.pool import WORTH_A_POOL
from koetsu.engine.registry import load_registry
from koetsu.engine.runner import run, shown_path
from koetsu.errors import KilledProcessError
from plugin_packages import FIND_WORD, installed, rule_module, write_package

CRASH = 'raise ZeroDivisionError("つまずいた")\n        yield'
KILL = "import os, signal\n        os.kill(os.getpid(), signal.SIGKILL)\n        yield"
LONG = "彼は静かな町で暮らしていました。\n\n" * 2500


@pytest.fixture
def site(tmp_path):
    write_package(
        tmp_path / "packages",
        "cat_rules",
        {"cat": rule_module("CAT001", "CatSeen"), "dog": rule_module("DOG001", "DogSeen", "yield from ()")},
    )
    folder = tmp_path / "site"
    folder.mkdir()
    with installed(tmp_path / "packages"):
        yield folder


def write(folder: Path, **texts: str) -> list[Path]:
    for name, text in texts.items():
        (folder / f"{name}.md").write_text(text, encoding="utf-8")
    return sorted(Path(f"{name}.md") for name in texts)


def check(folder: Path, files: list[Path], select: str = "CAT", **arguments):
    configuration = Configuration.load(folder, registry=load_registry(), isolated=True, select=[select])
    return run(files, configuration, **arguments)


def encoded(report) -> bytes:
    return msgspec.json.encode(report.files)


def large_site(folder: Path) -> list[Path]:
    """Enough files that processes are worth while, each with one finding at another place."""
    number = WORTH_A_POOL // len(LONG.encode()) + 2
    return write(
        folder, **{f"post{index:03}": LONG[: 2 * index] + "猫が来ました。\n\n" + LONG for index in range(number)}
    )


def test_findings_stand_at_their_lines(site):
    (file,) = check(site, write(site, a="犬と\n猫。\n")).files

    assert file.path == "a.md"
    assert [diagnostic.rule for diagnostic in file.diagnostics] == ["CAT001"]
    assert file.positions == {3: (1, 0), 4: (1, 1)}


def test_files_stand_in_the_order_in_which_they_were_given(site):
    files = write(site, c="猫\n", a="猫\n" * 100, b="")

    assert [file.path for file in check(site, files[::-1]).files] == ["c.md", "b.md", "a.md"]


def test_number_of_processes_changes_no_byte(site):
    files = large_site(site)

    assert encoded(check(site, files, jobs=1)) == encoded(check(site, files, jobs=2))


@pytest.mark.parametrize(("before", "during"), [((700, 10, 10), 10_000), ((0, 5, 5), 0), ((90_000, 1, 1), 90_000)])
def test_garbage_is_looked_for_as_the_host_wants_once_a_run_is_over(site, before, during):
    usual = gc.get_threshold()
    seen = []
    try:
        gc.set_threshold(*before)
        check(site, write(site, a="猫。\n"), advanced=lambda more: seen.append(gc.get_threshold()[0]))
        after = gc.get_threshold()
    finally:
        gc.set_threshold(*usual)

    assert (after, seen) == (before, [during])


def test_cache_changes_no_byte(site, tmp_path):
    files = write(site, a="猫。\n", b="犬。\n", c="犬と猫。\n")
    reports = [check(site, files, cache=Cache(tmp_path / "cache")) for _ in range(2)]

    assert encoded(reports[0]) == encoded(reports[1]) == encoded(check(site, files))


@pytest.mark.parametrize("large", [False, True])
def test_run_that_is_stopped_leaves_what_was_found_in_the_cache(site, tmp_path, large):
    class StoppedError(Exception):
        pass

    def stop(more: int) -> None:
        raise StoppedError

    files = large_site(site) if large else write(site, a="猫。\n", b="犬。\n")
    with pytest.raises(StoppedError):
        check(site, files, jobs=2, cache=Cache(tmp_path / "cache"), advanced=stop)

    announced = []
    check(site, files, cache=Cache(tmp_path / "cache"), announce=announced.append)
    assert 0 < announced[0].known < len(files)


def test_changed_file_is_checked_again(site, tmp_path):
    files = write(site, a="猫。\n", b="犬。\n")
    check(site, files, cache=Cache(tmp_path / "cache"))
    write(site, b="やはり猫。\n")

    report = check(site, files, cache=Cache(tmp_path / "cache"))

    assert [len(file.diagnostics) for file in report.files] == [1, 1]


def test_other_settings_are_checked_again(site, tmp_path):
    files = write(site, a="猫。\n")
    check(site, files, cache=Cache(tmp_path / "cache"))

    assert check(site, files, select="DOG", cache=Cache(tmp_path / "cache")).files[0].diagnostics == []


def test_changed_rule_is_run_again(site, tmp_path):
    files = write(site, a="犬。\n")
    check(site, files, cache=Cache(tmp_path / "cache"))
    rule = tmp_path / "packages" / "cat_rules" / "cat.py"
    rule.write_text(rule_module("CAT001", "CatSeen", FIND_WORD.replace("猫", "犬")), encoding="utf-8")

    done = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(tmp_path / "cache")],
        cwd=site,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path / "packages"), *sys.path])},
        capture_output=True,
        text=True,
        check=True,
    )

    assert done.stdout.split() == ["1"]


SCRIPT = """
import sys
from pathlib import Path
from koetsu.engine.cache import Cache
from koetsu.engine.config import Configuration
from koetsu.engine.registry import load_registry
from koetsu.engine.runner import run

configuration = Configuration.load(Path.cwd(), registry=load_registry(), isolated=True, select=["CAT"])
report = run([Path("a.md")], configuration, cache=Cache(Path(sys.argv[1])))
print(report.count("warning"))
"""


def test_file_that_vanishes_is_one_finding_and_the_run_goes_on(site):
    files = write(site, a="猫。\n", b="猫。\n", c="猫。\n")
    (site / "b.md").unlink()

    report = check(site, files)

    assert [file.diagnostics[0].rule for file in report.files] == ["CAT001", "EN001", "CAT001"]
    assert report.files[1].diagnostics[0].message == "missing"
    assert report.exit_status == 2


def test_file_that_is_no_utf_8_names_the_byte(site):
    (site / "a.md").write_bytes("猫".encode() + b"\x83\x65")

    (diagnostic,) = check(site, [Path("a.md")]).files[0].diagnostics

    assert (diagnostic.rule, diagnostic.message, diagnostic.values) == ("EN001", "not-utf-8", {"offset": 3})


def test_folder_in_place_of_a_file_is_named(site):
    (site / "a.md").mkdir()

    assert check(site, [Path("a.md")]).files[0].diagnostics[0].message == "directory"


def test_file_without_permission_is_named(tmp_path, unprivileged):
    write(tmp_path, a="猫。\n")
    (tmp_path / "a.md").chmod(0)
    command = [*unprivileged, sys.executable, "-c", SCRIPT_OF_ONE]
    process = subprocess.run(command, cwd=tmp_path, capture_output=True, encoding="utf-8", check=True)

    assert process.stdout == "EN001 permission\n"


SCRIPT_OF_ONE = """
from pathlib import Path
from koetsu.engine.config import Configuration
from koetsu.engine.registry import load_registry
from koetsu.engine.runner import run

configuration = Configuration.load(Path.cwd(), registry=load_registry(), isolated=True)
(found,) = run([Path("a.md")], configuration).files[0].diagnostics
print(found.rule, found.message)
"""


def test_unreadable_file_is_not_remembered(site, tmp_path):
    files = write(site, a="猫。\n")
    (site / "a.md").write_bytes(b"\xff")
    check(site, files, cache=Cache(tmp_path / "cache"))

    assert Cache(tmp_path / "cache").is_empty


def test_every_reason_can_be_said(site):
    rules = load_registry().rules
    (site / "b.md").mkdir()
    (site / "c.md").write_bytes(b"\xff")
    for file in check(site, [Path("a.md"), Path("b.md"), Path("c.md")]).files:
        for diagnostic in file.diagnostics:
            for language in ("ja", "en"):
                assert rules[diagnostic.rule].say(diagnostic.message, diagnostic.values, language)


def test_rule_that_crashes_is_named_and_not_remembered(tmp_path):
    write_package(
        tmp_path / "packages",
        "bad_rules",
        {"crash": rule_module("CAT002", "CatCrash", CRASH), "cat": rule_module("CAT001", "CatSeen")},
    )
    files = write(tmp_path, a="猫。\n")
    with installed(tmp_path / "packages"):
        report = check(tmp_path, files, cache=Cache(tmp_path / "cache"))
        cat, crash = report.files[0].diagnostics
        sentence = load_registry().rules["EN002"].say(crash.message, crash.values, "en")

    assert (crash.rule, cat.rule, report.exit_status) == ("EN002", "CAT001", 2)
    assert "Rule CAT002 crashed on a.md (ZeroDivisionError: つまずいた)" in sentence
    assert Cache(tmp_path / "cache").is_empty


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_killed_process_is_told_in_words(tmp_path):
    write_package(tmp_path / "packages", "bad_rules", {"kill": rule_module("CAT003", "CatKill", KILL)})
    files = large_site(tmp_path)

    with installed(tmp_path / "packages"), pytest.raises(KilledProcessError):
        check(tmp_path, files, jobs=2)


@pytest.mark.skipif(os.name == "nt", reason="signals of another kind")
@pytest.mark.parametrize(
    ("to_all", "number", "said", "status"),
    [(True, signal.SIGINT, "interrupted\n", 1), (False, signal.SIGTERM, "", 128 + signal.SIGTERM)],
)
def test_signal_ends_all_processes_without_a_word_of_theirs(tmp_path, to_all, number, said, status):
    slow = "Path(f'{os.getpid()}.worker').touch()\n        time.sleep(0.2)\n        return\n        yield"
    text = rule_module("CAT004", "CatSlow", slow).replace(
        "import re\n", "import os\nimport re\nimport time\nfrom pathlib import Path\n"
    )
    write_package(tmp_path / "packages", "slow_rules", {"slow": text})
    large_site(tmp_path)
    process = subprocess.Popen(
        [sys.executable, "-c", SCRIPT_OF_ALL],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(tmp_path / "packages"), *sys.path])},
        stderr=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    deadline = time.monotonic() + 30
    while not list(tmp_path.glob("*.worker")) and time.monotonic() < deadline:
        time.sleep(0.02)
    (os.killpg if to_all else os.kill)(process.pid, number)
    # Whoever is left over would keep standard error open.
    _, heard = process.communicate(timeout=30)

    assert (heard, process.returncode) == (said, status)


SCRIPT_OF_ALL = """
import sys
from pathlib import Path
from koetsu.engine.config import Configuration
from koetsu.engine.registry import load_registry
from koetsu.engine.runner import run

configuration = Configuration.load(Path.cwd(), registry=load_registry(), isolated=True, select=["CAT"])
try:
    run(sorted(Path().glob("*.md")), configuration, jobs=2)
except KeyboardInterrupt:
    sys.exit("interrupted")
"""


def test_standard_input_goes_by_its_name(site):
    report = check(site, [], stdin=("drafts/a.md", "猫。\n".encode()))

    assert [(file.path, len(file.diagnostics)) for file in report.files] == [("drafts/a.md", 1)]
    assert report.source(report.files[0]).text == "猫。\n"


def test_standard_input_that_is_no_utf_8_is_named(site):
    report = check(site, [], stdin=("-", b"\xff"))

    assert report.files[0].diagnostics[0].values == {"offset": 0}
    assert report.exit_status == 2


def test_severity_of_the_configuration_counts(site):
    files = write(site, a="猫。\n")
    configuration = Configuration.load(
        site, registry=load_registry(), isolated=True, select=["CAT"], severity=["CAT001=error"]
    )

    assert run(files, configuration).count("error") == 1


@pytest.mark.parametrize("name", ["日本 語.md", "a\nb.md", "'q\".md", "[draft].md", "🐈‍⬛.md"])
def test_any_file_name_is_ordinary(site, tmp_path, name):
    (site / name).write_text("猫。\n", encoding="utf-8")
    reports = [check(site, [Path(name)], cache=Cache(tmp_path / "cache")) for _ in range(2)]

    assert [report.files[0].path for report in reports] == [name, name]


@pytest.mark.skipif(os.name == "nt", reason="names are UTF-16")
def test_file_name_that_is_no_utf_8_can_be_shown(site, tmp_path):
    file = Path(os.fsdecode(b"\x83\x65.md"))
    (site / file).write_text("猫。\n", encoding="utf-8")

    (report,) = check(site, [file], cache=Cache(tmp_path / "cache")).files

    assert report.path == "\ufffde.md"
    assert len(report.diagnostics) == 1


def test_shown_path_is_relative_to_the_working_directory():
    assert shown_path("/site/posts/a.md", "/site") == "posts/a.md"
    assert shown_path("/other/a.md", "/site") == "../other/a.md"
    assert shown_path("./posts/../a.md", "/site") == "a.md"
    assert shown_path("../site/a.md", "/site") == "a.md"


def test_cache_on_a_read_only_disk_is_done_without(site, tmp_path):
    folder = tmp_path / "read-only"
    folder.mkdir()
    folder.chmod(stat.S_IRUSR | stat.S_IXUSR)
    files = write(site, a="猫。\n")
    try:
        report = check(site, files, cache=Cache(folder / "deeper" / "cache"))
    finally:
        folder.chmod(stat.S_IRWXU)

    assert report.count("warning") == 1
