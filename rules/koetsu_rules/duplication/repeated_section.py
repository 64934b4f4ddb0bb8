"""A whole section that stands in the article again."""

from koetsu import Diagnostics, Document, Message, Options, PositiveInt, Rule, normalise
from koetsu_rules.duplication.deletions import deletions


class RepeatedSectionOptions(Options, frozen=True):
    blocks: PositiveInt = 3
    """続けて繰り返される見出し・段落・項目がいくつ以上なら報告するか。
    How many headings, paragraphs and list items in a row make a section."""
    characters: PositiveInt = 200
    """繰り返される本文が何文字以上なら報告するか。
    How many characters of running text it has at least."""


class RepeatedSection(Rule[RepeatedSectionOptions]):
    """Several blocks in a row that stood before."""

    code = "DUP001"
    severity = "error"
    message = Message(
        ja="{line}行目から始まる部分がもう一度現れます（見出しや段落{blocks:,}個、{characters:,}文字）。この写しを削ってください。",
        en="What starts on line {line} stands here again ({blocks:,} blocks, {characters:,} characters);"
        " delete this copy.",
    )
    messages = {
        "first": Message(ja="最初はここにあります。", en="It stands here first."),
        "delete": Message(ja="この写しを削る", en="Delete this copy"),
    }

    def check(self, document: Document) -> Diagnostics:
        for repeat in document.repeats:
            if len(repeat.blocks) < self.options.blocks or repeat.characters < self.options.characters:
                continue
            yield self.report(
                repeat,
                severity="warning" if repeat.is_outline else None,
                related=[self.note(repeat.first, "first")],
                fixes=deletions(self, repeat.removal),
                identity=normalise(repeat.sentences[0].text),
                line=document.source.line_of(repeat.first.span.start) + 1,
                blocks=len(repeat.blocks),
                characters=repeat.characters,
            )
