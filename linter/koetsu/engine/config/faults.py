"""How is a fault of the configuration told?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from koetsu.errors import ConfigurationError, UnreadableSourceError
from koetsu.message import Language, Message, Value

MESSAGES: dict[str, Message] = {
    "unknown-key": Message(ja="知らないキー{key:quote}です", en="unknown key {key:quote}"),
    "unknown-rule": Message(ja="{name:quote}という規則はありません", en="there is no rule {name:quote}"),
    "several-rules": Message(
        ja="{name:quote}は複数の規則を指します。設定は規則一つずつに書いてください",
        en="{name:quote} names several rules; options belong to a single one",
    ),
    "fixed-rule": Message(
        ja="{name:quote}はkoetsuが検査できなかったことを伝えるもので、設定では変えられません",
        en="{name:quote} says that koetsu could not do its work and cannot be configured",
    ),
    "same-rule": Message(
        ja="規則{code}の設定が{first:quote}と{name:quote}の二つの名前で書かれています。一方にまとめてください",
        en="rule {code} is set twice, as {first:quote} and as {name:quote}; keep one of them",
    ),
    "missing-key": Message(ja="キー{key:quote}が必要です", en="the key {key:quote} is missing"),
    "type": Message(
        ja="{wanted:term}を書いてください（今は{found:term}です）", en="must be {wanted:term}, not {found:term}"
    ),
    "choice": Message(
        ja="{value:quote}は使えません。{choices:list}のどれかを書いてください",
        en="{value:quote} is not one of {choices:list}",
    ),
    "minimum": Message(
        ja="{value}は小さすぎます。{bound}以上にしてください", en="{value} is too small; the least is {bound}"
    ),
    "maximum": Message(
        ja="{value}は大きすぎます。{bound}以下にしてください", en="{value} is too large; the most is {bound}"
    ),
    "above": Message(ja="{value}は小さすぎます。{bound}より大きくしてください", en="{value} must be more than {bound}"),
    "below": Message(ja="{value}は大きすぎます。{bound}より小さくしてください", en="{value} must be less than {bound}"),
    "fewer": Message(
        ja="{count}個では足りません。{bound}個以上書いてください", en="holds {count}; at least {bound} are needed"
    ),
    "more": Message(ja="{count}個は多すぎます。{bound}個までです", en="holds {count}; at most {bound} are allowed"),
    "short": Message(ja="短すぎます。{bound}字以上にしてください", en="is too short; the least is {bound} characters"),
    "long": Message(ja="長すぎます。{bound}字以下にしてください", en="is too long; the most is {bound} characters"),
    "pattern": Message(
        ja="{value:quote}は決まった形（{pattern}）に合いません", en="{value:quote} does not have the form {pattern}"
    ),
    "refused": Message(ja="値を受け付けられません: {reason}", en="cannot be used: {reason}"),
    "date": Message(
        ja="日付と時刻はJSONの値ではありません。引用符で囲んでください", en="a date or time is no JSON value; quote it"
    ),
    "no-glob": Message(
        ja="パターン{pattern:quote}はどのファイルも指しません（.gitignoreと同じ書き方です）",
        en="the pattern {pattern:quote} means no file (patterns are those of .gitignore)",
    ),
    "many-stars": Message(
        ja="パターン{pattern:quote}は「*」が多すぎます（「**/」は{deep}つまで、「*」は合わせて{most}つまでです）",
        en="the pattern {pattern:quote} has too many stars: at most {deep} times **/, {most} runs of stars in all",
    ),
    "unknown-preset": Message(
        ja="{name:quote}というプリセットはありません（{choices:list}。ファイルなら.tomlで終わる名前を書きます）",
        en="there is no preset {name:quote} (there are {choices:list}; a file ends in .toml)",
    ),
    "missing-file": Message(ja="ファイル{path:quote}がありません", en="there is no file {path:quote}"),
    "unreadable-file": Message(
        ja="ファイル{path:quote}を読めません: {reason}", en="the file {path:quote} cannot be read: {reason}"
    ),
    "not-utf-8": Message(
        ja="UTF-8ではありません（{offset}バイト目の次が不正です）", en="not UTF-8: the byte at offset {offset} is wrong"
    ),
    "no-table": Message(ja="[tool.koetsu]がありません", en="there is no table [tool.koetsu]"),
    "circle": Message(ja="extendsが輪になっています: {chain:list}", en="extends goes round in a circle: {chain:list}"),
    "utf-16": Message(
        ja="UTF-16で書かれています。UTF-8で保存し直してください", en="this is UTF-16; save the file as UTF-8"
    ),
    "permission": Message(ja="ファイルを読む権限がありません", en="no permission to read the file"),
    "json-syntax": Message(ja="JSONとして読めません", en="not JSON"),
    "json-bracket": Message(
        ja="JSONの括弧か引用符が閉じられていません", en="a bracket or quote of the JSON is never closed"
    ),
    "json-depth": Message(ja="JSONの入れ子が深すぎます", en="the JSON is nested too deeply"),
    "no-schema": Message(
        ja="JSON Schemaになっていません（{found:term}です）", en="not a JSON Schema: this is {found:term}"
    ),
    "schema-value": Message(
        ja="JSON Schemaの{pointer}に{value:quote}は書けません",
        en="{value:quote} cannot stand at {pointer} of a JSON Schema",
    ),
    "schema-reference": Message(
        ja="JSON Schemaの$refの先{reference:quote}がありません。指せるのは同じスキーマの中の「#/…」だけです",
        en="the $ref {reference:quote} of the JSON Schema leads nowhere; it can lead to #/… in the same schema only",
    ),
    "schema-whole": Message(ja="JSON Schemaとして使えません: {reason}", en="not usable as a JSON Schema: {reason}"),
    "no-regex": Message(ja="{value:quote}は正規表現として読めません", en="{value:quote} is no regular expression"),
    "pattern-taken": Message(
        ja="{id:quote}は{rule}を指す名前です。別のidにしてください",
        en="{id:quote} already names {rule}; choose another id",
    ),
    "pattern-twice": Message(
        ja="{id:quote}というパターンが二つあります。別のidにしてください",
        en="there are two patterns {id:quote}; choose another id",
    ),
    "pattern-differs": Message(
        ja="{id:quote}は{other}で別のパターンに使われています。一度の検査では一つのidが一つのパターンを指すように、別のidに"
        "するか、別々に検査してください",
        en="{id:quote} is another pattern in {other}; an id means one pattern in a run, so rename it or run them apart",
    ),
    "pattern-or-words": Message(
        ja="patternとwordsのどちらか一つを書いてください", en="give either pattern or words, and only one of them"
    ),
    "expression": Message(
        ja="正規表現{value:quote}のここが誤りです（{reason:term}）",
        en="no regular expression: {reason:term} in {value:quote}",
    ),
    "replacement": Message(
        ja="{value:quote}の指すグループがpatternにありません",
        en="{value:quote} names a group that the pattern does not have",
    ),
    "example-missed": Message(
        ja="この例は指摘されるはずですが、指摘されません: {text:quote}",
        en="should be found in {text:quote}, and is not",
    ),
    "example-found": Message(
        ja="この例は指摘されないはずですが、{found:quote}が指摘されます: {text:quote}",
        en="should not be found in {text:quote}, but {found:quote} is",
    ),
    "example-slow": Message(
        ja="この例で調べるのに時間がかかりすぎます。patternの中で重なった繰り返しを簡単にしてください: {text:quote}",
        en="takes too long in {text:quote}; look for repetition inside repetition in the pattern",
    ),
    "severity": Message(
        ja="{value:quote}は「規則=重大度」の形ではありません", en="{value:quote} does not have the form RULE=LEVEL"
    ),
    "toml-duplicate": Message(ja="{key:quote}が二度書かれています", en="{key:quote} stands twice"),
    "toml-equals": Message(ja="キーの後に「=」がありません", en="no = behind the key"),
    "toml-string": Message(ja="文字列が引用符で閉じられていません", en="a string is never closed"),
    "toml-bracket": Message(ja="括弧が閉じられていません", en="a bracket is never closed"),
    "toml-escape": Message(ja="文字列の中の「\\」の使い方が誤りです", en="a wrong escape in a string"),
    "toml-value": Message(ja="値として読めません。文字列なら引用符で囲みます", en="no value; a string needs quotes"),
    "toml-key": Message(ja="ここにはキーが必要です", en="a key is expected here"),
    "toml-character": Message(ja="使えない文字があります", en="a character that TOML does not allow"),
    "toml-rest": Message(ja="値の後に余分な文字があります", en="something stands behind the value"),
    "toml-depth": Message(ja="入れ子が深すぎます", en="nested too deeply"),
    "toml-statement": Message(ja="TOMLとして読めません", en="not TOML"),
    "nearest": Message(ja="{sentence}。{nearest:quote}のことですか", en="{sentence}; did you mean {nearest:quote}?"),
    "string": Message(ja="文字列", en="a string"),
    "integer": Message(ja="整数", en="a whole number"),
    "number": Message(ja="数", en="a number"),
    "boolean": Message(ja="trueかfalse", en="true or false"),
    "array": Message(ja="配列", en="an array"),
    "object": Message(ja="表", en="a table"),
    "null": Message(ja="空", en="nothing"),
    "date-time": Message(ja="日付か時刻", en="a date or time"),
    "string-or-object": Message(ja="文字列か表", en="a string or a table"),
    "too-long": Message(ja="長すぎます", en="too long"),
    "too-many-parts": Message(ja="{n}の繰り返しが多すぎます", en="too much repetition by {n}"),
    "too-deep": Message(ja="入れ子が深すぎます", en="nested too deeply"),
    "recursion": Message(ja="グループの再帰呼び出しは使えません", en="groups cannot be called by other groups"),
    "matches-nothing": Message(
        ja="空の文字列に一致するので、どこにでも一致します", en="it matches the empty text, which stands everywhere"
    ),
    "missing )": Message(ja="「)」がありません", en="a ) is missing"),
    "unbalanced parenthesis": Message(ja="「)」に対応する「(」がありません", en="a ) without its ("),
    "unterminated character set": Message(ja="「[」が「]」で閉じられていません", en="a [ is never closed"),
    "bad set": Message(ja="「[ ]」の中が誤りです", en="a wrong set of characters"),
    "nothing to repeat": Message(ja="繰り返す文字がありません", en="nothing to repeat"),
    "multiple repeat": Message(ja="繰り返しの記号が続いています", en="one repetition right behind another"),
    "min repeat greater than max repeat": Message(
        ja="繰り返しの最小が最大より大きくなっています", en="the least repetition is more than the most"
    ),
    "bad character range": Message(ja="文字の範囲が逆です", en="a range of characters the wrong way round"),
    "bad escape (end of pattern)": Message(ja="「\\」の後に文字がありません", en="nothing behind a backslash"),
    "unknown extension": Message(ja="「(?」の後の書き方が誤りです", en="nothing is written like this behind (?"),
    "unknown property": Message(ja="\\pの後の名前が誤りです", en="no property of characters has this name"),
    "unknown group": Message(ja="この名前のグループはありません", en="no group has this name"),
    "invalid group reference": Message(ja="この番号のグループはありません", en="no group has this number"),
    "bad character in group name": Message(
        ja="グループの名前に使えない文字です", en="a group cannot be named like this"
    ),
    "undefined named list": Message(ja="\\Lは使えません", en="\\L cannot be used"),
}
"""Every sentence by its key, and the words that they name types with."""


class Fault(NamedTuple):
    """Something in the configuration that cannot be meant."""

    place: str
    """``path:line:column`` with both from 1, or the option of the command line."""
    key: str
    values: Mapping[str, Value] = {}
    nearest: str | None = None
    """What may have been meant."""
    order: tuple[int, int] = (0, 0)
    """Line and column, by which faults of one file are sorted."""
    message: Message | None = None
    """The sentence, where the key is that of no message here."""

    def say(self, language: Language) -> str:
        """The fault in one line, place first."""
        # A reason that only a newer parser of TOML gives is still a fault of the file.
        message = self.message or MESSAGES.get(self.key) or MESSAGES["toml-statement"]
        sentence = message.format(language, self.values, MESSAGES)
        if self.nearest is not None:
            sentence = MESSAGES["nearest"].format(language, {"sentence": sentence, "nearest": self.nearest}, {})
        return f"{self.place}: {sentence}"


def unreadable(error: UnreadableSourceError, shown_path: str) -> Fault:
    """The fault of a file that cannot be read, at its start."""
    values: dict[str, Value] = {}
    key = error.reason if error.reason in ("utf-16", "not-utf-8", "permission") else "unreadable-file"
    if key == "not-utf-8":
        values = {"offset": int(error.detail)}
    elif key == "unreadable-file":
        values = {"path": shown_path, "reason": error.detail}
    return Fault(f"{shown_path}:1:1", key, values)


def configuration_error(faults: Iterable[Fault], language: Language) -> ConfigurationError:
    """All faults in one error, each file's in the order of its lines."""
    return ConfigurationError("\n".join(dict.fromkeys(fault.say(language) for fault in faults)))


def nearest(word: str, words: Sequence[str]) -> str | None:
    """The word that is most like another, if one is like it at all."""
    from difflib import get_close_matches

    for spelling in (word, word.lower().replace("_", "-")):
        found = get_close_matches(spelling, words, n=1)
        if found:
            return found[0]
    return None


def printable(path: str) -> str:
    """A path for a message: whatever the system's names hold, one line that can be written."""
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "replace")
    if text.isprintable():
        return text
    return "".join(c if c.isprintable() else c.encode("unicode_escape").decode("ascii") for c in text)


def shown(value: Any) -> str:
    """A value for a message: as it is written in TOML, in one line, not too long."""
    if isinstance(value, bool):
        return str(value).lower()
    text = " ".join(str(value).split())
    return text if len(text) <= 40 else f"{text[:39]}…"
