"""What do chat products put into a text where they name a source, and where does it stand?"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import islice
from operator import attrgetter
from typing import NamedTuple

from koetsu import Block, Document, Span, pattern
from koetsu_rules.residue.words import latin_words

MOST = 500
"""So many of one kind are read."""


class Kind(NamedTuple):
    """One way in which a product marks a source."""

    name: str
    words: tuple[str, ...]
    """One of them is in every text that holds such a mark."""
    trace: frozenset[bytes] | str
    """Latin words one of which is in every such text, or a sign that is: whether there are some is seen at once."""
    expression: re.Pattern[str]


class Artefact(NamedTuple):
    """A mark in a file."""

    kind: str
    span: Span
    block: Block | None
    """Where it stands; None in the header, and beside the blocks, where addresses of links are defined."""


def _run(token: str) -> re.Pattern[str]:
    """A token, or several in a row."""
    return pattern(rf"(?:{token})(?:[ \t]?(?:{token}))*+")


_TURN = (
    r"turn\d{1,3}(?:search|view|news|image|file|fetch|finance|forecast|product|reddit|academia|video|maps?|event"
    r"|sports|calculator|business|msearch|click)\d{1,3}"
)
_TRACKED = Kind(
    "tracking",
    ("utm_source=",),
    frozenset({b"utm"}),
    pattern(
        r"utm_source=(?:chatgpt(?:\.com)?|chat\.openai\.com|openai(?:\.com)?|perplexity(?:\.ai)?|copilot(?:\.com)?"
        r"|copilot\.microsoft\.com|claude(?:\.ai)?|gemini(?:\.google\.com)?|grok(?:\.com)?|deepseek(?:\.com)?)"
        r"(?![A-Za-z0-9_%+-])(?!\.[A-Za-z0-9])"
    ),
)
_TOKENS = (
    Kind(
        "oaicite",
        ("oaicite",),
        frozenset({b"oaicite"}),
        _run(
            r":?(?:contentReference)?\\?[\[【]oaicite:?\d{1,4}(?:†[^】\n]{0,80})?\\?[\]】](?:\\?\{index=\d{1,4}\\?\})?"
        ),
    ),
    Kind("source", ("†",), "†", _run(r"【\d{1,4}(?::\d{1,4})?†[^【】\n]{0,80}】")),
    Kind("private", ("\ue200",), "\ue202", pattern(r"\ue200[a-z_]{2,24}\ue202[^\ue200\ue201\n]{0,400}\ue201")),
    Kind(
        "turn",
        tuple(f"turn{digit}" for digit in range(10)),
        frozenset({b"turn", b"citeturn", b"fileciteturn", b"navciteturn"}),
        pattern(
            r"(?<![A-Za-z0-9_/=.#\ue200\ue202-])(?:(?:file|nav)?cite[ ]?)?"
            rf"{_TURN}(?:[, ]{{0,2}}{_TURN})*+(?![A-Za-z0-9_/=-])"
        ),
    ),
    Kind("cite", ("[cite",), frozenset({b"cite"}), _run(r"\\?\[cite(?:\\?_(?:start|end)|:[ ]?\d[\d, –-]{0,60})\\?\]")),
    Kind("span", ("_span)",), frozenset({b"span"}), _run(r"\[span\\?_\d{1,4}\]\((?:start|end)_span\)")),
    Kind(
        "grok",
        ("<grok", "](grok_render_"),
        frozenset({b"grok"}),
        pattern(
            r"<grok(?::render|-card)\b[^<>\n]{0,400}>(?:[ \t]*<argument\b[^<>\n]{0,100}>[^<>\n]{0,200}</argument>)*+"
            r"(?:[ \t]*</grok(?::render|-card)>)?|\[[^\[\]\n]{0,80}\]\(grok_render_[^()\n]{0,400}\)"
        ),
    ),
    Kind("citation", ("[citation:",), frozenset({b"citation"}), _run(r"\\?\[citation:\d{1,3}\\?\]")),
    Kind("caret", ("^]",), "^", _run(r"\\?\[\^\d{1,3}\^\\?\](?:\[\d{1,3}\](?!\())?")),
    Kind("footnote", ("[^",), "^", _run(r"\[\^\d{1,3}_\d{1,3}\]")),
)
_FILE = Kind(
    "file",
    ("sandbox:/mnt/", "file-service://"),
    frozenset({b"sandbox", b"file"}),
    pattern(r"(?:sandbox:/mnt/|file-service://)[^\s()<>\"']{1,200}"),
)
_READ = frozenset({"paragraph", "list_item", "footnote", "definition", "heading", "table_cell", "html"})
_SHOWN_AS_CODE = pattern(r"<(?:pre|code|script|style|textarea)\b", re.IGNORECASE)
_BEFORE_URL = pattern(r"[\s<>\"'|]")
_OWN_HOSTS = pattern(r"//(?:[a-z0-9-]+\.)*(?:example(?:\.(?:com|org|net|jp|co\.jp))?|localhost|test|invalid)[:/?]")
"""Hosts that stand for any host."""
_LONGEST_URL = 2000
_TOLD = pattern(
    r"[ \t]*(?:という|といった|のよう[なに]|などの|などと|と(?:表示|出|付)|が(?:付[いくき]|残|混|入)"
    r"|を(?:削除|消|取り除))"
)
"""What follows a mark that is spoken about."""
_PAIRS = {"「": "」", "『": "』", "“": "”", '"': '"', "‘": "’"}


def artefacts(document: Document) -> Iterator[Artefact]:
    """All that chat products left in a document where they name a source, kind by kind."""
    if _may_hold(document, _TRACKED):
        yield from _tracked(document)
    for kind in (_FILE, *_TOKENS):
        if _may_hold(document, kind):
            yield from _tokens(document, kind)


def _may_hold(document: Document, kind: Kind) -> bool:
    text, trace = document.source.text, kind.trace
    is_traced = trace in text if isinstance(trace, str) else not trace.isdisjoint(document.once(latin_words))
    return is_traced and any(word in text for word in kind.words)


def _tracked(document: Document) -> Iterator[Artefact]:
    text = document.source.text
    found = []
    for match in islice(_TRACKED.expression.finditer(text), MOST):
        before = text[max(0, match.start() - _LONGEST_URL) : match.start()]
        if not before.endswith(("?", "&", "&amp;")):
            continue
        url = _BEFORE_URL.split(before)[-1]
        if "/" in url and not _OWN_HOSTS.search(f"{url}/"):
            block, is_read = _place(document, Span(*match.span()), addressed=True)
            if is_read:
                found.append(Artefact(_TRACKED.name, Span(*match.span()), block))
    if found and not _is_about(document, ("utm_", "UTM")):
        yield from found


def _tokens(document: Document, kind: Kind) -> Iterator[Artefact]:
    text = document.source.text
    found = []
    for match in islice(kind.expression.finditer(text), MOST):
        span = Span(*match.span())
        if kind.name == "footnote" and f"\n{match[0].partition(']')[0]}]:" in text:
            continue  # a footnote that stands there and is shown as one
        block, is_read = _place(document, span, addressed=kind is _FILE)
        if not is_read:
            continue
        if _PAIRS.get(text[span.start - 1 : span.start], "") == text[span.end : span.end + 1] != "":
            return  # quoted: the article is about such marks
        if _TOLD.match(text, span.end):
            return
        found.append(Artefact(kind.name, _with_brackets(text, span) if kind.name == "turn" else span, block))
    if found and not _is_about(document, kind.words, kind.expression):
        yield from found


def _with_brackets(text: str, span: Span) -> Span:
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    is_address = before == "(" and text[span.start - 2 : span.start - 1] == "]"
    if before + after in ("[]", "【】", "()", "（）") and not is_address:
        return Span(span.start - 1, span.end + 1)
    return span


def _place(document: Document, span: Span, *, addressed: bool) -> tuple[Block | None, bool]:
    """The block in which a part of the file stands, and whether a reader sees it, or follows it as an address."""
    if span.start < document.body_span.start:
        return None, True
    offset = document.source.byte_offset(span.start)
    number = bisect_right(document.blocks, offset, key=attrgetter("byte_start")) - 1
    block = document.blocks[number] if number >= 0 else None
    if block is None or offset >= block.byte_end:
        return None, addressed
    if block.quoted or (block.kind not in _READ and not (addressed and block.kind == "template")):
        return block, False
    if block.kind == "html":
        return block, _SHOWN_AS_CODE.search(document.source[block.span]) is None
    return block, not _covers(document.once(_hidden), span.start)


def _hidden(document: Document) -> tuple[list[int], list[int]]:
    """Where the parts of running text start and end that a reader does not see as text: code, formulas, comments."""
    marks = ((block, mark) for block in document.blocks for mark in block.marks if mark.kind in ("code", "math"))
    spans = sorted(
        [
            *(block.locate(mark.start, mark.end) for block, mark in marks),
            *(comment.span for comment in document.comments),
        ]
    )
    return [span.start for span in spans], [span.end for span in spans]


def _covers(ranges: tuple[list[int], list[int]], offset: int) -> bool:
    starts, ends = ranges
    number = bisect_right(starts, offset) - 1
    return number >= 0 and offset < ends[number]


def _is_about(document: Document, words: tuple[str, ...], token: re.Pattern[str] | None = None) -> bool:
    """Whether an article speaks about such marks: it names them in its title, a heading or code, not as a ``token``."""
    named = [document.title or "", *(heading.masked for heading in document.headings)]
    if token is not None:
        named = [token.sub("", text) for text in named]
    return _mentions(named, words) or _mentions(document.once(_shown_code), words)


def _mentions(texts: Iterable[str], words: tuple[str, ...]) -> bool:
    return any(word in text for text in texts for word in words)


def _shown_code(document: Document) -> list[str]:
    blocks = document.blocks
    inline = [
        block.text[mark.start : mark.end] for block in blocks for mark in block.marks if mark.kind in ("code", "math")
    ]
    return inline + [document.source[block.span] for block in blocks if block.kind == "code"]
