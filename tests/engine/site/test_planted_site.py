"""Is exactly what was planted in a site found, whichever way it is looked for?"""

import pytest

from koetsu.engine.config import Configuration
from koetsu.engine.registry import load_registry
from koetsu.engine.runner import run
from koetsu.engine.site import out_of_core
from koetsu.output import View
from koetsu.output.json import render
from koetsu.text.copies import clusters
from koetsu.text.corpus import Corpus
from koetsu.text.shared import shared
from planted_site import planted_site, write_site

PLAN = planted_site()
RULES = ("DUP101", "DUP102", "DUP103", "RT101")


@pytest.fixture(scope="module")
def site(tmp_path_factory):
    folder = tmp_path_factory.mktemp("site")
    return folder, write_site(PLAN, folder)


def check(site, **options):
    folder, files = site
    configuration = Configuration.load(folder, config=None, isolated=True, select=RULES, registry=load_registry())
    return run(files, configuration, jobs=1, site=True, **options)


@pytest.fixture(scope="module")
def report(site):
    return check(site)


def printed(report):
    return "".join(render(report, View("ja")))


def findings(report, code):
    return [(file.path, found) for file in report.files for found in file.diagnostics if found.rule == code]


def test_clusters_are_the_planted_ones(report):
    corpus = report.corpus

    found = [[corpus[member].path for member in cluster.members] for cluster in corpus.once(clusters)]

    assert sorted(found) == PLAN.clusters


def test_every_later_article_is_reported_once(report):
    expected = sorted(path for paths in PLAN.clusters for path in paths[1:])

    assert sorted(path for path, _ in findings(report, "DUP101")) == expected


def test_every_copy_names_its_original(report):
    originals = {path: paths[0] for paths in PLAN.clusters for path in paths[1:]}

    assert {path: found.values["original"] for path, found in findings(report, "DUP101")} == originals


def test_boilerplate_is_the_planted_one(report):
    found = {}
    for path, diagnostic in findings(report, "DUP102"):
        text = PLAN.articles[path]
        found[text[diagnostic.span.start : diagnostic.span.end]] = diagnostic.values["articles"]

    assert found == PLAN.boilerplate


def test_competing_titles_are_the_planted_ones(report):
    assert {path: found.values["path"] for path, found in findings(report, "DUP103")} == PLAN.titles


def test_the_constant_reading_time_is_said_once(report):
    ((_, found),) = findings(report, "RT101")

    assert (found.values["minutes"], found.values["count"], found.values["stated"]) == (20, *PLAN.constant)


def test_duckdb_finds_the_same_sentences(report):
    corpus = Corpus(report.corpus, out_of_core.find_on_disk)

    assert corpus.once(shared).groups == report.corpus.once(shared).groups


def test_duckdb_gives_the_same_bytes(site, report, monkeypatch):
    monkeypatch.setattr(out_of_core, "IN_MEMORY", 0)
    on_disk = check(site)

    assert on_disk.corpus.finder is out_of_core.find_on_disk
    assert printed(on_disk) == printed(report)


def test_dask_cluster_gives_the_same_bytes(site, report):
    from distributed import LocalCluster

    with LocalCluster(n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None) as cluster:
        on_cluster = check(site, dask=cluster.scheduler_address)

    assert printed(on_cluster) == printed(report)
