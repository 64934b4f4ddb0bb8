"""Is misread text recognised and restored, and is other text left alone?"""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koetsu import Document, Source
from koetsu_rules.notation.misreadings import LOST, misreadings
from koetsu_rules.notation.replacement_character import ReplacementCharacter

JAPANESE = "庭で育てた茄子と胡瓜を、味噌で炒めて食べます。"


def found(text):
    return [misreading for kind in misreadings(text) for misreading in kind]


@pytest.mark.parametrize(
    ("written", "read"),
    [("utf-8", "cp932"), ("utf-8", "latin-1"), ("cp932", "latin-1"), ("euc_jp", "latin-1"), ("euc_jp", "cp932")],
)
def test_japanese_that_was_misread_is_restored_but_for_what_was_lost(written, read):
    misread = JAPANESE.encode(written).decode(read, "replace")
    said = "".join(misreading.text for misreading in found(misread)).replace(LOST, "")

    assert len(said) > len(JAPANESE) / 2
    assert set(said) <= set(JAPANESE)


@given(st.text(st.sampled_from("縺繧繝薙ｓ・\ufffdãâÃ‚ƒ“”…±\x81\x93¤¥､ｳaé 庭\n"), max_size=80))
def test_any_text_is_read_and_what_is_found_lies_in_it(text):
    document = Document(Source("garden.md", text))
    reported = list(ReplacementCharacter().check(document))

    assert all(text[diagnostic.span.start : diagnostic.span.end].strip() for diagnostic in reported)
    for misreading in found(text):
        assert text[misreading.span.start : misreading.span.end] != misreading.text
