"""Which inputs make a careless algorithm slow?

Each gives a text of about so many bytes. Growth must be linear on all of them; what they attack is said beside them.
"""

from __future__ import annotations

from collections.abc import Callable
from random import Random

from vocabulary import TOPICS, Voice


def _voice(seed: int = 7) -> Voice:
    return Voice(Random(seed), TOPICS[seed % len(TOPICS)])


def _fill(part: str, size: int) -> str:
    return part * max(1, size // len(part.encode("utf-8")))


def _paragraphs(make: Callable[[int], str], size: int) -> str:
    parts: list[str] = []
    written = 0
    while written < size:
        parts.append(make(len(parts)))
        written += len(parts[-1].encode("utf-8")) + 2
    return "\n\n".join(parts) + "\n"


def _identical(size: int) -> str:
    text = "".join(_voice().paragraph(3))
    return _paragraphs(lambda number: text, size)


def _alternating(size: int) -> str:
    voice = _voice()
    texts = ["".join(voice.paragraph(3)) for _ in range(2)]
    return _paragraphs(lambda number: texts[number % 2], size)


def _giant_line(size: int) -> str:
    voice = _voice()
    return _paragraphs(lambda number: voice.sentence(), size).replace("\n", "")


def _common_prefix(size: int) -> str:
    prefix = "".join(_voice().paragraph(3))
    return _paragraphs(
        lambda number: f"{prefix}第{number}回の記録はこの番号{number * 7919 % 1000003}で探せます。", size
    )


def _edited(size: int) -> str:
    sentences = _voice().paragraph(5)
    return _paragraphs(lambda number: "".join(s.replace("。", f"、{number % 997}番。", 1) for s in sentences), size)


def _shuffled(size: int) -> str:
    random = Random(7)
    sentences = _voice().paragraph(8)
    return _paragraphs(lambda number: "".join(random.choices(sentences, k=3)), size)


def _chapters(size: int) -> str:
    voice = _voice()
    blocks = ["".join(voice.paragraph(3)) for _ in range(30)]
    return _paragraphs(lambda number: blocks[number % 30], size)


def _unpunctuated(size: int) -> str:
    voice = _voice()
    return _paragraphs(lambda number: "".join(voice.paragraph(3)).replace("。", "").replace("、", ""), size)


def _unique(size: int) -> str:
    voice = _voice()
    return _paragraphs(lambda number: "".join(voice.paragraph(3)), size)


def _cut(size: int) -> str:
    voice = _voice()
    return _paragraphs(lambda number: "".join(voice.paragraph(3))[:-9], size)


def _headings(size: int) -> str:
    return _paragraphs(lambda number: f"## 見出し{number}", size)


def _equal_headings(size: int) -> str:
    return _fill("## 同じ見出し\n\n", size)


def _setext(size: int) -> str:
    voice = _voice()
    return _paragraphs(lambda number: f"{voice.sentence()}\n---", size)


def _end_markers(size: int) -> str:
    voice = _voice()
    return _paragraphs(lambda number: f"{voice.sentence()}\n---END---", size)


def _items(size: int) -> str:
    voice = _voice()
    return _paragraphs(lambda number: f"- {voice.sentence()}", size).replace("\n\n", "\n")


def _nested(marker: str, depth: int) -> Callable[[int], str]:
    # The depth is bounded: the text of n nested lines is n * n / 2 markers long, so growth comes from their number.
    def make(size: int) -> str:
        ladder = "".join(f"{marker * level}階段の{level}段目です。\n" for level in range(1, depth)) + "\n"
        return _fill(ladder, size)

    return make


def _nested_list(size: int) -> str:
    ladder = "".join(f"{'  ' * level}- 階段の{level}段目です。\n" for level in range(60)) + "\n\n"
    return _fill(ladder, size)


def _table(size: int) -> str:
    return "| 品名 | 数 |\n|---|---|\n" + _fill("| りんご | 三つ |\n", size)


def _front_matter(size: int) -> str:
    keys = "".join(f"key{number}: 値{number}\n" for number in range(max(1, size // 18)))
    return f"---\ntitle: 長い見出し\n{keys}---\n\n本文です。\n"


def _footnotes(size: int) -> str:
    return _paragraphs(lambda number: f"語[^{number}]。\n\n[^{number}]: 注の{number}です。", size)


def _marks(part: str) -> Callable[[int], str]:
    return lambda size: _fill(part, size) + "\n"


WORST: dict[str, Callable[[int], str]] = {
    "identical paragraphs": _identical,
    "A B A B": _alternating,
    "one giant line": _giant_line,
    "common prefix, unique tail": _common_prefix,
    "one edit per sentence": _edited,
    "8 sentences in random order": _shuffled,
    "30 blocks again and again": _chapters,
    "no punctuation": _unpunctuated,
    "unique text": _unique,
    "every paragraph cut": _cut,
    "headings": _headings,
    "equal headings": _equal_headings,
    "accidental setext headings": _setext,
    "end markers": _end_markers,
    "one long list": _items,
    "front matter of many keys": _front_matter,
    "table": _table,
    "nested quotations": _nested("> ", 60),
    "nested lists": _nested_list,
    "`*a **b `": _marks("*a **b "),
    "`[あ`": _marks("[あ"),
    "`「`": _marks("「"),
    "`」`": _marks("」"),
    "`$`": _marks("$"),
    "`{{`": _marks("{{"),
    "`{%`": _marks("{% "),
    "`<`": _marks("<"),
    "`<!--`": _marks("<!-- "),
    "`|`": _marks("|"),
    "`` ` ``": _marks("`"),
    "`> ` in one line": _marks("> "),
    "`- ` in one line": _marks("- "),
    "`:::`": _marks(":::note\n"),
    "`---`": _marks("---\n"),
    "blank lines": _marks("\n"),
    "bold words in one line": _marks("**語**と"),
    "formulas in one line": _marks("$x$と"),
    "links in one line": _marks("[語](/u)と"),
    "tags in one line": _marks("<b>語</b>と"),
    "comments": _marks("<!-- 語 -->\n"),
    "template holes": _marks("{{ 語 }}と"),
    "Liquid blocks": _marks("{% if a %}\n語。\n{% endif %}\n"),
    "shortcodes": _marks("{{< note >}}\n語。\n{{< /note >}}\n"),
    "containers": _marks(":::note\n語。\n:::\n\n"),
    "nested containers": _marks(":::note\n\n"),
    "footnotes": _footnotes,
    "HTML headings": _marks("<h2>語</h2>\n\n"),
    "attribute lists": _marks("語。\n{: .c}\n\n"),
    "quoted paragraphs": _marks("> 語。\n\n"),
    "fences": _marks("```\n語\n```\n"),
    "HTML headings never closed": _marks("<h2>語"),
    "comments in one line": _marks("<!-- 語 -->"),
    "`{/*`": _marks("{/* "),
    "emoji": _marks("👩‍👩‍👧‍👦語。"),
    "NFD": _marks("か\u3099き\u3099。"),
    "`。`": _marks("。"),
    "`[^1]`": _marks("[^1]"),
    "`![](`": _marks("![]("),
}  # fmt: skip
"""A name and a function from a number of bytes to a text."""
