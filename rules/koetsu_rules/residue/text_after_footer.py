"""Does the article go on below its related links?"""

from __future__ import annotations

from koetsu import Diagnostics, Document, Message, Options, Rule, excerpt
from koetsu_rules.residue.footers import first_footer

SENTENCES = 3
"""Fewer are a farewell or a note."""


class TextAfterFooter(Rule[Options]):
    """Text of the article that stands below its related links, its advertisements or its author box."""

    code = "RS005"
    severity = "info"
    message = Message(
        ja="{footer:quote}で終わったはずの記事が、その下で{sentences}文続いています。"
        "本文なら上に移し、書き足されたものなら消してください。",
        en="The article goes on below {footer:quote} (sentences: {sentences}). Move them up if they belong to it;"
        " delete them if they were added later.",
    )
    messages = {
        "footer": Message(ja="記事はここで終わったように見えます。", en="Here the article seems to end."),
    }

    def check(self, document: Document) -> Diagnostics:
        footer = first_footer(document)  # what stands below a later one stands below the first as well
        if footer is None:
            return
        paragraphs = [block for block in footer.following if block.kind == "paragraph"]
        finished = sum(sentence.terminated for block in paragraphs for sentence in block.sentences)
        if finished >= SENTENCES:
            label = excerpt(footer.label.text)
            yield self.report(
                footer.following[0],
                related=[self.note(footer.label, "footer")],
                identity=label,
                footer=label,
                sentences=finished,
            )
