"""In which register does a sentence end: です・ます or である?"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal, NamedTuple

from koetsu import Block, Document, Sentence, Span, ending_of, pattern

Register = Literal["polite", "plain"]
Sight = Literal["polite", "plain", "open"]
"""What the last characters of a sentence show; ``open`` where the dictionary has to tell whether it is plain."""

_STOPS = ("。", "．")
_TAIL = 16
_POLITE = pattern(
    r"(?:です|ます|ました|でした|ません|でしょう|ましょう|ください|下さい|ませ|なさい)"
    r"(?:[かねよなわの]|けれども?|けど|ので|のに|から|が|し|もの)*\Z"
)
_PLAINLY_POLITE = (
    *("です。", "ます。", "ました。", "ません。", "でした。", "でしょう。", "ましょう。", "ください。"),
    *("ですね。", "ますね。"),
)
"""How nearly all polite sentences end: the others are looked at more slowly."""
_UNCOUNTED = pattern(
    r"(?:[かねよなさぞぜわのがしも]|けど|けれど|から|って|など|まで|だけ|ほど|ため|とき|こと|ところ)\Z"
)
"""A question to oneself, a way of speaking, a sentence whose end is left out: である has no share in them."""
_PLAIN = (
    *("である", "であった", "であろう", "だろう", "ではない", "のだ", "のである", "だった", "った", "した", "いた"),
    *("れた", "られる", "れる", "いる", "ある", "する", "なる", "せる", "える", "きる", "ない", "なかった", "という"),
)
_MAY_BE_PLAIN = frozenset("るたいだうくすつぬぶむぐん")
"""In what a verb, an adjective or だ may end: only then the dictionary is asked."""
_NOTE = ("※", "＊", "*", "（", "(", "注", "出典", "出所", "写真", "図", "表")


class Run(NamedTuple):
    """Sentences of one register that follow each other in a block."""

    first: Sentence
    last: Sentence

    @property
    def span(self) -> Span:
        """All of them."""
        return self.first.span.cover(self.last.span)


def running_text(document: Document) -> Iterator[Block]:
    """The blocks whose sentences show the register: no item, quotation or note."""
    for block in document.prose:
        place = block.place
        if block.kind == "paragraph" and not (place.quoted or place.depth or block.text.startswith(_NOTE)):
            yield block


class Ends(NamedTuple):
    """How sentences of running text end, seen at a glance."""

    polite: int
    """How many of them plainly are polite."""
    others: list[Sentence]
    """Those that end in a full stop, but not so: they have to be looked at."""


def ends_of(document: Document) -> Ends:
    """How the sentences of the running text of a document end."""
    polite = 0
    others: list[Sentence] = []
    for block in running_text(document):
        text = block.masked
        is_shown = text is block.text
        for sentence in block.sentences:
            said = sentence.text if is_shown else text[sentence.start : sentence.end]
            if said.endswith(_PLAINLY_POLITE):
                polite += 1
            elif said.endswith(_STOPS):
                others.append(sentence)
    return Ends(polite, others)


def sight_of(sentence: Sentence) -> Sight | None:
    """What the end of a sentence shows; None for a question, a noun or the like."""
    text, start, end = sentence.block.masked, sentence.start, sentence.end
    if text.endswith(_PLAINLY_POLITE, start, end):
        return "polite"
    if not text.endswith(_STOPS, start, end):
        return None
    text = text[max(start, end - _TAIL) : end - 1]
    if _POLITE.search(text):
        return "polite"
    if _UNCOUNTED.search(text):
        return None
    if text.endswith(_PLAIN):
        return "plain"
    return "open" if text[-1:] in _MAY_BE_PLAIN else None


def register_of(sentence: Sentence) -> Register | None:
    """The register of a sentence; None where it, or the dictionary, shows none."""
    sight = sight_of(sentence)
    if sight != "open":
        return sight
    text = sentence.text[-_TAIL:-1]
    return "plain" if ending_of(text, japanese=True).strength == "plain" else None


def runs_of(ended: list[tuple[Sentence, Register]], register: Register) -> list[Run]:
    """The sentences of a register, those together that stand together in a block."""
    runs: list[Run] = []
    block: Block | None = None
    """Where the run goes on that was found last."""
    for sentence, shown in ended:
        if shown != register:
            block = None
        elif block is sentence.block:
            runs[-1] = Run(runs[-1].first, sentence)
        else:
            runs.append(Run(sentence, sentence))
            block = sentence.block
    return runs
