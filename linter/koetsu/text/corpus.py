"""What do rules see that compare documents?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from koetsu.text.language import Language


class Summary(NamedTuple):
    """What is kept of one document: never its text."""

    path: str
    title: str | None
    language: Language


Corpus = Sequence[Summary]
"""The summaries of all documents of a run, in the order of their paths."""
