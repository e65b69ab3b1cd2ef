"""Snapshots of plans: each followed plan once a month, as it stood at the month's end, told as far as the plan is."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tansiq.models import Indicator, IndicatorTarget, IndicatorValue, Plan, PlanItem, PlanSnapshot
from tansiq.plans.snapshots import JOBS, Stood, course_of, stood_in, take_snapshots
from tansiq.plans.versions import adopt
from tansiq.platform.background import Order
from tansiq.policy.visibility import visible
from tansiq.records import changes
from tests.people import NOBODY, SALMA
from tests.register import Register

JUNE, JULY = date(2026, 6, 10), date(2026, 7, 2)


@pytest.fixture
def plan(register: Register) -> Plan:
    """An adopted plan: wells under way from January to June, a road not begun."""
    plan = register.plan("YE1211")
    register.item(plan, "Wells", starts_on=date(2026, 1, 1), ends_on=date(2026, 6, 5), item_state="UNDER_WAY")
    register.item(plan, "Road")
    adopt(SALMA, plan, date(2026, 1, 1))
    return Plan.get_by_id(plan.id)


def _item(name: str) -> PlanItem:
    found: PlanItem = PlanItem.get(PlanItem.name_en == name)
    return found


def _report(name: str, **values: Any) -> None:
    row = _item(name)
    for field, value in values.items():
        setattr(row, field, value)
    changes.save(SALMA, row)


def test_a_plan_and_its_items_are_kept_as_they_stood_in_each_month(plan: Plan) -> None:
    wells, road = _item("Wells").id, _item("Road").id
    take_snapshots(JUNE)
    _report("Wells", item_state="DONE")
    take_snapshots(JULY)
    assert stood_in(SALMA, plan, JUNE) == {
        None: Stood("", Decimal(0), 5),
        wells: Stood("UNDER_WAY", Decimal(0), 5),
        road: Stood("NOT_STARTED", Decimal(0), 0),
    }
    assert stood_in(SALMA, plan, date(2026, 7, 31))[wells] == Stood("DONE", Decimal(100), 0)
    assert [(month, stood.progress) for month, stood in course_of(SALMA, plan)] == [
        (date(2026, 6, 1), Decimal(0)),
        (date(2026, 7, 1), Decimal(50)),
    ]
    assert stood_in(SALMA, plan, date(2026, 5, 31)) == {}


def test_again_within_a_month_there_are_no_more_rows_and_they_tell_the_last_look(plan: Plan) -> None:
    assert take_snapshots(JUNE) == 1
    first = PlanSnapshot.select().count()
    take_snapshots(JUNE)
    _report("Road", progress=Decimal(40))
    take_snapshots(date(2026, 6, 30))
    assert PlanSnapshot.select().count() == first == 3
    assert {row.taken_on for row in PlanSnapshot.select()} == {date(2026, 6, 30)}
    assert stood_in(SALMA, plan, JUNE)[None].progress == 20


def test_how_far_an_item_is_follows_its_indicators(plan: Plan, register: Register) -> None:
    other = register.plan("YE1210")
    item = register.item(other, "Water")
    values: dict[str, Any] = {"unit": "m", "direction": "RISING", "over_areas": "SUM", "over_time": "LATEST"}
    row = changes.save(SALMA, Indicator(plan=other.id, item=item.id, name_en="Pipes", baseline=Decimal(100),
                                        baseline_on=date(2026, 1, 1), **values))  # fmt: skip
    changes.save(SALMA, IndicatorTarget(indicator=row.id, on=date(2026, 12, 31), value=Decimal(400)))
    changes.save(SALMA, IndicatorValue(indicator=row.id, on=date(2026, 6, 1), value=Decimal(200)))
    adopt(SALMA, other, date(2026, 1, 1))
    take_snapshots(JUNE)
    assert stood_in(SALMA, other, JUNE)[item.id].progress == Decimal("33.33")


@pytest.mark.parametrize("is_archived", [False, True])
def test_plans_that_nobody_follows_are_left_out(register: Register, plan: Plan, is_archived: bool) -> None:
    register.plan("YE1210")
    if is_archived:
        changes.archive(SALMA, plan)
    else:
        plan.phase = "CLOSED"
        changes.save(SALMA, plan)
    assert take_snapshots(JUNE) == 0
    assert PlanSnapshot.select().count() == 0


def test_a_snapshot_is_told_to_whoever_sees_the_plan(plan: Plan) -> None:
    take_snapshots(JUNE)
    assert visible(PlanSnapshot, NOBODY).count() == 3
    plan.is_published = False
    changes.save(SALMA, plan)
    assert visible(PlanSnapshot, NOBODY).count() == 0


def test_the_worker_takes_them_by_itself(plan: Plan, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tansiq.platform.clock.today", lambda: JUNE)
    told: Callable[[str, int], None] = lambda stage, count: None  # noqa: E731  As the worker hears of it.
    JOBS["snapshots"](Order("snapshots"), told)
    assert [month for month, _ in course_of(SALMA, plan)] == [date(2026, 6, 1)]
