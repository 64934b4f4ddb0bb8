"""Is a page read as it is written?"""

import pytest

from koetsu.engine.registry import ENGINE_RULES
from koetsu.page import parse_cases, parse_page
from koetsu.testing import check_page

PAGE = """# ja: 題
説明です。

```toml title="koetsu.toml"
window = 2
```

## わからないこと
意図です。

# en: Title
A text.

```toml
window = 3
```

```md bad
⟦a⟧
```

```md fixed
b
```

````md good
```python
# en: not a title
```
````
"""


def test_page_has_a_title_and_a_text_in_each_language():
    page = parse_page(PAGE)

    assert page.title == {"ja": "題", "en": "Title"}
    assert page.text["en"] == "A text."
    assert page.text["ja"].split("\n")[2] == '```toml title="koetsu.toml"'
    assert page.text["ja"].endswith("## わからないこと\n意図です。")


def test_examples_have_options_and_a_fixed_text():
    bad, good = parse_page(PAGE).examples

    assert (bad.expectation, bad.text, bad.options, bad.fixed) == ("bad", "⟦a⟧\n", "window = 3\n", "b\n")
    assert (good.expectation, good.options, good.fixed) == ("good", "window = 3\n", None)
    assert (bad.line, good.line) == (18, 26)


def test_example_may_hold_a_fence():
    assert parse_page(PAGE).examples[1].text == "```python\n# en: not a title\n```\n"


def test_heading_of_a_case_ends_the_options_before_it():
    first, second = parse_cases(
        "# x\n\n## one\n\n```toml\na = 1\n```\n\n```md good\n```\n\n## two\n\n```md good\n\n```\n"
    )

    assert (first.title, first.options, first.text) == ("one", "a = 1\n", "")
    assert (second.title, second.options, second.text) == ("two", "", "\n")


@pytest.mark.parametrize(
    ("text", "said"), [("```md good\na\n", "line 1: .* not closed"), ("```md fixed\na\n```\n", "line 1: .* bad text")]
)
def test_page_that_makes_no_sense_is_an_error(text, said):
    with pytest.raises(ValueError, match=said):
        parse_page(text)


def test_page_of_a_rule_of_the_engine_lies_beside_its_module():
    for rule in ENGINE_RULES:
        check_page(rule)
