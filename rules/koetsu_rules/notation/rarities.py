"""Which characters stand in a file that hardly any text holds?"""

from koetsu import Document, pattern
from koetsu_rules.notation.look_alikes import MARKS, RADICALS
from koetsu_rules.notation.misreadings import SIGNS
from koetsu_rules.notation.unseen import LONG, SHORT

LOST = "\ufffd"
"""Stands for bytes that nobody could read."""

_SHORT = "".join([SHORT, RADICALS, MARKS, *sorted(SIGNS), LOST])
_RARE = pattern(f"[{_SHORT}]")
"""Of four hexadecimal digits: a search for these alone takes half the time."""
_RARE_OR_LONG = pattern(f"[{_SHORT}{LONG}]")
_LONG_IN_UTF_8 = b"\xf3"
"""With what the first of the long ones begin in UTF-8, and nothing that anybody writes."""


def rarities(document: Document) -> frozenset[str]:
    """The characters of a file that nobody sees, and those without which nothing is misread or looks like another text.

    Mostly there are none, and none of what the rules of this family know about them has to be looked for.
    """
    source = document.source
    expression = _RARE_OR_LONG if _LONG_IN_UTF_8 in source.encoded else _RARE
    return frozenset(expression.findall(source.text))
