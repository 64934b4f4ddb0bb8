"""How does the page of a rule look on a terminal?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import msgspec

from koetsu.diagnostic import SEVERITY_WORDS
from koetsu.message import Language, Message
from koetsu.output.terminal.cells import visible
from koetsu.output.terminal.style import Style
from koetsu.output.terminal.wrap import wrap
from koetsu.page import EXAMPLE_TITLES, Example, Page, page_of
from koetsu.rule import BaseRule

_WIDEST = 100
_HEADING = re.compile(r"#+ +(.+)")
_ITEM = re.compile(r"([-*]|\d+[.)]) +")
_FENCE = re.compile(r"`{3,}|~{3,}")

_SEVERITY = Message(ja="重大度: {severity}", en="Severity: {severity}")
_OPTIONS = Message(ja="設定", en="Options")
_NO_OPTIONS = Message(ja="設定はありません。", en="This rule has no options.")
_DEFAULT = Message(ja="既定値", en="default")
_WITH = Message(ja="設定", en="with")


def explanation(rule: type[BaseRule[Any]], language: Language, width: int, colour: bool) -> Iterator[str]:
    """The lines of the page of a rule, with its options and its examples."""
    last = None
    for line in _Explanation(rule, language, min(max(width, 40), _WIDEST), Style(colour)).lines():
        if line or last:
            yield line
        last = line


class _Explanation:
    def __init__(self, rule: type[BaseRule[Any]], language: Language, columns: int, style: Style) -> None:
        self._rule = rule
        self._language = language
        self._columns = columns
        self._style = style

    def lines(self) -> Iterator[str]:
        page = self._page()
        title = page.title.get(self._language) or next(iter(page.title.values()), self._rule.__doc__ or "")
        yield self._style("place", f"{self._rule.label()}: {title}")
        yield self._say(_SEVERITY).format(severity=self._say(SEVERITY_WORDS[self._rule.severity]))
        yield ""
        yield from self._prose(page.text.get(self._language) or next(iter(page.text.values()), ""))
        yield ""
        yield from self._options()
        for example in page.examples:
            yield ""
            yield from self._example(example)

    def _page(self) -> Page:
        try:
            return page_of(self._rule)
        except FileNotFoundError:  # a rule of a plug-in that brings no page
            return Page()

    def _say(self, message: Message) -> str:
        return message.ja if self._language == "ja" else message.en

    def _prose(self, markdown: str) -> Iterator[str]:
        """Markdown as a terminal shows it: headings stand out, paragraphs are set anew, code and tables stay."""
        paragraph: list[str] = []
        in_code = False
        for line in [*markdown.split("\n"), ""]:
            fence = _FENCE.match(line)
            heading = None if in_code else _HEADING.fullmatch(line)
            keeps = in_code or fence or heading or line.startswith("|") or not line.strip()
            if paragraph and (keeps or _ITEM.match(line)):
                yield from self._paragraph(paragraph)
                paragraph = []
            if fence:
                in_code = not in_code
            elif in_code or line.startswith("|"):
                yield f"    {visible(line)}"
            elif heading:
                yield self._style("place", heading[1])
            elif line.strip():
                paragraph.append(line.strip())
            else:
                yield ""

    def _paragraph(self, lines: list[str]) -> Iterator[str]:
        # A line end inside Japanese is no blank.
        text = re.sub(r"(?<=[\u3000-\uffef])\n(?=[\u3000-\uffef])", "", "\n".join(lines)).replace("\n", " ")
        item = _ITEM.match(text)
        indent = " " * (len(item.group()) if item else 0)
        for number, line in enumerate(wrap(text, self._columns - len(indent))):
            yield line if number == 0 else indent + line

    def _options(self) -> Iterator[str]:
        from koetsu.engine.option_help import options_of

        options = options_of(self._rule)
        if not options:
            yield self._say(_NO_OPTIONS)
            return
        yield self._style("place", f"{self._say(_OPTIONS)} [rules.{self._rule.code}]")
        for option in options:
            default = msgspec.json.format(msgspec.json.encode(option.default), indent=0).decode()
            yield from self._indented(f"{option.name} ({self._say(_DEFAULT)}: {default})", 2)
            yield from self._indented(option.text.get(self._language, ""), 4)

    def _indented(self, text: str, columns: int) -> Iterator[str]:
        return (" " * columns + line for line in wrap(text, self._columns - columns))

    def _example(self, example: Example) -> Iterator[str]:
        yield self._style("place", self._say(EXAMPLE_TITLES[example.expectation]))
        if example.options:
            yield f"  {self._say(_WITH)}: " + "; ".join(filter(None, map(str.strip, example.options.split("\n"))))
        yield from self._manuscript(example.text)
        if example.fixed is not None:
            yield self._style("place", self._say(EXAMPLE_TITLES["fixed"]))
            yield from self._manuscript(example.fixed)

    def _manuscript(self, text: str) -> Iterator[str]:
        frame = self._style("frame", "│")
        for line in text.removesuffix("\n").split("\n"):
            yield f"  {frame} {visible(line)}".rstrip()
