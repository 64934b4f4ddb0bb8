"""Which parts of a Markdown file are written in another language?

Liquid, Hugo shortcodes, kramdown attributes, containers, MDX, formulas, ruby, end marks and merge conflicts stand in
Markdown files, but no CommonMark parser knows them. They are found here and masked, byte for byte, before the file is
parsed, so that the parser sees either nothing (a line of its own) or a word (inside a line) in their place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import NamedTuple

from koetsu.text.block import Kind
from koetsu.text.conflicts import conflict_lines
from koetsu.text.ranges import Ranges

_FILLER = "\ufdd0".encode()
"""A noncharacter: never in a text, and neither space nor punctuation, so emphasis beside it works as beside a word."""

FORMULA_LIMIT = 4000
"""A displayed formula is not longer, in bytes: what lies between two `$$` further apart is text."""


class Region(NamedTuple):
    """A part that is not Markdown."""

    start: int
    end: int
    """Half-open, in bytes of the body."""
    kind: Kind
    visible: bool
    """Whether a reader sees something in its place."""
    whole_lines: bool
    """Whether it fills its lines, but for indentation and ``>``."""


def find_regions(body: bytes, code: Callable[[], Ranges], *, mdx: bool) -> list[Region]:
    """The regions of a body in order, none inside another; ``code`` tells, when asked, where nothing is foreign."""
    found = [region for finder in _FINDERS for region in finder(body, code, mdx)]
    found.sort(key=lambda region: (region.start, -region.end))
    regions: list[Region] = []
    for region in found:
        if not regions or region.start >= regions[-1].end:
            regions.append(region)
    return regions


def mask(body: bytes, regions: Iterable[Region]) -> bytes:
    """The body, as long, with each region replaced by blank lines or by a word."""
    masked = bytearray(body)
    for region in regions:
        held = body[region.start : region.end]
        if region.whole_lines:
            masked[region.start : region.end] = re.sub(rb"[^\r\n]", b" ", held)
        else:
            fillers, rest = divmod(len(held), len(_FILLER))
            masked[region.start : region.end] = _FILLER * fillers + b"x" * rest
    return bytes(masked)


# Every search begins with a literal that ``in`` or ``re`` can look for at the speed of memory; most files hold none.
# In UTF-8, what Japanese is written with; 、 and 。 are e3 80 81 and 82, 《 and 》 are e3 80 8a and 8b.
_KANA = rb"(?:\xe3[\x81-\x83][\x80-\xbf])"
_KANJI = rb"(?:[\xe4-\xe9][\x80-\xbf]{2})"
_HIRAGANA = rb"(?:\xe3(?:\x81[\x80-\xbf]|\x82[\x80-\x9f]|\x83\xbc))"
_KANJI_BEFORE = re.compile(_KANJI + rb"\Z")

_Code = Callable[[], Ranges]


def _fills_its_lines(body: bytes, start: int, end: int) -> bool:
    while start and body[start - 1] in b" \t>":
        start -= 1
    while end < len(body) and body[end] in b" \t":
        end += 1
    return (not start or body[start - 1] in b"\r\n") and (end == len(body) or body[end] in b"\r\n")


# `## End` is a heading, `**End**` a bold line and `~~END~~` struck text: an author may mean them.
_MARKER = (
    rb"[-=]{2,}[ \t]*(?:END|End|EOF|FIN)(?:[ \t]+(?:OF|of)[ \t]+[A-Za-z]+)?[ \t]*[-=]*"
    rb"|\*{3,}[ \t]*(?:END|EOF)[ \t]*\*{3,}|#{2,}(?:END|EOF)#{2,}"
    rb"|[-=]{2,}[ \t]*(?:" + "終わり|ここまで".encode() + rb")[ \t]*[-=]{2,}"
    rb"|END (?:OF|of) (?:ARTICLE|POST|DOCUMENT|TEXT|STORY|FILE|CONTENT)\.?"
    rb"|\[(?:END(?: OF [A-Z]+)?|EOF|EOS)\]|</s>|<(?:END|EOS|EOF)>|<end_of_turn>"
    rb"|<\|(?:end|endoftext|end_of_text|end_of_turn|im_end|eot_id|eom_id|END)\|>"
    rb"|<" + "｜end▁of▁sentence｜".encode() + rb">"
)
# One search for all that is foreign only where it fills a line: it stops at line ends, at the speed of memory.
_LINE = re.compile(
    rb"\n[ \t>]*+(?:"
    rb"(?P<marker>" + _MARKER + rb")"
    rb"|(?P<container>:::+[^\r\n]*)"
    rb"|(?P<embed>@\[[^\]\n]*\]\([^)\n]*\)|\[\[?_?(?:toc|TOC)_?\]?\])"
    rb"|(?P<attribute_list>\{:[^}\n]*\}(?:[ \t]*\{:[^}\n]*\})*)"
    rb")[ \t]*(?=\r?\n|\Z)"
)


def _lines(body: bytes, code: _Code, mdx: bool) -> Iterator[Region]:
    """End marks, containers, embeds, attributes: what is foreign only where it fills a line."""
    for found in _LINE.finditer(b"\n" + body):
        name = found.lastgroup or ""
        start, end = found.start(name) - 1, found.end(name) - 1
        if not code().cover(start):
            kind: Kind = "template" if name == "embed" else name  # type: ignore[assignment]
            yield Region(start, end, kind, kind == "template", True)


def _conflicts(body: bytes, code: _Code, mdx: bool) -> Iterator[Region]:
    for line in conflict_lines(body, lambda offset: code().cover(offset)):
        yield Region(line.start, line.end, "conflict", False, True)


class _Delimiters(NamedTuple):
    kind: Kind
    close: bytes
    across_blank_lines: bool


_OPEN = re.compile(rb"\{(?:\{[<%]?|%-?[ \t]*(?:raw\b|comment\b|highlight\b|codeblock\b)?|::?comment\}|/\*)|\$\$")
_DELIMITERS: dict[bytes, _Delimiters] = {
    b"{{<": _Delimiters("template", b">}}", True),
    b"{{%": _Delimiters("template", b"%}}", True),
    b"{{": _Delimiters("template", b"}}", False),
    b"{%": _Delimiters("template", b"%}", False),
    b"{%comment": _Delimiters("comment", b"endcomment", True),
    b"{%highlight": _Delimiters("code", b"endhighlight", True),
    b"{%codeblock": _Delimiters("code", b"endcodeblock", True),
    b"{::comment}": _Delimiters("comment", b"{:/comment}", True),
    b"{:comment}": _Delimiters("comment", b"{:/comment}", True),
    b"{/*": _Delimiters("comment", b"*/}", True),
    b"$$": _Delimiters("math", b"$$", True),
}
_OPENER_SPACE = re.compile(rb"(?<=\{%)-?[ \t]*")
_BLANK_LINE = re.compile(rb"\n[ \t>]*\r?\n")


class _Finder:
    """Finds what closes a region, without ever looking twice through the same bytes in vain."""

    def __init__(self, body: bytes) -> None:
        self._body = body
        self._blank_line = -1
        self._absent: dict[bytes, int] = {}

    def paragraph_end(self, offset: int) -> int:
        if self._blank_line < offset:
            found = _BLANK_LINE.search(self._body, offset)
            self._blank_line = found.start() if found else len(self._body)
        return self._blank_line

    def find(self, close: bytes, offset: int, limit: int) -> int:
        """Where ``close`` starts in ``body[offset:limit]``, or -1."""
        if limit <= self._absent.get(close, -1):
            return -1
        found = self._body.find(close, offset, limit)
        if found < 0:
            self._absent[close] = limit
        return found


def _delimited(body: bytes, code: _Code, mdx: bool) -> Iterator[Region]:
    if b"{" not in body and b"$" not in body:
        return
    finder = _Finder(body)
    at = 0
    while found := _OPEN.search(body, at):
        start, at = found.start(), found.end()
        opener = _OPENER_SPACE.sub(b"", found.group())
        if code().cover(start) or (opener == b"{/*" and not mdx):
            continue
        delimiters = _DELIMITERS.get(opener) or _DELIMITERS[b"{%"]
        end = _closed(body, finder, delimiters, at)
        if end is None:
            continue
        whole = _fills_its_lines(body, start, end)
        if delimiters.kind == "math" and not whole and b"\n" in body[start:end]:
            continue
        yield Region(start, end, delimiters.kind, delimiters.kind != "comment", whole)
        at = end


def _closed(body: bytes, finder: _Finder, delimiters: _Delimiters, inside: int) -> int | None:
    """Where a region ends whose opening delimiter ends at ``inside``."""
    if delimiters.kind == "math":
        close = body.find(delimiters.close, inside, inside + FORMULA_LIMIT)
    else:
        limit = len(body) if delimiters.across_blank_lines else finder.paragraph_end(inside)
        close = finder.find(delimiters.close, inside, limit)
    if close < 0:
        return None
    end = close + len(delimiters.close)
    if delimiters.close.startswith(b"end"):
        tag = body.find(b"%}", end, end + 20)
        end = tag + 2 if tag >= 0 else end
    return end


_FORMULA = re.compile(rb"\$(?<![\\$\w]\$)(?![\s$])((?:[^$\n\\]|\\[^\n])*+)(?<![\s])\$(?![\d$])")
_FORMULA_SIGN = re.compile(rb"[\\_^{}=<>+]")
_JAPANESE_STOP = re.compile(rb"\xe3\x80[\x81\x82]")


def _formulas(body: bytes, code: _Code, mdx: bool) -> Iterator[Region]:
    """Formulas inside a line: with an operator, or of one letter; two prices in a sentence are none."""
    for found in _FORMULA.finditer(body) if b"$" in body else ():
        held = found.group(1)
        formula = _FORMULA_SIGN.search(held) or (len(held) == 1 and held.isalpha())
        if formula and not _JAPANESE_STOP.search(held) and not code().cover(found.start()):
            yield Region(found.start(), found.end(), "math", True, False)


_ATTRIBUTE = re.compile(rb"\{(?:[#:.][^{}\n]*|/\*(?:[^*{}\n]|\*(?!/))*+\*/)\}(?=[ \t]*\r?$)", re.MULTILINE)
_INLINE_ATTRIBUTE = re.compile(rb"\{:(?<=[\])*_`>]\{:)[^{}\n]*\}")
_INLINE_FOOTNOTE = re.compile(rb"\^\[(?:[^\[\]\n]++|\[[^\[\]\n]*+\])++\]")
_BAR = "｜".encode()
_READING = re.compile(
    _BAR + rb"(?P<base>[^\n\xe3]{1,60}|(?:" + _KANJI + rb"|" + _KANA + rb"){1,20})"
    rb"(?P<reading>\xe3\x80\x8a" + _KANA + rb"{1,20}\xe3\x80\x8b)"
    rb"|(?P<bare>\xe3\x80\x8a" + _HIRAGANA + rb"{1,20}\xe3\x80\x8b)"
)
_BRACED_RUBY = re.compile(rb"(\{)(?:" + _KANJI + rb"|" + _KANA + rb"){1,12}((?:\|" + _KANA + rb"+)+\})")


def _invisible(body: bytes, code: _Code, mdx: bool) -> Iterator[Region]:
    """What stands inside a line and is not printed there: attributes, the text of a footnote, readings."""
    searches: list[tuple[re.Pattern[bytes], Kind]] = []
    if b"{" in body:
        searches += [(_ATTRIBUTE, "attribute_list"), (_INLINE_ATTRIBUTE, "attribute_list")]
    if b"^" in body:
        searches.append((_INLINE_FOOTNOTE, "footnote"))
    for pattern, kind in searches:
        for found in pattern.finditer(body):
            if not code().cover(found.start()):
                yield Region(found.start(), found.end(), kind, False, _fills_its_lines(body, *found.span()))
    for found in _READING.finditer(body) if b"\xe3\x80\x8a" in body else ():
        base = found.group("base")
        if (base or _KANJI_BEFORE.search(body, max(found.start() - 3, 0), found.start())) and not code().cover(
            found.start()
        ):
            if base:
                yield Region(found.start(), found.start() + len(_BAR), "template", False, False)
            yield Region(found.start("reading" if base else "bare"), found.end(), "template", False, False)
    for found in _BRACED_RUBY.finditer(body) if b"{" in body and b"|" in body else ():
        if not code().cover(found.start()):
            yield Region(found.start(1), found.end(1), "template", False, False)
            yield Region(found.start(2), found.end(2), "template", False, False)


_ESM = re.compile(
    rb"^(?:import[ \t]+[\w*{\"']|export[ \t]+(?:const|let|var|function|default|async|class|\{))"
    rb"[^\n]*(?:\n(?![ \t]*\r?\n)[^\n]*)*",
    re.MULTILINE,
)
_TAG = re.compile(rb"<(?:/?[A-Z][\w.]*|/?(?=>))")
_EXPRESSION_LINE = re.compile(rb"\{[^{}\n]*\}")
_TAG_PART = re.compile(rb"[^{}\"'`<>]++|\"[^\"<>]*+\"|'[^'<>]*+'|`[^`<>]*+`|[{}<>\"'`]")
_TAG_LIMIT = 20_000


def _mdx(body: bytes, code: _Code, mdx: bool) -> Iterator[Region]:
    if not mdx:
        return
    for found in _ESM.finditer(body):
        if not code().cover(found.start()):
            yield Region(found.start(), found.end(), "template", False, True)
    for found in _EXPRESSION_LINE.finditer(body):
        if _fills_its_lines(body, *found.span()) and not code().cover(found.start()):
            yield Region(found.start(), found.end(), "template", True, True)
    at = 0
    while tag := _TAG.search(body, at):
        at = tag.end()
        if code().cover(tag.start()):
            continue
        at, is_closed = _tag_end(body, tag.end())
        if is_closed:
            whole = _fills_its_lines(body, tag.start(), at)
            yield Region(tag.start(), at, "template", whole, whole)


def _tag_end(body: bytes, offset: int) -> tuple[int, bool]:
    """Where a JSX tag ends whose name ends at ``offset`` (braces may nest, and hold ``>``), and whether it does.

    One that does not is given with the place up to which it was read: to look there for other tags would read the same
    bytes once for each.
    """
    depth = 0
    limit = min(offset + _TAG_LIMIT, len(body))
    while part := _TAG_PART.match(body, offset, limit):
        held = part.group()
        if held == b"{":
            depth += 1
        elif held == b"}":
            depth -= 1
        elif depth <= 0 and held == b"<":
            return offset, False
        offset = part.end()
        if depth <= 0 and held == b">":
            return offset, True
    return offset, False


_FINDERS = (_lines, _conflicts, _delimited, _formulas, _invisible, _mdx)
