"""Did the model speak to the person who asked, and was that printed?"""

from koetsu import Diagnostics, Document, Message, Options, Rule
from koetsu_rules.residue.traces import traces


class AssistantReply(Rule[Options]):
    """A reply of a language model to whoever asked it: an opening, a refusal, a report, an offer, an error."""

    code = "RS003"
    severity = "error"
    message = Message(
        ja="本文に生成AIの{kind:term}{text:quote}が残っています。読者に向けた文ではないので消してください。",
        en="A language model left {kind:term} in the article: {text:quote}. It does not speak to readers: delete it.",
    )
    messages = {
        "maybe": Message(
            ja="生成AIの{kind:term}のように読めます：{text:quote}。読者に向けた文でなければ消してください。",
            en="This reads like {kind:term} that a language model left: {text:quote}. Delete it if no reader is meant.",
        ),
        "alone": Message(
            ja="記事がなく、生成AIの{kind:term}{text:quote}だけがあります。記事を書き直すか、公開を取りやめてください。",
            en="There is no article, only {kind:term} that a model left: {text:quote}. Write one, or withdraw it.",
        ),
        "header": Message(
            ja="{key:quote}に生成AIの{kind:term}{text:quote}が入っています。記事の内容を表す言葉に書き直してください。",
            en="{key:quote} holds {kind:term} that a model left: {text:quote}. Say what the article is about.",
        ),
        "link": Message(
            ja="リンクの文字列が生成AIの{kind:term}{text:quote}です。リンク先の題も確かめ、両方を書き直してください。",
            en="The text of this link is {kind:term} that a language model left: {text:quote}."
            " Look at the title of its target too, and mend both.",
        ),
        "opening": Message(ja="前置き", en="an opening"),
        "refusal": Message(ja="断り", en="a refusal"),
        "failure": Message(ja="エラーの文", en="an error message"),
        "report": Message(ja="作業の報告", en="a report of work done"),
        "talk": Message(ja="考えごと", en="thinking aloud"),
        "check": Message(ja="自己点検", en="a self-check"),
        "offer": Message(ja="申し出", en="an offer"),
        "screen": Message(ja="チャット画面の文字", en="words of the chat window"),
        "self": Message(ja="自分についての説明", en="a remark about itself"),
    }

    def check(self, document: Document) -> Diagnostics:
        for trace in traces(document, "assistant_reply", whole=("refusal", "failure")):
            variant = "alone" if trace.alone else "" if trace.severity == "error" else "maybe"
            yield self.report(
                trace,
                variant if trace.scene == "body" else trace.scene,
                severity=trace.severity,
                kind=trace.kind,
                text=trace.text,
                key=trace.key,
            )
