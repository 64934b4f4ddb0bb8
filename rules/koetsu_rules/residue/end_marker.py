"""Did a mark stay in the text that says where a draft ends?"""

import re

from koetsu import Block, Diagnostics, Document, Edit, Message, Options, Rule, Source, Span, pattern
from koetsu_rules.residue.words import latin_words

_GLUED = pattern(
    r"""
    (?<=[。．！？!?…」』）)])[ \t\u3000]*
    (?P<mark>
        (?P<bar>[-=])(?P=bar)+[ \t]*(?:END|End|EOF|FIN)[ \t]*(?:(?P=bar){2,})?
      | \[(?:END|EOF|EOS)\]
      | <\|(?:end|endoftext|end_of_text|end_of_turn|im_end|eot_id|eom_id|END)\|>
      | <｜end▁of▁sentence｜>
    )
    [ \t\u3000]*(?=[\n\u2028]|\Z)
    """,
    re.VERBOSE,
)
_WORDS = ("END", "End", "EOF", "EOS", "FIN", "<|e", "<|im_e", "<｜e")
"""One of these is in every mark that may stand behind a sentence."""
_LATIN = frozenset({b"end", b"eof", b"eos", b"fin", b"endoftext", b"eot", b"eom"})
"""One of these Latin words is, too."""
_LAST = tuple("DdFN-=]>")
"""One of these ends every such mark."""
_HARD_BREAK = "\u2028"
_UNDERLINE = pattern(r"-+|=+")
_REST = pattern(r"\s*\Z")
_NO_PARAGRAPH = pattern(r"(?: {4}|\t| {0,3}(?:(?!1[.)])\d+[.)]|\[|<(?!/))|.*\|)")
"""A line that goes on a paragraph but cannot start one: it would be code, a list, a definition, HTML or a table."""
_STRUCK = pattern(r"<s[\s>]", re.IGNORECASE)


class EndMarker(Rule[Options]):
    """A mark such as ``---END---`` that a generator puts behind its last sentence."""

    code = "RS001"
    severity = "error"
    message = Message(
        ja="原稿の終わりを示す印{mark:quote}が残っています。消してください。",
        en="The mark {mark:quote}, which says where a draft ends, was left in the text: delete it.",
    )
    messages = {"delete": Message(ja="印を消す", en="Delete the mark")}

    def check(self, document: Document) -> Diagnostics:
        yield from self._on_their_own(document)
        yield from self._behind_sentences(document)

    def _on_their_own(self, document: Document) -> Diagnostics:
        """Marks that fill a line, but for those inside ``<pre>`` or a comment, and a ``</s>`` that closes a ``<s>``."""
        html: Block | None = None
        for block in document.blocks:
            if block.kind in ("html", "comment"):
                html = block
            elif block.kind == "marker":
                inside = html is not None and html.byte_end >= block.byte_end
                if inside or (document.source[block.span] == "</s>" and document.once(_strikes)):
                    continue
                yield from self._found(document, block.span, _line_edit(document, block), safe=_safe(document, block))

    def _behind_sentences(self, document: Document) -> Diagnostics:
        blocks = () if _LATIN.isdisjoint(document.once(latin_words)) else document.blocks
        for block in blocks:
            if _may_hold_mark(block.text) and (block.is_prose or block.kind == "heading"):
                for found in _GLUED.finditer(block.masked):
                    edit = Edit(block.locate(*found.span()), "")
                    yield from self._found(document, block.locate(*found.span("mark")), edit, safe=True)

    def _found(self, document: Document, mark: Span, edit: Edit, *, safe: bool) -> Diagnostics:
        text = document.source[mark]
        yield self.report(mark, fixes=[self.fix("delete", edit, safe=safe)], identity=text, mark=text)


def _strikes(document: Document) -> bool:
    return _STRUCK.search(document.source.text) is not None


def _may_hold_mark(text: str) -> bool:
    """Whether a line of a block may end in a mark; most blocks are one line."""
    may_end_line = text.rstrip().endswith(_LAST) or "\n" in text or _HARD_BREAK in text
    return may_end_line and any(word in text for word in _WORDS)


def _safe(document: Document, mark: Block) -> bool:
    """Whether nothing else goes with the line of a mark, and nothing is read in another way once it is gone."""
    source = document.source
    line = source.line_of(mark.span.start)
    lead = source[Span(source.line_span(line).start, mark.span.start)].strip()
    following = source[source.line_span(line + 1)] if line + 1 < len(source.line_starts) else ""
    below = following.strip()
    if below and not below.strip("="):
        return False  # the underline of the mark would be printed
    if _NO_PARAGRAPH.match(following):
        return False
    if not (mark.quoted or mark.depth):
        if lead:
            return False  # inside HTML a ``>`` is printed
    elif below and (mark.depth or not below.startswith(">")):
        return False  # a line that goes on without the sign of the quotation or the item would leave it
    # Two lists would grow together.
    return not (mark.previous is not None and mark.next is not None and mark.previous.depth and mark.next.depth)


def _line_edit(document: Document, mark: Block) -> Edit:
    """Delete the line of a mark, and the blank lines that would then stand twice or at the end."""
    source = document.source
    line = source.line_of(mark.span.start)
    start = source.line_starts[line]
    if _REST.match(source.text, mark.span.end):
        body = source.line_of(document.body_span.start)
        while line > body and not _held(source, line - 1):
            line -= 1
        return Edit(Span(source.line_starts[line], len(source)), "")
    above = _held(source, line - 1) if start > document.body_span.start else ""
    below = _held(source, line + 1)
    if above and _UNDERLINE.fullmatch(below):
        # Without a blank line in its place, the rule below would become the underline of a heading.
        return Edit(mark.span, "")
    following = line + 1 if above or below else line + 2
    return Edit(Span(start, source.line_starts[following]), "")


def _held(source: Source, line: int) -> str:
    """What a line holds, the marks of a quotation and white space at its ends not counted."""
    return source[source.line_span(line)].strip(" \t>")
