"""A version keeps the indicators of its plan, and two versions tell what differs in them."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tansiq.models import Indicator, IndicatorTarget, IndicatorValue, Plan
from tansiq.plans.versions import adopt, amend, compare, compare_indicators, content_of, stored_content
from tansiq.records import changes
from tests.people import SALMA
from tests.register import Register
from tests.tansiq.plans.outlines import named

END = date(2026, 12, 31)


@pytest.fixture
def plan(register: Register) -> Plan:
    """Wells measured by the households they serve: 100 before, 300 by the end of the year, 150 in March."""
    found = register.plan()
    wells = register.item(found, "Wells")
    row = _indicator(found, "Households with water", item=wells.id)
    changes.save(SALMA, IndicatorTarget(indicator=row.id, on=END, value=Decimal(300)))
    changes.save(SALMA, IndicatorValue(indicator=row.id, on=date(2026, 3, 31), value=Decimal(150)))
    return found


def _indicator(plan: Plan, name: str, **more: Any) -> Indicator:
    facts = {"unit": "households", "direction": "RISING", "baseline": Decimal(100), "baseline_on": date(2025, 12, 31)}
    ways = {"over_areas": "SUM", "over_time": "LATEST"}
    return changes.save(SALMA, Indicator(plan=plan.id, name_en=name, **facts, **ways, **more))


def _stored(plan: Plan) -> Plan:
    found: Plan = Plan.get_by_id(plan.id)
    return found


def test_a_version_keeps_indicators_with_their_targets_and_no_values(plan: Plan) -> None:
    [kept] = stored_content(adopt(SALMA, plan, date(2026, 1, 15)))["indicators"]
    assert (kept["item"], kept["name_en"], kept["unit"]) == ("1", "Households with water", "households")
    assert (kept["baseline"], kept["baseline_on"]) == ("100", "2025-12-31")
    assert kept["targets"] == [{"on": "2026-12-31", "value": "300"}]
    assert "150" not in str(kept)


def test_the_indicators_of_the_plan_come_first_then_those_of_its_items_in_their_order(
    plan: Plan, register: Register
) -> None:
    pipes = register.item(plan, "Pipes")
    _indicator(plan, "Length", item=pipes.id)
    _indicator(plan, "Depth", item=named("Wells").id)
    _indicator(plan, "Thirst")
    changes.archive(SALMA, _indicator(plan, "Mistake"))
    found = [(row["item"], row["name_en"]) for row in content_of(plan)["indicators"]]
    assert found == [("", "Thirst"), ("1", "Households with water"), ("1", "Depth"), ("2", "Length")]


def test_versions_tell_what_differs_in_indicators(plan: Plan) -> None:
    first = stored_content(adopt(SALMA, plan, date(2026, 1, 15)))
    amend(SALMA, _stored(plan), "More households are to be served.")
    target = IndicatorTarget.get()
    target.value = Decimal(400)
    changes.save(SALMA, target)
    _indicator(_stored(plan), "Thirst")
    second = stored_content(adopt(SALMA, _stored(plan), date(2026, 6, 15)))
    found = [(one.kind, (one.after or one.before)["name_en"], one.fields) for one in compare_indicators(first, second)]
    before, after = [{"on": "2026-12-31", "value": "300"}], [{"on": "2026-12-31", "value": "400"}]
    assert sorted(found, key=lambda one: one[0]) == [
        ("CHANGED", "Households with water", {"targets": [before, after]}), ("NEW", "Thirst", {}),
    ]  # fmt: skip
    assert [one.kind for one in compare_indicators(second, first)] == ["CHANGED", "GONE"]
    assert compare(first, second) == []


def test_versions_from_before_indicators_were_kept_tell_nothing_of_them(plan: Plan) -> None:
    now = content_of(plan)
    old = {name: value for name, value in now.items() if name != "indicators"}
    assert compare_indicators(old, now) == compare_indicators(now, old) == []
