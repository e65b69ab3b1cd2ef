"""The trend of a plan: what its snapshots say month by month, against counting them one by one on random trees."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from peewee import Database

from tansiq.models import Plan, PlanItem, PlanSnapshot
from tansiq.plans.plan_answer import measured_answers
from tansiq.plans.plan_standings import plan_standings
from tansiq.plans.snapshots import take_snapshot, take_snapshots
from tansiq.plans.trend import Counts, Gain, TrendMonth, gains, trend
from tansiq.plans.versions import adopt
from tansiq.records import changes
from tests.people import NOBODY, SALMA
from tests.register import Register
from tests.statements import told
from tests.tansiq.plans.outlines import named

MAY, JUNE, TODAY = date(2026, 5, 31), date(2026, 6, 30), date(2026, 7, 10)
MONTHS = (date(2026, 4, 1), date(2026, 5, 1), date(2026, 6, 1))
STATES = ("NOT_STARTED", "UNDER_WAY", "DONE", "CANCELLED")


@pytest.fixture
def plan(register: Register) -> Plan:
    """Adopted: water with wells that are late since February and pipes to come, and a clinic."""
    plan = register.plan()
    water = register.item(plan, "Water")
    register.item(plan, "Wells", water, starts_on=date(2026, 1, 1), ends_on=date(2026, 2, 1), item_state="UNDER_WAY")
    register.item(plan, "Pipes", water, starts_on=date(2026, 11, 1), ends_on=date(2026, 12, 1))
    register.item(plan, "Clinic")
    adopt(SALMA, plan, date(2026, 1, 1))
    return Plan.get_by_id(plan.id)


def _trend(plan: Plan, item: PlanItem | None = None, today: date = TODAY) -> list[TrendMonth]:
    return trend(SALMA, plan, measured_answers(SALMA, [plan], today)[plan.id], today, item)


def _report(name: str, state: str) -> None:
    row = named(name)
    row.item_state = state
    changes.save(SALMA, row)


def test_months_that_are_over_stand_as_they_were_kept_and_the_present_one_as_it_is(plan: Plan) -> None:
    take_snapshots(MAY)
    _report("Clinic", "DONE")
    take_snapshots(JUNE)
    _report("Wells", "DONE")
    assert _trend(plan) == [
        TrendMonth(date(2026, 5, 1), Decimal(0), 119, Counts(3, 0, 1)),
        TrendMonth(date(2026, 6, 1), Decimal(50), 149, Counts(3, 1, 1)),
        TrendMonth(date(2026, 7, 1), Decimal(75), 0, Counts(3, 2, 0)),
    ]


def test_an_item_is_told_of_with_all_that_stands_under_it(plan: Plan) -> None:
    take_snapshots(JUNE)
    _report("Wells", "DONE")
    assert _trend(plan, named("Water")) == [
        TrendMonth(date(2026, 6, 1), Decimal(0), 149, Counts(2, 0, 1)),
        TrendMonth(date(2026, 7, 1), Decimal(50), 0, Counts(2, 1, 0)),
    ]
    assert [month.counts for month in _trend(plan, named("Clinic"))] == [Counts(1, 0, 0), Counts(1, 0, 0)]


def test_the_snapshot_of_the_present_month_alone_is_no_trend(plan: Plan) -> None:
    take_snapshots(TODAY)
    assert _trend(plan) == []
    assert [month.month for month in _trend(plan, today=date(2026, 8, 1))] == [date(2026, 7, 1), date(2026, 8, 1)]


def test_an_archived_item_counts_in_the_months_in_which_it_stood(plan: Plan) -> None:
    take_snapshots(JUNE)
    plan.is_frozen = False
    plan.save()
    changes.archive(SALMA, named("Clinic"))
    assert [month.counts.item_count for month in _trend(plan)] == [3, 2]


def _progress(ids: list[int]) -> dict[int, Decimal]:
    """How far plans are; those without items are nowhere yet."""
    found = plan_standings(SALMA, ids, TODAY)
    return {plan_id: found[plan_id].progress if plan_id in found else Decimal(0) for plan_id in ids}


def test_the_gain_is_what_lies_between_today_and_the_end_of_last_month(plan: Plan, register: Register) -> None:
    other = register.plan("YE1210")
    take_snapshots(MAY)
    _report("Clinic", "DONE")
    take_snapshots(JUNE)
    _report("Wells", "DONE")
    progress = _progress([plan.id, other.id])
    assert gains(SALMA, progress, TODAY) == {plan.id: Gain(Decimal(75), Decimal(25)), other.id: Gain(Decimal(0), None)}
    assert gains(SALMA, progress, date(2026, 8, 1))[plan.id].points is None


def test_the_gain_of_a_plan_that_is_not_seen_stays_unknown(plan: Plan) -> None:
    take_snapshots(JUNE)
    plan.is_published = False
    changes.save(SALMA, plan)
    assert gains(NOBODY, {plan.id: Decimal(0)}, TODAY) == {plan.id: Gain(Decimal(0), None)}


def test_more_plans_cost_no_more_statements(plan: Plan, register: Register) -> None:
    counts = []
    for _ in range(2):
        ids = [row.id for row in Plan.select()]
        with told() as statements:
            gains(SALMA, _progress(ids), TODAY)
        counts.append(len(statements))
        for number in range(5):
            take_snapshot(register.plan("YE1210", name_en=f"Plan {number}"), JUNE)
    assert counts[0] == counts[1]


@dataclass(frozen=True)
class Grown:
    """An item under one before it, and how it stood in each of MONTHS: (state, days late), None where it was not there
    yet."""

    above: int | None
    months: tuple[tuple[str, int] | None, ...]


@st.composite
def trees(draw: st.DrawFn) -> list[Grown]:
    """Up to nine items, some of which came later or were cancelled."""
    stood = st.none() | st.tuples(st.sampled_from(STATES), st.sampled_from([0, 0, 7]))
    return [
        Grown(draw(st.none() | st.integers(0, number - 1)) if number else None, draw(st.tuples(stood, stood, stood)))
        for number in range(draw(st.integers(1, 9)))
    ]


def _enter(plan: Plan, grown: list[Grown]) -> list[PlanItem]:
    rows, keys = list[PlanItem](), list[str]()
    for number, one in enumerate(grown):
        keys.append(("" if one.above is None else keys[one.above]) + f"{number:05}")
        above = None if one.above is None else rows[one.above].id
        rows.append(PlanItem.create(plan=plan.id, parent=above, order_key=keys[number], name_en=f"Item {number}"))
        for month, stood in zip(MONTHS, one.months, strict=True):
            if stood is not None:
                facts = {"item_state": stood[0], "late_days": stood[1], "progress": number}
                PlanSnapshot.create(plan=plan.id, item=rows[number].id, month=month, taken_on=month, **facts)
    for month in MONTHS:
        PlanSnapshot.create(plan=plan.id, month=month, taken_on=month, progress=40, late_days=0)
    return rows


def _line(grown: list[Grown], number: int) -> Iterator[int]:
    """The item and those above it."""
    at: int | None = number
    while at is not None:
        yield at
        at = grown[at].above


def _by_hand(grown: list[Grown], month: int, root: int | None) -> Counts:
    def state(number: int) -> str:
        stood = grown[number].months[month]
        return stood[0] if stood else ""

    ends = []
    for number in range(len(grown)):
        is_in = root is None or root in _line(grown, number)
        is_parent = any(grown[n].above == number and state(n) not in ("", "CANCELLED") for n in range(len(grown)))
        # A line is broken where an item was not there yet.
        line = list(_line(grown, number))
        missing = next((place for place, n in enumerate(line) if not state(n)), len(line))
        is_gone = any(state(n) == "CANCELLED" for n in line[:missing])
        if state(number) and is_in and not is_parent and not is_gone:
            ends.append(grown[number].months[month] or ("", 0))
    return Counts(len(ends), sum(s == "DONE" for s, _ in ends), sum(late > 0 for _, late in ends))


@given(grown=trees(), data=st.data())
def test_the_kept_months_are_what_counting_the_snapshots_gives(
    database: Database, register: Register, grown: list[Grown], data: st.DataObject
) -> None:
    root = data.draw(st.none() | st.integers(0, len(grown) - 1))
    with database.atomic() as everything:
        plan = register.plan()
        rows = _enter(plan, grown)
        found = _trend(plan, None if root is None else rows[root])
        months = [n for n in range(len(MONTHS)) if root is None or grown[root].months[n] is not None]
        assert [month.month for month in found[:-1]] == [MONTHS[n] for n in months]
        assert [month.counts for month in found[:-1]] == [_by_hand(grown, n, root) for n in months]
        assert [month.progress for month in found[:-1]] == [40 if root is None else root] * len(months)
        everything.rollback()
