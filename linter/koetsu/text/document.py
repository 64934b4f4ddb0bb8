"""What can be known of one file?

Every layer is computed once, when it is first asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Any, TypeVar, cast

from koetsu.text.block import Block
from koetsu.text.comments import Comment, find_comments
from koetsu.text.front_matter import FrontMatter
from koetsu.text.language import Language, language_of_name, language_of_text, named_language
from koetsu.text.prose import Prose
from koetsu.text.repetition.repeats import Repeats
from koetsu.text.sentences import Sentence
from koetsu.text.source import Source, Span

if TYPE_CHECKING:
    from koetsu.text.conflicts import Conflict
    from koetsu.text.dates import StatedDate
    from koetsu.text.markdown import Parsed, Renderer
    from koetsu.text.schema import Schema, SchemaFault
    from koetsu.text.wrapper import Wrapper

T = TypeVar("T")

_ANYTHING = re.compile(r"\S")
_LANGUAGE_KEYS = ("lang", "language", "locale")


class Section:
    """A heading and all that stands under it; the root section has no heading."""

    def __init__(self, heading: Block | None, parent: Section | None) -> None:
        self.heading = heading
        self.parent = parent
        self.blocks: list[Block] = []
        """Its own blocks, without the heading and without those of sections in it."""
        self.sections: list[Section] = []

    @property
    def level(self) -> int:
        """The level of its heading; 0 for the root."""
        return self.heading.level if self.heading else 0

    def walk(self) -> Iterator[Section]:
        """It and all sections in it, in the order of the file."""
        waiting = [self]
        while waiting:
            section = waiting.pop()
            yield section
            waiting.extend(reversed(section.sections))


class Document:
    """One file, read."""

    def __init__(self, source: Source, *, renderer: Renderer = "commonmark", schema: Schema | None = None) -> None:
        self.source = source
        self.renderer = renderer
        self.schema = schema
        """What the header has to satisfy, if a schema applies to this file."""
        self._made: dict[Callable[[Document], Any], Any] = {}

    def once(self, make: Callable[[Document], T]) -> T:
        """What ``make`` works out from this document, made when it is first asked for.

        For what several rules of a family need and nobody else does.
        """
        if make not in self._made:
            self._made[make] = make(self)
        return cast("T", self._made[make])

    @cached_property
    def front_matter(self) -> FrontMatter | None:
        """The header, well-formed or not; None if there is none."""
        return FrontMatter.parse(self.source.text)

    @cached_property
    def schema_faults(self) -> list[SchemaFault]:
        """In what the header differs from its schema; nothing where it does not parse or no schema applies."""
        header = self.front_matter
        if self.schema is None or header is None or header.fault is not None or header.form != "fenced":
            return []
        return self.schema.faults(header.data)

    @cached_property
    def body_span(self) -> Span:
        """What follows the header."""
        start = self.front_matter.body_start if self.front_matter else 0
        return Span(start, len(self.source))

    @cached_property
    def first_line(self) -> Span:
        """The first line of the body that holds anything, else the first line of the file.

        A finding about the whole file stands there if no key of the header is concerned.
        """
        found = _ANYTHING.search(self.source.text, self.body_span.start)
        start = found.start() if found else 0
        return Span(start, self.source.line_span(self.source.line_of(start)).end)

    @cached_property
    def title(self) -> str | None:
        """The title that the header states."""
        node = self.front_matter.get("title") if self.front_matter else None
        return node.value.strip() or None if node is not None and isinstance(node.value, str) else None

    @cached_property
    def dates(self) -> list[StatedDate]:
        """The dates of the article that the header states, in the order of the file."""
        from koetsu.text.dates import stated_dates

        return list(stated_dates(self.front_matter)) if self.front_matter is not None else []

    @property
    def _is_mdx(self) -> bool:
        return self.source.path.lower().endswith(".mdx")

    @cached_property
    def _parsed(self) -> Parsed:
        from koetsu.text.markdown import parse

        return parse(self, self.source.byte_offset(self.body_span.start), self.renderer, mdx=self._is_mdx)

    @cached_property
    def enclosures(self) -> list[Any]:
        """Everything but HTML that begins or ends in the body, in order: quotations, lists, paragraphs, emphasis."""
        from koetsu.text.markdown import enclosures

        return enclosures(self, self.source.byte_offset(self.body_span.start), self.renderer, mdx=self._is_mdx)

    @cached_property
    def blocks(self) -> list[Block]:
        """Every leaf of the body, in order."""
        return self._parsed.blocks

    @cached_property
    def comments(self) -> list[Comment]:
        """What the author wrote for no reader to see, wherever it stands; never a comment that code shows."""
        return find_comments(self.source, self._parsed.remarks)

    @cached_property
    def conflicts(self) -> list[Conflict]:
        """The merge conflicts that nobody resolved, in the header and in the body; never one that code shows."""
        from koetsu.text.conflicts import find_conflicts

        return find_conflicts(self)

    @cached_property
    def wrapper(self) -> Wrapper | None:
        """The code fence in which the whole article stands, closed or not; None if there is none."""
        from koetsu.text.wrapper import find_wrapper

        return find_wrapper(self)

    @cached_property
    def prose(self) -> Prose:
        """The running text."""
        return Prose([block for block in self.blocks if block.is_prose])

    @cached_property
    def sentences(self) -> list[Sentence]:
        """The sentences of the running text."""
        return [sentence for block in self.prose for sentence in block.sentences]

    @cached_property
    def repeats(self) -> Repeats:
        """The texts that stand in it again."""
        return Repeats(self)

    @cached_property
    def headings(self) -> list[Block]:
        """ATX, setext and HTML headings in the order of the file; a paragraph that ran into its ``---`` is none."""
        return [block for block in self.blocks if block.kind == "heading"]

    @cached_property
    def sections(self) -> Section:
        """The root of the tree of sections."""
        return self._outline[0]

    def section_of(self, block: Block) -> Section:
        """The innermost section in which a block of this document stands."""
        return self._outline[1][block.index]

    @cached_property
    def _outline(self) -> tuple[Section, list[Section]]:
        root = Section(None, None)
        current = root
        sections = []
        for block in self.blocks:
            # A heading inside a quotation or a list belongs to what is quoted, not to this article's outline.
            if block.kind == "heading" and not block.quoted and not block.depth:
                while current.parent is not None and current.level >= block.level:
                    current = current.parent
                current = Section(block, current)
                if current.parent is not None:
                    current.parent.sections.append(current)
            else:
                current.blocks.append(block)
            sections.append(current)
        return root, sections

    @cached_property
    def language(self) -> Language:
        """The language: as the header says, else as the file name says, else by its script."""
        stated = self._stated_language or language_of_name(self.source.path)
        return stated or language_of_text(block.text for block in self.blocks)

    @property
    def _stated_language(self) -> Language | None:
        nodes = [self.front_matter.get(key) for key in _LANGUAGE_KEYS] if self.front_matter else []
        stated = (node.value for node in nodes if node is not None)
        return next((named_language(value) for value in stated if isinstance(value, str) and value.strip()), None)
