"""How does an audit become one page that needs nothing else?"""

from __future__ import annotations

import re
from contextlib import suppress
from pathlib import Path

import xxhash

from koetsu.engine.atomic import write_atomically
from koetsu.engine.audit.model import AuditData
from koetsu.message import Language

from .packs import Index
from .page import page

_BESIDE = re.compile(r"[0-9]{5}-[0-9a-f]{16}\.js")


def write_html(data: AuditData, out: Path, *, split: bool = False, language: Language = "ja") -> None:
    """Write an audit as a page that opens in one language and can be switched to the other.

    With ``split``, the findings stand in a folder beside the page, named after it, so that the page itself stays small.
    Whoever opens the page meanwhile finds the old one or the new one. Raises OSError, and then leaves the old one.
    """
    clusters = data.site.clusters
    paths = (path for each in clusters for path in (each.canonical, *(member.path for member in each.members)))
    index = Index(data.rules, paths)
    if not split:
        write_atomically(out, (part.encode() for part in page(data, index, index.packs(data.articles), language)))
        return
    beside = _Beside(out)
    try:
        beside.write(data, index)
        write_atomically(out, (part.encode() for part in page(data, index, (), language)))
    except BaseException:
        beside.undo()
        raise
    beside.settle()


def folder_beside(out: Path) -> Path:
    """The folder in which the findings of a page stand that is split."""
    return out.with_name(f"{out.stem}-data")


class _Beside:
    """The folder with the findings.

    The name of a file is made from its content: an older page finds its files until the new page is in its place.
    """

    def __init__(self, out: Path) -> None:
        self._folder = folder_beside(out)
        self._before = self._names()
        self._written: list[str] = []

    def write(self, data: AuditData, index: Index) -> None:
        """Write every pack, and tell the index where it stands."""
        self._folder.mkdir(exist_ok=True)
        for number, pack in enumerate(index.packs(data.articles)):
            name = f"{number:05}-{xxhash.xxh3_64_hexdigest(pack)}.js"
            write_atomically(self._folder / name, b'koetsuPack("%s","%s")\n' % (name.encode(), pack))
            self._written.append(name)
            index.names.append(f"{self._folder.name}/{name}")

    def undo(self) -> None:
        """Take away what was written."""
        self._remove(set(self._written) - self._before)

    def settle(self) -> None:
        """Take away what an older page had."""
        self._remove(self._before - set(self._written))

    def _names(self) -> set[str]:
        with suppress(OSError):
            return {file.name for file in self._folder.iterdir() if _BESIDE.fullmatch(file.name)}
        return set()

    def _remove(self, names: set[str]) -> None:
        for name in names:
            with suppress(OSError):
                (self._folder / name).unlink()
        with suppress(OSError):
            self._folder.rmdir()  # if nothing is left in it
