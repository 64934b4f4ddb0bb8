"""Does a regular expression that waits for its first use behave like a compiled one?"""

import re

import pytest

from koetsu import pattern


def test_pattern_has_the_methods_of_a_compiled_one() -> None:
    kana, compiled = pattern("([ぁ-ゖ])x", re.IGNORECASE), re.compile("([ぁ-ゖ])x", re.IGNORECASE)
    text = "あX い いx"

    assert kana.pattern == compiled.pattern
    assert kana.findall(text) == compiled.findall(text)
    assert kana.sub(r"\1", text) == compiled.sub(r"\1", text)
    assert [found.span() for found in kana.finditer(text)] == [(0, 2), (5, 7)]
    assert (kana.flags, kana.groups) == (compiled.flags, compiled.groups)


def test_pattern_is_not_compiled_before_its_first_use() -> None:
    wrong = pattern("(")

    with pytest.raises(re.error, match="unterminated"):
        wrong.search("a")
