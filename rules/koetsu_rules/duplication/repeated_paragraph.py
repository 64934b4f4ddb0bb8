"""A paragraph that stands in the article again."""

from typing import Annotated

from msgspec import Meta

from koetsu import Diagnostics, Document, Message, Options, Rule, normalise
from koetsu_rules.duplication.deletions import deletions


class RepeatedParagraphOptions(Options, frozen=True):
    characters: Annotated[int, Meta(ge=80)] = 80
    """繰り返される本文が何文字以上なら報告するか（80以上。それより短い繰り返しはDUP004の受け持ちです）。
    How many characters of running text are repeated at least: 80 or more, as less than that belongs to DUP004."""


class RepeatedParagraph(Rule[RepeatedParagraphOptions]):
    """A paragraph that stood before, alone or with one beside it."""

    code = "DUP002"
    severity = "warning"
    message = Message(
        ja="{line}行目と同じ文章です（{characters:,}文字）。どちらかを削ってください。",
        en="The same text as on line {line} ({characters:,} characters); keep one of them.",
    )
    messages = {
        "first": Message(ja="最初はここにあります。", en="It stands here first."),
        "delete": Message(ja="この写しを削る", en="Delete this copy"),
    }

    def check(self, document: Document) -> Diagnostics:
        for repeat in document.repeats.paragraphs:
            if repeat.characters >= self.options.characters:
                yield self.report(
                    repeat,
                    related=[self.note(repeat.first, "first")],
                    fixes=deletions(self, repeat.removal),
                    identity=normalise(repeat.sentences[0].text),
                    line=document.source.line_of(repeat.first.span.start) + 1,
                    characters=repeat.characters,
                )
