"""How is a finding told in SARIF?

Code scanning at GitHub shows a result on a pull request only if every line of its region lies inside the change, and it
marks the whole region. A finding of several lines therefore stands on the part of it that is in its first line; the
whole is a related location, and a relationship says that it includes the first one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from koetsu.diagnostic import Diagnostic, Related
from koetsu.engine.report import FileReport, Held, Report, is_in
from koetsu.message import Message, Value
from koetsu.output import View
from koetsu.output.service.paths import uri_from_root
from koetsu.output.service.sarif.model import (
    Artifact,
    ArtifactChange,
    Fix,
    FixProperties,
    Location,
    Notification,
    Place,
    Region,
    Relationship,
    Replacement,
    Result,
    RuleReference,
    Suppression,
    Text,
)
from koetsu.output.service.sarif.rules import LEVELS
from koetsu.text.source import Position, Span

ROOT = "%SRCROOT%"
"""What relative addresses start from: the root of the repository."""
FINGERPRINT = "koetsu/v1"
"""Our own. GitHub's, ``primaryLocationLineHash``, its uploader makes itself, and warns where another is given."""

_MOST_RELATED = 100
"""What GitHub keeps of them."""
_MOST_LINKS = 3
"""How many places a message names in its text: there may be many copies."""
_LINK_SIGNS = str.maketrans({sign: f"\\{sign}" for sign in "\\[]"})
_WHOLE = Message(ja="該当箇所の全体", en="all of it")


class FileResults:
    """The findings in one file, as results."""

    def __init__(self, report: Report, file: FileReport, indices: Mapping[str, int], view: View) -> None:
        self._report = report
        self._file = file
        self._indices = indices
        """Of the rules in the log, by code."""
        self._language = view.language
        self._view = view
        self._artifact = self._artifact_of(file.path)

    def reported(self, diagnostic: Diagnostic, *, beside_held: bool) -> Result:
        """A finding that is reported; in a log that also holds such that are not, it says that nothing hides it."""
        return self._result(diagnostic, [*self._fixes(diagnostic)], [] if beside_held else None)

    def held(self, held: Held) -> Result:
        """A finding that a directive or the baseline keeps from being reported."""
        hidden = Suppression("inSource", held.reason) if held.by == "directive" else Suppression("external")
        return self._result(held.diagnostic, [], [hidden])

    def notification(self, diagnostic: Diagnostic) -> Notification:
        """What koetsu could not do."""
        return Notification(
            level=LEVELS[diagnostic.severity],
            message=Text(self._say(diagnostic.rule, diagnostic.message, diagnostic.values)),
            locations=[Location(self._place(diagnostic.span))],
            associated_rule=RuleReference(diagnostic.rule, self._indices[diagnostic.rule]),
        )

    def _result(
        self, diagnostic: Diagnostic, fixes: Sequence[Fix], suppressions: Sequence[Suppression] | None
    ) -> Result:
        related = [*self._related(diagnostic)]
        location = Location(self._place(diagnostic.span))
        start, end = self._report.range(self._file, diagnostic.span)
        if start.line != end.line:
            number = len(related) + 1
            related.append(Location(location.physical_location, number, Text(_WHOLE.format(self._language, {}, {}))))
            first_line = Place(self._artifact, _region(start, self._end_of_line(diagnostic.span, start)))
            location = Location(first_line, relationships=[Relationship(number, ["isIncludedBy"])])
        sentence = self._say(diagnostic.rule, diagnostic.message, diagnostic.values)
        return Result(
            rule_id=diagnostic.rule,
            rule_index=self._indices[diagnostic.rule],
            level=LEVELS[diagnostic.severity],
            message=Text(_with_links(sentence, related)),
            locations=[location],
            partial_fingerprints={FINGERPRINT: diagnostic.fingerprint},
            related_locations=related,
            fixes=fixes,
            suppressions=suppressions,
        )

    def _related(self, diagnostic: Diagnostic) -> Iterator[Location]:
        for number, note in enumerate(diagnostic.related[: _MOST_RELATED - 1], 1):
            sentence = self._say(diagnostic.rule, note.message, note.values)
            yield Location(self._place(note), number, Text(sentence))

    def _fixes(self, diagnostic: Diagnostic) -> Iterator[Fix]:
        for fix in diagnostic.fixes:
            replacements = [
                Replacement(_region(*self._report.range(self._file, edit.span)), Text(edit.text)) for edit in fix.edits
            ]
            if replacements:
                title = self._say(diagnostic.rule, fix.title, fix.values)
                yield Fix(Text(title), [ArtifactChange(self._artifact, replacements)], FixProperties(fix.safe))

    def _place(self, place: Span | Related) -> Place:
        artifact = self._artifact
        if isinstance(place, Related) and not is_in(self._file, place):
            artifact = self._artifact_of(str(place.path))
        return Place(artifact, _region(*self._report.range(self._file, place)))

    def _artifact_of(self, path: str) -> Artifact:
        uri = uri_from_root(path, self._view)
        return Artifact(uri, None if uri.startswith("file:") else ROOT)

    def _end_of_line(self, span: Span, start: Position) -> Position:
        """Where the line ends in which a span starts; where it starts, if the file is another one by now."""
        source = self._report.source(self._file)
        if span.end > len(source) or source.position(span.start) != start:
            return start
        return Position(start.line, source.line_span(start.line).end - source.line_starts[start.line])

    def _say(self, rule: str, key: str, values: Mapping[str, Value]) -> str:
        return self._report.rules[rule].say(key, values, self._language)


def _region(start: Position, end: Position) -> Region:
    return Region(start.line + 1, start.column + 1, end.line + 1, end.column + 1)


def _with_links(sentence: str, related: Sequence[Location]) -> str:
    """A sentence that leads to the places which explain it: GitHub shows only those that the text names."""
    # What looks like a link in the sentence comes from an article.
    links = [f"[{_label(location)}]({location.id})" for location in related[:_MOST_LINKS]]
    return " ".join([sentence.replace("](", "\\]("), *links])


def _label(location: Location) -> str:
    text = location.message.text if location.message else ""
    return " ".join(text.split()).translate(_LINK_SIGNS)
