"""What does a service call a file?

A service knows the repository, not the working directory.
"""

from __future__ import annotations

from posixpath import join, normpath
from urllib.parse import quote

from koetsu.output import View
from koetsu.output.data.model import plain

_OF_A_URI = "/"
"""All but this and letters is encoded: a colon in the first part of a path would make it a scheme."""


def path_from_root(path: str, view: View) -> str:
    """The path of a file from the root of the repository, without ``./`` and ``..``; an absolute one stays."""
    return plain(normpath(join(view.prefix, path)))


def uri_from_root(path: str, view: View) -> str:
    """The same as a relative reference in UTF-8, percent-encoded; an absolute path becomes an address.

    Bytes of a name that are no UTF-8 are encoded as they are.
    """
    encoded = quote(normpath(join(view.prefix, path)).encode("utf-8", "surrogateescape"), safe=_OF_A_URI)
    return f"file://{encoded}" if encoded.startswith("/") else encoded
