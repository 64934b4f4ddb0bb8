"""How is a text written in XML 1.0, so that any reader gets back what was meant?"""

from __future__ import annotations

from koetsu.text.pattern import pattern

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
"""The first line of a document."""

_IMPOSSIBLE = pattern("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
"""What XML 1.0 cannot hold, not even as a reference."""
_PICTURES = 0x2400
_REPLACEMENT = "\ufffd"
_TEXT = {
    "&": "&amp;",
    "<": "&lt;",
    ">": "&gt;",  # stands nowhere for itself, so that "]]>" needs no thought
    "\r": "&#13;",  # which a reader would take for a line feed
}
_VALUE = {**_TEXT, '"': "&quot;", "\t": "&#9;", "\n": "&#10;"}  # the last two a reader would take for spaces
_IN_TEXT, _IN_VALUE = str.maketrans(_TEXT), str.maketrans(_VALUE)


def possible(text: str) -> str:
    """The text as XML can hold it: a control character becomes its picture (``␛``), what has none becomes U+FFFD."""
    return _IMPOSSIBLE.sub(lambda found: _picture(found.group()), text)


def content(text: str) -> str:
    """The text as it is written between tags."""
    return possible(text).translate(_IN_TEXT)


def tag(name: str, /, **attributes: str | int) -> str:
    """An element without content: ``<name key="value"/>``."""
    return f"<{_with_attributes(name, attributes)}/>"


def opening(name: str, /, **attributes: str | int) -> str:
    """The start of an element: ``<name key="value">``."""
    return f"<{_with_attributes(name, attributes)}>"


def _with_attributes(name: str, attributes: dict[str, str | int]) -> str:
    return " ".join(
        [name, *(f'{key}="{possible(str(value)).translate(_IN_VALUE)}"' for key, value in attributes.items())]
    )


def _picture(character: str) -> str:
    return chr(_PICTURES + ord(character)) if character < " " else _REPLACEMENT
