"""Where did a conversation with a model leave a trace in an article, and how sure is that?

A phrase alone proves little: it may be told, quoted or explained. So every phrase is judged by where it stands.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Iterator, Sequence
from itertools import islice
from operator import attrgetter
from typing import Literal, NamedTuple

from koetsu import Block, Document, Node, Severity, Span, count_characters, excerpt, pattern
from koetsu_rules.residue.phrases import (
    Found,
    Phrase,
    Strength,
    candidates,
    find,
    readable,
    spaced,
    without_quotations,
)

Scene = Literal["body", "header", "link"]

_HEADER_KEYS = ("title", "subtitle", "excerpt", "description", "summary", "slug", "permalink")
_ADDRESSES = ("slug", "permalink")
_ABOUT_IT = pattern(r"対処|解決|方法|原因|とは|意味|理由|の例|例文|プロンプト|how to|what |why |fix|prompt", 2)
"""A title that explains a phrase. 2 is ``re.IGNORECASE``."""

_EXAMPLE = (
    r"プロンプト|(?<![事実条比用])例(?![外年会])|回答|返答|応答|返信|文面|定型|テンプレート|エラー|メッセージ|"
    r"\b(?:prompts?|examples?|errors?|messages?|templates?|repl(?:y|ies))\b"
)
_HEADS_EXAMPLES = pattern(_EXAMPLE, 2)
_LABEL = pattern(
    _EXAMPLE
    + r"|質問|返事|入力|出力|結果|表示|尋ね|聞[いく]|頼[みむん]|依頼|指示|命令|会話|対話|やりとり|やり取り|言わ|"
    r"\b(?:asks?|asked|answers?|answered|replied|responses?|responded|outputs?|inputs?|says?|said|told)\b",
    2,
)
_POINTS_ON = pattern(
    r"以下|次の|次は|例です|文です|もので|通り|とおり|こう|このよう|こんな|下記|\b(?:below|following|this|here|these|like)\b",
    2,
)
_LEADS = pattern(r"[：:→]\s*\Z")
_TOLD = pattern(r"[。．！!？?]?[、,]?[ \t　]*(?:と(?!て)|という|って|のよう[なに]|などと|といった)")
_STOP = pattern(r"[\n。！？]")
_GLUE = pattern(r"[\s　\-*+#>|0-9０-９.．)）。、:：✅☑✔✓\[\]x]*+")
_SHORT_LABEL = 20
_NEAR = 30
_LITTLE = 160
"""So few characters beside a refusal or a message of an error are no article."""

_READ = ("paragraph", "list_item", "footnote", "definition", "heading")
_NO_CONTENT = ("comment", "attribute_list", "container", "template")
_SEAMS = ("thematic_break", "marker")
_FIRST, _LAST = 2, 3
_BEGINNING = 12
_WIDEST_GAP = 200
_MOST_IN_BLOCK, _MOST = 20, 200
"""No reader needs more of them, and no file can make the search slow."""


class Trace(NamedTuple):
    """A place that a conversation with a model left behind."""

    scene: Scene
    kind: str
    severity: Severity
    span: Span
    text: str
    """In one short line."""
    key: str = ""
    """Of the header, if it stands there."""
    alone: bool = False
    """Whether the article holds nothing else."""


class _Sign(NamedTuple):
    found: Found
    scene: Scene
    span: Span
    text: str
    key: str = ""
    at_edge: bool = False


def traces(document: Document, name: str, whole: Sequence[str] = ()) -> Iterator[Trace]:
    """The traces that a list of phrases finds, in order; ``whole`` are the kinds that may be all there is to read."""
    likely = candidates(name, document)
    if not likely:
        return
    body = list(islice(_in_body(document, likely), _MOST))
    in_header = [phrase for block, phrases in likely if block is None for phrase in phrases]
    header = list(_in_header(document, in_header, [sign for sign in body if sign.scene == "body"]))
    if not header and not body:
        return
    alone = _is_all(
        document, [sign for sign in body if sign.found.phrase.kind in whole and sign.found.phrase.strength != "sign"]
    )
    judge = _judge(document, [sign for sign in (*header, *body) if sign.scene != "link"])
    merged: list[Trace] = []
    for sign in (*header, *body):
        severity: Severity | None = "error" if alone and sign.scene == "body" else judge(sign)
        if severity is None:
            continue
        kind = sign.found.phrase.kind
        trace = Trace(sign.scene, kind, severity, sign.span, excerpt(sign.text, 32), sign.key, alone)
        _join(document, merged, trace)
    yield from merged


def _judge(document: Document, signs: Sequence[_Sign]) -> Callable[[_Sign], Severity | None]:
    """How sure a sign is, seen together with all others; None for one that says nothing."""
    strong = {sign.found.phrase.id for sign in signs if _strength(document, sign) in ("certain", "likely")}
    kinds = {sign.found.phrase.kind for sign in signs}

    def severity(sign: _Sign) -> Severity | None:
        strength = _strength(document, sign)
        if strength == "certain":
            return "error"
        if sign.scene != "body" and strength != "likely":
            return "warning"
        if strength == "likely":
            in_company = len(strong) > 1
            return "error" if sign.scene != "link" and (in_company or sign.at_edge) else "warning"
        if strong or (sign.at_edge and (strength == "possible" or len(kinds) > 1)):
            return "warning"
        return None

    return severity


def _strength(document: Document, sign: _Sign) -> Strength:
    """How strong a phrase is; who writes in English may well report that an article has been updated."""
    phrase = sign.found.phrase
    return "sign" if phrase.kind == "report" and document.language == "en" else phrase.strength


def _in_header(document: Document, phrases: Sequence[Phrase], body: Sequence[_Sign]) -> Iterator[_Sign]:
    """What the header says, be it only the beginning of what stands in the body."""
    header = document.front_matter
    for key in header or ():
        if key.lower() not in _HEADER_KEYS:
            continue
        assert header is not None
        node = header[key]
        value = node.value if isinstance(node.value, str) else ""
        text = spaced(value) if key.lower() in _ADDRESSES else without_quotations(value)
        if not value or _ABOUT_IT.search(text):
            continue
        said = (found for found in find(phrases, text) if _counts_alone(found.phrase) and not _is_told(text, found))
        copied = (sign.found for sign in body if len(sign.text) >= _BEGINNING and sign.text[:_BEGINNING] in value)
        found = next(said, None) or next(copied, None)
        if found is not None:
            yield _Sign(found, "header", _located(document, node, value), value, key)


def _in_body(document: Document, likely: Sequence[tuple[Block | None, Sequence[Phrase]]]) -> Iterator[_Sign]:
    told: Block | None = None
    for block, phrases in likely:
        if block is None or block.quoted:
            continue
        signs = list(_in_block(block, phrases)) if block.kind in _READ else []
        if signs:
            # What follows a quoted prompt line by line belongs to it.
            if (told is not None and told.index == block.index - 1) or _is_introduced(document, block):
                told = block
                continue
            at_edge = _at_edge(document, block)
            for sign in signs:
                yield sign._replace(at_edge=at_edge)
        for sign in _in_links(block, phrases):
            if not any(sign.span.start < other.span.end and other.span.start < sign.span.end for other in signs):
                yield sign


def _is_told(text: str, found: Found) -> bool:
    """Whether the sentence goes on to say who said so: …と表示されます."""
    return _TOLD.match(text, found.end) is not None


def _counts_alone(phrase: Phrase) -> bool:
    """Whether a title or a link that begins so is suspect though nothing else is: titles do not apologise."""
    return phrase.strength in ("certain", "likely") or phrase.kind == "refusal"


def _in_block(block: Block, phrases: Sequence[Phrase]) -> Iterator[_Sign]:
    text = readable(block)
    for found in sorted(islice(find(phrases, text), _MOST_IN_BLOCK), key=lambda found: (found.start, -found.end)):
        before = _STOP.split(text[max(0, found.start - _NEAR) : found.start])[-1]
        if _LABEL.search(before) or _is_told(text, found):
            continue
        link = next(
            (mark for mark in block.marks_of("link") if mark.start <= found.start < found.end <= mark.end), None
        )
        if link is not None:
            continue  # see _in_links
        start, end = _sentences_around(block, text, found)
        yield _Sign(found, "body", block.locate(start, end), block.text[start:end])


def _in_links(block: Block, phrases: Sequence[Phrase]) -> Iterator[_Sign]:
    for mark in block.marks_of("link"):
        if mark.target.startswith("#"):
            continue
        text = without_quotations(block.masked[mark.start : mark.end])
        for found in find(phrases, text):
            if _counts_alone(found.phrase) and not _is_told(text, found):
                shown = block.text[mark.start : mark.end]
                yield _Sign(found, "link", block.locate(mark.start, mark.end), shown)
                break


def _sentences_around(block: Block, text: str, found: Found) -> tuple[int, int]:
    """The sentences that a phrase is part of, but no more than the lines on which it stands.

    A line that starts in lower case goes on from the one above it.
    """
    first_line = text.rfind("\n", 0, found.start) + 1
    while first_line and text[first_line].islower():
        first_line = text.rfind("\n", 0, first_line - 1) + 1
    last_line = text.find("\n", found.end)
    while last_line >= 0 and text[last_line + 1 : last_line + 2].islower():
        last_line = text.find("\n", last_line + 1)
    start, end = found.start, found.end
    sentences = block.sentences
    for sentence in sentences[max(0, bisect_right(sentences, found.start, key=attrgetter("start")) - 1) :]:
        if sentence.start >= found.end:
            break
        if found.start < sentence.end:
            start, end = min(start, sentence.start), max(end, sentence.end)
    start = max(start, first_line)
    end = min(end, len(text) if last_line < 0 else last_line)
    bare = block.text[start:end]
    return start + len(bare) - len(bare.lstrip()), end - len(bare) + len(bare.rstrip())


class _Content(NamedTuple):
    """What a reader sees, in order."""

    blocks: list[Block]
    numbers: dict[int, int]
    """The place among them of a block, by its number in the document."""
    openers: dict[int, int]
    """The place of the first item of each list."""


def _content(document: Document) -> _Content:
    blocks = [block for block in document.blocks if block.kind not in _NO_CONTENT]
    openers: dict[int, int] = {}
    for number, block in enumerate(blocks):
        if block.list is not None:
            openers.setdefault(block.list, number)
    return _Content(blocks, {block.index: number for number, block in enumerate(blocks)}, openers)


def _is_introduced(document: Document, block: Block) -> bool:
    """Whether what stands before says that an example, a prompt or a message follows."""
    heading = block.section.heading
    if heading is block:
        parent = block.section.parent
        heading = parent.heading if parent is not None else None
    if heading is not None and _HEADS_EXAMPLES.search(heading.text):
        return True
    content = document.once(_content)
    opener = content.numbers[block.index] if block.list is None else content.openers[block.list]
    before = content.blocks[opener - 1] if opener else None
    if before is None or before.kind not in _READ or before.kind == "heading":
        return False
    last = before.sentences[-1].text if before.sentences else before.text
    if _LEADS.search(last):
        return True
    is_label = len(before.text) <= _SHORT_LABEL and not before.text.endswith(("。", "."))
    return bool(_LABEL.search(last) and (is_label or _POINTS_ON.search(last)))


def _at_edge(document: Document, block: Block) -> bool:
    """Whether a block is among the first or the last of the article, or beside a line that divides two drafts."""
    content = document.once(_content)
    blocks, number = content.blocks, content.numbers[block.index]
    if len(blocks) - number <= _LAST:
        return True
    if number <= _FIRST and sum(before.kind != "heading" for before in blocks[:number]) < _FIRST:
        return True
    beside = (
        *[before for before in blocks[max(0, number - 2) : number] if before.kind != "heading"][-1:],
        blocks[number + 1],
    )
    return any(other.kind in _SEAMS for other in beside)


def _is_all(document: Document, signs: Sequence[_Sign]) -> bool:
    """Whether an article holds little but these."""
    if not signs or any(block.kind in ("code", "table_cell", "math") for block in document.blocks):
        return False
    read = count_characters("\n".join([block.text for block in document.blocks if block.is_prose]))
    spans = {sign.span: sign.text for sign in signs if sign.scene == "body"}
    return bool(spans) and read - sum(count_characters(text) for text in spans.values()) < _LITTLE


def _join(document: Document, earlier: list[Trace], trace: Trace) -> None:
    """Add a trace; it becomes part of the last one where nothing but markup stands between them."""
    last = earlier[-1] if earlier else None
    if last is None or last.scene != trace.scene or trace.scene != "body":
        earlier.append(trace)
        return
    gap = Span(last.span.end, max(last.span.end, trace.span.start))
    if len(gap) > _WIDEST_GAP or not _GLUE.fullmatch(document.source[gap]):
        earlier.append(trace)
        return
    severity: Severity = "error" if "error" in (last.severity, trace.severity) else "warning"
    span = Span(min(last.span.start, trace.span.start), max(last.span.end, trace.span.end))
    earlier[-1] = last._replace(severity=severity, span=span)


def _located(document: Document, node: Node, value: str) -> Span:
    """The text of a string without its quotation marks; the whole value where it is written with escapes."""
    written = document.source[node.span]
    if written.count(value) == 1:
        start = node.span.start + written.index(value)
        return Span(start, start + len(value))
    return node.span
