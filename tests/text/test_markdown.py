"""Kinds of blocks: what stands in real Japanese Markdown, and what a reader sees of it."""

import pytest

from koetsu import Block, Document, Source


def blocks(text: str, name: str = "a.md", renderer: str = "commonmark") -> list[tuple[str, str]]:
    return [(block.kind, block.text) for block in read(text, name, renderer)]


def read(text: str, name: str = "a.md", renderer: str = "commonmark") -> list[Block]:
    return Document(Source(name, text), renderer=renderer).blocks


CASES = {
    "atx heading": ("## 見出し ##", [("heading", "見出し")]),
    "heading with an id": ("## 見出し {#midashi}", [("heading", "見出し")]),
    "heading with an MDX id": ("## 見出し {/*id*/}", [("heading", "見出し")]),
    "heading with markup": ("# **強い** `code` [先](b)", [("heading", "強い code 先")]),
    "no space behind the sign": ("##見出し", [("paragraph", "##見出し")]),
    "ideographic space behind the sign": ("##　見出し", [("paragraph", "##　見出し")]),
    "setext heading": ("題\n===\n\n節\n---", [("heading", "題"), ("heading", "節")]),
    "html heading": ("<h3 class='a'>技術 <b>A</b> &amp; B</h3>", [("heading", "技術 A & B")]),
    "text behind an html heading": (
        "<h2>一</h2>\n地の文\n<h3>二</h3>",
        [("heading", "一"), ("html", ""), ("heading", "二")],
    ),
    "soft break": ("一行\n二行", [("paragraph", "一行\n二行")]),
    "hard breaks": ("一\\\n二<br>三", [("paragraph", "一\u2028二\u2028三")]),
    "tight and loose items": ("- 一\n- 二\n\n\n1. 三\n\n2. 四", [("list_item", t) for t in "一二三四"]),
    "item with code in it": (
        "- 前\n  ```\n  x\n  ```\n  後",
        [("list_item", "前"), ("code", ""), ("list_item", "後")],
    ),
    "task": ("- [x] 済み", [("list_item", "済み")]),
    "quotation": ("> 引く\nだらだら", [("blockquote", "引く\nだらだら")]),
    "alert": ("> [!NOTE]\n> 注意", [("blockquote", "注意")]),
    "table": ("|a|b|\n|-|-|\n|一|二|", [("table_cell", t) for t in ("a", "b", "一", "二")]),
    "footnote": ("文。[^1]\n\n[^1]: 注。", [("paragraph", "文。"), ("footnote", "注。")]),
    "inline footnote": ("文^[注です]である。", [("paragraph", "文である。")]),
    "reference definition": ("[先][a]\n\n[a]: https://example.com", [("paragraph", "先")]),
    "unclosed fence": ("```\nコード\n\n続き", [("code", "")]),
    "headings that are never closed": ("<h2>一<h3>二</h3>三<h2>四", [("html", ""), ("heading", "二"), ("html", "")]),
    "comments in a heading": ("<h2>一<!-- 注 -- --><!--->二</h2>", [("heading", "一二")]),
    "comment": ("<!-- 注\n\n記 -->\n\n文", [("comment", ""), ("paragraph", "文")]),
    "comments in a row": ("<!-- 注 -->" * 60, [("comment", "")]),
    "comments in a row and a word": ("<!-- 注 -->" * 60 + "文", [("html", "")]),
    "inline comment": ("文<!-- 注 -->です", [("paragraph", "文です")]),
    "image": ("![図](a.png)", [("paragraph", "\ufffc")]),
    "entity and escape": (r"A&amp;B \*星\*", [("paragraph", "A&B *星*")]),
    "ruby": ("<ruby>漢<rp>(</rp><rt>かん</rt><rp>)</rp></ruby>字", [("paragraph", "漢字")]),
    "Aozora ruby": ("｜校閲《コウエツ》する漢字《かんじ》", [("paragraph", "校閲する漢字")]),
    "title in double angle brackets": ("映画《シネマ》を見た", [("paragraph", "映画《シネマ》を見た")]),
    "braced ruby": ("{校閲|こうえつ}する", [("paragraph", "校閲する")]),
    "Liquid tag": ("{% include a.html %}\n文", [("template", ""), ("paragraph", "文")]),
    "Liquid output": ("版は{{ site.v }}です", [("paragraph", "版は\ufffcです")]),
    "Liquid raw": (
        "{% raw %}\n文{{ x }}\n{% endraw %}",
        [("template", ""), ("paragraph", "文\ufffc"), ("template", "")],
    ),
    "Liquid comment": ("{% comment %}\n\n下書き\n\n{% endcomment %}", [("comment", "")]),
    "Liquid code": ("{% highlight ruby %}\n文字\n\n- a\n{% endhighlight %}\n\n文", [("code", ""), ("paragraph", "文")]),
    "shortcode": ("{{< figure\n  src=a >}}\n\n文{{% ref %}}", [("template", ""), ("paragraph", "文\ufffc")]),
    "attribute list under a paragraph": ("文\n{: .note}", [("paragraph", "文"), ("attribute_list", "")]),
    "attribute list in a line": ("[先](a){: target=_blank}です", [("paragraph", "先です")]),
    "contents": ("[[toc]]\n\n- 目次\n{:toc}", [("template", ""), ("list_item", "目次"), ("attribute_list", "")]),
    "container": (
        ":::message alert\n文です。\n:::",
        [("container", ""), ("paragraph", "文です。"), ("container", "")],
    ),
    "embed": ("@[card](https://example.com)", [("template", "")]),
    "displayed formula": ("文\n\n$$\nx_1 = *2*\n\n$$\n\n文", [("paragraph", "文"), ("math", ""), ("paragraph", "文")]),
    "inline formula": ("値は$x_1*y*$です", [("paragraph", "値は\ufffcです")]),
    "prices": ("月$5から$10、年$50です", [("paragraph", "月$5から$10、年$50です")]),
    "prices with a sign": ("$5/月、<b>出力</b>$15です", [("paragraph", "$5/月、出力$15です")]),
    "end mark": ("文。\n---END---", [("paragraph", "文。"), ("marker", "")]),
    "end mark of a model": ("文。\n<|endoftext|>", [("paragraph", "文。"), ("marker", "")]),
    "the word end": ("## END\n\nEND と書く。", [("heading", "END"), ("paragraph", "END と書く。")]),
    "conflict": (
        "<<<<<<< HEAD\n甲\n=======\n乙\n>>>>>>> b",
        [("conflict", ""), ("paragraph", "甲"), ("conflict", ""), ("paragraph", "乙"), ("conflict", "")],
    ),
    "foreign syntax in code is code": ("`{{ x }}`と`$x_1$`", [("paragraph", "{{ x }}と$x_1$")]),
    "foreign syntax in a fence": ("```\n{% raw %}\n:::\n---END---\n```\n文", [("code", ""), ("paragraph", "文")]),
    "stray openers": ("{{ と {% と $$ と ::: と《を書く", [("paragraph", "{{ と {% と $$ と ::: と《を書く")]),
    "literal asterisks": ("**「太字」**が", [("paragraph", "**「太字」**が")]),
    "thematic break": ("文\n\n---\n\n文", [("paragraph", "文"), ("thematic_break", ""), ("paragraph", "文")]),
}


@pytest.mark.parametrize(("text", "expected"), CASES.values(), ids=CASES)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"], ids=["LF", "CRLF", "CR"])
def test_blocks_of_each_syntax(text: str, expected: list[tuple[str, str]], newline: str) -> None:
    assert blocks(text.replace("\n", newline)) == expected


def test_kramdown_takes_asterisks_beside_brackets_for_bold() -> None:
    (block,) = read("これは**「太字」**が`**`です。", renderer="kramdown")

    assert block.text == "これは「太字」が**です。"
    assert [(mark.kind, block.text[mark.start : mark.end]) for mark in block.marks] == [
        ("code", "**"),
        ("strong", "「太字」"),
    ]


def test_kramdown_has_definition_lists() -> None:
    assert blocks("用語\n: 説明です。", renderer="kramdown") == [("definition", "用語"), ("definition", "説明です。")]


MDX = {
    "imports": ("import A from 'a'\nimport B from 'b'\n\n文", [("template", ""), ("paragraph", "文")]),
    "text in a component": (
        "<Note kind={a > 1}>\n文です。\n</Note>",
        [("template", ""), ("paragraph", "文です。"), ("template", "")],
    ),
    "component in a line": ("前<Badge text='新' />後", [("paragraph", "前後")]),
    "comment": ("{/* 注\n\n記 */}\n\n文", [("comment", ""), ("paragraph", "文")]),
    "expression": ("{props.children}\n\n文", [("template", ""), ("paragraph", "文")]),
    "a component that is never closed": ("前<A {<B />", [("paragraph", "前<A {")]),
    "a component behind a comparison": ("a <B と<C />書く", [("paragraph", "a <B と書く")]),
    "a comparison is no component": ("a <B と書く", [("paragraph", "a <B と書く")]),
}


@pytest.mark.parametrize(("text", "expected"), MDX.values(), ids=MDX)
def test_blocks_of_mdx(text: str, expected: list[tuple[str, str]]) -> None:
    assert blocks(text, "a.mdx") == expected


def test_components_are_html_outside_mdx() -> None:
    assert blocks("<Note>\n文です。\n</Note>") == [("html", "")]


@pytest.mark.parametrize(
    "text",
    [
        "これは一つの文です。\n---",
        "一行目\n二行目\n---",
        f"{'長' * 41}\n---",
        f"{'long' * 21}\n---",
        "> どうでしょうか？\n> ---",
        "これは一つの文です。\n===",
        "終わります。\nまた明日！\n=====",
    ],
)
def test_a_sentence_over_a_rule_stays_a_paragraph(text: str) -> None:
    paragraph, rule = read(text)

    assert paragraph.is_prose
    assert paragraph.document.source[paragraph.underline] == text.rpartition("\n")[2].removeprefix("> ")
    assert (rule.kind, rule.span) == ("thematic_break", paragraph.underline)


@pytest.mark.parametrize(
    "text",
    [
        "短い題\n---",
        "短い題\n===",
        "なぜ庭を作るのか？\n===",
        "なぜ庭を作るのか？\n------------------",
        "A short history of gardens and of those who keep them\n---",
        "題の一行目\n題の二行目\n===",
    ],
)
def test_an_underlined_title_is_a_heading(text: str) -> None:
    (heading,) = read(text)

    assert (heading.kind, heading.style, heading.underline) == ("heading", "setext", None)


def test_lists_are_told_apart() -> None:
    first, child, second, other = (
        read("- 一\n  - 子\n- 二\n\n文\n\n* 三")[:3] + read("- 一\n  - 子\n- 二\n\n文\n\n* 三")[4:]
    )

    assert (first.depth, child.depth, second.depth, other.depth) == (1, 2, 1, 1)
    assert first.list == second.list != other.list
    assert child.list not in (first.list, other.list)


@pytest.mark.parametrize(
    ("text", "only"),
    [
        ("[先](a)", "link"),
        ("**太字**", "strong"),
        ("**太字：**", "strong"),
        ("![図](a.png)", "image"),
        ("[![図](a.png)](b)", "link"),
        ("`code`", "code"),
        ("https://example.com/a?b", "url"),
        ("**太字**と文", None),
        ("文", None),
    ],
)
def test_a_block_that_holds_one_thing_only(text: str, only: str | None) -> None:
    assert read(text)[0].only == only


def test_masked_text_hides_what_grammar_must_not_read() -> None:
    (block,) = read("`a。`とhttps://example.com/?qと$x_1$")

    assert block.masked == "\ufffc\ufffcと" + "\ufffc" * 22 + "と\ufffc"


def test_deep_nesting_is_read() -> None:
    assert read("> " * 300 + "文")[0].text == "文"
    assert len(read("\n".join("  " * depth + "- 項" for depth in range(200)))) == 200
