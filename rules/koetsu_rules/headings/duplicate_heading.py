"""Does the same heading stand twice?"""

import unicodedata

from koetsu import HOLE, Block, Diagnostics, Document, Message, Options, PositiveInt, Rule, excerpt, pattern
from koetsu_rules.headings.outline import outline_of

_JAPANESE = pattern(r"[ぁ-ヿ㐀-䶿一-鿿豈-﫿々]")
_WORD = pattern(r"[^\W_]")
_LETTERS_OF_A_CHARACTER = 3
"""So many letters of an alphabet say about as much as one kanji or kana."""
_ID = pattern(r"\{(?:#|/\*\s*)([^\s{}*]+)[^{}\n]*\}|\sid=[\"']?([^\s\"'>]+)")


class DuplicateHeadingOptions(Options, frozen=True):
    """Which headings are compared."""

    minimum: PositiveInt = 12
    """別の見出しの下にある同じ見出しを、何文字以上なら重複とみなすか。英数字は3字で1文字と数えます。

    How long a heading has to be, in Japanese characters, to count as a duplicate under another parent too; three
    letters of an alphabet count as one character.
    """


class DuplicateHeading(Rule[DuplicateHeadingOptions]):
    """A heading that already stood among its siblings, or a long one that stood at the same level anywhere."""

    code = "HD003"
    severity = "warning"
    message = Message(
        ja="見出し{heading:quote}は前にもあります。片方を削るか、違いがわかる見出しにしてください。",
        en="The heading {heading:quote} stands here again: remove one, or say in it what differs.",
    )
    messages = {"first": Message(ja="最初はここにあります。", en="It first stands here.")}

    def check(self, document: Document) -> Diagnostics:
        siblings: dict[tuple[int, str], Block] = {}
        level: dict[tuple[int, str], Block] = {}
        for heading in outline_of(document):
            text = _key(document, heading)
            if not text:
                continue
            parent = heading.section.parent
            first = siblings.setdefault((id(parent), text), heading)
            anywhere = level.setdefault((heading.level, text), heading)
            if first is heading and _length(text) >= self.options.minimum:
                first = anywhere
            if first is not heading and not _told_apart(document, first, heading):
                yield self.report(
                    heading, related=[self.note(first, "first")], heading=excerpt(_written(document, heading))
                )


def _written(document: Document, heading: Block) -> str:
    """The text of a heading; of what a template or an image will show only the source is known."""
    return document.source[heading.text_span] if HOLE in heading.text else heading.text


def _key(document: Document, heading: Block) -> str:
    """What two equal headings share; empty for one without a word of its own.

    Not ``normalise``: C, C++ and C# are three headings.
    """
    if not _WORD.search(heading.text):
        return ""
    return "".join(unicodedata.normalize("NFKC", _written(document, heading)).split())


def _length(text: str) -> float:
    japanese = len(_JAPANESE.findall(text))
    return japanese + (len(_WORD.findall(text)) - japanese) / _LETTERS_OF_A_CHARACTER


def _told_apart(document: Document, first: Block, second: Block) -> bool:
    """Whether both headings have an anchor of their own: then the author knows that they read the same."""
    encoded = document.source.encoded
    anchors = [
        _ID.search(encoded[heading.byte_start : heading.byte_end].decode("utf-8")) for heading in (first, second)
    ]
    names = {found[1] or found[2] for found in anchors if found is not None}
    return len(names) == 2
