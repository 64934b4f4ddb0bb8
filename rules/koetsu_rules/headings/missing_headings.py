"""Does a long article do without headings?"""

from koetsu import Block, Diagnostics, Document, Message, Options, PositiveInt, Rule, Section, count_characters
from koetsu_rules.headings.pseudo_headings import pseudo_headings_of

LETTERS_OF_A_CHARACTER = 3
"""So many letters of an alphabet say about as much as one kanji or kana."""

SEVERAL = 3
"""So many bold lines in place of headings structure a text; HD006 speaks of them."""

NOTICE = 200
"""Beside links, a section may hold so many characters of notices and still be a list of links."""

_LINKS = frozenset({"link", "url", "image"})


class MissingHeadingsOptions(Options, frozen=True):
    """How much text may stand without a heading."""

    characters: PositiveInt = 5000
    """本文が何字以上なら見出しが要るとみなすか。日本語・中国語・韓国語のほかは3字で1字と数えます。

    How many Japanese characters of running text need a heading; outside Japanese, Chinese and Korean three letters
    count as one.
    """


class MissingHeadings(Rule[MissingHeadingsOptions]):
    """A long body without a heading; one over nothing but links does not count."""

    code = "HD010"
    severity = "info"
    message = Message(
        ja="本文が{characters}字ありますが、見出しがありません。話の切れ目に見出しを入れてください。",
        en="The body has {characters} characters and no heading: give each part of it one.",
    )

    def check(self, document: Document) -> Diagnostics:
        if any(_counts(section) for section in document.sections.sections):
            return
        characters = document.prose.characters
        limit = self.options.characters
        if document.language not in ("ja", "zh", "ko"):
            limit *= LETTERS_OF_A_CHARACTER
        if characters >= limit and len(pseudo_headings_of(document)) < SEVERAL:
            times = characters // limit  # one more sentence makes it no worse
            yield self.report(document.first_line, scope="file", extent=times, characters=characters)


def _counts(section: Section) -> bool:
    """Whether text stands under a heading, not only a list of links."""
    links = False
    characters = 0
    for inner in section.walk():
        for block in inner.blocks:
            if block.only in _LINKS:
                links = True
            else:
                characters += _weight(block)
            if characters > NOTICE:
                return True
    return not links


def _weight(block: Block) -> int:
    """How many characters of text a block adds; code, tables and formulas weigh more than a notice."""
    if block.is_prose:
        return count_characters(block.text)
    return NOTICE + 1 if block.kind in ("code", "table_cell", "math") else 0
