"""Does the audit show exactly the copies, the boilerplate, the titles and the reading times that a site has?"""

from corpora import about, summary
from koetsu.diagnostic import Diagnostic
from koetsu.engine.audit.counting import Counting
from koetsu.engine.audit.model import ReadingTimeData
from koetsu.engine.audit.site import USUAL, Standards, boilerplate, site_of
from koetsu.engine.report import FileReport, Report
from koetsu.engine.settings import Settings
from koetsu.text.copies import Measure
from koetsu.text.corpus import Corpus, Fact, pack_facts
from koetsu.text.source import Source, Span

NOTICE = "この記事は編集部が取材をもとにまとめたもので、内容は掲載した時点のものです。"


def site(articles: dict[str, list[str]], **fields: dict[str, object]) -> tuple[Report, Corpus]:
    """A site whose texts the report can read."""
    sources = {path: Source(path, "\n".join(texts)) for path, texts in articles.items()}
    files = [FileReport(path, "", [], {}) for path in articles]
    summaries = [summary(path, texts, **fields.get(path, {})) for path, texts in articles.items()]
    return Report(files, {}, sources=sources), Corpus(summaries)


def many(count: int) -> dict[str, list[str]]:
    """Articles about a subject each, with a notice under all of them."""
    return {f"{number:02}.md": [*about(f"主題{number}番", 2), NOTICE] for number in range(count)}


def test_copies_are_clusters_with_their_lines() -> None:
    text = about("庭", 12)
    articles = {
        "a.md": text,
        "b.md": ["書き出しだけを変えて、もう一度公開しました。", *text[:10]],
        "c.md": about("海", 12),
    }

    found = site_of(*site(articles, **{"a.md": {"date": "2024-05-02", "title": "庭"}, "b.md": {"date": "2024-05-03"}}))

    [cluster] = found.clusters
    assert (cluster.canonical, cluster.title, cluster.date) == ("a.md", "庭", "2024-05-02")
    [member] = cluster.members
    assert (member.path, member.original, member.date) == ("b.md", "a.md", "2024-05-03")
    assert 0.5 < member.share <= 1
    [shared] = member.ranges
    assert (shared.own.line, shared.own.end_line) == (2, 11)
    assert (shared.canonical.line, shared.canonical.end_line) == (1, 10)
    assert (found.cluster_count, found.copies) == (1, 1)


def test_boilerplate_is_one_row_with_its_text_and_first_places() -> None:
    found = site_of(*site(many(25)))

    [row] = found.boilerplate
    assert (row.text, row.articles) == (NOTICE, 25)
    assert [(place.path, place.line) for place in row.places] == [(f"{number:02}.md", 3) for number in range(4)]
    assert found.boilerplate_sentences == 1
    assert found.clusters == []


def test_titles_that_compete_are_one_group_the_oldest_first() -> None:
    title = "ベランダの庭で野菜を育てる方法を解説"
    articles = {name: about(name, 12) for name in ("a.md", "b.md", "c.md")}
    fields = {
        "a.md": {"title": title, "date": "2024-06-01"},
        "b.md": {"title": f"{title}！", "date": "2024-05-01"},
        "c.md": {"title": "冬の海で釣りをする前に揃えたい道具の話"},
    }

    found = site_of(*site(articles, **fields))

    assert [[one.path for one in group.articles] for group in found.titles] == [["b.md", "a.md"]]


def test_reading_times_count_articles_by_whole_minutes() -> None:
    times = [(20.0, 7.2), (20.0, 7.9), (8.0, 7.0)]
    articles = {f"{number}.md": about(f"主題{number}", 2) for number in range(4)}
    fields = {
        f"{number}.md": {"measures": {"stated-minutes": stated, "measured-minutes": measured}}
        for number, (stated, measured) in enumerate(times)
    }

    found = site_of(*site(articles, **fields))

    assert found.reading_times == [ReadingTimeData(8, 7, 1), ReadingTimeData(20, 7, 2)]


def test_census_lists_keys_and_the_headers_that_are_unlike_the_others() -> None:
    articles = {f"{number:02}.md": about(f"主題{number}", 2) for number in range(99)}
    dated = [Fact("date", "date", "2024-05-01", 10), Fact("tags", "array", "", 1), Fact("tags[]", "string", "庭", 1)]
    fields = {path: {"facts": pack_facts(dated)} for path in articles}
    fields["07.md"] = {"facts": pack_facts([Fact("date", "string", "五月", 2), *dated[1:]])}

    found = site_of(*site(articles, **fields))

    date, *_, items = found.census
    assert (date.key, date.articles, date.kinds, date.distinct) == ("date", 99, {"date": 98, "string": 1}, 2)
    assert [(one.path, one.line, one.kind, one.value) for one in date.outliers] == [("07.md", 1, "string", "五月")]
    assert date.outlier_count == 1
    assert (items.key, [(value.value, value.articles) for value in items.values]) == ("tags[]", [("庭", 99)])


def test_what_the_settings_leave_out_is_not_shown() -> None:
    settings = Settings(select=("DUP102",), options={"DUP102": {"articles": 30}})

    standards = Standards.of(settings)

    assert standards == Standards(copies=None, boilerplate=30, similarity=None)
    found = site_of(*site(many(25)), standards)
    assert (found.boilerplate, found.clusters, found.titles) == ([], [], [])


def test_options_of_the_rules_hold_for_the_audit() -> None:
    settings = Settings(select=("DUP101", "DUP102", "DUP103"), options={"DUP101": {"containment": 0.9}})

    assert Standards.of(settings) == USUAL._replace(copies=Measure(containment=0.9))


def finding(start: int, end: int, rule: str = "TR001", **fields: object) -> Diagnostic:
    return Diagnostic(rule, Span(start, end), "error", **fields)


def test_finding_on_boilerplate_counts_in_the_first_article_alone() -> None:
    _, corpus = site(many(25))
    counting = Counting(boilerplate(corpus, USUAL))
    counted = {}
    for one in corpus:
        notice = one.sentences.starts[2]
        counted[one.path] = counting.counts(one, [finding(notice + 3, notice + 9), finding(0, 4)])

    assert counted.pop("00.md") == [True, True]
    assert all(counts == [False, True] for counts in counted.values())


def test_other_rule_on_the_same_boilerplate_counts_on_its_own() -> None:
    _, corpus = site(many(25))
    counting = Counting(boilerplate(corpus, USUAL))
    first, second, *_ = corpus
    at = first.sentences.starts[2]
    counting.counts(first, [finding(at, at + 4)])
    at = second.sentences.starts[2]

    found = [finding(at, at + 4, "NT003"), finding(at, at + 4), finding(at, at + 4, scope="file")]
    assert counting.counts(second, found) == [True, False, True]


def test_finding_that_reaches_out_of_boilerplate_counts() -> None:
    _, corpus = site(many(25))
    counting = Counting(boilerplate(corpus, USUAL))
    for one in corpus:
        notice = one.sentences.starts[2]
        assert counting.counts(one, [finding(notice - 5, notice + 4)]) == [True]
