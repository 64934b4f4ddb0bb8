"""What does the rule say about characters that no editor shows, and when may they go?"""

import pytest
from hypothesis import given, strategies

from koetsu.fix import apply_edits
from koetsu.text.document import Document
from koetsu.text.source import Source
from koetsu_rules.notation.gathering import LIMIT, TOGETHER
from koetsu_rules.notation.invisible_character import InvisibleCharacter, InvisibleCharacterOptions

EVERYTHING = InvisibleCharacterOptions(code=True, half_width_kana=True, no_break_space=True)


def reported(text, options=None):
    return list(InvisibleCharacter(options).check(Document(Source("garden.md", text))))


def mended(text, *, unsafe=False):
    fixes = [[fix for fix in diagnostic.fixes if unsafe or fix.safe][:1] for diagnostic in reported(text)]
    return apply_edits(text, [edit for chosen in fixes for fix in chosen for edit in fix.edits])


@pytest.mark.parametrize(
    ("characters", "key", "names"),
    [
        ("\u200b", "", ["U+200B"]),
        ("\x08", "", ["U+0008"]),
        ("\x00", "", ["U+0000"]),
        ("\x01", "", ["control"]),
        ("\x93", "", ["control"]),
        ("\u2060\ufeff", "", ["U+2060", "U+FEFF"]),
        ("\ufff9", "", ["annotation"]),
        ("\U000e0001", "", ["tag"]),
        ("\ufe0f", "", ["selector"]),
        ("\u3164", "", ["U+3164"]),
        ("\u202e", "direction", ["U+202E"]),
        ("\u2066\u2069", "direction", ["U+2066", "U+2069"]),
        ("\u2028", "separator", ["U+2028"]),
        ("\x0b", "separator", ["U+000B"]),
        ("\x85", "separator", ["U+0085"]),
    ],
)
def test_a_message_names_the_characters(characters, key, names):
    (diagnostic,) = reported(f"庭の{characters}話です。")

    assert (diagnostic.message, diagnostic.values["names"]) == (key, names)
    assert InvisibleCharacter.say(diagnostic.message, diagnostic.values, "ja").count("U+") == len(set(characters))


def test_hidden_text_is_told():
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in "obey me")
    (diagnostic,) = reported(f"庭の{hidden}話です。")

    assert "「obey me」" in InvisibleCharacter.say(diagnostic.message, diagnostic.values, "ja")


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("庭の\u200b話", "庭の話"),
        ("庭の\x08話", "庭の話"),
        ("word\u200bword", "wordword"),
        ("- \u200b庭", "- 庭"),
        ("庭です。\u200b\n畑です。", "庭です。\n畑です。"),
        ("庭の\u200e話", "庭の話"),
        ("It ends.\u200b Then more.", "It ends. Then more."),
    ],
)
def test_what_nobody_sees_may_go(text, fixed):
    assert mended(text) == fixed


@pytest.mark.parametrize(
    "text",
    [
        "\u200b# 庭",
        "\u200b- 庭",
        "1\u200b. 庭",
        "\u200b    庭",
        "庭です。\n\n\u200b\n\n畑です。",
        "庭です。  \u200b\n畑です。",
        "**\u200b庭**",
        "庭\u200b`畑`",
        "https://example\u200b.com/",
        "@\u200bgarden",
        "example.\u200bcom",
        ":smi\u200ble:",
        "![\u200b](/a.png)",
        "[庭](/庭\u200b畑)",
        "[庭]: /庭\u200b畑\n",
        "<span title='庭\u200b畑'>庭</span>",
        "🇯\u200b🇵",
        "庭 \u200b 畑",
        "か\u200b\u3099",
        "庭の\u202e話",
        "庭の\u200f話",
        "庭の\u2066話\u202e",
        "庭の\x00話",
        "庭の\u2028話",
        "庭の\x0c話",
        "---\nimage: /庭\u200b畑.png\n---\n",
    ],
)
def test_what_could_change_something_is_left_to_a_person(text):
    assert mended(text) == text
    assert reported(text)


@pytest.mark.parametrize(
    ("text", "fixed"),
    [
        ("\x93庭\x94です", "“庭”です"),
        ("so\u2028on", "so on"),
        ("庭の\u2028話", "庭の話"),
        ("# \u200b", "# "),
    ],
)
def test_an_unsafe_fix_puts_in_what_was_probably_meant(text, fixed):
    assert mended(text, unsafe=True) == fixed


def test_of_one_line_the_safe_places_are_mended_alone():
    text = "庭の\u200b話と**\u200b畑**の話"
    (diagnostic,) = reported(text)

    assert [(fix.safe, len(fix.edits)) for fix in diagnostic.fixes] == [(True, 1), (False, 2)]
    assert mended(text) == "庭の話と**\u200b畑**の話"


@pytest.mark.parametrize("characters", ["\u202e", "\u2067", "\u202a\u202c"])
def test_what_reorders_text_is_reported_in_code_too(characters):
    assert reported(f"```\na{characters}b\n```\n")
    assert reported(f"`a{characters}b`")


@pytest.mark.parametrize("text", ["```\na\u200bb\n```\n", "`a\u200eb`", "```\n\x1b[31m\n```\n"])
def test_code_may_hold_what_does_not_reorder_it(text):
    assert reported(text) == []


@pytest.mark.parametrize("text", ["Donau\xaddampf\xadschiff", "شكرا\u200f! (\u2067عربي\u2069)", "한글\u1160ᄀ"])
def test_characters_are_at_home_in_some_languages(text):
    assert reported(text) == []


def test_an_override_is_at_home_nowhere():
    assert reported("עברית\u202eabc\u202c")


def test_many_places_in_one_line_are_few_findings():
    found = reported("庭\u200b" * 3 * TOGETHER)

    assert [diagnostic.values["count"] for diagnostic in found] == [TOGETHER] * 3
    assert len(found[0].related) == TOGETHER - 1


def test_of_very_many_findings_the_last_counts_the_rest():
    found = reported("庭\u200b畑です。\n" * (LIMIT + 7))

    assert len(found) == LIMIT + 1
    assert (found[-1].message, found[-1].values["count"], found[-1].fixes) == ("rest", 7, ())


def test_a_flood_of_one_character_hides_no_other():
    found = reported("庭\u200b畑です。\n" * (LIMIT + 7) + "村\u202eです。\n")

    assert [diagnostic.message for diagnostic in found if diagnostic.message] == ["direction", "rest"]


@given(
    strategies.text(
        strategies.sampled_from("庭a1 #>-\n`*\u200b\u200d\ufe0f\u202e\u2028\xad\x08🎉👍か\u3099⼀ﾊ\xa0"), max_size=60
    )
)
def test_every_finding_stands_where_its_characters_stand(text):
    for diagnostic in reported(text, EVERYTHING):
        for fix in diagnostic.fixes:
            assert all(edit.span.start >= diagnostic.span.start for edit in fix.edits)
            assert apply_edits(text, fix.edits) != text
        assert diagnostic.span.start < diagnostic.span.end
