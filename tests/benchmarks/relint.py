"""How long does the editor wait?

``relint`` checks one text again and again in this process, as the language server does, and ``python relint.py NAME
BYTES`` checks one worst case once and prints the seconds and the peak of memory in kibibytes.
"""

from __future__ import annotations

import sys
import time
from collections.abc import Callable
from resource import RUSAGE_SELF, getrusage
from typing import Any

from worst import WORST

from articles import article


def checker() -> Callable[[str], int]:
    """A function from a text to the number of its findings, with every rule at its defaults."""
    from koetsu import Rule
    from koetsu.engine.lint import lint
    from koetsu.engine.registry import load_registry
    from koetsu.text.document import Document
    from koetsu.text.source import Source

    classes = [found for found in load_registry().rules.values() if issubclass(found, Rule)]
    rules: list[Rule[Any]] = [found(found.options_type()) for found in classes]
    return lambda text: len(lint(Document(Source("article.md", text)), rules))


def article_of(characters: int) -> str:
    """A generated article of nearly so many characters."""
    made = (article(index, 2500, seed=1).text for index in range(400))
    return min(made, key=lambda text: abs(len(text) - characters))


def relint(text: str, times: int) -> list[float]:
    """Seconds of each check of a text, one character longer every time, as when somebody types."""
    check = checker()
    seconds = []
    for number in range(times + 3):
        edited = f"{text}\n\n{'あ' * number}。\n"
        started = time.perf_counter()
        check(edited)
        seconds.append(time.perf_counter() - started)
    return seconds[3:]


def main() -> None:
    """Check one worst case."""
    name, size = sys.argv[1:]
    text = WORST[name](int(size))
    check = checker()
    check("温める。\n\n本文です。\n")
    started = time.perf_counter()
    check(text)
    print(time.perf_counter() - started, getrusage(RUSAGE_SELF).ru_maxrss)


if __name__ == "__main__":
    main()
