"""A paragraph that stands in the article again."""

from koetsu import Diagnostics, Document, Message, Options, PositiveInt, Repeat, Rule, normalise


class RepeatedParagraphOptions(Options, frozen=True):
    characters: PositiveInt = 80
    """繰り返される本文が何文字以上なら報告するか。
    How many characters of running text are repeated at least."""
    section_blocks: PositiveInt = 3
    """DUP001の`blocks`と同じ値にします。これ以上続く繰り返しはDUP001の受け持ちです。
    The same as `blocks` of DUP001, to which longer repeats belong."""
    section_characters: PositiveInt = 200
    """DUP001の`characters`と同じ値にします。
    The same as `characters` of DUP001."""


class RepeatedParagraph(Rule[RepeatedParagraphOptions]):
    """A paragraph that stood before, alone or with one beside it."""

    code = "DUP002"
    severity = "warning"
    message = Message(
        ja="{line}行目と同じ文章です（{characters}文字）。どちらかを削ってください。",
        en="The same text as on line {line} ({characters} characters); keep one of them.",
    )
    messages = {"first": Message(ja="最初はここにあります。", en="It stands here first.")}

    def check(self, document: Document) -> Diagnostics:
        for repeat in document.repeats:
            if not self.is_paragraph(repeat) or self.is_section(repeat):
                continue
            yield self.report(
                repeat,
                related=[self.note(repeat.first, "first")],
                identity=normalise(repeat.sentences[0].text),
                line=document.source.line_of(repeat.first.span.start) + 1,
                characters=repeat.characters,
            )

    def is_paragraph(self, repeat: Repeat) -> bool:
        """Whether it is a block, or several sentences of one; a sentence alone or a list of phrases is less."""
        is_several = bool(repeat.blocks) or len(repeat.sentences) > 1
        return is_several and repeat.characters >= self.options.characters and not repeat.is_outline

    def is_section(self, repeat: Repeat) -> bool:
        """Whether it is long enough for DUP001."""
        options = self.options
        return len(repeat.blocks) >= options.section_blocks and repeat.characters >= options.section_characters
