"""What is wrong with a YAML text that does not parse, and where exactly?

libyaml says where it gave up, which is often a line below the mistake, and in words that help a programmer. This module
looks at the lines around that place and names the mistake that a writer made.
"""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from koetsu.text.source import Span
from koetsu.text.tree import SyntaxFault

_CONTROL = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_LINE = re.compile(r"[^\r\n]*")
_KEY_VALUE = re.compile(r"(?P<indent>[ \t]*(?:-[ \t]+)*)(?P<key>[^\s:#][^:\r\n]*?)[ \t]*:[ \t]+(?P<value>[^\r\n]*)")
_TIGHT_COLON = re.compile(r"[ \t]*(?:-[ \t]+)*[A-Za-z_][\w-]*(:)(?=[^\s:])")
_WIDE_COLON = re.compile(r"[ \t]*(?:-[ \t]+)*[^\s:：]+(：)")
_QUOTED = re.compile(r"""\"(?:[^"\\\r\n]|\\.)*+\"|'(?:[^'\r\n]|'')*+'""")
_KEY = re.compile(r"[ \t]*[A-Za-z_][\w-]*[ \t]*:(?=[\s]|\Z)")


class _Line(NamedTuple):
    start: int
    end: int
    text: str

    @property
    def content(self) -> tuple[int, int]:
        """Its visible part."""
        end = self.start + len(self.text.rstrip())
        return min(self.start + len(self.text) - len(self.text.lstrip()), end), end


def explain(error: Any, text: str, base: int) -> SyntaxFault:
    """The fault behind an error of the parser."""
    control = _CONTROL.search(text)
    if control is not None:
        code = f"U+{ord(control.group()):04X}"
        return SyntaxFault("yaml-character", Span(base + control.start(), base + control.end()), {"code": code})
    reason, start, end, values = _Explanation(error, text).find()
    return SyntaxFault(reason, Span(base + start, base + max(start, end)), values)


_Finding = tuple[str, int, int, dict[str, str]]


class _Explanation:
    def __init__(self, error: Any, text: str) -> None:
        self.text = text
        self.problem: str = getattr(error, "problem", None) or ""
        self.context: str = getattr(error, "context", None) or ""
        self.at = _index(getattr(error, "problem_mark", None), len(text))
        self.from_ = _index(getattr(error, "context_mark", None), self.at)
        self.lines: list[_Line] = []
        start = 0
        for part in re.split(r"(\r\n|\n|\r)", text):
            if part in ("\r\n", "\n", "\r"):
                start += len(part)
            else:
                self.lines.append(_Line(start, start + len(part), part))
                start += len(part)

    def find(self) -> _Finding:
        problem, context = self.problem, self.context
        at = self.at
        if self.text[at : at + 1] == "\t" or "tab character" in problem:
            return self._tab()
        if "escape" in problem or "hexdec" in problem:
            end = at + 2 if self.text[at : at + 1] == "\\" else at + 1
            return "yaml-escape", at, end, {"sequence": self.text[at:end]}
        if "block scalar" in context:
            return self._reserved(self.from_)
        if "another document" in problem:
            return "yaml-document", *self._line(at).content, {}
        if "alias" in problem or "anchor" in problem or "alias" in context or "anchor" in context:
            place = self.from_ if self.text[self.from_ : self.from_ + 1] in ("*", "&") else at
            return self._reserved(place)
        open_quote = self._open_quote()
        if open_quote is not None:
            return open_quote
        if "mapping values" in problem:
            return self._colon()
        if "expected ':'" in problem:
            return self._missing_colon(self._line(self.from_))
        if (
            "cannot start any token" in problem
            or "directive" in context
            or "node content" in problem
            or "tag" in context
        ):
            return self._reserved(self.from_ if "directive" in context or "tag" in context else at)
        if "sequence entries" in problem:
            return "yaml-list", *self._line(at).content, {}
        if "flow" in context:
            return self._flow()
        return self._behind_value() or self._line_fault()

    def _line(self, at: int) -> _Line:
        return next((line for line in reversed(self.lines) if line.start <= at), self.lines[0])

    def _before(self, line: _Line) -> _Line | None:
        earlier = [other for other in self.lines if other.start < line.start and other.text.strip()]
        return earlier[-1] if earlier else None

    def _tab(self) -> _Finding:
        start = self.at
        end = start
        while self.text[end : end + 1] in ("\t", " "):
            end += 1
        return "yaml-tab", start, max(end, start + 1), {}

    def _reserved(self, at: int) -> _Finding:
        character = self.text[at : at + 1]
        if not character.strip():
            return self._line_fault()
        return "yaml-reserved", at, at + 1, {"character": character}

    def _open_quote(self) -> _Finding | None:
        """The first value whose quotation mark is not closed on its line although the next line is a key."""
        for index, line in enumerate(self.lines):
            found = _KEY_VALUE.match(line.text)
            if found is None or found["value"][:1] not in ('"', "'") or _QUOTED.match(found["value"]):
                continue
            following = next((other for other in self.lines[index + 1 :] if other.text.strip()), None)
            if following is None or _KEY.match(following.text) or following.text[:1] == "\t":
                start = line.start + found.start("value")
                return "yaml-quote", start, line.content[1], {"quote": found["value"][0], "key": found["key"]}
        if "quoted scalar" in self.context and "end of stream" in self.problem:
            line = self._line(self.from_)
            return "yaml-quote", self.from_, line.content[1], {"quote": self.text[self.from_], "key": ""}
        return None

    def _colon(self) -> _Finding:
        """A colon where none can stand."""
        line = self._line(self.at)
        behind = self._behind_value()
        if behind is not None:
            return behind
        before = line.text[: self.at - line.start]
        found = _KEY_VALUE.match(line.text)
        if found is not None and found.start("value") <= len(before):
            return "yaml-colon", self.at, self.at + 1, {"key": found["key"]}
        above = self._before(line)
        if above is None:
            return "yaml-colon", self.at, self.at + 1, {"key": before.strip()}
        deeper = len(line.text) - len(line.text.lstrip()) > len(above.text) - len(above.text.lstrip())
        if not deeper and (_KEY_VALUE.match(above.text) is None or _TIGHT_COLON.match(above.text)):
            return self._missing_colon(above)
        if deeper and _KEY.match(line.text):
            key = before.strip()
            start = line.content[0]
            return "yaml-indent", start, start + len(key), {"key": key}
        return "yaml-colon", self.at, self.at + 1, {"key": before.strip()}

    def _missing_colon(self, line: _Line) -> _Finding:
        tight = _TIGHT_COLON.match(line.text)
        if tight is not None:
            return "yaml-space", line.start + tight.start(1), line.start + tight.end(1), {}
        wide = _WIDE_COLON.match(line.text)
        if wide is not None:
            return "yaml-wide-colon", line.start + wide.start(1), line.start + wide.end(1), {}
        return "yaml-no-colon", *line.content, {}

    def _behind_value(self) -> _Finding | None:
        """Text behind a quoted or bracketed value on the line where the parser gave up."""
        line = self._line(self.at)
        found = _KEY_VALUE.match(line.text)
        if found is None or line.start + found.start("value") >= self.at:
            return None
        value, start = found["value"], line.start + found.start("value")
        if value[:1] in ("[", "{"):
            return "yaml-bracket", start, line.content[1], {"bracket": value[0], "key": found["key"]}
        quoted = _QUOTED.match(value)
        if quoted is None:
            return None
        rest = value[quoted.end() :]
        begin = start + quoted.end() + len(rest) - len(rest.lstrip())
        return "yaml-after-quote", begin, line.content[1], {"quote": value[0], "key": found["key"]}

    def _flow(self) -> _Finding:
        """A list or mapping in brackets that goes wrong."""
        opened = self._line(self.from_)
        bracket = self.text[self.from_ : self.from_ + 1]
        closing = "]" if bracket == "[" else "}"
        rest = self.text[self.from_ : opened.end]
        if closing not in rest:
            return "yaml-open-bracket", self.from_, opened.content[1], {"bracket": bracket, "closing": closing}
        if opened.start <= self.at < opened.end:
            token = re.compile(r"\"[^\"\r\n]*\"|'[^'\r\n]*'|[^\s,\]}]+").match(self.text, self.at)
            return "yaml-comma", self.at, token.end() if token else self.at + 1, {"bracket": bracket}
        return "yaml-bracket", self.from_, opened.content[1], {"bracket": bracket, "key": ""}

    def _line_fault(self) -> _Finding:
        """Nothing more can be said than which line it is."""
        line = self._line(min(self.at, len(self.text.rstrip())))
        if line.text[:1] in (" ", "-") and self._before(line) is not None:
            return "yaml-layout", *line.content, {}
        if _KEY_VALUE.match(line.text) is None and not _KEY.match(line.text):
            return self._missing_colon(line)
        return "yaml-syntax", *line.content, {}


def _index(mark: Any, default: int) -> int:
    index = getattr(mark, "index", None)
    return default if index is None else int(index)
