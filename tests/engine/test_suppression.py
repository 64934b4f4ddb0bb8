"""What directives in an article hide, and what they leave."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from koetsu import Diagnostics, Document, Message, Options, Rule, Source, Span
from koetsu.engine.check import Checked, Checker
from koetsu.engine.registry import Registry
from koetsu.engine.settings import Settings
from koetsu.engine.upkeep import can_be_set


class _Animal(Rule[Options]):
    severity = "error"
    message = Message(ja="動物です。", en="An animal.")
    letter = ""

    def check(self, document: Document) -> Diagnostics:
        hidden = [comment.span for comment in document.comments]
        for found in re.finditer(self.letter, document.source.text):
            if not any(span.contains(Span(*found.span())) for span in hidden):
                yield self.report(Span(*found.span()))


class StrayCat(_Animal):
    """A cat."""

    code = "AN001"
    letter = "猫"


class StrayDog(_Animal):
    """A dog."""

    code = "AN002"
    letter = "犬"


class EmptyHouse(Rule[Options]):
    """A file without a house: said of the file as a whole."""

    code = "HS001"
    severity = "info"
    message = Message(ja="家がありません。", en="No house.")

    def check(self, document: Document) -> Diagnostics:
        if "家" not in document.source.text:
            yield self.report(document.first_line, scope="file")


class CrashedBird(Rule[Options]):
    """A rule that never gets to say anything."""

    code = "BD001"
    severity = "error"
    message = Message(ja="鳥です。", en="A bird.")

    def check(self, document: Document) -> Diagnostics:
        yield self.report(Span(0, 1 // len(document.source.path[:0])))


ANIMALS = Registry([StrayCat, StrayDog, EmptyHouse], {})
ALL = tuple(code for code, rule in ANIMALS.rules.items() if can_be_set(rule))


def check(text: str, path: str = "家.md", select: tuple[str, ...] = ALL, **options: dict) -> Checked:
    return Checker(ANIMALS).check(Source(path, text), Settings(select, options=options))


def seen(text: str, path: str = "家.md", select: tuple[str, ...] = ("AN001", "AN002", "EN003", "EN004")) -> list[str]:
    """Every finding as rule and text."""
    source = Source(path, text)
    return [f"{found.rule} {source[found.span]}" for found in check(text, path, select).diagnostics]


@pytest.mark.parametrize(
    "text",
    [
        "<!-- koetsu-disable-next-line AN001 -->\n猫\n",
        "<!-- koetsu-disable-next-line AN001 -->\n\n\n猫\n",
        "<!-- koetsu-disable-next-line AN001 -->\n<!-- 別のコメント -->\n\n猫\n",
        "<!-- koetsu-disable-next-line\nAN001 -->\n\n猫\n",
        "文です。 <!-- koetsu-disable-next-line AN001 -->\n猫\n",
        "- <!-- koetsu-disable-next-line AN001 -->\n  猫\n",
        "- 項目\n\n  <!-- koetsu-disable-next-line AN001 -->\n\n  猫\n",
        "> <!-- koetsu-disable-next-line AN001 -->\n>\n> 猫\n",
        "<!-- koetsu-disable-next-line AN001 -->\n\n# 猫\n",
        "<!-- koetsu-disable-next-line AN001 -->\n\n| 猫 | 値 |\n|---|---|\n",
        "<!-- koetsu-disable-next-line AN001 -->\n\n```猫\n```\n",
        "猫<!-- koetsu-disable-line AN001 -->\n",
        "<!-- koetsu-disable-line AN001 -->猫\n",
        "文です。\n猫です。 <!-- koetsu-disable-line AN001 -->\n文です。\n",
        "- 猫 <!-- koetsu-disable-line AN001 -->\n",
        "> 猫 <!-- koetsu-disable-line AN001 -->\n",
        "# 猫 <!-- koetsu-disable-line AN001 -->\n",
        "| 猫 <!-- koetsu-disable-line AN001 --> | 値 |\n|---|---|\n",
        "| 色 | 値 |\n|---|---|\n| 猫 | <!-- koetsu-disable-line AN001 --> |\n",
        "文 <!-- koetsu-disable-line\nAN001 --> 猫\n",
        "<!-- koetsu-disable AN001 -->\n\n文です。\n\n猫\n",
        "<!-- koetsu-disable AN001 -->\n猫\n<!-- koetsu-enable AN001 -->\n",
        "文です。<!-- koetsu-disable AN001 -->猫<!-- koetsu-enable -->です。\n",
        "猫\n\n<!-- koetsu-disable-file AN001 -->\n",
        "---\ntitle: 猫\n---\n<!-- koetsu-disable-file AN001 -->\n",
        "<!-- koetsu-disable-file AN001 -->\n---\ntitle: 猫\n---\n",
        "---\ntitle: 猫\nkoetsu: {disable: [AN001]}\n---\n",
        "---\ntitle: 猫\nkoetsu:\n  disable: AN001\n---\n",
        "---\ntitle: 猫\nkoetsu:\n  disable: [stray-cat]\n---\n",
        '{"title": "猫", "koetsu": {"disable": "AN001"}}\n',
        "---\ntitle: 題\n---\n<!-- koetsu-disable-next-line AN001 -->\n猫\n",
    ],
)
@pytest.mark.parametrize("newline", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_directive_hides_what_it_is_written_for(text, newline, mark):
    assert "AN001 猫" in seen(text.replace("koetsu", "x").replace("\n", newline))
    assert seen(mark + text.replace("\n", newline)) == []


@pytest.mark.parametrize("newline", ["\n", "\r\n"])  # TOML does not know any other
def test_a_header_in_toml_hides_what_it_names(newline):
    text = '+++\ntitle = "猫"\n[koetsu]\ndisable = ["AN001"]\n+++\n'

    assert seen(text.replace("\n", newline)) == []


@pytest.mark.parametrize("names", ["AN001", "stray-cat", "AN", "ALL", "", "AN002,AN001", "AN002、 stray-cat"])
def test_rules_are_named_in_every_way(names):
    assert seen(f"猫と犬 <!-- koetsu-disable-line {names} -- なぜなら -->\n") in ([], ["AN002 犬"])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("猫\n\n<!-- koetsu-disable-next-line AN001 -->\n\n猫\n猫\n", [0, 5]),
        ("猫\n猫<!-- koetsu-disable-line AN001 -->\n猫\n", [0, 2]),
        ("猫\n\n<!-- koetsu-disable AN001 -->\n\n猫犬\n\n<!-- koetsu-enable AN001 -->\n\n猫\n", [0, 4, 8]),
        ("---\nt: 猫\n---\n<!-- koetsu-disable AN001 -->\n猫\n", [1]),
        ("<!-- koetsu-disable-next-line AN001 -->\n\n犬\n", [2]),
        ("猫 <!-- koetsu-disable AN001 --> 猫\n", [0]),
        # The rules of a range are ended one by one, or all together.
        ("<!-- koetsu-disable -->\n\n猫犬\n\n<!-- koetsu-enable AN001 -->\n\n猫犬\n", [6]),
        ("<!-- koetsu-disable AN -->\n\n猫犬\n\n<!-- koetsu-enable -->\n\n犬\n", [6]),
        ("<!-- koetsu-disable AN001 -->\n<!-- koetsu-disable AN002 -->\n犬\n<!-- koetsu-enable AN002 -->\n猫犬\n", [4]),
        # A range does not end what holds for the whole file.
        ("<!-- koetsu-disable-file AN002 -->\n<!-- koetsu-disable AN001 -->\n猫\n<!-- koetsu-enable -->\n猫犬\n", [4]),
    ],
)
def test_a_directive_hides_nothing_else(text, left):
    assert [line for _, line, _ in _findings(text)] == left


@pytest.mark.parametrize("start", ["", "<!-- 別のコメント -->\n\n", "---\ntitle: 題\n---\n\n"])
@pytest.mark.parametrize("order", ["disable-next-line", "disable", "disable-file"])
def test_a_finding_about_the_whole_file_counts_as_standing_on_its_first_line_of_text(start, order):
    text = f"{start}<!-- koetsu-{order} HS001 -->\n\n<!-- もう一つ -->\n\n文です。\n"

    assert check(text).diagnostics == []
    assert [held.diagnostic.rule for held in check(text).held] == ["HS001"]


def test_hidden_findings_are_held_with_their_reason_and_fingerprint():
    bare = check("犬\n猫\n家\n").diagnostics
    checked = check("犬\n猫 <!-- koetsu-disable-line AN001 -- 飼い猫\nなので -->\n家\n")

    assert [(held.diagnostic.rule, held.by, held.reason) for held in checked.held] == [
        ("AN001", "directive", "飼い猫 なので")
    ]
    assert {found.fingerprint for found in bare} == {
        *(found.fingerprint for found in checked.diagnostics),
        *(held.diagnostic.fingerprint for held in checked.held),
    }


def test_the_reason_nearest_to_a_finding_counts():
    text = (
        "---\nkoetsu: {disable: AN001, reason: 記事}\n---\n<!-- koetsu-disable AN001 -- 範囲 -->\n"
        "猫 <!-- koetsu-disable-line AN001 -- 行 -->\n猫 <!-- koetsu-disable-line AN001 -->\n家\n"
    )

    assert [held.reason for held in check(text).held] == ["行", "範囲"]


def test_mdx_directives_count_in_mdx():
    text = "{/* koetsu-disable-next-line AN001 -- 飼い猫 */}\n\n猫と{/* koetsu-disable-line AN002 */}犬\n"

    assert seen(text, "家.mdx") == []


@pytest.mark.parametrize(
    "text",
    ["`<!-- koetsu-disable-file AN001 -->`猫\n", "猫\n\n```html\n<!-- koetsu-disable-file AN001 -->\n```\n"],
)
def test_a_directive_that_code_shows_hides_nothing(text):
    assert seen(text) == ["AN001 猫"]


@pytest.mark.parametrize(
    "header", ["koetsu: {disable: [AN", "koetsu: [", "koetsu: *a", "koetsu: {<<: 1", "koetsu: !x y"]
)
def test_a_header_that_does_not_parse_hides_nothing(header):
    assert "AN001 猫" in seen(f"---\n{header}\n---\n猫\n")


def test_a_directive_is_judged_only_when_all_its_rules_ran():
    text = "".join(f"家 <!-- koetsu-disable-line{names} -->\n" for names in (" AN", " AN001", ""))

    assert [finding[:5] for finding in seen(text, select=ALL)] == ["EN004"] * 3
    assert seen(text, select=("AN001", "EN004")) == ["EN004 <!-- koetsu-disable-line AN001 -->"]
    assert seen(text, select=("AN002", "EN004")) == []
    assert seen(text, select=("AN001", "AN002", "HS001")) == []


def test_a_rule_that_crashed_did_not_run():
    registry = Registry([StrayCat, CrashedBird], {})
    source = Source("家.md", "文 <!-- koetsu-disable-line BD001 --> 文 <!-- koetsu-disable-line AN001 -->\n")
    found = Checker(registry).check(source, Settings(("AN001", "BD001", "EN003", "EN004"))).diagnostics

    assert [diagnostic.rule for diagnostic in found] == ["EN002", "EN004"]


def test_what_the_engine_reports_is_never_hidden():
    text = "<!-- koetsu-disable-file -- 全部 -->\n猫 <!-- koetsu-disable-line AN009 -->\n犬<!-- koetsu-enable -->\n"

    assert [finding[:5] for finding in seen(text)] == ["EN003", "EN004"]


def test_directives_keep_the_settings_of_their_rules():
    text = "文 <!-- koetsu-disable-line AN001 -->\n猫 <!-- koetsu-disable-line AN001 -->\n"
    graded = Checker(ANIMALS).check(
        Source("家.md", text), Settings(ALL, severity={"EN004": "error"}, options={"EN004": {"require-reason": True}})
    )

    assert graded.held == []
    assert [(found.rule, found.severity, found.message) for found in graded.diagnostics] == [
        ("HS001", "info", ""),
        ("EN004", "error", "no-reason"),
        ("AN001", "error", ""),
        ("EN004", "error", "no-reason"),
    ]


def test_reasons_are_not_required_where_the_rule_does_not_run():
    text = "猫 <!-- koetsu-disable-line AN001 -->\n"

    assert check(text, select=("AN001",), EN004={"require-reason": True}).diagnostics == []


def test_equal_directives_have_fingerprints_of_their_own():
    found = check("家 <!-- koetsu-disable-line AN001 -->\n家 <!-- koetsu-disable-line AN001 -->\n").diagnostics

    assert len({diagnostic.fingerprint for diagnostic in found}) == len(found) == 2


LINES = st.sampled_from(
    ["猫です。", "犬がいます。", "猫と犬、また猫。", "文だけです。", "**猫**", "[犬](a.md)", "🐈の猫"]
)
BLOCKS = st.one_of(
    st.lists(LINES, min_size=1, max_size=3).map("\n".join),
    LINES.map("# {}".format),
    st.lists(LINES, min_size=1, max_size=3).map(lambda lines: "\n".join(f"- {line}" for line in lines)),
    st.lists(LINES, min_size=1, max_size=2).map(lambda lines: "\n".join(f"> {line}" for line in lines)),
    LINES.map("| 項目 | 値 |\n|---|---|\n| {} | 犬 |".format),
)


@given(st.lists(BLOCKS, min_size=1, max_size=5), st.data(), st.sampled_from(["AN001", "AN002", "AN"]))
def test_a_directive_hides_exactly_the_findings_that_start_on_its_line(blocks, data, name):
    lines = "\n\n".join(blocks).split("\n")
    number = data.draw(st.sampled_from([number for number, line in enumerate(lines) if re.search(r"\w", line)]))
    starts_block = number == 0 or not lines[number - 1]
    inline = not starts_block or data.draw(st.booleans())
    directive = f"<!-- koetsu-disable-{'line' if inline else 'next-line'} {name} -->"
    before = _findings("\n".join(lines))
    if inline:
        row = lines[number]
        lines[number] = f"{row[:-2]} {directive} |" if row.startswith("|") else f"{row}{directive}"
    else:
        lines[number:number] = [directive, ""]

    hidden = [finding for finding in before if finding[1] == number and finding[0].startswith(name)]
    left = [finding for finding in before if finding not in hidden]
    moved = 0 if inline else 2
    assert _findings("\n".join(lines)) == [
        (rule, line + moved if line >= number else line, text) for rule, line, text in left
    ]
    assert len(check("\n".join(lines), select=("AN001", "AN002")).held) == len(hidden)


def _findings(text: str) -> list[tuple[str, int, str]]:
    source = Source("家.md", text)
    found = check(text, select=("AN001", "AN002")).diagnostics
    return [(one.rule, source.line_of(one.span.start), source[one.span]) for one in found]
