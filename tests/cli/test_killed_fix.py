"""Does a run that is killed while it fixes leave whole files only?"""

import os
import random
import signal
import subprocess
import time
from pathlib import Path

import pytest

from command_line import CommandLine

FILES = 500
KILLS = 6

OLD = "# 題\n\n港には古い灯台があります。\n---\n\n潮が満ちます。---END---\n" + "\n沖に出ます。\n" * 40
NEW = "# 題\n\n港には古い灯台があります。\n\n---\n\n潮が満ちます。\n" + "\n沖に出ます。\n" * 40


@pytest.mark.skipif(not hasattr(os, "killpg"), reason="no way to kill a process without a word there")
def test_file_is_old_or_new_whenever_a_run_is_killed(koetsu: CommandLine) -> None:
    chance = random.Random(20_260_801)
    files = [koetsu.folder / f"{number:03}.md" for number in range(FILES)]
    interrupted = 0
    for _ in range(KILLS):
        write(files)
        interrupted += kill_while_fixing(koetsu, files, chance)
        held = [file.read_text(encoding="utf-8") for file in files]

        assert set(held) <= {OLD, NEW}
    ended = koetsu.run(*ARGUMENTS)

    assert interrupted > 0
    assert ended.status == 0
    assert {file.read_text(encoding="utf-8") for file in files} == {NEW}


ARGUMENTS = ("check", "--fix", "--select", "HD005,RS001", "--no-cache", ".")


def write(files: list[Path]) -> None:
    for file in files:
        file.write_text(OLD, encoding="utf-8")


def kill_while_fixing(koetsu: CommandLine, files: list[Path], chance: random.Random) -> bool:
    """Kill a run once a file that chance picks is mended, and a moment later; whether files were left to mend."""
    awaited = chance.choice(files)
    before = awaited.stat().st_ino
    process = koetsu.start(*ARGUMENTS, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    while awaited.stat().st_ino == before and process.poll() is None:
        time.sleep(0.0005)
    time.sleep(chance.uniform(0, 0.003))
    os.killpg(process.pid, signal.SIGKILL)
    return process.wait() == -signal.SIGKILL and any(file.read_text(encoding="utf-8") == OLD for file in files)
