"""What is a rule about that which holds findings back?"""

from __future__ import annotations

from koetsu.rule import BaseRule, CorpusRule, O, Rule


class UpkeepRule(BaseRule[O]):
    """A rule about directives or accepted findings, which come after what the rules of articles say.

    Only the engine sees both what was found and what is held back, so it does the checking and makes the reports; in
    all else, from ``select`` to options and pages, this is a rule like any other.
    """


def can_be_set(rule: type) -> bool:
    """Whether a class is a rule that can be selected, graded and given options.

    What tells that koetsu could not do its work cannot.
    """
    return issubclass(rule, Rule | CorpusRule | UpkeepRule)
