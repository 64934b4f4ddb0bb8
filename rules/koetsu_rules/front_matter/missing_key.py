"""Does the header lack a key that the schema requires?"""

from __future__ import annotations

from koetsu import Diagnostics, Document, Message, Options, Rule


class MissingKey(Rule[Options]):
    """A key that the schema requires and the header does not have."""

    code = "FM003"
    severity = "error"
    message = Message(
        ja="ヘッダーに必須のキー{key:quote}がありません。書き加えてください。",
        en="The header lacks the required key {key:quote}; add it.",
    )
    messages = {
        "inner": Message(
            ja="{parent:quote}に必須のキー{key:quote}がありません。書き加えてください。",
            en="{parent:quote} lacks the required key {key:quote}; add it.",
        ),
    }

    def check(self, document: Document) -> Diagnostics:
        header = document.front_matter
        if header is None or header.root is None:
            return
        for path, kind, values in document.schema_faults:
            if kind != "required":
                continue
            key = str(values["key"])
            names = [*(step for step in path if isinstance(step, str)), key]
            identity = ".".join(names)
            node = header.root.at(path)
            if not path or node is None:
                place = header.closing or header.span
                yield self.report(place, key=key, identity=identity, scope="file")
            else:
                place = node.key_span or node.span
                yield self.report(place, "inner", key=key, parent=names[-2], identity=identity)
