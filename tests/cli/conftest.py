"""A working directory in which koetsu is run as a process."""

from pathlib import Path

import pytest

from command_line import CommandLine


@pytest.fixture
def koetsu(tmp_path: Path) -> CommandLine:
    return CommandLine(tmp_path)
