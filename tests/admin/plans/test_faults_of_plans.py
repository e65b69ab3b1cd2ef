"""Forms of plans tell all that is wrong in one round too where they are not the form of a new row by itself."""

from typing import Any

import pytest

from tansiq.models import Plan, PlanItem
from tests.admin.conftest import Reader
from tests.admin.faulty_forms import REQUIRED, Typed
from tests.admin.test_all_faults import address_of_new, missing

COPIED = {
    "name_en": "",
    "area": "",
    "plan_kind": "ANNUAL",
    "starts_on": "2027-05-01",
    "ends_on": "2027-04-01",
    "tolerance": "many",
}


def test_a_plan_that_is_copied_tells_every_fault_and_copies_nothing(salma: Reader, rows: dict[str, Any]) -> None:
    address = f"plan/new/?copy={rows['plan'].id}"
    page = salma.post(address, page=address, **COPIED).text
    told = ("Give a name", "The end is before the beginning.", "“many” is not a whole number.", REQUIRED)
    assert missing(page, told) == []
    assert (Plan.select().count(), PlanItem.select().count()) == (1, 1)


PIECE = {"X-Piece": "outline"}


def _in_outline(reader: Reader, deed: str, plan: Plan, **typed: Any) -> tuple[str, str]:
    """What a deed in the outline of a plan answers to a script, and to whoever works without."""
    page = f"plan/details/?id={plan.id}"
    data = {"csrf_token": reader.token(page), "id": plan.id, **typed}
    piece = reader.client.post(f"/admin/outline/{deed}/", data=data, headers=PIECE).text
    return piece, reader.client.post(f"/admin/outline/{deed}/", data=data, follow_redirects=True).text


def test_an_item_that_is_changed_in_the_outline_tells_every_fault(salma: Reader, rows: dict[str, Any]) -> None:
    item = rows["planitem"]
    typed = {"item": item.id, "version": item.version, "item_kind": "ACTIVITY", "item_state": "UNDER_WAY"}
    dates = {"starts_on": "2026-05-01", "ends_on": "2026-04-01", "reported_on": "yesterday", "progress": "101"}
    for page in _in_outline(salma, "save", rows["plan"], **typed, **dates, name_ar="", name_en=""):
        told = ("“yesterday” is not a date.", "Give a name", "The end is before the beginning.", "from 0 to 100.")
        assert missing(page, told) == []
    assert PlanItem.get_by_id(item.id).values() == item.values()


def test_an_item_that_is_added_in_the_outline_tells_every_fault(salma: Reader, rows: dict[str, Any]) -> None:
    typed = {"new-item_kind": "nothing", "new-name_ar": "", "new-name_en": ""}
    for page in _in_outline(salma, "add", rows["plan"], **typed):
        assert missing(page, ("Give a name", "Not a valid choice")) == []
    assert PlanItem.select().count() == 1


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"on": "2025-06-30", "value": "30"}, ("after the day of the baseline", "cannot be below its baseline")),
        ({"on": "2025-06-30", "value": "many"}, ("after the day of the baseline", "“many” is not a number.")),
        ({"on": "some day", "value": "30"}, ("“some day” is not a date.", "cannot be below its baseline")),
    ],
)
def test_a_target_is_judged_beside_its_baseline_by_what_could_be_read(
    salma: Reader, rows: dict[str, Any], typed: Typed, told: tuple[str, ...]
) -> None:
    address = address_of_new("indicatortarget", rows)
    assert missing(salma.post(address, page=address, **typed).text, told) == []


def test_a_commitment_without_a_unit_is_in_that_of_its_item_where_something_else_is_wrong(
    salma: Reader, rows: dict[str, Any]
) -> None:
    address = "commitment/new/"
    typed = {"item": rows["planitem"].id, "quantity": "12", "unit": "", "people": "many", "offered_on": "2026-05-01"}
    page = salma.post(address, page=address, **typed).text
    assert missing(page, ("“many” is not a whole number.", REQUIRED)) == []
    assert "in which unit" not in page
