"""Does the testing kit notice what a rule gets wrong?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koetsu import Span
from koetsu.page import Example
from koetsu.testing import (
    PLACEHOLDER,
    RuleExample,
    check_conventions,
    check_example,
    examples_of,
    mark,
    rules_in,
    unmark,
)
from plugin_packages import FIND_WORD, installed, rule_module, write_package

PAGE = """# ja: 猫
猫がいます。

## わからないこと
犬です。

# en: A cat
There is a cat.

## What it cannot know
Dogs.

```md bad
⟦猫⟧が来ました。
```

```md good
犬が来ました。
```
"""

REMOVE = """for span in document.prose.find(re.compile("猫")):
            yield self.report(span, fixes=[self.fix("remove", Edit(span, "犬"), safe=False)], word="猫")"""


@pytest.fixture
def cat(tmp_path):
    """The rule of a small package, whose page can be written anew."""
    write_package(tmp_path, "cat_rules", {"cat_seen": rule_module("CAT001", "CatSeen")})
    (tmp_path / "cat_rules" / "cat_seen.md").write_text(PAGE, encoding="utf-8")
    with installed(tmp_path):
        yield rules_in("cat_rules")[0]


def case(rule, expectation: str, text: str, options: str = "", fixed: str | None = None) -> RuleExample:
    return RuleExample(rule, Example(expectation, text, options, fixed, "", 7), "cases")


def failure(example: RuleExample) -> str:
    with pytest.raises(AssertionError) as caught:
        check_example(example)
    return str(caught.value)


def test_plugin_tests_itself_in_three_lines(cat):
    for example in examples_of("cat_rules"):
        check_example(example)
    for rule in rules_in("cat_rules"):
        check_conventions(rule)


def test_examples_stand_on_the_page_and_among_the_cases(cat, tmp_path):
    cases = tmp_path / "cases" / "cat_rules" / "cat_seen.md"
    cases.parent.mkdir(parents=True)
    cases.write_text("# cat-seen\n\n## sees two\n\n```md bad\n⟦猫⟧と⟦猫⟧\n```\n", encoding="utf-8")

    names = [str(example) for example in examples_of("cat_rules", tmp_path / "cases")]

    assert names == [
        "CAT001 cat-seen page:13 bad",
        "CAT001 cat-seen page:17 good",
        "CAT001 cat-seen cases:5 sees two",
    ]


def test_failure_shows_the_marks_move(cat):
    said = failure(case(cat, "bad", "⟦犬⟧と猫\n"))

    assert "-⟦犬⟧と猫" in said
    assert "+犬と⟦猫⟧" in said
    assert "「猫」があります。" in said
    assert "There is “猫”." in said


def test_finding_that_is_missing_fails(cat):
    assert "nothing was reported" in failure(case(cat, "bad", "⟦犬⟧\n"))


def test_finding_in_a_good_example_fails(cat):
    assert "+⟦猫⟧" in failure(case(cat, "good", "猫\n"))


def test_bad_example_without_marks_fails(cat):
    assert "encloses" in failure(case(cat, "bad", "犬\n"))


def test_example_of_the_template_fails(cat):
    assert "write a real one" in failure(case(cat, "good", f"{PLACEHOLDER}\n"))


def test_place_reported_twice_is_marked_twice(cat):
    assert "-⟦⟦猫⟧⟧" in failure(case(cat, "bad", "⟦⟦猫⟧⟧\n"))


@pytest.mark.parametrize("newline", ["lf", "crlf", "cr"])
def test_line_ends_and_byte_order_mark_change_no_mark(cat, newline):
    options = f'[document]\nnewline = "{newline}"\nbom = true\nfinal-newline = false\n'

    check_example(case(cat, "bad", "犬が来ました。\n\n⟦猫⟧も来ました。\n", options))


def test_unknown_option_of_the_document_fails(cat):
    with pytest.raises(ValueError, match="new-line"):
        check_example(case(cat, "good", "犬\n", "[document]\nnew-line = 'lf'\n"))


def test_crash_shows_its_own_exception(tmp_path):
    write_package(tmp_path, "bad_rules", {"cat_crash": rule_module("CAT002", "CatCrash", "yield 1 / 0")})

    with installed(tmp_path), pytest.raises(ZeroDivisionError):
        check_example(case(rules_in("bad_rules")[0], "good", "犬\n"))


def test_value_that_a_message_lacks_fails(tmp_path):
    body = FIND_WORD.replace(', word="猫"', "")
    write_package(tmp_path, "mute_rules", {"cat_mute": rule_module("CAT003", "CatMute", body)})

    with installed(tmp_path), pytest.raises(AssertionError, match="needs word"):
        check_example(case(rules_in("mute_rules")[0], "bad", "⟦猫⟧\n"))


@pytest.mark.parametrize(("fixed", "fits"), [("犬と犬\n", True), ("犬と猫\n", False)])
def test_fixes_are_applied_and_compared(tmp_path, fixed, fits):
    text = rule_module("CAT004", "CatFixed", REMOVE).replace("Options, Rule\n", "Options, Rule, Edit\n")
    text = text.replace(
        "    def check", '    messages = {"remove": Message(ja="犬にする", en="Make it a dog")}\n\n    def check'
    )
    write_package(tmp_path, "fix_rules", {"cat_fixed": text})
    with installed(tmp_path):
        example = case(rules_in("fix_rules")[0], "bad", "⟦猫⟧と⟦猫⟧\n", fixed=fixed)
        if fits:
            check_example(example)
        else:
            assert "+犬と犬" in failure(example)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("# en: A cat\n", "", "“# en: title”"),
        ("# ja: 猫\n", "# 猫\n", "“# ja: title”"),
        ("## わからないこと", "## おわりに", "わからないこと"),
        ("## What it cannot know", "## The end", "cannot know"),
        ("⟦猫⟧が来ました。\n```", f"{PLACEHOLDER}\n```", None),
        ("```md good\n犬が来ました。\n```\n", "", "no good example"),
        ("犬です。", PLACEHOLDER, "template"),
    ],
)
def test_page_that_lacks_something_fails(cat, tmp_path, old, new, said):
    (tmp_path / "cat_rules" / "cat_seen.md").write_text(PAGE.replace(old, new), encoding="utf-8")

    if said is None:
        check_conventions(cat)
    else:
        with pytest.raises(AssertionError, match=said):
            check_conventions(cat)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("class CatSeen", "class CatHeard", "cat_heard.py"),
        ("「{word}」があります。", "猫があります。", "different values"),
        ("There is “{word}”.", "", "lacks en"),
        ('"""Finds a word."""', "", "docstring"),
    ],
)
def test_rule_against_the_conventions_fails(tmp_path, old, new, said):
    text = rule_module("CAT001", "CatSeen").replace(old, new)
    write_package(tmp_path, "odd_rules", {"cat_seen": text})
    for name in ("cat_seen", "cat_heard"):
        (tmp_path / "odd_rules" / f"{name}.md").write_text(PAGE, encoding="utf-8")

    with installed(tmp_path), pytest.raises(AssertionError, match=said):
        check_conventions(rules_in("odd_rules")[0])


@pytest.mark.parametrize(
    ("documentation", "said"),
    [
        ('"""どこまで見るか。\n\n    How far to look.\n    """', None),
        ('"""どこまで見るか。"""', "lacks en"),
        ("", "lacks ja"),
    ],
)
def test_option_is_documented_in_both_languages(tmp_path, documentation, said):
    options = f"class CatOptions(Options, frozen=True):\n    window: int = 3\n    {documentation}\n\n\n"
    text = rule_module("CAT001", "CatSeen").replace(
        "class CatSeen(Rule[Options])", options + "class CatSeen(Rule[CatOptions])"
    )
    write_package(tmp_path, "set_rules", {"cat_seen": text})
    (tmp_path / "set_rules" / "cat_seen.md").write_text(PAGE, encoding="utf-8")
    with installed(tmp_path):
        rule = rules_in("set_rules")[0]
        if said is None:
            check_conventions(rule)
        else:
            with pytest.raises(AssertionError, match=said):
                check_conventions(rule)


@pytest.mark.parametrize(
    ("marked", "text", "spans"),
    [
        ("犬と⟦猫⟧", "犬と猫", [(2, 3)]),
        ("⟦犬⟦と⟧猫⟧", "犬と猫", [(0, 3), (1, 2)]),
        ("⟦犬⟧⟦⟧⟦と⟧", "犬と", [(0, 1), (1, 1), (1, 2)]),
        ("", "", []),
    ],
)
def test_marks_come_off_and_go_back(marked, text, spans):
    assert unmark(marked) == (text, spans)
    assert mark(text, [Span(*span) for span in spans]) == marked


@pytest.mark.parametrize("text", ["⟦猫", "猫⟧", "⟧猫⟦"])
def test_mark_without_its_partner_is_an_error(text):
    with pytest.raises(ValueError, match="without"):
        unmark(text)


@given(st.text(alphabet="猫犬\n", max_size=8), st.lists(st.tuples(st.integers(0, 8), st.integers(0, 8)), max_size=4))
def test_marked_text_without_its_marks_is_the_text(text, places):
    spans = [Span(min(*place, len(text)), min(max(place), len(text))) for place in places]

    assert unmark(mark(text, spans))[0] == text
