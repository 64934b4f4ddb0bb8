"""Where does the part begin and end that stands below an article: related links, advertisements, the author?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from koetsu import Block, Document, pattern

_WORDS = (
    *("関連", "読みたい", "おすすめ", "オススメ", "お勧め", "この記事を書いた", "著者", "執筆者", "筆者", "の記事"),
    *("Related", "related", "also like", "Recommended", "About the", "about the", "Read next", "Read more"),
)
"""One of these is in every label."""
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
_DISCLOSURE = pattern(r"アフィリエイト|アソシエイト|affiliate|広告|スポンサー|PR\b", re.IGNORECASE)

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


def footers(document: Document) -> Iterator[Footer]:
    """The parts of a document that only lead to other pages or introduce the author, in order."""
    text = document.source.text
    if not any(word in text for word in _WORDS):
        return
    content = [block for block in document.blocks if block.kind not in _SKIPPED]
    number = 0
    while number < len(content):
        end = number + 1
        if _is_label(content, number):
            end = _end(content, number)
            if end > number + 1 and _ends_article(content, number):
                yield Footer(content[number], _following(content, end))
        number = end


def _is_label(content: Sequence[Block], number: int) -> bool:
    block = content[number]
    if block.depth or block.quoted or len(block.text) > _LABEL_LENGTH or not _LABEL.match(block.text):
        return False
    if block.kind == "heading":
        return True
    # A bold line names links inside an article, too: only behind a rule it is sure to close it.
    is_set_apart = number > 0 and content[number - 1].kind == "thematic_break"
    return is_set_apart and block.kind == "paragraph"


def _end(content: Sequence[Block], start: int) -> int:
    """Behind which block the part ends that a label opens; right behind the label if it holds nothing of the kind."""
    label = _LABEL.match(content[start].text)
    box = _BOX if label and label["author"] else 0
    number = start + 1
    links = 0
    introduced = False
    while number < len(content):
        block = content[number]
        linked = _is_linked(block)
        if linked:
            links += 1
            box = 0
        elif block.kind == "heading":
            section = _invitation(content, number)
            if not section and not _is_label(content, number):
                break
            number += section
        elif block.kind == "paragraph" and len(block.text) <= box:
            box -= len(block.text)
            introduced = True
        elif block.kind not in _NO_TEXT and not _is_disclosure(block) and not _describes(content, number):
            break
        number += 1
    return number if links > 1 or introduced else start + 1


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


def _ends_article(content: Sequence[Block], number: int) -> bool:
    """Whether a label stands below a rule or at the level of the sections of an article, with an article before it."""
    label, before = content[number], content[:number]
    levels = [block.level for block in before if block.kind == "heading" and not (block.quoted or block.depth)]
    if levels and levels[0] == 1 and levels.count(1) == 1:
        del levels[0]
    is_set_apart = before[-1:] and before[-1].kind == "thematic_break"
    if not is_set_apart and levels and min(levels) < label.level:
        return False
    return _finished(before, _BEFORE) >= _BEFORE


def _following(content: Sequence[Block], start: int) -> list[Block]:
    """The article's own headings and paragraphs from a block on, without further footers and what may stand there."""
    following = []
    number = start
    skipped_level = 0
    while number < len(content):
        block = content[number]
        if block.kind == "heading" and not (block.depth or block.quoted):
            if _is_label(content, number) and (end := _end(content, number)) > number + 1:
                number = end
                continue
            if not skipped_level or block.level <= skipped_level:
                skipped_level = block.level if _APPENDIX.search(block.text) else 0
        is_own = block.kind in ("heading", "paragraph") and not (block.depth or block.quoted or skipped_level)
        if is_own and not _is_linked(block) and not _is_disclosure(block):
            following.append(block)
        number += 1
    return following


def _finished(blocks: Sequence[Block], enough: int) -> int:
    """How many finished sentences stand in paragraphs; not counted further than ``enough``."""
    count = 0
    for block in blocks:
        if block.kind == "paragraph" and not block.quoted:
            count += sum(sentence.terminated for sentence in block.sentences)
            if count >= enough:
                break
    return count
