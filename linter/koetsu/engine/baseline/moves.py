"""Which accepted findings went along with an article that was moved or renamed?

The baseline knows no texts, so a move is told by the findings: an article that is gone, and one that has what it had.
"""

# os.path and not Path: this is done for every file of a site, and Path costs ten times as much.
# ruff: noqa: PTH118, PTH119, PTH120, PTH122

from __future__ import annotations

import os
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property

from koetsu.engine.baseline.baseline import Entry, Finding

Findings = Mapping[Finding, bool]
"""What was found in an article, and of each finding whether it tells articles apart: no other has it by chance."""

_NAMED_BY_THE_FOLDER = frozenset({"index", "_index", "README"})


class Moves:
    """What the articles of a run have taken over from articles that are gone, each entry once.

    An entry of an article that is still there belongs to it alone: a pasted copy of it is new.
    """

    def __init__(self, folder: str, accepted: Mapping[str, Mapping[Finding, Entry]]) -> None:
        self._folder = folder
        """From which the paths start."""
        self._by_path = accepted
        self._gone: dict[str, bool] = {}
        self._used: set[Entry] = set()
        self._taken: dict[str, dict[Finding, Entry]] = defaultdict(dict)

    def taken_by(self, path: str) -> Mapping[Finding, Entry]:
        """What an article has taken over."""
        return self._taken.get(path, {})

    def is_gone(self, path: str) -> bool:
        """Whether an article is no longer there."""
        if path not in self._gone:
            self._gone[path] = _is_missing(os.path.join(self._folder, path))
        return self._gone[path]

    def are_there(self, paths: Iterable[str]) -> None:
        """Learn that articles are there, whatever the disk says of their names: a text may come without a file."""
        self._gone.update(dict.fromkeys(paths, False))

    def follow(self, unknown: Mapping[str, Findings]) -> None:
        """Look for what articles have and no entry of their own accepts.

        From the surest sign of a move to the least sure one: the article has the name of one that is gone, it has a
        text that tells articles apart, and it has exactly what one had that is gone. Anything that many articles may
        have, such as a missing key or a stray ``---``, is taken over only together with one of these signs: otherwise
        what became of a deleted article would be kept from being reported in the next one that is written.
        """
        unknown = {path: findings for path, findings in unknown.items() if findings}
        if not unknown:
            return
        # An article with entries of its own was there before: it may have been given a text, but it did not move.
        new = {path: findings for path, findings in unknown.items() if path not in self._by_path}
        for path, findings in new.items():
            for before in self._by_stem.get(_stem(path), ()):
                self._take_all(path, before, findings)
        for path, findings in unknown.items():
            for finding, tells in findings.items():
                if tells and finding not in self._taken[path]:
                    self._take(path, next(self._entries.get(finding, iter(())), None))
        for path, findings in new.items():
            for before in sorted({entry.path for entry in self._taken[path].values()}):
                self._take_all(path, before, findings)
        for path, findings in new.items():
            if not self._taken[path]:
                before = next(self._paths.get(frozenset(findings), iter(())), "")
                self._take_all(path, before, findings)

    def _take_all(self, path: str, before: str, findings: Findings) -> None:
        """What is found in one article and was in another one."""
        if not self.is_gone(before):
            return
        entries = self._by_path[before]
        for finding in findings:
            entry = entries.get(finding)
            if entry not in self._used and finding not in self._taken[path]:
                self._take(path, entry)

    def _take(self, path: str, entry: Entry | None) -> None:
        if entry is not None:
            self._taken[path][entry.finding] = entry
            self._used.add(entry)

    # These are made when the first finding comes up that is not accepted. Of the first two, what was passed over once
    # is never looked at again, so that the move of a whole site takes linear time.

    @cached_property
    def _entries(self) -> dict[Finding, Iterator[Entry]]:
        """By finding, the entries of articles that are gone and that no article has taken over."""
        found: dict[Finding, list[Entry]] = defaultdict(list)
        for entries in self._by_path.values():
            for finding, entry in entries.items():
                found[finding].append(entry)
        return {finding: self._free(entries) for finding, entries in found.items()}

    @cached_property
    def _paths(self) -> dict[frozenset[Finding], Iterator[str]]:
        """By all that is accepted in an article, the articles that are gone of which nothing was taken over."""
        found: dict[frozenset[Finding], list[str]] = defaultdict(list)
        for path, entries in self._by_path.items():
            found[frozenset(entries)].append(path)
        return {findings: self._untouched(paths) for findings, paths in found.items()}

    @cached_property
    def _by_stem(self) -> dict[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for path in self._by_path:
            found[_stem(path)].append(path)
        return found

    def _free(self, entries: Iterable[Entry]) -> Iterator[Entry]:
        return (entry for entry in entries if entry not in self._used and self.is_gone(entry.path))

    def _untouched(self, paths: Iterable[str]) -> Iterator[str]:
        return (path for path in paths if self.is_gone(path) and self._used.isdisjoint(self._by_path[path].values()))


def _stem(path: str) -> str:
    """What an article is called wherever it lies: ``posts/a.md`` and ``archive/a/index.md`` both are ``a``."""
    stem = os.path.splitext(os.path.basename(path))[0]
    return os.path.basename(os.path.dirname(path)) if stem in _NAMED_BY_THE_FOLDER else stem


def _is_missing(path: str) -> bool:
    try:
        os.lstat(path)
    except (FileNotFoundError, NotADirectoryError):
        return True
    except (OSError, ValueError):  # in a folder that may not be entered, or no name that a file could have
        return False
    return False
