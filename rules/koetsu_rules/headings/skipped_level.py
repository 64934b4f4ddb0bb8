"""Does a heading stand more than one level below the heading before it?"""

from koetsu import Diagnostics, Document, Message, Options, Rule
from koetsu_rules.headings.outline import outline_of


class SkippedLevel(Rule[Options]):
    """A heading that stands two or more levels below the one before it."""

    code = "HD001"
    severity = "warning"
    message = Message(
        ja="見出しが h{above} から h{level} へ飛んでいます。h{expected} にするか、間の段を補ってください。",
        en="The heading jumps from h{above} to h{level}: make it h{expected}, or add the level that is missing.",
    )
    messages = {"above": Message(ja="直前の見出し（h{above}）です。", en="The heading before it (h{above}).")}

    def check(self, document: Document) -> Diagnostics:
        above = None
        for heading in outline_of(document):
            if above is not None and heading.level > above.level + 1:
                yield self.report(
                    heading,
                    related=[self.note(above, "above", above=above.level)],
                    above=above.level,
                    level=heading.level,
                    expected=above.level + 1,
                )
            above = heading
