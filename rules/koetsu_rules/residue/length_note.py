"""Does the article state its own length, as it was asked for?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from koetsu import Block, Diagnostics, Document, Edit, Fix, Message, Options, Rule, Span, excerpt, pattern
from koetsu_rules.residue.notes import Note, notes

_ABOUT_LENGTH = pattern(r"文字数|字数|作文|小論文|感想文|原稿用紙|word count|character count", re.IGNORECASE)
"""A title or heading of a text about lengths."""
_COUNTS = pattern(r"文字数|字数")
_MENTIONS = 3
"""So often only a text about lengths speaks of them."""
_LABELLED = pattern(r"[ \t　]*[^：:\n]{1,12}[：:]")
_LAST = 3
"""Blocks at the end in which a sentence about the length is not meant for the reader."""
_SPACE = " \t\u3000"


class LengthNote(Rule[Options]):
    """A note that says how long a text is, such as （約2000文字）."""

    code = "RS008"
    severity = "warning"
    message = Message(
        ja="長さの指定や報告{note:quote}が本文に残っています。読者に要らないものなら消してください。",
        en="A note on the length, {note:quote}, was left in the text: delete it if readers do not need it.",
    )
    messages = {"delete": Message(ja="長さの注記を消す", en="Delete the note")}

    def check(self, document: Document) -> Diagnostics:
        found = [note for note in notes(document, "length_note") if _fits(note)]
        if found and not _is_about_lengths(document, found):
            for note in found:
                fixes = self._fixes(document, note)
                yield self.report(note.span, fixes=fixes, identity=note.text, note=excerpt(note.text, 32))

    def _fixes(self, document: Document, note: Note) -> Iterator[Fix]:
        """Deletes what an author may want to say after all, so it is never safe."""
        block = note.block
        if block is None:
            return
        if (note.start, note.end) == (0, len(block.text)):
            span = _lines(document, block)
        else:
            text = document.source.text
            first = max(block.span.start, note.span.start - 20)
            span = Span(first + len(text[first : note.span.start].rstrip(_SPACE)), note.span.end)
        yield self.fix("delete", Edit(span, ""), safe=False)


def _lines(document: Document, block: Block) -> Span:
    """The lines of a block with a blank line beside it, if there is one."""
    source = document.source
    first, last = block.lines
    starts = [*source.line_starts, len(source)]
    start, end = starts[first], starts[last + 1]
    if last + 2 < len(starts) and not source.text[end : starts[last + 2]].strip():
        end = starts[last + 2]
    if end == len(source) and first and not source.text[starts[first - 1] : start].strip():
        start = starts[first - 1]
    return Span(start, end)


def _fits(note: Note) -> bool:
    """Whether a note stands where a generator puts it."""
    block = note.block
    if block is None:
        return note.phrase.kind != "line"
    if block.kind not in ("paragraph", "heading") or block.depth:
        return False
    if note.phrase.kind == "heading":
        return block.kind == "heading"
    if note.phrase.strength == "possible":
        return _is_near_end(block)
    return note.phrase.id != "labelled-count" or not _has_labelled_neighbours(note, block)


def _has_labelled_neighbours(note: Note, block: Block) -> bool:
    """Whether a count is one of several lines of data, as below the title of a story."""
    before = block.text[: note.start].rstrip().rpartition("\n")[2]
    after = block.text[note.end :].lstrip().partition("\n")[0]
    if before or after:
        return any(_LABELLED.match(line) for line in (before, after))
    beside = (block.previous, block.next)
    return any(other is not None and other.is_prose and _LABELLED.match(other.text) for other in beside)


def _is_near_end(block: Block) -> bool:
    below = block.document.blocks[block.index + 1 : block.index + 2 + _LAST]
    return sum(other.is_prose for other in below) < _LAST


def _is_about_lengths(document: Document, found: Sequence[Note]) -> bool:
    title = document.title or ""
    for note in found:
        if note.block is None:
            title = title.replace(note.text, "")
    if _ABOUT_LENGTH.search(title):
        return True
    if any(_ABOUT_LENGTH.search(_without(heading, found)) for heading in document.headings):
        return True
    mentions = sum(1 for block in document.prose for _ in _COUNTS.finditer(block.masked))
    noted = sum(1 for note in found if note.block is not None and _COUNTS.search(note.text))
    return mentions - noted >= _MENTIONS


def _without(heading: Block, found: Sequence[Note]) -> str:
    """The text of a heading but for a note in it."""
    return next((heading.text[: note.start] for note in found if note.block is heading), heading.text)
