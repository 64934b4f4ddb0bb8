"""What rule does a pattern of the configuration make?"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import TYPE_CHECKING, ClassVar

from koetsu.diagnostic import Diagnostics
from koetsu.engine.patterns.expression import Allowance, find, may_stand_in, replaced
from koetsu.engine.patterns.page import page_of_pattern
from koetsu.fix import Edit, Fix
from koetsu.message import Message, excerpt
from koetsu.rule import Options, Rule

if TYPE_CHECKING:
    import regex

    from koetsu.engine.patterns.pattern import Pattern
    from koetsu.engine.patterns.texts import Text
    from koetsu.text.document import Document
    from koetsu.text.source import Span


class PatternRule(Rule[Options]):
    """A pattern that a configuration file asks for; ``rule_of`` makes a class of each."""

    pattern: ClassVar[Pattern]
    messages = {
        "replace": Message(ja="{text:quote}に置き換える", en="Replace it with {text:quote}"),
        "delete": Message(ja="削除する", en="Delete it"),
    }

    def check(self, document: Document) -> Diagnostics:
        """Yield a diagnostic for each place, once even if it belongs to several scopes."""
        from koetsu.engine.patterns.texts import texts_of

        texts = texts_of(document, self.pattern.scope)
        if not may_stand_in(self.pattern, texts.joined):
            return
        allowance = Allowance(len(document.source))
        seen: set[Span] = set()
        for text in texts.texts:
            for found in find(self.pattern, text.text, allowance):
                span = text.locate(*found.span())
                if span not in seen:
                    seen.add(span)
                    yield self.report(span, fixes=self._fixes(text, found, span))

    def _fixes(self, text: Text, found: regex.Match[str], span: Span) -> Iterator[Fix]:
        if self.pattern.replacement is None:
            return
        edit = Edit(span, replaced(self.pattern.replacement, found))
        if text.takes(edit, found.group()):
            yield self.fix("replace" if edit.text else "delete", edit, safe=False, text=excerpt(edit.text))

    @classmethod
    def page_text(cls) -> str:
        """A page made of what the configuration says."""
        return page_of_pattern(cls.pattern)


@cache
def rule_of(pattern: Pattern) -> type[PatternRule]:
    """The rule class of a pattern, which is named by its id alone."""
    members = {
        "__module__": __name__,
        "__doc__": pattern.message.en,
        "code": pattern.id,
        "severity": pattern.severity,
        "message": Message(*(sentence.replace("{", "{{").replace("}", "}}") for sentence in pattern.message)),
        "pattern": pattern,
    }
    rule: type[PatternRule] = type("Pattern", (PatternRule,), members)
    rule.name = pattern.id
    return rule
