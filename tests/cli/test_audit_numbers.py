"""Can every number of an audit be worked out again from its own rows?"""

import csv
import json
import shutil
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest

from command_line import CommandLine

SITE = Path(__file__).parent.parent / "site"
CERTAINTY = {"error": 1.0, "warning": 0.5, "info": 0.1}


@pytest.fixture(scope="module")
def written(tmp_path_factory) -> Path:
    """The audit of the sample site, in every form."""
    koetsu = CommandLine(tmp_path_factory.mktemp("audit"))
    shutil.copytree(SITE, koetsu.folder, dirs_exist_ok=True)
    tables = ["--csv", "findings.csv", "--csv-articles", "articles.csv"]
    outcome = koetsu.run("audit", "--ignore", "ZZ", "--language", "ja", "--json", "audit.json", *tables, ".")
    assert outcome.status == 0, outcome.err
    return koetsu.folder


@pytest.fixture(scope="module")
def data(written) -> dict[str, Any]:
    return json.loads((written / "audit.json").read_bytes())


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        return list(csv.DictReader(stream))


def severities(articles: Iterable[dict]) -> dict[str, int]:
    found = [count for article in articles for count in article["counts"].values()]
    return {severity: sum(count[severity] for count in found) for severity in CERTAINTY}


def families(articles: Iterable[dict]) -> dict[str, int]:
    found: Counter[str] = Counter()
    for article in articles:
        for code, count in article["counts"].items():
            found[code.rstrip("0123456789")] += sum(count.values())
    return dict(found)


def certain(articles: Iterable[dict]) -> int:
    return sum(any(count["error"] for count in article["counts"].values()) for article in articles)


def test_counts_of_an_article_are_its_findings(data) -> None:
    assert data["totals"]["findings"]["error"]
    for article in data["articles"]:
        found = Counter((one["rule"], one["severity"]) for one in article["findings"] if one["counted"])
        assert found == Counter(
            {
                (code, severity): number
                for code, count in article["counts"].items()
                for severity, number in count.items()
                if number
            }
        )


def test_totals_are_sums_over_the_articles(data) -> None:
    articles = data["articles"]

    assert data["totals"] == {
        "articles": len(articles),
        "affected": sum(bool(article["counts"]) for article in articles),
        "certain": certain(articles),
        "findings": severities(articles),
        "characters": sum(article["characters"] for article in articles),
        "repeated": sum(article["repeated"] for article in articles),
    }


def test_months_are_sums_over_their_articles(data) -> None:
    for month in data["months"]:
        articles = [article for article in data["articles"] if article["month"] == month["month"]]
        assert month == {
            "month": month["month"],
            "articles": len(articles),
            "certain": certain(articles),
            "findings": severities(articles),
            "by_family": families(articles),
        }
    assert sum(month["articles"] for month in data["months"]) == len(data["articles"])


@pytest.mark.parametrize("kind", ["folder", "category", "tag", "author"])
def test_groups_are_sums_over_their_articles(data, kind) -> None:
    def names(article: dict) -> list[str]:
        if kind == "folder":
            return [article["folder"]]
        return article[{"category": "categories", "tag": "tags", "author": "authors"}[kind]] or [""]

    groups = data["groups"][kind]

    assert {group["name"] for group in groups} == {name for article in data["articles"] for name in names(article)}
    for group in groups:
        articles = [article for article in data["articles"] if group["name"] in names(article)]
        assert group == {
            "name": group["name"],
            "articles": len(articles),
            "certain": certain(articles),
            "findings": severities(articles),
            "by_family": families(articles),
            "characters": sum(article["characters"] for article in articles),
            "repeated": sum(article["repeated"] for article in articles),
        }


def test_rules_are_sums_over_the_articles_in_the_order_of_their_weight(data) -> None:
    for rule in data["rules"]:
        articles = [article for article in data["articles"] if rule["code"] in article["counts"]]
        counts = severities([{"counts": {rule["code"]: article["counts"][rule["code"]]}} for article in articles])
        total = sum(counts.values())
        assert (rule["articles"], rule["findings"]) == (len(articles), counts)
        assert rule["certain"] == pytest.approx(counts["error"] / total)
        certainty = sum(CERTAINTY[severity] * number for severity, number in counts.items()) / total
        assert rule["certainty"] == pytest.approx(certainty)
        assert rule["weight"] == pytest.approx(len(articles) * certainty)
    weights = [rule["weight"] for rule in data["rules"]]
    assert weights == sorted(weights, reverse=True)
    assert [rule["rank"] for rule in data["rules"]] == list(range(1, len(weights) + 1))
    assert {rule["code"] for rule in data["rules"]} == {code for one in data["articles"] for code in one["counts"]}


def test_examples_are_findings_of_the_articles(data) -> None:
    articles = {article["path"]: article for article in data["articles"]}
    for rule in data["rules"]:
        assert 1 <= len(rule["examples"]) <= 3
        for example in rule["examples"]:
            assert example["finding"] in articles[example["path"]]["findings"]


def test_reading_times_count_the_articles_that_state_one(data) -> None:
    stating = [one for one in data["articles"] if one["stated_minutes"] is not None]
    times = Counter((int(one["stated_minutes"]), int(one["measured_minutes"])) for one in stating)

    found = {(one["stated"], one["measured"]): one["articles"] for one in data["site"]["reading_times"]}
    assert found == dict(times)


def test_excerpts_stand_in_the_articles(data, written) -> None:
    for article in data["articles"]:
        text = (written / article["path"]).read_bytes().decode("utf-8-sig")
        for found in article["findings"]:
            excerpt = found["excerpt"]
            pieces = excerpt["before"].removeprefix("…") + excerpt["marked"] + excerpt["after"].removesuffix("…")
            assert all(piece in text for piece in pieces.split("…"))


def test_tables_hold_the_rows_of_the_json(data, written) -> None:
    findings = [(article, found) for article in data["articles"] for found in article["findings"]]

    assert [(row["path"], row["rule"], row["line"], row["fingerprint"]) for row in rows(written / "findings.csv")] == [
        (article["path"], found["rule"], str(found["line"]), found["fingerprint"]) for article, found in findings
    ]
    table = rows(written / "articles.csv")
    assert [row["path"] for row in table] == [article["path"] for article in data["articles"]]
    for row, article in zip(table, data["articles"], strict=True):
        for code, count in article["counts"].items():
            assert row[code] == str(sum(count.values()))
        assert [row["errors"], row["warnings"], row["infos"]] == [*map(str, severities([article]).values())]
