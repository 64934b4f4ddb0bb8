"""What did an older audit say, as far as another one is compared with it?"""

from __future__ import annotations

import mmap
from pathlib import Path

import msgspec

from koetsu.engine.audit.model import FORMAT, CountData, ToolData, TotalsData


class FormerFinding(msgspec.Struct, frozen=True):
    """A finding of an older audit."""

    rule: str
    fingerprint: str
    counted: bool


class FormerArticle(msgspec.Struct, frozen=True):
    """An article of an older audit."""

    path: str
    title: str
    date: str | None
    counts: dict[str, CountData]
    findings: list[FormerFinding]


class FormerAudit(msgspec.Struct, frozen=True):
    """An older audit."""

    tool: ToolData
    totals: TotalsData
    articles: list[FormerArticle]


class _Head(msgspec.Struct):
    """What tells an audit, of whatever version, from any other JSON."""

    format: int
    listed_per_rule: int


class NoAuditError(ValueError):
    """What was read is no audit."""


class OtherFormatError(ValueError):
    """What was read is an audit of another format, which another version of koetsu wrote."""


def read_former(file: Path) -> FormerAudit:
    """The audit that ``koetsu audit --json`` wrote into a file.

    Raises OSError, NoAuditError and OtherFormatError. The file is looked at where it lies: that of tens of thousands of
    articles is large, and most of it is not needed.
    """
    with file.open("rb") as stream:
        try:
            data: bytes | mmap.mmap = mmap.mmap(stream.fileno(), 0, access=mmap.ACCESS_READ)
        except (OSError, ValueError):  # a pipe, or an empty file
            data = stream.read()
    try:
        return _decoded(data)
    finally:
        if isinstance(data, mmap.mmap):
            data.close()


def _decoded(data: bytes | mmap.mmap) -> FormerAudit:
    try:
        head = msgspec.json.decode(data, type=_Head)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise NoAuditError(str(error)) from None
    if head.format != FORMAT:
        raise OtherFormatError(str(head.format))
    try:
        return msgspec.json.decode(data, type=FormerAudit)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        raise NoAuditError(str(error)) from None
