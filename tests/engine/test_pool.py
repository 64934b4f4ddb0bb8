"""Does a pool of processes end when it is interrupted?"""

from __future__ import annotations

import os
import struct

import pytest

from koetsu.engine.pool import _processes


def interrupted_in_the_middle_of_a_result() -> None:
    with _processes(2) as executor:
        assert executor.submit(abs, -1).result() == 1
        # The length of a result of which nothing else ever comes: its reader waits.
        os.write(executor._result_queue._writer.fileno(), struct.pack("!i", 1_000_000))
        raise KeyboardInterrupt


def test_interrupted_pool_ends_though_a_process_was_killed_in_the_middle_of_a_result() -> None:
    with pytest.raises(KeyboardInterrupt):
        interrupted_in_the_middle_of_a_result()
