"""In which register does a sentence end: です・ます or である?"""

from __future__ import annotations

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
_PLAINLY_POLITE = tuple(
    end + stop
    for end in ("です", "ます", "ました", "ません", "でした", "でしょう", "ましょう", "ください", "ですね", "ますね")
    for stop in _STOPS
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


class Ended(NamedTuple):
    """A sentence whose end shows a register."""

    sentence: Sentence
    sight: Sight

    @property
    def register(self) -> Register | None:
        """The register; None where the dictionary finds that it shows none."""
        if self.sight != "open":
            return self.sight
        text = self.sentence.text[-_TAIL:-1]
        return "plain" if ending_of(text, japanese=True).strength == "plain" else None


class Run(NamedTuple):
    """Sentences of one register that follow each other in a block."""

    first: Sentence
    last: Sentence

    @property
    def span(self) -> Span:
        """All of them."""
        return self.first.span.cover(self.last.span)


def ended_sentences(document: Document) -> list[Ended]:
    """The sentences of running text that end in one of both: no item, quotation, note, question or noun."""
    return [
        Ended(sentence, sight)
        for block in document.prose
        if block.kind == "paragraph" and not block.quoted and not block.depth and not block.text.startswith(_NOTE)
        for sentence in block.sentences
        if (sight := _sight_of(block.masked, sentence.start, sentence.end)) is not None
    ]


def _sight_of(text: str, start: int, end: int) -> Sight | None:
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
