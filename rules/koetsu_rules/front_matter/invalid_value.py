"""Does each value of the header have the type and the form that the schema asks for?"""

from __future__ import annotations

from typing import Any

from koetsu import Diagnostic, Diagnostics, Document, Edit, Message, Node, Options, Rule, Span, Value, excerpt, pattern

_KEY_FAULTS = frozenset({"required", "additional", "property_name", "false"})
"""What other rules report: keys, not values."""

_COUNTED = frozenset({"min_length", "max_length", "min_items", "max_items", "min_properties", "max_properties"})
_INTEGER = pattern(r"0|-?[1-9][0-9]{0,17}")
Values = dict[str, Any]


class InvalidValue(Rule[Options]):
    """A value of the header that the schema does not allow."""

    code = "FM005"
    severity = "error"
    message = Message(
        ja="{key:quote}の値が、スキーマの条件に合いません。",
        en="The value of {key:quote} is not what the schema asks for.",
    )
    messages = {
        "type": Message(
            ja="{key:quote}の値は{actual:term}です。書けるのは{types:term}です。",
            en="The value of {key:quote} is {actual:term}; allowed: {types:term}.",
        ),
        "unquoted": Message(
            ja="{key:quote}の値{text:quote}は{actual:term}と読まれます。文字列にするには引用符で囲んでください。",
            en="The value {text:quote} of {key:quote} is read as {actual:term}; quote it to make it a string.",
        ),
        "quoted": Message(
            ja="{key:quote}の値{text:quote}は文字列と読まれます。引用符を外してください。書けるのは{types:term}です。",
            en="The value {text:quote} of {key:quote} is read as a string; remove the quotation marks. Allowed:"
            " {types:term}.",
        ),
        "empty": Message(
            ja="{key:quote}の値が空です。値を書いてください。書けるのは{types:term}です。",
            en="{key:quote} has no value; give it one. Allowed: {types:term}.",
        ),
        "enum": Message(
            ja="{key:quote}に{text:quote}は使えません。使える値: {options:list}。",
            en="{key:quote} cannot be {text:quote}; it may be {options:list}.",
        ),
        "pattern": Message(
            ja="{key:quote}の値{text:quote}が、決められた形（{pattern}）に合いません。",
            en="The value {text:quote} of {key:quote} does not have the form {pattern}.",
        ),
        "format": Message(
            ja="{key:quote}の値{text:quote}は{format:term}として読めません。",
            en="The value {text:quote} of {key:quote} cannot be read as {format:term}.",
        ),
        "blank": Message(
            ja="{key:quote}の値が空文字列です。値を書いてください。",
            en="The value of {key:quote} is an empty string; fill it in.",
        ),
        "min_length": Message(
            ja="{key:quote}は{actual}文字です。{limit}文字以上で書きます。",
            en="{key:quote} has {actual} characters; at least {limit} are asked for.",
        ),
        "max_length": Message(
            ja="{key:quote}は{actual}文字です。{limit}文字以内で書きます。",
            en="{key:quote} has {actual} characters; no more than {limit} are allowed.",
        ),
        "min_items": Message(
            ja="{key:quote}の項目は{actual}個です。{limit}個以上書きます。",
            en="The number of items of {key:quote} is {actual}; at least {limit} are asked for.",
        ),
        "max_items": Message(
            ja="{key:quote}の項目は{actual}個です。{limit}個以内にします。",
            en="The number of items of {key:quote} is {actual}; no more than {limit} are allowed.",
        ),
        "min_properties": Message(
            ja="{key:quote}のキーは{actual}個です。{limit}個以上書きます。",
            en="The number of keys of {key:quote} is {actual}; at least {limit} are asked for.",
        ),
        "max_properties": Message(
            ja="{key:quote}のキーは{actual}個です。{limit}個以内にします。",
            en="The number of keys of {key:quote} is {actual}; no more than {limit} are allowed.",
        ),
        "minimum": Message(
            ja="{key:quote}は{text}です。{limit}以上にします。",
            en="{key:quote} is {text}; it must be at least {limit}.",
        ),
        "maximum": Message(
            ja="{key:quote}は{text}です。{limit}以下にします。", en="{key:quote} is {text}; it must be at most {limit}."
        ),
        "exclusive_minimum": Message(
            ja="{key:quote}は{text}です。{limit}より大きくします。",
            en="{key:quote} is {text}; it must be more than {limit}.",
        ),
        "exclusive_maximum": Message(
            ja="{key:quote}は{text}です。{limit}より小さくします。",
            en="{key:quote} is {text}; it must be less than {limit}.",
        ),
        "multiple_of": Message(
            ja="{key:quote}は{text}です。{limit}の倍数にします。",
            en="{key:quote} is {text}; it must be a multiple of {limit}.",
        ),
        "unique": Message(
            ja="{key:quote}に同じ項目が二度あります。片方を消してください。",
            en="{key:quote} holds the same item twice; delete one.",
        ),
        "string": Message(ja="文字列", en="a string"),
        "integer": Message(ja="整数", en="a whole number"),
        "number": Message(ja="数", en="a number"),
        "boolean": Message(ja="真偽値（trueかfalse）", en="a boolean (true or false)"),
        "array": Message(ja="一覧", en="a list"),
        "object": Message(ja="「キー: 値」の組", en="a mapping of keys to values"),
        "null": Message(ja="空", en="nothing"),
        "emoji": Message(ja="絵文字", en="an emoji"),
        "date": Message(ja="日付（2026-11-24の形）", en="a date such as 2026-11-24"),
        "date-time": Message(
            ja="時差の付いた日時（2026-11-24T09:00:00+09:00の形）",
            en="a date and time with its offset, such as 2026-11-24T09:00:00+09:00",
        ),
        "time": Message(
            ja="時差の付いた時刻（09:00:00+09:00の形）", en="a time with its offset, such as 09:00:00+09:00"
        ),
        "email": Message(ja="メールアドレス", en="an e-mail address"),
        "uri": Message(ja="URL（https://から始まる形）", en="a URL, scheme included"),
        "jekyll-date": Message(
            ja="日付（2026-11-24や2026-11-24 09:00:00 +0900の形）",
            en="a date such as 2026-11-24 or 2026-11-24 09:00:00 +0900",
        ),
        "hugo-date": Message(
            ja="日付（2026-11-24や2026-11-24T09:00:00+09:00の形）",
            en="a date such as 2026-11-24 or 2026-11-24T09:00:00+09:00",
        ),
        "zenn-date": Message(
            ja="日時（2026-11-24か2026-11-24 09:00の形）", en="a date such as 2026-11-24 or 2026-11-24 09:00"
        ),
        "quote": Message(ja="値を引用符で囲む", en="Put the value in quotation marks"),
        "unquote": Message(ja="引用符を外す", en="Remove the quotation marks"),
    }

    def check(self, document: Document) -> Diagnostics:
        header = document.front_matter
        if header is None or header.root is None:
            return
        for path, kind, values in document.schema_faults:
            node = header.root.at(path)
            if kind in _KEY_FAULTS or node is None:
                continue
            key = next((step for step in reversed(path) if isinstance(step, str)), "")
            yield self._of_value(node, _place(node, kind, values), key, kind, values)

    def _of_value(self, node: Node, place: Span, key: str, kind: str, values: Values) -> Diagnostic:
        if kind == "type":
            return self._of_type(node, place, key, values)
        if kind in ("enum", "const"):
            return self.report(place, "enum", key=key, text=excerpt(node.text), options=values["options"])
        if kind in _COUNTED:
            actual = len(node.value) if isinstance(node.value, str | list | dict) else 0
            if kind == "min_length" and actual == 0:
                return self.report(place, "blank", key=key)
            return self.report(place, kind, key=key, actual=actual, **values)
        if kind in self.messages:
            return self.report(place, kind, key=key, text=excerpt(node.text), **values)
        return self.report(place, key=key)

    def _of_type(self, node: Node, place: Span, key: str, values: Values) -> Diagnostic:
        types = [str(name) for name in _as_list(values["types"])]
        actual = str(values["actual"])
        wanted = [name for name in types if name != "null"] or types
        if actual == "null" and node.span.start == node.span.end:
            return self.report(place, "empty", key=key, types=wanted)
        if "string" in types and actual in ("integer", "number", "boolean"):
            quote = self.fix("quote", Edit(node.span, f'"{node.text}"'), safe=False)
            return self.report(place, "unquoted", key=key, text=excerpt(node.text), actual=actual, fixes=[quote])
        if actual == "string" and _reads_as(node.text) in types and len(node.text) < node.span.end - node.span.start:
            unquote = self.fix("unquote", Edit(node.span, node.text), safe=False)
            return self.report(place, "quoted", key=key, text=node.text, types=wanted, fixes=[unquote])
        return self.report(place, "type", key=key, types=wanted, actual=actual)


def _reads_as(text: str) -> str:
    """The type that a text has without quotation marks."""
    if text in ("true", "false"):
        return "boolean"
    return "integer" if _INTEGER.fullmatch(text) else "string"


def _as_list(value: Value) -> list[str]:
    return value if isinstance(value, list) else [str(value)]


def _place(node: Node, kind: str, values: Values) -> Span:
    """The characters that are wrong: the value, the items too many, or the key of a value that is empty."""
    limit = values.get("limit")
    if kind == "max_items" and isinstance(node.members, list) and isinstance(limit, int):
        return node.members[limit].span.cover(node.members[-1].span)
    if node.span.start == node.span.end and node.key_span is not None:
        return node.key_span
    return node.span
