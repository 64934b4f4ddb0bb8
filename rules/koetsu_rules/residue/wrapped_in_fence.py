"""Does the whole article stand in a code fence?"""

from __future__ import annotations

from collections.abc import Iterable

from koetsu import Diagnostics, Document, Edit, Fix, Message, Options, Rule, Span, Wrapper


class WrappedInFence(Rule[Options]):
    """An article that stands in a code fence as a whole, so that its Markdown is shown as code."""

    code = "RS006"
    severity = "error"
    message = Message(
        ja="コードフェンス{fence:quote}が記事全体を囲み、見出しも段落もコードのまま表示されます。"
        "この行と、記事の終わりの閉じるフェンスを消してください。",
        en="The code fence {fence:quote} encloses the whole article: headings and paragraphs are shown as code."
        " Delete this line and the closing fence at the end of the article.",
    )
    messages = {
        "unclosed": Message(
            ja="コードフェンス{fence:quote}が閉じられないまま記事全体を囲み、見出しも段落もコードのまま表示されます。"
            "この行を消してください。",
            en="The code fence {fence:quote}, which nothing closes, takes in the whole article: headings and paragraphs"
            " are shown as code. Delete this line.",
        ),
        "closing": Message(ja="閉じるフェンスはここです。", en="The closing fence stands here."),
        "unwrap": Message(ja="フェンスを消す", en="Delete the fence"),
    }

    def check(self, document: Document) -> Diagnostics:
        wrapper = document.wrapper
        if wrapper is not None:
            yield self.report(
                wrapper.opening,
                "" if wrapper.closing else "unclosed",
                severity="error" if wrapper.is_all else "warning",
                related=[self.note(wrapper.closing, "closing")] if wrapper.closing else [],
                fixes=self._fixes(document, wrapper),
                fence=document.source[wrapper.opening],
            )

    def _fixes(self, document: Document, wrapper: Wrapper) -> Iterable[Fix]:
        source = document.source
        start = source.line_span(source.line_of(wrapper.opening.start)).start
        if start != wrapper.opening.start or (document.front_matter and wrapper.inner.front_matter):
            return  # the lines below are indented as the fence is; a second header would be printed
        if not source.text[:start].strip():
            start = 0  # a header counts only at the very start
        edits = [Edit(Span(start, wrapper.content.start), "")]
        if wrapper.closing is not None:
            line = source.line_of(wrapper.closing.start)
            following = source.line_starts[line + 1] if line + 1 < len(source.line_starts) else len(source)
            edits.append(Edit(Span(source.line_starts[line], following), ""))
        # All that was code is read as Markdown from then on.
        yield self.fix("unwrap", *edits, safe=False)
