"""Does a long run say how far it is, and only to someone who looks?"""

import os
import re
import subprocess
import sys

import pytest

SLOW_RUN = """
import time
from koetsu.engine.progress import progress_bar
with progress_bar(4, wanted=True) as advance:
    for _ in range(4):
        time.sleep(0.5)
        advance(1)
"""


def run(code: str, **streams: object) -> subprocess.Popen[bytes]:
    environment = {**os.environ, "TERM": "xterm", "COLUMNS": "80"}
    environment.pop("NO_COLOR", None)
    return subprocess.Popen([sys.executable, "-c", code], env=environment, **streams)


@pytest.mark.skipif(os.name == "nt", reason="needs the terminals of POSIX")
def test_terminal_is_told_files_rate_and_time_left() -> None:
    ours, theirs = os.openpty()
    process = run(SLOW_RUN, stderr=theirs)
    os.close(theirs)
    shown = b""
    while True:
        try:
            piece = os.read(ours, 4096)
        except OSError:  # how Linux tells that the other end was closed
            break
        if not piece:
            break
        shown += piece
    os.close(ours)
    assert process.wait(30) == 0

    text = re.sub(r"\x1b\[[0-9;?]*[a-zA-Z]", "", shown.decode())
    assert re.search(r"[234]/4 +\d+/s +\d:\d\d:\d\d", text)


def test_what_is_no_terminal_is_told_nothing() -> None:
    process = run(SLOW_RUN, stderr=subprocess.PIPE)

    assert process.communicate(timeout=30)[1] == b""
