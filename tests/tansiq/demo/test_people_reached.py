"""How many were reached, and how they are split."""

from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from tansiq.demo.people_reached import by_month, households, last_month, reached, split_by_sex_and_age
from tansiq.demo.random_numbers import Dice, rounded
from tansiq.models.reached_figure import this_month


@given(st.integers(0, 10_000_000))
def test_the_parts_add_up_to_the_whole(people: int) -> None:
    parts = split_by_sex_and_age(people)
    assert sum(parts.values()) == people
    assert min(parts.values()) >= 0


def test_nobody_is_reached_before_the_start() -> None:
    assert reached(Dice("test"), 1000, (date(2027, 1, 1), date(2027, 2, 1))) is None


@given(st.integers(0, 999))
def test_work_under_way_has_reached_no_more_than_its_share(seed: int) -> None:
    people = reached(Dice(str(seed)), 1000, (date(2026, 11, 1), date(2026, 11, 29)))
    assert people is None or 360 <= people <= 500


def test_households_are_not_persons() -> None:
    assert households(670) == 100


def test_chance_is_the_same_for_the_same_name_alone() -> None:
    assert [Dice("a").random() for _ in range(2)] == [Dice("a").random()] * 2
    assert Dice("a").random() != Dice("b").random()


def test_numbers_are_rounded_but_never_to_nobody() -> None:
    assert [rounded(people) for people in (1, 14, 15.1, 1234)] == [10, 10, 20, 1230]


@given(st.integers(0, 999), st.integers(0, 5_000))
def test_months_rise_to_what_was_reached_and_none_is_ahead(seed: int, people: int) -> None:
    dates = date(2026, 2, 10), date(2026, 12, 31)
    found = by_month(Dice(str(seed)), people, dates)
    assert list(found.values()) == sorted(found.values())
    assert found[last_month(dates)] == people == list(found.values())[-1]
    assert all(date(2026, 2, 1) <= month <= this_month() for month in found)
    assert found == by_month(Dice(str(seed)), people, dates)


def test_some_sites_tell_of_many_months_and_some_of_the_last_one_alone() -> None:
    dates = date(2026, 2, 10), date(2026, 12, 31)
    counts = {len(by_month(Dice(str(seed)), 900, dates)) for seed in range(40)}
    assert min(counts) == 1
    assert max(counts) > 6
