"""Which blocks stop without an end, although they are sentences?"""

from __future__ import annotations

import re
from functools import cached_property

from koetsu import Block, Ending, Sentence, Span, ending_of, is_terminated, pattern

FINISHED = frozenset("。！？")
_GOES_ON = pattern(r"[\w、，,・ー「『（(［\[【〈《“‘*`\-‐–」』）)］\]】〉》”’]")
"""A text that ends in any other mark (：, →, ☆, an emoji) was ended so by its author."""

_OPENERS = "「『（([［【〈《“"
_CLOSERS = "」』）)]］】〉》”"
_PARTNER = dict(zip(_CLOSERS, _OPENERS, strict=True))
_BRACKET = pattern(f"[{re.escape(_OPENERS + _CLOSERS)}]")
_NO_BRACKET = pattern(r"[:;]-?[(\[]|[(\[]\s*[-+\w.∞]+\s*,\s*[-+\w.∞]+\s*[)\]]")
"""A face such as :( and an interval such as [0, 1)."""
_CLOSED_END = pattern(f"[{re.escape(_CLOSERS)}’]+$")

_ENUMERATOR = pattern(r"[\s(（]*[\da-zA-Z]{1,3}[)）.．]*")
_CAPTION = pattern(
    r"(?:※|＊|[*†‡]|注[釈記]?[\d:：)）]|更新日"
    r"|(?:図表?|表|写真|画像)(?:\s*[\d０-９①-⑳A-Z(（\-–—]|\s|\Z)"
    r"|(?:図|表|出典|出所|引用|参考|写真|画像|撮影|提供|文|執筆|著者|翻訳|訳|追記)[^。、\s:：=＝／/]{0,6}(?:\s?[:：=＝／/]|\s|\Z)"
    r"|fig(?:ure)?\b|table\b|listing\b|source\b|photo\b|image\b|credit|note\b|by\b|[-–—]\s)",
    re.IGNORECASE,
)
_END_MARK = pattern(r"[-=\[<|\s]*(?:END|End|EOF|EOS|FIN)[-=\]>|\s]*")
"""What a generator puts behind its last sentence, which is a fault of its own."""
_SIGNED = pattern(r"[-–—―]\s*\w")
_LINE = pattern("[\n\u2028]")
_LETTER = pattern(r"[^\W\d_]")
_JAPANESE = pattern("[ぁ-ヿ一-鿿]")
_LATIN = pattern(r"[A-Za-z0-9Ａ-Ｚａ-ｚ０-９]\Z")
_VALUE = pattern(r"[^。、:：]{1,20}[:：][^。はがを]{1,60}")
_CUT_LINK = pattern(r"\]\([^()\s]*\Z")
_TITLE_MARK = pattern("[：:？?！!｜|〜～—―–]|- ")
_PARTICLE = pattern("[はがをも]")
_ENUMERATION = pattern(r"(?:[、，][^、，ぁ-ん]+){2,}[、，]\Z")
_READ_NOT = frozenset({"link", "image", "code", "math", "url", "strikethrough", "template"})


class Tail:
    """The last sentence of a block, which no mark ends."""

    def __init__(self, block: Block, sentence: Sentence) -> None:
        self.block = block
        self.sentence = sentence
        self.text = block.masked[sentence.start : sentence.end]
        """The sentence as grammar may look at it."""

    @property
    def span(self) -> Span:
        """Its last phrase in the file."""
        return self.block.locate(self.sentence.start + self._phrase_start, self.sentence.end)

    @property
    def phrase(self) -> str:
        """Its last phrase as a reader sees it."""
        return self.sentence.text[self._phrase_start :]

    @property
    def _phrase_start(self) -> int:
        return max(0, self.sentence.text.rfind("[")) if self.is_cut_link else self.ending.start

    @cached_property
    def ending(self) -> Ending:
        """How it ends."""
        return ending_of(self.text, japanese=self.block.document.language == "ja")

    @cached_property
    def follows_sentence(self) -> bool:
        """Whether a finished sentence stands before it in its block: then it had to be finished too."""
        stops = "。．" if self.block.document.language == "ja" else "。．."
        return any(text[-1:] in stops for text in self._finished)

    @property
    def follows_question(self) -> bool:
        """Whether a question or an exclamation stands before it, as also in a title of two parts."""
        return bool(self._finished)

    @cached_property
    def _finished(self) -> list[str]:
        """What stands before it, as far as a mark ends it; the number of an item is no sentence."""
        texts = (self.block.masked[sentence.start : sentence.end] for sentence in self.block.sentences[:-1])
        return [text.rstrip(_CLOSERS) for text in texts if is_terminated(text) and not _ENUMERATOR.fullmatch(text)]

    @property
    def is_open(self) -> bool:
        """Whether a bracket, bold type, code or a link was opened and never closed."""
        return self.has_open_bracket or self.has_open_markup

    @cached_property
    def has_open_bracket(self) -> bool:
        """Whether a bracket was opened in the block and never closed."""
        return open_bracket(self.block.masked) is not None

    @cached_property
    def has_open_markup(self) -> bool:
        """Whether bold type, code or a link is opened and never closed, so that the marks are printed."""
        text = self.sentence.text
        return self.block.text.count("**") % 2 == 1 or text.count("`") % 2 == 1 or "](" in text

    @property
    def is_cut_link(self) -> bool:
        """Whether it stops inside the target of a link."""
        return bool(_CUT_LINK.search(self.block.text))

    @property
    def is_closed(self) -> bool:
        """Whether a closing bracket ends it, and not only that of a quotation inside the sentence."""
        return bool(_CLOSED_END.search(self.text)) and (self.text[-1] not in "」』" or self.text[0] in _OPENERS)

    @property
    def is_japanese(self) -> bool:
        """Whether anything in it is Japanese."""
        return bool(_JAPANESE.search(self.text))

    @property
    def is_latin(self) -> bool:
        """Whether it ends in a Latin letter or a digit, as names and versions do."""
        return bool(_LATIN.search(self.text))

    @property
    def is_clause(self) -> bool:
        """Whether it has a topic, a subject or an object, as a sentence has and a title rarely."""
        return bool(_PARTICLE.search(self.text[:-1]))

    @property
    def is_titled(self) -> bool:
        """Whether it has two parts, as a title has."""
        return bool(_TITLE_MARK.search(self.text))

    @property
    def is_value(self) -> bool:
        """Whether its last line gives a key and a value: 費用: 五百円"""
        return bool(_VALUE.fullmatch(_LINE.split(self.text)[-1]))

    @property
    def is_enumeration(self) -> bool:
        """Whether it is a row of names, with commas between them and no grammar."""
        return bool(_ENUMERATION.search(self.text[-200:]))

    @property
    def has_comma_for_stop(self) -> bool:
        """Whether only the mark is wrong: a comma behind a whole sentence in です・ます."""
        return self.text[-1] in "、，" and ending_of(self.text[:-1], japanese=True).strength == "polite"


def open_bracket(text: str) -> int | None:
    """Where the first bracket stands that is opened and never closed."""
    waiting: list[int] = []
    if "(" in text or "[" in text:
        text = _NO_BRACKET.sub(lambda found: "\0" * len(found.group()), text)
    for found in _BRACKET.finditer(text):
        bracket = found.group()
        if bracket not in _PARTNER:
            waiting.append(found.start())
        elif waiting and text[waiting[-1]] == _PARTNER[bracket]:
            waiting.pop()
    return waiting[0] if waiting else None


def is_finished(block: Block) -> bool:
    """Whether a mark ends a block."""
    return block.text[-1:] in FINISHED or is_terminated(block.masked.rstrip())


def tail_of(block: Block) -> Tail | None:
    """The unfinished last sentence of a block; None where the block is finished, or was never meant as a sentence."""
    if block.text[-1:] in FINISHED or block.kind not in ("paragraph", "list_item", "blockquote"):
        return None
    if _CUT_LINK.search(block.text):
        return Tail(block, block.sentences[-1])
    text = block.masked.rstrip()
    if not text or is_terminated(text) or not _GOES_ON.match(text[-1]) or text.endswith("・・"):
        return None
    if block.only is not None or _CAPTION.match(text) or _ends_in_markup(block):
        return None
    last = block.sentences[-1]
    if (
        "#" in last.text[-40:]
        or not _LETTER.search(last.text)
        or _SIGNED.match(last.text)
        or _END_MARK.fullmatch(last.text)
    ):
        return None
    return Tail(block, last)


def _ends_in_markup(block: Block) -> bool:
    """Whether it ends in a link, code or the like, in a line that is bold or emphasised as a whole, or is one tag."""
    text = block.text.rstrip()
    for mark in block.marks:
        fills_line = mark.start == 0 or _LINE.match(block.text[mark.start - 1])
        if mark.end >= len(text) and (mark.kind in _READ_NOT or fills_line):
            return True
    encoded = block.document.source.encoded
    if (
        encoded[block.byte_start : block.byte_start + 1] == b"<"
        and encoded[block.byte_end - 1 : block.byte_end] == b">"
    ):
        return True
    last_line = _LINE.split(text)[-1]
    return last_line.startswith("**") and last_line.endswith("**") and last_line.count("**") == 2
