"""Blocks beside another CommonMark parser: markdown-it-py finds the same leaves on the same lines."""

from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from markdown_it.token import Token

from koetsu import Document, Source
from koetsu.text.foreign import find_regions, mask
from koetsu.text.ranges import Ranges

TESTS = Path(__file__).parent.parent
ARTICLES = sorted(path for folder in ("site", "articles") for path in (TESTS / folder).rglob("*.md"))

Leaf = tuple[str, int, int]

ORACLE = MarkdownIt("commonmark").enable(["table", "strikethrough"])
KINDS = {"fence": "code", "code_block": "code", "html_block": "html", "hr": "thematic_break"}


def leaves_of_oracle(text: str) -> list[Leaf]:
    """Kind, first and last line of each leaf, from 0, blank lines at the end of its range left out.

    A paragraph in which a reader sees nothing (a tag, a code span of one space) is none to koetsu: the one difference.
    """
    lines = text.split("\n")
    leaves = []
    quoted = 0
    tokens = ORACLE.parse(text)
    for token, following in zip(tokens, [*tokens[1:], None], strict=False):
        quoted += {"blockquote_open": 1, "blockquote_close": -1}.get(token.type, 0)
        kind = {"heading_open": "heading", "paragraph_open": "text"}.get(token.type) or KINDS.get(token.type)
        if kind is None or token.map is None:
            continue
        first, last = token.map[0], token.map[1] - 1
        if kind == "text" and following is not None:
            if not is_seen(following):
                continue
            last = first + following.content.count("\n")  # its range takes in the blank lines of a quotation
        while kind != "text" and last > first and not lines[last].strip(" \t>" if quoted else " \t"):
            last -= 1
        leaves.append((kind, first, last))
    return leaves


def is_seen(inline: Token) -> bool:
    """Whether a reader sees anything of a paragraph."""
    return any(
        child.type == "image" or (child.type in ("text", "code_inline") and child.content.strip())
        for child in inline.children or ()
    )


def leaves_of_koetsu(document: Document) -> list[Leaf]:
    first_line = document.source.line_of(document.body_span.start)
    leaves: list[Leaf] = []
    for block in document.blocks:
        if block.kind in ("table_cell", "footnote") or (block.previous and block.previous.underline):
            continue  # tables and footnotes are no CommonMark; an underline is the heading's last line to the oracle
        kind = {
            "code": "code",
            "html": "html",
            "comment": "html",
            "heading": "heading",
            "thematic_break": "thematic_break",
        }
        first, last = block.lines
        if block.underline:
            leaves.append(("heading", first - first_line, document.source.line_of(block.underline.start) - first_line))
        elif block.style == "html":
            leaves.append(("html", first - first_line, last - first_line))
        else:
            leaves.append((kind.get(block.kind, "text"), first - first_line, last - first_line))
    return leaves


def without_foreign_syntax(text: str) -> str:
    body = text.encode()
    return mask(body, find_regions(body, lambda: Ranges([]), mdx=False)).decode()


@pytest.mark.parametrize("path", ARTICLES, ids=[path.name for path in ARTICLES])
def test_block_lines_agree_on_the_sample_articles(path: Path) -> None:
    document = Document(Source.read(path))
    body = without_foreign_syntax(document.source[document.body_span].replace("\r\n", "\n"))
    plain = Document(Source(path.name, body))

    assert leaves_of_koetsu(plain) == leaves_of_oracle(body)


PIECES = st.sampled_from(
    [
        "校閲する。",
        "# 見出し",
        "## 見出し ##",
        "題\n===",
        "題\n---",
        "一行\n二行\n---",
        "- 項目",
        "- 項目\n\n  続き",
        "- 一\n- 二\n  - 三",
        "1. 一\n2. 二",
        "2. 二から",
        "> 引用",
        "> 引用\nだらだら",
        "> - 項目\n> - 二",
        "- > 引用",
        "```\ncode\n```",
        "~~~ md\n# no\n~~~",
        "    code",
        "-\t項目",
        "***",
        "<div>\n箱\n</div>",
        "<!-- 注\n\n記 -->",
        "<b>太字</b>",
        "`a\nb`",
        "**太字**です",
        "\\# 見出しでない",
        "行末  \n次",
        "",
        "   字下げ",
        '[a](b\n"c")',
        "#見出しでない",
        "+ 十",
        "* 星",
        "10) 十",
    ]
)


@given(st.lists(PIECES, max_size=6), st.sampled_from(["\n", "\n\n"]))
def test_block_lines_agree_on_random_markdown(pieces: list[str], between: str) -> None:
    text = between.join(pieces)

    assert leaves_of_koetsu(Document(Source("a.md", text))) == leaves_of_oracle(text)


@given(st.text(st.sampled_from("あa-=#>`*_+1.)<~ \n\t"), max_size=30))
@example("1\n\t>")
@example("```\n>")
@example("<a\n\t>")
@example("` `")
def test_block_lines_agree_on_random_marks(text: str) -> None:
    assert leaves_of_koetsu(Document(Source("a.md", text))) == leaves_of_oracle(text)
