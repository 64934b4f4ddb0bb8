"""Does a key of the header stand twice?"""

from __future__ import annotations

from koetsu import Diagnostics, Document, Message, Options, Rule


class DuplicateKey(Rule[Options]):
    """A key that stands twice in one mapping of the header."""

    code = "FM002"
    severity = "error"
    message = Message(
        ja="キー{key:quote}が二度書かれています。どちらか一方だけが使われるので、片方を消してください。",
        en="The key {key:quote} stands twice and only one of the two counts; delete one.",
    )
    messages = {
        "first": Message(ja="最初の{key:quote}はここです。", en="{key:quote} stands here first."),
    }

    def check(self, document: Document) -> Diagnostics:
        header = document.front_matter
        if header is None or header.form != "fenced":
            return
        for first, later, key in header.duplicates:
            yield self.report(later, key=key, related=[self.note(first, "first", key=key)])
        fault = header.fault
        if fault is not None and fault.reason == "toml-duplicate" and fault.first is not None:
            key = fault.values["key"]
            yield self.report(fault.span, key=key, related=[self.note(fault.first, "first", key=key)])
