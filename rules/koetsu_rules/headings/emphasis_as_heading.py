"""Does a bold line stand where a heading should?"""

from collections.abc import Iterable

from koetsu import Block, Diagnostics, Document, Edit, Fix, Message, Options, Rule, Span, excerpt
from koetsu_rules.headings.pseudo_headings import pseudo_headings_of

HIGHEST = 2
"""The level of a heading that stands under the title alone."""
DEEPEST = 6


class EmphasisAsHeading(Rule[Options]):
    """A bold line that stands where a heading should."""

    code = "HD006"
    severity = "info"
    message = Message(
        ja="太字の行{text:quote}が見出しの代わりになっています。h{level} にすると、目次に載り、リンクもできます。",
        en="The bold line {text:quote} stands in for a heading: as an h{level} it can be found in the table of contents"
        " and be linked to.",
    )
    messages = {"rewrite": Message(ja="「{marks}」の見出しにする", en="Make it a “{marks}” heading")}

    def check(self, document: Document) -> Diagnostics:
        for block in pseudo_headings_of(document):
            level = min(max(block.section.level + 1, HIGHEST), DEEPEST)
            yield self.report(block, fixes=self._fixes(document, block, level), text=excerpt(block.text), level=level)

    def _fixes(self, document: Document, block: Block, level: int) -> Iterable[Fix]:
        """A ``#`` heading in its place; which level was meant is a guess."""
        strong = next(block.marks_of("strong"))
        marks = "#" * level
        whole, bold = block.span, block.locate(strong.start, strong.end)
        if strong.start or "\n" in document.source[whole]:
            return
        yield self.fix(
            "rewrite",
            Edit(Span(whole.start, bold.start), f"{marks} "),
            Edit(Span(bold.end, whole.end), block.text[strong.end :].strip()),
            safe=False,
            marks=marks,
        )
