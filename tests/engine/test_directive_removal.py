"""Comments are taken out of an article, and its readers see no difference, says a Markdown parser that is not ours."""

import re

from hypothesis import example, given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from koetsu import Document, Source
from koetsu.engine.directive_removal import removals
from koetsu.fix import apply_edits

ORACLE = MarkdownIt("commonmark").enable(["table", "strikethrough"])
COMMENT = "<!-- koetsu-disable -->"


def removed(text: str) -> str:
    document = Document(Source("a.md", text))
    return apply_edits(document.source.text, removals(document, document.comments).values())


def looks(text: str) -> str:
    """What a renderer makes of a text, but for comments and white space between tags."""
    html = re.sub(r"<!--.*?-->", "", ORACLE.render(text), flags=re.DOTALL)
    return re.sub(r" ?(<[^>]+>) ?", r"\1", " ".join(html.split()))


LINES = st.sampled_from(
    [
        "文です。",
        "**「強い」**",
        "文",
        "- 項目",
        "  続き",
        "1. 番号",
        "> 引用",
        "# 見出し",
        "---",
        "    コード",
        "| 項目 | 値 |",
        "|---|---|",
        "| 色 | 赤 |",
        "<div>",
        "</div>",
        "[語]",
        "(a.md)",
        "\\",
        "*",
        "a",
    ]
)
PARTS = st.one_of(LINES, st.sampled_from([COMMENT, f" {COMMENT}", f"> {COMMENT}", f"  {COMMENT}", f"{COMMENT} "]))
TEXTS = st.lists(st.tuples(PARTS, st.sampled_from(["\n", "\n\n", "", "  \n"])), min_size=1, max_size=8).map(
    lambda parts: "".join(part + end for part, end in parts)
)


@given(TEXTS)
@example(f"- 一\n\n{COMMENT}\n\n- 二\n")
@example(f"- 一\n\n  {COMMENT}\n- 二\n")
@example(f"一\n{COMMENT}\n二\n")
@example(f"> 一\n> {COMMENT}\n> 二\n")
@example(f"    一\n\n{COMMENT}\n\n    二\n")
@example(f"**「一」**{COMMENT}の二\n")
@example(f"[一]{COMMENT}(二)\n")
@example(f"{COMMENT}\n---\ntitle: 一\n---\n")
@example(f"{COMMENT}# 一\n")
@example(f"一  {COMMENT}\n二\n")
def test_readers_see_no_difference(text):
    left = removed(text)

    assert looks(left) == looks(text)
    document = Document(Source("a.md", left))
    assert {document.source[comment.content].strip() for comment in document.comments} <= {""}


def test_what_can_go_goes_even_beside_what_cannot():
    lists = f"- 一\n\n{COMMENT}\n\n- 二\n"

    assert removed(f"一\n\n{COMMENT}\n\n{lists}") == "一\n\n- 一\n\n<!-- -->\n\n- 二\n"


def test_very_many_comments_are_not_tried_one_by_one():
    lists = f"- 一\n\n{COMMENT}\n\n" * 3000

    assert removed(lists).count("<!-- -->") >= 2900
