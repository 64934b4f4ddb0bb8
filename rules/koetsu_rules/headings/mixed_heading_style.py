"""Are headings written in more than one way?"""

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from operator import attrgetter

from koetsu import Block, Diagnostics, Document, Edit, Fix, Message, Options, Rule, Span, pattern
from koetsu_rules.headings.outline import is_inside_html, outline_of

UNDERLINED = 2
"""The deepest level that can be written as an underlined (setext) heading."""

_PLAIN_HTML = pattern(r"<h([1-6])\s*>([^<>]*)</h\1\s*>", re.IGNORECASE)
_ATTRIBUTE = pattern(r"<h[1-6]\s+[^\s>]", re.IGNORECASE)
_LINE_END = pattern(r"\r\n|\n|\r")
_MARKUP = pattern(r"""[\\`*_\[\]<>~$|{}!#^=:@"']|--|\.\.\.|www\.""")
"""What might mean something in Markdown that it does not mean in HTML."""


class MixedHeadingStyle(Rule[Options]):
    """A heading written in another way than most in the same file."""

    code = "HD004"
    severity = "warning"
    message = Message(
        ja="ほかの見出しは{usual:term}ですが、この見出しは{style:term}です。{usual:term}に揃えてください。",
        en="This heading is written as {style:term}, the others as {usual:term}: write all of them the same way.",
    )
    messages = {
        "atx": Message(ja="「#」で始まる書き方", en="“#” headings"),
        "setext": Message(ja="下線を引く書き方（setext）", en="underlined (setext) headings"),
        "html": Message(ja="HTMLのタグ", en="HTML tags"),
        "usual": Message(ja="ほかの見出しはこう書かれています。", en="The others are written like this."),
        "rewrite": Message(ja="「{marks}」の見出しに書き換える", en="Rewrite it as a “{marks}” heading"),
    }

    def check(self, document: Document) -> Diagnostics:
        headings = [heading for heading in outline_of(document) if not _is_deliberate(document, heading)]
        markdown = [heading for heading in headings if heading.style != "html"]
        html = [heading for heading in headings if heading.style == "html"]
        yield from self._compare(document, markdown, html)
        # Deeper headings cannot be underlined: where the upper levels are, "###" is no second style.
        upper = [heading for heading in markdown if heading.level <= UNDERLINED]
        yield from self._compare(
            document,
            [heading for heading in upper if heading.style == "atx"],
            [heading for heading in upper if heading.style == "setext"],
        )

    def _compare(self, document: Document, usual: Sequence[Block], odd: Sequence[Block]) -> Diagnostics:
        """Report each heading of the rarer of two styles; of equally many, the second style is the odd one."""
        if len(usual) < len(odd):
            usual, odd = odd, usual
        for heading in odd:
            yield self.report(
                heading,
                related=[self.note(_nearest(heading, usual), "usual")],
                fixes=self._fixes(document, heading) if _nearest(heading, usual).style == "atx" else (),
                style=str(heading.style),
                usual=str(usual[0].style),
            )

    def _fixes(self, document: Document, heading: Block) -> Iterator[Fix]:
        """A ``#`` heading in its place, if nothing but its text is in it."""
        text = _html_text(document, heading) if heading.style == "html" else _underlined_text(document, heading)
        if text:
            marks = "#" * heading.level
            safe = _stands_alone(document, heading) if heading.style == "html" else not _line_above(document, heading)
            yield self.fix("rewrite", Edit(heading.span, f"{marks} {text}"), safe=safe, marks=marks)


def _html_text(document: Document, heading: Block) -> str:
    """What stands between the tags of a heading, as Markdown; empty if it would mean something else there."""
    found = _PLAIN_HTML.fullmatch(document.source[heading.span])
    if found is None or "\n" in heading.text or _MARKUP.search(found[2]) or _goes_on_from_html(document, heading):
        return ""
    return " ".join(found[2].split())


def _underlined_text(document: Document, heading: Block) -> str:
    """The line above an underline; empty if ``#`` marks at its end would get lost."""
    lines = _LINE_END.split(document.source[heading.span])
    return lines[0].strip() if len(lines) == 2 and not lines[0].rstrip().endswith("#") else ""


def _nearest(heading: Block, others: Sequence[Block]) -> Block:
    """The last of the others that stands before a heading, else the first of them."""
    return others[max(bisect_left(others, heading.index, key=attrgetter("index")) - 1, 0)]


def _is_deliberate(document: Document, heading: Block) -> bool:
    """Whether a heading had to be HTML: for an attribute, or because it stands inside other HTML."""
    if heading.style != "html":
        return False
    return bool(_ATTRIBUTE.match(document.source[heading.span])) or is_inside_html(document, heading)


def _stands_alone(document: Document, heading: Block) -> bool:
    """Whether it fills its lines and a blank line follows: otherwise the text behind it would be read anew."""
    first, last = heading.lines
    source = document.source
    before = source[Span(source.line_span(first).start, heading.span.start)]
    behind = source[Span(heading.span.end, source.line_span(last).end)]
    following = source[source.line_span(last + 1)] if last + 1 < len(source.line_starts) else ""
    return not (before.strip() or behind.strip() or following.strip())


def _goes_on_from_html(document: Document, heading: Block) -> bool:
    """Whether HTML stands right above: it reaches to the next blank line, and ``#`` would be printed in it."""
    before = heading.previous
    in_html = before is not None and (before.kind in ("html", "comment") or before.style == "html")
    return in_html and bool(_line_above(document, heading))


def _line_above(document: Document, heading: Block) -> str:
    """What stands right above a heading: an underlined one may belong to a quotation that goes on."""
    line = heading.lines[0]
    source = document.source
    return source[source.line_span(line - 1)].strip() if line else ""
