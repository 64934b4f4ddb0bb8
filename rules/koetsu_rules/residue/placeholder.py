"""Was a place in the article never filled in?"""

from __future__ import annotations

from collections.abc import Sequence

from koetsu import Diagnostics, Document, Message, Options, Rule, excerpt, pattern
from koetsu_rules.residue.blanks import blanks
from koetsu_rules.residue.notes import Note, notes

_BLANK = pattern(r"[〇○◯×●]{2,}|(?<![A-Za-z])X{2,}(?![A-Za-z])")
_SUPPOSED = pattern(
    r"例|たとえば|など|よう[なに]|とか|という|場合|もし|仮[にの]|架空|前職|以前|勤め|勤務|知人|友人|取引先"
    r"|匿名|伏せ|仮名|社名|想定|として"
)
"""What tells that a blank stands for anything, or for something that is not to be named."""
_OTHERS = 3
"""With so many other blanks an article uses them to speak of anything."""


class Placeholder(Rule[Options]):
    """A place or a link of a template that nobody filled in."""

    code = "RS004"
    severity = "warning"
    message = Message(
        ja="{text:quote}が埋められないまま残っています。実際の内容に置き換えるか、消してください。",
        en="{text:quote} was never filled in: put in what belongs there, or delete it.",
    )
    messages = {
        "blank": Message(
            ja="{text:quote}が伏せ字のままです。実際の名前や数に置き換えてください。",
            en="{text:quote} still has blanks in it: put in the name or the number.",
        ),
        "dummy": Message(
            ja="仮の文{text:quote}が残っています。本文に置き換えるか、消してください。",
            en="The dummy text {text:quote} was left in: replace it with your text, or delete it.",
        ),
        "draft": Message(
            ja="書きかけの覚え書き{text:quote}が残っています。済ませてから消してください。",
            en="The note {text:quote} was left in a draft: do what it says, then delete it.",
        ),
        "link": Message(
            ja="リンク先が{text:quote}のままです。実際のアドレスを入れるか、リンクをやめてください。",
            en="The link still leads to {text:quote}: put in the real address, or remove the link.",
        ),
        "image": Message(
            ja="画像のアドレスが{text:quote}のままです。実際の画像を指定するか、消してください。",
            en="The address of the image still is {text:quote}: name the real image, or remove it.",
        ),
        "address": Message(
            ja="リンク先が{text:quote}のままで、記号ごと表示されます。実際のアドレスを入れるか、リンクをやめてください。",
            en="The link was never given an address and is printed with its marks, {text:quote}:"
            " put in the real address, or remove the link.",
        ),
        "hole": Message(
            ja="テンプレートの差し込み箇所{text:quote}が埋められていません。実際の内容に置き換えてください。",
            en="The place {text:quote} of a template was never filled in: put in what belongs there.",
        ),
    }

    def check(self, document: Document) -> Diagnostics:
        found = list(notes(document, "placeholder"))
        for note in found:
            if _is_left(note) and (note.phrase.kind != "blank" or _is_the_only_one(document, found)):
                say = "" if note.phrase.kind == "slot" else note.phrase.kind
                yield self.report(note.span, say, identity=note.text, text=excerpt(note.text, 32))
        for blank in blanks(document):
            yield self.report(blank.span, blank.kind, identity=blank.text, text=excerpt(blank.text, 40))


def _is_left(note: Note) -> bool:
    """Whether a phrase was left by mistake, and is not what an article speaks about."""
    kind, block = note.phrase.kind, note.block
    if block is None:
        return kind not in ("blank", "draft")
    if note.phrase.id == "todo":
        return block.kind == "paragraph" and not block.depth
    if kind != "blank":
        return True
    sentence = next((part for part in block.sentences if part.start <= note.start < part.end), None)
    return sentence is None or not _SUPPOSED.search(sentence.text)


def _is_the_only_one(document: Document, found: Sequence[Note]) -> bool:
    """Whether hardly any other blanks stand in a document."""
    noted = sum(len(_BLANK.findall(note.text)) for note in found if note.phrase.kind == "blank")
    return document.once(_count_blanks) - noted < _OTHERS


def _count_blanks(document: Document) -> int:
    read = (block.text for block in document.blocks if block.is_prose or block.kind in ("heading", "table_cell"))
    return sum(len(_BLANK.findall(text)) for text in read)
