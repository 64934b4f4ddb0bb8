"""How is an audit given to a program?"""

from __future__ import annotations

from collections.abc import Iterator

import msgspec

from koetsu.engine.audit.model import AuditData

_END = b"]}"


def render(data: AuditData) -> Iterator[bytes]:
    """One JSON object, as ``audit.schema.json`` describes it, with each article in a line of its own."""
    encode = msgspec.json.Encoder().encode
    # The articles are the last field; they are encoded one by one, as they are decoded.
    frame = encode(msgspec.structs.replace(data, articles=[]))
    yield frame[: -len(_END)]
    separator = b"\n"
    for article in data.articles:
        yield separator + encode(article)
        separator = b",\n"
    yield b"\n" + _END + b"\n"
