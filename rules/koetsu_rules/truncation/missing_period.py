"""Does a whole sentence lack its 。 where the others have it?"""

from koetsu import Diagnostic, Diagnostics, Document, Edit, Message, Options, Rule, Span, excerpt, normalise
from koetsu_rules.truncation.tails import Tail
from koetsu_rules.truncation.verdicts import Judge


class MissingPeriod(Rule[Options]):
    """A whole sentence without the 。 that the others have."""

    code = "TR004"
    severity = "info"
    message = Message(
        ja="{end:quote}で文が終わっていますが、「{stop}」がありません。付けてください。",
        en="The sentence ends at {end:quote} without “{stop}”, which the others have. Add it.",
    )
    messages = {"add": Message(ja="「{stop}」を付ける", en="Add “{stop}”")}

    def check(self, document: Document) -> Diagnostics:
        for tail in document.once(Judge).whole_sentences():
            yield self._report(document, tail)

    def _report(self, document: Document, tail: Tail) -> Diagnostic:
        stop = _usual_stop(document)
        end = tail.block.span.end  # behind the markup that the sentence may end in
        return self.report(
            tail,
            identity=normalise(tail.sentence.text[-40:]),
            fixes=[self.fix("add", Edit(Span(end, end), stop), safe=False, stop=stop)],
            end=excerpt(tail.phrase, 16),
            stop=stop,
        )


def _usual_stop(document: Document) -> str:
    return "．" if document.source.text.count("．") > document.source.text.count("。") else "。"
