"""Repeated exclamation: where do more exclamation marks stand in a row than our readers like?"""

from koetsu import Diagnostics, Document, Edit, Message, Options, PositiveInt, Rule, pattern

_MARKS = pattern("[!！]{2,}")


class RepeatedExclamationOptions(Options, frozen=True):
    most: PositiveInt = 1
    """続けて書いてよい数。
    How many may stand in a row."""


class RepeatedExclamation(Rule[RepeatedExclamationOptions]):
    """Exclamation marks in a row."""

    code = "HSE001"
    severity = "warning"
    message = Message(
        ja="感嘆符が{count}個続いています。{most}個までにしてください。",
        en="Exclamation marks in a row: {count}; write at most {most}.",
    )
    messages = {"shorten": Message(ja="{most}個にする", en="Keep {most}")}

    def check(self, document: Document) -> Diagnostics:
        most = self.options.most
        for span in document.prose.find(_MARKS):
            marks = document.source[span]
            count = marks.count("!") + marks.count("！")
            if count <= most:
                continue
            # Where emphasis starts or ends between the marks, cutting them off would break it.
            is_plain = count == len(marks)
            fixes = [self.fix("shorten", Edit(span, marks[:most]), safe=False, most=most)] if is_plain else []
            yield self.report(span, fixes=fixes, count=count, most=most)
