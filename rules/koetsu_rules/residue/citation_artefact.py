"""Did a chat product leave its own marks where the article names a source?"""

from __future__ import annotations

from collections.abc import Iterator

from koetsu import Block, Diagnostics, Document, Edit, Fix, Message, Options, Rule, Span, excerpt
from koetsu_rules.residue.citation_tokens import Artefact, artefacts

_MARKUP = frozenset("*_~`[]()<>\\{}!#&:")
_ENDS = tuple(" \t\r\n。．，、,.!?！？）」』】:：;；|")
_SPACE = " \t\u3000"
_PRIVATE = dict.fromkeys(range(0xE200, 0xE203), " ")


class CitationArtefact(Rule[Options]):
    """A token or a tracking parameter that a chat product puts where it names a source."""

    code = "RS007"
    severity = "warning"
    message = Message(
        ja="AIとの対話画面でだけ働く出典の印{mark:quote}が、そのまま表示されます。"
        "消して、出典が要るならリンクか脚注で示してください。",
        en="The mark {mark:quote}, which names a source in the window of a chat product only, is printed as it is:"
        " delete it, and name the source in a link or a footnote if it is needed.",
    )
    messages = {
        "tracking": Message(
            ja="リンク先に、AIとの対話から来たことを伝える{mark:quote}が付いています。消しても行き先は変わりません。",
            en="The address carries {mark:quote}, which tells that it was copied from a chat product:"
            " delete it; the link leads to the same page.",
        ),
        "hidden": Message(
            ja="AIとの対話画面でだけ働く出典の印{mark:quote}が残っています。"
            "消して、出典が要るならリンクか脚注で示してください。",
            en="The mark {mark:quote}, which names a source in the window of a chat product only, was left in the text:"
            " delete it, and name the source in a link or a footnote if it is needed.",
        ),
        "file": Message(
            ja="リンク先{mark:quote}は、AIとの対話の中にしかないファイルです。読者には開けません。"
            "ファイルを公開して指し直すか、リンクを消してください。",
            en="The address {mark:quote} is that of a file in a conversation with a chat product, which no reader can"
            " open: publish the file and link to it, or remove the link.",
        ),
        "delete": Message(ja="印を消す", en="Delete the mark"),
        "clean": Message(ja="アドレスから消す", en="Delete it from the address"),
    }

    def check(self, document: Document) -> Diagnostics:
        for artefact in artefacts(document):
            text = document.source[artefact.span]
            yield self.report(
                artefact.span,
                _variant(artefact),
                fixes=self._fixes(document, artefact),
                identity=text,
                mark=excerpt(text.translate(_PRIVATE), 40),
            )

    def _fixes(self, document: Document, artefact: Artefact) -> Iterator[Fix]:
        if artefact.kind == "tracking":
            yield self._cleaned(document, artefact)
        elif artefact.kind != "file":
            yield self._deleted(document, artefact)

    def _cleaned(self, document: Document, artefact: Artefact) -> Fix:
        """An address without the parameter, and without the sign that would join nothing any more."""
        text = document.source.text
        start, end = artefact.span
        if text.startswith("&amp;", end):
            end += len("&amp;")
        elif text.startswith("&", end):
            end += 1
        else:
            start -= len("&amp;") if text.endswith("&amp;", 0, start) else 1
        return self.fix("clean", Edit(Span(start, end), ""), safe=True)

    def _deleted(self, document: Document, artefact: Artefact) -> Fix:
        text = document.source.text
        start, end = artefact.span
        bare = len(text[max(0, start - 80) : start].rstrip(_SPACE)) + max(0, start - 80)
        if not text[end : end + 1] or text.startswith(_ENDS, end):
            start = bare
        safe = artefact.block is not None and _is_in_running_line(document, artefact.block, bare, end)
        return self.fix("delete", Edit(Span(start, end), ""), safe=safe)


def _variant(artefact: Artefact) -> str:
    """The key of what is said about it; a mark of Grok, or one in the header, is not printed."""
    if artefact.kind in ("tracking", "file"):
        return artefact.kind
    return "hidden" if artefact.kind == "grok" or artefact.block is None else ""


def _is_in_running_line(document: Document, block: Block, start: int, end: int) -> bool:
    """Whether text stands before a place in its line, and no markup on either side that would then be read anew.

    The words of a heading are the address of its section.
    """
    if block.kind == "heading":
        return False
    text = document.source.text
    line = document.source.line_span(document.source.line_of(start))
    first = max(line.start, block.span.start)
    beside = {text[start - 1 : start], text[end : end + 1]}
    return bool(text[first:start].strip(_SPACE + ">")) and not beside & _MARKUP
