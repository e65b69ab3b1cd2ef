"""Places of rows within a block are kept as they were given, few or many."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.records.block_places import BLOCK, common_places, with_places

PLACES = st.sets(st.integers(0, BLOCK - 1), max_size=40)
BROAD = st.builds(range, st.integers(0, 9), st.integers(8_000, BLOCK), st.integers(1, 9)).map(set)
"""More places than are listed."""


@given(first=PLACES | BROAD, second=PLACES | BROAD)
def test_places_come_back_as_they_were_added(first: set[int], second: set[int]) -> None:
    kept = with_places(with_places(b"", first), second)
    found = common_places([kept], BLOCK)
    assert set(found or ()) == first | second
    assert len(kept) <= BLOCK // 8


@given(held=st.lists(PLACES.filter(bool) | BROAD, min_size=1, max_size=4))
def test_what_several_have_in_common_is_found(held: list[set[int]]) -> None:
    found = common_places([with_places(b"", places) for places in held], BLOCK)
    assert set(found or ()) == set.intersection(*held)


@pytest.mark.parametrize(("most", "is_told"), [(8_000, False), (8_192, True)])
def test_more_places_than_are_asked_for_are_not_told(most: int, is_told: bool) -> None:
    many = with_places(b"", range(0, BLOCK, 8))
    assert (common_places([many, many], most) is not None) == is_told


def test_few_places_take_two_bytes_each() -> None:
    assert with_places(b"", [1, 258]) == b"\x01\x00\x02\x01"
