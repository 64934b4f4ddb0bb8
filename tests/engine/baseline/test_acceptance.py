"""Does a baseline hold back what was there before, and nothing else?"""

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from accepted_findings import Site, finding, new
from koetsu import Diagnostic, Span
from koetsu.engine.baseline.baseline import Baseline, Entry
from koetsu.engine.baseline.stale import stale_report
from koetsu.engine.config import Configuration
from koetsu.engine.faults import UnreadableFile, crashed
from koetsu.engine.registry import load_registry
from koetsu.engine.report import FileReport, Held

LONG = "この設定を有効にすると、再起動のあとで"
OTHER = "利用者の個人情報を残さず、誤りだけを"
SHORT = "---"
READING_TIME = finding("reading_time: 3", "RT001", scope="file")
MISSING = finding("date", "FM003", scope="file")


@pytest.fixture
def site(tmp_path) -> Site:
    return Site(tmp_path)


def held(files: list[FileReport]) -> dict[str, list[Diagnostic]]:
    return {file.path: [one.diagnostic for one in file.held] for file in files if file.held}


def test_accepted_findings_are_held_back_wherever_they_now_stand(site):
    site.has({"a.md": [LONG, SHORT], "b.md": [OTHER]})
    baseline = site.baseline()
    lower = [msgspec.structs.replace(one, span=Span(900, 903)) for one in site.articles["a.md"]]
    site.has({"a.md": lower, "b.md": [OTHER]})
    files = site.acceptance(baseline).hold(site.files())

    assert new(files) == {}
    assert held(files) == site.articles
    assert {one.by for file in files for one in file.held} == {"baseline"}


def test_a_finding_in_place_of_another_one_of_its_kind_is_new(site):
    site.has({"a.md": [LONG]})
    acceptance = site.acceptance(site.baseline())
    site.has({"a.md": [OTHER]})

    assert new(acceptance.hold(site.files())) == {"a.md": [finding(OTHER)]}
    assert [entry.fingerprint for entry in acceptance.stale(site.configuration)] == [finding(LONG).fingerprint]


def test_what_directives_hold_back_stays_with_them_in_the_order_of_the_text(site):
    site.has({"a.md": [LONG]})
    acceptance = site.acceptance(site.baseline())
    (file,) = site.files()
    later = Held(msgspec.structs.replace(finding(OTHER), span=Span(50, 60)), "directive", "引用")
    (file,) = acceptance.hold([msgspec.structs.replace(file, held=[later])])

    assert [one.by for one in file.held] == ["baseline", "directive"]


def test_an_accepted_finding_that_a_directive_hides_no_longer_needs_its_entry(site):
    site.has({"a.md": [LONG]})
    acceptance = site.acceptance(site.baseline())
    (file,) = site.files()
    acceptance.hold([msgspec.structs.replace(file, diagnostics=[], held=[Held(finding(LONG), "directive")])])

    assert len(acceptance.stale(site.configuration)) == 1


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("posts/a.md", "archive/b.md"),
        ("posts/a.md", "archive/a.md"),
        ("posts/a.md", "posts/a/index.md"),
        ("posts/a/index.md", "archive/a/index.mdx"),
    ],
)
@pytest.mark.parametrize("found", [[LONG, SHORT, READING_TIME], [LONG], [SHORT], [READING_TIME, MISSING]])
def test_an_article_that_is_moved_or_renamed_takes_its_entries_along(site, before, after, found):
    site.has({before: found, "c.md": [READING_TIME]})
    acceptance = site.acceptance(site.baseline())
    site.has({after: found, "c.md": [READING_TIME]})

    assert new(acceptance.hold(site.files())) == {}
    assert acceptance.stale(site.configuration, [site.folder]) == []
    assert {path for _, path in acceptance.moved()} == {after}


def test_an_article_that_is_renamed_and_edited_keeps_what_still_fits(site):
    site.has({"a.md": [LONG, SHORT, READING_TIME]})
    acceptance = site.acceptance(site.baseline())
    site.has({"b.md": [LONG, OTHER, READING_TIME]})

    assert new(acceptance.hold(site.files())) == {"b.md": [finding(OTHER)]}
    assert [entry.fingerprint for entry in acceptance.stale(site.configuration, [site.folder])] == [
        finding(SHORT).fingerprint
    ]


def test_a_copy_of_an_article_that_is_still_there_is_new(site):
    site.has({"a.md": [LONG, SHORT]})
    acceptance = site.acceptance(site.baseline())
    site.has({"a.md": [LONG, SHORT], "b.md": [LONG, SHORT]})

    assert new(acceptance.hold(site.files())) == {"b.md": site.articles["b.md"]}


def test_a_copy_of_an_article_that_the_run_does_not_look_at_is_new(site):
    site.has({"a.md": [LONG]})
    acceptance = site.acceptance(site.baseline())
    site.has({"a.md": [LONG], "b.md": [LONG]})

    assert new(acceptance.hold(site.files("b.md"))) == {"b.md": [finding(LONG)]}


def test_of_two_copies_of_a_moved_article_one_is_new(site):
    site.has({"a.md": [LONG]})
    acceptance = site.acceptance(site.baseline())
    site.has({"b.md": [LONG], "c.md": [LONG]})

    assert new(acceptance.hold(site.files())) == {"c.md": [finding(LONG)]}


@pytest.mark.parametrize("found", [READING_TIME, finding(SHORT)])
def test_a_new_article_does_not_inherit_what_any_article_may_have(site, found):
    site.has({"old.md": [LONG, found], "c.md": []})
    acceptance = site.acceptance(site.baseline())
    site.has({"new.md": [found], "c.md": [found]})

    assert new(acceptance.hold(site.files())) == {"new.md": [found], "c.md": [found]}
    assert len(acceptance.stale(site.configuration, [site.folder])) == 2


def test_a_whole_site_may_be_moved(site):
    site.has({f"posts/{number}.md": [f"{number}番目の{LONG}", READING_TIME, SHORT] for number in range(60)})
    acceptance = site.acceptance(site.baseline())
    site.has({f"content/n{59 - number}.md": site.articles[f"posts/{number}.md"] for number in range(60)})

    assert new(acceptance.hold(site.files())) == {}


def test_a_file_given_again_after_a_fix_keeps_what_it_took_over(site):
    site.has({"a.md": [LONG, OTHER]})
    acceptance = site.acceptance(site.baseline())
    site.has({"b.md": [LONG, OTHER], "c.md": [LONG]})
    acceptance.hold(site.files())
    site.has({"b.md": [OTHER], "c.md": [LONG]})

    assert new(acceptance.hold(site.files("b.md"))) == {}
    assert new(acceptance.hold(site.files("c.md"))) == {"c.md": [finding(LONG)]}
    assert [entry.finding for entry in acceptance.stale(site.configuration, [site.folder])] == [
        ("TR001", finding(LONG).fingerprint)
    ]


def test_runs_over_a_part_say_nothing_of_the_rest(site):
    site.has({"posts/a.md": [LONG], "posts/b.md": [LONG], "notes/c.md": [LONG]})
    acceptance = site.acceptance(site.baseline())
    site.has({"posts/a.md": [LONG]})
    acceptance.hold(site.files())

    assert acceptance.stale(site.configuration) == []
    assert [entry.path for entry in acceptance.stale(site.configuration, [site.folder / "posts"])] == ["posts/b.md"]


def test_an_article_that_the_run_did_not_check_is_not_stale_while_it_is_there(site):
    site.has({"a.md": [LONG], "excluded.md": [LONG]})
    acceptance = site.acceptance(site.baseline())
    acceptance.hold(site.files("a.md"))

    assert acceptance.stale(site.configuration, [site.folder]) == []


def test_rules_that_did_not_run_leave_no_stale_entries(site):
    site.has({"a.md": [LONG], "b.md": [LONG]})
    baseline = site.baseline()
    site.has({"a.md": []})
    without = Configuration.load(site.folder, registry=load_registry(), ignore=["TR001"])
    acceptance = site.acceptance(baseline)
    acceptance.hold(site.files())

    assert acceptance.stale(without, [site.folder]) == []
    assert len(acceptance.stale(site.configuration, [site.folder])) == 2


def test_a_rule_that_is_not_installed_leaves_stale_entries(site):
    site.has({"a.md": [], "b.md": []})
    acceptance = site.acceptance(Baseline(site.folder / "b.jsonl", [Entry("a.md", "QQ001", "f", "猫")]))
    acceptance.hold(site.files())
    report = stale_report(acceptance, site.configuration)

    assert report is not None
    assert [found.message for found in report.diagnostics] == ["unknown-rule"]


def test_what_could_not_be_checked_is_not_stale(site):
    site.has({"a.md": [LONG, finding(OTHER, "DUP002")], "b.md": [LONG]})
    acceptance = site.acceptance(site.baseline())
    unread = UnreadableFile().report(Span(0, 0), "permission", scope="file")
    site.has({"a.md": [crashed("TR001", "a.md", ValueError("x"))], "b.md": [unread]})
    files = acceptance.hold(site.files())

    assert new(files) == site.articles
    assert [entry.rule for entry in acceptance.stale(site.configuration, [site.folder])] == ["DUP002"]


def test_names_are_the_same_in_whatever_form_the_system_stores_them(site):
    composed, taken_apart = "記事/ガイド.md", "記事/カ\u3099イト\u3099.md"
    site.has({composed: [LONG]})
    acceptance = site.acceptance(site.baseline())
    site.has({taken_apart: [LONG]})

    assert new(acceptance.hold(site.files())) == {}


def test_a_link_to_the_site_leads_to_the_same_entries(site, tmp_path_factory):
    site.has({"a.md": [LONG]})
    acceptance = site.acceptance(site.baseline())
    link = tmp_path_factory.mktemp("elsewhere") / "link"
    link.symlink_to(site.folder)
    (file,) = site.files()

    assert new(acceptance.hold([msgspec.structs.replace(file, file=str(link / "a.md"))])) == {}


def test_standard_input_goes_by_its_name(site):
    site.has({"a.md": [LONG]})
    acceptance = site.acceptance(site.baseline())
    (file,) = site.files()

    assert new(acceptance.hold([msgspec.structs.replace(file, file="")])) == {}


def test_stale_entries_are_reported_on_their_lines(site):
    site.has({"a.md": [LONG, OTHER], "b.md": [SHORT]})
    baseline = site.baseline()
    baseline.write()
    baseline = Baseline.read(baseline.file)
    site.has({"a.md": [OTHER]})
    acceptance = site.acceptance(baseline)
    acceptance.hold(site.files())
    report = stale_report(acceptance, site.configuration, [site.folder])

    assert report is not None
    lines = [baseline.source[found.span] for found in report.diagnostics]
    assert [finding(LONG).fingerprint in lines[0], finding(SHORT).fingerprint in lines[1]] == [True, True]
    assert [(found.message, found.severity) for found in report.diagnostics] == [("", "warning"), ("gone", "warning")]
    assert len({found.fingerprint for found in report.diagnostics}) == 2
    assert all(line.count("\n") == 0 and line.startswith("{") for line in lines)


@pytest.mark.parametrize(
    ("arguments", "strict", "severities"),
    [
        ({}, False, ["warning"]),
        ({}, True, ["error"]),
        ({"severity": ["EN005=info"]}, False, ["info"]),
        ({"severity": ["EN005=info"]}, True, ["error"]),
        ({"ignore": ["EN005"]}, True, []),
    ],
)
def test_stale_entries_can_be_set_like_any_rule(site, arguments, strict, severities):
    site.has({"a.md": [LONG]})
    acceptance = site.acceptance(site.baseline())
    acceptance.baseline.write()
    site.has({"a.md": []})
    acceptance = site.acceptance(Baseline.read(acceptance.baseline.file))
    acceptance.hold(site.files())
    configuration = Configuration.load(site.folder, registry=load_registry(), **arguments)
    report = stale_report(acceptance, configuration, strict=strict)

    assert [found.severity for found in report.diagnostics] == severities if severities else report is None


FINDINGS = st.builds(
    finding,
    st.sampled_from([LONG, OTHER, SHORT, "い", '\u202e\n「」"\\']),
    st.sampled_from(["TR001", "DUP002", "RT001"]),
    scope=st.sampled_from(["text", "file"]),
    ordinal=st.integers(0, 2),
)
SITES = st.dictionaries(
    st.sampled_from(["a.md", "記事/b c.md", '記事/"d".md', "e/index.md"]),
    st.lists(FINDINGS, unique_by=lambda one: (one.rule, one.fingerprint)),
    min_size=1,
)


@pytest.fixture(scope="module")
def lasting_site(tmp_path_factory) -> Site:
    return Site(tmp_path_factory.mktemp("site"))


@given(SITES, st.data())
def test_exactly_what_comes_is_new_and_exactly_what_goes_is_stale(lasting_site, articles, data):
    site = lasting_site
    site.has(articles)
    baseline = site.baseline()
    baseline.write()
    read = Baseline.read(baseline.file)
    acceptance = site.acceptance(read)

    assert new(acceptance.hold(site.files())) == {}
    assert acceptance.stale(site.configuration, [site.folder]) == []

    everything = [(path, one) for path, found in articles.items() for one in found]
    gone = data.draw(st.lists(st.sampled_from(everything), unique_by=id)) if everything else []
    come = [(path, finding(f"{LONG}{number}")) for number, path in enumerate(articles)]
    left = {path: [one for one in found if (path, one) not in gone] for path, found in articles.items()}
    site.has({path: [*found, *(one for where, one in come if where == path)] for path, found in left.items()})
    acceptance = site.acceptance(read)

    assert new(acceptance.hold(site.files())) == {path: [one] for path, one in come}
    stale = {(entry.path, entry.finding) for entry in acceptance.stale(site.configuration, [site.folder])}
    assert stale == {(path, (one.rule, one.fingerprint)) for path, one in gone}
