"""Is a file that koetsu writes always the old one or the new one, and otherwise as it was?"""

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

import pytest

from koetsu.engine.atomic import write_atomically


def everything_in(folder: Path) -> list[str]:
    return sorted(entry.name for entry in folder.iterdir())


@pytest.fixture
def folder(tmp_path) -> Path:
    return tmp_path


@pytest.fixture
def protected(folder):
    """A folder in which nothing may be made, as long as the test runs."""
    folder.chmod(0o555)
    yield folder
    folder.chmod(0o755)


def write_as(unprivileged: list[str], file: Path, data: str) -> subprocess.CompletedProcess[str]:
    code = f"""
from pathlib import Path
from koetsu.engine.atomic import write_atomically
try:
    write_atomically(Path({str(file)!r}), {data.encode()!r})
except OSError as error:
    print(type(error).__name__, error.filename)
"""
    return subprocess.run([*unprivileged, sys.executable, "-c", code], capture_output=True, text=True, check=True)


def test_new_file_has_the_mode_that_any_new_file_has(folder):
    folder.joinpath("usual").write_bytes(b"")

    write_atomically(folder / "記事.md", "本文。".encode())

    assert (folder / "記事.md").read_bytes() == "本文。".encode()
    assert (folder / "記事.md").stat().st_mode == (folder / "usual").stat().st_mode
    assert everything_in(folder) == ["usual", "記事.md"]


@pytest.mark.parametrize("mode", [0o600, 0o640, 0o755, 0o664])
def test_file_keeps_its_mode(folder, mode):
    file = folder / "a.md"
    file.write_bytes(b"old")
    file.chmod(mode)

    write_atomically(file, b"new")

    assert file.read_bytes() == b"new"
    assert stat.S_IMODE(file.stat().st_mode) == mode


def test_file_is_replaced_and_never_written_into(folder):
    file = folder / "a.md"
    file.write_bytes(b"the old text")
    with file.open("rb") as reader:
        write_atomically(file, b"new")

        assert reader.read() == b"the old text"
    assert file.read_bytes() == b"new"


def test_link_stays_and_its_target_is_written(folder):
    (folder / "drafts").mkdir()
    (folder / "drafts" / "a.md").write_bytes(b"old")
    link = folder / "a.md"
    link.symlink_to("drafts/a.md")
    dangling = folder / "b.md"
    dangling.symlink_to("drafts/b.md")

    write_atomically(link, b"new")
    write_atomically(dangling, b"made")

    assert link.readlink() == Path("drafts/a.md")
    assert (folder / "drafts" / "a.md").read_bytes() == b"new"
    assert (folder / "drafts" / "b.md").read_bytes() == b"made"
    assert everything_in(folder / "drafts") == ["a.md", "b.md"]


def test_name_as_long_as_names_can_be_is_written(folder):
    file = folder / ("長" * 84 + ".md")

    write_atomically(file, b"new")

    assert file.read_bytes() == b"new"


def test_pipe_is_written_as_it_is(folder):
    pipe = folder / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=write_atomically, args=(pipe, b"through"))
    writer.start()

    assert pipe.read_bytes() == b"through"
    writer.join()
    assert stat.S_ISFIFO(pipe.stat().st_mode)


@pytest.mark.parametrize("name", ["missing/a.md", ".", "loop"])
def test_what_cannot_be_written_is_an_error_and_leaves_nothing(folder, name):
    (folder / "loop").symlink_to("loop")

    with pytest.raises(OSError, match="Errno") as failed:
        write_atomically(folder / name, b"new")

    assert failed.value.filename == str(folder / name)
    assert everything_in(folder) == ["loop"]


def test_protected_file_is_not_replaced(folder, unprivileged):
    file = folder / "a.md"
    file.write_bytes(b"old")
    file.chmod(0o444)

    done = write_as(unprivileged, file, "new")

    assert done.stdout == f"PermissionError {file}\n"
    assert file.read_bytes() == b"old"
    assert everything_in(folder) == ["a.md"]


def test_folder_that_may_not_be_written_is_an_error(protected, unprivileged):
    done = write_as(unprivileged, protected / "a.md", "new")

    assert done.stdout == f"PermissionError {protected / 'a.md'}\n"
    assert everything_in(protected) == []


def test_file_of_a_name_is_only_there_once_it_is_whole(folder):
    """A failure in the middle, here of a disk without room, leaves the old file and nothing besides."""
    file = folder / "a.md"
    file.write_bytes(b"old")
    code = f"""
import resource
import signal
from pathlib import Path
from koetsu.engine.atomic import write_atomically
signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write_atomically(Path({str(file)!r}), b"new" * 1000)
except OSError as error:
    print(type(error).__name__)
"""
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)

    assert done.stdout == "OSError\n"
    assert file.read_bytes() == b"old"
    assert everything_in(folder) == ["a.md"]
