"""Does a rule report what its examples say?

For authors of rules, here and in other packages. A test of a package of rules is::

    @pytest.mark.parametrize("example", examples_of("my_rules", cases=Path("tests/rules")), ids=str)
    def test_example_is_reported_as_marked(example):
        check_example(example)

    @pytest.mark.parametrize("rule", rules_in("my_rules"), ids=str)
    def test_rule_keeps_the_conventions(rule):
        check_conventions(rule)
"""

from __future__ import annotations

import difflib
import tomllib
from collections.abc import Iterable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Any, Literal, get_args

import msgspec

from koetsu.diagnostic import Diagnostic
from koetsu.engine.check import Checker, compiled_schema, configured_rules
from koetsu.engine.faults import RuleCrashed
from koetsu.engine.option_help import options_of
from koetsu.engine.registry import Registry, family_name, load_registry, rules_in
from koetsu.engine.settings import Settings
from koetsu.engine.upkeep import UpkeepRule, can_be_set
from koetsu.fix import apply_edits
from koetsu.message import Language
from koetsu.page import Example, page_of, parse_cases
from koetsu.rule import BaseRule, CorpusRule, Rule
from koetsu.text.corpus import Corpus, Summary
from koetsu.text.document import Document
from koetsu.text.source import Source, Span
from koetsu.text.summary import summarise

__all__ = ["RuleExample", "check_conventions", "check_example", "examples_of", "mark", "rules_in", "unmark"]

PLACEHOLDER = "（ここに例を書く）"
"""Stands in what ``make rule`` writes; an example that still holds it is none."""

LIMITS: dict[Language, str] = {"ja": "わからないこと", "en": "cannot know"}
"""What the last section of a page is called, in which a rule says what it does not see."""

_OPEN, _CLOSE = "⟦", "⟧"
_NEWLINES = {"lf": "\n", "crlf": "\r\n", "cr": "\r"}


class DocumentOptions(msgspec.Struct, frozen=True, forbid_unknown_fields=True, rename="kebab"):
    """What applies to the text of an example: the table ``[document]`` before it."""

    path: str = "example.md"
    """What the file is called."""
    renderer: Literal["commonmark", "kramdown"] = "commonmark"
    schema: dict[str, Any] | bool | None = None
    """The JSON Schema that applies to its header."""
    newline: Literal["lf", "crlf", "cr"] = "lf"
    bom: bool = False
    """Whether the file begins with a byte-order mark."""
    final_newline: bool = True
    """Whether the last line ends."""


class RuleExample(msgspec.Struct, frozen=True):
    """An example of a rule, with where it stands."""

    rule: type[BaseRule[Any]]
    example: Example
    place: str
    """``page`` or ``cases``."""

    def __str__(self) -> str:
        title = self.example.title or self.example.expectation
        return f"{self.rule.code} {self.rule.name} {self.place}:{self.example.line} {title}"


def examples_of(package: str, cases: Path | None = None) -> list[RuleExample]:
    """The examples on the pages of all rules of a package, and those in a folder of cases, ``<family>/<slug>.md``."""
    found = []
    for rule in rules_in(package):
        with suppress(FileNotFoundError):  # check_conventions asks for the page
            found += [RuleExample(rule, example, "page") for example in page_of(rule).examples]
        file = cases / family_name(rule) / f"{slug_of(rule)}.md" if cases is not None else None
        if file is not None and file.exists():
            text = file.read_text(encoding="utf-8")
            found += [RuleExample(rule, example, "cases") for example in parse_cases(text, str(file))]
    return found


def slug_of(rule: type[BaseRule[Any]]) -> str:
    """``repeated_sentence``: what the module, the page and the cases of a rule are called."""
    return rule.name.replace("-", "_")


def check_example(case: RuleExample) -> None:
    """Raise AssertionError unless exactly what is marked is reported, can be said, and is mended as the page says."""
    assert PLACEHOLDER not in case.example.text, "this example still is the template's: write a real one"
    options = tomllib.loads(case.example.options)
    about_document = msgspec.convert(options.pop("document", {}), DocumentOptions)
    if issubclass(case.rule, CorpusRule):
        check_comparison(case, case.rule, options, about_document)
        return
    text, expected = unmark(_as_file(case.example.text, about_document))
    _check_marks(case, expected)
    source = Source(about_document.path, "\ufeff" + text if about_document.bom else text)
    reported = _reported(case.rule, source, options, about_document)
    sentences = [sentence for diagnostic in reported for sentence in _sentences(case.rule, diagnostic)]
    got = mark(source.text, [diagnostic.span for diagnostic in reported])
    assert got == mark(source.text, expected), _difference(case, mark(source.text, expected), got, sentences)
    if case.example.fixed is not None:
        fixed = _as_file(case.example.fixed, about_document)
        mended = apply_edits(source.text, _edits(reported))
        assert mended == fixed, _difference(case, fixed, mended, sentences)


def check_comparison(
    case: RuleExample, rule: type[CorpusRule[Any]], options: dict[str, Any], about_document: DocumentOptions
) -> None:
    """As ``check_example``, where the rule compares the documents of the example."""
    marked = case.example.documents(about_document.path)
    unmarked = {path: unmark(_as_file(text, about_document)) for path, text in marked.items()}
    _check_marks(case, [span for _, expected in unmarked.values() for span in expected])
    sources = {path: Source(path, "\ufeff" * about_document.bom + text) for path, (text, _) in unmarked.items()}
    compared = rule(msgspec.convert(options, rule.options_type))
    corpus = Corpus(_summary(rule, source, about_document) for source in sources.values())
    reported: dict[str, list[Diagnostic]] = {path: [] for path in sources}
    for path, diagnostic in compared.check(corpus):
        reported[path].append(diagnostic)
    sentences = [sentence for found in reported.values() for each in found for sentence in _sentences(rule, each)]
    for path, source in sources.items():
        wanted = mark(source.text, unmarked[path][1])
        got = mark(source.text, [diagnostic.span for diagnostic in reported[path]])
        assert got == wanted, f"{path}: {_difference(case, wanted, got, sentences)}"
        for related in (related for diagnostic in reported[path] for related in diagnostic.related):
            assert related.span.end <= len(sources[related.path or path]), f"{path}: a place in no document: {related}"


def _summary(rule: type[CorpusRule[Any]], source: Source, about_document: DocumentOptions) -> Summary:
    schema = compiled_schema(about_document.schema)
    document = Document(source, renderer=about_document.renderer, schema=schema)
    return summarise(document, rule().measures(document))


def _check_marks(case: RuleExample, expected: Sequence[Span]) -> None:
    if case.example.expectation == "bad":
        assert expected, f"{case}: a bad example encloses in {_OPEN} {_CLOSE} what must be reported"
    else:
        assert not expected, f"{case}: a good example has no marks"


def unmark(text: str) -> tuple[str, list[Span]]:
    """A text without its marks, and the spans that they enclosed.

    Raises ValueError for a mark without its partner.
    """
    kept: list[str] = []
    spans: list[Span] = []
    opened: list[int] = []
    for character in text:
        if character == _OPEN:
            opened.append(len(kept))
        elif character == _CLOSE:
            if not opened:
                raise ValueError(f"{_CLOSE} without {_OPEN}")
            spans.append(Span(opened.pop(), len(kept)))
        else:
            kept.append(character)
    if opened:
        raise ValueError(f"{_OPEN} without {_CLOSE}")
    return "".join(kept), sorted(spans)


def mark(text: str, spans: Iterable[Span]) -> str:
    """A text with marks around spans."""
    spans = sorted(spans)
    closings = [(span.end, 0, _CLOSE) for span in spans if span.start < span.end]
    empty = [(span.start, 1, _OPEN + _CLOSE) for span in spans if span.start == span.end]
    openings = [(span.start, 2, _OPEN) for span in spans if span.start < span.end]
    parts = []
    done = 0
    for offset, _, sign in sorted([*closings, *empty, *openings]):
        parts += [text[done:offset], sign]
        done = offset
    return "".join([*parts, text[done:]])


def check_conventions(rule: type[BaseRule[Any]]) -> None:
    """Raise AssertionError unless a rule is named, documented and worded as all rules are."""
    assert rule.__module__.split(".")[-1] == slug_of(rule), f"{rule.__name__} stands in {slug_of(rule)}.py"
    assert rule.__doc__, f"{rule.__name__} has a docstring that names the fault in one line"
    check_messages(rule)
    check_options(rule)
    check_page(rule)
    examples = page_of(rule).examples
    for expectation in ("bad", "good"):
        found = any(example.expectation == expectation for example in examples)
        assert found, f"the page of {rule.name} has no {expectation} example"


def check_messages(rule: type[BaseRule[Any]]) -> None:
    """Raise AssertionError unless both languages of all messages ask for the same values."""
    for key, message in {"": rule.message, **rule.messages}.items():
        for language in get_args(Language):
            assert getattr(message, language).strip(), f"{rule.name}: message {key or 'of the rule'} lacks {language}"
        try:
            _ = message.fields
        except ValueError as error:
            raise AssertionError(f"{rule.name}: message {key or 'of the rule'}: {error}") from None
    assert PLACEHOLDER not in rule.message.ja, f"{rule.name}: the message still is the template's"


def check_options(rule: type[BaseRule[Any]]) -> None:
    """Raise AssertionError unless every option is documented in both languages."""
    for option in options_of(rule):
        for language in get_args(Language):
            documented = option.text.get(language)
            assert documented, (
                f"{rule.name}: the option {option.name} lacks {language} in the string below it"
                " (first line Japanese, then English)"
            )


def check_page(rule: type[BaseRule[Any]]) -> None:
    """Raise AssertionError unless the page has a title and a text in both languages, each ending with its limits."""
    page = page_of(rule)
    for language in get_args(Language):
        assert page.title.get(language), f"the page of {rule.name} has no “# {language}: title”"
    for language in get_args(Language):
        text = page.text[language]
        assert PLACEHOLDER not in text, f"the page of {rule.name} still is the template's"
        sections = [line for line in text.split("\n") if line.startswith("## ")]
        assert sections, f"the page of {rule.name} has no section in {language}"
        assert LIMITS[language] in sections[-1], (
            f"the last {language} section of the page of {rule.name} says what the rule cannot know:"
            f" “{LIMITS[language]}” stands in its heading"
        )


def _as_file(text: str, options: DocumentOptions) -> str:
    if not options.final_newline:
        text = text.removesuffix("\n")
    return text.replace("\n", _NEWLINES[options.newline])


def _reported(
    rule: type[BaseRule[Any]], source: Source, options: dict[str, Any], about_document: DocumentOptions
) -> list[Diagnostic]:
    """What a rule reports in a text in which no other is asked; one about what holds findings back needs the others."""
    registry = load_registry() if issubclass(rule, UpkeepRule) else Registry([rule], {})
    asked = {code: known for code, known in registry.rules.items() if can_be_set(known)}
    settings = Settings(
        tuple(asked), options={rule.code: options}, renderer=about_document.renderer, schema=about_document.schema
    )
    found = Checker(registry).check(source, settings).diagnostics
    crashes = [RuleCrashed.say("", said.values, "en") for said in found if said.rule == RuleCrashed.code]
    if crashes:
        document = Document(source, renderer=settings.renderer, schema=compiled_schema(settings.schema))
        for configured in configured_rules(registry, settings):
            if isinstance(configured, Rule):
                list(configured.check(document))  # once more, so that its author sees the exception itself
        raise AssertionError(crashes)
    return [diagnostic for diagnostic in found if diagnostic.rule == rule.code]


def _sentences(rule: type[BaseRule[Any]], diagnostic: Diagnostic) -> list[str]:
    """Everything that a diagnostic says, in both languages; raises where a value is missing."""
    said = [(diagnostic.message, diagnostic.values)]
    said += [(related.message, related.values) for related in diagnostic.related]
    said += [(fix.title, fix.values) for fix in diagnostic.fixes]
    return [rule.say(key, values, language) for key, values in said for language in get_args(Language)]


def _edits(diagnostics: Iterable[Diagnostic]) -> list[Any]:
    """The edits of the first fix of each diagnostic."""
    return [edit for diagnostic in diagnostics for fix in diagnostic.fixes[:1] for edit in fix.edits]


def _difference(case: RuleExample, expected: str, got: str, sentences: Sequence[str]) -> str:
    lines = difflib.unified_diff(
        [f"{line!r}"[1:-1] for line in expected.split("\n")],
        [f"{line!r}"[1:-1] for line in got.split("\n")],
        "expected",
        "reported",
        lineterm="",
        n=2,
    )
    return "\n".join([str(case), *lines, "", *(sentences or ["nothing was reported"])])
