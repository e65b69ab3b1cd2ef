"""How far, how late and how committed a tree of items is: figures by hand, and an oracle on random trees."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tansiq.plans.figures import ZERO, ItemFacts, ItemFigures, figures, quantity, total

TODAY = date(2026, 7, 1)


@pytest.mark.parametrize(("committed", "left"), [(0, 100), (60, 40), (100, 0), (130, 0)])
def test_open_is_what_nobody_committed_to(committed: int, left: int) -> None:
    assert quantity(Decimal(100), Decimal(committed), Decimal(0)).open == left


def leaf(row_id: int, parent: int | None = 1, **values: object) -> ItemFacts:
    return ItemFacts(row_id, parent, **values)  # type: ignore[arg-type]  # Tests name what they are about.


def progress(*items: ItemFacts) -> Decimal:
    return figures(items, TODAY, 10)[1].progress


def test_progress_is_the_mean_by_weight() -> None:
    heavy, light = leaf(2, weight=Decimal(75), reported=Decimal(40)), leaf(3, weight=Decimal(25), reported=Decimal(80))
    assert progress(leaf(1, None), heavy, light) == 50


def test_weights_that_do_not_sum_to_100_count_by_their_share() -> None:
    heavy, light = leaf(2, weight=Decimal(30), reported=Decimal(40)), leaf(3, weight=Decimal(10), reported=Decimal(80))
    assert progress(leaf(1, None), heavy, light) == 50


def test_without_weights_all_count_alike_and_cancelled_ones_do_not() -> None:
    items = [leaf(2, reported=Decimal(20)), leaf(3, reported=Decimal(40)), leaf(4, state="CANCELLED")]
    assert progress(leaf(1, None), *items) == 30


def test_items_without_a_weight_share_what_others_leave_of_100() -> None:
    items = [leaf(2, weight=Decimal(60), reported=Decimal(100)), leaf(3), leaf(4, reported=Decimal(50))]
    assert progress(leaf(1, None), *items) == 70


def test_an_items_own_progress_is_told_by_the_best_that_is_known() -> None:
    delivered = leaf(1, None, required=Decimal(10), delivered=Decimal(4), reported=Decimal(90), unit="wells")
    assert progress(delivered) == 40
    assert progress(leaf(1, None, indicators=Decimal(12), required=Decimal(10), delivered=Decimal(4))) == 12
    assert progress(leaf(1, None, required=Decimal(10), reported=Decimal(90))) == 90
    assert progress(leaf(1, None, required=Decimal(10), delivered=Decimal(15))) == 100
    assert [progress(leaf(1, None, state=state)) for state in ("DONE", "UNDER_WAY")] == [100, 0]


YEAR = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 12, 31)}


@pytest.mark.parametrize(
    ("today", "reported", "late"),
    [
        # 364 days: on the 1st of July 181 are gone, 49.7 of 100.
        (date(2026, 7, 1), 50, 0),
        (date(2026, 7, 1), 40, 0),
        (date(2026, 7, 1), 39, 39),
        (date(2026, 12, 31), 90, 0),
        (date(2027, 1, 10), 90, 10),
        (date(2025, 12, 1), 0, 0),
    ],
)
def test_late_is_past_the_last_day_or_behind_the_line_by_more_than_the_tolerance(
    today: date, reported: int, late: int
) -> None:
    item = leaf(1, None, state="UNDER_WAY", reported=Decimal(reported), **YEAR)
    assert figures([item], today, 10)[1].late_days == late


@pytest.mark.parametrize(("gone", "delivered", "late"), [(62, 0, 62), (186, 1, 93), (186, 2, 0), (189, 2, 3)])
def test_what_is_whole_days_on_the_line_is_told_as_such_though_it_is_no_whole_points(
    gone: int, delivered: int, late: int
) -> None:
    days = {"starts_on": date(2026, 1, 1), "ends_on": date(2026, 1, 1) + timedelta(279)}
    item = leaf(1, None, required=Decimal(3), committed=Decimal(3), delivered=Decimal(delivered), **days)
    assert figures([item], date(2026, 1, 1) + timedelta(gone), 0)[1].late_days == late


def test_what_is_done_or_cancelled_is_late_no_more() -> None:
    for state in ("DONE", "CANCELLED"):
        assert figures([leaf(1, None, state=state, ends_on=date(2026, 1, 1))], TODAY, 10)[1].late_days == 0


def test_a_parent_is_as_late_as_the_latest_of_its_unfinished_items() -> None:
    items = [
        leaf(1, None, ends_on=date(2026, 1, 1)),
        leaf(2, ends_on=date(2026, 6, 30)),
        leaf(3, ends_on=date(2026, 6, 21)),
        leaf(4, ends_on=date(2026, 1, 1), state="DONE"),
        leaf(5, ends_on=date(2026, 1, 1), state="CANCELLED"),
    ]
    assert figures(items, TODAY, 10)[1].late_days == 10


def test_currencies_and_units_are_never_summed_with_others() -> None:
    items = [
        leaf(1, None, budget=Decimal(999), currency="USD", required=Decimal(5), unit="schools"),
        leaf(2, budget=Decimal(100), currency="USD", required=Decimal(10), unit="wells", committed=Decimal(4)),
        leaf(3, budget=Decimal(50), currency="USD", required=Decimal(20), unit="wells", committed=Decimal(25)),
        leaf(4, budget=Decimal(70), currency="YER", required=Decimal(300), unit="metres"),
    ]
    found = figures(items, TODAY, 10)[1]
    assert found.budgets == {"USD": 150, "YER": 70}
    told = {unit: [one.required, one.committed, one.open] for unit, one in found.quantities.items()}
    # What the second has too much of is lacking at the first all the same.
    assert told == {"wells": [30, 29, 6], "metres": [300, 0, 300], "schools": [5, 0, 5]}


STATES = ("NOT_STARTED", "UNDER_WAY", "DONE", "SUSPENDED", "CANCELLED")


@st.composite
def trees(draw: st.DrawFn) -> list[ItemFacts]:
    """Up to fifteen items in the order of an outline: each stands under one before it, or is a root."""
    found: list[ItemFacts] = []
    for row_id in range(1, draw(st.integers(1, 15)) + 1):
        parent = draw(st.sampled_from([None, *(item.id for item in found)]))
        starts = draw(st.none() | st.integers(0, 400).map(lambda days: date(2026, 1, 1) + timedelta(days)))
        ends = (starts or date(2026, 3, 1)) + timedelta(draw(st.integers(0, 300)))
        required = draw(st.none() | st.integers(0, 50).map(Decimal))
        found.append(
            ItemFacts(
                row_id,
                parent,
                draw(st.sampled_from(STATES)),
                starts,
                draw(st.sampled_from([None, ends])),
                draw(st.none() | st.integers(0, 100).map(Decimal)),
                draw(st.none() | st.integers(0, 9).map(Decimal)),
                draw(st.sampled_from(["USD", "YER"])),
                required,
                draw(st.sampled_from(["wells", "metres"])),
                draw(st.integers(0, 60).map(Decimal)),
                draw(st.none() | st.integers(0, 60).map(Decimal)),
                draw(st.none() | st.integers(0, 100).map(Decimal)),
                draw(st.none() | st.integers(0, 100).map(Decimal)),
            )
        )
    return found


def _below(items: list[ItemFacts], item: ItemFacts) -> list[ItemFacts]:
    return [one for one in items if one.parent_id == item.id and one.state != "CANCELLED"]


def _progress(items: list[ItemFacts], item: ItemFacts) -> Fraction:
    below = _below(items, item)
    if below:
        return _mean([(one.weight, _progress(items, one)) for one in below])
    if item.indicators is not None:
        return Fraction(item.indicators)
    if item.required and item.delivered is not None:
        return min(Fraction(100), Fraction(item.delivered) * 100 / Fraction(item.required))
    if item.reported is not None:
        return Fraction(item.reported)
    return Fraction(100 if item.state == "DONE" else 0)


def _mean(parts: list[tuple[Decimal | None, Fraction]]) -> Fraction:
    told = sum(Fraction(weight) for weight, _ in parts if weight is not None)
    silent = [value for weight, value in parts if weight is None]
    left = max(Fraction(100) - told, Fraction(0))
    whole = told + (left if silent else 0)
    if whole == 0:
        return sum((value for _, value in parts), Fraction(0)) / len(parts)
    spoken = sum((Fraction(weight) * value for weight, value in parts if weight is not None), Fraction(0))
    return (spoken + (left * sum(silent, Fraction(0)) / len(silent) if silent else 0)) / whole


def _late(items: list[ItemFacts], item: ItemFacts, today: date, tolerance: int) -> int:
    if item.state in ("DONE", "CANCELLED"):
        return 0
    below = _below(items, item)
    if below:
        return max(_late(items, one, today, tolerance) for one in below)
    if item.ends_on is None:
        return 0
    if item.ends_on < today:
        return (today - item.ends_on).days
    if item.starts_on is None or item.starts_on >= today:
        return 0
    length = (item.ends_on - item.starts_on).days
    behind = Fraction((today - item.starts_on).days * 100, length) - _progress(items, item)
    return max(1, int(behind * length / 100)) if behind > tolerance else 0


def _leaves(items: list[ItemFacts], item: ItemFacts, key: str) -> Iterator[ItemFacts]:
    """The items whose own value counts for this one: the lowest that have any of that currency or unit."""
    lower = [one for child in _below(items, item) for one in _leaves(items, child, key)]
    yield from lower
    own = item.currency if key in ("USD", "YER") else item.unit
    has = item.budget if key in ("USD", "YER") else item.required
    if not lower and own == key and has is not None:
        yield item


@given(trees(), st.integers(0, 500), st.integers(0, 30))
def test_figures_are_what_counting_by_hand_gives(items: list[ItemFacts], day: int, tolerance: int) -> None:
    today = date(2026, 1, 1) + timedelta(day)
    found = figures(items, today, tolerance)
    for item in items:
        told = found[item.id]
        assert abs(Fraction(told.progress) - _progress(items, item)) < Fraction(1, 10**9)
        assert told.late_days == _late(items, item, today, tolerance)
        for currency in ("USD", "YER"):
            amounts = [one.budget for one in _leaves(items, item, currency)]
            assert told.budgets.get(currency) == (sum(amounts) if amounts else None)  # type: ignore[arg-type]  # All have one.
        for unit in ("wells", "metres"):
            leaves = list(_leaves(items, item, unit))
            counted = told.quantities.get(unit)
            assert (counted is None) == (not leaves)
            if counted is not None:
                assert counted.required == sum(one.required or 0 for one in leaves)
                assert counted.committed == sum(one.committed for one in leaves)
                assert counted.open == sum(max((one.required or ZERO) - one.committed, ZERO) for one in leaves)


@given(trees())
def test_the_whole_plan_is_as_an_item_above_its_roots(items: list[ItemFacts]) -> None:
    above = [ItemFacts(99), *(ItemFacts(**{**item.__dict__, "parent_id": item.parent_id or 99}) for item in items)]
    whole = total(items, figures(items, TODAY, 10))
    if any(item.parent_id is None and item.state != "CANCELLED" for item in items):
        assert whole == figures(above, TODAY, 10)[99]
    else:
        assert whole == ItemFigures()
