"""Which patterns does a configuration file define, and what is wrong with them?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec
from msgspec import UNSET

from koetsu.engine.config.faults import Fault, shown
from koetsu.engine.config.file import ConfigurationFile, KeyPath
from koetsu.engine.config.tables import PatternTable, Rules
from koetsu.engine.patterns.pattern import Pattern
from koetsu.message import Message, excerpt
from koetsu.text.tree import SyntaxFault


def combined(patterns: Iterable[Pattern]) -> tuple[Pattern, ...]:
    """Patterns from the ground up as one set, in the order of the ids; of two with one id the later counts."""
    by_id = {pattern.id: pattern for pattern in patterns}
    return tuple(by_id[name] for name in sorted(by_id))


def read_patterns(file: ConfigurationFile, data: dict[str, Any], registry: Rules, faults: list[Fault]) -> list[Pattern]:
    """The patterns of a file, the faulty ones included, so that their ids mean something elsewhere; each fault is
    noted that the types of the table do not tell.
    """
    entries = data["patterns"] if isinstance(data["patterns"], list) else []
    patterns = [_pattern(entry) for entry in entries]
    often = Counter(pattern.id for pattern, _ in patterns)
    seen: set[str] = set()
    kept = []
    for index, (pattern, is_whole) in enumerate(patterns):
        check = _Check(file, ("patterns", index), faults)
        named = [rule for word in (pattern.id, pattern.id.upper(), pattern.id.lower()) for rule in registry.find(word)]
        if named and pattern.id:
            meant = named[0].label() if len(set(named)) == 1 else ", ".join(sorted({rule.code for rule in named})[:3])
            check.fault(("id",), "pattern-taken", id=pattern.id, rule=meant)
        elif often[pattern.id] > 1 and pattern.id in seen:
            check.fault(("id",), "pattern-twice", id=pattern.id)
        elif pattern.id:
            seen.add(pattern.id)
            kept.append(pattern)
        if is_whole:
            check.content(pattern, entries[index])
    return kept


def _pattern(entry: Any) -> tuple[Pattern, bool]:
    """What a table defines, and whether it is all there; else only its id, if it has one, means something."""
    try:
        table = msgspec.convert(entry, PatternTable)
    except msgspec.ValidationError:
        name = entry.get("id") if isinstance(entry, dict) else None
        return Pattern(name if isinstance(name, str) else "", Message("", "")), False
    message = table.message
    pattern = Pattern(
        id=table.id,
        message=Message(message, message) if isinstance(message, str) else Message(message.ja, message.en),
        expression=None if table.pattern is UNSET else table.pattern,
        words=() if table.words is UNSET else tuple(table.words),
        scope=tuple(table.scope),
        severity=table.severity,
        replacement=None if table.replacement is UNSET else table.replacement,
        hits=tuple(table.examples.hit),
        misses=tuple(table.examples.miss),
    )
    return pattern, True


class _Check:
    """Looks into one pattern."""

    def __init__(self, file: ConfigurationFile, path: KeyPath, faults: list[Fault]) -> None:
        self._file = file
        self._path = path
        self._faults = faults

    def fault(self, place: KeyPath, key: str, /, offset: int | None = None, **values: Any) -> None:
        """Note a fault of a value, or of the character of it that has an offset."""
        path = (*self._path, *place)
        where = self._file.position(path) if offset is None else self._inside(path, offset)
        self._faults.append(self._file.fault(where, key, **values))

    def _inside(self, path: KeyPath, offset: int) -> tuple[int, int]:
        from koetsu.text.toml_string import offset_in_string

        try:
            node = self._file.node.at(path)
        except SyntaxFault:
            return self._file.position(path)
        assert node is not None
        written = self._file.source[node.span]
        return self._file.at(node.span.start + offset_in_string(written, offset))

    def content(self, pattern: Pattern, entry: dict[str, Any]) -> None:
        """Note what is wrong with a pattern that has the form of one."""
        from koetsu.engine.patterns.expression import ExpressionFault, check_replacement, compiled

        if ("pattern" in entry) == ("words" in entry):
            self.fault(("words",) if "words" in entry else (), "pattern-or-words")
            return
        try:
            expression = compiled(pattern)
        except ExpressionFault as fault:
            self.fault(("pattern",), "expression", fault.offset, value=shown(pattern.expression), reason=fault.reason)
            return
        try:
            check_replacement(pattern.replacement or "", expression)
        except ExpressionFault as fault:
            self.fault(("replacement",), "replacement", fault.offset, value=shown(pattern.replacement))
            return
        for place, text, is_hit in _examples(pattern):
            self._example(pattern, place, text, is_hit)

    def _example(self, pattern: Pattern, place: KeyPath, text: str, is_hit: bool) -> None:
        from koetsu.engine.patterns.expression import Allowance, find

        try:
            found = next(find(pattern, text, Allowance(len(text))), None)
        except TimeoutError:
            self.fault(place, "example-slow", text=excerpt(text))
            return
        if is_hit and found is None:
            self.fault(place, "example-missed", text=excerpt(text))
        elif not is_hit and found is not None:
            self.fault(place, "example-found", text=excerpt(text), found=excerpt(found.group()))


def _examples(pattern: Pattern) -> Iterator[tuple[KeyPath, str, bool]]:
    for index, text in enumerate(pattern.hits):
        yield ("examples", "hit", index), text, True
    for index, text in enumerate(pattern.misses):
        yield ("examples", "miss", index), text, False
