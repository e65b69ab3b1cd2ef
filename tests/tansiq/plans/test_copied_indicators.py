"""A plan is copied with its indicators: targets on the days of the new plan, values only if asked."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tansiq.models import Indicator, IndicatorTarget, IndicatorValue, Plan, PlanItem
from tansiq.plans.copying import copy_plan
from tansiq.records import changes
from tests.people import SALMA
from tests.register import Register
from tests.statements import told

FACTS: dict[str, Any] = {
    "unit": "percent", "direction": "FALLING", "baseline": 40, "baseline_on": date(2025, 11, 1),
    "over_areas": "AVERAGE", "over_time": "LATEST",
}  # fmt: skip


@pytest.fixture
def plan(register: Register) -> Plan:
    """Wells measured by losses, and the plan as a whole by thirst."""
    found = register.plan()
    wells = register.item(found, "Wells")
    _indicator(found, "Losses", item=wells.id)
    _indicator(found, "Thirst")
    return found


def _indicator(plan: Plan, name: str, **more: Any) -> None:
    """An indicator with targets in summer and for the year, and a value of spring."""
    row = changes.save(SALMA, Indicator(plan=plan.id, name_en=name, **FACTS, **more))
    for on, value in ((date(2026, 6, 30), 30), (date(2026, 12, 31), 20)):
        changes.save(SALMA, IndicatorTarget(indicator=row.id, on=on, value=Decimal(value)))
    changes.save(SALMA, IndicatorValue(indicator=row.id, on=date(2026, 3, 31), value=Decimal(35), source="Utility"))


def _under(table: Any, row: Indicator) -> list[Any]:
    return list(table.select().where(table.indicator == row.id).order_by(table.on))


def _told(plan: Plan) -> list[tuple[Any, ...]]:
    """(name, item, baseline, its day, targets, values) of the indicators of a plan."""
    return [
        (
            row.name_en, row.item.name_en if row.item else None, row.baseline, row.baseline_on,
            [(one.on, one.value) for one in _under(IndicatorTarget, row)],
            [(one.on, one.value, one.source) for one in _under(IndicatorValue, row)],
        )
        for row in Indicator.select().where(Indicator.plan == plan.id).order_by(Indicator.name_en)
    ]  # fmt: skip


def test_targets_move_with_the_days_and_nothing_is_achieved(plan: Plan) -> None:
    days = {"starts_on": date(2027, 1, 1), "ends_on": date(2027, 12, 31)}
    new = copy_plan(SALMA, plan, {"name_en": "Plan of 2027", **days})
    targets = [(date(2027, 6, 30), 30), (date(2027, 12, 31), 20)]
    assert _told(new) == [
        ("Losses", "Wells", 40, date(2025, 11, 1), targets, []),
        ("Thirst", None, 40, date(2025, 11, 1), targets, []),
    ]
    [item_id] = [row.item_id for row in Indicator.select().where(Indicator.plan == new.id) if row.item_id]
    assert PlanItem.get_by_id(item_id).plan_id == new.id


def test_values_come_along_where_what_was_achieved_does(plan: Plan) -> None:
    new = copy_plan(SALMA, plan, {"name_en": "Second half"}, with_achieved=True)
    assert [told[-1] for told in _told(new)] == [[(date(2026, 3, 31), 35, "Utility")]] * 2


def test_the_target_of_a_year_is_that_of_a_whole_year_again(plan: Plan) -> None:
    """From 2026 to 2029 there is a leap day: by days alone the target would end on 30 December."""
    new = copy_plan(SALMA, plan, {"starts_on": date(2029, 1, 1), "ends_on": date(2029, 12, 31)})
    assert _told(new)[0][4][-1] == (date(2029, 12, 31), 20)
    shifted = copy_plan(SALMA, plan, {"starts_on": date(2026, 7, 1), "ends_on": date(2027, 6, 30)})
    assert [on for on, _ in _told(shifted)[0][4]] == [date(2026, 12, 28), date(2027, 6, 30)]


def test_what_is_archived_stays_behind(plan: Plan) -> None:
    target = IndicatorTarget.select().where(IndicatorTarget.on == date(2026, 6, 30)).first()
    changes.archive(SALMA, target)
    changes.archive(SALMA, Indicator.get(Indicator.name_en == "Thirst"))
    new = copy_plan(SALMA, plan, {"name_en": "Next"})
    assert [(told[0], len(told[4])) for told in _told(new)] == [("Losses", 1)]


def test_more_indicators_cost_no_more_statements(plan: Plan) -> None:
    counts = []
    for number in (1, 6):
        for each in range(number):
            _indicator(plan, f"More {number}.{each}")
        with told() as statements:
            copy_plan(SALMA, plan, {"name_en": f"Copy {number}"}, with_achieved=True)
        counts.append(len(statements))
    assert counts[0] == counts[1]
