"""Does lint isolate crashes, sort and identify what rules find?"""

import re

import pytest

from koetsu import Diagnostic, Document, Edit, Message, Options, Rule, Source, Span
from koetsu.engine.lint import lint


class WordRule(Rule[Options]):
    severity = "info"
    message = Message(ja="「{word}」", en="“{word}”")


class Cat(WordRule):
    code = "XX001"

    def check(self, document):
        for span in document.prose.find(re.compile("猫")):
            yield self.report(span, word="猫")


class Crash(WordRule):
    code = "XX002"
    error: type[BaseException] = ZeroDivisionError

    def check(self, document):
        yield self.report(Span(0, 1), word="a")
        raise self.error("半分\n終わった")


class Anywhere(WordRule):
    code = "XX003"
    span = Span(0, 1)
    values = {"word": "a"}

    def check(self, document):
        yield Diagnostic(self.code, self.span, "info", values=self.values)


def document(text: str) -> Document:
    return Document(Source("a.md", text))


def test_findings_stand_in_the_order_of_the_text():
    found = lint(document("犬と猫と猫。\n"), [Cat(), Anywhere()])

    assert [(diagnostic.rule, diagnostic.span) for diagnostic in found] == [
        ("XX003", (0, 1)),
        ("XX001", (2, 3)),
        ("XX001", (4, 5)),
    ]


def test_order_of_the_rules_changes_nothing():
    text = document("猫と猫と犬。\n")

    assert lint(text, [Cat(), Crash(), Anywhere()]) == lint(text, [Anywhere(), Crash(), Cat()])


@pytest.mark.parametrize("error", [ZeroDivisionError, RecursionError, MemoryError, KeyError])
def test_crash_becomes_one_finding_and_the_other_rules_go_on(error, monkeypatch):
    monkeypatch.setattr(Crash, "error", error)

    found = lint(document("猫。\n"), [Crash(), Cat()])

    assert sorted(diagnostic.rule for diagnostic in found) == ["EN002", "XX001"]
    crash = next(diagnostic for diagnostic in found if diagnostic.rule == "EN002")
    assert crash.span == (0, 2)
    assert crash.values["rule"] == "XX002"
    assert crash.values["path"] == "a.md"
    assert crash.values["exception"] == error.__name__
    assert "半分" in crash.values["detail"]


def test_deep_recursion_in_a_rule_is_a_crash_like_any_other():
    class Deep(WordRule):
        code = "XX004"

        def check(self, document):
            yield from self.check(document)

    assert [diagnostic.values["exception"] for diagnostic in lint(document("猫。\n"), [Deep()])] == ["RecursionError"]


@pytest.mark.parametrize("error", [KeyboardInterrupt, SystemExit])
def test_interrupt_passes(error, monkeypatch):
    monkeypatch.setattr(Crash, "error", error)

    with pytest.raises(error):
        lint(document("猫。\n"), [Crash()])


@pytest.mark.parametrize("span", [Span(-1, 1), Span(0, 99), Span(2, 1)])
def test_place_outside_the_text_is_a_crash(span, monkeypatch):
    monkeypatch.setattr(Anywhere, "span", span)

    assert [diagnostic.values["exception"] for diagnostic in lint(document("猫。\n"), [Anywhere()])] == ["ValueError"]


@pytest.mark.parametrize(("values", "exception"), [({}, "KeyError"), ({"word": object()}, "TypeError")])
def test_finding_that_cannot_be_said_or_stored_is_a_crash(values, exception, monkeypatch):
    monkeypatch.setattr(Anywhere, "values", values)

    assert [diagnostic.values["exception"] for diagnostic in lint(document("猫。\n"), [Anywhere()])] == [exception]


def test_fix_whose_edits_overlap_is_a_crash():
    class Overlapping(Cat):
        messages = {"fix": Message(ja="直す", en="Mend")}

        def check(self, document):
            edits = Edit(Span(0, 2), ""), Edit(Span(1, 3), "犬")
            yield self.report(Span(0, 1), word="猫", fixes=[self.fix("fix", *edits, safe=True)])

    found = lint(document("猫と犬。\n"), [Overlapping()])

    assert [diagnostic.values["exception"] for diagnostic in found] == ["ValueError"]


def test_fingerprints_of_equal_findings_differ():
    found = lint(document("猫と猫。\n"), [Cat()])

    assert len({diagnostic.fingerprint for diagnostic in found}) == 2


def test_fingerprints_stay_when_other_text_arrives():
    before = lint(document("猫と猫。\n"), [Cat()])
    after = lint(document("犬が来た。\n\nそして、猫と猫。\n"), [Cat()])

    assert [diagnostic.fingerprint for diagnostic in before] == [diagnostic.fingerprint for diagnostic in after]


def test_fingerprint_of_a_finding_about_the_file_does_not_hold_its_text():
    class Whole(WordRule):
        code = "XX005"

        def check(self, document):
            yield self.report(document.first_line, scope="file", word="a")

    fingerprints = {lint(document(text), [Whole()])[0].fingerprint for text in ("猫。\n", "犬。\n")}

    assert len(fingerprints) == 1


@pytest.mark.parametrize("text", ["", "\n", "\ufeff", "---\n", "---\n---\n"])
def test_empty_file_is_ordinary_input(text):
    assert lint(document(text), [Cat()]) == []


def test_crash_on_an_empty_file_stands_at_its_start():
    class Early(WordRule):
        code = "XX006"

        def check(self, document):
            raise LookupError

    assert [(found.span, found.values["detail"]) for found in lint(document(""), [Early()])] == [((0, 0), "-")]
