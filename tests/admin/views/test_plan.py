"""The list of plans, and copying one on its page with its items, as the start of the next."""

import re
from datetime import date
from typing import Any

import pytest

from tansiq.models import Plan, PlanItem
from tansiq.platform import lru
from tansiq.records import slow_answers
from tests.admin.conftest import Reader
from tests.register import Register
from tests.statements import told
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


def test_the_list_tells_how_far_each_plan_is_and_how_much_of_it_is_late(
    plan: Plan, salma: Reader, register: Register
) -> None:
    register.item(plan, "Schools", progress=98.9, ends_on=date(2026, 2, 1))
    register.plan("YE1210", name_en="Nothing yet")
    cells = {row[0]: row[4:6] for row in _rows(salma.get("plan/").text)}
    # Wells are done, schools at 98.9: nothing is rounded up to what is not reached.
    assert cells == {"Recovery plan": ["99%", "1"], "Nothing yet": ["—", "—"]}
    saved = salma.get("plan/export/csv/").data.decode("utf-8-sig").splitlines()
    assert saved[0].split(",")[4:6] == ["Progress", "Late items"]
    assert [line.split(",")[4:6] for line in saved[1:]] == [["", ""], ["99.45", "1"]]


def test_the_list_costs_no_more_statements_for_more_plans(plan: Plan, salma: Reader, register: Register) -> None:
    salma.get("plan/")
    _forget()
    with told() as few:
        salma.get("plan/")
    for pcode in ("YE1210", "YE12", "YE1927"):
        register.item(register.plan(pcode), "Roads")
    _forget()
    with told() as many:
        salma.get("plan/")
    assert len(many) <= len(few)


def _forget() -> None:
    """Keep no answer and no name of an area: what is counted is what the first page asks."""
    slow_answers.clear_cache()
    lru.forget()


def _rows(page: str) -> list[list[str]]:
    """The words of the cells of each row of a list, but for its box to tick."""
    body = page[page.index("<tbody") : page.index("</tbody>")]
    cells = [re.findall(r"<td[^>]*data-label[^>]*>(.*?)</td>", row, re.DOTALL) for row in body.split("<tr")[1:]]
    return [[" ".join(re.sub(r"<[^>]+>", " ", cell).split()) for cell in row] for row in cells]
