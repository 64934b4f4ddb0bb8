"""Is what a repeated section repeats said once?"""

import re
from itertools import pairwise

import pytest

from koetsu import Document, Message, Options, Rule, Source, Span
from koetsu.engine.lint import lint
from koetsu.rule import AGAIN

WORDS = Message(ja="言葉", en="words")

SECTION = """## 手入れ

道具は毎日ふきます。錆の出た刃は砥石で研ぎます。

油は薄く塗ります。余った油は布で取り。

棚に戻す前に、数を確かめます。
"""


class Section(Rule[Options]):
    """Reports each later occurrence of SECTION, as far as it goes, as the copy of the first."""

    code = "DUP001"
    severity = "error"
    message = WORDS
    messages = {"first": WORDS}

    def check(self, document):
        text = document.source.text
        starts = [found.start() for found in re.finditer(r"(?m)^(?:##|<h2>) ?手入れ(?:</h2>)?$", text)]
        ends = [text.index("確かめます", start) + 6 for start in starts]
        spans = [Span(*place) for place in zip(starts, ends, strict=True)]
        for span in spans[1:]:
            yield self.report(span, related=[self.note(spans[0], "first")])


class Finder(Rule[Options]):
    severity = "warning"
    message = WORDS
    pattern = re.compile("取り")

    def check(self, document):
        for span in document.prose.find(self.pattern):
            yield self.report(span)


class CutOff(Finder):
    code = "TR001"


class EndMark(Finder):
    code = "RS001"


class Bracket(Finder):
    code = "NT005"


class SameHeading(Rule[Options]):
    code = "HD003"
    severity = "warning"
    message = WORDS
    messages = {"first": WORDS}

    def check(self, document):
        first = document.headings[0]
        for heading in document.headings[1:]:
            if heading.text == first.text:
                yield self.report(heading, related=[self.note(first, "first")])


def found(text: str, *rules: Rule) -> list:
    return lint(Document(Source("a.md", text)), rules)


def of(code: str, diagnostics: list) -> list:
    return [diagnostic for diagnostic in diagnostics if diagnostic.rule == code]


def test_finding_in_later_copies_is_told_at_the_first():
    text = f"{SECTION}\n{SECTION}\n{SECTION}"
    places = [Span(match.start(), match.end()) for match in re.finditer("取り", text)]

    (kept,) = of("TR001", found(text, Section(), CutOff()))

    assert kept.span == places[0]
    assert [related.span for related in kept.related] == places[1:]
    assert kept.values[AGAIN] == 2
    assert CutOff.say(kept.message, kept.values, "ja") == "言葉（写しの中にあと2か所）"
    assert CutOff.say(kept.related[0].message, kept.related[0].values, "en") == "Here again, in a copy (1 of 2)."


def test_repeated_sections_themselves_are_not_folded():
    assert len(of("DUP001", found(f"{SECTION}\n{SECTION}\n{SECTION}", Section()))) == 2


def test_nothing_is_folded_without_the_rule_of_repeated_sections():
    assert len(found(f"{SECTION}\n{SECTION}", CutOff())) == 2


def test_finding_that_the_first_copy_lacks_is_kept():
    broken = SECTION.replace("数を確かめます", "数を取り、確かめます")

    assert len(of("TR001", found(f"{SECTION}\n{broken}", Section(), CutOff()))) == 2


def test_finding_outside_the_copies_is_kept():
    text = f"布を取り。\n\n{SECTION}\n布を取り。\n\n{SECTION}\n布を取り。\n"

    assert len(of("TR001", found(text, Section(), CutOff()))) == 4


@pytest.mark.parametrize("rule", [EndMark(), Bracket()], ids=["RS", "NT"])
def test_what_was_left_over_or_damaged_is_named_at_every_place(rule):
    assert len(of(rule.code, found(f"{SECTION}\n{SECTION}", Section(), rule))) == 2


def test_duplicate_heading_of_a_copy_is_dropped():
    assert of("HD003", found(f"{SECTION}\n{SECTION}\n{SECTION}", Section(), SameHeading())) == []


def test_duplicate_heading_elsewhere_is_kept():
    assert len(of("HD003", found(f"{SECTION}\n{SECTION}\n## 手入れ、ほか\n", Section(), SameHeading()))) == 0
    assert len(of("HD003", found(f"## 序\n\n{SECTION}\n{SECTION}\n## 序\n", Section(), SameHeading()))) == 1


def test_equal_places_of_one_block_are_matched_in_their_order():
    twice = SECTION.replace("余った油は布で取り。", "油を取り、布を取り。")
    text = f"{twice}\n{twice}"
    places = [match.start() for match in re.finditer("取り", text)]

    kept = of("TR001", found(text, Section(), CutOff()))

    assert [diagnostic.span.start for diagnostic in kept] == places[:2]
    assert [[related.span.start for related in diagnostic.related] for diagnostic in kept] == [[places[2]], [places[3]]]


def test_copy_in_other_markup_corresponds_all_the_same():
    other = SECTION.replace("## 手入れ", "<h2>手入れ</h2>").replace("油は薄く", "**油**は\n薄く")

    assert len(of("TR001", found(f"{SECTION}\n{other}", Section(), CutOff()))) == 1


def test_copy_that_is_cut_into_other_blocks_corresponds_all_the_same():
    other = SECTION.replace("塗ります。余った油は布で取り。\n\n", "塗ります。余った油は布で取り。\n")

    assert len(of("TR001", found(f"{SECTION}\n{other}", Section(), CutOff()))) == 1


def test_copy_of_a_copy_is_told_at_the_first():
    class Chain(Section):
        """Names the copy before as the first one."""

        def check(self, document):
            spans = [heading.span.cover(heading.section.blocks[-1].span) for heading in document.headings]
            for before, later in pairwise(spans):
                yield self.report(later, related=[self.note(before, "first")])

    (kept,) = of("TR001", found(f"{SECTION}\n{SECTION}\n{SECTION}", Chain(), CutOff()))

    assert kept.values[AGAIN] == 2


def test_fingerprint_does_not_change_when_a_copy_arrives():
    (alone,) = found(SECTION, CutOff())
    (kept,) = of("TR001", found(f"{SECTION}\n{SECTION}", Section(), CutOff()))

    assert alone.fingerprint == kept.fingerprint


def test_finding_about_the_file_is_never_folded():
    class Whole(Rule[Options]):
        code = "DUP005"
        severity = "error"
        message = WORDS

        def check(self, document):
            for span in document.prose.find(re.compile("取り")):
                yield self.report(span, scope="file")

    assert len(of("DUP005", found(f"{SECTION}\n{SECTION}", Section(), Whole()))) == 2


class Flattened(Rule[Options]):
    """Reports the first line that holds a bar, as a flattened copy."""

    code = "DUP007"
    severity = "error"
    message = WORDS

    def check(self, document):
        start = document.source.text.index("|")
        yield self.report(document.source.line_span(document.source.line_of(start)))


class Again(Rule[Options]):
    """Reports each stretch between bars as a repeat of the first line."""

    code = "DUP002"
    severity = "warning"
    message = WORDS
    messages = {"first": WORDS}

    def check(self, document):
        first = document.source.line_span(0)
        for found in re.finditer(r"\|[^|\n]+\|", document.source.text):
            yield self.report(Span(*found.span()), related=[self.note(first, "first")])


@pytest.mark.parametrize(
    ("line", "kept"),
    [("|前の文。|その次の文が長く長く続きます。", []), ("|前の文がとても長く長く続きます。|次。", ["DUP002"])],
)
def test_pieces_of_a_flattened_copy_are_dropped_and_most_of_it_is_kept(line, kept):
    document = Document(Source("article.md", f"最初の行です。\n\n{line}\n"))

    assert [found.rule for found in lint(document, [Flattened(), Again()]) if found.rule == "DUP002"] == kept
