"""What is found when the articles of an open folder are compared with each other?

What each is compared by stays at hand, so that an edit costs one article and not all of them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from typing import TYPE_CHECKING

from koetsu.engine.site.comparison import Compared, Comparison, Member, compare
from koetsu.engine.site.out_of_core import finder_for
from koetsu.text.corpus import Corpus

if TYPE_CHECKING:
    from koetsu.engine.config import Configuration


class Neighbours:
    """The articles of one folder; made anew with its settings, and otherwise never changed."""

    def __init__(self, members: Mapping[str, Member], configuration: Configuration, before: Corpus | None) -> None:
        self._members = members
        self._configuration = configuration
        summaries = [member.digest.summary for member in members.values()]
        finder = finder_for(sum(len(summary.sentences) for summary in summaries))
        corpus = Corpus(summaries, finder, before)
        self.comparison: Comparison = compare(corpus, members.values(), configuration)
        """What was found in all of them together."""

    @classmethod
    def of(cls, members: Iterable[Member], configuration: Configuration) -> Neighbours:
        """Articles of which nothing is known so far."""
        return cls({member.path: member for member in members}, configuration, None)

    def after(self, gone: Collection[str], members: Iterable[Member]) -> Neighbours:
        """The same once articles, by their paths, are gone, and others are new or edited."""
        now = {path: member for path, member in self._members.items() if path not in gone}
        now |= {member.path: member for member in members}
        if now.keys() == self._members.keys() and all(
            member is self._members[path] or member.digest == self._members[path].digest for path, member in now.items()
        ):
            return self
        return Neighbours(now, self._configuration, self.comparison.corpus)

    def compared(self, path: str) -> Compared | None:
        """What was found in one of them; None if nothing was."""
        return self.comparison.found.get(path)
