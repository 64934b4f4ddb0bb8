"""Does the header of the file parse, and does it stand where the site looks for it?"""

from __future__ import annotations

from typing import Any

from koetsu import Diagnostics, Document, Message, Options, Rule, Span, pattern

_FIRST_LINE = pattern(r"[^\r\n]*")


class InvalidFrontMatter(Rule[Options]):
    """A header that cannot be read."""

    code = "FM001"
    severity = "error"
    message = Message(
        ja="ヘッダーのこの行を読み取れません。書式（「キー: 値」の並び）を確かめてください。",
        en="This line of the header cannot be read; check that it is part of a list of “key: value” lines.",
    )
    messages = {
        "unclosed": Message(
            ja="ヘッダーが閉じられていません。最後のキーの次の行に「{fence}」だけを書いてください。",
            en="The header is never closed; put a line with nothing but “{fence}” after its last key.",
        ),
        "late": Message(
            ja="ヘッダーの前に空行があるため、ヘッダーとして読まれず本文に表示されます。"
            "ファイルの先頭の空行を消してください。",
            en="Blank lines stand before the header, so it is printed as text; delete them.",
        ),
        "unfenced": Message(
            ja="ヘッダーらしい行が「---」で囲まれていないため、本文に表示されます。前後の行に「---」を書いてください。",
            en="These lines look like a header but no “---” encloses them, so they are printed; put a line “---” before"
            " and after them.",
        ),
        "unopened": Message(
            ja="ヘッダーの始まりの「---」がないため、本文に表示されます。ファイルの1行目に「---」を書いてください。",
            en="The opening “---” of the header is missing, so it is printed; make “---” the first line of the file.",
        ),
        "not-a-mapping": Message(
            ja="ヘッダーが「キー: 値」の並びになっていません。値には必ずキーを付けてください。",
            en="The header holds no “key: value” pairs; give every value a key.",
        ),
        "yaml-colon": Message(
            ja="引用符で囲まれていない値の途中に、空白の続く「:」があります。値全体を引用符で囲んでください。",
            en="A colon and a space stand inside a value without quotation marks; quote the whole value.",
        ),
        "yaml-space": Message(
            ja="キーの後の「:」に空白が続いていません。「:」の後に半角の空白を入れてください。",
            en="No space follows the colon behind the key; put one there.",
        ),
        "yaml-wide-colon": Message(
            ja="全角の「：」はキーと値の区切りになりません。半角の「:」と空白に直してください。",
            en="A full-width colon does not end a key; write “:” and a space instead.",
        ),
        "yaml-no-colon": Message(
            ja="この行には、キーと値を区切る「:」がありません。「キー: 値」の形にするか、この行を消してください。",
            en="This line has no colon between a key and a value; write “key: value” or delete the line.",
        ),
        "yaml-indent": Message(
            ja="「{key}」の行が字下げされています。ほかのキーと行頭をそろえてください。",
            en="The line of “{key}” is indented; align it with the other keys.",
        ),
        "yaml-layout": Message(
            ja="この行の字下げが、前の行とそろっていません。同じ階層の行は行頭をそろえてください。",
            en="The indentation of this line fits no line above; align lines that belong together.",
        ),
        "yaml-list": Message(
            ja="「- 」で始まる項目は、キーと同じ行には書けません。次の行から1行に1項目ずつ書いてください。",
            en="An item that starts with “- ” cannot stand on the line of its key; put each item on a line of its own.",
        ),
        "yaml-tab": Message(
            ja="字下げにタブが使われています。半角の空白に置き換えてください。",
            en="A tab is used for indentation; replace it with spaces.",
        ),
        "yaml-quote": Message(
            ja="引用符 {quote} が閉じられていません。値の終わりにも {quote} を書いてください。",
            en="The quotation mark {quote} is not closed; put {quote} at the end of the value as well.",
        ),
        "yaml-after-quote": Message(
            ja="閉じた引用符 {quote} の後に文字が続いています。値全体を引用符で囲み直してください。"
            "値の中では別の種類の引用符を使います。",
            en="Text follows the closing {quote}; quote the whole value, with the other kind inside.",
        ),
        "yaml-bracket": Message(
            ja="引用符のない値が「{bracket}」で始まるため、一覧として読まれて壊れます。値全体を引用符で囲んでください。",
            en="A value that starts with “{bracket}” is read as a list or a mapping, which this is not; quote the whole"
            " value.",
        ),
        "yaml-open-bracket": Message(
            ja="「{bracket}」に対応する「{closing}」がありません。値の終わりに「{closing}」を書いてください。",
            en="“{bracket}” is never closed; put “{closing}” at the end of the value.",
        ),
        "yaml-comma": Message(
            ja="かっこの中の項目の区切りが正しくありません。項目の間に「,」を書いてください。",
            en="The items in the brackets are not separated; put a comma between them.",
        ),
        "yaml-reserved": Message(
            ja="引用符のない値は「{character}」で始められません（YAMLの記号です）。値全体を引用符で囲んでください。",
            en="A value without quotation marks cannot start with “{character}”, a sign of YAML; quote it.",
        ),
        "yaml-escape": Message(
            ja="「\"」で囲んだ値の中では「{sequence}」と書けません。「\\」を二つ重ねるか、「'」で囲んでください。",
            en="“{sequence}” means nothing between double quotation marks; double the backslash or use single ones.",
        ),
        "yaml-document": Message(
            ja="ヘッダーの途中に「---」で始まる行があります。この行を消してください。",
            en="A line that starts with “---” stands inside the header; delete it.",
        ),
        "yaml-character": Message(
            ja="ヘッダーに、目に見えない制御文字（{code}）が入っています。消してください。",
            en="The header holds an invisible control character ({code}); delete it.",
        ),
        "yaml-aliases": Message(
            ja="「*」による参照が、展開すると大きくなりすぎます。値を直接書いてください。",
            en="References with “*” grow beyond measure when they are written out; write the values themselves.",
        ),
        "yaml-depth": Message(
            ja="ヘッダーの入れ子が深すぎます。階層を減らしてください。", en="The header is nested too deep; flatten it."
        ),
        "toml-equals": Message(
            ja="この行には、キーと値を区切る「=」がありません。「キー = 値」の形で書いてください。",
            en="This line has no equals sign between a key and a value; write “key = value”.",
        ),
        "toml-key": Message(
            ja="ここにキーがありません。キーには英数字と「-」「_」を使い、ほかの文字は引用符で囲んでください。",
            en="A key is missing here; quote a key that holds more than letters, digits, “-” and “_”.",
        ),
        "toml-rest": Message(
            ja="値の後に余分な文字があります。文字列は引用符で囲み、1行に1項目だけ書いてください。",
            en="Text follows the value; quote strings, and put one entry on a line.",
        ),
        "toml-value": Message(
            ja="値を読み取れません。文字列は引用符で囲み、日付は「2026-11-24」の形で書いてください。",
            en="This value cannot be read; quote strings, and write dates like 2026-11-24.",
        ),
        "toml-string": Message(
            ja="引用符が閉じられていません。値の終わりにも同じ引用符を書いてください。",
            en="The quotation mark is not closed; put the same one at the end of the value.",
        ),
        "toml-bracket": Message(
            ja="かっこが閉じられていないか、項目の間に「,」がありません。",
            en="A bracket is not closed, or a comma between items is missing.",
        ),
        "toml-escape": Message(
            ja="「\\」の使い方が正しくありません。「\\」を二つ重ねるか、「'」で囲んでください。",
            en="A backslash means nothing here; double it, or use single quotation marks.",
        ),
        "toml-character": Message(
            ja="ここでは使えない文字があります。目に見えない制御文字や改行を消してください。",
            en="A character that cannot stand here; delete control characters and line breaks.",
        ),
        "json-bracket": Message(
            ja="ヘッダーの「{{」が閉じられていません。最後に「}}」を書いてください。",
            en="The “{{” of the header is never closed; end it with “}}”.",
        ),
        "json-syntax": Message(
            ja="ヘッダーのここがJSONとして読めません。引用符、「,」と「:」、最後の余分な「,」を確かめてください。",
            en="The header is no JSON from here on; check quotation marks, commas, colons, and a comma too many.",
        ),
    }

    def check(self, document: Document) -> Diagnostics:
        header = document.front_matter
        if header is None:
            return
        if header.form != "fenced":
            # Elsewhere such lines may be meant as text: only a schema says that the site expects a header.
            if document.schema is not None:
                line = _FIRST_LINE.match(document.source.text, header.span.start)
                yield self.report(Span(header.span.start, line.end() if line else header.span.end), header.form)
            return
        fault = header.fault
        if fault is None or fault.reason == "toml-duplicate":
            return
        values: dict[str, Any] = dict(fault.values)
        reason = fault.reason.replace("toml-depth", "yaml-depth").replace("json-depth", "yaml-depth")
        yield self.report(fault.span, reason if reason in self.messages else "", **values)
