"""Do the marks of a merge conflict stand in the text?"""

from koetsu import Diagnostics, Document, Message, Options, Rule, excerpt

_LIMIT = 40
"""How much of a mark a message shows: behind the sign stands the name of a branch or the subject of a commit."""


class ConflictMarker(Rule[Options]):
    """A merge conflict that was committed without being resolved."""

    code = "NT001"
    severity = "error"
    message = Message(
        ja="マージの衝突が解消されず、{first:quote}から{last:quote}まで、二通りの本文が残っています（{lines}行）。"
        "残す方を決め、印の行を消してください。",
        en="A merge conflict was never resolved: two versions of the text stand between {first:quote} and {last:quote}"
        " (lines: {lines}). Decide which stays, and delete the marks.",
    )
    messages = {
        "part": Message(
            ja="マージの衝突の印{mark:quote}が残っています。両方の本文が残っていないか確かめ、この行を消してください。",
            en="The mark {mark:quote} of a merge conflict was left: check that only one version of the text stands,"
            " and delete the line.",
        ),
        "|": Message(ja="ここから、分かれる前の本文です。", en="The text from before both changes starts here."),
        "=": Message(ja="ここから、もう一方の本文です。", en="The other version starts here."),
        ">": Message(ja="衝突はここで終わります。", en="The conflict ends here."),
    }

    def check(self, document: Document) -> Diagnostics:
        source = document.source
        for conflict in document.conflicts:
            (_, start), *others = conflict.marks
            end = others[-1][1] if others else start
            related = [self.note(span, sign) for sign, span in others]
            written = source[start]
            first = excerpt(written, _LIMIT)
            if not conflict.is_whole:
                yield self.report(start.cover(end), "part", related=related, identity=written, mark=first)
                continue
            lines = source.line_of(end.start) - source.line_of(start.start) + 1
            last = excerpt(source[end], _LIMIT)
            yield self.report(start.cover(end), related=related, identity=written, first=first, last=last, lines=lines)
