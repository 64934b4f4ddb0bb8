"""What was found in this very text before?

One file for each working directory, in the user's cache folder: a checksum, then a MessagePack map from keys to
encoded findings. The key is a hash of everything on which the findings depend, so an entry is never wrong, only unused.
Whatever is the matter with the file, it is done without: a cache never fails a run.
"""

from __future__ import annotations

import os
import time
from collections.abc import Mapping
from pathlib import Path

import msgspec
from xxhash import xxh3_128, xxh3_128_digest

_SUFFIX = ".koetsu-cache"
_LAYOUT = b"koetsu 1"
_CHECKSUM = 16
_KEPT_RUNS = 8
"""An entry that so many writing runs in a row did not ask for is dropped."""
_KEPT_SECONDS = 60 * 24 * 3600
"""The cache of a working directory in which koetsu was not run for so long is deleted."""

Key = bytes
Entries = dict[Key, tuple[int, msgspec.Raw]]

_decoder = msgspec.msgpack.Decoder(Entries)
_encode = msgspec.msgpack.Encoder().encode


class KeyMaker:
    """Keys for one state of koetsu's code, of its plug-ins and of the dictionary."""

    def __init__(self, stamp: str) -> None:
        self._start = xxh3_128(stamp.encode("utf-8"))

    def key(self, settings: str, path: str, data: bytes) -> Key:
        """The key of a text that is checked under a path and with settings, which are given by their own key."""
        state = self._start.copy()
        for part in (settings.encode("utf-8"), path.encode("utf-8", "surrogatepass")):
            state.update(len(part).to_bytes(4, "little"))
            state.update(part)
        state.update(data)
        return state.digest()


class Cache:
    """The encoded findings of earlier runs."""

    def __init__(self, file: Path) -> None:
        self._file = file
        self._entries = _read(file)
        self._seen: Entries = {}
        self._changed = False

    @classmethod
    def of(cls, working_directory: Path, folder: Path | None = None) -> Cache:
        """The cache of a working directory, by default in the user's cache folder."""
        name = xxh3_128(os.fsencode(working_directory.absolute())).hexdigest()
        return cls((folder or default_folder()) / f"{name}{_SUFFIX}")

    def beside(self, name: str) -> Cache:
        """Another cache of the same working directory: for what not every run asks for, so that none else reads it."""
        stem = self._file.name.removesuffix(_SUFFIX)
        return Cache(self._file.with_name(f"{stem}.{name}{_SUFFIX}"))

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to find in it."""
        return not self._entries

    def get(self, key: Key) -> msgspec.Raw | None:
        """What was stored under a key."""
        entry = self._entries.get(key)
        if entry is None:
            return None
        self._seen[key] = (0, entry[1])
        return entry[1]

    def put(self, key: Key, encoded: bytes) -> None:
        """Remember encoded findings under a key, for ``save`` to write."""
        self._seen[key] = (0, msgspec.Raw(encoded))
        self._changed = True

    def save(self) -> None:
        """Write what this run used and made, and what others may still ask for; in silence if it cannot be written."""
        try:
            if self._changed:
                _write(self._file, {**_aged(self._entries), **self._seen})
                _sweep(self._file.parent)
            elif self._seen:
                os.utime(self._file)
        except OSError:
            return


def default_folder() -> Path:
    """The folder of the user in which koetsu keeps its caches."""
    from platformdirs import user_cache_path

    return user_cache_path("koetsu", appauthor=False)


def _aged(entries: Mapping[Key, tuple[int, msgspec.Raw]]) -> Entries:
    return {key: (age + 1, encoded) for key, (age, encoded) in entries.items() if age < _KEPT_RUNS}


def _read(file: Path) -> Entries:
    try:
        data = file.read_bytes()
    except OSError:
        return {}
    checksum, payload = data[:_CHECKSUM], memoryview(data)[_CHECKSUM:]
    if checksum != _checksum(payload):
        return {}
    try:
        return _decoder.decode(payload)
    except msgspec.MsgspecError:
        return {}


def _checksum(payload: bytes | memoryview) -> bytes:
    return xxh3_128_digest(payload, seed=int.from_bytes(_LAYOUT, "little"))


def _write(file: Path, entries: Entries) -> None:
    payload = _encode(entries)
    file.parent.mkdir(parents=True, exist_ok=True)
    # Written aside and moved into place: another process sees the old file or the new one, never half of one.
    aside = file.with_name(f"{file.name}.{os.getpid()}.{time.monotonic_ns()}")
    try:
        aside.write_bytes(_checksum(payload) + payload)
        aside.replace(file)
    finally:
        aside.unlink(missing_ok=True)


def _sweep(folder: Path) -> None:
    """Delete what working directories left behind that are no longer used, and what a killed process left."""
    oldest = time.time() - _KEPT_SECONDS
    for entry in os.scandir(folder):
        if _SUFFIX in entry.name and entry.stat().st_mtime < oldest:
            Path(entry.path).unlink(missing_ok=True)
