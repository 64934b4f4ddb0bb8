"""A sentence that stands in the article again."""

from typing import Annotated

from msgspec import Meta

from koetsu import Diagnostics, Document, Message, Options, Rule, normalise


class RepeatedSentenceOptions(Options, frozen=True):
    characters: Annotated[int, Meta(ge=40)] = 40
    """ほかの文章の中で繰り返される文が何文字以上なら報告するか（40以上）。
    How many characters a sentence has at least that stands again in other text: 40 or more."""
    seam_characters: Annotated[int, Meta(ge=20)] = 20
    """前の段落の最後の文が次の段落の最初にもあるとき、何文字以上なら報告するか（20以上）。
    How many it has at least where it ends a block and begins the next: 20 or more."""


class RepeatedSentence(Rule[RepeatedSentenceOptions]):
    """A sentence that stood before, word for word, in other text or at the end of the block before."""

    code = "DUP004"
    severity = "info"
    message = Message(
        ja="{line}行目と同じ文です。どちらかを削るか、言い換えてください。",
        en="The same sentence as on line {line}; delete one of them, or say it in another way.",
    )
    messages = {
        "seam": Message(
            ja="前の段落の最後の文が、ここでもう一度始まります。どちらかを削ってください。",
            en="The last sentence of the block before stands here again; delete one of them.",
        ),
        "first": Message(ja="最初はここにあります。", en="It stands here first."),
    }

    def check(self, document: Document) -> Diagnostics:
        for repeat in document.repeats.sentences:
            limit = self.options.seam_characters if repeat.is_seam else self.options.characters
            if repeat.characters >= limit:
                yield self.report(
                    repeat,
                    "seam" if repeat.is_seam else "",
                    related=[self.note(repeat.first, "first")],
                    identity=normalise(repeat.sentences[0].text),
                    line=document.source.line_of(repeat.first.span.start) + 1,
                )
