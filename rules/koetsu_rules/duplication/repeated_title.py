"""The title that stands in the body again."""

from collections.abc import Iterator

from koetsu import Block, Diagnostics, Document, Message, Options, Rule, Share, normalise, removal
from koetsu_rules.duplication.deletions import deletions
from koetsu_rules.duplication.titles import SHARE, Title, first_paragraph, repeats_title, titles_of


class RepeatedTitleOptions(Options, frozen=True):
    title_in_layout: bool = False
    """ページの雛形が題名を h1 で出すか。出すなら、題名を繰り返す h1 も指摘します。プリセットが true にします。

    Whether the layout prints the title as h1, so that an h1 with the title again is reported too. The presets set it.
    """
    share: Share = SHARE
    """最初の段落が題名の一部だけを繰り返すとき、題名のどれだけを占めれば報告するか。
    Which part of the title a first paragraph says again at least, where it says no more than a part of it."""


class RepeatedTitle(Rule[RepeatedTitleOptions]):
    """The title or the excerpt again, as the first paragraph or as a heading."""

    code = "DUP006"
    severity = "warning"
    message = Message(
        ja="最初の段落が{source:term}の繰り返しです。この段落を削ってください。",
        en="The first paragraph is {source:term} again; delete it.",
    )
    messages = {
        "heading": Message(
            ja="見出しが{source:term}の繰り返しです。見出しを削るか、節の内容を表すものに変えてください。",
            en="This heading is {source:term} again; delete it, or name what the section is about.",
        ),
        "title": Message(ja="題名", en="the title"),
        "excerpt": Message(ja="抜粋（excerpt）", en="the excerpt"),
        "h1": Message(ja="題名の見出し", en="the heading of the article"),
        "delete": Message(ja="この段落を削る", en="Delete this paragraph"),
        "stated": Message(ja="ここに書かれています。", en="It is stated here."),
    }

    def check(self, document: Document) -> Diagnostics:
        titles = titles_of(document)
        shortest = min((len(title.text) for title in titles), default=0)
        for block in candidates(document) if titles else ():
            if block.level > 1 and len(block.text) < shortest:
                continue
            text = normalise(block.text)
            title = next((title for title in titles if self.repeats(block, text, title)), None)
            if title is not None:
                yield self.report(
                    block,
                    "heading" if block.kind == "heading" else "",
                    related=[self.note(title.span, "stated")],
                    fixes=deletions(self, removal(block, block) if block.kind == "paragraph" else None),
                    source=title.key,
                )

    def repeats(self, block: Block, text: str, title: Title) -> bool:
        """Whether a block is a title again."""
        if block.span == title.span or (block.level == 1 and not self.options.title_in_layout):
            return False
        # A heading below level 1 may well name a part of what the title names: then its section is about that.
        return text == title.text if block.level > 1 else repeats_title(text, title, self.options.share)


def candidates(document: Document) -> Iterator[Block]:
    """The first paragraph, and the headings but those that are the name of a function or the like."""
    first = first_paragraph(document)
    if first is not None:
        yield first
    yield from (heading for heading in document.headings if heading.level == 1 or heading.only != "code")
