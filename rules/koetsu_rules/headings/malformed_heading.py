"""Are heading marks printed, or headings shown that are none?"""

import re
from collections.abc import Iterable

from koetsu import (
    Block,
    Diagnostic,
    Diagnostics,
    Document,
    Edit,
    Fix,
    Message,
    Options,
    Related,
    Rule,
    Span,
    excerpt,
    normalise,
    pattern,
)
from koetsu_rules.headings.heading_marks import Printed, printed_at_line_start, printed_inside

_EMPTY = pattern(r"#{1,6}[ \t]*#*\s*|<(h[1-6])\b[^<>]*>\s*</\1\s*>", re.IGNORECASE)
_MENDED_BY_A_SPACE = frozenset({"no-space", "full-width", "indented"})

DEEPEST = 6

SWALLOWED = 80
"""A heading with two finished sentences in more characters than this holds a paragraph."""


class MalformedHeading(Rule[Options]):
    """Heading marks that the renderer prints, a heading without text, or one that holds a paragraph."""

    code = "HD009"
    severity = "warning"
    message = Message(
        ja="「{marks}」がそのまま表示され、見出しになりません。「{marks}」のあとに半角の空白を入れてください。",
        en="“{marks}” is printed and makes no heading: put a plain space behind it.",
    )
    messages = {
        "full-width": Message(
            ja="全角の「{marks}」は見出しにならず、そのまま表示されます。半角の「#」と半角の空白で書いてください。",
            en="Full-width “{marks}” makes no heading and is printed: write ASCII “#” and a plain space.",
        ),
        "too-many": Message(
            ja="「{marks}」は見出しにならず、そのまま表示されます。「#」は六つまでです。",
            en="“{marks}” makes no heading and is printed: a heading has at most six “#”.",
        ),
        "indented": Message(
            ja="「{marks}」がそのまま表示され、見出しになりません。その前の空白を取ってください。",
            en="“{marks}” is printed and makes no heading: remove the space before it.",
        ),
        "inside-line": Message(
            ja="文の途中に見出しの印「{marks}」があり、そのまま表示されます。前後に空行をあけ、見出しを独立した行にしてください。",
            en="The heading marks “{marks}” stand inside running text and are printed: give the heading its own line.",
        ),
        "inside-bold": Message(
            ja="太字の中の「{marks}」は見出しにならず、そのまま表示されます。太字の「**」を取ってください。",
            en="Inside bold text “{marks}” makes no heading and is printed: remove the “**”.",
        ),
        "empty": Message(
            ja="見出しに文字がありません。見出しを書くか、この行を消してください。",
            en="The heading has no text: write one, or remove the line.",
        ),
        "swallowed": Message(
            ja="見出し{heading:quote}と同じ行に段落が続き、全体が見出しとして表示されます。あいだに空行を入れてください。",
            en="A paragraph stands in the line of the heading {heading:quote}, and all of it is shown as a heading:"
            " put a blank line between them.",
        ),
        "another": Message(ja="ここにもあります。", en="Here again."),
        "space": Message(ja="「{marks}」と半角の空白にする", en="Write “{marks}” and a plain space"),
        "unwrap": Message(ja="太字をやめて見出しにする", en="Make it a heading instead of bold text"),
    }

    def check(self, document: Document) -> Diagnostics:
        for printed in printed_at_line_start(document):
            yield self._report(printed)
        for block in document.blocks:
            if block.kind == "heading":
                yield from self._check_heading(document, block)
            elif "##" in block.text and block.is_prose:
                yield from self._check_inside(block)

    def _check_heading(self, document: Document, heading: Block) -> Diagnostics:
        if not heading.text:
            if _EMPTY.fullmatch(document.source[heading.span]):
                yield self.report(heading, "empty")
        elif len(heading.text) > SWALLOWED and sum(sentence.terminated for sentence in heading.sentences) > 1:
            yield self.report(heading, "swallowed", heading=excerpt(heading.sentences[0].text))
        else:
            yield from self._check_inside(heading)

    def _check_inside(self, block: Block) -> Diagnostics:
        """One finding for a block, however many headings stand in its lines."""
        places = printed_inside(block)
        if places:
            yield self._report(places[0], related=[self.note(place.span, "another") for place in places[1:]])

    def _report(self, printed: Printed, *, related: Iterable[Related] = ()) -> Diagnostic:
        return self.report(
            printed.span,
            "" if printed.fault == "no-space" else printed.fault,
            related=related,
            fixes=self._fixes(printed),
            identity=normalise(printed.title),
            marks=printed.marks,
        )

    def _fixes(self, printed: Printed) -> Iterable[Fix]:
        block = printed.block
        if printed.fault in _MENDED_BY_A_SPACE and len(printed.marks) <= DEEPEST:
            marks = "#" * len(printed.marks)
            # Lines around it would be set apart from each other: that asks for a look.
            safe = printed.is_whole_block
            yield self.fix("space", Edit(printed.lead, f"{marks} "), safe=safe, marks=marks)
        elif printed.fault == "inside-bold" and block.only == "strong" and block.text.startswith(f"{printed.marks} "):
            (strong,) = [mark for mark in block.marks if mark.kind == "strong"][:1]
            bold = block.locate(strong.start, strong.end)
            opening, closing = Span(block.span.start, bold.start), Span(bold.end, block.span.end)
            yield self.fix("unwrap", Edit(opening, ""), Edit(closing, block.text[strong.end :]), safe=False)
