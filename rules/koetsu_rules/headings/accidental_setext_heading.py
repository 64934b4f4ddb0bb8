"""Does a sentence become a heading because ``---`` or ``===`` stands right under it?"""

from collections.abc import Iterable

from koetsu import (
    HOLE,
    Block,
    Diagnostic,
    Diagnostics,
    Document,
    Edit,
    Fix,
    Message,
    Options,
    Rule,
    Span,
    excerpt,
    normalise,
    pattern,
)

_BLANK_LINE = pattern(r"(?:\r\n?|\n)[ \t]*(?:\r\n?|\n)")


class AccidentalSetextHeading(Rule[Options]):
    """A sentence that the line right under it turns into a heading."""

    code = "HD005"
    severity = "error"
    message = Message(
        ja="この区切り線は、すぐ上の文{text:quote}を見出しに変えてしまいます。線の前に空行を入れてください。",
        en="This line turns the text above it, {text:quote}, into a heading: put a blank line between them.",
    )
    messages = {
        "equals": Message(
            ja="この{line:quote}は、すぐ上の{text:quote}を見出しに変えてしまいます。"
            "消すか、空行をあけて区切り線の「---」にしてください。",
            en="The {line:quote} turns the text above it, {text:quote}, into a heading:"
            " remove it, or make it a “---” with a blank line before it.",
        ),
        "conflict": Message(
            ja="マージの衝突の印{line:quote}が、すぐ上の{text:quote}を見出しに変えています。衝突を解消してください。",
            en="The {line:quote} of a merge conflict turns the text above it, {text:quote}, into a heading:"
            " resolve the conflict.",
        ),
        "text": Message(ja="見出しとして表示される文です。", en="The text that is shown as a heading."),
        "separate": Message(ja="線の前に空行を入れる", en="Put a blank line before the line"),
    }

    def check(self, document: Document) -> Diagnostics:
        for block in document.blocks:
            if block.underline is not None:
                yield self._report(document, block, block.underline)

    def _report(self, document: Document, block: Block, underline: Span) -> Diagnostic:
        related = [self.note(block, "text")]
        written = block.text.replace(HOLE, "…") or document.source[block.span]
        line = document.source[underline].rstrip()
        if not line.startswith("="):
            return self.report(
                underline,
                related=related,
                fixes=self._fixes(document, block, underline),
                identity=normalise(written),
                text=excerpt(written),
            )
        say = "conflict" if block.next is not None and block.next.kind == "conflict" else "equals"
        return self.report(
            underline, say, related=related, identity=normalise(written), text=excerpt(written), line=excerpt(line)
        )

    def _fixes(self, document: Document, block: Block, underline: Span) -> Iterable[Fix]:
        """A blank line, with the marks of the quotation it stands in; in a list it would spread the items apart."""
        if block.depth or not block.is_prose:  # an end mark goes altogether
            return
        source = document.source
        number = source.line_of(underline.start)
        start = source.line_span(number).start
        prefix = source[Span(start, underline.start)].rstrip()
        newline = source[Span(source.line_span(number - 1).end, start)]
        yield self.fix("separate", Edit(Span(start, start), prefix + newline), safe=not _runs_on_from_html(block))


def _runs_on_from_html(block: Block) -> bool:
    """Whether HTML stands above it without a blank line: a renderer may take all of it for HTML."""
    below, above = block, block.previous
    text = block.document.source.text
    while above is not None and not _BLANK_LINE.search(text, above.span.end, below.span.start):
        if above.kind == "html" or above.style == "html":
            return True
        below, above = above, above.previous
    return False
