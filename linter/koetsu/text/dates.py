"""Of which day is an article?"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Literal, NamedTuple, get_args

from koetsu.text.moments import Moment, moment_of
from koetsu.text.pattern import pattern
from koetsu.text.source import Span

if TYPE_CHECKING:
    from koetsu.text.front_matter import FrontMatter
    from koetsu.text.tree import Node

DateKind = Literal["published", "created", "updated"]

DATE_KINDS: tuple[DateKind, ...] = get_args(DateKind)
"""What a date of a header is about, that which says most of the article first."""

_NAMES: dict[DateKind, str] = {
    "published": """date published publishedat publishedon publisheddate publishdate pubdate pubdatetime datepublished
        postdate""",
    "created": "created createdat createddate creationdate datecreated",
    "updated": """updated updatedat updatedon updateddate update updatedate dateupdated lastmod lastmodified
        lastmodifiedat lastmodifieddate modified modifiedat modifieddate moddate moddatetime datemodified lastupdate
        lastupdated lastupdatedat""",
}
_KINDS = {name: kind for kind, names in _NAMES.items() for name in names.split()}
"""What the keys of headers mean, without case, hyphens and underscores."""

_WITHOUT_SEPARATORS = str.maketrans("", "", "-_ ")

_NAME = pattern(r"(\d{4})-(\d{1,2})-(\d{1,2})(?=[-_. ]|$)")
_BUNDLES = frozenset({"index", "_index", "readme"})
"""What a file is called whose folder carries the name of the article."""


class StatedDate(NamedTuple):
    """A date of a header."""

    key: str
    kind: DateKind
    moment: Moment
    span: Span


def stated_dates(header: FrontMatter) -> Iterator[StatedDate]:
    """The dates of the article that a header states, in the order of the file."""
    for key in header:
        kind = _KINDS.get(key.translate(_WITHOUT_SEPARATORS).lower())
        if kind is None:
            continue
        node: Node | None = header[key]
        if node is not None and node.members is not None:
            node = node.at(("date",))  # Docusaurus: last_update: {date: ...}
        moment = moment_of(node.value) if node is not None and isinstance(node.value, str) else None
        if node is not None and moment is not None:
            yield StatedDate(key, kind, moment, node.span)


def day_of_name(path: str) -> date | None:
    """The day with which the name of a file begins, or that of its folder if the file is only called index."""
    folder, name = ("", *path.replace("\\", "/").split("/"))[-2:]
    stem = name.split(".")[0]
    found = _NAME.match(folder if stem.lower() in _BUNDLES else stem)
    try:
        return None if found is None else date(*(int(part) for part in found.groups()))
    except ValueError:
        return None
