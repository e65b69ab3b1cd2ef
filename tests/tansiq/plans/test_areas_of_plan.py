"""Items of a plan are counted by area: how many there are, how many open, how many late."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from tansiq.models import Commitment, Plan, PlanItem, PlanItemArea
from tansiq.plans.areas_of_plan import AreasOfPlan, Items, areas_of_plan
from tansiq.plans.plan_answer import plan_answer
from tansiq.records import changes
from tests.people import SALMA
from tests.register import Register
from tests.statements import told

TODAY = date(2026, 7, 1)
DISTRICT, SUBDISTRICT = 2, 3


@pytest.fixture
def plan(register: Register) -> Plan:
    """The plan of Abyan."""
    return register.plan("YE12")


def _item(
    register: Register, plan: Plan, name: str, *pcodes: str, under: PlanItem | None = None, **more: Any
) -> PlanItem:
    row = register.item(plan, name, under, **more)
    changes.replace_parts(SALMA, row, PlanItemArea, [{"area": register.areas[pcode].id} for pcode in pcodes])
    return row


def _found(plan: Plan, level: int | None = DISTRICT) -> AreasOfPlan:
    return areas_of_plan(SALMA, plan, plan_answer(SALMA, plan, TODAY), level)


def _names(items: Items) -> list[str]:
    return [PlanItem.get_by_id(row_id).name_en for row_id in items.ids]


def _told(register: Register, found: AreasOfPlan) -> dict[str, list[str]]:
    """By P-code, "whole" and "elsewhere": the names of the items."""
    codes = {area.id: pcode for pcode, area in register.areas.items()}
    areas = {codes[area_id]: _names(items) for area_id, items in found.areas.items()}
    return areas | {"whole": _names(found.whole), "elsewhere": _names(found.elsewhere)}


def test_items_count_in_the_area_of_the_level_in_which_they_lie(plan: Plan, register: Register) -> None:
    _item(register, plan, "Ja'ar", "YE121121")
    _item(register, plan, "Both", "YE1211", "YE121001")
    _item(register, plan, "Abyan", "YE12")
    _item(register, plan, "Yemen", "YE")
    _item(register, plan, "Nowhere said")
    _item(register, plan, "Hadramawt", "YE1927")
    _item(register, plan, "All of Hadramawt", "YE19")
    assert _told(register, _found(plan)) == {
        "YE1211": ["Ja'ar", "Both"],
        "YE1210": ["Both"],
        "whole": ["Abyan", "Yemen", "Nowhere said"],
        "elsewhere": ["Hadramawt", "All of Hadramawt"],
    }
    assert _told(register, _found(plan, SUBDISTRICT))["whole"] == ["Both", "Abyan", "Yemen", "Nowhere said"]


def test_an_item_without_areas_is_where_the_one_above_it_is(plan: Plan, register: Register) -> None:
    network = _item(register, plan, "Network", "YE1211")
    _item(register, plan, "Survey", under=network)
    _item(register, plan, "Zinjibar", "YE121001", under=network)
    found = _found(plan)
    assert _told(register, found) == {"YE1211": ["Survey"], "YE1210": ["Zinjibar"], "whole": [], "elsewhere": []}


def test_what_is_open_and_late_is_counted(plan: Plan, register: Register) -> None:
    wells = _item(register, plan, "Wells", "YE1211", required=10, unit="wells", ends_on=date(2026, 6, 1))
    _item(register, plan, "Pipes", "YE1211", ends_on=date(2026, 12, 1))
    _item(register, plan, "Done", "YE1211", item_state="DONE", ends_on=date(2026, 2, 1))
    _item(register, plan, "Given up", "YE1211", item_state="CANCELLED", ends_on=date(2026, 2, 1))
    place = register.areas["YE1211"].id
    items = _found(plan).areas[place]
    assert (items.item_count, items.open_count, items.late_count) == (3, 2, 1)
    facts = {"organization": register.organization("NRA").id, "offered_on": date(2026, 1, 1), "unit": "wells"}
    changes.save(SALMA, Commitment(item=wells.id, quantity=Decimal(10), **facts))
    assert _found(plan).areas[place].open_count == 1
    plan.phase = "CLOSED"
    assert _found(plan).areas[place].open_count == 0


def test_the_level_is_the_first_at_which_areas_differ(plan: Plan, register: Register) -> None:
    _item(register, plan, "Ja'ar", "YE121121")
    assert _found(plan, None).level == DISTRICT
    _item(register, plan, "al-Kawd", "YE121122")
    assert _found(plan, None).level == SUBDISTRICT
    _item(register, plan, "Zinjibar", "YE1210")
    assert _found(plan, None).level == DISTRICT


def test_more_items_cost_no_more_statements(plan: Plan, register: Register) -> None:
    counts = []
    for number in (1, 6):
        for each in range(number):
            _item(register, plan, f"Well {number}.{each}", "YE121121")
        answer, stored = plan_answer(SALMA, plan, TODAY), Plan.get_by_id(plan.id)
        assert stored.area.level == 1
        with told() as statements:
            areas_of_plan(SALMA, stored, answer)
        counts.append(len(statements))
    assert counts == [1, 1]
