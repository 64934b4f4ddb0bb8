"""When is a regular expression compiled?"""

from __future__ import annotations

import re
from typing import Any, cast


def pattern(expression: str, flags: int = 0) -> re.Pattern[str]:
    """A regular expression that is compiled by its first use.

    To compile one that holds kana and kanji takes a millisecond, and a run that finds everything in its cache uses none
    of them. It has every method of a compiled one; the functions of ``re`` do not take it.
    """
    return cast("re.Pattern[str]", _Pattern(expression, flags))


class _Pattern:
    def __init__(self, expression: str, flags: int) -> None:
        self.pattern = expression
        self._flags = flags

    def __getattr__(self, name: str) -> Any:
        value = getattr(re.compile(self.pattern, self._flags), name)
        setattr(self, name, value)  # found from now on without coming here
        return value

    def __repr__(self) -> str:
        return f"pattern({self.pattern!r}, {self._flags!r})"
