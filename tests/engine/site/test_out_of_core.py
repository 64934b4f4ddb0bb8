from array import array

from hypothesis import given, settings
from hypothesis import strategies as st

from koetsu.engine.site.out_of_core import IN_MEMORY, find_on_disk, finder_for
from koetsu.text.shared import find

HASHES = st.integers(0, 2**64 - 1) | st.sampled_from([0, 1, 2**63, 2**64 - 1])


@settings(max_examples=15, deadline=None)
@given(st.lists(st.lists(HASHES, max_size=10), max_size=8))
def test_disk_and_memory_give_the_same(documents):
    columns = [array("Q", sorted(set(hashes))) for hashes in documents]

    assert list(find_on_disk(columns)) == list(find(columns))


def test_only_very_many_sentences_go_to_the_disk():
    assert finder_for(IN_MEMORY) is find
    assert finder_for(IN_MEMORY + 1) is find_on_disk
    assert finder_for(11, in_memory=10) is find_on_disk
