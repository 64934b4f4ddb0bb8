"""Do pipes, terminals, signals and locales get what they need?"""

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from command_line import COMMAND, CommandLine

CAT = "これは猫です。\n"
ASCII_ONLY = {"LC_ALL": "C", "LANG": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": "ascii"}


@pytest.mark.parametrize("output", ["full", "concise", "json"])
def test_japanese_is_written_in_a_locale_without_it(koetsu: CommandLine, output: str) -> None:
    koetsu.write("記事.md", CAT)

    status, out, err = koetsu.check(".", "-f", output, environment=ASCII_ONLY)

    assert (status, err) == (0, "")
    assert "記事.md" in out
    assert "猫" in out


def test_messages_are_written_in_a_locale_without_japanese(koetsu: CommandLine) -> None:
    assert koetsu.check("無い.md", environment=ASCII_ONLY).err == "無い.md: no such file or folder\n"


@pytest.mark.skipif(os.name == "nt", reason="needs the signals of POSIX")
@pytest.mark.parametrize(
    "arguments", [["check", "--select", "ZZ001", "-f", "concise", "."], ["rules"], ["config", "--schema"]]
)
def test_a_reader_that_goes_away_ends_the_run_quietly(koetsu: CommandLine, arguments: list[str]) -> None:
    koetsu.write("a.md", CAT * 20_000)
    process = koetsu.start(*arguments, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()

    assert process.stderr.read() == b""
    assert process.wait(60) == 0


@pytest.mark.skipif(os.name == "nt", reason="needs the signals of POSIX")
@pytest.mark.parametrize(("size", "processes"), [(10, 1), (4_000_000, 2)])
def test_control_c_ends_with_130_and_without_traceback(koetsu: CommandLine, size: int, processes: int) -> None:
    started = [koetsu.folder / f"started-{number}" for number in range(2)]
    for number, mark in enumerate(started):
        koetsu.write(f"{number}.md", f"{mark}\n\n" + "本文。\n\n" * (size // 11))
    process = koetsu.start(
        *("check", "--select", "ZZ002", "--jobs", "2", "."), stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    for mark in started[:processes]:
        _wait_for(mark)
    os.killpg(process.pid, signal.SIGINT)

    out, err = process.communicate(timeout=30)

    assert (process.returncode, out, err.strip()) == (130, b"", b"")


_INTERRUPTED = """
import sys

class Interrupt:
    def find_spec(self, name, *rest):
        if name == "{module}":
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupt())
from koetsu.__main__ import main
main()
"""


@pytest.mark.parametrize("module", ["koetsu.cli", "koetsu.vocabulary", "koetsu.engine.registry"])
def test_control_c_while_koetsu_is_loaded_ends_with_130_and_without_traceback(koetsu: CommandLine, module: str) -> None:
    koetsu.write("a.md", CAT)
    process = subprocess.run(
        [sys.executable, "-c", _INTERRUPTED.format(module=module), "check", "a.md"],
        cwd=koetsu.folder,
        env=koetsu.environment,
        capture_output=True,
        check=False,
    )

    assert (process.returncode, process.stdout, process.stderr.strip()) == (130, b"", b"")


def _wait_for(file: Path) -> None:
    for _ in range(1200):
        if file.exists():
            return
        time.sleep(0.05)
    pytest.fail(f"{file} never came")


@pytest.mark.parametrize(
    ("variables", "coloured"),
    [
        ({}, False),
        ({"FORCE_COLOR": "1"}, True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ({"NO_COLOR": ""}, False),
    ],
)
def test_colour_in_a_pipe_is_for_those_who_force_it(
    koetsu: CommandLine, variables: dict[str, str], coloured: bool
) -> None:
    koetsu.write("a.md", CAT)

    assert ("\x1b[" in koetsu.check("a.md", environment=variables).out) is coloured


@pytest.mark.skipif(os.name == "nt", reason="needs a pseudo-terminal")
@pytest.mark.parametrize(("variables", "coloured"), [({}, True), ({"NO_COLOR": "1"}, False), ({"TERM": "dumb"}, False)])
def test_colour_and_width_are_those_of_the_terminal(
    koetsu: CommandLine, variables: dict[str, str], coloured: bool
) -> None:
    import fcntl
    import pty
    import struct
    import termios

    koetsu.write("a.md", "あ" * 200 + CAT)
    ours, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 60, 0, 0))
    environment = koetsu.environment | {"TERM": "xterm"} | variables
    process = subprocess.Popen(
        [*COMMAND, "check", "--select", "ZZ001", "a.md"], cwd=koetsu.folder, env=environment, stdout=theirs
    )
    os.close(theirs)
    text = _read_all(ours).decode()
    process.wait(60)

    assert ("\x1b[" in text) is coloured
    if not coloured:
        assert "  1 │ …" + "あ" * 19 in text
        assert max(map(len, text.split("\r\n"))) <= 60


def _read_all(descriptor: int) -> bytes:
    data = b""
    while True:
        try:
            piece = os.read(descriptor, 65536)
        except OSError:  # how Linux says that the other side was closed
            piece = b""
        if not piece:
            os.close(descriptor)
            return data
        data += piece


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_an_error(koetsu: CommandLine) -> None:
    koetsu.write("a.md", CAT)
    with Path("/dev/full").open("wb") as full:
        process = koetsu.start("check", "--select", "ZZ001", "a.md", stdout=full, stderr=subprocess.PIPE)
        _, err = process.communicate(timeout=60)

    assert process.returncode == 2
    assert err.startswith(b"the report could not be written: ")
    assert b"Traceback" not in err


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs /dev/full")
def test_a_full_disk_is_told_in_the_language_that_was_asked_for(koetsu: CommandLine) -> None:
    koetsu.write("a.md", CAT)
    with Path("/dev/full").open("wb") as full:
        process = koetsu.start("check", "--language", "ja", "a.md", stdout=full, stderr=subprocess.PIPE)
        _, err = process.communicate(timeout=60)

    assert process.returncode == 2
    assert err.decode().startswith("標準出力に書けませんでした（")
