"""Does a code fence swallow what stands below it?"""

from koetsu import Diagnostic, Diagnostics, Document, Message, Options, Rule, Span
from koetsu_rules.truncation.fences import OpenFence, open_fences


class UnclosedFence(Rule[Options]):
    """A code fence that nothing closes, so that the rest of the text is shown as code."""

    code = "TR005"
    severity = "error"
    message = Message(
        ja="コードフェンス{fence:quote}が閉じられず、{end:term}までの{lines}行がコードになっています。"
        "コードの後に閉じるフェンスを入れてください。",
        en="Nothing closes the code fence {fence:quote}: all up to {end:term} is shown as code (lines: {lines})."
        " Close it below the code.",
    )
    messages = {
        "empty": Message(
            ja="コードフェンス{fence:quote}が開いたまま終わっています。余分なら消し、コードが続くはずなら補ってください。",
            en="The code fence {fence:quote} opens and nothing follows. Delete it, or supply the code.",
        ),
        "overrun": Message(
            ja="コードフェンス{fence:quote}が閉じないうちに、次のフェンスが{lines}行後で始まっています。"
            "間の文章までコードになっていないか確かめ、閉じるフェンスを入れてください。",
            en="The code fence {fence:quote} is still open where the next one starts (lines below it: {lines})."
            " Close it, so that the text between them is not shown as code.",
        ),
        "file": Message(ja="ファイルの終わり", en="the end of the file"),
        "item": Message(ja="項目の終わり", en="the end of the list item"),
        "quotation": Message(ja="引用の終わり", en="the end of the quotation"),
        "short": Message(
            ja="記号の数が足りないので、この行では閉じません。", en="Too few marks: this line does not close it."
        ),
        "sign": Message(ja="記号が違うので、この行では閉じません。", en="Another sign: this line does not close it."),
        "indented": Message(
            ja="字下げが深すぎるので、この行では閉じません。", en="Indented too far: this line does not close it."
        ),
        "text": Message(
            ja="後ろに文字があるので、この行では閉じません。", en="Text behind the marks: this line does not close it."
        ),
        "outside": Message(
            ja="字下げや「>」が足りず、この行は閉じずに新しいコードブロックを開きます。",
            en="Not indented or marked as the opening one: this line opens a new block instead of closing it.",
        ),
        "opens": Message(ja="次のフェンスがここで始まっています。", en="The next fence starts here."),
    }

    def check(self, document: Document) -> Diagnostics:
        for fence in open_fences(document):
            wrapper = document.wrapper
            # A fence around the whole article has to go: another rule says so.
            if wrapper is None or wrapper.closing is not None or fence.span.start != wrapper.opening.start:
                yield self._report(document, fence)

    def _report(self, document: Document, fence: OpenFence) -> Diagnostic:
        attempt = fence.attempt
        text = document.source[fence.span].rstrip()
        return self.report(
            Span(fence.span.start, fence.span.start + len(text)),
            "overrun" if fence.end == "fence" else "" if fence.lines else "empty",
            severity=fence.severity,
            related=[self.note(attempt.span, attempt.reason)] if attempt else [],
            fence=text[:24],
            lines=fence.lines,
            end=fence.end,
        )
