"""A plan is copied as the start of the next, with or without what was achieved."""

from datetime import date

import pytest

from tansiq.models import Plan, PlanItem, PlanItemArea, PlanItemSector
from tansiq.plans.copying import copy_plan
from tansiq.records import changes
from tests.people import SALMA
from tests.register import Register
from tests.statements import told
from tests.tansiq.plans.outlines import named, outline


@pytest.fixture
def plan(register: Register) -> Plan:
    """Water, half of whose wells are dug, in one sector and area."""
    found = register.plan()
    water = register.item(found, "Water", own_code="W")
    facts = {"starts_on": date(2026, 3, 1), "ends_on": date(2026, 6, 30), "required": 10, "unit": "wells"}
    wells = register.item(found, "Wells", water, item_state="UNDER_WAY", progress=50, remark="Five dug", **facts)
    changes.replace_parts(SALMA, wells, PlanItemSector, [{"sector": register.sectors["WSH"].id}])
    changes.replace_parts(SALMA, wells, PlanItemArea, [{"area": register.areas["YE121121"].id}])
    return found


def test_the_next_years_plan_begins_with_nothing_achieved(plan: Plan) -> None:
    days = {"starts_on": date(2027, 1, 1), "ends_on": date(2027, 12, 31)}
    new = copy_plan(SALMA, plan, {"name_en": "Plan of 2027", **days})
    assert (new.phase, new.is_published, new.edition) == ("DRAFTING", False, 0)
    assert outline(new) == [("W", "Water"), ("W.1", "Wells")]
    wells = PlanItem.get(PlanItem.plan == new.id, PlanItem.name_en == "Wells")
    assert (wells.starts_on, wells.ends_on) == (date(2027, 3, 1), date(2027, 6, 30))
    assert wells.required == 10
    assert wells.unit == "wells"
    assert [wells.item_state, wells.progress, wells.remark] == ["NOT_STARTED", None, ""]
    assert [part.sector.code for part in PlanItemSector.select().where(PlanItemSector.item == wells.id)] == ["WSH"]
    assert [part.area.pcode for part in PlanItemArea.select().where(PlanItemArea.item == wells.id)] == ["YE121121"]


def test_what_was_achieved_is_copied_where_it_is_asked_for(plan: Plan) -> None:
    new = copy_plan(SALMA, plan, {"name_en": "Second half"}, with_achieved=True)
    wells = PlanItem.get(PlanItem.plan == new.id, PlanItem.name_en == "Wells")
    assert [wells.item_state, wells.progress, wells.remark] == ["UNDER_WAY", 50, "Five dug"]
    assert wells.starts_on == date(2026, 3, 1)


def test_the_copied_plan_stays_as_it_was(plan: Plan) -> None:
    wells = named("Wells")
    copy_plan(SALMA, plan, {"name_en": "Plan of 2027"})
    assert outline(plan) == [("W", "Water"), ("W.1", "Wells")]
    assert PlanItem.get_by_id(wells.id).values() == wells.values()


def test_items_that_serve_another_plan_cost_no_more_statements(register: Register) -> None:
    strategy = register.plan(name_en="Strategy")
    served, annual = register.item(strategy, "Served"), register.plan(name_en="Annual", parent=strategy.id)
    counts = list[int]()
    for number in range(2):
        for each in range(1 + 5 * number):
            register.item(annual, f"Item {number}.{each}", serves=served.id)
        with told() as statements:
            copy_plan(SALMA, Plan.get_by_id(annual.id), {"name_en": f"Copy {number}"})
        counts.append(len(statements))
    assert counts[0] == counts[1]
    elsewhere = copy_plan(SALMA, annual, {"name_en": "Alone", "parent": None})
    assert {item.serves_id for item in PlanItem.select().where(PlanItem.plan == elsewhere.id)} == {None}
