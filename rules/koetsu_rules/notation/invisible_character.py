"""Do characters stand in the text that no reader sees, or that only look like those that were meant?"""

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from heapq import merge
from operator import attrgetter
from typing import NamedTuple

from koetsu import Block, Diagnostic, Diagnostics, Document, Edit, Fix, Message, Options, Rule, Span, excerpt, pattern
from koetsu_rules.notation.character_names import NAMES, code_point, name_of
from koetsu_rules.notation.erasure import leaves_text_as_it_is
from koetsu_rules.notation.gathering import Gathered, Run, gathered
from koetsu_rules.notation.look_alikes import Kind, find_look_alikes, may_stand_among
from koetsu_rules.notation.places import Places
from koetsu_rules.notation.rarities import rarities
from koetsu_rules.notation.replacement_character import damage
from koetsu_rules.notation.unseen import ANY, find_unseen

_SHOWN = 5
"""So many different characters a message names."""
_REORDERING = pattern(r"[\u202a-\u202e\u2066-\u2069]")
_DIRECTION = pattern(r"[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_RIGHTWARDS = pattern(r"[\u200e\u202a\u202c\u2066\u2068\u2069]+")
_HIDDEN = pattern(r"[\U000e0020-\U000e007e]")
_SEPARATOR = pattern(r"[\x0b\x0c\x85\u2028\u2029]")
_UNSURE = pattern(r"[\x00\x0b\x0c\x80-\x9f\u2028\u2029\ufff9-\ufffb]")
"""Some renderers show these: as a box, as a gap, as U+FFFD."""
_ABOUT_RADICALS = pattern(r"部首|康熙|Unicode|ユニコード|radical", re.IGNORECASE)
_C1 = pattern(r"[\x80-\x9f]+")
_LETTER = pattern(r"[A-Za-z0-9]")
_TAG = 0xE0000
_URL = pattern(r"https?://\S*\Z")
_LONG = 200
"""So far back a URL may begin, and so much of a hidden text is read."""


class InvisibleCharacterOptions(Options, frozen=True):
    combining: bool = True
    """仮名と濁点・半濁点が二つの文字に分かれたもの（か＋U+3099）を指摘するか。
    Whether kana whose voicing mark is a character of its own (か and U+3099) are reported."""
    radicals: bool = True
    """語の中の康熙部首など、漢字に見える部首用の文字を指摘するか。
    Whether radicals that stand for a kanji in a word, such as Kangxi radicals, are reported."""
    half_width_kana: bool = False
    """半角カタカナを指摘するか。
    Whether half-width katakana are reported."""
    no_break_space: bool = False
    """ノーブレークスペースを指摘するか。
    Whether no-break spaces are reported."""
    code: bool = False
    """コードの中の見えない文字も指摘するか。並ぶ向きを変えるものは、いつも指摘します。
    Whether characters that nobody sees are reported in code too; those that reorder text always are."""


class InvisibleCharacter(Rule[InvisibleCharacterOptions]):
    """A character that no reader sees, or that only looks like the one that was meant."""

    code = "NT003"
    severity = "warning"
    message = Message(
        ja="目に見えない文字があります（{codes:list}：{names:term}、この行に{count}か所）。"
        "検索や複写の妨げになるので、消してください。",
        en="There are characters here that nobody sees ({codes:list}, {names:term}; in this line: {count})."
        " They get in the way of searching and copying: delete them.",
    )
    messages = {
        **NAMES,
        "direction": Message(
            ja="文字の並ぶ向きを変える、目に見えない文字があります（{codes:list}：{names:term}、この行に{count}か所）。"
            "書かれた順と違う順に見えることがあるので、消してください。",
            en="Characters that nobody sees change the direction of the text ({codes:list}, {names:term};"
            " in this line: {count}). What is shown may not be what is written: delete them.",
        ),
        "hidden": Message(
            ja="目に見えないタグ文字で{text:quote}と書かれています（{codes:list}：{names:term}、この行に{count}か所）。"
            "読者には見えず、機械には読まれます。消してください。",
            en="Tag characters, which nobody sees, say {text:quote} here ({codes:list}, {names:term};"
            " in this line: {count}). Machines read them: delete them.",
        ),
        "separator": Message(
            ja="目に見えない区切りの文字があります（{codes:list}：{names:term}、この行に{count}か所）。"
            "改行か空白に直すか、消してください。",
            en="There are separators here that nobody sees ({codes:list}, {names:term}; in this line: {count})."
            " Make them line breaks or spaces, or delete them.",
        ),
        "combining": Message(
            ja="{text:quote}の濁点や半濁点が、仮名と別の文字になっています（この行に{count}か所）。"
            "同じに見えても検索で見つからないので、{instead:quote}と書き直してください。",
            en="The voicing marks of {text:quote} are characters of their own (in this line: {count})."
            " It looks the same and is not found: write {instead:quote}.",
        ),
        "radical": Message(
            ja="{text:quote}（{codes:list}）は漢字ではなく、部首を示す文字です（この行に{count}か所）。"
            "検索で見つからないので、{instead:quote}と書き直してください。",
            en="{text:quote} ({codes:list}) is the sign of a radical, no kanji (in this line: {count})."
            " It is not found: write {instead:quote}.",
        ),
        "half-width": Message(
            ja="半角カタカナ{text:quote}があります（この行に{count}か所）。{instead:quote}と書き直してください。",
            en="Half-width katakana: {text:quote} (in this line: {count}). Write {instead:quote}.",
        ),
        "space": Message(
            ja="普通の空白に見える別の文字があります（{codes:list}：{names:term}、この行に{count}か所）。"
            "改行のしかたが変わるので、意図がなければ普通の空白にしてください。",
            en="These look like spaces and are none ({codes:list}, {names:term}; in this line: {count})."
            " Lines break otherwise at them: make them spaces, unless they are meant.",
        ),
        "rest": Message(
            ja="同じ文字が、ここから先にあと{count}か所あります（{codes:list}）。",
            en="The same stands in more places from here on ({codes:list}; places: {count}).",
        ),
        "again": Message(ja="同じ行のここにもあります。", en="Here too, in the same line."),
        "delete": Message(ja="見えない文字を消す", en="Delete what nobody sees"),
        "replace": Message(ja="正しい文字に置き換える", en="Put in the characters that were meant"),
    }

    def check(self, document: Document) -> Diagnostics:
        rare = "".join(document.once(rarities))
        unseen = [self._unseen(document)] if ANY.search(rare) else []
        runs = merge(*unseen, *self._look_alikes(document, rare), key=attrgetter("span"))
        for together in gathered(document.source, _outside_of_damage(document, runs)):
            yield self._report(document, together)

    def _unseen(self, document: Document) -> Iterator[Run]:
        for span, text, left_to_right in find_unseen(document):
            places = document.once(Places)
            traits = _traits(text)
            in_code = places.is_code(span.start) and not (self.options.code or traits.reorders)
            if not in_code and not places.is_apart(span.start):
                harmless = traits.harmless if traits.kind != "direction" else left_to_right and traits.harmless
                instead = _between(document, span) if traits.kind == "separator" else traits.instead
                yield Run(traits.kind, span, instead, harmless=harmless, characters=traits.characters)

    def _look_alikes(self, document: Document, rare: str) -> Iterator[Iterator[Run]]:
        options = self.options
        asked: dict[Kind, bool] = {
            "combining": options.combining,
            "radical": options.radicals,
            "half-width": options.half_width_kana,
            "space": options.no_break_space,
        }
        return (_shown(document, kind) for kind, is_asked in asked.items() if is_asked and may_stand_among(rare, kind))

    def _report(self, document: Document, together: Gathered) -> Diagnostic:
        first, *others = together.runs
        written = document.source[first.span]
        characters = (first.characters or "".join(dict.fromkeys(written[:_SHOWN])))[:_SHOWN]
        codes = [code_point(character) for character in characters]
        if together.more:
            return self.report(first.span, "rest", identity=",".join(codes), codes=codes, count=together.more)
        return self.report(
            first.span,
            "" if first.kind == "unseen" else first.kind,
            related=[self.note(run.span, "again") for run in others],
            fixes=self._fixes(document, together.runs),
            identity=",".join(codes),
            codes=codes,
            names=list(dict.fromkeys(name_of(character) for character in characters)),
            text=excerpt(_said(written) if first.kind == "hidden" else written),
            instead=excerpt(first.text),
            count=len(together.runs),
        )

    def _fixes(self, document: Document, runs: list[Run]) -> Iterator[Fix]:
        """One that changes nothing else, if some allow that, and one for them all, if some do not."""
        title = "replace" if any(run.text for run in runs) else "delete"
        safe = [run for run in runs if run.harmless and leaves_text_as_it_is(document, run.span)]
        if safe:
            yield self.fix(title, *(Edit(run.span, run.text) for run in safe), safe=True)
        if len(safe) < len(runs):
            yield self.fix(title, *(Edit(run.span, run.text) for run in runs), safe=False)


def _outside_of_damage(document: Document, runs: Iterable[Run]) -> Iterator[Run]:
    """Those in lines that were read as they were written: elsewhere they are what is left of lost letters."""
    line_of = document.source.line_of
    damaged: set[int] | None = None
    for run in runs:
        if damaged is None:
            damaged = {line_of(broken.span.start) for broken in document.once(damage) if broken.kind}
        if line_of(run.span.start) not in damaged:
            yield run


class _Traits(NamedTuple):
    kind: str
    characters: str
    instead: str
    """Mostly nothing; for C1 controls what CP1252 has there."""
    harmless: bool
    reorders: bool


@lru_cache(maxsize=64)
def _traits(unseen: str) -> _Traits:
    """What characters in a row are, wherever they stand."""
    if _HIDDEN.search(unseen):
        kind = "hidden"
    elif _DIRECTION.search(unseen):
        kind = "direction"
    else:
        kind = "separator" if _SEPARATOR.search(unseen) else "unseen"
    return _Traits(
        kind,
        "".join(sorted(set(unseen))),
        unseen.encode("latin-1").decode("cp1252", "ignore") if _C1.fullmatch(unseen) else "",
        not _UNSURE.search(unseen) and (kind != "direction" or _RIGHTWARDS.fullmatch(unseen) is not None),
        _REORDERING.search(unseen) is not None,
    )


def _between(document: Document, span: Span) -> str:
    """What stands in the place of a separator: between two words a space."""
    text = document.source.text
    before, after = text[max(span.start - 1, 0) : span.start], text[span.end : span.end + 1]
    return " " if _LETTER.match(before) and _LETTER.match(after) else ""


def _said(written: str) -> str:
    """What tag characters say."""
    return "".join(chr(ord(character) - _TAG) for character in _HIDDEN.findall(written[:_LONG]))


def _shown(document: Document, kind: Kind) -> Iterator[Run]:
    """The look-alikes of a kind that a reader sees, and those in the header."""
    meant: dict[Block, bool] = {}
    for found in find_look_alikes(document.source.text, kind):
        at = found.span.start
        places = document.once(Places)
        block = places.block_at(at)
        if block is not None:
            if not block.shows(at) or places.is_code(at) or places.is_apart(at) or _in_url(document, at):
                continue
            if kind == "radical":
                if block not in meant:
                    meant[block] = _ABOUT_RADICALS.search(block.text) is not None
                if meant[block]:
                    continue
        harmless = kind in ("combining", "radical") or (kind == "space" and len(found.instead) == 1)
        yield Run(kind, found.span, found.instead, harmless=harmless)


def _in_url(document: Document, offset: int) -> bool:
    """Whether a bare URL, which may hold kana and kanji, runs up to a place."""
    return _URL.search(document.source.text, max(offset - _LONG, 0), offset) is not None
