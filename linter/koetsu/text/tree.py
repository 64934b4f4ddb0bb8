"""Where does each value of a header or a configuration stand?"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple, TypeAlias

from koetsu.text.source import Span

JSON: TypeAlias = "dict[str, JSON] | list[JSON] | str | int | float | bool | None"
"""Plain data, as JSON knows it."""


class Duplicate(NamedTuple):
    """A key that stands twice in one mapping."""

    first: Span
    """The key where it stands first."""
    later: Span
    """The key where it stands again."""
    key: str


class SyntaxFault(Exception):  # noqa: N818 - a finding about somebody's text, not a failure of ours
    """A text that does not parse."""

    def __init__(
        self, reason: str, span: Span, values: Mapping[str, str] | None = None, first: Span | None = None
    ) -> None:
        super().__init__(reason)
        self.reason = reason
        """What is wrong, as a key that the messages know."""
        self.span = span
        """The characters that cannot be."""
        self.values = dict(values or {})
        """What belongs to the reason, such as the key concerned."""
        self.first = first
        """An earlier place that explains the fault: the first of two equal keys."""


class Node:
    """A value with its place in the file."""

    __slots__ = ("duplicates", "key_span", "members", "span", "text", "value")

    def __init__(
        self,
        value: JSON,
        span: Span,
        text: str,
        key_span: Span | None = None,
        members: dict[str, Node] | list[Node] | None = None,
        duplicates: list[Duplicate] | None = None,
    ) -> None:
        self.value = value
        """The value as plain data; dates are strings as they are written."""
        self.span = span
        """The value, quotes included; an empty value has an empty span behind its colon."""
        self.text = text
        """A scalar as it is written, without quotes; of a collection, the part of the file that it spans."""
        self.key_span = key_span
        """The key that it stands under, if it stands under one."""
        self.members = members
        """The values of a mapping or of a list; None for a scalar."""
        self.duplicates = duplicates or []
        """The keys of this mapping that stand more than once; not those of the mappings in it."""

    def at(self, path: Sequence[str | int]) -> Node | None:
        """The value under these keys and indices, if there is one."""
        node: Node | None = self
        for step in path:
            members = None if node is None else node.members
            if isinstance(members, dict) and isinstance(step, str):
                node = members.get(step)
            elif isinstance(members, list) and isinstance(step, int) and 0 <= step < len(members):
                node = members[step]
            else:
                return None
        return node

    def walk(self) -> Iterator[Node]:
        """This value and every value in it; one that several places share (a YAML alias) comes once."""
        seen: set[int] = set()
        waiting = [self]
        while waiting:
            node = waiting.pop()
            if id(node) in seen:
                continue
            seen.add(id(node))
            yield node
            members = node.members
            if members is not None:
                waiting.extend(reversed(list(members.values() if isinstance(members, dict) else members)))
