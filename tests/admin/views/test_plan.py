"""A plan is copied on its page with its items, as the start of the next."""

from typing import Any

import pytest

from tansiq.models import Plan, PlanItem
from tests.admin.conftest import Reader
from tests.register import Register
from tests.tansiq.plans.outlines import outline


@pytest.fixture
def plan(register: Register) -> Plan:
    """A plan of which the wells are dug."""
    found = register.plan()
    register.item(found, "Wells", register.item(found, "Water"), item_state="DONE")
    return found


def _copied(salma: Reader, plan: Plan, more: str = "") -> Plan:
    address = f"plan/new/?copy={plan.id}{more}"
    values: dict[str, Any] = {
        "name_en": "The next plan", "plan_kind": "ANNUAL", "phase": "DRAFTING", "tolerance": "10",
        "area": plan.area_id, "starts_on": "2027-01-01", "ends_on": "2027-12-31",
    }  # fmt: skip
    answer = salma.post(address, address, **values)
    assert answer.status_code == 302, answer.text
    return Plan.get(Plan.name_en == "The next plan")


def _state(plan: Plan) -> str:
    return str(PlanItem.get(PlanItem.plan == plan.id, PlanItem.name_en == "Wells").item_state)


def test_a_copied_plan_has_the_items_of_the_first_and_nothing_achieved(plan: Plan, salma: Reader) -> None:
    new = _copied(salma, plan)
    assert outline(new) == [("1", "Water"), ("1.1", "Wells")]
    assert (_state(new), _state(plan)) == ("NOT_STARTED", "DONE")


def test_what_was_achieved_is_copied_where_that_is_chosen(plan: Plan, salma: Reader) -> None:
    assert _state(_copied(salma, plan, "&achieved=1")) == "DONE"


def test_the_page_of_a_plan_leads_to_both_copies_and_the_list_to_the_page(plan: Plan, salma: Reader) -> None:
    page = salma.get(f"plan/details/?id={plan.id}").text
    assert f"copy={plan.id}" in page
    assert f"copy={plan.id}&amp;achieved=1" in page
    assert f"plan/details/?id={plan.id}" in salma.get("plan/").text
