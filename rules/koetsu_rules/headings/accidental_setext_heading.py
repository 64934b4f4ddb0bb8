"""Does a sentence become a heading because ``---`` stands right under it?"""

from collections.abc import Iterable

from koetsu import HOLE, Block, Diagnostics, Document, Edit, Fix, Message, Options, Rule, Span, excerpt, normalise


class AccidentalSetextHeading(Rule[Options]):
    """A sentence that the ``---`` right under it turns into a heading."""

    code = "HD005"
    severity = "error"
    message = Message(
        ja="この区切り線は、すぐ上の文{text:quote}を見出しに変えてしまいます。線の前に空行を入れてください。",
        en="This line turns the text above it, {text:quote}, into a heading: put a blank line between them.",
    )
    messages = {
        "text": Message(ja="見出しとして表示される文です。", en="The text that is shown as a heading."),
        "separate": Message(ja="線の前に空行を入れる", en="Put a blank line before the line"),
    }

    def check(self, document: Document) -> Diagnostics:
        for block in document.blocks:
            if block.underline is not None:
                yield self.report(
                    block.underline,
                    related=[self.note(block, "text")],
                    fixes=self._fixes(document, block, block.underline),
                    identity=normalise(block.text),
                    text=excerpt(block.text.replace(HOLE, "…")),
                )

    def _fixes(self, document: Document, block: Block, underline: Span) -> Iterable[Fix]:
        """A blank line, with the marks of the quotation it stands in; in a list it would spread the items apart."""
        if block.depth:
            return
        source = document.source
        number = source.line_of(underline.start)
        start = source.line_span(number).start
        prefix = source[Span(start, underline.start)].rstrip()
        newline = source[Span(source.line_span(number - 1).end, start)]
        yield self.fix("separate", Edit(Span(start, start), prefix + newline), safe=True)
