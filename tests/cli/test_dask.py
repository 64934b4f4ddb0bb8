"""What does a person read whose cluster cannot do the work?"""

import socket

import pytest

ARTICLE = "# 庭\n\n朝は庭に出て、鉢に水をやります。\n"


@pytest.fixture
def closed_port():
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return listener.getsockname()[1]


@pytest.mark.parametrize("address", ["nonsense", "inproc://here", "127.0.0.1", ""])
def test_an_address_of_no_scheduler_is_refused_at_once(koetsu, address):
    koetsu.write("a.md", ARTICLE)

    result = koetsu.check("a.md", "--no-cache", "--dask", address)

    assert (result.status, result.out) == (2, "")
    assert f"no scheduler answers at {address}" in result.err


def test_a_scheduler_that_does_not_answer_is_told(koetsu, closed_port):
    koetsu.write("a.md", ARTICLE)

    result = koetsu.check("a.md", "--no-cache", "--dask", f"tcp://127.0.0.1:{closed_port}")

    assert (result.status, result.out) == (2, "")
    assert "no scheduler answers" in result.err


def test_a_scheduler_without_workers_is_told(koetsu):
    from distributed import LocalCluster

    koetsu.write("a.md", ARTICLE)
    with LocalCluster(n_workers=0, processes=False, protocol="tcp", dashboard_address=None) as cluster:
        result = koetsu.check("a.md", "--no-cache", "--dask", cluster.scheduler_address)

    assert (result.status, result.out) == (2, "")
    assert "has no workers" in result.err


def test_what_is_in_the_cache_needs_no_cluster(koetsu):
    koetsu.write("a.md", ARTICLE)
    before = koetsu.check("a.md")

    assert koetsu.check("a.md", "--dask", "127.0.0.1:9") == before
