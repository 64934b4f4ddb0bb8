"""Is a heading, or the text of a link, cut?"""

from koetsu import Diagnostics, Document, Message, Options, Rule, excerpt
from koetsu_rules.truncation.labels import LabelFinder


class TruncatedHeading(Rule[Options]):
    """A heading or a link text that stops in the middle."""

    code = "TR003"
    severity = "warning"
    message = Message(
        ja="{kind:term}が{end:quote}で途切れています（{case:term}）。元の言葉を補ってください。",
        en="The {kind:term} stops at {end:quote} ({case:term}). Supply the missing words.",
    )
    messages = {
        "heading": Message(ja="見出し", en="heading"),
        "link": Message(ja="リンクの文字列", en="text of the link"),
        "word": Message(ja="語の途中", en="inside a word"),
        "particle": Message(ja="助詞の後", en="after a particle"),
        "stem": Message(ja="語の途中の活用形", en="at the stem of a word"),
        "modifier": Message(ja="次の語にかかる語の後", en="after a word that needs another"),
        "comma": Message(ja="読点の後", en="after a comma"),
        "bracket": Message(ja="括弧が閉じていない", en="a bracket is still open"),
        "whole": Message(ja="同じ言葉がここでは続いています。", en="The same words go on here."),
    }

    def check(self, document: Document) -> Diagnostics:
        for label in LabelFinder(document).find():
            yield self.report(
                label,
                related=[self.note(label.whole, "whole")] if label.whole else [],
                kind="heading" if label.block.kind == "heading" else "link",
                end=excerpt(label.phrase, 16),
                case=label.case,
            )
