"""How is a finding hidden by a comment in the article?"""

from __future__ import annotations

from koetsu.diagnostic import Diagnostic
from koetsu.fix import Edit
from koetsu.message import Language, Message
from koetsu.text.document import Document
from koetsu.text.schema import OWN_KEY
from koetsu.text.source import Source, Span

_REASON = Message(ja="理由", en="reason")


def ignoring(source: Source, finding: Diagnostic, language: Language) -> list[Edit]:
    """What to write so that a finding is no longer reported, with a place for the reason.

    A comment above a block that starts with the line, else one at the end of the line; what stands in a header is
    hidden for the whole file.
    """
    document = Document(source)
    reason = _REASON.format(language, {}, {})
    line = source.line_span(source.line_of(finding.span.start))
    start = document.body_span.start
    if finding.span.start < start:
        return [
            Edit(Span(start, start), source.newline + _comment(source, "file", finding.rule, reason) + source.newline)
        ]
    opens = any(block.span.start == line.start and not block.depth and not block.quoted for block in document.blocks)
    if opens:
        above = _comment(source, "next-line", finding.rule, reason) + source.newline * 2
        return [Edit(Span(line.start, line.start), above)]
    return [Edit(Span(line.end, line.end), " " + _comment(source, "line", finding.rule, reason))]


def _comment(source: Source, scope: str, rule: str, reason: str) -> str:
    order = f"{OWN_KEY}-disable-{scope} {rule} -- {reason}"
    return f"{{/* {order} */}}" if source.path.lower().endswith(".mdx") else f"<!-- {order} -->"
