"""Was the instruction to the model printed with the text?"""

from koetsu import Diagnostics, Document, Message, Options, Rule
from koetsu_rules.residue.traces import traces


class PromptEcho(Rule[Options]):
    """An instruction to a language model that stands in the article."""

    code = "RS002"
    severity = "error"
    message = Message(
        ja="生成AIへの{kind:term}{text:quote}が本文に残っています。消して、前後の文がつながるか読み直してください。",
        en="The article holds {kind:term} meant for a language model: {text:quote}."
        " Delete it, and read whether the text around it still belongs together.",
    )
    messages = {
        "maybe": Message(
            ja="生成AIへの{kind:term}のように読めます：{text:quote}。読者に向けた文でなければ消してください。",
            en="This reads like {kind:term} meant for a language model: {text:quote}. Delete it if no reader is meant.",
        ),
        "header": Message(
            ja="{key:quote}に生成AIへの{kind:term}{text:quote}が入っています。記事の内容を表す言葉に書き直してください。",
            en="{key:quote} holds {kind:term} meant for a model: {text:quote}. Say what the article is about.",
        ),
        "link": Message(
            ja="リンクの文字列が生成AIへの{kind:term}{text:quote}です。リンク先の題を確かめて書き直してください。",
            en="The text of this link is {kind:term} meant for a language model: {text:quote}."
            " Look up the title of its target and mend it.",
        ),
        "instruction": Message(ja="指示", en="an instruction"),
        "label": Message(ja="指示文の見出し", en="a label of a prompt"),
        "role": Message(ja="役割の指定", en="a role"),
        "format": Message(ja="出力の条件", en="a condition on the output"),
        "token": Message(ja="会話の区切り", en="a mark between turns"),
    }

    def check(self, document: Document) -> Diagnostics:
        for trace in traces(document, "prompt_echo"):
            variant = "" if trace.severity == "error" else "maybe"
            yield self.report(
                trace,
                variant if trace.scene == "body" else trace.scene,
                severity=trace.severity,
                kind=trace.kind,
                text=trace.text,
                key=trace.key,
            )
