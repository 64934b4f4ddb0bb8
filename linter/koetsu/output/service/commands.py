"""How is the runner of GitHub Actions told something, and how is it kept from taking text for a command?

A command is a line ``::name key=value,key=value::data``. Of the log that surrounds it any line might be one: an older
spelling, ``##[name]``, is even looked for in the middle of a line.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from hashlib import sha256

from koetsu.text.pattern import pattern

_DATA = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY = _DATA | str.maketrans({":": "%3A", ",": "%2C"})
_LIKE_A_COMMAND = pattern(r"(?:^|[\r\n])\s*::|##\[")


def command(name: str, data: str = "", /, **properties: str | int) -> str:
    """A command, with the end of its line."""
    values = ",".join(f"{key}={str(value).translate(_PROPERTY)}" for key, value in properties.items())
    return f"::{name}{values and ' '}{values}::{data.translate(_DATA)}\n"


def unheeded(pieces: Iterable[str]) -> Iterator[str]:
    """Lines for the log in which the runner takes nothing for a command.

    Where one looks like a command, commands are switched off. What switches them on again must not stand in the lines:
    it is a hash of them, the same each time, and whoever writes it into an article changes it.
    """
    lines = list(pieces)
    text = "".join(lines)
    if _LIKE_A_COMMAND.search(text):
        token = sha256(text.encode("utf-8", "surrogatepass")).hexdigest()
        lines = [command("stop-commands", token), *lines, command(token)]
    yield from lines
