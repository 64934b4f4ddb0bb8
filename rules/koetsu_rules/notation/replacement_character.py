"""Did characters get lost, or were they read in the wrong encoding?"""

import re
from collections.abc import Iterator
from heapq import merge
from operator import attrgetter

from koetsu import Block, Diagnostic, Diagnostics, Document, Edit, Message, Options, Rule, Span, excerpt, pattern
from koetsu_rules.notation.gathering import Gathered, Run, gathered
from koetsu_rules.notation.misreadings import may_be_misread, misreadings
from koetsu_rules.notation.places import Places
from koetsu_rules.notation.rarities import LOST, rarities

_LOST = pattern("\ufffd(?:[^\\s\ufffd]{0,2}\ufffd)*+")
"""Of a word in another encoding every second character may be gone: one fault."""
_AROUND = 8
"""How many characters before a lost one a message shows."""
_ABOUT = pattern(
    r"文字化け|文字コード|エンコーディング|置換文字|mojibake|shift[-_ ]?jis|cp932|euc-?jp|utf-?8|latin-?1|u\+fffd"
    r"|replacement character|character (?:set|encoding)|charset",
    re.IGNORECASE,
)
_OPENING = "「『“‘\"'（(《〈【［["
_CLOSING = "」』”’\"'）)》〉】］]"


class ReplacementCharacter(Rule[Options]):
    """Text that was destroyed, or that came out as other characters, when it was read in the wrong encoding."""

    code = "NT002"
    severity = "error"
    message = Message(
        ja="文字が失われて「�」（U+FFFD）になっています：{text:quote}（この行に{count}か所）。元の原稿を見て補ってください。",
        en="Characters were lost and became “�” (U+FFFD): {text:quote} (in this line: {count})."
        " Supply them from the original.",
    )
    messages = {
        "misread": Message(
            ja="文字化けしています（{kind:term}、この行に{count}か所）。元の文はおそらく{text:quote}です。書き直してください。",
            en="Mojibake ({kind:term}; in this line: {count}). It probably said {text:quote}: write that again.",
        ),
        "rest": Message(
            ja="壊れた文字は、ここから先にあと{count}か所あります。ファイル全体を元の原稿から作り直してください。",
            en="From here on more characters are broken (places: {count}). Make the file again from the original.",
        ),
        "again": Message(ja="同じ行のここも壊れています。", en="Broken here too, in the same line."),
        "restore": Message(ja="{text:quote}に戻す", en="Restore {text:quote}"),
        "utf-8-as-cp932": Message(ja="UTF-8をShift_JISとして読んだもの", en="UTF-8 that was read as Shift_JIS"),
        "utf-8-as-cp1252": Message(ja="UTF-8をLatin-1として読んだもの", en="UTF-8 that was read as Latin-1"),
        "cp932-as-cp1252": Message(ja="Shift_JISをLatin-1として読んだもの", en="Shift_JIS that was read as Latin-1"),
        "euc-jp-as-cp1252": Message(ja="EUC-JPをLatin-1として読んだもの", en="EUC-JP that was read as Latin-1"),
        "euc-jp-as-cp932": Message(ja="EUC-JPをShift_JISとして読んだもの", en="EUC-JP that was read as Shift_JIS"),
    }

    def check(self, document: Document) -> Diagnostics:
        for together in gathered(document.source, iter(document.once(damage))):
            yield self._report(document, together)

    def _report(self, document: Document, together: Gathered) -> Diagnostic:
        first, *others = together.runs
        if together.more:
            return self.report(first.span, "rest", count=together.more)
        related = [self.note(run.span, "again") for run in others]
        count = len(together.runs)
        if not first.kind:
            line = document.source.line_span(document.source.line_of(first.span.start))
            shown = document.source[Span(max(first.span.start - _AROUND, line.start), first.span.end)]
            return self.report(first.span, related=related, identity=shown, text=excerpt(shown), count=count)
        said = excerpt(first.text, 40)
        edits = [Edit(run.span, run.text) for run in together.runs if run.mends]
        fixes = [self.fix("restore", *edits, safe=False, text=said)] if edits else []
        return self.report(first.span, "misread", related=related, fixes=fixes, kind=first.kind, text=said, count=count)


def damage(document: Document) -> list[Run]:
    """What is broken in a document, in order."""
    return list(_meant(document, _apart(_broken(document))))


def _broken(document: Document) -> Iterator[Run]:
    """What is broken in a document, in order; a character that was lost may stand inside what was misread."""
    rare, text = document.once(rarities), document.source.text
    kinds = [
        (Run(found.kind, found.span, found.text, found.is_complete) for found in kind)
        for kind in (misreadings(text) if may_be_misread(rare) else ())
    ]
    if LOST in rare:
        kinds.append(Run("", Span(*found.span()), "", mends=False) for found in _LOST.finditer(text))
    return merge(*kinds, key=attrgetter("span"))


def _apart(runs: Iterator[Run]) -> Iterator[Run]:
    """Of two that overlap the first, but rather one that says what was there."""
    last: Run | None = None
    for run in runs:
        if last is None or run.span.start >= last.span.end:
            if last is not None:
                yield last
            last = run
        elif run.kind and not last.kind:
            last = run
    if last is not None:
        yield last


def _meant(document: Document, runs: Iterator[Run]) -> Iterator[Run]:
    """Those that stand in running text, and not as an example of what they are."""
    about: dict[Block | None, bool] = {}
    for run in runs:
        places = document.once(Places)
        at = run.span.start
        if places.is_code(at) or places.is_apart(at):
            continue
        block = places.block_at(at)
        if block not in about:
            about[block] = _is_about(document, block)
        if not about[block] and not _is_quoted(document, run.span, in_header=block is None):
            yield run


def _is_quoted(document: Document, span: Span, *, in_header: bool) -> bool:
    """Whether brackets or quotation marks hold nothing else; those of YAML quote nothing."""
    text = document.source.text
    before, after = text[span.start - 1 : span.start], text[span.end : span.end + 1]
    number = _OPENING.find(before) if before else -1
    return number >= 0 and after == _CLOSING[number] and not (in_header and before in "\"'[")


def _is_about(document: Document, block: Block | None) -> bool:
    """Whether the text speaks of encodings: in the title, in the headings above, here, or right before."""
    texts = [document.title or ""]
    if block is not None:
        texts += [block.text, block.previous.text if block.previous else ""]
        section = block.section
        while section.heading is not None and section.parent is not None:
            texts.append(section.heading.text)
            section = section.parent
    return any(_ABOUT.search(text) for text in texts)
