"""Do messages break where Japanese and English may break?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koetsu.output.terminal.cells import width
from koetsu.output.terminal.wrap import wrap


@pytest.mark.parametrize(
    ("text", "columns", "lines"),
    [
        ("finish it or close it", 12, ["finish it or", "close it"]),
        ("段落が途中で終わっています。", 14, ["段落が途中で終", "わっています。"]),
        ("これで文が終わった。次", 18, ["これで文が終わっ", "た。次"]),
        ("前の「引用」は残す", 6, ["前の", "「引", "用」は", "残す"]),
        ("設定のfront-matter.schemaを直す", 10, ["設定の", "front-matter.schema", "を直す"]),
        ("", 10, []),
    ],
)
def test_wrap_breaks_where_a_reader_expects_it(text: str, columns: int, lines: list[str]) -> None:
    assert list(wrap(text, columns)) == lines


@given(st.text(st.sampled_from("あいう。、」「ー a bc1"), max_size=80), st.integers(12, 60))
def test_wrap_loses_nothing_and_fits(text: str, columns: int) -> None:
    lines = list(wrap(text, columns))

    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(width(line) <= columns or " " not in line for line in lines)
