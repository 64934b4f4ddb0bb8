import pytest

from koetsu.diagnostic import Diagnostic, Related
from koetsu.engine.fixing.choice import choose
from koetsu.fix import Edit, Fix
from koetsu.text.source import Span


def finding(*spans: tuple[int, int], rule: str = "XX001", safe: bool = True, kept: tuple[int, int] | None = None):
    """A finding whose fix deletes some spans, because what it keeps says the same."""
    fix = Fix("delete", tuple(Edit(Span(*span), "") for span in spans), safe)
    related = () if kept is None else (Related(Span(*kept), "first"),)
    return Diagnostic(rule, Span(*spans[0]), "error", related=related, fixes=(fix,))


def chosen(*findings: Diagnostic, unsafe: bool = False, barred: frozenset[str] = frozenset()) -> list[int]:
    """Which of the findings are mended, by number."""
    found = choose(findings, unsafe=unsafe, barred=barred)
    return sorted(findings.index(applied.diagnostic) for applied in found)


def test_fixes_that_stand_apart_go_together():
    assert chosen(finding((0, 2)), finding((3, 5)), finding((6, 6))) == [0, 1, 2]


@pytest.mark.parametrize("second", [(1, 3), (2, 4), (2, 2), (0, 0)])
def test_fix_that_touches_another_waits(second):
    assert chosen(finding((0, 2)), finding(second)) == [0]


def test_what_takes_most_away_goes_first():
    assert chosen(finding((3, 4)), finding((0, 9)), finding((8, 12))) == [1]


def test_all_edits_of_a_fix_or_none():
    assert chosen(finding((0, 4)), finding((2, 3), (8, 9)), finding((8, 8), (20, 21))) == [0, 2]


def test_text_between_the_edits_of_a_fix_is_free():
    assert chosen(finding((0, 4), (20, 22)), finding((10, 12))) == [0, 1]


def test_two_copies_never_go_at_once():
    assert chosen(finding((0, 5), kept=(10, 15)), finding((10, 15), kept=(0, 5))) == [0]


def test_copy_waits_while_its_first_lies_in_what_goes():
    assert chosen(finding((30, 40), kept=(12, 18)), finding((10, 25), kept=(0, 8))) == [1]


def test_copies_of_the_same_first_go_together():
    assert chosen(finding((10, 15), kept=(0, 5)), finding((20, 25), kept=(0, 5))) == [0, 1]


@pytest.mark.parametrize("beside", [(5, 9), (5, 5), (0, 0)])
def test_text_beside_what_is_kept_may_change(beside):
    assert chosen(finding((10, 15), kept=(0, 5)), finding(beside)) == [0, 1]


@pytest.mark.parametrize("inside", [(4, 9), (3, 3), (0, 1)])
def test_text_inside_what_is_kept_may_not_change(inside):
    assert chosen(finding((10, 25), kept=(0, 5)), finding(inside)) == [0]


def test_unsafe_fixes_only_where_they_are_allowed():
    assert chosen(finding((0, 2), safe=False), finding((4, 6))) == [1]
    assert chosen(finding((0, 2), safe=False), finding((4, 6)), unsafe=True) == [0, 1]


def test_first_fix_that_is_allowed_is_taken():
    fixes = (Fix("b", (Edit(Span(0, 1), ""),), False), Fix("a", (Edit(Span(4, 5), ""),), True))
    both = Diagnostic("XX001", Span(0, 1), "error", fixes=fixes)

    assert [applied.fix.title for applied in choose([both], unsafe=False)] == ["a"]
    assert [applied.fix.title for applied in choose([both], unsafe=True)] == ["b"]


def test_barred_rule_stands_aside():
    assert chosen(finding((0, 2)), finding((1, 3), rule="XX002"), barred=frozenset({"XX001"})) == [1]


def test_order_of_the_findings_changes_nothing():
    findings = [finding((number, number + 3), kept=(number + 9, number + 11)) for number in range(0, 60, 2)]
    forwards = choose(findings, unsafe=False)

    assert choose(findings[::-1], unsafe=False) == forwards
