"""Where do the articles of a site lie, as far as their headers tell?"""

from pathlib import Path

import pytest

from koetsu.engine.articles import Headed, folders_of
from koetsu.text.corpus import Fact

FACTS = (Fact("title", "string", "猫", 1),)


@pytest.mark.parametrize(
    ("with_header", "without", "patterns"),
    [
        (["posts/a.md", "posts/b/c.md"], ["README.md", "docs/a.md"], ["/posts/**"]),
        (["posts/a.md"], ["posts/README.md"], ["/posts/**", "!README.*"]),
        (["ja/a.md", "en/a.md"], ["docs/a.md"], ["/en/**", "/ja/**"]),
        (["a.md", "b.md"], ["README.md"], ["**", "!README.*"]),
        (["a.md", "posts/b.md"], ["c.md"], ["/posts/**"]),
        (["a/b/c.md", "a/d.md"], ["a/e/f.md"], ["/a/b/**"]),
        (["[x]/a!.md"], ["d.md"], ["/\\[x\\]/**"]),
        ([f"posts/{number}.md" for number in range(20)], ["posts/a.md", "b.md"], ["/posts/**"]),
        (["a.md"], ["b.md"], ["**"]),
    ],
)
def test_articles_lie_where_nearly_every_file_has_a_header(
    with_header: list[str], without: list[str], patterns: list[str]
) -> None:
    root = Path("/site")
    headed = [Headed(root / name, name, FACTS) for name in with_header]
    headed += [Headed(root / name, name, ()) for name in without]

    assert folders_of(headed, root) == patterns
