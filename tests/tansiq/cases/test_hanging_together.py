"""What hangs together is what a walk along the links reaches."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from tansiq.cases.hanging_together import lowest_of_all

COUNT = 30
links = st.lists(st.tuples(st.integers(0, COUNT - 1), st.integers(0, COUNT - 1)), max_size=40)


def reached(start: int, along: list[tuple[int, int]]) -> set[int]:
    """All that is reached from a node."""
    found, news = {start}, {start}
    while news:
        met = {two[1 - side] for two in along for side in (0, 1) if two[side] in news}
        news = met - found
        found |= news
    return found


@given(along=links)
def test_each_is_led_to_the_lowest_that_is_reached_from_it(along: list[tuple[int, int]]) -> None:
    one, other = np.array(along, np.int64).reshape(-1, 2).T
    lowest = lowest_of_all(COUNT, one, other).tolist()
    assert lowest == [min(reached(node, along)) for node in range(COUNT)]


def test_a_long_chain_in_the_worst_order_is_one() -> None:
    order = np.random.default_rng(1).permutation(10_000)
    assert not lowest_of_all(10_000, order[1:], order[:-1]).any()
