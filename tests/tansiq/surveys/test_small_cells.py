"""Counts that everybody may know: from none of them, with the total, can one to four people be made out."""

from itertools import combinations

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from tansiq.surveys.small_cells import LEAST, of_overlapping, of_parts

COUNTS = st.lists(st.integers(0, 12), min_size=2, max_size=6)


@pytest.mark.parametrize(
    ("counts", "told"),
    [
        ([20, 9, 5], [20, 9, 5]),
        ([20, 0, 9], [20, 0, 9]),
        ([3, 20, 9], [None, 20, None]),
        ([2, 2, 30], [None, None, None]),
        ([2, 3, 30], [None, None, 30]),
        ([4, 0, 30], [None, 0, None]),
        ([1, 5, 6, 40], [None, None, 6, 40]),
    ],
)
def test_small_cells_are_hidden_and_what_tells_of_them(counts: list[int], told: list[int | None]) -> None:
    assert of_parts(counts) == told


@given(COUNTS)
def test_nothing_that_is_told_leaves_one_to_four_people(counts: list[int]) -> None:
    assume(sum(counts) >= LEAST)
    told = of_parts(counts)
    assert all(shown in (None, count) for shown, count in zip(told, counts, strict=True))
    shown = [count for count in told if count is not None]
    hidden = [count for count, one in zip(counts, told, strict=True) if one is None]
    # Whoever knows the total can subtract any of what is shown: what is left is nobody, or five and more.
    left = sum(counts) - sum(shown)
    assert left == 0 or left >= LEAST
    assert not any(0 < count < LEAST for count in shown)
    assert len(hidden) != 1


@given(COUNTS)
def test_no_more_is_hidden_than_one_cell_beyond_what_has_to_be(counts: list[int]) -> None:
    hidden = [count for count, told in zip(counts, of_parts(counts), strict=True) if told is None]
    large = [count for count in hidden if count >= LEAST]
    assert len(large) <= 1


@given(st.integers(5, 30).flatmap(lambda total: st.tuples(st.just(total), st.lists(st.integers(0, total), max_size=5))))
def test_of_several_answers_each_is_told_where_it_leaves_enough(given: tuple[int, list[int]]) -> None:
    total, counts = given
    for count, told in zip(counts, of_overlapping(counts, total), strict=True):
        is_safe = all(part == 0 or part >= LEAST for part in (count, total - count))
        assert told == (count if is_safe else None)


def test_all_divisions_of_nine_people_are_safe() -> None:
    for bars in combinations(range(11), 2):
        counts = [bars[0], bars[1] - bars[0] - 1, 10 - bars[1]]
        told = of_parts(counts)
        left = sum(counts) - sum(count for count in told if count is not None)
        assert left == 0 or left >= LEAST, counts
