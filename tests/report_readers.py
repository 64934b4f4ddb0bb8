"""What does a program learn that reads a format by its specification, without koetsu?

One reader a format. Lines and columns that it gives count from 0, in the unit of the format; what a format does not say
is None.
"""

import json
import re
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable
from html.parser import HTMLParser
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import unquote, urlsplit

from junitparser import JUnitXml
from markdown_it import MarkdownIt

from koetsu.output.data.xml import possible
from koetsu.output.terminal.cells import visible

Unit = Literal["utf-8", "utf-16-le", "utf-32-le"]
_COMMAND = re.compile(r"::([\w-]+)(?: (.*?))?::(.*)")
_LINKS = re.compile(r"(?: \[(?:\\.|[^\\\[\]])*\]\(\d+\))*\Z")
"""Links to related locations, at the end of a message of SARIF."""
_SARIF_LINKS = re.compile(r"(?: \[(?:[^\\\[\]]|\\.)*\]\(\d+\))+\Z")
_WIDTH: dict[Unit, int] = {"utf-8": 1, "utf-16-le": 2, "utf-32-le": 4}


class Range(NamedTuple):
    """Where something stands."""

    line: int
    column: int | None
    end_line: int | None = None
    end_column: int | None = None


class Note(NamedTuple):
    """A second place that explains a finding."""

    message: str
    range: Range
    path: str


class Told(NamedTuple):
    """A finding, as far as a format tells of it."""

    path: str
    rule: str
    message: str
    range: Range
    related: list[Note] | None = None
    edits: list[tuple[str, Range]] | None = None


class Text:
    """The text of a file without a byte-order mark, in the lines and units that a client counts."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._lines = re.findall(r"[^\r\n]*(?:\r\n|\r|\n)", text)
        self._lines.append(text[sum(map(len, self._lines)) :])

    def place(self, offset: int, unit: Unit) -> tuple[int, int]:
        """Line and column of a code point."""
        line = 0
        while line + 1 < len(self._lines) and offset >= len(self._lines[line]):
            offset -= len(self._lines[line])
            line += 1
        return line, len(self._lines[line][:offset].encode(unit)) // _WIDTH[unit]

    def cut(self, place: Range, unit: Unit) -> str:
        """What stands in a range that is told in full."""
        start, end = self._offset(place.line, place.column, unit), self._offset(place.end_line, place.end_column, unit)
        return self._text.encode(unit)[start:end].decode(unit)

    def _offset(self, line: int, column: int, unit: Unit) -> int:
        return len("".join(self._lines[:line]).encode(unit)) + column * _WIDTH[unit]


class Reader(NamedTuple):
    """How to read a format."""

    read: Callable[[str], Iterable[Told]]
    unit: Unit = "utf-32-le"
    spelled: Callable[[str], str] = str
    """How the format spells a sentence that it cannot hold as it is."""
    from_root: bool = False
    """Whether paths begin at the root of the repository."""
    tells_ends: bool = False
    """Whether every range is told in full."""


def _read_concise(text: str) -> Iterable[Told]:
    for line in text.split("\n")[:-1]:
        path, row, column, rule, message = re.fullmatch(r"(.+?):(\d+):(\d+): \w+ (\w+) (.*)", line).groups()
        yield Told(path, rule, message, Range(int(row) - 1, int(column) - 1))


def _read_full(text: str) -> Iterable[Told]:
    """The head of each note; the sentence below it is wrapped as the terminal wants it."""
    for path, row, column, rule in re.findall(r"^(\S.*?):(\d+):(\d+)  \w+  (\w+) ", text, re.MULTILINE):
        yield Told(path, rule, "", Range(int(row) - 1, int(column) - 1))


def _json_range(value: dict, column: str = "column", base: int = 1) -> Range:
    ends = (value["start"], value["end"])
    return Range(*(number - base for end in ends for number in (end["line"], end[column])))


def _json_told(found: dict) -> Told:
    return Told(
        found["path"],
        found["rule"],
        found["message"],
        _json_range(found["range"]),
        [Note(note["message"], _json_range(note["range"]), note["path"]) for note in found["related"]],
        [(edit["text"], _json_range(edit["range"])) for fix in found["fixes"] for edit in fix["edits"]],
    )


def _read_json(text: str) -> Iterable[Told]:
    return map(_json_told, json.loads(text)["diagnostics"])


def _read_jsonl(text: str) -> Iterable[Told]:
    return (_json_told(json.loads(line)) for line in text.split("\n")[:-1])


def _read_lsp(text: str) -> Iterable[Told]:
    def range_of(value: dict) -> Range:
        return _json_range(value, "character", 0)

    def path_of(uri: str) -> str:
        return Path(unquote(urlsplit(uri).path)).relative_to(Path.cwd()).as_posix()

    for document in json.loads(text):
        path = path_of(document["uri"])
        for found in document["diagnostics"]:
            yield Told(
                path,
                found["code"],
                found["message"],
                range_of(found["range"]),
                [
                    Note(note["message"], range_of(note["location"]["range"]), path_of(note["location"]["uri"]))
                    for note in found.get("relatedInformation", [])
                ],
                [(edit["newText"], range_of(edit["range"])) for fix in found["data"]["fixes"] for edit in fix["edits"]],
            )


def _reviewdog_told(found: dict) -> Told:
    return Told(
        found["location"]["path"],
        found["code"]["value"],
        found["message"],
        _json_range(found["location"]["range"]),
        [
            Note(note["message"], _json_range(note["location"]["range"]), note["location"]["path"])
            for note in found.get("related_locations", [])
        ],
        [(edit["text"], _json_range(edit["range"])) for edit in found.get("suggestions", [])],
    )


def _read_rdjson(text: str) -> Iterable[Told]:
    return map(_reviewdog_told, json.loads(text)["diagnostics"])


def _read_rdjsonl(text: str) -> Iterable[Told]:
    return (_reviewdog_told(json.loads(line)) for line in text.split("\n")[:-1])


def _read_checkstyle(text: str) -> Iterable[Told]:
    for file in ET.fromstring(text):
        for found in file:
            place = Range(int(found.get("line")) - 1, int(found.get("column")) - 1)
            yield Told(file.get("name"), found.get("source").removeprefix("koetsu."), found.get("message"), place)


def _read_junit(text: str) -> Iterable[Told]:
    for suite in JUnitXml.fromstring(text.encode()):
        for case in suite:
            for result in case.result:
                (message, place, _), *related = map(_located, _sentences(result.text, suite.name))
                yield Told(suite.name, case.name.split(" ")[0], message, place, related)


def _sentences(text: str, path: str) -> list[str]:
    """The sentences of a text, each but the first behind the end of a line and its place in the file."""
    return re.split(rf"\n(?=(?:{re.escape(path)}|[^\n:]*\.md):\d+:\d+: )", text)


def _located(sentence: str) -> Note:
    path, row, column, message = re.fullmatch(r"(.+?):(\d+):(\d+): (.*)", sentence, re.DOTALL).groups()
    return Note(message, Range(int(row) - 1, int(column) - 1), path)


def _read_github(text: str) -> Iterable[Told]:
    """The annotations among the workflow commands, whose values are escaped."""
    stopped_until = None
    for line in text.split("\n"):
        name, properties, data = match.groups() if (match := _COMMAND.fullmatch(line)) else ("", "", "")
        if stopped_until is not None:
            stopped_until = None if name == stopped_until else stopped_until
        elif name == "stop-commands":
            stopped_until = data
        elif name in ("error", "warning", "notice"):
            values = dict(pair.split("=", 1) for pair in properties.split(","))
            found = {key: _unescaped(value) for key, value in values.items()}
            place = [int(found[key]) - 1 if key in found else None for key in ("line", "col", "endLine", "endColumn")]
            message, *related = _sentences(_unescaped(data), found["file"])
            yield Told(found["file"], found["title"].split(" ")[0], message, Range(*place), [*map(_located, related)])


def _unescaped(value: str) -> str:
    """Percent signs last: what one of them stands for is not looked at again."""
    for code, character in (("%0D", "\r"), ("%0A", "\n"), ("%3A", ":"), ("%2C", ","), ("%25", "%")):
        value = value.replace(code, character)
    return value


def _read_gitlab(text: str) -> Iterable[Told]:
    for found in json.loads(text):
        message = found["description"].removeprefix(f"{found['check_name']}: ")
        begin, end = (found["location"]["positions"][edge] for edge in ("begin", "end"))
        place = _json_range({"start": begin, "end": end})
        yield Told(found["location"]["path"], found["check_name"], message, place)


class _Page(HTMLParser):
    """The rows of the tables of a page, each with the heading above it."""

    def __init__(self) -> None:
        super().__init__()
        self.rows: list[tuple[str, list[str]]] = []
        self._heading = ""
        self._cells: list[str] = []
        self._text = ""

    def handle_starttag(self, tag: str, attrs: object) -> None:
        if tag == "br":
            self._text += "\n"
        elif tag in ("h3", "td"):
            self._text = ""
        elif tag == "tr":
            self._cells = []

    def handle_data(self, data: str) -> None:
        self._text += data

    def handle_endtag(self, tag: str) -> None:
        if tag == "h3":
            self._heading = self._text
        elif tag == "td":
            self._cells.append(self._text)
        elif tag == "tr" and self._heading and self._cells:
            self.rows.append((self._heading, self._cells))


def _with_path(note: str, path: str) -> str:
    """A note with the path of the file in front; the page leaves it out where that is the file of the finding."""
    whole = f"{path}:{note}" if re.match(r"\d+:\d+ ", note) else note
    return re.sub(r"(:\d+:\d+) ", r"\1: ", whole, count=1)


def _read_markdown(text: str) -> Iterable[Told]:
    """What a browser shows of the tables of findings, which stand below the names of files."""
    page = _Page()
    page.feed(MarkdownIt("commonmark").enable("table").render(text))
    for path, (place, _, rule, sentences, _) in page.rows:
        message, *related = sentences.split("\n")
        line, column = place.split(":")
        notes = [_located(_with_path(note, path)) for note in related]
        yield Told(path, rule, message, Range(int(line) - 1, int(column) - 1), notes)


def _read_sarif(text: str) -> Iterable[Told]:
    """The results; a location that another one includes stands for it, and links in the text lead to related ones."""
    for run in json.loads(text)["runs"]:
        assert run["columnKind"] == "unicodeCodePoints"
        for found in run["results"]:
            (location,) = found["locations"]
            related = {one["id"]: one for one in found.get("relatedLocations", [])}
            for relationship in location.get("relationships", []):
                assert relationship["kinds"] == ["isIncludedBy"]
                location = related.pop(relationship["target"])
            edits = [
                (edit["insertedContent"]["text"], _sarif_range(edit["deletedRegion"]))
                for fix in found.get("fixes", [])
                for change in fix["artifactChanges"]
                for edit in change["replacements"]
            ]
            yield Told(
                unquote(location["physicalLocation"]["artifactLocation"]["uri"]),
                found["ruleId"],
                _SARIF_LINKS.sub("", found["message"]["text"]).replace("\\](", "]("),
                _sarif_range(location["physicalLocation"]["region"]),
                [
                    Note(
                        one["message"]["text"],
                        _sarif_range(one["physicalLocation"]["region"]),
                        unquote(one["physicalLocation"]["artifactLocation"]["uri"]),
                    )
                    for one in related.values()
                ],
                edits,
            )


def _sarif_range(region: dict) -> Range:
    return Range(*(region[key] - 1 for key in ("startLine", "startColumn", "endLine", "endColumn")))


READERS = {
    "checkstyle": Reader(_read_checkstyle, spelled=possible),
    "concise": Reader(_read_concise, spelled=visible),
    "full": Reader(_read_full, spelled=lambda _: ""),
    "github": Reader(_read_github, from_root=True),
    "gitlab": Reader(_read_gitlab, from_root=True, tells_ends=True),
    "json": Reader(_read_json, tells_ends=True),
    "jsonl": Reader(_read_jsonl, tells_ends=True),
    "junit": Reader(_read_junit, spelled=possible),
    "lsp": Reader(_read_lsp, "utf-16-le", tells_ends=True),
    "markdown": Reader(_read_markdown, spelled=visible),
    "rdjson": Reader(_read_rdjson, "utf-8", tells_ends=True),
    "rdjsonl": Reader(_read_rdjsonl, "utf-8", tells_ends=True),
    "sarif": Reader(_read_sarif, from_root=True, tells_ends=True),
}
