"""Which sentences stand in several documents, where there are more of them than memory should hold?

DuckDB sorts them on the disk. It comes with ``pip install 'koetsu[scale]'``; without it they are found in memory, which
takes eight bytes a sentence and 100 MB.
"""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator
from importlib.util import find_spec
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from koetsu.text.shared import Finder, Occurrence, find

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

IN_MEMORY = 5_000_000
"""Up to how many sentences are found in memory: those of about 40,000 long articles."""

MEMORY_LIMIT = "512MB"
"""How much of memory DuckDB takes before it goes to the disk."""

_FETCHED = 100_000


def finder_for(sentences: int, in_memory: int | None = None) -> Finder:
    """The way that suits so many sentences, up to ``IN_MEMORY`` unless told otherwise. All give the same."""
    is_much = sentences > (IN_MEMORY if in_memory is None else in_memory)
    return find_on_disk if is_much and find_spec("duckdb") is not None else find


def find_on_disk(documents: Iterable[array[int]]) -> Iterator[Occurrence]:
    """What ``find`` finds; the hashes of the documents stand in a folder for temporary files meanwhile."""
    import duckdb

    with TemporaryDirectory(prefix="koetsu-") as folder:
        table = Path(folder) / "sentences.csv"
        _write(documents, table)
        with duckdb.connect(str(Path(folder) / "sentences.duckdb")) as connection:
            connection.execute(f"SET memory_limit = '{MEMORY_LIMIT}'")
            connection.execute("SET temp_directory = $1", [folder])
            connection.execute("SET preserve_insertion_order = false")
            connection.execute(
                "CREATE TABLE sentences AS FROM read_csv($1, header = false, auto_detect = false, delim = ',',"
                " columns = {'hash': 'UBIGINT', 'document': 'UINTEGER'})",
                [str(table)],
            )
            table.unlink()
            for key, rows in groupby(_rows(connection), itemgetter(0)):
                yield Occurrence(key, [document for _, document in rows])


def _write(documents: Iterable[array[int]], table: Path) -> None:
    """One line a sentence. A document is one string operation, whatever its length."""
    with table.open("w", encoding="ascii") as file:
        for document, hashes in enumerate(documents):
            if hashes:
                end = f",{document}\n"
                file.write(end.join(map(str, hashes)) + end)


def _rows(connection: DuckDBPyConnection) -> Iterator[tuple[int, int]]:
    """Hash and document of each sentence that stands in several documents, in order."""
    connection.execute(
        "SELECT hash, document FROM sentences"
        " SEMI JOIN (SELECT hash FROM sentences GROUP BY hash HAVING count(*) > 1) AS shared USING (hash)"
        " ORDER BY hash, document"
    )
    while rows := connection.fetchmany(_FETCHED):
        yield from rows
