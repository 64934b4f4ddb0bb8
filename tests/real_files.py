"""What kinds of files are found among real articles?

One small file for each kind, with a defect at a known place: whatever stands around it, the defect has to be found
there.
"""

from __future__ import annotations

import base64
from typing import NamedTuple

CUT = "川の水は冷たく澄んでいました。対岸の家並みを眺めながら、私たちは古い橋の"
"""A paragraph that stops before its end."""
AFTER = "昼からは雲が広がり、やがて雨になりました。"
TWICE = "tags: [旅]"
"""A key that stands in the header for the second time."""
HEADER = f"---\ntitle: 川辺の一日\ntags: [川]\n{TWICE}\n---\n\n"


class Expected(NamedTuple):
    """A diagnostic: its rule, and the text at whose start (of a key) or end (of a cut) it stands."""

    rule: str
    needle: str


CUT_FOUND = Expected("TR001", CUT)
TWICE_FOUND = Expected("FM002", TWICE)


class Kind(NamedTuple):
    """A file."""

    name: str
    """Begins with the number of the kind."""
    data: bytes
    expected: tuple[Expected, ...] = (CUT_FOUND,)
    """All that is found by the rules on cut paragraphs and on headers; empty for a file without a fault."""
    file: str = "article.md"


def _kind(name: str, text: str, *expected: Expected) -> Kind:
    return Kind(name, text.encode("utf-8"), expected or (CUT_FOUND,))


def _around(name: str, odd: str) -> Kind:
    """Odd text before the defect in every way: in a block above, in the same line, and a header at the top."""
    text = f"{HEADER}{odd}。\n\n{odd}を見ました。{CUT}\n\n{AFTER}\n"
    return _kind(name, text, TWICE_FOUND, CUT_FOUND)


def _ends(name: str, end: str) -> Kind:
    text = f"{HEADER}# 朝\n\n{AFTER}\n\n{CUT}\n\n{AFTER}\n"
    return _kind(name, text.replace("\n", end), TWICE_FOUND, CUT_FOUND)


_FONT = base64.b64encode(bytes(number * 7 % 251 for number in range(157_188))).decode("ascii")
_LONG = "岸に沿って歩きました。" * 1_200
_LINES = "".join(f"- 駅から{number}番目の木です。\n" for number in range(37_340))

READABLE = [
    Kind("R1 empty", b"", ()),
    Kind("R1 white space only", b" \n\n\t\n", ()),
    Kind("R2 front matter only", "---\ntitle: 空\n---\n".encode(), ()),
    Kind("R2 front matter only, no final newline", f"---\ntags: [川]\n{TWICE}\n---".encode(), (TWICE_FOUND,)),
    _kind("R3 no final newline", f"{AFTER}\n\n{CUT}"),
    _ends("R4 CRLF", "\r\n"),
    _ends("R4 CR", "\r"),
    Kind(
        "R4 mixed line ends",
        f"{HEADER}朝です。\r\n\r\n昼です。\r\r{CUT}\n\r\n{AFTER}\r".encode(),
        (TWICE_FOUND, CUT_FOUND),
    ),
    _kind("R5 BOM before front matter", f"\ufeff{HEADER}{CUT}\n\n{AFTER}\n", TWICE_FOUND, CUT_FOUND),
    _kind("R5 BOM before text", f"\ufeff{CUT}\n\n{AFTER}\n"),
    _around("R6 NUL", "石\0ころ"),
    _around("R7 C0 controls", "石\x01\x08\x0b\x0c\x1b\x1c\x1d\x1eころ"),
    _around("R7 C1 controls", "石\x80\x85\x9fころ"),
    _around("R8 line and paragraph separators", "石\u2028ころ\u2029"),
    _around("R9 zero width", "石\u200bこ\ufeffろ\u200d\u200c"),
    _around("R9 bidi marks and soft hyphens", "石\u202eこ\u2066ろ\u2069\u00ad"),
    _around("R10 spaces", "\u3000石\u00a0ころ\u3000"),
    _around("R11 NFD", "か\u3099けの花か\u3099"),
    _around("R11 half-width kana and full-width ASCII", "ｶﾞﾗｽのＡＢＣ１２３"),
    _around("R11 Kangxi and compatibility ideographs", "⼭と⽊と神と福"),
    _around("R11 supplementary planes, private use, variation selectors", "𠮷野家の\ue000と葛\U000e0100"),
    _around("R11 replacement character", "石\ufffdころ"),
    _around("R12 wave dashes", "朝〜昼と昼～夜"),
    _around("R13 emoji", "👩‍👩‍👧‍👦と🇯🇵と1️⃣と👍🏽"),
    _kind("R14 a line of 209,584 characters in a code block", f"```\n{_FONT}\n```\n\n{CUT}\n\n{AFTER}\n"),
    _kind("R14 a line of 13,200 characters of text", f"{_LONG}{CUT}\n\n{AFTER}\n"),
    _kind("R15 37,350 lines", f"{HEADER}{_LINES}\n{CUT}\n\n{AFTER}\n", TWICE_FOUND, CUT_FOUND),
    _kind("R16 unclosed fence", f"{HEADER}{AFTER}\n\n```python\nprint()\n\n{CUT}\n\n{AFTER}\n", TWICE_FOUND),
    _kind("R17 metadata without a fence", f"title: 川辺の一日\ntags: [川]\n\n{CUT}\n\n{AFTER}\n"),
    _kind("R17 thematic break at the top", f"---\n\n{AFTER}\n\n---\n\n{CUT}\n\n{AFTER}\n"),
    _kind("R17 never closed", f"---\ntitle: 川辺の一日\n\n{AFTER}\n", Expected("FM001", "")),
    _kind("R17 template in TOML", f"+++\ntitle = {{{{ replace .Name }}}}\n+++\n\n{AFTER}\n", Expected("FM001", "")),
    _kind("R20 conflict markers", f"<<<<<<< HEAD\n{AFTER}\n=======\n{AFTER}\n>>>>>>> main\n\n{CUT}\n\n{AFTER}\n"),
    _kind("R20 a row of equals signs under a title", f"川辺の一日\n=======\n\n{CUT}\n\n{AFTER}\n"),
    _kind("R20 conflict markers in code", f"```\n<<<<<<< HEAD\n=======\n>>>>>>> main\n```\n\n{CUT}\n\n{AFTER}\n"),
    _kind(
        "R21 the original in comments",
        f"<!-- The water was cold and clear. We looked over the -->\n\n{AFTER}\n\n"
        f"<!--\nThe water\n\nwas of the\n-->\n\n{CUT}\n\n{AFTER}\n",
    ),
]

UNREADABLE = [
    Kind("R6 UTF-16 with BOM", f"{AFTER}\n".encode("utf-16"), (Expected("EN001", ""),)),
    Kind("R6 UTF-16 without BOM", f"{AFTER}\n".encode("utf-16-le"), (Expected("EN001", ""),)),
    Kind("Shift JIS", f"{AFTER}\n".encode("cp932"), (Expected("EN001", ""),)),
    Kind("half a character at the end", AFTER.encode("utf-8")[:-1], (Expected("EN001", ""),)),
]

NAMES = [
    "川辺の一日.md",
    "a day at the river.md",
    "🏞️ river.md",
    "what: a * \"day\" 'at' | the #river?.md",
    f"{'川' * 80}.md",
    "-river.md",
    "--help.md",
    "river.markdown",
    "river.mdx",
    "RIVER.MD",
    "two\nlines.md",
    "カ\u3099.md",
    "[brackets].md",
    "back\\slash.md",
    "%E5%B7%9D.md",
]
"""R19: names of files, all of which are articles."""
