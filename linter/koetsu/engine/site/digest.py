"""What is worked out of each file, once, so that files can be compared?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any

import msgspec

from koetsu.diagnostic import Diagnostic
from koetsu.engine.faults import crashed
from koetsu.engine.suppression import SIGN
from koetsu.rule import CorpusRule
from koetsu.text.corpus import Summary

if TYPE_CHECKING:
    from koetsu.engine.registry import RuleClass
    from koetsu.text.document import Document


class Digest(msgspec.Struct, frozen=True, array_like=True):
    """What is known of a file when it is compared with others."""

    summary: Summary
    has_directives: bool
    """Whether its author may keep findings from being reported."""
    faults: list[Diagnostic] = []
    """What says that a rule could not measure in it; at the very start of the file."""


encode = msgspec.msgpack.Encoder().encode
decode = msgspec.msgpack.Decoder(Digest).decode


class Digester:
    """The rules that measure, ready to be asked."""

    def __init__(self, rules: Mapping[str, RuleClass]) -> None:
        self._rules = [rule() for rule in corpus_rules(rules)]

    def digest(self, document: Document) -> Digest:
        """What is kept of a document."""
        from koetsu.text.summary import summarise

        measures: dict[str, float] = {}
        faults: list[Diagnostic] = []
        for rule in self._rules:
            try:
                measured = {name: float(value) for name, value in rule.measures(document).items()}
            except Exception as error:  # a fault of the rule, as in ``lint``: the file is compared without it
                faults.append(crashed(rule.code, document.source.path, error))
            else:
                measures |= measured
        return Digest(summarise(document, measures), SIGN in document.source.text, faults)


def corpus_rules(rules: Mapping[str, RuleClass]) -> Iterable[type[CorpusRule[Any]]]:
    """Those that compare documents."""
    return (rule for rule in rules.values() if issubclass(rule, CorpusRule))
