"""Is a header missing although the site wants one?"""

from __future__ import annotations

from koetsu import Diagnostics, Document, Message, Options, Rule


class MissingFrontMatter(Rule[Options]):
    """A file without a header where a schema asks for one."""

    code = "FM008"
    severity = "error"
    message = Message(
        ja="ヘッダーがありません。ファイルの1行目から「---」で囲んで書いてください。",
        en="The header is missing; begin the file with one between two lines “---”.",
    )
    messages = {
        "keys": Message(
            ja="ヘッダーがありません。ファイルの1行目から「---」で囲み、{keys:list}を書いてください。",
            en="The header is missing; begin the file with one between two lines “---” that has {keys:list}.",
        ),
    }

    def check(self, document: Document) -> Diagnostics:
        schema = document.schema
        if schema is None or document.front_matter is not None or not schema.wants_header:
            return
        required = schema.required_names()
        keys = [name for name in schema.property_names() if name in required]
        if keys:
            yield self.report(document.first_line, "keys", keys=keys, scope="file")
        else:
            yield self.report(document.first_line, scope="file")
