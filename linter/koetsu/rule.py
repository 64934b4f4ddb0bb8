"""What is a rule?"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Generic, Protocol, TypeVar, get_args, get_origin

import msgspec

from koetsu.diagnostic import Diagnostic, Diagnostics, Related, Scope, Severity
from koetsu.fix import Edit, Fix
from koetsu.message import Language, Message, Value
from koetsu.text.source import Span

if TYPE_CHECKING:
    from koetsu.text.corpus import Corpus
    from koetsu.text.document import Document

PositiveInt = Annotated[int, msgspec.Meta(ge=1)]
"""A whole number of at least 1."""

Share = Annotated[float, msgspec.Meta(gt=0, le=1)]
"""A part of a whole: more than 0, at most 1."""


AGAIN = "again_in_copies"
"""The value that says in how many copies of a section a finding stands again, and the key of the note at each.

Spelled as no rule spells a key of its own.
"""

_SHARED = {
    AGAIN: Message(ja="写しの中の同じ箇所です（{number}/{total}）。", en="Here again, in a copy ({number} of {total}).")
}
_IN_COPIES = Message(
    ja="（写しの中にあと{again_in_copies}か所）", en=" (Again in copies of this section: {again_in_copies}.)"
)


class OptionError(ValueError):
    """A value of an option that has the right type and still means nothing: ``__post_init__`` of options raises it.

    Whether a value will do may not depend on another option: files and overrides may each set one of them.
    """

    def __init__(self, option: str, message: Message, **values: Value) -> None:
        super().__init__(message.format("en", values, {}))
        self.option = option
        """The name of the field."""
        self.message = message
        self.values = values


class Options(msgspec.Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, rename="kebab"):
    """What of a rule can be set: one field an option, with type, bound and default.

    The string below a field documents it: the first line in Japanese, the rest in English. What no type can say,
    ``__post_init__`` checks; it raises ``OptionError``, which is told with the place of the option.
    """


O = TypeVar("O", bound=Options)  # noqa: E741


class Located(Protocol):
    """Whatever stands somewhere in a file: a block, a sentence, a heading, a front-matter entry, a span."""

    @property
    def span(self) -> Span:
        """Where it stands."""


def kebab_case(name: str) -> str:
    """``RepeatedSection`` as ``repeated-section``."""
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()


class BaseRule(ABC, Generic[O]):
    """What a rule of one file and a rule over many files have in common."""

    code: ClassVar[str]
    """Stable: never reused, never renumbered. The letters are those of the family."""
    name: ClassVar[str]
    """The class name in kebab case, derived."""
    severity: ClassVar[Severity]
    """The default; a report may state its own where certainty varies."""
    message: ClassVar[Message]
    """What is wrong, with the measured values, then what to do."""
    messages: ClassVar[Mapping[str, Message]] = {}
    """Its other sentences by key: variants of the message, notes on related places, titles of fixes, terms."""
    options_type: ClassVar[type[Options]] = Options
    """Derived from the parameter of the base class."""

    def __init_subclass__(cls, **arguments: Any) -> None:
        super().__init_subclass__(**arguments)
        cls.name = kebab_case(cls.__name__)
        for base in getattr(cls, "__orig_bases__", ()):
            parameters = get_args(base)
            if isinstance(get_origin(base), type) and parameters and isinstance(parameters[0], type):
                cls.options_type = parameters[0]

    def __init__(self, options: O | None = None) -> None:
        self.options: O = self.options_type() if options is None else options  # type: ignore[assignment]

    @classmethod
    def label(cls) -> str:
        """Code and name, as people read them; a rule that is named by its code alone is named once."""
        return cls.code if cls.name == cls.code else f"{cls.code} {cls.name}"

    @classmethod
    def page_text(cls) -> str:
        """Its page as it was written: that which lies beside its module.

        Raises FileNotFoundError where there is none.
        """
        import sys
        from importlib.resources import files

        package = sys.modules[cls.__module__].__package__
        if not package:
            raise FileNotFoundError(f"the module of {cls.name} stands in no package, so no page stands beside it")
        return (files(package) / f"{cls.name.replace('-', '_')}.md").read_text(encoding="utf-8")

    def report(
        self,
        where: Located,
        say: str = "",
        *,
        severity: Severity | None = None,
        related: Iterable[Related] = (),
        fixes: Iterable[Fix] = (),
        scope: Scope = "text",
        identity: str | None = None,
        extent: float | None = None,
        **values: Value,
    ) -> Diagnostic:
        """A finding at a place; ``say`` names the message, by default the rule's own, and ``values`` fill it."""
        return Diagnostic(
            rule=self.code,
            span=where.span,
            severity=severity or self.severity,
            message=say,
            values=values,
            related=tuple(related),
            fixes=tuple(fixes),
            scope=scope,
            identity=identity,
            extent=extent,
        )

    def note(self, where: Located, say: str, *, path: str | None = None, **values: Value) -> Related:
        """A second place that belongs to a finding, with the key of what is said about it.

        ``path`` is that of the document in which it stands, as its summary says, where it is another one.
        """
        return Related(where.span, say, values, path)

    def fix(self, say: str, *edits: Edit, safe: bool, **values: Value) -> Fix:
        """A way to mend a finding, with the key of its title."""
        return Fix(say, edits, safe, values)

    @classmethod
    def sentence(cls, key: str) -> Message:
        """The message of a key (empty: the rule's message), in both languages and still to be filled in."""
        if not key:
            return cls.message
        return cls.messages[key] if key in cls.messages else _SHARED[key]

    @classmethod
    def say(cls, key: str, values: Mapping[str, Value], language: Language) -> str:
        """The sentence of a key in a language."""
        sentence = cls.sentence(key).format(language, values, cls.messages)
        if AGAIN in values:
            sentence += _IN_COPIES.format(language, values, {})
        return sentence


class Rule(BaseRule[O]):
    """A rule that reads one document at a time."""

    @abstractmethod
    def check(self, document: Document) -> Diagnostics:
        """Yield a diagnostic for each fault; keep nothing from one document to the next."""


class CorpusRule(BaseRule[O]):
    """A rule that compares documents: it sees one summary each, never a text."""

    def measures(self, document: Document) -> Mapping[str, float]:
        """What the rule has to know of each document and no summary holds: numbers by a name of their own.

        They stand in the ``measures`` of the summary. Called with the default options of the rule and without regard
        to whether it is selected: numbers are the same however a run was called.
        """
        return {}

    @abstractmethod
    def check(self, corpus: Corpus) -> Iterable[tuple[str, Diagnostic]]:
        """Yield the path of a document and a diagnostic in it for each fault."""
