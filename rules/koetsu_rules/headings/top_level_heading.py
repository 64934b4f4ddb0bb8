"""Does the outline of an article start at the right level?"""

from collections.abc import Sequence

from koetsu import Block, Diagnostics, Document, Message, Options, Rule
from koetsu_rules.headings.outline import outline_of

HIGHEST = 2
"""The level below which a first heading does not stand: the title above it is level 1."""


class TopLevelHeadingOptions(Options, frozen=True):
    """What the page around the body prints."""

    title_in_layout: bool = False
    """ページの雛形が題名を h1 で出すか。出すなら、本文の h1 も指摘します。プリセットが true にします。

    Whether the layout prints the title as h1, so that an h1 in the body is one too many. The presets set it.
    """
    sections_at_h1: bool = False
    """本文の節に h1 を使う習慣のあるサイトか。そうなら、本文の h1 は指摘しません。プリセット `qiita` が true にします。

    Whether it is the custom of the site to write the sections of a body as h1; then no h1 is reported. The preset
    `qiita` sets it.
    """


class TopLevelHeading(Rule[TopLevelHeadingOptions]):
    """A first heading that is too deep, or an h1 where the layout prints the title as one."""

    code = "HD002"
    severity = "warning"
    message = Message(
        ja="最初の見出しが h{level} です。h2 から始めてください。",
        en="The first heading is h{level}: start with h2.",
    )
    messages = {
        "beside-title": Message(
            ja="題名はページの雛形が h1 で出すので、この h1 は二つ目になります。消すか h2 にしてください。",
            en="The layout prints the title as h1, which makes this the second one: remove it, or make it h2.",
        ),
        "several": Message(
            ja="本文に h1 が{count}つあります。題名になる一つだけを残し、ほかは h2 にしてください。",
            en="The body has {count} h1 headings: keep the one that is the title, and make the others h2.",
        ),
        "another": Message(ja="ここも h1 です。", en="Another h1."),
    }

    def check(self, document: Document) -> Diagnostics:
        headings = outline_of(document)
        if headings and headings[0].level > HIGHEST:
            yield self.report(headings[0], level=headings[0].level)
        if self.options.title_in_layout and not self.options.sections_at_h1:
            yield from self._check_titles(document, [heading for heading in headings if heading.level == 1])

    def _check_titles(self, document: Document, titles: Sequence[Block]) -> Diagnostics:
        """One finding however many there are: the first that is too much, with the others as places."""
        kept = 0 if document.title else 1
        if len(titles) > kept:
            yield self.report(
                titles[kept],
                "several" if kept else "beside-title",
                related=[self.note(title, "another") for title in (*titles[:kept], *titles[kept + 1 :])],
                count=len(titles),
            )
