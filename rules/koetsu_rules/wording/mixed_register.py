"""Does an article keep to です・ます, or to である?"""

from collections import Counter

from koetsu import Diagnostics, Document, Message, Options, PositiveInt, Rule, Share
from koetsu_rules.wording.registers import Register, ends_of, register_of, running_text, runs_of, sight_of

SHOWN = 30
"""So many places are named besides the first."""


class MixedRegisterOptions(Options, frozen=True):
    share: Share = 0.25
    """少ないほうの文体の文が、どれだけの割合から混在とみなすか。
    From which share on the sentences of the rarer register count as a mixture, and not as a style."""

    minimum: PositiveInt = 5
    """少ないほうの文体の文が、少なくともいくつあるときに指摘するか。
    How many sentences of the rarer register there have to be at least."""


class MixedRegister(Rule[MixedRegisterOptions]):
    """です・ます and である in one running text."""

    code = "WD001"
    severity = "info"
    message = Message(
        ja="本文に、{usual:term}の文が{most}、{rare:term}の文が{few}あります。"
        "{rare:term}はここから始まります。どちらかに揃えてください。",
        en="The text has {most} sentences in {usual:term} and {few} in {rare:term}, of which these are the first:"
        " keep to one register.",
    )
    messages = {
        "polite": Message(ja="です・ます体", en="です・ます (polite)"),
        "plain": Message(ja="である体", en="である (plain)"),
        "here": Message(ja="ここも{rare:term}です。", en="This is in {rare:term}, too."),
    }

    def check(self, document: Document) -> Diagnostics:
        if document.language != "ja":
            return
        ends = ends_of(document)
        if ends.polite >= len(ends.others) and not self._may_mix(ends.polite, len(ends.others), 0):
            return
        sights = Counter(map(sight_of, ends.others))
        polite = ends.polite + sights["polite"]
        if not self._may_mix(polite, sights["plain"], sights["open"]):
            return
        sentences = (sentence for block in running_text(document) for sentence in block.sentences)
        shown = [(sentence, register) for sentence in sentences if (register := register_of(sentence)) is not None]
        plain = len(shown) - polite
        if not self._may_mix(polite, plain, 0):
            return
        usual: Register = "plain" if plain > polite else "polite"
        rare: Register = "polite" if usual == "plain" else "plain"
        first, *others = runs_of(shown, rare)
        yield self.report(
            first,
            related=[self.note(run, "here", rare=rare) for run in others[:SHOWN]],
            identity=rare,
            usual=usual,
            rare=rare,
            most=max(polite, plain),
            few=min(polite, plain),
        )

    def _may_mix(self, polite: int, plain: int, unsure: int) -> bool:
        """Whether they are mixed if as many of the unsure ones are plain as it takes."""
        few = min(polite, plain + unsure)
        # A mixture is evenest where both are equal.
        other = max(polite, plain) if polite <= plain + unsure else polite
        return few >= self.options.minimum and few >= self.options.share * (few + other)
