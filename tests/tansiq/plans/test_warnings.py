"""What looks wrong in a plan is told, and not refused."""

from datetime import date
from typing import Any

from tansiq.models import Plan, PlanItem
from tansiq.plans.warnings import item_warnings
from tests.register import Register


def _told(plan: Plan) -> list[tuple[str, str]]:
    rows: Any = PlanItem.select().where(PlanItem.plan == plan.id).order_by(PlanItem.order_key)
    names = {row.id: row.name_en for row in rows}
    return [(names.get(one.item_id or 0, ""), one.code) for one in item_warnings(plan, rows)]


def test_days_outside_of_those_above_are_told(register: Register) -> None:
    plan = register.plan()
    axis = register.item(plan, "Axis", starts_on=date(2026, 2, 1), ends_on=date(2026, 6, 30))
    register.item(plan, "Within", axis, starts_on=date(2026, 2, 1), ends_on=date(2026, 6, 30))
    register.item(plan, "Too early", axis, starts_on=date(2026, 1, 31))
    between = register.item(plan, "Without days", axis)
    register.item(plan, "Too late", between, ends_on=date(2026, 7, 1))
    register.item(plan, "Outside of the plan", ends_on=date(2027, 1, 1))
    assert _told(plan) == [(name, "DAYS_OUTSIDE") for name in ("Too early", "Too late", "Outside of the plan")]


def test_weights_that_do_not_sum_to_100_are_told_where_any_is_given(register: Register) -> None:
    plan = register.plan()
    axis = register.item(plan, "Axis", weight=60)
    register.item(plan, "Other axis", weight=40)
    register.item(plan, "First", axis, weight=30)
    register.item(plan, "Second", axis, weight=30)
    register.item(plan, "Cancelled", axis, weight=40, item_state="CANCELLED")
    assert _told(plan) == [("Axis", "WEIGHTS_NOT_100")]
    register.item(plan, "Unweighted", axis)
    assert _told(plan) == []
    register.item(plan, "Third axis", weight=1)
    assert ("", "WEIGHTS_NOT_100") in _told(plan)
