"""Are the title and the description whole?"""

from __future__ import annotations

from collections.abc import Iterator

from koetsu import Diagnostics, Document, Message, Options, Rule, excerpt, pattern
from koetsu_rules.front_matter.brackets import lone_bracket
from koetsu_rules.front_matter.cut_ends import cut_end, cut_start
from koetsu_rules.front_matter.header_texts import Flaw, HeaderText, header_texts, locate
from koetsu_rules.front_matter.origins import Origins
from koetsu_rules.front_matter.title_grammar import (
    broken_numbers,
    clause_for_noun,
    doubled,
    glued,
    joined_particles,
    stem_for_noun,
)

_ASIDE = pattern(r"（[^（）]*）|\([^()]*\)|【[^【】]*】|\[[^\[\]]*\]|［[^［］]*］")
_DATE = pattern(r"[\s\d年月日度版/.\-第回号#＃・、,|｜]*")
_HEADING_MARKS = pattern(r"(?:^|[\n\s]\s|(?<=[。！？]))\s*(#{2,6})\s+\S")
_PARTICLE = pattern("[のがをにはへでと]")


class MalformedTitleOptions(Options, frozen=True):
    """Which values are read."""

    titles: tuple[str, ...] = ("title",)
    """題名を書くキーの名前。大文字と小文字は区別しません。

    The keys that hold a title, in any case.
    """
    descriptions: tuple[str, ...] = ("description", "excerpt", "summary")
    """説明や抜粋を書くキーの名前。大文字と小文字は区別しません。

    The keys that hold a description or an extract, in any case.
    """


class MalformedTitle(Rule[MalformedTitleOptions]):
    """A title, extract or description that is cut, glued together, doubled or has a lone bracket."""

    code = "FM007"
    severity = "warning"
    message = Message(
        ja="{key:quote}が{end:quote}で途切れています。最後まで書いてください。",
        en="{key:quote} stops at {end:quote}, in the middle of a sentence: complete it.",
    )
    messages = {
        "ends": message,
        "trailing": Message(
            ja="{key:quote}が{end:quote}で終わっています。続きを書くか、記号を消してください。",
            en="{key:quote} ends in {end:quote}: add what should follow, or delete the mark.",
        ),
        "ellipsis": Message(
            ja="{key:quote}が文の途中で切られ、{end:quote}で終わっています。文の終わりまで書いてください。",
            en="{key:quote} was cut in the middle of a sentence and ends in {end:quote}: end it with a whole sentence.",
        ),
        "starts": Message(
            ja="{key:quote}が{start:quote}から始まり、文の前半がありません。文の始めから書いてください。",
            en="{key:quote} begins with {start:quote}, in the middle of a sentence: write it from its start.",
        ),
        "word": Message(
            ja="{key:quote}の{piece:quote}は、本文の{word:quote}の途中で切れています。語を最後まで書いてください。",
            en="{key:quote} breaks off inside {word:quote}, of which only {piece:quote} is left: complete the word.",
        ),
        "glued": Message(
            ja="{key:quote}では、「{mark}」で文が終わったすぐ後に{particle:quote}が続いています。文をつなぎ直してください。",
            en="{key:quote} goes on with {particle:quote} right behind “{mark}”, where a sentence ends: join anew.",
        ),
        "line": Message(
            ja="{key:quote}では、{line:quote}という完結した題に{particle:quote}以下が継ぎ足されています。つなぎ直してください。",
            en="{key:quote} holds the whole line {line:quote} and goes on with {particle:quote}: join them anew.",
        ),
        "particles": Message(
            ja="{key:quote}では、助詞{first:quote}と{second:quote}の間に言葉が抜けています。補ってください。",
            en="{key:quote} lacks a word between the particles {first:quote} and {second:quote}: put it in.",
        ),
        "noun": Message(
            ja="{key:quote}では、{first:quote}の後に来るはずの名詞がなく、括弧の後が{second:quote}です。名詞を補ってください。",
            en="{key:quote} lacks the noun behind {first:quote}: after the brackets comes {second:quote}. Put it in.",
        ),
        "clause": Message(
            ja="{key:quote}では、{verb:quote}で終わる文に「の」と名詞が直接続いています。文をつなぎ直してください。",
            en="{key:quote} joins a clause that ends in {verb:quote} to a noun with の: join them anew.",
        ),
        "stem": Message(
            ja="{key:quote}の{word:quote}は、{longer:quote}のような語の一部と思われます。語を最後まで書いてください。",
            en="{key:quote} has {word:quote} for a noun, perhaps a part of {longer:quote}: complete the word.",
        ),
        "doubled": Message(
            ja="{key:quote}で{word:quote}が二度続いています。片方を消してください。",
            en="{key:quote} has {word:quote} twice in a row: delete one.",
        ),
        "aside": Message(
            ja="{key:quote}には括弧書きしかありません。括弧の外に題を書いてください。",
            en="{key:quote} consists of bracketed asides only: write the title itself.",
        ),
        "unclosed": Message(
            ja="{key:quote}の「{sign}」に対応する「{missing}」がありません。途中で切れていないか確かめてください。",
            en="{key:quote} opens “{sign}” and never closes it with “{missing}”: see whether it was cut there.",
        ),
        "unopened": Message(
            ja="{key:quote}の「{sign}」に対応する「{missing}」がありません。どちらかの括弧を直してください。",
            en="{key:quote} closes “{sign}” without an opening “{missing}”: mend the brackets.",
        ),
        "markup": Message(
            ja="{key:quote}に見出しの記号{marks:quote}があり、そのまま表示されます。記号を消してください。",
            en="{key:quote} holds the heading mark {marks:quote}, which is shown as it is: delete it.",
        ),
        "sentence": Message(
            ja="{key:quote}が本文の途中の一文と同じです。題名を付け直してください。",
            en="{key:quote} is a sentence from the middle of the text: give the article a title.",
        ),
    }

    def check(self, document: Document) -> Diagnostics:
        """Report the most certain flaw of each text."""
        options = self.options
        titles = [key.lower() for key in options.titles]
        texts = list(header_texts(document, titles, [key.lower() for key in options.descriptions]))
        for text in texts:
            flaw = next(_flaws(document, text, texts), None)
            if flaw is not None:
                yield self.report(
                    locate(document, text.node, flaw.start, flaw.end),
                    flaw.case,
                    severity=flaw.severity,
                    key=text.key,
                    **flaw.values,
                )


def _flaws(document: Document, header_text: HeaderText, others: list[HeaderText]) -> Iterator[Flaw]:
    """What is wrong in a text of the header, the most certain first."""
    text, is_title = header_text.text, header_text.is_title
    japanese = document.language == "ja"
    origins = document.once(Origins)
    if "\ufffd" in text:
        return  # characters were lost, as another rule says: what is left shows nothing
    if japanese and is_title:
        lines = [*origins.lines, *(other.text for other in others if not other.is_title)]
        yield from _joints(text, lines, origins)
    start = cut_start(text, is_title=is_title, japanese=japanese)
    if start is not None:
        yield start
    end = cut_end(text, origins, is_title=is_title, japanese=japanese)
    if end is not None:
        yield end
    bracket = lone_bracket(text)
    if bracket is not None:
        case = "unclosed" if bracket.is_open else "unopened"
        yield Flaw(case, bracket.at, bracket.at + 1, {"sign": bracket.sign, "missing": bracket.missing})
    for flaw, whole in doubled(text, japanese=japanese) if is_title else ():
        if not origins.has(whole):
            yield flaw
    if is_title:
        yield from _whole_title(document, text)
    else:
        marks = _HEADING_MARKS.search(text)
        if marks is not None:
            yield Flaw("markup", *marks.span(1), {"marks": marks[1]}, "info")


def _joints(text: str, lines: list[str], origins: Origins) -> Iterator[Flaw]:
    """Where a Japanese title shows that it was put together from parts."""
    for flaw in glued(text):
        if not any(origins.has(f"{opening}{text[: flaw.start + 1]}") for opening in "「『"):
            yield flaw
    cut = origins.leaves_word(text, lines)
    if cut is not None:
        yield Flaw("word", cut.at - len(cut.piece), cut.at, {"piece": cut.piece, "word": cut.word})
    for flaw, piece in broken_numbers(text):
        number = origins.number_of(piece)
        if number:
            yield flaw._replace(values={**flaw.values, "word": number})
    embedded = origins.embeds(text, lines)
    if embedded is not None and _PARTICLE.match(text, embedded[0]):
        at, line = embedded
        yield Flaw("line", at, at + 1, {"line": excerpt(line), "particle": text[at]})
    yield from joined_particles(text)
    yield from clause_for_noun(text)
    for flaw, stem in stem_for_noun(text):
        longer = origins.has_longer_word(stem)
        if longer and not (len(stem) == 1 and origins.has_word(stem)):
            yield flaw._replace(values={**flaw.values, "longer": longer})


def _whole_title(document: Document, text: str) -> Iterator[Flaw]:
    asides = _ASIDE.findall(text)
    if len(asides) > 1 and _DATE.fullmatch(_ASIDE.sub("", text)):
        yield Flaw("aside", 0, len(text), {})
    bare = text.strip()
    if bare.endswith(("。", "．")) and _is_inner_sentence(document, bare):
        yield Flaw("sentence", 0, len(text), {}, "info")


def _is_inner_sentence(document: Document, text: str) -> bool:
    """Whether a text is a sentence of a paragraph; that the lead repeats the title is another matter."""
    blocks = [block for block in document.blocks if block.text.strip()][2:]
    paragraphs = [block for block in blocks if block.is_prose and text in block.text and len(block.sentences) > 1]
    return any(sentence.text == text for block in paragraphs for sentence in block.sentences)
