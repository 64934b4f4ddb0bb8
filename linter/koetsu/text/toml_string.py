"""Where in a TOML string, as it is written, does a character of its value stand?"""

from __future__ import annotations

import re

_PLAIN = re.compile(r"\r\n|.", re.DOTALL)
_ESCAPED = re.compile(
    r"\\(?:u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|x[0-9A-Fa-f]{2}|(?P<nothing>[ \t]*\r?\n\s*)|.)|\r\n|.", re.DOTALL
)


def offset_in_string(written: str, offset: int) -> int:
    """The offset, in a string with its quotes, of what stands for a character of its value; of its end, the closing
    quotes.
    """
    quote = written[:3] if written[:3] in ('"""', "'''") else written[:1]
    at = len(quote)
    if len(quote) == 3:
        # A line end right behind the quotes belongs to none of the text.
        at += len(written[at : at + 2]) if written.startswith("\r\n", at) else written.startswith("\n", at)
    end = len(written) - len(quote)
    character = _PLAIN if quote[0] == "'" else _ESCAPED
    while at < end:
        found = character.match(written, at, end)
        assert found is not None
        if found.lastgroup is None:
            if not offset:
                break
            offset -= 1
        at = found.end()
    return at
