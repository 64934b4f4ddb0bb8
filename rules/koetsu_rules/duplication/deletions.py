"""How is a copy taken out?"""

from collections.abc import Iterator
from typing import Any

from koetsu import Edit, Fix, Rule, Span


def deletions(rule: Rule[Any], span: Span | None) -> Iterator[Fix]:
    """The fix ``delete`` of a rule: unsafe, because only the author knows which of two texts was to stay."""
    if span is not None:
        yield rule.fix("delete", Edit(span, ""), safe=False)
