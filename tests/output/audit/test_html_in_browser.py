"""Can a reader use the page of an audit?

In a real browser. Every test also fails on a message in the console, an error of the script, a dialog, or a request for
anything that is not the page or the files beside it.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect, sync_playwright

from invented_audit import HOSTILE, invented_audit
from koetsu.engine.audit.model import ArticleData, AuditData
from koetsu.engine.registry import family_letters
from koetsu.output.audit.html import write_html

ARTICLES = 130

Open = Callable[..., Page]


@pytest.fixture(scope="module")
def browser(chromium: str) -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def opened(browser: Browser) -> Iterator[Open]:
    """Opens a page, and says in the end what it should not have done."""
    complaints: list[str] = []
    contexts = []

    def open_page(file: Path, **context: object) -> Page:
        contexts.append(browser.new_context(**{"viewport": {"width": 1280, "height": 800}} | context))
        page = contexts[-1].new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda message: complaints.append(f"console: {message.text}"))
        page.on("pageerror", lambda error: complaints.append(f"error: {error}"))
        page.on("dialog", lambda dialog: (complaints.append(f"dialog: {dialog.message}"), dialog.dismiss()))
        beside = file.parent.as_uri()
        page.on(
            "request",
            lambda request: None if request.url.startswith((beside, "data:")) else complaints.append(request.url),
        )
        page.goto(file.as_uri())
        page.wait_for_selector("[data-ready]", state="attached")
        return page

    yield open_page
    for context in contexts:
        context.close()

    assert complaints == []


@pytest.fixture(scope="module")
def data() -> AuditData:
    return invented_audit(ARTICLES, compared=True)


@pytest.fixture(scope="module")
def report(data: AuditData, tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("audit") / "報告 1.html"
    write_html(data, file)
    return file


def _sum(article: ArticleData, severity: str) -> int:
    return sum(getattr(count, severity) for count in article.counts.values())


def _titles(page: Page) -> list[str]:
    return page.locator("#rows button[data-article]").all_inner_texts()


def _paths(page: Page) -> list[str]:
    return page.locator("#rows .under .path").all_inner_texts()


def _number(text: str) -> int:
    return int(re.sub(r"\D", "", text))


def _open_row(page: Page, number: int = 0) -> None:
    page.locator("#rows button[data-article]").nth(number).click()
    page.wait_for_selector("#rows .details:not([hidden]) .facts, #rows .details:not([hidden]) .findings")


def _cells(page: Page, table: str) -> list[list[str]]:
    script = "rows => rows.map(row => [...row.cells].map(cell => cell.textContent.trim()))"
    cells: list[list[str]] = page.locator(f"{table} tbody tr").evaluate_all(script)
    return cells


def test_first_numbers_are_those_of_the_articles(opened: Open, report: Path, data: AuditData) -> None:
    page = opened(report)
    certain = sum(1 for one in data.articles if _sum(one, "error"))

    assert page.locator("#figure-articles").inner_text() == str(ARTICLES)
    assert page.locator("#figure-certain").inner_text() == f"{100 * certain / ARTICLES:.0f}%"
    assert page.locator("h1").inner_text() == f"{ARTICLES}本の記事のうち{certain}本に、確かな不具合があります。"
    findings = sum(_sum(one, severity) for one in data.articles for severity in ("error", "warning", "info"))
    assert _number(page.locator("#figure-findings").inner_text()) == findings


def test_first_numbers_and_trend_stand_above_the_fold(opened: Open, report: Path) -> None:
    page = opened(report, viewport={"width": 1280, "height": 720})
    fold = "selector => document.querySelector(selector).getBoundingClientRect().bottom"

    assert page.evaluate(fold, "#figure-findings") < 720
    assert page.evaluate(fold, ".trend svg") < 720


def test_trend_is_that_of_the_articles(opened: Open, report: Path, data: AuditData) -> None:
    page = opened(report)
    articles = Counter(one.month for one in data.articles if one.month)
    certain = Counter(one.month for one in data.articles if one.month and _sum(one, "error"))

    columns = page.locator(".trend [data-period]").evaluate_all(
        "groups => groups.map(group => [group.dataset.period, +group.dataset.articles, +group.dataset.certain])"
    )
    assert {month: (all_, bad) for month, all_, bad in columns if all_} == {
        month: (articles[month], certain[month]) for month in articles
    }
    assert [month for month, _, _ in columns] == sorted(month for month, _, _ in columns)
    rows = [[month, _number(all_), _number(bad)] for month, all_, bad, _ in _cells(page, "#trend-numbers")]
    assert rows == columns


def test_heights_of_the_trend_are_its_numbers(opened: Open, report: Path) -> None:
    heights = (
        opened(report)
        .locator(".trend [data-period]")
        .evaluate_all(
            """groups => groups.map(group => [+group.dataset.articles, +group.dataset.certain,
                ...[...group.querySelectorAll("rect")].map(rect => +rect.getAttribute("height"))])"""
        )
    )
    unit = max(whole / articles for articles, _, whole, _ in heights if articles)

    for articles, certain, whole, part in heights:
        assert whole == pytest.approx(articles * unit, abs=0.02)
        assert part == pytest.approx(certain * unit, abs=0.02)


def test_findings_of_families_by_month_are_those_of_the_articles(opened: Open, report: Path, data: AuditData) -> None:
    page = opened(report)
    found: dict[str, Counter[str]] = defaultdict(Counter)
    for one in data.articles:
        for code, count in one.counts.items():
            if one.month:
                found[family_letters(code)][one.month] += count.total

    for family, months in found.items():
        bars = page.locator(f'[data-family="{family}"] rect').evaluate_all(
            "bars => bars.map(bar => [bar.dataset.period, +bar.dataset.findings])"
        )
        assert dict(bars) == {month: count for month, count in months.items() if count}


def test_rules_are_ranked_with_their_articles(opened: Open, report: Path, data: AuditData) -> None:
    page = opened(report)
    articles = Counter(code for one in data.articles for code, count in one.counts.items() if count.total)

    rules = page.locator("[data-rule]").evaluate_all(
        "items => items.map(item => [item.dataset.rule, +item.dataset.articles])"
    )
    assert rules == [[rule.code, articles[rule.code]] for rule in data.rules]
    assert page.locator(".priorities > li").first.locator(".example").count() == 3


@pytest.mark.parametrize("kind", ["folder", "category", "tag", "author"])
def test_groups_are_those_of_the_articles(kind: str, opened: Open, report: Path, data: AuditData) -> None:
    page = opened(report)
    names = {
        "folder": lambda one: [one.folder],
        "category": lambda one: one.categories or [""],
        "tag": lambda one: one.tags or [""],
        "author": lambda one: one.authors or [""],
    }[kind]
    articles = Counter(name for one in data.articles for name in names(one))
    certain = Counter(name for one in data.articles for name in names(one) if _sum(one, "error"))

    rows = page.locator(f'[data-kind="{kind}"] [data-name]').evaluate_all(
        "rows => rows.map(row => [row.dataset.name, +row.dataset.articles, +row.dataset.certain])"
    )
    assert {name: (all_, bad) for name, all_, bad in rows} == {
        name: (articles[name], certain[name]) for name in articles
    }


def test_reading_times_are_those_of_the_audit(opened: Open, report: Path, data: AuditData) -> None:
    rows = _cells(opened(report), "#reading-numbers")

    times = sorted(data.site.reading_times, key=lambda time: (-time.articles, time.stated, time.measured))
    assert [[*map(int, row)] for row in rows] == [[time.stated, time.measured, time.articles] for time in times[:100]]


def test_comparison_says_what_changed(opened: Open, report: Path, data: AuditData) -> None:
    rows = _cells(opened(report), "#comparison-rules")
    assert data.comparison is not None

    changes = {rule.code: rule.after.total - rule.before.total for rule in data.comparison.rules}
    assert {row[0].split()[-2]: int(row[3].replace("−", "-")) for row in rows} == changes


def test_table_starts_with_the_articles_that_have_most_errors(opened: Open, report: Path, data: AuditData) -> None:
    page = opened(report)
    graver = sorted(data.articles, key=lambda one: (-_sum(one, "error"), -_sum(one, "warning"), one.path))

    assert _paths(page) == [one.path for one in graver[:50]]
    assert page.locator("#table th[aria-sort]").count() == 1


@pytest.mark.parametrize(
    ("column", "key"),
    [
        ("date", lambda one: one.date or ""),
        ("warning", lambda one: _sum(one, "warning")),
        ("info", lambda one: _sum(one, "info")),
        ("repeated", lambda one: one.repeated / one.characters),
        ("characters", lambda one: one.characters),
    ],
)
def test_table_can_be_sorted(
    column: str, key: Callable[[ArticleData], object], opened: Open, report: Path, data: AuditData
) -> None:
    page = opened(report)
    keys = {one.path: key(one) for one in data.articles}
    button = page.locator(f'[data-sort="{column}"]')

    button.click()
    assert button.locator("xpath=..").get_attribute("aria-sort") == "descending"
    assert [keys[path] for path in _paths(page)] == sorted(keys.values(), reverse=True)[:50]
    button.click()
    assert button.locator("xpath=..").get_attribute("aria-sort") == "ascending"
    assert [keys[path] for path in _paths(page)] == sorted(keys.values())[:50]


def test_titles_are_sorted_as_a_reader_expects(opened: Open, report: Path) -> None:
    page = opened(report)
    page.locator('[data-sort="title"]').click()

    titles = _titles(page)
    assert titles != sorted(titles, reverse=True)
    assert (
        page.evaluate("titles => [...titles].sort(new Intl.Collator('ja', {numeric: true}).compare)", titles) == titles
    )


def test_articles_can_be_searched(opened: Open, report: Path, data: AuditData) -> None:
    page = opened(report)
    page.locator('[name="text"]').fill("ＬＥＮＡ  港の")
    expected = {one.path for one in data.articles if "Lena Ito" in one.authors and "港の" in one.title}
    expect(page.locator("#found")).to_have_text(f"{ARTICLES}本のうち{len(expected)}本")

    assert set(_paths(page)) == expected
    page.locator('[name="text"]').fill("そんな記事はない")
    expect(page.locator("#found")).to_have_text("条件に合う記事はありません。")
    assert _paths(page) == []


def test_articles_can_be_filtered(opened: Open, report: Path, data: AuditData) -> None:
    page = opened(report)
    page.locator('[name="rule"]').select_option(label="途中で途切れた文（TR001）")
    with_rule = {one.path for one in data.articles if "TR001" in one.counts}
    assert _number(page.locator("#found").inner_text().split("うち")[1]) == len(with_rule)
    page.locator('[name="severity"]').select_option("warning")
    likely = {one.path for one in data.articles if "TR001" in one.counts and one.counts["TR001"].warning}
    assert set(_paths(page)) == likely
    page.locator("#filters [type=reset]").click()
    expect(page.locator("#rows [data-article]")).to_have_count(50)

    page.locator('[name="month"]').select_option("2023-06")
    assert set(_paths(page)) == {one.path for one in data.articles if one.month == "2023-06"}
    page.locator('[name="month"]').select_option("-")
    assert set(_paths(page)) == {one.path for one in data.articles if not one.month}
    page.locator('[name="month"]').select_option("")
    page.locator('[name="folder"]').select_option(label="posts/walks")
    assert set(_paths(page)) == {one.path for one in data.articles if one.folder == "posts/walks"}


def test_rule_and_group_lead_to_their_articles(opened: Open, report: Path, data: AuditData) -> None:
    page = opened(report)
    page.locator(".priorities [data-filter-rule]").first.click()
    first = data.rules[0].code
    assert page.locator('[name="rule"]').input_value() == "0"
    assert set(_paths(page)) <= {one.path for one in data.articles if first in one.counts}

    page.locator('[data-filter-group="author"][data-filter-name="Lena Ito"]').click()
    assert page.locator('[name="rule"]').input_value() == ""
    assert set(_paths(page)) == {one.path for one in data.articles if "Lena Ito" in one.authors}
    page.locator("#group-filter").click()
    assert page.locator("#found").inner_text() == f"{ARTICLES}本すべて"


def test_table_has_pages(opened: Open, report: Path) -> None:
    page = opened(report)
    seen = _paths(page)
    assert page.locator('[data-turn="-1"]').is_disabled()
    for number in (2, 3):
        page.locator('[data-turn="1"]').click()
        assert page.locator("#page").inner_text() == f"{number}／3ページ"
        seen += _paths(page)

    assert page.locator('[data-turn="1"]').is_disabled()
    assert len(seen) == len(set(seen)) == ARTICLES


def test_row_opens_to_its_findings(opened: Open, report: Path, data: AuditData) -> None:
    page = opened(report)
    _open_row(page)
    article = next(one for one in data.articles if one.path == _paths(page)[0])

    assert page.locator("#rows [aria-expanded=true]").count() == 1
    assert page.locator(".findings > li .message").all_inner_texts() == [one.message.ja for one in article.findings]
    excerpts = [one.excerpt.marked for one in article.findings if one.excerpt]
    assert page.locator(".findings mark").all_inner_texts() == excerpts
    page.locator("#rows button[data-article]").first.click()
    assert page.locator("#rows .details:not([hidden])").count() == 0


def test_picture_shows_every_repetition_of_an_article(opened: Open, report: Path, data: AuditData) -> None:
    page = opened(report)
    _open_row(page)
    article = next(one for one in data.articles if one.path == _paths(page)[0])
    pairs = {
        tuple(sorted([(place.line, place.end_line), (one.line, one.end_line)]))
        for one in article.findings
        for place in one.related
        if one.rule.startswith("DUP") and place.path == article.path
    }

    assert page.locator(".arcs .arc").count() == len(pairs)
    texts = page.locator(".arcs li").all_inner_texts()
    assert len(texts) == min(len(pairs), 9)
    said = {tuple(int(number) for number in re.findall(r"\d+", text)) for text in texts}
    assert {tuple(sorted({line for place in pair for line in place})) for pair in pairs} >= {
        tuple(sorted(set(numbers))) for numbers in said if len(numbers) > 1
    }


def test_table_can_be_used_without_a_mouse(opened: Open, report: Path) -> None:
    page = opened(report)
    page.locator("#rows button[data-article]").first.focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".findings")
    assert page.evaluate("document.activeElement.ariaExpanded") == "true"
    page.keyboard.press("Tab")
    page.keyboard.press("Space")

    assert page.locator("#rows [aria-expanded=true]").count() == 2


def test_first_key_leads_past_the_contents(opened: Open, report: Path) -> None:
    page = opened(report)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")

    assert page.evaluate("document.activeElement.id") == "report"


def test_language_can_be_switched(opened: Open, report: Path, data: AuditData) -> None:
    page = opened(report)
    _open_row(page)
    article = next(one for one in data.articles if one.path == _paths(page)[0])
    page.locator('[data-language="en"]').click()
    page.wait_for_selector(".findings")

    assert page.locator("html").get_attribute("lang") == "en"
    assert page.title() == "Audit — koetsu"
    assert page.locator("h1").inner_text().endswith("have at least one certain defect.")
    assert page.locator(".findings > li .message").all_inner_texts() == [one.message.en for one in article.findings]
    assert page.locator("nav.contents").get_attribute("aria-label") == "Contents"
    visible = page.locator(".t[lang=ja]").evaluate_all("all => all.filter(one => one.checkVisibility()).length")
    assert visible == 0
    assert page.locator("#rows bdi").first.get_attribute("lang") == "ja"
    page.reload()
    page.wait_for_selector("[data-ready]", state="attached")
    assert page.locator("html").get_attribute("lang") == "en"


def test_colours_follow_the_system_until_they_are_chosen(opened: Open, report: Path) -> None:
    ground = "getComputedStyle(document.documentElement).backgroundColor"
    light, dark = opened(report), opened(report, color_scheme="dark")
    assert light.evaluate(ground) == "rgb(253, 253, 251)"
    assert dark.evaluate(ground) == "rgb(24, 25, 27)"

    light.locator('button[data-theme="dark"]').click()
    dark.locator('button[data-theme="light"]').click()
    assert light.evaluate(ground) == "rgb(24, 25, 27)"
    assert dark.evaluate(ground) == "rgb(253, 253, 251)"
    assert light.locator('button[data-theme="dark"]').get_attribute("aria-pressed") == "true"


def test_hostile_text_does_nothing(opened: Open, tmp_path: Path) -> None:
    data = invented_audit(12, hostile=True)
    write_html(data, tmp_path / "report.html")
    page = opened(tmp_path / "report.html")
    page.locator('[name="text"]').fill("script")
    expect(page.locator("#rows [data-article]")).to_have_count(1)
    _open_row(page)

    shown = HOSTILE.replace("\u202e", "U+202E").replace("\u2066", "U+2066")
    assert _titles(page) == [shown]
    assert page.locator(".findings mark").inner_text() == shown
    assert "{{ 7 * 7 }}" in page.locator(".findings .excerpt").inner_text()
    assert page.locator("img").count() == 0
    assert page.locator("#rows script, main bdi script").count() == 0
    assert "\u202e" not in page.locator("body").inner_text()


def test_findings_beside_the_page_are_fetched_when_a_row_opens(opened: Open, data: AuditData, tmp_path: Path) -> None:
    file = tmp_path / "報告 #2.html"
    write_html(data, file, split=True)
    page = opened(file)
    assert (
        page.evaluate("performance.getEntriesByType('resource').filter(one => one.name.includes('-data')).length") == 0
    )
    _open_row(page)
    article = next(one for one in data.articles if one.path == _paths(page)[0])

    assert page.locator(".findings > li .message").all_inner_texts() == [one.message.ja for one in article.findings]


def test_missing_file_beside_the_page_is_said(browser: Browser, data: AuditData, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    write_html(data, file, split=True)
    for beside in (tmp_path / "report-data").iterdir():
        beside.unlink()
    page = browser.new_page()
    page.goto(file.as_uri())
    page.locator("#rows button[data-article]").first.click()

    page.wait_for_selector("#rows [role=alert]")
    assert page.locator("#rows [role=alert]").inner_text().startswith("指摘を開けません。")
    page.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("language", ["ja", "en"])
def test_page_has_no_barriers_that_axe_knows(scheme: str, language: str, opened: Open, tmp_path: Path) -> None:
    write_html(invented_audit(30, compared=True), tmp_path / "report.html")
    page = opened(tmp_path / "report.html", color_scheme=scheme)
    page.locator(f'[data-language="{language}"]').click()
    _open_row(page)
    page.evaluate("document.querySelectorAll('details').forEach(details => details.open = true)")
    page.evaluate("document.querySelectorAll('[data-show-rest]').forEach(button => button.click())")

    found = Axe().run(page).response["violations"]
    assert [(one["id"], one["impact"], [node["html"][:200] for node in one["nodes"][:3]]) for one in found] == []


@pytest.mark.parametrize("width", [320, 390, 768, 1024])
def test_page_fits_its_window(width: int, opened: Open, report: Path) -> None:
    page = opened(report, viewport={"width": width, "height": 800})
    _open_row(page)

    assert page.evaluate("document.documentElement.scrollWidth") <= width


def test_print_holds_what_is_filtered_up_to_a_limit(opened: Open, tmp_path: Path) -> None:
    write_html(invented_audit(310), tmp_path / "report.html")
    page = opened(tmp_path / "report.html")
    rows = "document.querySelectorAll('#rows [data-article]').length"
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.evaluate(rows) == 300
    assert page.locator("#printed").inner_text() == "印刷には、条件に合う310本のうち初めの300本を載せました。"
    assert not page.locator("#filters select").first.is_visible()
    page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert page.evaluate(rows) == 50

    page.locator('[data-filter-group="folder"]').first.evaluate("button => button.click()")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert 50 < page.evaluate(rows) < 300
    assert page.locator("#printed").inner_text() == ""


def test_page_can_be_read_without_its_script(browser: Browser, report: Path) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(report.as_uri())

    assert page.locator("h1").inner_text().endswith("確かな不具合があります。")
    assert page.locator("noscript").is_visible()
    context.close()


@pytest.mark.parametrize("articles", [0, 1])
def test_smallest_archives_can_be_opened(articles: int, opened: Open, tmp_path: Path) -> None:
    write_html(invented_audit(articles), tmp_path / "report.html")
    page = opened(tmp_path / "report.html")

    assert page.locator("#rows button[data-article]").count() == articles


def test_rest_of_a_long_list_is_shown_when_asked_for(opened: Open, report: Path, data: AuditData) -> None:
    page = opened(report)
    tags = page.locator('[data-kind="tag"] [data-name]')
    shown = tags.evaluate_all("rows => rows.filter(row => row.checkVisibility()).length")
    button = page.locator(".group", has=page.locator('[data-kind="tag"]')).locator("[data-show-rest]")
    button.focus()
    page.keyboard.press("Enter")

    assert shown == 10
    assert tags.evaluate_all("rows => rows.filter(row => row.checkVisibility()).length") == len(data.groups["tag"])
    assert page.evaluate("document.activeElement.tagName") == "TBODY"


def test_sentences_are_apart_in_english_and_together_in_japanese(opened: Open, report: Path) -> None:
    page = opened(report)
    assert not re.search(r"。 ", page.locator(".standfirst").inner_text())
    page.locator('[data-language="en"]').click()

    assert not re.search(r"\.[A-Z]", page.locator(".standfirst").inner_text())
