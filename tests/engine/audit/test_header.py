"""Under which names does an article go, as its header has them?"""

import pytest

from koetsu.engine.audit.header import Groups, groups_of
from koetsu.text.front_matter import FrontMatter
from koetsu.text.header_facts import header_facts


def groups(yaml: str) -> Groups:
    return groups_of(header_facts(FrontMatter.parse(f"---\n{yaml}\n---\n")))


@pytest.mark.parametrize(
    ("yaml", "expected"),
    [
        ("category: 庭", Groups(["庭"], [], [])),
        ("categories: [庭, 猫, 庭]", Groups(["庭", "猫"], [], [])),
        ("tags: 庭, 猫", Groups([], ["庭", "猫"], [])),
        ("topics: [python]", Groups([], ["python"], [])),
        ("taxonomies:\n  tags: [庭]", Groups([], ["庭"], [])),
        ("author: 編集部", Groups([], [], ["編集部"])),
        ("author:\n  name: 山田", Groups([], [], ["山田"])),
        ("authors:\n- name: 山田\n- name: 佐藤", Groups([], [], ["山田", "佐藤"])),
        ("tags: [2024, true, null]", Groups([], ["2024"], [])),
        ("tags:", Groups([], [], [])),
        ("tags: [か\u3099]", Groups([], ["が"], [])),
        ("Tags: [庭]", Groups([], ["庭"], [])),
    ],
)
def test_header_names_groups(yaml, expected) -> None:
    assert groups(yaml) == expected
