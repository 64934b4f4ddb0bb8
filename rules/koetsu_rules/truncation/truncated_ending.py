"""Does a block stop in the middle of a sentence?"""

from koetsu import Diagnostics, Document, Edit, Fix, Message, Options, Rule, excerpt, normalise
from koetsu_rules.truncation.joins import text_between
from koetsu_rules.truncation.verdicts import Judge, Verdict


class TruncatedEnding(Rule[Options]):
    """A block that stops in the middle of a sentence or of a word."""

    code = "TR001"
    severity = "error"
    message = Message(
        ja="文が{end:quote}で途切れています（{case:term}）。{rest:term}",
        en="The sentence stops at {end:quote} ({case:term}). {rest:term}",
    )
    messages = {
        "word": Message(ja="語の途中", en="inside a word"),
        "particle": Message(ja="助詞の後", en="after a particle"),
        "stem": Message(ja="活用の途中", en="before the ending of a verb"),
        "modifier": Message(ja="次の語にかかる語の後", en="after a word that needs another"),
        "conjunction": Message(ja="接続詞の後", en="after a conjunction"),
        "comma": Message(ja="読点の後", en="after a comma"),
        "bracket": Message(ja="括弧が閉じていない", en="a bracket is still open"),
        "markup": Message(ja="強調やリンクが閉じていない", en="bold type or a link is still open"),
        "noun": Message(ja="述語がない", en="without a predicate"),
        "predicate": Message(ja="結びがない", en="without its end"),
        "lost": Message(
            ja="続きが見当たりません。補うか、文を結んでください。",
            en="The rest is not in this file. Supply it, or end the sentence.",
        ),
        "restart": Message(
            ja="同じ文がすぐ後で書き直されています。途切れたほうを削ってください。",
            en="The same sentence starts again below. Delete the one that stops.",
        ),
        "overlap": Message(
            ja="同じ言葉から続く文がすぐ後にあります。重なりを除いてつないでください。",
            en="Its last words stand again below, and the sentence goes on there. Join the two.",
        ),
        "elsewhere": Message(
            ja="同じ文の続きがほかの箇所にあります。補うか、重複なら削ってください。",
            en="The same sentence goes on elsewhere. Complete it from there, or delete it as a repeat.",
        ),
        "fragment": Message(
            ja="続きらしい断片がすぐ後にあります。つないで一つの文にしてください。",
            en="What seems to be the rest follows as a fragment. Join the two.",
        ),
        "join": Message(
            ja="続きが次の段落にあります。一つの段落につないでください。",
            en="It goes on in the next paragraph. Join the two.",
        ),
        "there": Message(ja="続きはここにあります。", en="It goes on here."),
        "fix": Message(ja="重なりを除いて次の段落につなぐ", en="Join it with the next paragraph, without the overlap"),
        "again": Message(ja="同じ言葉がここにもあります。", en="The same words stand here again."),
    }

    def check(self, document: Document) -> Diagnostics:
        for verdict in document.once(Judge).verdicts.values():
            tail, rest = verdict.tail, verdict.continuation
            related = [self.note(rest, "again" if rest.is_repeat else "there")] if rest else []
            yield self.report(
                tail,
                severity=verdict.severity,
                related=related,
                fixes=self._fixes(verdict),
                identity=normalise(tail.sentence.text[-40:]),
                end=excerpt(tail.phrase, 16),
                case=verdict.case,
                rest=rest.case if rest else "lost",
            )

    def _fixes(self, verdict: Verdict) -> list[Fix]:
        between = text_between(verdict)
        return [self.fix("fix", Edit(between, ""), safe=False)] if between else []
