"""How is a file written so that nobody ever finds half of it?"""

from __future__ import annotations

import os
import stat
from collections.abc import Iterable
from contextlib import suppress
from errno import EACCES
from pathlib import Path

_OF_NO_ONE_ELSE = 0o600
_AS_THE_USER_LIKES = 0o666  # less what the umask takes away


def write_atomically(file: Path, data: bytes | Iterable[bytes]) -> None:
    """Make these bytes what a file holds: whoever reads it, even after a power cut, finds the old ones or the new ones.

    They may come in pieces; where making one of them fails, everything stays as it was.

    A link stays and its target is written. A file that was there keeps its mode and, where the system allows it, its
    owner; its other hard links keep the old bytes. What is no regular file, such as a pipe, is written as it is: there
    is nothing to put in its place. Raises OSError, also for a file that may not be written, and then leaves everything
    as it was. Only a process that is killed may leave something: a hidden file ``.koetsu-*.tmp``.
    """
    pieces = (data,) if isinstance(data, bytes) else data
    before = _status(file)
    if before is not None and not stat.S_ISREG(before.st_mode):
        with file.open("wb") as stream:
            stream.writelines(pieces)
        return
    target = Path(os.path.realpath(file))
    if before is not None and not os.access(target, os.W_OK):
        # A folder that may be written lets its files be replaced, even those that are protected.
        raise PermissionError(EACCES, os.strerror(EACCES), os.fspath(file))
    # Hidden and without the suffix of an article, so that no one takes it for one; and not made from the name of the
    # file, which may be as long as names can be.
    aside = target.with_name(f".koetsu-{os.urandom(8).hex()}.tmp")
    try:
        _write(aside, pieces, before)
        aside.replace(target)
    except OSError as error:
        error.filename, error.filename2 = os.fspath(file), None  # no one knows the name beside it
        raise
    finally:
        aside.unlink(missing_ok=True)
    _settle(target.parent)


def _status(file: Path) -> os.stat_result | None:
    try:
        return file.stat()
    except FileNotFoundError:
        return None


def _write(aside: Path, pieces: Iterable[bytes], before: os.stat_result | None) -> None:
    mode = _AS_THE_USER_LIKES if before is None else _OF_NO_ONE_ELSE
    with open(aside, "xb", opener=lambda path, flags: os.open(path, flags, mode)) as stream:
        stream.writelines(pieces)
        stream.flush()
        if before is not None:
            _take_after(before, aside)
        os.fsync(stream.fileno())


def _take_after(before: os.stat_result, aside: Path) -> None:
    if hasattr(os, "chown"):
        with suppress(PermissionError):
            os.chown(aside, before.st_uid, before.st_gid)
    # After the owner, whose change takes some of the bits away.
    aside.chmod(stat.S_IMODE(before.st_mode))


def _settle(folder: Path) -> None:
    """See to it that the new name is on the disk, where the system can do that for a folder."""
    with suppress(OSError):  # the file is in its place already
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)
