"""Does a block start in the middle of a sentence?"""

from koetsu import Diagnostics, Document, Message, Options, Rule
from koetsu_rules.truncation.fragments import FragmentFinder


class FragmentStart(Rule[Options]):
    """A block that starts in the middle of a sentence."""

    code = "TR002"
    severity = "warning"
    message = Message(
        ja="文の途中から始まっています。前の部分を補うか、この段落を削ってください。",
        en="This starts in the middle of a sentence. Supply what comes before, or delete the paragraph.",
    )
    messages = {
        "ellipsis": Message(
            ja="省略記号で、文の途中から始まっています。前の部分を補うか、この段落を削ってください。",
            en="This starts with an ellipsis, in the middle of a sentence. Supply what comes before, or delete it.",
        ),
        "mark": Message(
            ja="{start:quote}では文が始まりません。前の部分を補ってください。",
            en="No sentence starts with {start:quote}. Supply what comes before.",
        ),
        "hanging": Message(
            ja="段落が{start:quote}から始まり、これを受ける語が前にありません。前の部分を補ってください。",
            en="The paragraph starts with {start:quote}, which needs a word before it. Supply what comes before.",
        ),
        "bracket": Message(
            ja="最初の文に、開いていない括弧の閉じがあります。前の部分が失われていないか確かめてください。",
            en="The first sentence closes a bracket that nothing opened. Check whether its beginning was lost.",
        ),
        "continues": Message(
            ja="途中で終わった文の続きから始まっています。二つの段落をつなぐか、書き直してください。",
            en="This goes on where a cut sentence stopped. Join the two paragraphs or write them anew.",
        ),
        "copy": Message(
            ja="文の途中から始まる段落の写しです。削ってください。",
            en="This is a copy of a paragraph that starts in the middle of a sentence. Delete it.",
        ),
        "cut": Message(ja="途中で終わった文です。", en="The sentence that was cut."),
    }

    def check(self, document: Document) -> Diagnostics:
        for fragment in FragmentFinder(document).find():
            related = [self.note(fragment.cut, "cut")] if fragment.cut else []
            yield self.report(fragment, fragment.case, related=related, start=fragment.phrase)
