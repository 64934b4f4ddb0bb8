"""A paragraph that stands in the article again with small edits."""

from typing import Annotated

from msgspec import Meta

from koetsu import Diagnostics, Document, Message, NearRepeat, Options, PositiveInt, Rule, Severity

Similarity = Annotated[float, Meta(ge=0.6, le=1)]
"""How much of two texts is the same; below 0.6 they may as well be about the same thing in other words."""


class NearDuplicateParagraphOptions(Options, frozen=True):
    similarity: Similarity = 0.6
    """五文字の並びがどれだけ共通していれば報告するか（0.6以上、1以下）。
    Which share of the sequences of five characters both have from which on it is reported, 0.6 to 1."""
    warning_similarity: Similarity = 0.75
    """どれだけ共通していれば参考情報ではなく警告にするか。
    From which share on it is a warning and not an info."""
    warning_characters: PositiveInt = 80
    """写しが何文字以上なら警告にするか。
    From how many letters and digits on it is a warning."""


class NearDuplicateParagraph(Rule[NearDuplicateParagraphOptions]):
    """A paragraph that stood before, but for small edits."""

    code = "DUP003"
    severity = "warning"
    message = Message(
        ja="{line}行目の文章とほぼ同じです（一致{percent}%）。どちらかを削ってください。",
        en="Nearly the same text as on line {line} ({percent}% agree); keep one of them.",
    )
    messages = {"first": Message(ja="最初はここにあります。", en="It stands here first.")}

    def check(self, document: Document) -> Diagnostics:
        for repeat in document.repeats.near:
            if repeat.similarity >= self.options.similarity:
                yield self.report(
                    repeat,
                    severity=self.severity_of(repeat),
                    related=[self.note(repeat.first, "first")],
                    identity=repeat.copy.text,
                    line=document.source.line_of(repeat.first.span.start) + 1,
                    percent=round(100 * repeat.similarity),
                )

    def severity_of(self, repeat: NearRepeat) -> Severity:
        """A warning for running text that hardly differs; what differs in numbers, or in a list, may be meant so."""
        options = self.options
        is_sure = (
            repeat.similarity >= options.warning_similarity
            and len(repeat.copy.text) >= options.warning_characters
            and not repeat.is_parallel
        )
        return "warning" if is_sure else "info"
