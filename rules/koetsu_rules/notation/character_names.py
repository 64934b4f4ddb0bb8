"""What is a character called that nobody sees?"""

from koetsu import Message

_NAMES = {
    "\x00": ("NULL", "NULL"),
    "\x08": ("バックスペース", "backspace"),
    "\x0b": ("垂直タブ", "vertical tab"),
    "\x0c": ("改ページ", "form feed"),
    "\x1b": ("エスケープ", "escape"),
    "\x7f": ("削除の制御文字", "delete"),
    "\x85": ("次の行への制御文字", "next line"),
    "\xa0": ("ノーブレークスペース", "no-break space"),
    "\xad": ("ソフトハイフン", "soft hyphen"),
    "\u034f": ("結合書記素接合子", "combining grapheme joiner"),
    "\u061c": ("アラビア文字の向きの印", "Arabic letter mark"),
    "\u115f": ("ハングルの空き（初声）", "Hangul choseong filler"),
    "\u1160": ("ハングルの空き（中声）", "Hangul jungseong filler"),
    "\u180e": ("モンゴル文字の母音区切り", "Mongolian vowel separator"),
    "\u200b": ("ゼロ幅スペース", "zero width space"),
    "\u200c": ("ゼロ幅非接合子", "zero width non-joiner"),
    "\u200d": ("ゼロ幅接合子", "zero width joiner"),
    "\u200e": ("左から右への向きの印", "left-to-right mark"),
    "\u200f": ("右から左への向きの印", "right-to-left mark"),
    "\u2028": ("行区切り文字", "line separator"),
    "\u2029": ("段落区切り文字", "paragraph separator"),
    "\u202a": ("左から右への埋め込み", "left-to-right embedding"),
    "\u202b": ("右から左への埋め込み", "right-to-left embedding"),
    "\u202c": ("向きの指定の終わり", "pop directional formatting"),
    "\u202d": ("左から右への上書き", "left-to-right override"),
    "\u202e": ("右から左への上書き", "right-to-left override"),
    "\u2007": ("数字幅のスペース", "figure space"),
    "\u202f": ("幅の狭いノーブレークスペース", "narrow no-break space"),
    "\u2060": ("単語結合子", "word joiner"),
    "\u2061": ("見えない関数適用", "function application"),
    "\u2062": ("見えない乗算記号", "invisible times"),
    "\u2063": ("見えない区切り", "invisible separator"),
    "\u2064": ("見えない加算記号", "invisible plus"),
    "\u2066": ("左から右への分離", "left-to-right isolate"),
    "\u2067": ("右から左への分離", "right-to-left isolate"),
    "\u2068": ("最初の文字に従う向きの分離", "first strong isolate"),
    "\u2069": ("向きの分離の終わり", "pop directional isolate"),
    "\u3164": ("ハングルの空き", "Hangul filler"),
    "\ufeff": ("ファイルの途中のBOM", "byte-order mark inside the file"),
    "\uffa0": ("半角ハングルの空き", "halfwidth Hangul filler"),
}
_GROUPS = {
    "control": ("制御文字", "control character"),
    "selector": ("異体字セレクタ", "variation selector"),
    "annotation": ("行間注釈の文字", "interlinear annotation"),
    "tag": ("タグ文字", "tag character"),
    "format": ("書式文字", "format character"),
}
NAMES = {
    **{code: Message(*names) for code, names in _GROUPS.items()},
    **{f"U+{ord(character):04X}": Message(*names) for character, names in _NAMES.items()},
}
"""Names by code point or by group."""


def name_of(character: str) -> str:
    """The key of its name."""
    code = code_point(character)
    if code in NAMES:
        return code
    if character < "\xa0":
        return "control"
    if "\ufe00" <= character <= "\ufe0f" or "\U000e0100" <= character <= "\U000e01ef":
        return "selector"
    if "\ufff9" <= character <= "\ufffb":
        return "annotation"
    return "tag" if character >= "\U000e0000" else "format"


def code_point(character: str) -> str:
    """``U+200B``."""
    return f"U+{ord(character):04X}"
