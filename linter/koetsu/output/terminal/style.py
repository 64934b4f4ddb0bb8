"""What do colours mean?

They repeat what the words say and carry nothing of their own.
"""

from __future__ import annotations

from koetsu.diagnostic import Severity

_CODES = {
    "error": "1;31",
    "warning": "1;33",
    "info": "1;36",
    "place": "1",
    "frame": "2",
    "related": "34",
    "fix": "32",
}


class Style:
    """Sets text in colours, or leaves it as it is."""

    def __init__(self, colour: bool) -> None:
        self.colour = colour

    def __call__(self, role: Severity | str, text: str) -> str:
        """The text in the colour of a role, its leading blanks left out."""
        if not self.colour or not text.strip():
            return text
        start = len(text) - len(text.lstrip())
        return f"{text[:start]}\x1b[{_CODES[role]}m{text[start:]}\x1b[0m"
