"""Is what a header states as its reading time a number of minutes?"""

from koetsu import Diagnostics, Document, Message, Options, Rule, excerpt
from koetsu_rules.reading_time.stated_time import KEYS, stated_times


class InvalidReadingTimeOptions(Options, frozen=True):
    """Where the time is stated."""

    keys: tuple[str, ...] = KEYS
    """読了時間を書くキーの名前。

    The keys under which headers state a reading time.
    """


class InvalidReadingTime(Rule[InvalidReadingTimeOptions]):
    """A reading time that is no number of minutes."""

    code = "RT002"
    severity = "error"
    message = Message(
        ja="{key} の値「{stated}」は分の数ではありません。「10」や「10分」のように書いてください。",
        en="The value of {key}, “{stated}”, is no number of minutes: write it like “10” or “10 min”.",
    )
    messages = {
        "empty": Message(
            ja="{key} に値がありません。分の数を書くか、キーを消してください。",
            en="{key} has no value: write the number of minutes, or delete the key.",
        )
    }

    def check(self, document: Document) -> Diagnostics:
        for time in stated_times(document, self.options.keys):
            if time.is_empty:
                where = time.node.span if time.node.span.start < time.node.span.end else time.node.key_span
                yield self.report(where or time.node, "empty", severity="warning", identity=time.key, key=time.key)
            elif time.minutes is None:
                yield self.report(time.node, identity=time.key, key=time.key, stated=excerpt(time.node.text))
