"""Does a bracket open that never closes, or close what was never opened?"""

from __future__ import annotations

from collections.abc import Iterator

from koetsu import (
    Block,
    Diagnostic,
    Diagnostics,
    Document,
    Edit,
    Message,
    Options,
    Rule,
    is_terminated,
    normalise,
    pattern,
)
from koetsu_rules.notation.brackets import Lone, is_balanced, lone_brackets

_KINDS = frozenset({"paragraph", "list_item", "footnote", "definition", "heading", "table_cell"})
_SEVERAL = frozenset({"paragraph", "list_item", "footnote", "definition"})
"""What may share a quotation with the block after it."""
_BRACKET = pattern("[「」『』（）【】〔〕〈〉《》“”()]")
_UNFINISHED = pattern(r"[\w、，,・ー「『（(［\[【〈《“‘*`\-‐–」』）)］\]】〉》”’]\Z")
_END = 20
_ONLY_SIGNS = pattern(r"""[\s"'“”‘’「」『』（）()【】〔〕]*""")
_AROUND = 12


class UnbalancedBracket(Rule[Options]):
    """A bracket without its partner."""

    code = "NT005"
    severity = "warning"
    message = Message(
        ja="括弧 {sign} が閉じていません。対になる {missing} を補うか、{sign} を消してください。",
        en="The bracket {sign} is never closed: supply {missing}, or delete {sign}.",
    )
    messages = {
        "close": Message(
            ja="括弧 {sign} の前に、対になる {missing} がありません。{missing} を補うか、{sign} を消してください。",
            en="The bracket {sign} closes nothing: supply {missing} before it, or delete {sign}.",
        ),
        "doubled": Message(
            ja="括弧 {sign} が二つ続き、対になる {missing} が足りません。一つ消すか、{missing} を補ってください。",
            en="The bracket {sign} stands twice, and one {missing} is missing: delete one, or supply {missing}.",
        ),
        "crossed": Message(
            ja="括弧 {sign} と、外側の括弧の閉じる順が逆です。後に開いた括弧を先に閉じてください。",
            en="The bracket {sign} and the one around it are closed in the wrong order: close first what opened last.",
        ),
        "link": Message(
            ja="リンクの文字列が記号 {sign} だけです。リンク先を表す言葉にしてください。",
            en="The text of the link is only {sign}: write what it leads to.",
        ),
        "opened": Message(ja="ここで開いています。", en="It opens here."),
        "delete": Message(ja="一つ消す", en="Delete one"),
    }

    def check(self, document: Document) -> Diagnostics:
        if not _BRACKET.search(document.source.text):
            return
        for block in document.blocks:
            if block.marks and not block.quoted:
                yield from self._links(block)
        for lone in _unpaired(document):
            yield self._found(lone)

    def _found(self, lone: Lone) -> Diagnostic:
        block, at, sign = lone.block, lone.at, lone.sign
        span = block.locate(at, at + 1)
        doubled = lone.case != "crossed" and sign in (block.text[at - 1 : at], block.text[at + 1 : at + 2])
        say = "doubled" if doubled else "" if lone.case == "open" else lone.case
        return self.report(
            span,
            say,
            related=[] if lone.partner is None else [self.note(block.locate(lone.partner, lone.partner + 1), "opened")],
            fixes=[self.fix("delete", Edit(span, ""), safe=False)] if doubled else [],
            identity=sign + normalise(block.text[max(0, at - _AROUND) : at + _AROUND]),
            sign=sign,
            missing=lone.missing,
        )

    def _links(self, block: Block) -> Diagnostics:
        for link in block.marks_of("link"):
            text = block.text[link.start : link.end]
            if _ONLY_SIGNS.fullmatch(text) and text.strip():
                yield self.report(block.locate(link.start, link.end), "link", identity=link.target, sign=text.strip())


def _unpaired(document: Document) -> Iterator[Lone]:
    """The brackets that have no partner in their block nor, in a quotation of several paragraphs, in another.

    Each paragraph of a long quotation may open it anew; the last one closes all.
    """
    opened: dict[str, list[Lone]] = {}
    for block in document.blocks:
        if block.kind not in _KINDS or block.place.quoted:
            continue
        if block.kind == "heading":
            yield from (lone for kind in opened.values() for lone in kind)
            opened = {}
        if not opened and is_balanced(block.masked):
            continue
        found = lone_brackets(block)
        _close_anew(block, found, opened)
        is_cut = bool(found) and _shows_cut(block)
        for lone in found:
            if block.kind in _SEVERAL and lone.case == "open":
                opened.setdefault(lone.kind, []).extend([] if is_cut else [lone])
            elif block.kind in _SEVERAL and lone.case == "close" and opened.pop(lone.kind, None) is not None:
                continue
            elif not (is_cut if lone.case == "open" else _starts_inside(lone)):
                yield lone
    yield from (lone for kind in opened.values() for lone in kind)


def _close_anew(block: Block, found: list[Lone], opened: dict[str, list[Lone]]) -> None:
    """Close what is open where a paragraph begins with the same bracket as the open one above it, and closes it."""
    if opened and block.text.startswith(tuple(opened)) and not any(lone.at == 0 for lone in found):
        above = opened[block.text[0]]
        if above and above[-1].at == 0 and above[-1].block is block.previous:
            del opened[block.text[0]]


def _shows_cut(block: Block) -> bool:
    """Whether a bracket that is open in a block shows that it is cut: other rules speak of that."""
    if block.kind == "heading" or block.only == "link":
        return True
    is_last = block.list is None or block.next is None or block.next.list != block.list
    return block.kind in ("paragraph", "list_item") and is_last and _is_unfinished(block)


def _starts_inside(lone: Lone) -> bool:
    """Whether a bracket that closes nothing shows that its paragraph starts in the middle: another rule tells."""
    block = lone.block
    if block.kind != "paragraph" or lone.sign != "」" or lone.case != "close":
        return False
    return block.text.find("」") == lone.at < block.sentences[0].end and "「" not in block.text[: lone.at]


def _is_unfinished(block: Block) -> bool:
    text = block.text[-_END:].rstrip()
    return bool(_UNFINISHED.search(text)) and not is_terminated(text)
