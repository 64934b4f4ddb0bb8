"""Do fixes keep what is promised of them, in whatever text they find their faults?

Documents are put together from pieces that hold faults, with one blank line between two of them, several, or none.
"""

import re

import pytest
from hypothesis import HealthCheck, given, note, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from fixed_texts import fix, report
from koetsu import Document, Source, normalise
from koetsu.engine.fixing.choice import choose
from koetsu.fix import apply_edits

READER = MarkdownIt("commonmark").enable(["table", "strikethrough"])

LONG = (
    "夜の港では、沖に出た船の灯りが点々と並び、岸壁の網小屋から番屋の話し声が聞こえてきます。"
    "風が北に回ると波の音が変わり、年寄りたちはそれだけで翌朝の漁を決めていました。"
)
SECOND = (
    "朝の市では、揚がったばかりの魚が氷の上に並び、買い手は値段を指の形で伝えあいます。"
    "売れ残った小魚は番屋の鍋に入り、昼までには味噌の匂いが通りの端まで届きます。"
)
PIECES = [
    "潮の話を書きます。",
    "港には灯台があります。\n---",
    "港には古い灯台があります。\n  ---  ",
    "> 波が高い日は休みです。\n> ---",
    ">波が低い日は出ます。\n>---",
    "- 網を干します。\n  ---",
    "- 網を繕います。\n\n  ---END---\n\n- 浮きを洗います。",
    "1. 舵を取ります。\n---",
    "<h2>灯台</h2>",
    "<H3> 岸壁 </H3>",
    '<h2 id="pier">桟橋</h2>',
    "<h2>番屋</h2>\n番屋では鍋を囲みます。",
    "<h2>防波堤</h2>\n<h2>堤防</h2>",
    "<div>\n<h2>囲み</h2>\n</div>",
    "<h2>*星*</h2>",
    "## 浜辺",
    "### 砂",
    "## 沖 ##",
    "岬\n---",
    "入り江 #\n---",
    "**半島** `x`\n===",
    "##無空白",
    "＃＃　全角の印",
    "一行目です。\n##続き\n三行目です。",
    "**##太字の印**",
    "**太字の見出し**",
    "潮が満ちます。---END---",
    "潮が引きます。 [END]",
    "> 潮が変わります。---END---",
    "---END---",
    "---END---\n===\n---",
    "> ---END---",
    "<|endoftext|>",
    "    ---END---",
    "```\n---END---\n##印\n本文です。\n---\n```",
    "| 潮 | 風 |\n|---|---|\n| 満ち | 北 |",
    "---",
    "<!-- 覚え書き -->",
    "<!-- koetsu-disable-next-line RS001 -->",
    "<pre>\n---END---\n</pre>",
    "![絵](a.png)\n---",
    LONG,
    SECOND,
    f"## 夜の港\n\n{LONG}\n\n{SECOND}",
    f"## 夜の港\n\n{LONG}\n\n{SECOND}",
    f"{LONG}{SECOND}",
    "沖では風が強く、帆を半分に畳んで進むしかないので、舵を取る手が冷え",
    "帆を半分に畳んで進むしかないので、舵を取る手が冷えます。",
    "漁は夜明けに始まります",
    "潮は**「満ち」**が早いです。",
    "**注意：**風を見ます。[**「網」**](a)も**「浮き」**と**舵**です。",
    "**[網の話](a.html)**を読み、**[浮き](b)(c)**と`**「x」**y`を読みます。",
    "沖は__荒れ__ました。~~「凪」~~が*「時化」*に。",
    "| **「a」**は | b |\n|---|---|\n| **c。**d | e |",
    "> **「波」**は\n> **（風）**と",
    "朝は**市が立ちます。夜は**灯台（とうだい）**を見ます。",
    "***「櫂」***が**「帆」****「綱」**を。",
]
HEADERS = ["", "", "---\ntitle: 夜の港の灯り\nreading_time: 45\n---\n", '---\nreading_time: "約45分"\n---\n']

SAFE = {
    "RS001": r"---END---|\[END\]|<\|?endoftext(?:\|?>)?",
    "HD004": r"(?!)",
    "HD005": r"(?!)",
    "HD009": r"[#＃]",
    "NT004": r"[*_~]",
}
"""Rules with safe fixes, and what their pages say may go from the text that a reader sees.

Right under a table, a mark is a row of it, in which its bars are not seen.
"""


@st.composite
def documents(draw) -> Source:
    """An article, of any line ends, with a byte-order mark or without, that ends in a line end or does not."""
    pieces = draw(st.lists(st.sampled_from(PIECES), min_size=1, max_size=9))
    between = draw(st.lists(st.sampled_from(["\n\n", "\n\n", "\n\n\n", "\n"]), min_size=8, max_size=8))
    body = "".join(piece + gap for piece, gap in zip(pieces, [*between, ""], strict=False))
    text = draw(st.sampled_from(HEADERS)) + body.rstrip("\n") + draw(st.sampled_from(["", "\n", "\n\n"]))
    newline = draw(st.sampled_from(["\n", "\n", "\r\n", "\r"]))
    note(text)
    return Source("a.md", draw(st.sampled_from(["", "\ufeff"])) + text.replace("\n", newline))


def read(source: Source) -> str:
    """The text that a reader sees, as another Markdown parser finds it, without white space."""
    body = source.text[Document(source).body_span.start :]
    return re.sub(r"\s+", "", "".join(map(_seen, READER.parse(re.sub(r"\r\n?", "\n", body)))))


def _seen(token: Token) -> str:
    if token.type == "inline":
        return "".join(map(_seen, token.children or ()))
    if token.type == "html_block":
        return re.sub(r"<!--.*?-->|</?\w[^>]*>", "", token.content, flags=re.DOTALL)
    return token.content if token.type in ("text", "code_inline", "fence", "code_block") else ""


def understood(source: Source) -> list[tuple[str, int, str]]:
    """What koetsu itself takes a document for: kind, level and text of each block."""
    blocks = Document(source).blocks
    return [(block.kind, block.level, block.text or source[block.span]) for block in blocks]


def without(pattern: str, text: str) -> str:
    return re.sub(r"\s+", "", re.sub(pattern, "", text))


BROAD = settings(max_examples=150, suppress_health_check=[HealthCheck.too_slow], deadline=None)


@BROAD
@given(documents(), st.booleans())
def test_fixing_again_changes_nothing(source, unsafe):
    once = fix(source, unsafe=unsafe)

    assert not fix(once.after, unsafe=unsafe).is_changed


@pytest.mark.parametrize("code", SAFE)
@BROAD
@given(documents())
def test_safe_fix_keeps_what_a_reader_sees(code, source):
    fixed = fix(source, code)

    assert without(SAFE[code], read(fixed.after)) == without(SAFE[code], read(source))


@BROAD
@given(documents())
def test_all_safe_fixes_together_keep_what_a_reader_sees(source):
    allowed = "|".join(SAFE.values())

    assert without(allowed, read(fix(source).after)) == without(allowed, read(source))


@BROAD
@given(documents(), st.data())
def test_any_of_the_fixes_chosen_for_a_round_may_be_left_out(source, data):
    chosen = choose(report(source).diagnostics, unsafe=False)
    some = data.draw(st.lists(st.sampled_from(chosen), unique_by=id)) if chosen else []
    text = apply_edits(source.text, [edit for applied in some for edit in applied.fix.edits])
    allowed = "|".join(SAFE.values())

    assert without(allowed, read(source.with_text(text))) == without(allowed, read(source))


@pytest.mark.parametrize(
    "text",
    [
        "- 網を干します。\n\n---END---\n\n- 浮きを洗います。\n",
        "> ---END---\n沖に出ます。\n===\n",
        "沖に出ます。\n\n---END---\n=======\n---\n",
        "<h2>灯台</h2>\n> ---END---\n",
        "沖に出ます。\n\n---END---\n    半島\n",
        "沖に出ます。\n\n---END---\n2. 半島\n",
        "沖に出ます。\n\n---END---\n[半島]: /cape\n",
        "沖に出ます。\n\n---END---\n<b>\n**半島**\n",
        "沖に出ます。\n\n---END---\n沖 | 半島\n--- | ---\n",
        "## 一\n\n## 二\n\n<h2>灯台</h2>\n**沖**に出ます。\n",
        "# 一\n\n# 二\n\n> ---END---\n半島\n===\n",
        "一行目です。\n##続き\n三行目です。\n",
    ],
)
def test_what_would_be_read_in_another_way_is_left_to_a_person(text):
    assert not fix(Source("a.md", text), "RS001", "HD004", "HD009").is_changed
    assert fix(Source("a.md", text), "RS001", "HD004", "HD009", unsafe=True).is_changed


@BROAD
@given(documents())
def test_heading_is_the_same_however_it_is_written(source):
    assert understood(fix(source, "HD004").after) == understood(source)


@BROAD
@given(documents())
def test_blank_line_makes_a_rule_of_an_underline_and_nothing_else(source):
    before, after = (
        [block for block in understood(each) if block[0] != "thematic_break"]
        for each in (source, fix(source, "HD005").after)
    )

    assert after == before


@BROAD
@given(documents(), st.booleans())
def test_no_rule_has_more_to_say_after_its_fixes(source, unsafe):
    fixed = fix(source, unsafe=unsafe)
    for code in {applied.diagnostic.rule for applied in fixed.applied}:
        alone = fix(source, code, unsafe=unsafe)

        assert len(alone.report.diagnostics) <= len(report(source, (code,)).diagnostics)


@BROAD
@given(documents())
def test_no_text_is_deleted_that_stands_nowhere_else(source):
    fixed = fix(source, "DUP001", "DUP002", unsafe=True)
    before, after = (
        {normalise(sentence.text) for sentence in Document(each).sentences} for each in (source, fixed.after)
    )

    assert after <= before
    assert all(any(whole.startswith(sentence) for whole in after) for sentence in before)


@BROAD
@given(documents(), st.booleans())
def test_byte_order_mark_line_ends_and_last_line_are_those_of_the_file(source, unsafe):
    fixed = fix(source, unsafe=unsafe)
    ends = set(re.findall(r"\r\n|\n|\r", source.text))

    assert fixed.after.has_bom == source.has_bom
    assert set(re.findall(r"\r\n|\n|\r", fixed.after.text)) <= ends
    assert source.text[-1:] not in ("\n", "\r") or fixed.after.text[-1:] in ("\n", "\r", "")
