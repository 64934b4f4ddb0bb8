"""Is a character of a TOML string found where it is written?"""

import tomllib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koetsu.text.toml_string import offset_in_string


@pytest.mark.parametrize(
    ("written", "offset", "rest"),
    [
        ("'ab'", 1, "b'"),
        ("'ab'", 2, "'"),
        (r'"\\d\u3042x"', 1, r'd\u3042x"'),
        (r'"\\d\u3042x"', 3, 'x"'),
        ("'''\nab'''", 0, "ab'''"),
        ('"""\r\na\\\r\n   b"""', 1, 'b"""'),
        ('"""\na\\\n   b"""', 2, '"""'),
        ("'''a\r\nb'''", 2, "b'''"),
        ('""', 0, '"'),
        ('"a"', 9, '"'),
    ],
)
def test_an_offset_is_found_behind_quotes_and_escapes(written, offset, rest):
    assert written[offset_in_string(written, offset) :] == rest


_PARTS = st.sampled_from(["a", "猫", "\\\\", '\\"', "\\n", "\\u3042", "\\U0001F408", "'", " "])


@given(st.lists(_PARTS))
def test_what_stands_at_the_offset_means_the_character(parts):
    written = '"' + "".join(parts) + '"'
    value = tomllib.loads(f"key = {written}")["key"]

    for offset, character in enumerate(value):
        start, end = offset_in_string(written, offset), offset_in_string(written, offset + 1)
        assert tomllib.loads(f'key = "{written[start:end]}"')["key"] == character
