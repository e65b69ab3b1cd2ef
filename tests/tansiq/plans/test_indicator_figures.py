"""What an indicator reached, and how far that is: the rule's own figures, and any figures against a slow count."""

from collections.abc import Sequence
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.plans.indicator_figures import Target, Value, achieved, progress, target_of

BEGIN = date(2026, 1, 1)
WAYS = ("SUM", "MAXIMUM", "AVERAGE", "LATEST")

numbers = st.integers(-10_000, 10_000).map(lambda number: Decimal(number) / 100)
days = st.integers(0, 40).map(lambda number: BEGIN + timedelta(days=number))


@st.composite
def told_values(draw: st.DrawFn) -> list[Value]:
    """Values of up to four places, one of them all of it, on few days, in any order, each entered at its own moment."""
    found = draw(st.lists(st.tuples(days, numbers, st.sampled_from([None, 7, 8, 9])), max_size=12))
    moments = draw(st.permutations(range(len(found))))
    return [Value(on, value, place, entered) for (on, value, place), entered in zip(found, moments, strict=True)]


@pytest.mark.parametrize(
    ("direction", "baseline", "target", "reached", "hundredths"),
    [
        ("RISING", 100, 200, 150, 50),
        ("RISING", 100, 200, 90, 0),
        ("RISING", 100, 200, 100, 0),
        ("RISING", 100, 200, 250, 150),
        ("FALLING", 200, 100, 150, 50),
        ("FALLING", 200, 100, 210, 0),
        ("FALLING", 40, 10, 10, 100),
        ("FALLING", 40, 10, 25, 50),
        ("RISING", -10, 10, 0, 50),
        ("RISING", 80, 80, 85, 100),
        ("RISING", 80, 80, 79, 0),
        ("FALLING", 80, 80, 79, 100),
        ("FALLING", 80, 80, 81, 0),
    ],
)
def test_progress_is_the_way_from_the_baseline_to_the_target(
    direction: str, baseline: int, target: int, reached: int, hundredths: int
) -> None:
    assert progress(direction, Decimal(baseline), Decimal(target), Decimal(reached)) == hundredths


def test_what_is_not_known_makes_no_progress_of_zero() -> None:
    one, two = Decimal(1), Decimal(2)
    assert progress("RISING", None, two, one) is None
    assert progress("RISING", one, None, one) is None
    assert progress("RISING", one, two, None) is None


@given(baseline=numbers, target=numbers, reached=numbers)
def test_a_falling_indicator_is_a_rising_one_the_other_way_round(
    baseline: Decimal, target: Decimal, reached: Decimal
) -> None:
    rising = progress("RISING", baseline, target, reached)
    assert progress("FALLING", -baseline, -target, -reached) == rising


@given(baseline=numbers, target=numbers, reached=numbers, further=numbers.map(abs))
def test_whoever_comes_nearer_to_the_target_has_not_less_progress(
    baseline: Decimal, target: Decimal, reached: Decimal, further: Decimal
) -> None:
    direction, step = ("RISING", further) if target >= baseline else ("FALLING", -further)
    less, more = (progress(direction, baseline, target, value) for value in (reached, reached + step))
    assert less is not None
    assert more is not None
    assert 0 <= less <= more
    assert progress(direction, baseline, target, target) == 100


def _slow(way: str, values: Sequence[tuple[date, int, Fraction]]) -> Fraction:
    """The same as a person would count it."""
    total, most, latest = Fraction(0), values[0], values[0]
    for one in values:
        total += one[2]
        most = one if one[2] > most[2] else most
        latest = one if one[:2] > latest[:2] else latest
    return {"SUM": total, "AVERAGE": total / len(values), "MAXIMUM": most[2], "LATEST": latest[2]}[way]


def _slow_achieved(values: Sequence[Value], over_areas: str, over_time: str, day: date) -> Fraction | None:
    of_places = []
    for place in (None, 7, 8, 9):
        here = [(one.on, one.entered, Fraction(one.value)) for one in values if one.place == place and one.on <= day]
        if here:
            of_places.append((*max(one[:2] for one in here), _slow(over_time, here)))
    return _slow(over_areas, of_places) if of_places else None


@given(values=told_values(), over_areas=st.sampled_from(WAYS), over_time=st.sampled_from(WAYS), day=days)
def test_values_are_put_together_as_it_was_chosen(
    values: list[Value], over_areas: str, over_time: str, day: date
) -> None:
    found, counted = achieved(values, over_areas, over_time, day), _slow_achieved(values, over_areas, over_time, day)
    if counted is None:
        assert found is None
    else:
        assert found is not None
        assert abs(Fraction(found) - counted) < Fraction(1, 10**12)


def test_each_way_gives_its_own_figure() -> None:
    told = [(1, 10, 7), (2, 30, 7), (3, 20, 8)]
    values = [Value(date(2026, month, 1), Decimal(number), place) for month, number, place in told]
    day = date(2026, 12, 31)
    found = {(a, t): achieved(values, a, t, day) for a in WAYS for t in WAYS}
    assert found["SUM", "SUM"] == 60
    assert found["SUM", "LATEST"] == 50
    assert found["SUM", "AVERAGE"] == 40
    assert found["MAXIMUM", "SUM"] == 40
    assert found["AVERAGE", "MAXIMUM"] == 25
    assert found["LATEST", "SUM"] == 20
    assert achieved(values, "SUM", "SUM", date(2026, 2, 1)) == 40
    assert achieved(values, "SUM", "SUM", date(2025, 12, 31)) is None


def test_the_target_of_a_day_is_the_next_one_and_after_the_last_that() -> None:
    targets = [Target(date(2030, 12, 31), Decimal(300)), Target(date(2026, 12, 31), Decimal(150))]
    wanted = [target_of(targets, day) for day in (BEGIN, date(2026, 12, 31), date(2027, 1, 1), date(2035, 6, 1))]
    assert [found.value for found in wanted if found] == [150, 150, 300, 300]
    assert target_of([], BEGIN) is None
