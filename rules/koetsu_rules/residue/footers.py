"""Where does the part begin and end that stands below an article: related links, advertisements, the author?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from koetsu import Block, Document, pattern

_WHAT = r"(?:記事|リンク|書籍|図書|本|コンテンツ|投稿|ページ|商品|サービス)"
_RECOMMENDED = r"(?:おすすめ|オススメ|お勧め)"
_LABEL = pattern(
    rf"""\W*(?:(?:
        関連(?:する|の)?{_WHAT}(?:・?リンク)?(?:集|一覧)?
      | (?:こちらも|あわせて|合わせて|併せて|次に)(?:お)?(?:読みたい|読んでほしい)(?:{_WHAT})?
      | (?:この(?:記事|話題|テーマ)に)?(?:関連(?:する|の)?)?{_RECOMMENDED}(?:の)?(?:関連)?{_WHAT}
      | こちらの記事も(?:{_RECOMMENDED}|どうぞ|ご覧ください)
      | (?:ほか|他|人気|最新)の記事(?:も(?:読む|見る))?
      | related[ ](?:articles?|posts?|links?|reading|books?) | you[ ](?:may|might)[ ]also[ ]like
      | recommended[ ](?:articles?|posts?|reading|books?|links?) | read[ ](?:next|more)
    ) | (?P<goods>
        (?:この記事で)?{_RECOMMENDED}(?:の)?(?:道具|アイテム|グッズ|用品|製品|ツール|教材)
      | (?:この記事で)?(?:紹介|使用)した(?:道具|アイテム|グッズ|商品|製品)
    ) | (?P<author>
        この記事を書いた人 | (?:著者|執筆者|筆者)(?:の)?(?:プロフィール|紹介|について)
      | about[ ]the[ ](?:author|writer)s?
    ))\W*\Z""",
    re.IGNORECASE | re.VERBOSE,
)
_APPENDIX = pattern(
    r"謝辞|脚注|注釈|補足|付録|追記|更新|変更履歴|改訂|免責|著作権|ライセンス|出典|引用|参考|問い?合わせ|コメント|お知らせ"
    r"|編集後記|余談|おまけ|購読|フォロー|FAQ|よくある|acknowledg|footnote|notes?\b|appendix|update|changelog|disclaimer"
    r"|licen[sc]e|copyright|reference|contact|comment|subscribe|credits?\b",
    re.IGNORECASE,
)
"""What an author may well put behind such a part."""
_SOLD = pattern(
    r"[?&](?:tag|aff[a-z_]*|a8mat|afid)=|amzn\.|/dp/|a8\.net|hb\.afl\.|valuecommerce|moshimo|アフィリ", re.IGNORECASE
)
"""In the address of what is advertised."""
_DISCLOSURE = pattern(r"アフィリエイト|アソシエイト|affiliate|広告|スポンサー|PR\b", re.IGNORECASE)

DEEPEST = 6
_LABEL_LENGTH = 40
_CARD = 120
"""A description of a link, or a note about advertisements, is not longer."""
_BOX = 400
"""What a box says about an author is not longer."""
_BEFORE = 5
"""With fewer finished sentences before it, a list of links stands at the top of an article."""
_SKIPPED = frozenset({"comment", "attribute_list", "marker", "container"})
_NO_TEXT = frozenset({"thematic_break", "html", "template", "conflict"})


class Footer(NamedTuple):
    """What stands below an article, and the article's own text behind it."""

    label: Block
    following: Sequence[Block]
    """Headings and paragraphs behind it."""


class _Before:
    """What stands before a label, counted while the blocks go by."""

    def __init__(self) -> None:
        self.finished = 0
        """How many finished sentences."""
        self.level = DEEPEST
        """Of the headings of sections; one of level 1 at the top is the title."""
        self._headings = 0

    def add(self, block: Block) -> None:
        """Count a heading, or a paragraph while it is not certain that enough stands before."""
        if self.finished < _BEFORE and block.kind == "paragraph" and not block.quoted:
            self.finished += sum(sentence.terminated for sentence in block.sentences)
        elif block.kind == "heading" and not (block.quoted or block.depth):
            if self._headings or block.level > 1:
                self.level = min(self.level, block.level)
            self._headings += 1


def first_footer(document: Document) -> Footer | None:
    """The first part of a document that only leads to other pages or introduces the author, if there is one."""
    content = [block for block in document.blocks if block.kind not in _SKIPPED]
    before = _Before()
    counted = 0
    for number in _openings(content):
        if number < counted or not _is_label(content, number):
            continue
        for block in content[counted:number]:
            before.add(block)
        label = content[number]
        end, is_footer = _end(content, number)
        is_set_apart = number > 0 and content[number - 1].kind == "thematic_break"
        closes = label.kind != "heading" or is_set_apart or label.level <= before.level
        if is_footer and closes and before.finished >= _BEFORE:
            return Footer(label, _following(content, end))
        before.add(label)
        counted = end
    return None


def _openings(content: Sequence[Block]) -> list[int]:
    """The headings, and what stands right behind a rule."""
    kinds = [block.kind for block in content]
    return [
        number
        for number, kind in enumerate(kinds)
        if kind == "heading" or (number and kinds[number - 1] == "thematic_break")
    ]


def _is_label(content: Sequence[Block], number: int) -> bool:
    block = content[number]
    if block.depth or block.quoted or len(block.text) > _LABEL_LENGTH or not _LABEL.match(block.text):
        return False
    if block.kind == "heading":
        return True
    # A bold line names links inside an article, too: only behind a rule it is sure to close it.
    is_set_apart = number > 0 and content[number - 1].kind == "thematic_break"
    return is_set_apart and block.kind == "paragraph"


def _end(content: Sequence[Block], start: int) -> tuple[int, bool]:
    """Behind which block the part ends that a label opens, and whether it holds what such a part is for."""
    number = start
    box = links = 0
    introduced = is_sold = False
    must_be_sold = False
    while number < len(content):
        block = content[number]
        if _is_label(content, number):
            label = _LABEL.match(block.text)
            box = _BOX if label and label["author"] else 0
            must_be_sold = must_be_sold or bool(label and label["goods"])
        elif _is_linked(block):
            links += 1
            box = 0
            is_sold = is_sold or any(_SOLD.search(mark.target) for mark in block.marks)
        elif block.kind == "heading":
            invitation = _invitation(content, number)
            if not invitation:
                break
            number += invitation
        elif block.kind == "paragraph" and len(block.text) <= box:
            box -= len(block.text)
            introduced = True
        elif block.kind not in _NO_TEXT and not _is_disclosure(block) and not _describes(content, number):
            break
        number += 1
    return number, introduced or (links > 1 and (is_sold or not must_be_sold))


def _is_linked(block: Block) -> bool:
    """Whether a block is a link with a few words about it."""
    if block.only in ("link", "image", "url"):
        return True
    if block.kind not in ("paragraph", "list_item", "table_cell"):
        return False
    links = [mark for mark in block.marks if mark.kind in ("link", "url")]
    linked = sum(mark.end - mark.start for mark in links if mark.kind == "link") or bool(links)
    is_at_edge = bool(links) and (links[0].start <= 3 or links[-1].end >= len(block.text) - 3)
    return is_at_edge and len(block.text) - linked <= _CARD


def _describes(content: Sequence[Block], number: int) -> bool:
    """Whether a block is a short text right behind a link, or before a link that leads to what it speaks about."""
    block = content[number]
    if block.kind not in ("paragraph", "list_item", "table_cell") or len(block.text) > _CARD:
        return False
    before, after = content[number - 1], content[number + 1] if number + 1 < len(content) else None
    return _is_linked(before) and (block.kind != "paragraph" or (after is not None and _is_linked(after)))


def _is_disclosure(block: Block) -> bool:
    return block.kind == "paragraph" and len(block.text) <= _CARD and bool(_DISCLOSURE.search(block.text))


def _invitation(content: Sequence[Block], number: int) -> int:
    """How many blocks stand under a heading, if they are a few words and a link to something that is offered."""
    for count, block in enumerate(content[number + 1 : number + 5]):
        if block.only == "link":
            return count + 1
        if block.kind != "paragraph" or len(block.text) > _CARD:
            break
    return 0


def _following(content: Sequence[Block], start: int) -> list[Block]:
    """The article's own headings and paragraphs from a block on, without further footers and what may stand there."""
    following = []
    number = start
    skipped_level = 0
    while number < len(content):
        block = content[number]
        end = number + 1
        if _is_label(content, number):
            end, is_footer = _end(content, number)
            if is_footer:
                number = end
                continue
        is_section = block.kind == "heading" and not (block.depth or block.quoted)
        if is_section and (not skipped_level or block.level <= skipped_level):
            skipped_level = block.level if _APPENDIX.search(block.text) else 0
        is_own = block.kind in ("heading", "paragraph") and not (block.depth or block.quoted or skipped_level)
        if is_own and not _is_linked(block) and not _is_disclosure(block):
            following.append(block)
        number = end
    return following
