"""Can every fault of the configuration be told in both languages?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from koetsu.engine.config.faults import MESSAGES, printable
from koetsu.text import toml, toml_fault


@pytest.mark.parametrize("key", MESSAGES)
def test_both_languages_ask_for_the_same_values(key: str) -> None:
    assert MESSAGES[key].fields is not None


def test_every_reason_for_which_toml_does_not_parse_is_explained() -> None:
    sources = [Path(str(module.__file__)).read_text("utf-8") for module in (toml, toml_fault)]
    reasons = {reason for source in sources for reason in re.findall(r'"(toml-[a-z]+)"', source)}

    assert reasons
    assert reasons <= set(MESSAGES)


def test_a_name_is_shown_in_one_line_that_can_be_written() -> None:
    assert printable("記事\n\udc83.md") == "記事\\n\ufffd.md"
