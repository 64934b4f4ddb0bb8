"""Is a cache never wrong, and never in the way?"""

import os
from pathlib import Path

import msgspec
import pytest

from koetsu.engine.cache import Cache, KeyMaker

FOUND = b"\x92\x90\x80"


def keys() -> KeyMaker:
    return KeyMaker("koetsu 1")


def key_of(text: str = "本文") -> bytes:
    return keys().key("settings", "a.md", text.encode())


def filled(file: Path) -> None:
    cache = Cache(file)
    cache.put(key_of(), FOUND)
    cache.save()


def test_what_was_put_is_found_in_the_next_run(tmp_path):
    filled(tmp_path / "cache")

    assert Cache(tmp_path / "cache").get(key_of()) == msgspec.Raw(FOUND)


def test_other_text_is_not_found(tmp_path):
    filled(tmp_path / "cache")

    assert Cache(tmp_path / "cache").get(key_of("別の本文")) is None


@pytest.mark.parametrize(
    ("stamp", "settings", "path", "data"),
    [
        ("koetsu 2", "settings", "a.md", "本文"),
        ("koetsu 1", "others", "a.md", "本文"),
        ("koetsu 1", "settings", "b.md", "本文"),
        ("koetsu 1", "settings", "a.md", "本文。"),
        ("koetsu 1", "settingsa", ".md", "本文"),
        ("koetsu 1", "settings", "a.md本", "文"),
    ],
)
def test_key_depends_on_everything_that_decides(stamp, settings, path, data):
    assert KeyMaker(stamp).key(settings, path, data.encode()) != key_of()


@pytest.mark.parametrize("damage", [b"", b"koetsu", os.urandom(4096)], ids=["empty", "short", "random"])
def test_damaged_cache_is_an_empty_one(tmp_path, damage):
    (tmp_path / "cache").write_bytes(damage)

    assert Cache(tmp_path / "cache").is_empty


def test_every_changed_byte_is_noticed(tmp_path):
    file = tmp_path / "cache"
    filled(file)
    data = file.read_bytes()
    for at in range(len(data)):
        file.write_bytes(data[:at] + bytes([data[at] ^ 1]) + data[at + 1 :])

        assert Cache(file).is_empty
    for length in range(len(data)):
        file.write_bytes(data[:length])

        assert Cache(file).is_empty


def test_damaged_cache_is_rebuilt(tmp_path):
    (tmp_path / "cache").write_bytes(b"damaged")
    filled(tmp_path / "cache")

    assert Cache(tmp_path / "cache").get(key_of()) == msgspec.Raw(FOUND)


def test_cache_that_cannot_be_written_is_done_without(tmp_path):
    (tmp_path / "file").write_text("no folder")

    filled(tmp_path / "file" / "cache")

    assert Cache(tmp_path / "file" / "cache").is_empty


def test_cache_that_is_a_folder_is_done_without(tmp_path):
    (tmp_path / "cache").mkdir()

    filled(tmp_path / "cache")

    assert Cache(tmp_path / "cache").is_empty
    assert [file.name for file in tmp_path.iterdir()] == ["cache"]


def test_two_runs_at_once_leave_a_whole_cache(tmp_path):
    file = tmp_path / "cache"
    first, second = Cache(file), Cache(file)
    first.put(key_of("一"), FOUND)
    second.put(key_of("二"), FOUND)
    first.save()
    second.save()

    assert Cache(file).get(key_of("二")) == msgspec.Raw(FOUND)
    assert [other.name for other in tmp_path.iterdir()] == ["cache"]


def test_run_that_found_everything_writes_nothing(tmp_path):
    file = tmp_path / "cache"
    filled(file)
    before = file.read_bytes()
    cache = Cache(file)
    cache.get(key_of())
    cache.save()

    assert file.read_bytes() == before


def test_entries_that_no_run_asks_for_are_dropped(tmp_path):
    file = tmp_path / "cache"
    filled(file)
    for number in range(20):
        cache = Cache(file)
        cache.put(key_of(f"第{number}稿"), FOUND)
        cache.save()

    cache = Cache(file)
    assert cache.get(key_of()) is None
    assert cache.get(key_of("第19稿")) == msgspec.Raw(FOUND)
    assert file.stat().st_size < 1000


def test_caches_of_working_directories_are_apart(tmp_path):
    for name in ("a", "b"):
        cache = Cache.of(tmp_path / name, tmp_path / "caches")
        cache.put(key_of(name), FOUND)
        cache.save()

    assert len(list((tmp_path / "caches").iterdir())) == 2


def test_cache_of_a_directory_left_long_ago_is_deleted(tmp_path):
    folder = tmp_path / "caches"
    old = Cache.of(tmp_path / "old", folder)
    old.put(key_of(), FOUND)
    old.save()
    (folder / "notes.txt").write_text("not ours")
    for file in folder.iterdir():
        os.utime(file, (0, 0))
    new = Cache.of(tmp_path / "new", folder)
    new.put(key_of(), FOUND)
    new.save()

    assert Cache.of(tmp_path / "old", folder).is_empty
    assert (folder / "notes.txt").exists()
    assert not Cache.of(tmp_path / "new", folder).is_empty
