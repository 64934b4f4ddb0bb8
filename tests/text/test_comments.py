"""Comments: wherever an author may write one, and never where code shows one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koetsu import Document, Source
from koetsu.text.comments import lines_of_text


def comments(text: str, path: str = "a.md") -> list[str]:
    document = Document(Source(path, text))
    return [document.source[comment.content] for comment in document.comments]


@pytest.mark.parametrize(
    "text",
    [
        "<!--猫-->\n",
        "文です。<!--猫-->\n",
        "文です<!--猫-->続きです。\n",
        "- 項目<!--猫-->\n- 項目\n",
        "- <!--猫-->\n  項目\n",
        "> <!--猫-->\n> 引用\n",
        "# 見出し <!--猫-->\n",
        "見出し<!--猫-->\n======\n",
        "| 色<!--猫--> | 値 |\n|---|---|\n| 赤 | 青 |\n",
        "| 色 | 値 |\n|---|---|\n| 赤 | <!--猫--> |\n",
        "<div>\n<!--猫-->\n</div>\n",
        "<!--猫--> 続く文\n",
        "[^1]\n\n[^1]: 注です。<!--猫-->\n",
        "[リンク<!--猫-->](a.md)\n",
        "---\ntitle: 題\n---\n<!--猫-->\n本文です。\n",
        "<!--猫-->\n---\ntitle: 題\n---\n",
        "\ufeff文です。\r\n\r\n<!--猫-->\r\n",
        "文です。\r\r<!--猫-->\r",
        "{% if a %}\n<!--猫-->\n{% endif %}\n",
        "{% raw %}<!--猫-->{% endraw %}\n",
        ":::message\n<!--猫-->\n:::\n",
    ],
)
def test_a_comment_is_found_where_it_stands(text):
    assert comments(text) == ["猫"]


@pytest.mark.parametrize(
    "text",
    [
        "`<!--猫-->`\n",
        "```html\n<!--猫-->\n```\n",
        "~~~\n<!--猫-->\n",
        "    <!--猫-->\n",
        "- 項目\n\n      <!--猫-->\n",
        r"\<!--猫-->" + "\n",
        "&lt;!--猫--&gt;\n",
        "---\ntitle: <!--猫-->\n---\n",
        "<!--猫\n\n終わらない。\n",
    ],
)
def test_what_only_looks_like_a_comment_is_none(text):
    assert comments(text) == []


def test_comments_stand_in_the_order_of_the_file():
    assert comments("<!--1--> <!--2-->\n\n文<!--3-->と<!--4-->。\n\n<!-->\n<!--5-->\n") == ["1", "2", "3", "4", "", "5"]


def test_a_comment_may_have_several_lines():
    assert comments("<!-- 一\n\n二 -->\n\n文<!-- 三\n四 -->\n") == [" 一\n\n二 ", " 三\n四 "]


def test_mdx_has_comments_of_its_own():
    text = "{/*1*/}\n\n文です。{/*2*/} 続き。\n\n- 項目{/*3*/}\n\n```js\n{/*4*/}\n```\n"

    assert comments(text, "a.mdx") == ["1", "2", "3"]
    assert comments(text, "a.md") == ["1", "3"]  # where they end a line, Docusaurus reads them in Markdown too


def test_lines_of_text_hold_more_than_comments():
    source = Source("a.md", "文\n\n<!-- 一\n二 -->\n> <!-- 三 -->\n>\n文 <!-- 四 -->\n\u3000\n- <!-- 五 -->\n")
    document = Document(source)

    assert lines_of_text(source, document.comments) == [0, 6, 8]


@given(st.text(st.sampled_from("<!-/*{}> \n\r`猫🐈a")))
def test_a_comment_is_cut_out_of_the_file_exactly(text):
    for path in ("a.md", "a.mdx"):
        document = Document(Source(path, text))
        end = 0
        for comment in document.comments:
            whole, inside = document.source[comment.span], document.source[comment.content]
            assert comment.span.start >= end
            assert whole in (f"<!--{inside}-->", f"{{/*{inside}*/}}", "<!-->", "<!--->")
            end = comment.span.end
