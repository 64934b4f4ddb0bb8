"""Does a reader see the marks that were to make text bold?"""

from __future__ import annotations

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
    is_terminated,
    pattern,
)
from koetsu_rules.notation.delimiters import BOLD, Delimiter, Pair, Sides, is_space, pairs_of, sides_of
from koetsu_rules.notation.other_marks import UNDERLINE, Enclosed, enclosed
from koetsu_rules.notation.remedies import Remedy, remedy

MARKS = ("*", "~~", UNDERLINE)

_JAPANESE = pattern("[、。「」『』（）【】々〆ぁ-ゖァ-ヺー一-鿿]")
_NAME = pattern("[a-z0-9_({]")
_LINE_ENDS = frozenset("\r\n")
_STOPS = frozenset("。！？」』）】")
_END = 20
"""How much of a text shows whether it is finished."""
_FOOTNOTE = pattern(r"(?:\A|[\n\u2028])\*\*[ \u3000]")


class LiteralEmphasis(Rule[Options]):
    """Marks of bold type or other emphasis that the renderer prints."""

    code = "NT004"
    severity = "warning"
    message = Message(
        ja="{mark:quote}がそのまま表示され、{look:term}になりません。終わりの{mark:quote}が"
        "記号「 {inside} 」と文字「 {outside} 」に挟まれているためです。{how:term}",
        en="{mark:quote} is printed and makes no {look:term}, because the mark that ends it stands between the sign"
        " {inside:quote} and the letter {outside:quote}. {how:term}",
    )
    messages = {
        "opening": Message(
            ja="{mark:quote}がそのまま表示され、{look:term}になりません。始まりの{mark:quote}が"
            "文字「 {outside} 」と記号「 {inside} 」に挟まれているためです。{how:term}",
            en="{mark:quote} is printed and makes no {look:term}, because the mark that begins it stands between the"
            " letter {outside:quote} and the sign {inside:quote}. {how:term}",
        ),
        "letters": Message(
            ja="{mark:quote}がそのまま表示され、{look:term}になりません。下線の印は、外側に文字があると働きません。「**」で囲んでください。",
            en="{mark:quote} is printed and makes no {look:term}: underscores do nothing next to a letter. Use “**”.",
        ),
        "space": Message(
            ja="「**」がそのまま表示され、太字になりません。内側に空白があるためです。空白を取ってください。",
            en="“**” is printed and makes no bold type, because of the space inside it: remove the space.",
        ),
        "alone": Message(
            ja="対になる「**」がなく、そのまま表示されます。太字にする言葉を「**」で閉じるか、この印を消してください。",
            en="This “**” has no partner and is printed: close the bold type with another one, or delete it.",
        ),
        "shifted": Message(
            ja="組み合わせがずれて、この「**」も表示されます。",
            en="This “**” is printed too, for the pairs are shifted.",
        ),
        "bold": Message(ja="太字", en="bold type"),
        "emphasis": Message(ja="強調", en="emphasis"),
        "strikethrough": Message(ja="取り消し線", en="struck text"),
        "into-brackets": Message(ja="括弧の内側だけを囲んでください。", en="Put the marks inside the brackets."),
        "into-link": Message(
            ja="リンクの文字列だけを囲んでください。", en="Put the marks inside the text of the link."
        ),
        "before-bracket": Message(ja="括弧の前で閉じてください。", en="End it before the bracket."),
        "before-stop": Message(ja="最後の約物の前で閉じてください。", en="End it before the last sign."),
        "tag": Message(
            ja="外側に半角の空白を入れるか、HTMLのタグで囲んでください。",
            en="Put a space outside it, or use an HTML tag.",
        ),
        "fix-into-brackets": Message(ja="印を括弧の内側に移す", en="Move the marks inside the brackets"),
        "fix-into-link": Message(ja="印をリンクの内側に移す", en="Move the marks inside the link"),
        "fix-before-bracket": Message(ja="括弧の前で閉じる", en="End it before the bracket"),
        "fix-before-stop": Message(ja="最後の約物の前で閉じる", en="End it before the last sign"),
        "fix-tag": Message(ja="HTMLのタグにする", en="Use an HTML tag"),
        "fix-asterisks": Message(ja="「**」に替える", en="Use “**”"),
        "fix-space": Message(ja="内側の空白を取る", en="Remove the space inside"),
        "fix-alone": Message(ja="「**」を消す", en="Delete the “**”"),
    }

    def check(self, document: Document) -> Diagnostics:
        marks = [mark for mark in MARKS if _holds(document.source.text, mark)]
        for block in document.blocks if marks else ():
            text = block.text
            for mark in marks:
                if mark in text:
                    if BOLD in text:
                        yield from self._bold(block)
                    yield from (self._enclosed(block, found) for found in enclosed(block))
                    break

    def _bold(self, block: Block) -> Diagnostics:
        """One finding for each mark at fault; what is printed only because of it is named with the first."""
        pairs, alone = pairs_of(block)
        faulty, shifted = [], []
        for pair in pairs:
            if _fault_of(block, pair):
                faulty.append(pair)
            else:
                shifted += [self.note(delimiter, "shifted") for delimiter in pair if delimiter.is_printed]
        for pair in faulty:
            yield self._pair(block, pair, shifted)
            shifted = []
        for delimiter in alone:
            if not _is_forgotten(block, delimiter):
                continue
            fix = self.fix("fix-alone", Edit(delimiter.span, ""), safe=False)
            yield self.report(delimiter, "alone", related=shifted, fixes=[fix], identity=BOLD)
            shifted = []

    def _pair(self, block: Block, pair: Pair, related: list[Related]) -> Diagnostic:
        if _fault_of(block, pair) == "flanking":
            sides = pair.opening.sides, pair.closing.sides
            return self._printed(block, "bold", pair.opening.span, pair.closing.span, sides, related)
        inside = block.document.source[Span(pair.opening.span.end, pair.closing.span.start)]
        edit = Edit(pair.span, f"{BOLD}{inside.strip()}{BOLD}")
        return self.report(pair, "space", related=related, fixes=[self.fix("fix-space", edit, safe=False)])

    def _enclosed(self, block: Block, found: Enclosed) -> Diagnostic:
        opening, closing = sides_of(block, found.opening, found.closing)
        if found.mark != UNDERLINE:
            return self._printed(block, found.look, found.opening, found.closing, (opening, closing))
        way = Remedy("asterisks", (Edit(found.opening, BOLD), Edit(found.closing, BOLD)), True)
        if not (opening.may_open and closing.may_close):
            way = remedy(block.document, found.opening, found.closing, BOLD, only_closing=opening.may_open)
        return self.report(found, "letters", fixes=[self._fix(way)], mark=found.mark, look=found.look)

    def _fix(self, way: Remedy) -> Fix:
        return self.fix(f"fix-{way.case}", *way.edits, safe=way.is_safe)

    def _printed(
        self,
        block: Block,
        look: str,
        first: Span,
        last: Span,
        sides: tuple[Sides, Sides],
        related: Iterable[Related] = (),
    ) -> Diagnostic:
        """What is said of two marks one of which has a letter outside and a sign inside."""
        opening, closing = sides
        mark = block.document.source[first]
        way = remedy(block.document, first, last, mark, only_closing=opening.may_open)
        say, inside, outside = "", closing.before, closing.behind
        if closing.may_close:
            say, inside, outside = "opening", opening.behind, opening.before
        return self.report(
            Span(first.start, last.end),
            say,
            related=related,
            fixes=[self._fix(way)],
            mark=mark,
            look=look,
            inside=inside,
            outside=outside,
            how=way.case,
        )


def _holds(text: str, mark: str) -> bool:
    """Whether a mark stands in a text; one character alone is found much faster."""
    return mark[0] in text and mark in text


def _fault_of(block: Block, pair: Pair) -> str:
    """What keeps two marks from being markup; empty if they only suffer from others, or the renderer minds nothing."""
    opening, closing = pair.opening.sides, pair.closing.sides
    if is_space(opening.behind) or is_space(closing.before):
        return "space" if pair.is_printed else ""
    works = block.document.renderer != "commonmark" or (opening.may_open and closing.may_close)
    return "" if works else "flanking"


def _is_forgotten(block: Block, delimiter: Delimiter) -> bool:
    """Whether a mark without a partner was meant as one: no footnote, no ``**options``, no path.

    What is open where a paragraph stops has been cut, and is another rule's to report.
    """
    if block.kind == "table_cell":
        return False
    before, behind = delimiter.sides
    if before in _LINE_ENDS and behind in _LINE_ENDS:
        return True
    if block.kind == "paragraph" and not is_terminated(block.text[-_END:]):
        return False
    if _NAME.match(behind):
        return False
    if is_space(behind):
        return before in _STOPS
    return bool(_JAPANESE.match(before) or _JAPANESE.match(behind)) and not block.document.once(_has_footnotes)


def _has_footnotes(document: Document) -> bool:
    return any(_FOOTNOTE.search(block.text) for block in document.blocks)
