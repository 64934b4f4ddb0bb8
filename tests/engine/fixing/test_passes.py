import re
from collections.abc import Callable

import pytest

from fixed_texts import fix, fix_by
from koetsu import Diagnostics, Document, Edit, Message, Options, Rule, Span
from koetsu.engine.fixing import fix_file
from koetsu.engine.report import FileReport, Held
from koetsu.text.source import Source


class Replacement(Rule[Options]):
    """A text for which another is to stand."""

    severity = "error"
    message = Message(ja="違います。", en="Wrong.")
    messages = {"replace": Message(ja="置き換える", en="Replace")}
    pattern: str
    replacement: Callable[[re.Match[str]], str]
    safe = True

    def check(self, document: Document) -> Diagnostics:
        for found in re.finditer(self.pattern, document.source.text):
            span = Span(*found.span())
            edit = Edit(span, type(self).replacement(found))
            yield self.report(span, fixes=[self.fix("replace", edit, safe=self.safe)])


def replacement(code: str, wrong: str, right: str, *, safe: bool = True) -> Replacement:
    """A rule that puts a text for what a pattern finds."""
    members = {"code": code, "pattern": wrong, "replacement": lambda found: found.expand(right), "safe": safe}
    return type(f"Rule{code}", (Replacement,), {**members, "__doc__": "A text.", "__module__": __name__})()


def test_nothing_to_mend_leaves_everything_as_it_is():
    fixed = fix_by([replacement("XX001", "猫", "犬")], "鳥。\n")

    assert not fixed.is_changed
    assert fixed.after is fixed.before


def test_what_the_first_round_leaves_is_mended_by_the_next():
    fixed = fix_by([replacement("XX001", "猫猫", "犬"), replacement("XX002", "犬犬", "鳥")], "猫猫猫猫。\n")

    assert fixed.after.text == "鳥。\n"
    assert fixed.report.diagnostics == []
    assert [applied.diagnostic.rule for applied in fixed.applied] == ["XX001", "XX001", "XX002"]


def test_long_row_of_fixes_that_touch_each_other_takes_few_rounds():
    rounds = []
    rule = replacement("XX001", "猫", "犬")
    source = Source("a.md", "猫" * 500)

    def check(source: Source) -> FileReport:
        return FileReport("a.md", "", list(rule.check(Document(source))), {})

    fixed = fix_file(source, lambda after, edits: rounds.append(1) or check(after), unsafe=False)

    assert fixed.after.text == "犬" * 500
    assert len(rounds) == 3


def test_long_row_of_copies_is_deleted_as_a_whole():
    paragraph = (
        "港の朝市は五時に始まります。日の出前から船が着き、揚がったばかりの魚が氷の上に並びます。"
        "買い手の多くは近所の料理屋で、値段は声ではなく、袖の中で握る指の形で決まります。"
    )

    fixed = fix(Source("a.md", f"{paragraph}\n\n" * 100), unsafe=True)

    assert fixed.after.text == f"{paragraph}\n\n"


def test_fix_that_leaves_its_finding_is_not_applied():
    fixed = fix_by([replacement("XX001", "^", "\n")], "猫。\n")

    assert not fixed.is_changed
    assert len(fixed.report.diagnostics) == 1


def test_useless_fix_does_not_hold_up_the_others():
    fixed = fix_by([replacement("XX001", "^", "\n"), replacement("XX002", "猫", "犬")], "鳥と猫。\n")

    assert fixed.after.text == "鳥と犬。\n"


def test_fix_is_not_held_against_a_rule_that_another_gives_more_to_say():
    rules = [replacement("XX001", "犬", "鳥"), replacement("XX002", "猫", "犬")]
    fixed = fix_by(rules, "犬、猫。\n")

    assert fixed.after.text == "鳥、鳥。\n"


@pytest.mark.parametrize("text", ["猫。\n", "犬。\n"])
def test_fixes_that_undo_each_other_are_not_applied(text):
    fixed = fix_by([replacement("XX001", "猫", "犬"), replacement("XX002", "犬", "猫")], text)

    assert not fixed.is_changed
    assert fixed.applied == ()


def test_fixes_before_a_circle_stay():
    circle = [replacement("XX001", "猫", "犬"), replacement("XX002", "犬", "猫")]
    fixed = fix_by([*circle, replacement("XX003", "虎", "猫")], "虎と鳥。\n")

    assert fixed.after.text == "猫と鳥。\n"


def test_fixes_that_let_a_text_grow_forever_end():
    rules = [replacement("XX001", "猫", "犬犬"), replacement("XX002", "犬犬", "猫と猫")]

    assert fix_by(rules, "猫。\n").is_changed


def test_unsafe_fix_is_left_to_those_who_ask_for_it():
    rule = replacement("XX001", "猫", "犬", safe=False)

    assert not fix_by([rule], "猫。\n").is_changed
    assert fix_by([rule], "猫。\n", unsafe=True).after.text == "犬。\n"


def test_text_that_no_file_can_hold_is_not_made():
    assert not fix_by([replacement("XX001", "猫", "\ud800")], "猫。\n").is_changed
    assert not fix_by([replacement("XX001", "猫", "")], "猫\ufeff。\n").is_changed


def test_edits_lead_from_the_first_text_to_the_last():
    said = []
    rule = replacement("XX001", "猫", "")
    source = Source("a.md", "猫猫、鳥、猫。\n")

    def check(source: Source) -> FileReport:
        return FileReport("a.md", "", list(rule.check(Document(source))), {})

    fixed = fix_file(source, lambda after, edits: said.append(edits) or check(after), unsafe=False)

    assert fixed.edits == (Edit(Span(0, 2), ""), Edit(Span(5, 6), ""))
    assert said[-1] == fixed.edits


def test_finding_that_is_held_back_is_not_mended_and_still_counts():
    rule = replacement("XX001", "猫", "猫猫")
    source = Source("a.md", "猫、猫。\n")

    def check(source: Source) -> FileReport:
        first, *others = rule.check(Document(source))
        return FileReport("a.md", "", [first], {}, [Held(other, "baseline") for other in others])

    fixed = fix_file(source, lambda after, edits: check(after), unsafe=False)

    assert not fixed.is_changed


@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("bom", ["", "\ufeff"])
@pytest.mark.parametrize("last", [True, False])
def test_byte_order_mark_line_ends_and_last_line_stay(newline, bom, last):
    text = "本文です。\n---\n\n" + "次の段落です。---END---\n\n終わりです。" + "\n" * last
    fixed = fix(Source("a.md", bom + text.replace("\n", newline)), "HD005", "RS001")

    mended = "本文です。\n\n---\n\n" + "次の段落です。\n\n終わりです。" + "\n" * last
    assert fixed.after.data.decode("utf-8") == bom + mended.replace("\n", newline)
