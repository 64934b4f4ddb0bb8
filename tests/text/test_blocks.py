"""Blocks: whatever stands in a Markdown file, each visible character is found again where it stands."""

from itertools import pairwise

from hypothesis import example, given
from hypothesis import strategies as st

from koetsu import Document, Source, Span

WORDS = st.sampled_from(
    [
        "校閲",
        "する。",
        "か\u3099くせい",
        "👩\u200d💻",
        "𠮷野家",
        "emoji 🎉",
        "English words",
        "「引用」",
        "（かっこ）",
        "、",
        "！",
        "3.5%",
    ]
)
INLINE = st.one_of(
    WORDS,
    WORDS.map("**{}**".format),
    WORDS.map("*{}*".format),
    WORDS.map("`{}`".format),
    WORDS.map("`` `{} ``".format),
    WORDS.map("[{}](https://example.com/a?b=c)".format),
    WORDS.map("~~{}~~".format),
    WORDS.map("**「{}」**が".format),
    st.sampled_from(
        [
            "![図](a.png)",
            "&amp;",
            "&#x3042;",
            r"\*",
            "<br>",
            "<!-- 注 -->",
            "https://example.com/?q=1",
            "$x_1 = 2$",
            "$5と$10",
            "{{ site.title }}",
            "{{< ref >}}",
            "{{",
            "<ruby>漢<rt>かん</rt></ruby>",
            "漢字《かんじ》",
            "^[脚注]",
            "{: .class}",
            "[^1]",
            "$$",
            "<Foo",
            "  \n次の行",
            "\\\n次",
            "\n続き",
        ]
    ),
)
LINES = st.lists(INLINE, min_size=1, max_size=6).map("".join)
LEAVES = st.one_of(
    LINES,
    LINES.map("# {}".format),
    LINES.map("## {} {{#id}}".format),
    LINES.map("{}\n---".format),
    LINES.map("<h3>{}</h3>".format),
    LINES.map("- {}".format),
    LINES.map("1. {}\n   - 子".format),
    LINES.map("> {}".format),
    LINES.map("> - {}\n>\n> 二".format),
    LINES.map("| 表 | {} |\n|---|---|\n| a | b |".format),
    LINES.map("[^1]: {}".format),
    LINES.map("{}\n---END---".format),
    LINES.map("{}\n{{: .note}}".format),
    LINES.map("::: message\n{}\n:::".format),
    st.sampled_from(
        [
            "```python\nprint('あ')\n```",
            "```",
            "    code",
            "{% include a.html %}",
            "{{< figure\n  src=a >}}",
            "$$\nx = 1\n$$",
            "---",
            "***",
            "<div>\n図\n</div>",
            "<!--\n注\n-->",
            "<<<<<<< HEAD",
            "[a]: b",
            "@[card](https://example.com)",
            "import a from 'b'",
            "<Note title={`a > b`}>",
        ]
    ),
)
NEWLINES = st.sampled_from(["\n", "\r\n", "\r"])
HEADERS = st.sampled_from(["", "---\ntitle: 題\n---\n", "+++\ntitle = '題'\n+++\n", "\ufeff", "\ufeff---\na: 1\n---\n"])


@st.composite
def articles(draw: st.DrawFn) -> str:
    leaves = draw(st.lists(LEAVES, max_size=8))
    between = draw(st.sampled_from(["\n\n", "\n", "\n\n\n"]))
    return (draw(HEADERS) + between.join(leaves)).replace("\n", draw(NEWLINES))


DOCUMENTS = st.builds(
    lambda text, name, renderer: Document(Source(name, text), renderer=renderer),
    articles(),
    st.sampled_from(["a.md", "a.mdx"]),
    st.sampled_from(["commonmark", "kramdown"]),
)

STANDS_FOR_ANOTHER = "\ufffc\n\u2028"
"""What a reader sees in place of an image, a line end or a line break."""


@given(DOCUMENTS)
def test_each_visible_character_is_found_where_it_stands(document: Document) -> None:
    for block in document.blocks:
        for at, character in enumerate(block.text):
            held = document.source[block.locate(at, at + 1)]

            assert held == character or character in STANDS_FOR_ANOTHER or held.startswith("&") or held.isspace()


@given(DOCUMENTS)
def test_blocks_stand_in_order_and_apart(document: Document) -> None:
    spans = [block.span for block in document.blocks]

    assert all(first.end <= second.start for first, second in pairwise(spans))
    assert all(document.body_span.contains(span) for span in spans)
    assert [block.index for block in document.blocks] == list(range(len(spans)))


@given(DOCUMENTS)
def test_the_text_of_a_block_lies_inside_it(document: Document) -> None:
    for block in document.blocks:
        if block.text and block.kind != "code":
            assert block.span.contains(block.text_span)


@given(DOCUMENTS)
def test_masked_text_is_as_long_as_the_text(document: Document) -> None:
    for block in document.blocks:
        assert len(block.masked) == len(block.text)
        assert all(0 <= mark.start < mark.end <= len(block.text) for mark in block.marks)


@given(DOCUMENTS)
def test_sentences_cover_the_text_but_for_white_space(document: Document) -> None:
    for block in document.blocks:
        seen = "".join(sentence.text for sentence in block.sentences)

        assert "".join(seen.split()) == "".join(block.text.split())
        assert [block.text[s.start : s.end] for s in block.sentences] == [s.text for s in block.sentences]


@given(DOCUMENTS)
def test_each_block_stands_in_the_section_that_holds_it(document: Document) -> None:
    for section in document.sections.walk():
        held = [section.heading, *section.blocks] if section.heading else section.blocks
        for block in held:
            assert block.section is section


@given(st.text(max_size=200), st.sampled_from(["a.md", "a.mdx"]))
@example("$$\n\n$$$$", "a.md")
@example("<A b='", "a.mdx")
@example("{{<{{%{%comment%}$$", "a.md")
def test_any_text_is_read(text: str, name: str) -> None:
    document = Document(Source(name, text))

    assert all(0 <= block.span.start <= block.span.end <= len(document.source) for block in document.blocks)
    assert document.sections.level == 0
    assert document.language in {"ja", "en", "zh", "ko", "other"}


def test_a_span_covers_markup_in_the_middle_of_the_text() -> None:
    document = Document(Source("a.md", "前**太字**後"))

    assert document.source[document.blocks[0].locate(0, 4)] == "前**太字**後"
    assert document.blocks[0].locate(1, 3) == Span(3, 5)


@given(DOCUMENTS)
def test_a_character_that_is_found_where_it_stands_is_shown(document: Document) -> None:
    for block in document.blocks:
        for at, character in enumerate(block.text):
            held = block.locate(at, at + 1)

            assert document.source[held] != character or not block.pieces or block.shows(held.start)


def test_markup_and_what_stands_for_something_else_are_not_shown() -> None:
    text = "前**太字**と[題](/a)と&amp;と![絵](/b)後"
    (block,) = Document(Source("a.md", text)).blocks

    assert "".join(character for at, character in enumerate(text) if block.shows(at)) == "前太字と題とと後"
