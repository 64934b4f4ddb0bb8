"""The article again in one paragraph."""

from collections.abc import Iterator

from koetsu import Diagnostics, Document, Fix, Flattened, Message, Options, PositiveInt, Rule, normalise, removal
from koetsu_rules.duplication.deletions import deletions
from koetsu_rules.duplication.titles import SHARE, first_paragraph, repeats_title, titles_of

TITLED_CHARACTERS = 100
"""How much has to be repeated behind the title of the article, which alone says that it starts again."""

OWN = 20
"""So many letters and digits that stand nowhere else, besides the title, may go with the paragraph: no statement."""

JOINTS = 2
"""How often one block has to go on in the next where the paragraph does not start with the title."""


class FlattenedCopyOptions(Options, frozen=True):
    characters: PositiveInt = 200
    """一つの段落の中で何文字以上繰り返されていれば報告するか（題名で始まる段落は100文字から）。
    How many letters and digits are repeated in one paragraph at least; behind the title of the article 100 are enough.
    """


class FlattenedCopy(Rule[FlattenedCopyOptions]):
    """A paragraph that is the article again, its title and blocks run together in one line."""

    code = "DUP007"
    severity = "error"
    message = Message(
        ja="{line}行目からの{blocks:,}個の段落が、改行を失って一つの段落にもう一度書かれています。この段落を削ってください。",
        en="{blocks:,} blocks from line {line} on stand here again, run together in one paragraph; delete it.",
    )
    messages = {
        "titled": Message(
            ja="題名から始まる記事が、改行を失って一つの段落にもう一度書かれています（{characters:,}文字）。この段落を削ってください。",
            en="The article starts again from its title, run together in one paragraph ({characters:,} characters);"
            " delete it.",
        ),
        "delete": Message(ja="この段落を削る", en="Delete this paragraph"),
        "first": Message(ja="最初はここにあります。", en="It stands here first."),
    }

    def check(self, document: Document) -> Diagnostics:
        found = document.repeats.flattened
        openings = openings_of(document) if found else []
        for flattened in found:
            is_titled = starts_again(flattened, openings)
            if is_titled or self.is_run_together(flattened):
                yield self.report(
                    flattened,
                    "titled" if is_titled else "",
                    related=[self.note(flattened.first, "first")],
                    fixes=self._fixes(flattened, openings if is_titled else []),
                    line=document.source.line_of(flattened.first.span.start) + 1,
                    blocks=flattened.blocks,
                    characters=flattened.characters,
                )

    def _fixes(self, flattened: Flattened, openings: list[str]) -> Iterator[Fix]:
        if flattened.own <= OWN + max(map(len, openings), default=0):
            yield from deletions(self, removal(flattened.block, flattened.block))

    def is_run_together(self, flattened: Flattened) -> bool:
        """Whether it is mostly a row of earlier blocks."""
        is_long = flattened.characters >= self.options.characters and flattened.share >= 0.5
        return is_long and flattened.joints >= JOINTS


def openings_of(document: Document) -> list[str]:
    """How the article starts: its title, or a first paragraph that says it again."""
    titles = titles_of(document)
    first = first_paragraph(document)
    text = normalise(first.text) if first is not None else ""
    repeated = [text] if any(repeats_title(text, title, SHARE) for title in titles) else []
    return [title.text for title in titles] + repeated


def starts_again(flattened: Flattened, openings: list[str]) -> bool:
    """Whether the article starts again in it: the title, and behind it in the same line what stood before."""
    if flattened.characters < TITLED_CHARACTERS or flattened.share < 0.5:
        return False
    lines = [normalise(line) for line in flattened.block.text.split("\n")]
    return any(line.startswith(opening) and line != opening for line in lines for opening in openings)
