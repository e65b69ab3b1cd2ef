"""What a ministry defined on plans and their items goes with them: into copies and versions, but what is personal."""

from datetime import date
from typing import Any

import pytest

from tansiq.models import Indicator, Plan, PlanItem
from tansiq.plans.copying import copy_plan
from tansiq.plans.versions import adopt, compare, content_of, stored_content
from tansiq.records import changes
from tests.admin.typed import an_indicator
from tests.definitions import answers, field, name_of
from tests.people import SALMA
from tests.register import Register

DAY = date(2026, 6, 1)


@pytest.fixture
def plan(register: Register) -> Plan:
    """A plan with one item and one indicator."""
    plan = register.plan("YE1211", name_en="Recovery plan")
    register.item(plan, "Wells")
    an_indicator(plan)
    return plan


def _known(row: Any, **values: Any) -> Any:
    """The row, saved with what is known by own fields of its kind."""
    again = type(row).get_by_id(row.id)
    for name, value in values.items():
        again.enter(name, value)
    return changes.save(SALMA, again)


def test_a_copy_knows_what_its_example_knows_but_what_is_personal(plan: Plan) -> None:
    names = {table: name_of(field("office", table=table)) for table in ("plan", "plan_item", "indicator")}
    foreman = name_of(field("foreman", table="plan_item", is_personal=True))
    for row in (plan, PlanItem.get(), Indicator.get()):
        _known(row, **{names[row._meta.table_name]: "Khanfar"})
    _known(PlanItem.get(), **{foreman: "Somebody"})
    new = copy_plan(SALMA, Plan.get_by_id(plan.id), {"starts_on": date(2027, 1, 1), "ends_on": date(2027, 12, 31)})
    copies = (Plan.get_by_id(new.id), PlanItem.get(PlanItem.plan == new.id), Indicator.get(Indicator.plan == new.id))
    assert [row.entered(names[row._meta.table_name]) for row in copies] == ["Khanfar"] * len(copies)
    assert copies[1].entered(foreman) is None


def test_a_version_keeps_own_fields_by_their_names_and_nothing_personal(plan: Plan, register: Register) -> None:
    office, seat = (
        field("office", table="plan_item"),
        field("seat", "REFERENCE", table="plan_item", reference_table="area"),
    )
    foreman = field("foreman", table="plan_item", is_personal=True)
    known = {name_of(office): "Khanfar", name_of(seat): register.areas["YE12"].id, name_of(foreman): "Somebody"}
    _known(PlanItem.get(), **known)
    version = adopt(SALMA, Plan.get_by_id(plan.id), DAY)
    [item] = stored_content(version)["items"]
    assert (item[name_of(office)], item[name_of(seat)]["en"], item.get(name_of(foreman))) == ("Khanfar", "Abyan", None)
    assert "Somebody" not in version.content
    office.is_personal = True
    changes.save(SALMA, office)
    assert name_of(office) not in stored_content(version)["items"][0]


def test_versions_tell_what_is_known_anew_and_no_more(plan: Plan) -> None:
    source = name_of(field("source", "CHOICES", table="plan_item", choice_list=answers("WELL", "SPRING").id))
    before = content_of(Plan.get_by_id(plan.id))
    _known(PlanItem.get(), **{source: ["WELL"]})
    after = content_of(Plan.get_by_id(plan.id))
    assert [one.fields for one in compare(before, after)] == [{source: [None, ["WELL"]]}]
    assert [one.fields for one in compare(after, before)] == [{source: [["WELL"], None]}]
