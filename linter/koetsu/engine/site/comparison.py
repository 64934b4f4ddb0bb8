"""What do rules find when the files of a site are compared?

The rules see a corpus; this module asks them, gives every finding its fingerprint and its places, and lets the settings
and the directives of the file decide in which it stands.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec
from xxhash import xxh3_64_hexdigest

from koetsu.diagnostic import Diagnostic
from koetsu.engine.check import Checker
from koetsu.engine.faults import crashed
from koetsu.engine.lint import place, verify_values
from koetsu.engine.registry import load_registry
from koetsu.engine.report import FileReport, Held, Positions
from koetsu.engine.site.digest import Digest, corpus_rules
from koetsu.engine.site.places import Places
from koetsu.errors import UnreadableSourceError
from koetsu.rule import CorpusRule
from koetsu.text.corpus import Corpus, Summary
from koetsu.text.source import Source

if TYPE_CHECKING:
    from koetsu.engine.config import Configuration
    from koetsu.engine.settings import Settings

_encode = msgspec.msgpack.Encoder().encode


class Member(NamedTuple):
    """A file that is compared with the others."""

    digest: Digest
    settings: Settings
    read: Callable[[], Source]
    """Its text, for the few files of which it is needed. Raises UnreadableSourceError."""

    @property
    def path(self) -> str:
        """As it is shown."""
        return self.digest.summary.path


class Compared(NamedTuple):
    """What the comparison found in one file."""

    diagnostics: list[Diagnostic]
    held: list[Held]
    """What a directive in the file keeps from being reported."""
    positions: Positions
    elsewhere: dict[str, Positions]
    """By path, the line and column of every offset in another file that the findings mention."""


class Comparison(NamedTuple):
    """What was found in all files together."""

    corpus: Corpus
    found: dict[str, Compared]
    """By path, for the files in which anything was found."""
    faults: list[Diagnostic]
    """Which rules could not do their work; at no place in any file."""


def compare(corpus: Corpus, members: Iterable[Member], configuration: Configuration) -> Comparison:
    """Ask the rules over many files about a corpus, whose documents the members are.

    Options are those of the working directory; whether a rule is selected, and how severe it is, the settings of the
    file say in which a finding stands. Raises ConfigurationError.
    """
    by_path = {member.path: member for member in members}
    corpus.deaf = _deaf(by_path.values(), configuration)
    places = Places(corpus.by_path, lambda path: by_path[path].read())
    rules = _rules(by_path.values(), configuration)
    faults: list[Diagnostic] = []
    found: dict[str, list[Diagnostic]] = defaultdict(list)
    for rule in rules:
        try:
            reported = list(rule.check(corpus))
            _verify(rule, reported, places)
        except Exception as error:  # as in ``lint``: the other rules go on
            faults.append(crashed(rule.code, ".", error))
            continue
        for path, diagnostic in reported:
            if diagnostic.rule in by_path[path].settings.select:
                found[path].append(diagnostic)
    checker = Checker(load_registry())
    compared = {
        path: _compared(by_path[path], _identified(corpus.by_path[path], found[path]), checker, places)
        for path in sorted(found)
    }
    return Comparison(corpus, compared, faults)


def fingerprinted(corpus: Corpus, configuration: Configuration, codes: Iterable[str]) -> dict[str, list[Diagnostic]]:
    """By path, what some rules find in a corpus, before any file has a say; of a rule that crashes, nothing."""
    found: dict[str, list[Diagnostic]] = defaultdict(list)
    for rule in _configured(configuration, codes):
        try:
            for path, diagnostic in rule.check(corpus):
                found[path].append(diagnostic)
        except Exception:  # told once, of the corpus as it is now
            continue
    return {path: _identified(corpus.by_path[path], diagnostics) for path, diagnostics in found.items()}


def _deaf(members: Iterable[Member], configuration: Configuration) -> dict[str, frozenset[str]]:
    """By the code of a rule, the files whose settings do not select it, for the rules of which there are any."""
    by_choice: dict[tuple[str, ...], list[str]] = defaultdict(list)
    for member in members:
        by_choice[member.settings.select].append(member.path)
    deaf: dict[str, set[str]] = defaultdict(set)
    codes = {rule.code for rule in corpus_rules(configuration.registry.rules)}
    for chosen, paths in by_choice.items():
        for code in codes.difference(chosen):
            deaf[code].update(paths)
    return {code: frozenset(paths) for code, paths in deaf.items()}


def _rules(members: Iterable[Member], configuration: Configuration) -> Sequence[CorpusRule[Any]]:
    """The rules that some file selects."""
    selected: set[str] = set()
    for settings in {member.settings.key(): member.settings for member in members}.values():
        selected.update(settings.select)
    return list(_configured(configuration, selected))


def _configured(configuration: Configuration, codes: Iterable[str]) -> Iterator[CorpusRule[Any]]:
    options = configuration.settings_of_site.options
    wanted = set(codes)
    for rule in corpus_rules(configuration.registry.rules):
        if rule.code in wanted:
            yield rule(msgspec.convert(options.get(rule.code, {}), rule.options_type))


def _verify(rule: CorpusRule[Any], found: Sequence[tuple[str, Diagnostic]], places: Places) -> None:
    """Raise an exception for what cannot be shown or stored, such as a place in a document that is not there."""
    for path, diagnostic in found:
        places.positions(path, diagnostic.span)
        verify_values(type(rule), diagnostic.message, diagnostic.values)
        for related in diagnostic.related:
            places.positions(related.path or path, related.span)
            verify_values(type(rule), related.message, related.values)
        if diagnostic.fixes:
            raise ValueError("a fix for a finding that other files make one")
    _encode([diagnostic for _, diagnostic in found])


def _identified(summary: Summary, diagnostics: Iterable[Diagnostic]) -> list[Diagnostic]:
    """The findings in a file, in the order of the text, each with its fingerprint."""
    ordinals: Counter[tuple[str, str]] = Counter()
    found = []
    for diagnostic in sorted(diagnostics, key=place):
        same = (diagnostic.rule, _identity(summary, diagnostic))
        fingerprint = xxh3_64_hexdigest("\0".join((*same, str(ordinals[same]))).encode("utf-8", "surrogatepass"))
        ordinals[same] += 1
        found.append(msgspec.structs.replace(diagnostic, fingerprint=fingerprint))
    return found


def _identity(summary: Summary, diagnostic: Diagnostic) -> str:
    """What makes a finding the same after the file was edited: of one about a text, the sentences that it spans."""
    if diagnostic.identity is not None:
        return diagnostic.identity
    if diagnostic.scope == "file":
        return ""
    sentences = summary.sentences
    start, end = diagnostic.span
    return " ".join(
        f"{digest:016x}" for digest, at in zip(sentences.hashes, sentences.starts, strict=True) if start <= at < end
    )


def _compared(member: Member, found: Sequence[Diagnostic], checker: Checker, places: Places) -> Compared:
    settings = member.settings
    graded = [
        msgspec.structs.replace(diagnostic, severity=settings.severity.get(diagnostic.rule, diagnostic.severity))
        for diagnostic in found
    ]
    kept, held = graded, list[Held]()
    if member.digest.has_directives:
        with suppress(UnreadableSourceError):  # it was there when it was summarised
            kept, held = checker.held_back(member.read(), settings, graded)
    positions: Positions = {}
    elsewhere: dict[str, Positions] = defaultdict(dict)
    for diagnostic in graded:
        positions |= places.positions(member.path, diagnostic.span)
        for related in diagnostic.related:
            if related.path is None or related.path == member.path:
                positions |= places.positions(member.path, related.span)
            else:
                elsewhere[related.path] |= places.positions(related.path, related.span)
    return Compared(kept, held, positions, dict(elsewhere))


def joined(file: FileReport, compared: Compared | None) -> FileReport:
    """The report of a file with what the comparison found in it."""
    if compared is None:
        return msgspec.structs.replace(file, was_compared=True)
    return msgspec.structs.replace(
        file,
        diagnostics=sorted([*file.diagnostics, *compared.diagnostics], key=place),
        held=sorted([*file.held, *compared.held], key=lambda held: place(held.diagnostic)),
        positions={**file.positions, **compared.positions},
        elsewhere=compared.elsewhere,
        was_compared=True,
    )
